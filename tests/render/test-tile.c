/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "render/nn-tile.h"

#include <math.h>
#include <string.h>

/* The definition once more, written as the definition is written. */
static int
expected_grey (NnTileKind kind, float v, float m)
{
  double grey;

  if (kind == NN_TILE_INPUT)
    grey = floor (255.0 * (double) v + 0.5);
  else if (kind == NN_TILE_ACTIVATION)
    grey = m == 0 ? 0 : floor (255.0 * (double) v / (double) m + 0.5);
  else
    grey = m == 0 ? 128 : floor (127.5 * (1.0 + (double) v / (double) m) + 0.5);
  return (int) (grey < 0 ? 0 : grey > 255 ? 255 : grey);
}

static void
test_grey_values (void)
{
  /* By hand: the ends, the middle (127.5 rounds up), a quarter, no range. */
  g_assert_cmpint (nn_tile_grey (NN_TILE_SIGNED, 0.5f, 0.5f), ==, 255);
  g_assert_cmpint (nn_tile_grey (NN_TILE_SIGNED, -0.5f, 0.5f), ==, 0);
  g_assert_cmpint (nn_tile_grey (NN_TILE_SIGNED, 0, 0.5f), ==, 128);
  g_assert_cmpint (nn_tile_grey (NN_TILE_SIGNED, -0.25f, 0.5f), ==, 64);
  g_assert_cmpint (nn_tile_grey (NN_TILE_SIGNED, 3, 0), ==, 128);
  g_assert_cmpint (nn_tile_grey (NN_TILE_SIGNED, 9, 3), ==, 255);
  g_assert_cmpint (nn_tile_grey (NN_TILE_SIGNED, -9, 3), ==, 0);
  g_assert_cmpint (nn_tile_grey (NN_TILE_ACTIVATION, 2, 2), ==, 255);
  g_assert_cmpint (nn_tile_grey (NN_TILE_ACTIVATION, 1, 2), ==, 128);
  g_assert_cmpint (nn_tile_grey (NN_TILE_ACTIVATION, 0, 2), ==, 0);
  g_assert_cmpint (nn_tile_grey (NN_TILE_ACTIVATION, -1, 2), ==, 0);
  g_assert_cmpint (nn_tile_grey (NN_TILE_ACTIVATION, 0, 0), ==, 0);
  for (int byte = 0; byte < 256; byte++)
    g_assert_cmpint (nn_tile_grey (NN_TILE_INPUT, byte / 255.0f, 0.1f), ==, byte);
}

static void
test_grey_random (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (1);

  for (int i = 0; i < 100000; i++)
    {
      NnTileKind kind = (NnTileKind) g_rand_int_range (rand, 0, 3);
      float m = (float) exp (g_rand_double_range (rand, -80, 80));
      float v = (float) (m * g_rand_double_range (rand, -1.1, 1.1));

      if (kind == NN_TILE_INPUT)
        v = (float) g_rand_double_range (rand, -0.1, 1.1);
      g_assert_cmpint (nn_tile_grey (kind, v, m), ==, expected_grey (kind, v, m));
      g_assert_cmphex (nn_tile_color (kind, NN_COLORS_GREY, v, m), ==,
                       expected_grey (kind, v, m) * 0x010101u);
    }
}

static void
test_diverging (void)
{
  guint32 last = 0;

  g_assert_cmphex (nn_tile_color (NN_TILE_SIGNED, NN_COLORS_DIVERGING, 0, 1), ==, 0xffffff);
  g_assert_cmphex (nn_tile_color (NN_TILE_SIGNED, NN_COLORS_DIVERGING, 1, 0), ==, 0xffffff);
  g_assert_cmphex (nn_tile_color (NN_TILE_SIGNED, NN_COLORS_DIVERGING, -1, 1), ==, 0x2166ac);
  g_assert_cmphex (nn_tile_color (NN_TILE_SIGNED, NN_COLORS_DIVERGING, 1, 1), ==, 0xb2182b);
  g_assert_cmphex (nn_tile_color (NN_TILE_SIGNED, NN_COLORS_DIVERGING, 7, 1), ==, 0xb2182b);
  g_assert_cmphex (nn_tile_color (NN_TILE_ACTIVATION, NN_COLORS_DIVERGING, -1, 1), ==, 0xffffff);
  g_assert_cmphex (nn_tile_color (NN_TILE_ACTIVATION, NN_COLORS_DIVERGING, 1, 1), ==, 0xb2182b);
  g_assert_cmphex (nn_tile_color (NN_TILE_INPUT, NN_COLORS_DIVERGING, 1, 1), ==, 0xffffff);

  /* The green channel falls from the middle to both ends: no two values change places. */
  for (int i = -100; i <= 100; i++)
    {
      guint32 green = nn_tile_color (NN_TILE_SIGNED, NN_COLORS_DIVERGING, i / 100.0f, 1) >> 8 & 0xff;

      if (i > -100)
        {
          if (i <= 0)
            g_assert_cmpuint (green, >=, last);
          else
            g_assert_cmpuint (green, <=, last);
        }
      last = green;
    }
}

