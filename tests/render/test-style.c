/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "render/nn-style.h"

#include <locale.h>
#include <math.h>

static void
test_contrast (void)
{
  g_assert_cmpfloat_with_epsilon (nn_style_contrast (0x000000, 0xffffff), 21, 1e-9);
  g_assert_cmpfloat_with_epsilon (nn_style_contrast (0xffffff, 0x000000), 21, 1e-9);
  g_assert_cmpfloat_with_epsilon (nn_style_contrast (0x777777, 0xffffff), 4.48, 0.01);
  g_assert_cmpfloat_with_epsilon (nn_style_contrast (0x123456, 0x123456), 1, 1e-9);
}

static void
test_palette (void)
{
  for (int dark = 0; dark < 2; dark++)
    {
      NnStyle style;

      nn_style_init (&style, dark, 13);
      g_assert_cmpfloat (nn_style_contrast (style.text, style.background), >=, 7);
      g_assert_cmpfloat (nn_style_contrast (style.dim, style.background), >=, 4.5);
      g_assert_cmpfloat (nn_style_contrast (style.text, style.empty), >=, 4.5);
      g_assert_cmpfloat (nn_style_contrast (style.accent, style.background), >=, 3);
      g_assert_cmpfloat (nn_style_contrast (style.select, style.background), >=, 3);
      g_assert_cmpfloat (nn_style_contrast (style.mistake, style.background), >=, 4.5);
      for (int i = 0; i < NN_STYLE_SERIES; i++)
        g_assert_cmpfloat (nn_style_contrast (style.series[i], style.background), >=, 3);
    }
}

/* Black or white reads on any colour at all. */
static void
test_ink (void)
{
  for (guint32 red = 0; red < 256; red += 15)
    for (guint32 green = 0; green < 256; green += 15)
      for (guint32 blue = 0; blue < 256; blue += 15)
        {
          guint32 color = red << 16 | green << 8 | blue;

          g_assert_cmpfloat (nn_style_contrast (color, nn_style_ink_on (color)), >=, 4.5);
        }
}

static void
test_mix (void)
{
  g_assert_cmphex (nn_style_mix (0x102030, 0xf0e0d0, 0), ==, 0x102030);
  g_assert_cmphex (nn_style_mix (0x102030, 0xf0e0d0, 1), ==, 0xf0e0d0);
  g_assert_cmphex (nn_style_mix (0x000000, 0xffffff, 0.5), ==, 0x808080);
}

static void
check_number (double value, int decimals, const char *expected)
{
  g_autofree char *number = NULL;
  NnStyle style;

  nn_style_init (&style, FALSE, 13);
  number = nn_style_number (&style, value, decimals);
  g_assert_cmpstr (number, ==, expected);
}

static void
test_numbers (void)
{
  g_autofree char *percent = NULL;
  NnStyle style;

  /* C numbers, whatever the locale of the process. */
  setlocale (LC_ALL, "fr_FR.UTF-8");
  check_number (0.5, 2, "0.50");
  check_number (-0.001, 2, "0.00");
  check_number (-0.5, 1, "-0.5");
  check_number (61706, 0, "61706");
  check_number (999999999, 1, "999999999.0");
  check_number (-1.1629e18, 1, "-1.16e+18");
  check_number (NAN, 2, "–");
  check_number (INFINITY, 2, "∞");
  check_number (-INFINITY, 2, "−∞");
  setlocale (LC_ALL, "C.UTF-8");

  nn_style_init (&style, FALSE, 13);
  percent = nn_style_percent (&style, 0.9886, 1);
  g_assert_cmpstr (percent, ==, "98.9 %");
}

/* Kept layouts measure as new ones do, of whatever size and weight, when there are too many, and
 * after the context has changed. Others are not kept: they may be another thread's. */
static void
test_kept_layouts (void)
{
  PangoContext *context = pango_font_map_create_context (pango_cairo_font_map_get_default ());
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, 1, 1);
  cairo_t *cr = cairo_create (surface);
  double width, height;
  NnStyle style;

  nn_style_init (&style, FALSE, 13);
  style.context = context;
  nn_style_measure (&style, cr, "1", 1, FALSE, &width, &height);
  g_assert_cmpuint (G_OBJECT (context)->ref_count, ==, 1);
  style.keep_layouts = TRUE;
  for (int i = 0; i < 1200; i++)
    {
      g_autofree char *text = g_strdup_printf ("%d %%", i * i % 400);
      double size = 1 + i % 3;
      g_autoptr (PangoLayout) layout = nn_style_layout (&style, cr, text, size, i % 2);
      PangoRectangle box;

      if (i == 600)
        pango_context_set_round_glyph_positions (context, FALSE);
      nn_style_measure (&style, cr, text, size, i % 2, &width, &height);
      pango_layout_get_extents (layout, NULL, &box);
      g_assert_cmpfloat (width, ==, (double) box.width / PANGO_SCALE);
      g_assert_cmpfloat (height, ==, (double) box.height / PANGO_SCALE);
    }
  cairo_destroy (cr);
  cairo_surface_destroy (surface);
  g_object_unref (context);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/style/contrast", test_contrast);
  g_test_add_func ("/style/palette", test_palette);
  g_test_add_func ("/style/ink", test_ink);
  g_test_add_func ("/style/mix", test_mix);
  g_test_add_func ("/style/kept-layouts", test_kept_layouts);
  g_test_add_func ("/style/numbers", test_numbers);
  return g_test_run ();
}
