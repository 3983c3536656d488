/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "render/nn-figure.h"

#include "base/nn-error.h"
#include "util/test-png.h"

#include <math.h>
#include <string.h>

enum { ROWS = 3, COLUMNS = 4, H = 5, W = 7, N = ROWS * COLUMNS * H * W };

static const char *program;

static NnTensor *
make_tensor (gboolean with_bad)
{
  gsize shape[] = { ROWS, COLUMNS, H, W };
  g_autoptr (GRand) rand = g_rand_new_with_seed (3);
  float *values = g_new (float, N);

  for (int i = 0; i < N; i++)
    values[i] = (float) g_rand_double_range (rand, -1, 1) * (1 + i / (H * W));
  memset (values + 2 * H * W, 0, H * W * sizeof (float)); /* an empty tile */
  if (with_bad)
    {
      values[5] = NAN;
      values[N - 1] = INFINITY;
    }
  return nn_tensor_new_take (4, shape, values);
}

static NnFigure *
make_figure (NnScope scope, NnColors colors, int scale, NnTileKind kind, gboolean with_bad)
{
  g_autoptr (NnTensor) tensor = make_tensor (with_bad);
  NnFigure *figure = nn_figure_new (scope, colors, scale);

  nn_figure_add_bank (figure, "A bank", tensor, ROWS, COLUMNS, kind, 20);
  nn_figure_set_caption (figure, "Été & <filters> · seed 1 · epoch 2", "en");
  return figure;
}

static float
brute_max (const float *values, NnScope scope, int row, int column)
{
  float m = 0;

  if (scope == NN_SCOPE_ALL)
    return 20;
  for (int i = 0; i < N; i++)
    {
      int tile = i / (H * W);

      if (scope == NN_SCOPE_TILE && tile != row * COLUMNS + column)
        continue;
      if (scope == NN_SCOPE_ROW && tile / COLUMNS != row)
        continue;
      if (isfinite (values[i]) && fabsf (values[i]) > m)
        m = fabsf (values[i]);
    }
  return m;
}

static void
check_pixels (NnScope scope, NnColors colors, int scale, NnTileKind kind, gboolean with_bad)
{
  g_autoptr (NnFigure) figure = make_figure (scope, colors, scale, kind, with_bad);
  g_autoptr (NnTensor) tensor = make_tensor (with_bad);
  const float *values = nn_tensor_get_data (tensor);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = nn_figure_serialize (figure, NN_FORMAT_PNG, &error);
  g_autofree guint8 *rgb = NULL;
  int width, height, w, h;
  gboolean grey;

  g_assert_no_error (error);
  rgb = test_png_decode (bytes, &width, &height, &grey);
  nn_figure_get_size (figure, NN_FORMAT_PNG, &w, &h);
  g_assert_cmpint (w, ==, width);
  g_assert_cmpint (h, ==, height);
  g_assert_cmpint (width, ==, COLUMNS * W * scale + COLUMNS - 1);
  g_assert_cmpint (height, ==, ROWS * H * scale + ROWS - 1);
  g_assert_cmpint (grey, ==, (colors == NN_COLORS_GREY || kind == NN_TILE_INPUT) && !with_bad);

  for (int y = 0; y < height; y++)
    for (int x = 0; x < width; x++)
      {
        int row = y / (H * scale + 1), column = x / (W * scale + 1);
        int ty = y % (H * scale + 1), tx = x % (W * scale + 1);
        guint8 *p = rgb + ((gsize) y * width + x) * 3;
        guint32 expected = colors == NN_COLORS_GREY ? 0xffffff : 0x808080;

        if (ty < H * scale && tx < W * scale)
          {
            float v = values[((row * COLUMNS + column) * H + ty / scale) * W + tx / scale];

            expected = nn_tile_color (kind, colors, v, brute_max (values, scope, row, column));
            if (!isfinite (v) && (tx + ty) % 4 == 0)
              expected = 0;
          }
        g_assert_cmphex ((guint32) (p[0] << 16 | p[1] << 8 | p[2]), ==, expected);
      }
}

static void
test_png_pixels (void)
{
  for (int scope = NN_SCOPE_TILE; scope <= NN_SCOPE_ALL; scope++)
    for (int colors = NN_COLORS_GREY; colors <= NN_COLORS_DIVERGING; colors++)
      for (int kind = NN_TILE_SIGNED; kind <= NN_TILE_INPUT; kind++)
        for (int scale = 1; scale <= 5; scale += 2)
          {
            check_pixels (scope, colors, scale, kind, FALSE);
            check_pixels (scope, colors, scale, kind, TRUE);
          }
}

