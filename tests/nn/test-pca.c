/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <string.h>

#include "base/nn-rng.h"
#include "nn/nn-pca.h"

#define N 300
#define SIZE 24

/* A cloud whose spread is known: 9, 5, 2, 1, 1, … along directions that are mixed by a few rotations. */
static float *
make_cloud (guint64 seed,
            int     n,
            int     size)
{
  float *rows = g_new (float, (gsize) n * size);
  NnRng rng;

  nn_rng_init (&rng, seed, NN_STREAM_EXPERIMENTS, 0);
  for (int i = 0; i < n; i++)
    {
      float *row = rows + (gsize) i * size;

      for (int j = 0; j < size; j++)
        {
          double spread = j == 0 ? 9 : j == 1 ? 5 : j == 2 ? 2 : 1;

          row[j] = (float) ((nn_rng_uniform (&rng) - 0.5) * spread + j);
        }
      for (int j = 0; j + 1 < size; j++)
        {
          float x = row[j], y = row[j + 1];

          row[j] = 0.8f * x - 0.6f * y;
          row[j + 1] = 0.6f * x + 0.8f * y;
        }
    }
  return rows;
}

static void
assert_same_map (const NnPca *a,
                 const NnPca *b,
                 double       tolerance)
{
  g_assert_cmpint (a->n, ==, b->n);
  for (int axis = 0; axis < 2; axis++)
    g_assert_cmpfloat_with_epsilon (a->explained[axis], b->explained[axis], tolerance);
  for (int i = 0; i < 2 * a->n; i++)
    g_assert_cmpfloat_with_epsilon (a->points[i], b->points[i], tolerance * 10);
}

static void
test_twin (void)
{
  for (guint64 seed = 1; seed < 5; seed++)
    {
      g_autofree float *rows = make_cloud (seed, N, SIZE);
      g_autoptr (NnPca) fast = nn_pca_new (rows, N, SIZE, NULL, NULL);
      g_autoptr (NnPca) twin = nn_pca_new_reference (rows, N, SIZE);
      g_autoptr (NnPca) again = nn_pca_new (rows, N, SIZE, NULL, NULL);

      assert_same_map (fast, twin, 1e-6);
      g_assert_cmpfloat (fast->explained[0], >, fast->explained[1]);
      g_assert_cmpmem (fast->points, 2 * N * sizeof (float), again->points, 2 * N * sizeof (float));
    }
}

/* All the spread is in two directions: they explain everything, and no distance changes. */
static void
test_plane (void)
{
  g_autofree float *rows = g_new0 (float, N * SIZE);
  g_autoptr (NnPca) pca = NULL;
  NnRng rng;

  nn_rng_init (&rng, 3, NN_STREAM_EXPERIMENTS, 0);
  for (int i = 0; i < N; i++)
    {
      rows[i * SIZE + 3] = (float) nn_rng_uniform (&rng) * 4;
      rows[i * SIZE + 8] = (float) nn_rng_uniform (&rng);
    }
  pca = nn_pca_new (rows, N, SIZE, NULL, NULL);
  g_assert_cmpfloat_with_epsilon (pca->explained[0] + pca->explained[1], 1, 1e-9);
  for (int i = 1; i < N; i++)
    {
      double before = hypot (rows[i * SIZE + 3] - rows[3], rows[i * SIZE + 8] - rows[8]);
      double after = hypot (pca->points[2 * i] - pca->points[0],
                            pca->points[2 * i + 1] - pca->points[1]);

      g_assert_cmpfloat_with_epsilon (before, after, 1e-5);
    }
}

/* A map that was turned or mirrored comes back to where it was. */
static void
test_align (void)
{
  g_autofree float *rows = make_cloud (9, N, SIZE);
  g_autoptr (NnPca) original = nn_pca_new (rows, N, SIZE, NULL, NULL);

  for (int turn = 0; turn < 16; turn++)
    {
      g_autoptr (NnPca) pca = nn_pca_new (rows, N, SIZE, NULL, NULL);
      double angle = turn * G_PI / 8, mirror = turn % 2 ? -1 : 1;
      g_autofree float *turned = g_new (float, 2 * N);

      for (int i = 0; i < N; i++)
        {
          double x = pca->points[2 * i], y = pca->points[2 * i + 1] * mirror;

          turned[2 * i] = (float) (3 * (x * cos (angle) - y * sin (angle)));
          turned[2 * i + 1] = (float) (3 * (x * sin (angle) + y * cos (angle)));
        }
      nn_pca_align (pca, turned);
      for (int i = 0; i < 2 * N; i++)
        g_assert_cmpfloat_with_epsilon (pca->points[i], turned[i] / 3, 1e-4);
      g_assert_cmpfloat_with_epsilon (pca->explained[0] + pca->explained[1],
                                      original->explained[0] + original->explained[1], 1e-12);
      nn_pca_align (pca, original->points);
      assert_same_map (pca, original, 1e-5);
    }
}

