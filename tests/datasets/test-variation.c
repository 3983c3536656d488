/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <string.h>

#include "base/nn-ref.h"
#include "base/nn-rng.h"
#include "datasets/nn-variation.h"

#define SIDE 28
#define SIZE (SIDE * SIDE)
#define N_TRAIN 40
#define N_TEST 8

/* Image i: a pixel p is drawn from a generator of its own, so that no two images are alike. */
static NnImages
make_images (guint n,
             guint first)
{
  NnImages images = { n, g_malloc ((gsize) n * SIZE), g_malloc (n) };

  for (guint i = 0; i < n; i++)
    {
      images.labels[i] = (guint8) ((first + i) % 10);
      for (guint p = 0; p < SIZE; p++)
        images.pixels[i * SIZE + p] = (guint8) ((first + i) * 37 + p * 11 + p * p % 251);
    }
  return images;
}

static NnDataset *
make_dataset (void)
{
  NnDataset *dataset = g_new0 (NnDataset, 1);

  nn_ref_init (&dataset->ref_count);
  dataset->directory = g_strdup ("/nowhere/made");
  dataset->name = g_strdup ("made");
  dataset->train = make_images (N_TRAIN, 0);
  dataset->test = make_images (N_TEST, N_TRAIN);
  return dataset;
}

/* One permutation, the same for each image of both parts; it follows from the seed. */
static void
test_shuffled (void)
{
  g_autoptr (NnDataset) dataset = make_dataset ();
  g_autoptr (NnDataset) one = nn_dataset_new_shuffled (dataset, 5);
  g_autoptr (NnDataset) two = nn_dataset_new_shuffled (dataset, 5);
  g_autoptr (NnDataset) other = nn_dataset_new_shuffled (dataset, 6);
  guint32 order[SIZE];
  NnRng rng;
  guint moved = 0;

  for (guint p = 0; p < SIZE; p++)
    order[p] = p;
  nn_rng_init (&rng, 5, NN_STREAM_EXPERIMENTS, 0);
  nn_rng_shuffle (&rng, order, SIZE);
  for (guint p = 0; p < SIZE; p++)
    {
      moved += order[p] != p;
      for (guint i = 0; i < N_TRAIN; i++)
        g_assert_cmpuint (one->train.pixels[i * SIZE + p], ==,
                          dataset->train.pixels[i * SIZE + order[p]]);
      for (guint i = 0; i < N_TEST; i++)
        g_assert_cmpuint (one->test.pixels[i * SIZE + p], ==,
                          dataset->test.pixels[i * SIZE + order[p]]);
    }
  g_assert_cmpuint (moved, >, 700);
  g_assert_cmpmem (one->train.labels, N_TRAIN, dataset->train.labels, N_TRAIN);
  g_assert_cmpmem (one->test.pixels, N_TEST * SIZE, two->test.pixels, N_TEST * SIZE);
  g_assert_cmpint (memcmp (one->test.pixels, other->test.pixels, N_TEST * SIZE), !=, 0);
}

/* Images of the set, each at most once; the smaller choice begins the larger; all tests stay. */
static void
test_fewer (void)
{
  g_autoptr (NnDataset) dataset = make_dataset ();
  g_autoptr (NnDataset) five = nn_dataset_new_fewer (dataset, 5, 3);
  g_autoptr (NnDataset) all = nn_dataset_new_fewer (dataset, N_TRAIN, 3);
  gboolean seen[N_TRAIN] = { FALSE };

  g_assert_cmpuint (five->train.n, ==, 5);
  g_assert_cmpmem (five->train.pixels, 5 * SIZE, all->train.pixels, 5 * SIZE);
  g_assert_cmpmem (five->train.labels, 5, all->train.labels, 5);
  for (guint i = 0; i < N_TRAIN; i++)
    {
      guint k = 0;

      while (k < N_TRAIN && memcmp (all->train.pixels + i * SIZE,
                                    dataset->train.pixels + k * SIZE, SIZE) != 0)
        k++;
      g_assert_cmpuint (k, <, N_TRAIN);
      g_assert_false (seen[k]);
      seen[k] = TRUE;
      g_assert_cmpuint (all->train.labels[i], ==, dataset->train.labels[k]);
    }
  g_assert_cmpuint (five->test.n, ==, N_TEST);
  g_assert_cmpmem (five->test.pixels, N_TEST * SIZE, dataset->test.pixels, N_TEST * SIZE);
}

static void
test_shift (void)
{
  g_autoptr (NnDataset) dataset = make_dataset ();
  const int moves[][2] = { { 0, 0 }, { 3, 0 }, { -6, 0 }, { 2, -5 }, { 28, 0 }, { 0, -40 } };
  guint8 pixels[N_TEST * SIZE];

  for (gsize m = 0; m < G_N_ELEMENTS (moves); m++)
    {
      int right = moves[m][0], down = moves[m][1];

      memset (pixels, 0xAA, sizeof pixels);
      nn_images_shift (&dataset->test, right, down, pixels);
      for (int i = 0; i < N_TEST; i++)
        for (int y = 0; y < SIDE; y++)
          for (int x = 0; x < SIDE; x++)
            {
              int sy = y - down, sx = x - right;
              gboolean inside = sy >= 0 && sy < SIDE && sx >= 0 && sx < SIDE;

              g_assert_cmpuint (pixels[i * SIZE + y * SIDE + x], ==,
                                inside ? dataset->test.pixels[i * SIZE + sy * SIDE + sx] : 0);
            }
    }
}

/* On grey, which nothing clips: mean and standard deviation are those asked for. */
static void
test_noise (void)
{
  guint8 grey[N_TEST * SIZE], noisy[N_TEST * SIZE], again[N_TEST * SIZE];
  NnImages images = { N_TEST, grey, NULL };
  const double n = sizeof grey;
  double sum = 0, squares = 0;

  memset (grey, 128, sizeof grey);
  nn_images_add_noise (&images, 0, 9, noisy);
  g_assert_cmpmem (noisy, sizeof noisy, grey, sizeof grey);

  nn_images_add_noise (&images, 0.1, 9, noisy);
  nn_images_add_noise (&images, 0.1, 9, again);
  g_assert_cmpmem (noisy, sizeof noisy, again, sizeof again);
  for (gsize i = 0; i < sizeof noisy; i++)
    {
      double x = (noisy[i] - 128) / 255.0;

      sum += x;
      squares += x * x;
    }
  g_assert_cmpfloat (fabs (sum / n), <, 4 * 0.1 / sqrt (n));
  g_assert_cmpfloat (fabs (sqrt (squares / n) - 0.1), <, 0.003);

  nn_images_add_noise (&images, 0.1, 10, again);
  g_assert_cmpint (memcmp (noisy, again, sizeof noisy), !=, 0);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/datasets/variation/shuffled", test_shuffled);
  g_test_add_func ("/datasets/variation/fewer", test_fewer);
  g_test_add_func ("/datasets/variation/shift", test_shift);
  g_test_add_func ("/datasets/variation/noise", test_noise);
  return g_test_run ();
}