/* Only what a picture needs: nothing that tells when, where or by what it was written. */
static void
test_png_chunks (void)
{
  g_autoptr (NnFigure) figure = make_figure (NN_SCOPE_LAYER, NN_COLORS_GREY, 4, NN_TILE_SIGNED,
                                             FALSE);
  g_autoptr (GBytes) bytes = nn_figure_serialize (figure, NN_FORMAT_PNG, NULL);
  gsize length;
  const guint8 *data = g_bytes_get_data (bytes, &length);
  GString *chunks = g_string_new (NULL);

  for (gsize at = 8; at + 12 <= length;)
    {
      g_string_append_len (chunks, (const char *) data + at + 4, 4);
      at += 12 + ((gsize) data[at] << 24 | data[at + 1] << 16 | data[at + 2] << 8 | data[at + 3]);
    }
  g_assert_cmpstr (chunks->str, ==, "IHDRIDATIEND");
  g_string_free (chunks, TRUE);
}

static void
test_two_banks (void)
{
  gsize shape[] = { 2, 1, 1 };
  const float values[] = { 1, 0.5f };
  g_autoptr (NnTensor) tensor = nn_tensor_new_copy (3, shape, values);
  g_autoptr (NnFigure) figure = nn_figure_new (NN_SCOPE_LAYER, NN_COLORS_GREY, 2);
  g_autoptr (GBytes) bytes = NULL;
  g_autofree guint8 *rgb = NULL;
  int width, height;
  gboolean grey;

  nn_figure_add_bank (figure, NULL, tensor, 1, 2, NN_TILE_ACTIVATION, 0);
  nn_figure_add_bank (figure, NULL, tensor, 2, 1, NN_TILE_ACTIVATION, 0);
  bytes = nn_figure_serialize (figure, NN_FORMAT_PNG, NULL);
  rgb = test_png_decode (bytes, &width, &height, &grey);
  g_assert_cmpint (width, ==, 5);
  g_assert_cmpint (height, ==, 2 + 8 + 5);
  g_assert_cmpint (rgb[3 * 3], ==, 128);                /* first bank, second tile */
  g_assert_cmpint (rgb[3 * (5 * 13)], ==, 128);         /* second bank, second row */
  g_assert_cmpint (rgb[3 * (5 * 5)], ==, 255);          /* between the banks */
}

/* Equal content, equal bytes: made anew, with other surfaces made in between. */
static void
test_equal_bytes (void)
{
  for (int format = NN_FORMAT_PNG; format <= NN_FORMAT_NPY; format++)
    for (int scope = NN_SCOPE_TILE; scope <= NN_SCOPE_ALL; scope++)
      {
        g_autoptr (NnFigure) first = make_figure (scope, 0, 3, NN_TILE_SIGNED, TRUE);
        g_autoptr (NnFigure) second = make_figure (scope, 0, 3, NN_TILE_SIGNED, TRUE);
        g_autoptr (GBytes) a = nn_figure_serialize (first, format, NULL), b = NULL, c = NULL;
        cairo_surface_t *other = cairo_image_surface_create (CAIRO_FORMAT_A8, 3, 3);

        b = nn_figure_serialize (second, format, NULL);
        c = nn_figure_serialize (first, format, NULL);
        cairo_surface_destroy (other);
        g_assert_true (g_bytes_equal (a, b));
        g_assert_true (g_bytes_equal (a, c));
      }
}

static char *
hash_all (void)
{
  g_autoptr (NnFigure) figure = make_figure (NN_SCOPE_TILE, 1, 3, NN_TILE_SIGNED, TRUE);
  GString *hashes = g_string_new (NULL);

  for (int format = NN_FORMAT_PNG; format <= NN_FORMAT_NPY; format++)
    {
      g_autoptr (GBytes) bytes = nn_figure_serialize (figure, format, NULL);
      g_autofree char *hash = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, bytes);

      g_string_append_printf (hashes, "%s\n", hash);
    }
  return g_string_free (hashes, FALSE);
}

