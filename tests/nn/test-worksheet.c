/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/nn-error.h"
#include "nn/nn-worksheet.h"

#include <string.h>

/* Exercises over strokes that are drawn here: that each can be done, and has one answer. That the
 * answers are right, an independent program says (tests/cli/test-worksheet.py). */

#define N 20
#define SHEETS 500

/* A thick slanted line in each image, grey at its edges. */
static guint8 *
make_images (void)
{
  guint8 *images = g_new0 (guint8, N * NN_IMAGE_SIZE);

  for (int i = 0; i < N; i++)
    for (int y = 4; y < 24; y++)
      {
        int x = 5 + (i * y) / 28;

        for (int d = -2; d <= 2; d++)
          images[i * NN_IMAGE_SIZE + y * NN_IMAGE_SIDE + x + d] = (guint8) (255 - 60 * ABS (d));
      }
  return images;
}

static void
assert_grid (const NnGrid *grid,
             int           rows,
             int           columns,
             int           least,
             int           most)
{
  g_assert_cmpint (grid->rows, ==, rows);
  g_assert_cmpint (grid->columns, ==, columns);
  g_assert_cmpint (rows * columns, <=, NN_GRID_MAX);
  for (int i = 0; i < rows * columns; i++)
    {
      g_assert_cmpint (grid->values[i], >=, least);
      g_assert_cmpint (grid->values[i], <=, most);
    }
}

static void
assert_patch (const NnGrid      *grid,
              const NnGridPlace *place,
              int                side,
              const guint8      *images)
{
  assert_grid (grid, side, side, 0, NN_WORKSHEET_INK);
  g_assert_cmpint (place->image, <, N);
  g_assert_cmpint (place->row, >=, 0);
  g_assert_cmpint (place->row + side, <=, NN_IMAGE_SIDE);
  g_assert_cmpint (place->column, >=, 0);
  g_assert_cmpint (place->column + side, <=, NN_IMAGE_SIDE);
  for (int i = 0; i < side * side; i++)
    {
      int pixel = images[place->image * NN_IMAGE_SIZE + (place->row + i / side) * NN_IMAGE_SIDE
                         + place->column + i % side];

      g_assert_cmpint (ABS (255 * grid->values[i] - 9 * pixel), <=, 127);
    }
}

static void
test_can_be_done (void)
{
  g_autofree guint8 *images = make_images ();

  for (guint64 seed = 0; seed < SHEETS; seed++)
    {
      NnWorksheet sheet;
      int negative = 0;

      g_assert_true (nn_worksheet_make (&sheet, seed, images, N, NULL));
      g_assert_cmpuint (sheet.seed, ==, seed);
      assert_grid (&sheet.line.signal, 1, 8, 0, 5);
      assert_grid (&sheet.line.filter, 1, 3, -2, 3);
      assert_grid (&sheet.line.output, 1, 6, -30, 30);
      assert_grid (&sheet.line.rectified, 1, 6, 0, 30);
      assert_grid (&sheet.line.pooled, 1, 3, 0, 30);
      for (int i = 0; i < 6; i++)
        negative += sheet.line.output.values[i] < 0;
      g_assert_cmpint (negative, <=, 3);
      assert_patch (&sheet.plane.patch, &sheet.plane.place, 5, images);
      assert_grid (&sheet.plane.filter, 3, 3, -2, 2);
      assert_grid (&sheet.plane.output, 3, 3, -72, 72);
      assert_grid (&sheet.pooling.map, 4, 6, 0, 20);
      assert_grid (&sheet.pooling.pooled, 2, 3, 3, 20);
      for (int i = 0; i < NN_WORKSHEET_SIZES; i++)
        {
          g_assert_cmpint (sheet.sizes[i].padding, <=, sheet.sizes[i].kernel / 2);
          g_assert_cmpint (sheet.sizes[i].kernel, <, sheet.sizes[i].size);
          g_assert_cmpint (sheet.sizes[i].output, >, 0);
          g_assert_cmpint (sheet.sizes[i].output, <=, sheet.sizes[i].size);
        }
      g_assert_cmpint (sheet.sizes[1].output, ==, sheet.sizes[1].size);
    }
}

