/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "render/nn-figure-private.h"

#include "base/nn-error.h"

#include <png.h>
#include <setjmp.h>
#include <string.h>

#include <glib/gi18n-lib.h>

/* The whole picture, 0xRRGGBB a pixel. */
typedef struct
{
  guint32 *pixels;
  gsize width, height;
} Canvas;

/* What libpng is to write. */
typedef struct
{
  const guint32 *pixels;
  gsize width, height;
} Picture;

static void
paint_tile (Canvas         *canvas,
            const NnFigure *figure,
            const NnBank   *bank,
            int             row,
            int             column,
            gsize           left,
            gsize           top)
{
  const float *values = nn_bank_get_tile (bank, row, column);
  float m = nn_bank_get_m (bank, figure->scope, row, column);
  int scale = figure->scale;

  for (int y = 0; y < bank->height * scale; y++)
    {
      guint32 *line = canvas->pixels + (top + y) * canvas->width + left;
      const float *cells = values + (gsize) (y / scale) * bank->width;

      for (int x = 0; x < bank->width; x++)
        {
          guint32 color = nn_tile_color (bank->kind, figure->colors, cells[x], m);

          for (int i = x * scale; i < (x + 1) * scale; i++)
            line[i] = color == NN_TILE_BAD && NN_TILE_HATCHED (i, y) ? 0x000000 : color;
        }
    }
}

/* From corner to corner, or the upper left corner. */
static void
paint_mark (Canvas         *canvas,
            const NnFigure *figure,
            const NnBank   *bank,
            NnMark          mark,
            gsize           left,
            gsize           top)
{
  int width = bank->width * figure->scale, height = bank->height * figure->scale;
  int corner = nn_bank_corner (bank, figure);

  for (int y = 0; y < height; y++)
    for (int x = 0; x < width; x++)
      {
        guint32 *pixel = canvas->pixels + (top + y) * canvas->width + left + x;

        if (mark == NN_MARK_EMPTY)
          *pixel = x == y * width / height ? 0x000000 : NN_FIGURE_EMPTY_COLOR;
        else if (mark == NN_MARK_CHANGED && x + y < corner)
          *pixel = NN_FIGURE_MARK_COLOR;
      }
}

static void
paint_gaps (Canvas *canvas, const NnFigure *figure, gsize top, gsize width, gsize height)
{
  guint32 color = nn_figure_gap_color (figure);

  for (gsize y = top; y < top + height; y++)
    for (gsize x = 0; x < width; x++)
      canvas->pixels[y * canvas->width + x] = color;
}

static void
paint_banks (Canvas *canvas, const NnFigure *figure)
{
  gsize top = 0;

  for (guint i = 0; i < figure->banks->len; i++)
    {
      const NnBank *bank = g_ptr_array_index (figure->banks, i);
      gsize width = (gsize) bank->width * figure->scale + NN_FIGURE_GAP;
      gsize height = (gsize) bank->height * figure->scale + NN_FIGURE_GAP;

      paint_gaps (canvas, figure, top, bank->columns * width - NN_FIGURE_GAP,
                  bank->rows * height - NN_FIGURE_GAP);
      for (int row = 0; row < bank->rows; row++)
        for (int column = 0; column < bank->columns; column++)
          {
            paint_tile (canvas, figure, bank, row, column, column * width, top + row * height);
            paint_mark (canvas, figure, bank, nn_bank_get_mark (bank, row, column),
                        column * width, top + row * height);
          }
      top += bank->rows * height - NN_FIGURE_GAP + NN_FIGURE_BANK_GAP;
    }
}

gboolean
nn_pixels_are_grey (const guint32 *pixels, gsize n)
{
  for (gsize i = 0; i < n; i++)
    if (pixels[i] != (pixels[i] & 0xff) * 0x010101)
      return FALSE;
  return TRUE;
}

static void
write_cb (png_structp png, png_bytep data, size_t length)
{
  g_byte_array_append (png_get_io_ptr (png), data, (guint) length);
}

