/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "render/nn-bars.h"

#include <math.h>
#include <string.h>

enum { WIDTH = 240, HEIGHT = 300 };

/* Pixels of a colour in the row through the middle of a class' bar. */
static int
run_length (const NnBars *bars, const NnStyle *style, int c, guint32 color)
{
  cairo_surface_t *page = cairo_image_surface_create (CAIRO_FORMAT_RGB24, WIDTH, HEIGHT);
  cairo_t *cr = cairo_create (page);
  int n = 0;

  nn_style_set_color (cr, style->background, 1);
  cairo_paint (cr);
  nn_bars_draw (bars, style, cr, WIDTH, HEIGHT);
  cairo_surface_flush (page);
  for (int x = (int) (2 * style->font_size); x < WIDTH - (int) (4.6 * style->font_size); x++)
    {
      guint32 value;

      memcpy (&value,
              cairo_image_surface_get_data (page)
                + (gsize) (HEIGHT * (2 * c + 1) / 20) * cairo_image_surface_get_stride (page)
                + 4 * x,
              4);
      n += (value & 0xffffff) == color;
    }
  cairo_destroy (cr);
  cairo_surface_destroy (page);
  return n;
}

static NnBars
make_bars (void)
{
  NnBars bars;

  nn_bars_init (&bars);
  bars.known = TRUE;
  bars.values[4] = 0.5f;
  bars.values[9] = 0.25f;
  bars.best = 4;
  bars.second = 9;
  return bars;
}

static void
test_lengths (void)
{
  NnBars bars = make_bars ();
  NnStyle style;
  double full;

  nn_style_init (&style, FALSE, 13);
  full = WIDTH - 6.6 * style.font_size;
  g_assert_cmpfloat (fabs (run_length (&bars, &style, 4, style.accent) - 0.5 * full), <=, 2);
  g_assert_cmpfloat (fabs (run_length (&bars, &style, 9, style.dim) - 0.25 * full), <=, 2);
  g_assert_cmpint (run_length (&bars, &style, 0, style.accent), ==, 0);
  bars.values[4] = 7;             /* never beyond its groove */
  g_assert_cmpfloat (run_length (&bars, &style, 4, style.accent), <=, full + 1);
  bars.values[4] = NAN;
  g_assert_cmpint (run_length (&bars, &style, 4, style.accent), <=, 3);
}

static void
test_mistake (void)
{
  NnBars bars = make_bars ();
  NnStyle style;

  nn_style_init (&style, TRUE, 13);
  bars.label = 4;
  g_assert_cmpint (run_length (&bars, &style, 4, style.mistake), ==, 0);
  bars.label = 9;
  g_assert_cmpint (run_length (&bars, &style, 4, style.mistake), >, 50);
  g_assert_cmpint (run_length (&bars, &style, 4, style.accent), ==, 0);
}

static void
test_unknown (void)
{
  NnBars bars = make_bars ();
  NnStyle style;

  nn_style_init (&style, FALSE, 13);
  bars.known = FALSE;
  g_assert_cmpint (run_length (&bars, &style, 4, style.accent), ==, 0);
  g_assert_cmpint (run_length (&bars, &style, 4, style.empty), >, 100);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/bars/lengths", test_lengths);
  g_test_add_func ("/bars/mistake", test_mistake);
  g_test_add_func ("/bars/unknown", test_unknown);
  return g_test_run ();
}