static void
test_one_answer (void)
{
  g_autofree guint8 *images = make_images ();
  int chosen[NN_WORKSHEET_PATCHES] = { 0 };

  for (guint64 seed = 0; seed < SHEETS; seed++)
    {
      NnWorksheet sheet;
      int best;

      g_assert_true (nn_worksheet_make (&sheet, seed, images, N, NULL));
      best = sheet.match.best;
      chosen[best]++;
      g_assert_cmpint (sheet.match.answers[best], >, 0);
      for (int i = 0; i < NN_WORKSHEET_PATCHES; i++)
        {
          assert_patch (&sheet.match.patches[i], &sheet.match.places[i], 3, images);
          if (i != best)
            g_assert_cmpint (sheet.match.answers[i] + NN_WORKSHEET_LEAD, <=,
                             sheet.match.answers[best]);
          for (int j = 0; j < i; j++)
            g_assert_cmpint (sheet.match.answers[i], !=, sheet.match.answers[j]);
        }
    }
  /* No place that is right more often than others, to be learned instead of the sums. */
  for (int i = 0; i < NN_WORKSHEET_PATCHES; i++)
    g_assert_cmpint (chosen[i], >, SHEETS / 8);
}

static void
test_network (void)
{
  g_autofree guint8 *images = make_images ();

  for (guint64 seed = 0; seed < SHEETS; seed++)
    {
      NnWorksheet sheet;
      const NnLayer *layers = sheet.network.layers;
      gsize total = 0;

      g_assert_true (nn_worksheet_make (&sheet, seed, images, N, NULL));
      for (int i = 0; i < NN_WORKSHEET_LAYERS; i++)
        {
          g_assert_cmpint (layers[i].height, >, 0);
          g_assert_cmpint (layers[i].height, ==, layers[i].width);
          g_assert_cmpint (sheet.network.parameters[i] == 0, ==,
                           layers[i].kind == NN_LAYER_MAX_POOL);
          total += sheet.network.parameters[i];
        }
      /* Windows of two leave no row over. */
      g_assert_cmpint (layers[0].height, ==, 2 * layers[1].height);
      g_assert_cmpint (layers[2].height, ==, 2 * layers[3].height);
      g_assert_cmpint (layers[NN_WORKSHEET_LAYERS - 1].channels, ==, 10);
      g_assert_cmpuint (sheet.network.total, ==, total);
    }
}

static void
test_seeds (void)
{
  static const guint64 seeds[] = { 0, 1, G_MAXINT64, G_MAXUINT64 };
  g_autofree guint8 *images = make_images ();

  for (gsize i = 0; i < G_N_ELEMENTS (seeds); i++)
    for (gsize j = 0; j < G_N_ELEMENTS (seeds); j++)
      {
        NnWorksheet a, b;

        g_assert_true (nn_worksheet_make (&a, seeds[i], images, N, NULL));
        g_assert_true (nn_worksheet_make (&b, seeds[j], images, N, NULL));
        if (i == j)
          g_assert_cmpmem (&a, sizeof a, &b, sizeof b);
        else
          {
            g_assert_true (memcmp (&a.line, &b.line, sizeof a.line) != 0);
            g_assert_true (memcmp (&a.plane, &b.plane, sizeof a.plane) != 0);
            g_assert_true (memcmp (&a.network, &b.network, sizeof a.network) != 0);
          }
      }
}

/* Paper, or nothing but ink: no search without an end. */
static void
test_empty_images (void)
{
  static const guint8 inks[] = { 0, 255 };

  for (gsize i = 0; i < G_N_ELEMENTS (inks); i++)
    {
      g_autofree guint8 *images = g_malloc (NN_IMAGE_SIZE);
      g_autoptr (GError) error = NULL;
      NnWorksheet sheet;

      memset (images, inks[i], NN_IMAGE_SIZE);
      g_assert_false (nn_worksheet_make (&sheet, 7, images, 1, &error));
      g_assert_error (error, NN_ERROR, NN_ERROR_RANGE);
      g_assert_nonnull (strstr (error->message, "Worksheet 7"));
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/worksheet/can-be-done", test_can_be_done);
  g_test_add_func ("/worksheet/one-answer", test_one_answer);
  g_test_add_func ("/worksheet/network", test_network);
  g_test_add_func ("/worksheet/seeds", test_seeds);
  g_test_add_func ("/worksheet/empty-images", test_empty_images);
  return g_test_run ();
}
