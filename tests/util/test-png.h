/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>
#include <png.h>

/* Decoded as RGB: [height][width][3]. grey: how it was stored. (transfer full) */
static inline guint8 *
test_png_decode (GBytes *bytes, int *width, int *height, gboolean *grey)
{
  png_image image = { .version = PNG_IMAGE_VERSION };
  gsize length;
  gconstpointer data = g_bytes_get_data (bytes, &length);
  guint8 *rgb;

  g_assert_true (png_image_begin_read_from_memory (&image, data, length));
  *grey = !(image.format & PNG_FORMAT_FLAG_COLOR);
  g_assert_false (image.format & PNG_FORMAT_FLAG_ALPHA);
  image.format = PNG_FORMAT_RGB;
  rgb = g_malloc (PNG_IMAGE_SIZE (image));
  g_assert_true (png_image_finish_read (&image, NULL, rgb, 0, NULL));
  *width = (int) image.width;
  *height = (int) image.height;
  return rgb;
}