static void
error_cb (png_structp png, png_const_charp message)
{
  char **kept = png_get_error_ptr (png);

  *kept = g_strdup (message);
  longjmp (png_jmpbuf (png), 1);
}

static void
warning_cb (png_structp png, png_const_charp message)
{
}

/* The bytes of a row, in the PNG's colour type. */
static void
pack_row (const Picture *picture, gsize y, gboolean grey, guint8 *row)
{
  const guint32 *line = picture->pixels + y * picture->width;

  for (gsize x = 0; x < picture->width; x++)
    if (grey)
      row[x] = (guint8) line[x];
    else
      {
        row[3 * x] = (guint8) (line[x] >> 16);
        row[3 * x + 1] = (guint8) (line[x] >> 8);
        row[3 * x + 2] = (guint8) line[x];
      }
}

/* Level, filter and strategy are fixed, and no chunk tells the time: one picture, one file. */
static gboolean
write_png (png_structp png, png_infop info, const Picture *picture, gboolean grey, guint8 *row)
{
  if (setjmp (png_jmpbuf (png)))
    return FALSE;

  png_set_compression_level (png, 9);
  png_set_filter (png, PNG_FILTER_TYPE_BASE, PNG_FILTER_NONE);
  png_set_IHDR (png, info, (png_uint_32) picture->width, (png_uint_32) picture->height, 8,
                grey ? PNG_COLOR_TYPE_GRAY : PNG_COLOR_TYPE_RGB, PNG_INTERLACE_NONE,
                PNG_COMPRESSION_TYPE_DEFAULT, PNG_FILTER_TYPE_DEFAULT);
  png_write_info (png, info);
  for (gsize y = 0; y < picture->height; y++)
    {
      pack_row (picture, y, grey, row);
      png_write_row (png, row);
    }
  png_write_end (png, NULL);
  return TRUE;
}

GBytes *
nn_png_encode (const guint32 *pixels, int width, int height, gboolean grey, GError **error)
{
  const Picture picture = { pixels, (gsize) width, (gsize) height };
  g_autofree char *message = NULL;
  g_autofree guint8 *row = g_malloc (3 * picture.width);
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  png_structp png = png_create_write_struct (PNG_LIBPNG_VER_STRING, &message, error_cb, warning_cb);
  png_infop info = png ? png_create_info_struct (png) : NULL;
  gboolean written = FALSE;

  if (info)
    {
      png_set_write_fn (png, bytes, write_cb, NULL);
      written = write_png (png, info, &picture, grey, row);
    }
  png_destroy_write_struct (&png, &info);
  if (!written)
    {
      g_set_error (error, NN_ERROR, NN_ERROR_UNSUPPORTED, _("The PNG could not be written: %s"),
                   message ? message : _("no memory"));
      return NULL;
    }
  return g_byte_array_free_to_bytes (g_steal_pointer (&bytes));
}

guint32 *
nn_figure_to_pixels (NnFigure *figure, int *width, int *height, GError **error)
{
  guint32 *pixels;
  gint64 w, h;
  Canvas canvas;

  nn_figure_pixel_size (figure, &w, &h);
  pixels = g_try_new (guint32, (gsize) (w * h));
  if (!pixels)
    {
      g_set_error (error, NN_ERROR, NN_ERROR_RANGE, _("No memory for a picture of this size"));
      return NULL;
    }
  for (gsize i = 0; i < (gsize) (w * h); i++)
    pixels[i] = 0xffffff;
  canvas = (Canvas) { pixels, (gsize) w, (gsize) h };
  paint_banks (&canvas, figure);
  *width = (int) w;
  *height = (int) h;
  return pixels;
}

GBytes *
nn_figure_to_png (NnFigure *figure, GError **error)
{
  int width, height;
  g_autofree guint32 *pixels = nn_figure_to_pixels (figure, &width, &height, error);

  if (!pixels)
    return NULL;
  return nn_png_encode (pixels, width, height,
                        nn_pixels_are_grey (pixels, (gsize) width * height), error);
}
