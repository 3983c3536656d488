/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "render/nn-film.h"

#include <string.h>

#include "base/nn-error.h"

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

static guint32
read_u32 (const guint8 *data)
{
  return (guint32) data[0] << 24 | (guint32) data[1] << 16 | (guint32) data[2] << 8 | data[3];
}

typedef struct
{
  char type[5];
  const guint8 *data;
  guint32 length;
} Chunk;

static GArray *
read_chunks (GBytes *file)
{
  GArray *chunks = g_array_new (FALSE, FALSE, sizeof (Chunk));
  gsize size, at = 8;
  const guint8 *data = g_bytes_get_data (file, &size);

  g_assert_cmpmem (data, 8, "\x89PNG\r\n\x1a\n", 8);
  while (at < size)
    {
      Chunk chunk = { .data = data + at + 8, .length = read_u32 (data + at) };

      g_assert_cmpuint (at + 12 + chunk.length, <=, size);
      memcpy (chunk.type, data + at + 4, 4);
      g_array_append_val (chunks, chunk);
      at += 12 + chunk.length;
    }
  return chunks;
}

/* All the compressed pixels of a picture, wherever they are. */
static GByteArray *
collect (GArray     *chunks,
         const char *type,
         guint       skip,
         guint       control)
{
  GByteArray *pixels = g_byte_array_new ();
  guint seen = 0;

  for (guint i = 0; i < chunks->len; i++)
    {
      const Chunk *chunk = &g_array_index (chunks, Chunk, i);

      seen += g_str_equal (chunk->type, "fcTL");
      if (g_str_equal (chunk->type, type) && seen == control)
        g_byte_array_append (pixels, chunk->data + skip, chunk->length - skip);
    }
  return pixels;
}

/* Every picture of the film is the one that is written by itself. */
static void
test_pictures (gconstpointer data)
{
  NnColors colors = (NnColors) GPOINTER_TO_INT (data);
  g_autoptr (GPtrArray) figures = make_figures (colors);
  g_autoptr (GBytes) film = nn_film_serialize (figures, 250, NULL);
  g_autoptr (GBytes) again = nn_film_serialize (figures, 250, NULL);
  g_autoptr (GArray) chunks = read_chunks (film);
  guint32 sequence = 0;

  g_assert_true (g_bytes_equal (film, again));
  g_assert_cmpstr (g_array_index (chunks, Chunk, 0).type, ==, "IHDR");
  g_assert_cmpstr (g_array_index (chunks, Chunk, 1).type, ==, "acTL");
  g_assert_cmpuint (read_u32 (g_array_index (chunks, Chunk, 1).data), ==, N);
  g_assert_cmpstr (g_array_index (chunks, Chunk, chunks->len - 1).type, ==, "IEND");

  for (guint i = 0; i < chunks->len; i++)
    {
      const Chunk *chunk = &g_array_index (chunks, Chunk, i);

      if (g_str_equal (chunk->type, "fcTL") || g_str_equal (chunk->type, "fdAT"))
        g_assert_cmpuint (read_u32 (chunk->data), ==, sequence++);
      if (g_str_equal (chunk->type, "fcTL"))
        g_assert_cmpuint (chunk->data[20] << 8 | chunk->data[21], ==, 250);
    }
  for (guint i = 0; i < N; i++)
    {
      g_autoptr (GBytes) alone = nn_figure_serialize (g_ptr_array_index (figures, i),
                                                      NN_FORMAT_PNG, NULL);
      g_autoptr (GArray) own = read_chunks (alone);
      g_autoptr (GByteArray) expected = collect (own, "IDAT", 0, 0);
      g_autoptr (GByteArray) found = collect (chunks, i == 0 ? "IDAT" : "fdAT", i == 0 ? 0 : 4,
                                              i + 1);

      g_assert_cmpmem (found->data, found->len, expected->data, expected->len);
    }
}

/* The checksums are PNG's: IEND's is known. */
static void
test_checksum (void)
{
  g_autoptr (GPtrArray) figures = make_figures (NN_COLORS_GREY);
  g_autoptr (GBytes) film = nn_film_serialize (figures, 1000, NULL);
  gsize size;
  const guint8 *data = g_bytes_get_data (film, &size);

  g_assert_cmpuint (read_u32 (data + size - 4), ==, 0xae426082);
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
  g_test_add_func ("/render/film/checksum", test_checksum);
  g_test_add_func ("/render/film/sizes", test_sizes);
  g_test_add_func ("/render/film/marks", test_marks);
  return g_test_run ();
}