/* What explains is the variance of the points along the axes, aligned or not. */
static void
test_explained (void)
{
  g_autofree float *rows = make_cloud (4, N, SIZE);
  g_autofree float *other = make_cloud (5, N, SIZE);
  g_autoptr (NnPca) pca = nn_pca_new (rows, N, SIZE, NULL, NULL);
  g_autoptr (NnPca) like = nn_pca_new (other, N, SIZE, NULL, NULL);
  double ratio = 0;

  nn_pca_align (pca, like->points);
  for (int axis = 0; axis < 2; axis++)
    {
      double sum = 0;

      for (int i = 0; i < N; i++)
        sum += (double) pca->points[2 * i + axis] * (double) pca->points[2 * i + axis];
      if (axis == 0)
        ratio = sum / pca->explained[0];
      else
        g_assert_cmpfloat_with_epsilon (sum / pca->explained[1] / ratio, 1, 1e-5);
    }
}

/* Digits that are all alike have no spread; fewer rows than columns are no problem. */
static void
test_degenerate (void)
{
  g_autofree float *same = g_new0 (float, N * SIZE);
  g_autofree float *rows = make_cloud (6, 5, SIZE);
  g_autofree float *bad = make_cloud (6, 5, SIZE);
  g_autoptr (NnPca) nothing = nn_pca_new (same, N, SIZE, NULL, NULL);
  g_autoptr (NnPca) few = nn_pca_new (rows, 5, SIZE, NULL, NULL);
  g_autoptr (NnPca) twin = nn_pca_new_reference (rows, 5, SIZE);
  g_autoptr (NnPca) none = NULL;

  for (int i = 0; i < 2 * N; i++)
    g_assert_cmpfloat (nothing->points[i], ==, 0);
  g_assert_cmpfloat (nothing->explained[0], ==, 0);
  nn_pca_align (nothing, same);
  assert_same_map (few, twin, 1e-5);

  bad[7] = NAN;
  none = nn_pca_new (bad, 5, SIZE, NULL, NULL);
  g_assert_true (isnan (none->explained[0]));
  g_assert_true (isnan (none->points[0]));
}

/* More columns than LAPACK is asked for at once: the axes are iterated to. */
static void
test_many_columns (void)
{
  const int sizes[] = { 129, 200 };

  for (gsize s = 0; s < G_N_ELEMENTS (sizes); s++)
    {
      g_autofree float *rows = make_cloud (s + 1, N, sizes[s]);
      g_autofree float *same = g_new0 (float, (gsize) N * sizes[s]);
      g_autoptr (NnPca) fast = nn_pca_new (rows, N, sizes[s], NULL, NULL);
      g_autoptr (NnPca) twin = nn_pca_new_reference (rows, N, sizes[s]);
      g_autoptr (NnPca) few = nn_pca_new (rows, 5, sizes[s], NULL, NULL);
      g_autoptr (NnPca) few_twin = nn_pca_new_reference (rows, 5, sizes[s]);
      g_autoptr (NnPca) nothing = nn_pca_new (same, N, sizes[s], NULL, NULL);

      assert_same_map (fast, twin, 1e-6);
      assert_same_map (few, few_twin, 1e-5);
      for (int i = 0; i < 2 * N; i++)
        g_assert_cmpfloat (nothing->points[i], ==, 0);
      g_assert_cmpfloat (nothing->explained[0], ==, 0);
    }
}

static gboolean
third_time_cb (gpointer data)
{
  return ++*(int *) data == 3;
}

typedef struct
{
  int asked;
  gint64 last, longest;
} Watch;

static gboolean
watch_cb (gpointer data)
{
  Watch *watch = data;
  gint64 now = g_get_monotonic_time ();

  if (watch->asked++ > 0)
    watch->longest = MAX (watch->longest, now - watch->last);
  watch->last = now;
  return FALSE;
}

/* A picture's 784 pixels: it asks all the way, and stops when it is told to. How long the
 * longest stretch takes is printed, no more: that is the machine's affair, too. */
static void
test_chunks (void)
{
  g_autofree float *rows = make_cloud (8, N, 784);
  const int sums = (N + 63) / 64;
  gint64 best = G_MAXINT64;
  int asked = 0;

  for (int turn = 0; turn < 5; turn++)
    {
      Watch watch = { 0 };
      g_autoptr (NnPca) pca = nn_pca_new (rows, N, 784, watch_cb, &watch);

      g_assert_nonnull (pca);
      best = MIN (best, watch.longest);
      asked = watch.asked;
    }
  g_test_message ("%d questions, at most %.1f ms apart", asked, best / 1000.0);
  g_assert_cmpint (asked, >=, sums + 4);
  {
    g_autoptr (NnPca) pca = NULL;
    int until = 1 - sums; /* past the sums, in the middle of the axes */

    pca = nn_pca_new (rows, N, 784, third_time_cb, &until);
    g_assert_null (pca);
    g_assert_cmpint (until, ==, 3);
  }
}

static void
test_cancel (void)
{
  g_autofree float *rows = make_cloud (7, N, SIZE);
  int asked = 0;

  g_assert_null (nn_pca_new (rows, N, SIZE, third_time_cb, &asked));
  g_assert_cmpint (asked, ==, 3);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/nn/pca/twin", test_twin);
  g_test_add_func ("/nn/pca/plane", test_plane);
  g_test_add_func ("/nn/pca/align", test_align);
  g_test_add_func ("/nn/pca/explained", test_explained);
  g_test_add_func ("/nn/pca/degenerate", test_degenerate);
  g_test_add_func ("/nn/pca/many-columns", test_many_columns);
  g_test_add_func ("/nn/pca/chunks", test_chunks);
  g_test_add_func ("/nn/pca/cancel", test_cancel);
  return g_test_run ();
}
