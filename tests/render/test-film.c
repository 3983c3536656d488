/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "render/nn-film.h"

#include "base/nn-error.h"
#include "util/test-gif.h"
#include "util/test-png.h"

#define N 4

static NnFigure *
make_figure (int      seed,
             int      side,
             NnColors colors)
{
  gsize shape[2] = { (gsize) side, (gsize) side };
  g_autofree float *values = g_new (float, side * side);
  g_autoptr (NnTensor) tensor = NULL;
  NnFigure *figure = nn_figure_new (NN_SCOPE_TILE, colors, 3);

  for (int i = 0; i < side * side; i++)
    values[i] = (float) ((i * 7 + seed * 5) % 11 - 5);
  tensor = nn_tensor_new_copy (2, shape, values);
  nn_figure_add_bank (figure, NULL, tensor, 1, 1, NN_TILE_SIGNED, 0);
  return figure;
}

static GPtrArray *
make_figures (NnColors colors)
{
  GPtrArray *figures = g_ptr_array_new_with_free_func ((GDestroyNotify) nn_figure_free);

  for (int i = 0; i < N; i++)
    g_ptr_array_add (figures, make_figure (i, 9, colors));
  return figures;
}

/* The picture of that number, and the one that is written by itself. */
static void
assert_picture (const TestGif *gif,
                guint          i,
                NnFigure      *figure,
                int            tolerance)
{
  g_autoptr (GBytes) alone = nn_figure_serialize (figure, NN_FORMAT_PNG, NULL);
  int width, height;
  gboolean grey;
  g_autofree guint8 *rgb = test_png_decode (alone, &width, &height, &grey);
  const gsize size = (gsize) width * height * 3;

  g_assert_cmpint (gif->width, ==, width);
  g_assert_cmpint (gif->height, ==, height);
  for (gsize p = 0; p < size; p++)
    g_assert_cmpint (ABS (gif->rgb[size * i + p] - rgb[p]), <=, tolerance);
}

/* Every picture of the film is the one that is written by itself, and the bytes are the same
 * again. */
static void
test_pictures (gconstpointer data)
{
  NnColors colors = (NnColors) GPOINTER_TO_INT (data);
  g_autoptr (GPtrArray) figures = make_figures (colors);
  g_autoptr (GBytes) film = nn_film_serialize (figures, 250, NULL);
  g_autoptr (GBytes) again = nn_film_serialize (figures, 250, NULL);
  g_auto (TestGif) gif = test_gif_decode (film);

  g_assert_true (g_bytes_equal (film, again));
  g_assert_cmpuint (gif.n, ==, N);
  g_assert_cmpint (gif.loops, ==, 0);
  for (guint i = 0; i < N; i++)
    {
      g_assert_cmpint (gif.delays[i], ==, 25);
      assert_picture (&gif, i, g_ptr_array_index (figures, i), 0);
    }
}

/* A moment that is like the one before takes its time, too; and a film may be of one colour. */
static void
test_nothing_moves (void)
{
  g_autoptr (GPtrArray) figures = g_ptr_array_new_with_free_func ((GDestroyNotify) nn_figure_free);
  g_autoptr (GBytes) film = NULL;
  g_auto (TestGif) gif = { 0 };
  int time = 0;

  for (int i = 0; i < N; i++)
    {
      g_ptr_array_add (figures, make_figure (0, 9, NN_COLORS_GREY));
      nn_figure_set_tile_max (g_ptr_array_index (figures, i), 0, 0, 0);
    }
  film = nn_film_serialize (figures, 1000, NULL);
  gif = test_gif_decode (film);
  for (guint i = 0; i < gif.n; i++)
    time += gif.delays[i];
  g_assert_cmpint (time, ==, N * 100);
  g_assert_cmpint (gif.rgb[0], ==, 128);
  assert_picture (&gif, 0, g_ptr_array_index (figures, 0), 0);
}

