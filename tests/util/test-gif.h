/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>
#include <string.h>

/* What a film holds, read by the letter of the GIF 89a specification. */
typedef struct
{
  int width, height;
  int loops;                      /* -1: it does not say; 0: for ever */
  guint n;
  int *delays;                    /* [n], hundredths of a second */
  guint8 *rgb;                    /* [n][height][width][3] */
} TestGif;

/* The codes of a picture, least significant bit first, in blocks of up to 255 bytes: into
 * indices, [size]. Moves *data behind them. */
static inline void
test_gif_unpack (const guint8 **data, guint8 *indices, gsize size)
{
  const int root = *(*data)++, clear = 1 << root;
  g_autoptr (GByteArray) packed = g_byte_array_new ();
  guint prefix[4096] = { 0 };
  guint8 last[4096], stack[4097];
  int bits = root + 1, next = clear + 2, before = -1;
  gsize filled = 0, at = 0;

  for (; **data != 0; *data += **data + 1)
    g_byte_array_append (packed, *data + 1, **data);
  (*data)++;
  while (filled < size)
    {
      int code = 0, depth = 0, c;

      for (int i = 0; i < bits; i++, at++)
        {
          g_assert_cmpuint (at / 8, <, packed->len);
          code |= (packed->data[at / 8] >> (at % 8) & 1) << i;
        }
      g_assert_cmpint (code, !=, clear + 1);
      if (code == clear)
        {
          bits = root + 1;
          next = clear + 2;
          before = -1;
          continue;
        }
      g_assert_cmpint (code, <=, before < 0 ? clear - 1 : next);
      for (c = code == next ? before : code; c >= clear; c = (int) prefix[c])
        stack[depth++] = last[c];
      stack[depth++] = (guint8) c;
      while (depth > 0 && filled < size)
        indices[filled++] = stack[--depth];
      if (code == next)
        indices[filled++] = (guint8) c;
      if (before >= 0 && next < 4096)
        {
          prefix[next] = (guint) before;
          last[next++] = (guint8) c;
          if (next == 1 << bits && bits < 12)
            bits++;
        }
      before = code;
    }
}

/* One picture, which covers all, in the table of all. */
static inline void
test_gif_read_picture (TestGif *gif, const guint8 **data, const guint8 *palette)
{
  const guint8 *head = *data;
  const gsize size = (gsize) gif->width * gif->height;
  g_autofree guint8 *indices = g_malloc (size + 1);

  g_assert_cmpint (head[0] | head[1] << 8 | head[2] << 16, ==, 0);
  g_assert_cmpint (head[4] | head[5] << 8, ==, gif->width);
  g_assert_cmpint (head[6] | head[7] << 8, ==, gif->height);
  g_assert_cmpint (head[8], ==, 0);   /* no table of its own, not interlaced */
  *data += 9;
  test_gif_unpack (data, indices, size);
  gif->rgb = g_realloc (gif->rgb, 3 * size * (gif->n + 1));
  for (gsize i = 0; i < size; i++)
    memcpy (gif->rgb + 3 * (size * gif->n + i), palette + 3 * indices[i], 3);
  gif->n++;
}

static inline void
test_gif_read_extension (TestGif *gif, const guint8 **data)
{
  const guint8 kind = *(*data)++;

  if (kind == 0xf9)
    {
      gif->delays = g_renew (int, gif->delays, gif->n + 1);
      gif->delays[gif->n] = (*data)[2] | (*data)[3] << 8;
    }
  else if (kind == 0xff && memcmp (*data + 1, "NETSCAPE2.0", 11) == 0)
    gif->loops = (*data)[14] | (*data)[15] << 8;
  for (; **data != 0; *data += **data + 1)
    ;
  (*data)++;
}

static inline TestGif
test_gif_decode (GBytes *bytes)
{
  gsize length;
  const guint8 *data = g_bytes_get_data (bytes, &length), *end = data + length;
  const guint8 *palette = data + 13;
  TestGif gif = { .loops = -1 };

  g_assert_cmpmem (data, 6, "GIF89a", 6);
  gif.width = data[6] | data[7] << 8;
  gif.height = data[8] | data[9] << 8;
  g_assert_cmpint (data[10] & 0x80, ==, 0x80);
  data = palette + 3 * (2 << (data[10] & 7));
  while (*data != 0x3b)
    {
      const guint8 kind = *data++;

      if (kind == 0x2c)
        test_gif_read_picture (&gif, &data, palette);
      else
        {
          g_assert_cmpint (kind, ==, 0x21);
          test_gif_read_extension (&gif, &data);
        }
      g_assert_true (data < end);
    }
  g_assert_true (data + 1 == end);
  return gif;
}

static inline void
test_gif_clear (TestGif *gif)
{
  g_free (gif->delays);
  g_free (gif->rgb);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (TestGif, test_gif_clear)