static void
test_bad_values (void)
{
  const float bad[] = { NAN, INFINITY, -INFINITY };
  g_autoptr (GRand) rand = g_rand_new_with_seed (2);

  for (int kind = 0; kind < 3; kind++)
    for (int colors = 0; colors < 2; colors++)
      {
        for (int i = 0; i < 3; i++)
          g_assert_cmphex (nn_tile_color (kind, colors, bad[i], 1), ==, NN_TILE_BAD);
        for (int i = 0; i < 2000; i++)
          g_assert_cmphex (nn_tile_color (kind, colors, (float) g_rand_double_range (rand, -2, 2),
                                          1), !=, NN_TILE_BAD);
      }
}

static void
test_scope_max (void)
{
  const float values[] = { 0.5f, -3, NAN, INFINITY, 2 };

  g_assert_cmpfloat (nn_scope_max (values, 5), ==, 3);
  g_assert_cmpfloat (nn_scope_max (values, 1), ==, 0.5f);
  g_assert_cmpfloat (nn_scope_max (values + 2, 2), ==, 0);
  g_assert_cmpfloat (nn_scope_max (NULL, 0), ==, 0);
}

static guint32
pixel (cairo_surface_t *surface, int x, int y)
{
  const guint8 *data = cairo_image_surface_get_data (surface);
  guint32 value;

  memcpy (&value, data + (gsize) y * cairo_image_surface_get_stride (surface) + 4 * x, 4);
  return value & 0xffffff;
}

/* Odd widths: the stride is not the width. Painted at whole scales, each value is a flat square. */
static void
test_surface_and_paint (void)
{
  enum { H = 3, W = 5, LEFT = 2, TOP = 1, ROOM = 64 };
  float values[H * W];

  for (int i = 0; i < H * W; i++)
    values[i] = (i - 7) / 7.0f;
  values[6] = NAN;

  for (int scale = 1; scale <= 12; scale++)
    {
      cairo_surface_t *tile, *page = cairo_image_surface_create (CAIRO_FORMAT_RGB24, ROOM, ROOM);
      cairo_t *cr = cairo_create (page);

      tile = nn_tile_surface (values, H, W, NN_TILE_SIGNED, NN_COLORS_GREY, 1);
      g_assert_cmpint (cairo_image_surface_get_width (tile), ==, W);
      g_assert_cmpint (cairo_image_surface_get_height (tile), ==, H);
      g_assert_true (nn_tile_has_bad (tile));
      for (int i = 0; i < H * W; i++)
        g_assert_cmphex (pixel (tile, i % W, i / W), ==,
                         nn_tile_color (NN_TILE_SIGNED, NN_COLORS_GREY, values[i], 1));

      cairo_set_source_rgb (cr, 0, 1, 0);
      cairo_paint (cr);
      nn_tile_paint (cr, tile, LEFT, TOP, scale);
      cairo_surface_flush (page);
      for (int y = 0; y < ROOM; y++)
        for (int x = 0; x < ROOM; x++)
          {
            int tx = x - LEFT, ty = y - TOP;
            guint32 expected = 0x00ff00;

            if (tx >= 0 && ty >= 0 && tx < W * scale && ty < H * scale)
              {
                expected = pixel (tile, tx / scale, ty / scale);
                if (expected == NN_TILE_BAD && (tx + ty) % 4 == 0)
                  expected = 0x000000;
              }
            g_assert_cmphex (pixel (page, x, y), ==, expected);
          }
      cairo_destroy (cr);
      cairo_surface_destroy (page);
      cairo_surface_destroy (tile);
    }
}