/* More colours than a GIF has: near the true ones, and black and white are themselves. */
static void
test_many_colors (void)
{
  enum { SIDE = 31 };
  const gsize shape[2] = { SIDE, SIDE };
  g_autoptr (GPtrArray) figures = g_ptr_array_new_with_free_func ((GDestroyNotify) nn_figure_free);
  g_autoptr (GBytes) film = NULL;
  g_auto (TestGif) gif = { 0 };
  float values[SIDE * SIDE];

  for (int i = 0; i < SIDE * SIDE; i++)
    values[i] = (float) i / (SIDE * SIDE / 2) - 1;
  for (int colors = NN_COLORS_GREY; colors <= NN_COLORS_DIVERGING; colors++)
    {
      g_autoptr (NnTensor) tensor = nn_tensor_new_copy (2, shape, values);
      NnFigure *figure = nn_figure_new (NN_SCOPE_TILE, (NnColors) colors, 1);

      nn_figure_add_bank (figure, NULL, tensor, 1, 1, NN_TILE_SIGNED, 0);
      g_ptr_array_add (figures, figure);
    }
  film = nn_film_serialize (figures, 100, NULL);
  gif = test_gif_decode (film);
  for (guint i = 0; i < figures->len; i++)
    assert_picture (&gif, i, g_ptr_array_index (figures, i), 8);
  g_assert_cmpint (gif.rgb[0], ==, 0);
  g_assert_cmpint (gif.rgb[3 * (SIDE * SIDE - 1)], ==, 255);
}

static void
test_sizes (void)
{
  g_autoptr (GPtrArray) figures = make_figures (NN_COLORS_GREY);
  g_autoptr (GError) error = NULL;

  g_ptr_array_add (figures, make_figure (1, 10, NN_COLORS_GREY));
  g_assert_null (nn_film_serialize (figures, 1000, &error));
  g_assert_error (error, NN_ERROR, NN_ERROR_RANGE);
}

/* Marks are seen, and labels make room for themselves. */
static void
test_marks (void)
{
  static const char *const over[] = { "epoch 1", NULL }, *const before[] = { "16", NULL };
  int plain_width, plain_height, width, height;
  g_autoptr (NnFigure) plain = make_figure (1, 9, NN_COLORS_GREY);

  nn_figure_get_size (plain, NN_FORMAT_SVG, &plain_width, &plain_height);
  for (int mark = NN_MARK_CHANGED; mark <= NN_MARK_EMPTY; mark++)
    for (int format = NN_FORMAT_PNG; format <= NN_FORMAT_PDF; format++)
      {
        g_autoptr (NnFigure) figure = make_figure (1, 9, NN_COLORS_GREY);
        g_autoptr (GBytes) before_mark = nn_figure_serialize (figure, (NnFormat) format, NULL);
        g_autoptr (GBytes) marked = NULL;

        nn_figure_mark_tile (figure, 0, 0, (NnMark) mark);
        marked = nn_figure_serialize (figure, (NnFormat) format, NULL);
        g_assert_false (g_bytes_equal (before_mark, marked));
        nn_figure_mark_tile (figure, 0, 0, NN_MARK_NONE);
        g_bytes_unref (marked);
        marked = nn_figure_serialize (figure, (NnFormat) format, NULL);
        g_assert_true (g_bytes_equal (before_mark, marked));
      }

  nn_figure_label_bank (plain, over, before);
  nn_figure_get_size (plain, NN_FORMAT_SVG, &width, &height);
  g_assert_cmpint (width, >, plain_width);
  g_assert_cmpint (height, >, plain_height);
  nn_figure_get_size (plain, NN_FORMAT_PNG, &width, &height);
  g_assert_cmpint (width, ==, 27);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_data_func ("/render/film/grey", GINT_TO_POINTER (NN_COLORS_GREY), test_pictures);
  g_test_add_data_func ("/render/film/colors", GINT_TO_POINTER (NN_COLORS_DIVERGING),
                        test_pictures);
  g_test_add_func ("/render/film/nothing-moves", test_nothing_moves);
  g_test_add_func ("/render/film/many-colors", test_many_colors);
  g_test_add_func ("/render/film/sizes", test_sizes);
  g_test_add_func ("/render/film/marks", test_marks);
  return g_test_run ();
}