/* … and from another process, with another language, home and time zone. */
static void
test_equal_bytes_elsewhere (void)
{
  const char *argv[] = { program, "--hash", NULL };
  g_auto (GStrv) env = g_get_environ ();
  g_autofree char *here = hash_all (), *there = NULL;
  g_autoptr (GError) error = NULL;

  env = g_environ_setenv (env, "LC_ALL", "fr_FR.UTF-8", TRUE);
  env = g_environ_setenv (env, "LANGUAGE", "ar", TRUE);
  env = g_environ_setenv (env, "PANGO_LANGUAGE", "ja", TRUE);
  env = g_environ_setenv (env, "TZ", "Asia/Tokyo", TRUE);
  g_spawn_sync (NULL, (char **) argv, env, G_SPAWN_DEFAULT, NULL, NULL, &there, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (there, ==, here);
}

static void
test_content_shows (void)
{
  g_autoptr (NnFigure) a = make_figure (NN_SCOPE_LAYER, 0, 3, NN_TILE_SIGNED, FALSE);
  g_autoptr (NnFigure) b = make_figure (NN_SCOPE_LAYER, 0, 3, NN_TILE_SIGNED, FALSE);

  nn_figure_set_caption (b, "Another caption", "en");
  for (int format = NN_FORMAT_PNG; format <= NN_FORMAT_NPY; format++)
    {
      g_autoptr (GBytes) x = nn_figure_serialize (a, format, NULL);
      g_autoptr (GBytes) y = nn_figure_serialize (b, format, NULL);
      gboolean has_caption = format == NN_FORMAT_SVG || format == NN_FORMAT_PDF;

      g_assert_cmpint (g_bytes_equal (x, y), ==, !has_caption);
    }
}

static void
test_svg_text (void)
{
  g_autoptr (NnFigure) figure = make_figure (NN_SCOPE_ROW, 0, 3, NN_TILE_SIGNED, FALSE);
  g_autoptr (GBytes) bytes = nn_figure_serialize (figure, NN_FORMAT_SVG, NULL);
  g_autofree char *size = NULL;
  const char *svg = g_bytes_get_data (bytes, NULL);
  int width, height;

  nn_figure_get_size (figure, NN_FORMAT_SVG, &width, &height);
  size = g_strdup_printf ("viewBox=\"0 0 %d %d\"", width, height);
  g_assert_nonnull (g_strstr_len (svg, g_bytes_get_size (bytes), size));
  g_assert_nonnull (g_strstr_len (svg, g_bytes_get_size (bytes),
                                  "<title>Été &amp; &lt;filters&gt; · seed 1 · epoch 2</title>"));
  g_assert_null (g_strstr_len (svg, g_bytes_get_size (bytes), "<image"));
}

static void
test_pdf_date (void)
{
  g_autoptr (NnFigure) figure = make_figure (NN_SCOPE_LAYER, 0, 3, NN_TILE_SIGNED, FALSE);
  g_autoptr (GBytes) bytes = nn_figure_serialize (figure, NN_FORMAT_PDF, NULL);
  gsize length = g_bytes_get_size (bytes);
  const char *pdf = g_bytes_get_data (bytes, NULL);
  const char date[] = "20000101000000Z";

  g_assert_cmpint (memcmp (pdf, "%PDF-1.5", 8), ==, 0);
  g_assert_nonnull (memmem (pdf, length, date, strlen (date)));
  g_assert_null (memmem (pdf, length, "/Image", 6));
}

static void
test_npy (void)
{
  g_autoptr (NnFigure) figure = make_figure (NN_SCOPE_LAYER, 0, 3, NN_TILE_SIGNED, TRUE);
  g_autoptr (NnTensor) tensor = make_tensor (TRUE);
  g_autoptr (GBytes) bytes = nn_figure_serialize (figure, NN_FORMAT_NPY, NULL);
  const guint8 *data = g_bytes_get_data (bytes, NULL);
  gsize header = 10 + data[8] + 256 * data[9];
  const char text[] = "{'descr': '<f4', 'fortran_order': False, 'shape': (3, 4, 5, 7), }";

  g_assert_cmpint (memcmp (data, "\x93NUMPY\x01\x00", 8), ==, 0);
  g_assert_cmpint (memcmp (data + 10, text, strlen (text)), ==, 0);
  g_assert_cmpuint (header % 64, ==, 0);
  g_assert_cmpint (data[header - 1], ==, '\n');
  g_assert_cmpuint (g_bytes_get_size (bytes), ==, header + 4 * N);
  g_assert_cmpint (memcmp (data + header, nn_tensor_get_data (tensor), 4 * N), ==, 0);
}

/* Banks of other shapes: all of their numbers, one after the other. */
static void
test_npy_of_banks (void)
{
  g_autoptr (NnFigure) figure = make_figure (NN_SCOPE_LAYER, 0, 3, NN_TILE_SIGNED, TRUE);
  g_autoptr (NnTensor) first = make_tensor (TRUE);
  const gsize shape[] = { 2, 1 };
  g_autoptr (NnTensor) second = nn_tensor_new_take (2, shape, g_new0 (float, 2));
  g_autoptr (GBytes) bytes = NULL;
  g_autofree char *text = g_strdup_printf ("'shape': (%d,), }", N + 2);
  const guint8 *data;
  gsize header;

  nn_figure_add_bank (figure, "Another", second, 1, 1, NN_TILE_SIGNED, 20);
  bytes = nn_figure_serialize (figure, NN_FORMAT_NPY, NULL);
  data = g_bytes_get_data (bytes, NULL);
  header = 10 + data[8] + 256 * data[9];
  g_assert_cmpuint (header % 64, ==, 0);
  g_assert_nonnull (memmem (data, header, text, strlen (text)));
  g_assert_cmpuint (g_bytes_get_size (bytes), ==, header + 4 * (N + 2));
  g_assert_cmpint (memcmp (data + header, nn_tensor_get_data (first), 4 * N), ==, 0);
  g_assert_cmpint (memcmp (data + header + 4 * N, nn_tensor_get_data (second), 8), ==, 0);
}

static void
test_too_large (void)
{
  g_autoptr (NnFigure) figure = make_figure (NN_SCOPE_LAYER, 0, 1000000000, NN_TILE_SIGNED, FALSE);

  for (int format = NN_FORMAT_PNG; format <= NN_FORMAT_PDF; format++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (nn_figure_serialize (figure, format, &error));
      g_assert_error (error, NN_ERROR, NN_ERROR_RANGE);
    }
}

/* On a context it is the PNG, pixel for pixel, where nothing is hatched. */
static void
test_draw_plain (void)
{
  g_autoptr (NnFigure) figure = make_figure (NN_SCOPE_LAYER, 1, 6, NN_TILE_SIGNED, FALSE);
  g_autoptr (GBytes) bytes = nn_figure_serialize (figure, NN_FORMAT_PNG, NULL);
  g_autofree guint8 *rgb = NULL;
  cairo_surface_t *page;
  cairo_t *cr;
  int width, height;
  gboolean grey;

  rgb = test_png_decode (bytes, &width, &height, &grey);
  page = cairo_image_surface_create (CAIRO_FORMAT_RGB24, width, height);
  cr = cairo_create (page);
  nn_figure_draw (figure, cr, FALSE);
  cairo_surface_flush (page);
  for (int y = 0; y < height; y++)
    for (int x = 0; x < width; x++)
      {
        const guint8 *data = cairo_image_surface_get_data (page);
        const guint8 *p = rgb + ((gsize) y * width + x) * 3;
        guint32 value;

        memcpy (&value, data + (gsize) y * cairo_image_surface_get_stride (page) + 4 * x, 4);
        g_assert_cmphex (value & 0xffffff, ==, (guint32) (p[0] << 16 | p[1] << 8 | p[2]));
      }
  cairo_destroy (cr);
  cairo_surface_destroy (page);
}

static void
test_format_names (void)
{
  NnFormat format;

  for (int i = NN_FORMAT_PNG; i <= NN_FORMAT_NPY; i++)
    {
      g_assert_true (nn_format_from_string (&format, nn_format_to_string (i)));
      g_assert_cmpint (format, ==, i);
    }
  g_assert_false (nn_format_from_string (&format, "jpeg"));
}

int
main (int argc, char **argv)
{
  if (argc == 2 && g_str_equal (argv[1], "--hash"))
    {
      g_autofree char *hashes = hash_all ();

      g_print ("%s", hashes);
      return 0;
    }

  program = argv[0];
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/figure/png/pixels", test_png_pixels);
  g_test_add_func ("/figure/png/chunks", test_png_chunks);
  g_test_add_func ("/figure/png/two-banks", test_two_banks);
  g_test_add_func ("/figure/equal-bytes", test_equal_bytes);
  g_test_add_func ("/figure/equal-bytes-elsewhere", test_equal_bytes_elsewhere);
  g_test_add_func ("/figure/content-shows", test_content_shows);
  g_test_add_func ("/figure/svg-text", test_svg_text);
  g_test_add_func ("/figure/pdf-date", test_pdf_date);
  g_test_add_func ("/figure/npy", test_npy);
  g_test_add_func ("/figure/npy-of-banks", test_npy_of_banks);
  g_test_add_func ("/figure/too-large", test_too_large);
  g_test_add_func ("/figure/draw-plain", test_draw_plain);
  g_test_add_func ("/figure/format-names", test_format_names);
  return g_test_run ();
}
