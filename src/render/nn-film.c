/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "render/nn-film.h"

#include "base/nn-error.h"
#include "render/nn-figure-private.h"

#include <string.h>

#include <glib/gi18n-lib.h>

/* libpng writes each picture; here their chunks are put together. */
#define SIGNATURE 8
#define IHDR_SIZE (4 + 4 + 13 + 4)
#define MAX_PIXELS (1 << 28)

static void
append_u32 (GByteArray *bytes, guint32 value)
{
  guint32 big = GUINT32_TO_BE (value);

  g_byte_array_append (bytes, (const guint8 *) &big, 4);
}

static void
append_u16 (GByteArray *bytes, guint16 value)
{
  guint16 big = GUINT16_TO_BE (value);

  g_byte_array_append (bytes, (const guint8 *) &big, 2);
}

static guint32
read_u32 (const guint8 *data)
{
  return (guint32) data[0] << 24 | (guint32) data[1] << 16 | (guint32) data[2] << 8 | data[3];
}

/* PNG's checksum, bit by bit: over the type and the data of a chunk. */
static guint32
crc32_of (const guint8 *data, gsize n)
{
  guint32 crc = 0xffffffff;

  for (gsize i = 0; i < n; i++)
    {
      crc ^= data[i];
      for (int bit = 0; bit < 8; bit++)
        crc = crc >> 1 ^ (crc & 1 ? 0xedb88320 : 0);
    }
  return ~crc;
}

static void
append_chunk (GByteArray *file, const char *type, const guint8 *data, guint length)
{
  guint start;

  append_u32 (file, length);
  start = file->len;
  g_byte_array_append (file, (const guint8 *) type, 4);
  if (length > 0)
    g_byte_array_append (file, data, length);
  append_u32 (file, crc32_of (file->data + start, length + 4));
}

/* How long a picture stays, and that it covers all. */
static void
append_control (GByteArray *file, guint32 *sequence, int width, int height, guint delay_ms)
{
  g_autoptr (GByteArray) data = g_byte_array_new ();
  const guint8 replace[2] = { 0, 0 };

  append_u32 (data, (*sequence)++);
  append_u32 (data, (guint32) width);
  append_u32 (data, (guint32) height);
  append_u32 (data, 0);
  append_u32 (data, 0);
  append_u16 (data, (guint16) delay_ms);
  append_u16 (data, 1000);
  g_byte_array_append (data, replace, 2);
  append_chunk (file, "fcTL", data->data, data->len);
}

/* The pixels of a PNG: as they are in the first picture, numbered in the others. */
static void
append_pixels (GByteArray *file, guint32 *sequence, gboolean first, GBytes *png)
{
  gsize size;
  const guint8 *data = g_bytes_get_data (png, &size);

  for (gsize at = SIGNATURE; at + 12 <= size;)
    {
      guint32 length = read_u32 (data + at);

      if (memcmp (data + at + 4, "IDAT", 4) == 0 && first)
        append_chunk (file, "IDAT", data + at + 8, length);
      else if (memcmp (data + at + 4, "IDAT", 4) == 0)
        {
          g_autoptr (GByteArray) numbered = g_byte_array_new ();

          append_u32 (numbered, (*sequence)++);
          g_byte_array_append (numbered, data + at + 8, length);
          append_chunk (file, "fdAT", numbered->data, numbered->len);
        }
      at += (gsize) length + 12;
    }
}

/* [pictures][height][width]; NULL if they are not of one size. */
static guint32 *
paint (GPtrArray *figures, int *width, int *height, GError **error)
{
  g_autofree guint32 *all = NULL;

  for (guint i = 0; i < figures->len; i++)
    {
      gint64 w64, h64;
      int w, h;
      g_autofree guint32 *pixels = NULL;

      nn_figure_pixel_size (g_ptr_array_index (figures, i), &w64, &h64);
      if (w64 * h64 * figures->len > MAX_PIXELS || (i > 0 && (w64 != *width || h64 != *height)))
        {
          g_set_error (error, NN_ERROR, NN_ERROR_RANGE,
                       _("The pictures of a film must be of one size, with at most %d pixels in "
                         "all"),
                       MAX_PIXELS);
          return NULL;
        }
      pixels = nn_figure_to_pixels (g_ptr_array_index (figures, i), &w, &h, error);
      if (!pixels)
        return NULL;
      *width = w;
      *height = h;
      if (!all)
        all = g_new (guint32, (gsize) w * h * figures->len);
      memcpy (all + (gsize) w * h * i, pixels, (gsize) w * h * sizeof (guint32));
    }
  return g_steal_pointer (&all);
}

GBytes *
nn_film_serialize (GPtrArray *figures, guint delay_ms, GError **error)
{
  g_autoptr (GByteArray) file = g_byte_array_new ();
  g_autoptr (GByteArray) animation = g_byte_array_new ();
  g_autofree guint32 *pixels = NULL;
  guint32 sequence = 0;
  int width = 0, height = 0;
  gsize n;
  gboolean grey;

  g_return_val_if_fail (figures != NULL && figures->len > 0, NULL);
  g_return_val_if_fail (delay_ms >= 1 && delay_ms <= G_MAXUINT16, NULL);

  pixels = paint (figures, &width, &height, error);
  if (!pixels)
    return NULL;
  n = (gsize) width * height;
  grey = nn_pixels_are_grey (pixels, n * figures->len);
  append_u32 (animation, figures->len);
  append_u32 (animation, 0);      /* for ever */

  for (guint i = 0; i < figures->len; i++)
    {
      g_autoptr (GBytes) png = nn_png_encode (pixels + n * i, width, height, grey, error);

      if (!png)
        return NULL;
      if (i == 0)
        {
          g_byte_array_append (file, g_bytes_get_data (png, NULL), SIGNATURE + IHDR_SIZE);
          append_chunk (file, "acTL", animation->data, animation->len);
        }
      append_control (file, &sequence, width, height, delay_ms);
      append_pixels (file, &sequence, i == 0, png);
    }
  append_chunk (file, "IEND", NULL, 0);
  return g_byte_array_free_to_bytes (g_steal_pointer (&file));
}
