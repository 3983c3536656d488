/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "render/nn-confusion.h"

#include <string.h>

enum { WIDTH = 400, HEIGHT = 420 };

static NnConfusion
make_confusion (void)
{
  NnConfusion confusion;

  nn_confusion_init (&confusion);
  confusion.known = TRUE;
  for (int g = 0; g < 10; g++)
    for (int p = 0; p < 10; p++)
      confusion.counts[g][p] = g == p ? 900 + 10 * g : (g + p) % 4 == 0 ? 0 : g * p;
  return confusion;
}

static void
test_contrast (void)
{
  NnConfusion confusion = make_confusion ();

  for (int dark = 0; dark < 2; dark++)
    {
      NnStyle style;

      nn_style_init (&style, dark, 13);
      for (guint max = 1; max < 3000; max = max * 3 + 1)
        for (guint count = 0; count <= max; count += MAX (1, max / 97))
          for (int p = 0; p < 2; p++)
            {
              guint32 fill, ink;

              memset (confusion.counts, 0, sizeof confusion.counts);
              confusion.counts[0][p] = count;
              confusion.counts[1][1 - p] = max;
              nn_confusion_cell_colors (&confusion, &style, 0, p, &fill, &ink);
              g_assert_cmpfloat (nn_style_contrast (fill, ink), >=, 4.5);
              g_assert_cmpint (fill == style.empty, ==, count == 0);
            }
    }
}

/* More mistakes, more colour; right and wrong never look alike. */
static void
test_order (void)
{
  NnConfusion confusion = make_confusion ();
  double last = 1;
  NnStyle style;

  nn_style_init (&style, FALSE, 13);
  confusion.counts[3][4] = 100;
  for (guint count = 1; count <= 100; count += 9)
    {
      guint32 fill, ink, right;

      confusion.counts[5][6] = count;
      nn_confusion_cell_colors (&confusion, &style, 5, 6, &fill, &ink);
      g_assert_cmpfloat (nn_style_contrast (fill, style.background), >, last);
      last = nn_style_contrast (fill, style.background);
      nn_confusion_cell_colors (&confusion, &style, 5, 5, &right, &ink);
      g_assert_cmphex (fill, !=, right);
    }
}

static void
test_pick (void)
{
  NnConfusion confusion = make_confusion ();
  NnStyle style;
  int given, predicted;

  nn_style_init (&style, FALSE, 13);
  confusion.given = "given";
  for (int g = 0; g < 10; g++)
    for (int p = 0; p < 10; p++)
      {
        double x, y, wide, high;

        nn_confusion_cell_box (&confusion, &style, WIDTH, HEIGHT, g, p, &x, &y, &wide, &high);
        g_assert_cmpfloat (x, >=, 0);
        g_assert_cmpfloat (y + high, <=, HEIGHT);
        g_assert_cmpfloat (x + wide, <=, WIDTH);
        g_assert_true (nn_confusion_pick (&confusion, &style, WIDTH, HEIGHT, x + wide / 2,
                                          y + high / 2, &given, &predicted));
        g_assert_cmpint (given, ==, g);
        g_assert_cmpint (predicted, ==, p);
      }
  g_assert_false (nn_confusion_pick (&confusion, &style, WIDTH, HEIGHT, 1, 1, &given, &predicted));
  g_assert_false (nn_confusion_pick (&confusion, &style, WIDTH, HEIGHT, WIDTH + 9, 200, &given,
                                     &predicted));
}

/* Test sets have more than a thousand of some digits. Where there is more width than height, as on
 * the Train page at 1280 x 800, their counts stand in full size clear of the edges of the cell. */
static void
test_long_counts (void)
{
  NnConfusion confusion = make_confusion ();
  cairo_surface_t *page = cairo_image_surface_create (CAIRO_FORMAT_RGB24, WIDTH, HEIGHT);
  cairo_t *cr = cairo_create (page);
  double x, y, wide, high, text;
  NnStyle style;

  nn_style_init (&style, FALSE, 40.0 / 3);
  confusion.given = "given";
  confusion.predicted = "read as";
  nn_style_measure (&style, cr, "1135", 1, FALSE, &text, NULL);
  nn_confusion_cell_box (&confusion, &style, 440, 376, 1, 1, &x, &y, &wide, &high);
  g_assert_cmpfloat (wide - text, >=, 3);
  g_assert_cmpfloat (high, <, wide);
  g_assert_cmpfloat (wide, <, 1.5 * high);
  /* In a square there is no width to spare. */
  nn_confusion_cell_box (&confusion, &style, 400, 400, 1, 1, &x, &y, &wide, &high);
  g_assert_cmpfloat (wide, ==, high);
  cairo_destroy (cr);
  cairo_surface_destroy (page);
}

static guint32
pixel (cairo_surface_t *page, double x, double y)
{
  guint32 value;

  cairo_surface_flush (page);
  memcpy (&value,
          cairo_image_surface_get_data (page)
            + (gsize) y * cairo_image_surface_get_stride (page) + 4 * (gsize) x,
          4);
  return value & 0xffffff;
}

/* Each cell is painted in its colour at its place; the chosen one has the orange frame. */
static void
test_draw (void)
{
  NnConfusion confusion = make_confusion ();
  cairo_surface_t *page = cairo_image_surface_create (CAIRO_FORMAT_RGB24, WIDTH, HEIGHT);
  cairo_t *cr = cairo_create (page);
  double x, y, wide, high;
  NnStyle style;

  nn_style_init (&style, FALSE, 13);
  confusion.selected_given = 4;
  confusion.selected_predicted = 9;
  nn_confusion_draw (&confusion, &style, cr, WIDTH, HEIGHT);
  for (int g = 0; g < 10; g++)
    for (int p = 0; p < 10; p++)
      {
        guint32 fill, ink;

        nn_confusion_cell_box (&confusion, &style, WIDTH, HEIGHT, g, p, &x, &y, &wide, &high);
        nn_confusion_cell_colors (&confusion, &style, g, p, &fill, &ink);
        g_assert_cmphex (pixel (page, x + 6, y + 6), ==, fill);
      }
  nn_confusion_cell_box (&confusion, &style, WIDTH, HEIGHT, 4, 9, &x, &y, &wide, &high);
  g_assert_cmphex (pixel (page, x, y + high / 2), ==, style.select);
  nn_confusion_cell_box (&confusion, &style, WIDTH, HEIGHT, 9, 4, &x, &y, &wide, &high);
  g_assert_cmphex (pixel (page, x, y + high / 2), !=, style.select);
  cairo_destroy (cr);
  cairo_surface_destroy (page);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/confusion/contrast", test_contrast);
  g_test_add_func ("/confusion/order", test_order);
  g_test_add_func ("/confusion/pick", test_pick);
  g_test_add_func ("/confusion/long-counts", test_long_counts);
  g_test_add_func ("/confusion/draw", test_draw);
  return g_test_run ();
}