/* Written pixel by pixel it is the picture that cairo paints, hatch and all. */
static void
test_write (void)
{
  enum { H = 3, W = 5, ROOM = 48 };
  float values[H * W];

  for (int i = 0; i < H * W; i++)
    values[i] = (i - 7) / 7.0f;
  values[6] = NAN;
  values[14] = INFINITY;

  for (int scale = 1; scale <= 8; scale++)
    {
      guint32 pixels[ROOM * ROOM] = { 0 };
      cairo_surface_t *page = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, ROOM, ROOM), *tile;
      cairo_t *cr = cairo_create (page);

      tile = nn_tile_surface (values, H, W, NN_TILE_SIGNED, NN_COLORS_DIVERGING, 1);
      nn_tile_paint (cr, tile, 3, 2, scale);
      nn_tile_write (values, H, W, NN_TILE_SIGNED, NN_COLORS_DIVERGING, 1, scale,
                     pixels + 2 * ROOM + 3, ROOM);
      cairo_surface_flush (page);
      g_assert_cmpint (cairo_image_surface_get_stride (page), ==, 4 * ROOM);
      g_assert_cmpmem (pixels, sizeof pixels, cairo_image_surface_get_data (page), sizeof pixels);
      cairo_destroy (cr);
      cairo_surface_destroy (page);
      cairo_surface_destroy (tile);
    }
}

static void
test_names (void)
{
  NnScope scope;
  NnColors colors;

  for (int i = NN_SCOPE_TILE; i <= NN_SCOPE_ALL; i++)
    {
      g_assert_true (nn_scope_from_string (&scope, nn_scope_to_string (i)));
      g_assert_cmpint (scope, ==, i);
    }
  for (int i = NN_COLORS_GREY; i <= NN_COLORS_DIVERGING; i++)
    {
      g_assert_true (nn_colors_from_string (&colors, nn_colors_to_string (i)));
      g_assert_cmpint (colors, ==, i);
    }
  g_assert_true (nn_scope_from_string (&scope, "row"));
  g_assert_cmpint (scope, ==, NN_SCOPE_ROW);
  g_assert_false (nn_scope_from_string (&scope, "Row"));
  g_assert_false (nn_scope_from_string (&scope, NULL));
  g_assert_false (nn_colors_from_string (&colors, "gray"));
}

/* From the lowest to the highest, whatever they are; what is no number is no end. */
static void
test_stretch (void)
{
  float values[] = { 19.5f, NAN, 31.5f, 25.5f, INFINITY }, out[5], low, high;
  const float flat[] = { -3, -3 }, none[] = { NAN };

  nn_scope_stretch (values, 5, out, &low, &high);
  g_assert_cmpfloat (low, ==, 19.5f);
  g_assert_cmpfloat (high, ==, 31.5f);
  g_assert_cmpfloat (out[0], ==, 0);
  g_assert_true (isnan (out[1]));
  g_assert_cmpfloat (out[2], ==, 1);
  g_assert_cmpfloat (out[3], ==, 0.5f);
  g_assert_true (isinf (out[4]));
  nn_scope_stretch (values, 5, values, &low, &high);
  g_assert_cmpmem (values, sizeof values, out, sizeof out);
  nn_scope_stretch (flat, 2, out, &low, &high);
  g_assert_cmpfloat (low, ==, -3);
  g_assert_cmpfloat (out[1], ==, 0.5f);
  nn_scope_stretch (none, 1, out, &low, &high);
  g_assert_cmpfloat (high, ==, 0);
  g_assert_true (isnan (out[0]));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/tile/grey/values", test_grey_values);
  g_test_add_func ("/tile/grey/random", test_grey_random);
  g_test_add_func ("/tile/diverging", test_diverging);
  g_test_add_func ("/tile/bad-values", test_bad_values);
  g_test_add_func ("/tile/scope-max", test_scope_max);
  g_test_add_func ("/tile/stretch", test_stretch);
  g_test_add_func ("/tile/surface-and-paint", test_surface_and_paint);
  g_test_add_func ("/tile/write", test_write);
  g_test_add_func ("/tile/names", test_names);
  return g_test_run ();
}
