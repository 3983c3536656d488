/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "export/nn-grey-png.h"

#include "base/nn-error.h"
#include "base/nn-file.h"

#include <glib/gi18n-lib.h>
#include <png.h>
#include <stdlib.h>

/* A digit needs no more; what is larger is a mistake or an attack. */
#define MAX_SIDE 8192
#define MAX_FILE_SIZE (1u << 30)

guint8 *
nn_grey_png_read (const char *path, int *height, int *width, GError **error)
{
  g_autoptr (GBytes) contents = nn_file_read (path, MAX_FILE_SIZE, error);
  g_autofree guint8 *rgba = NULL;
  png_image image = { .version = PNG_IMAGE_VERSION };
  gsize n;
  guint8 *grey;

  if (!contents)
    return NULL;
  if (!png_image_begin_read_from_memory (&image, g_bytes_get_data (contents, NULL),
                                         g_bytes_get_size (contents)))
    {
      g_set_error (error, NN_ERROR, NN_ERROR_FORMAT, _("%s: not a PNG picture: %s"), path,
                   image.message);
      png_image_free (&image);
      return NULL;
    }
  if (image.width > MAX_SIDE || image.height > MAX_SIDE)
    {
      g_set_error (error, NN_ERROR, NN_ERROR_RANGE,
                   _("%s: %u × %u pixels; at most %d × %d are read"), path, image.width, image.height,
                   MAX_SIDE, MAX_SIDE);
      png_image_free (&image);
      return NULL;
    }

  image.format = PNG_FORMAT_RGBA;
  rgba = g_try_malloc (PNG_IMAGE_SIZE (image));
  if (!rgba || !png_image_finish_read (&image, NULL, rgba, 0, NULL))
    {
      g_set_error (error, NN_ERROR, NN_ERROR_TRUNCATED, _("%s: the picture cannot be read: %s"), path,
                   rgba ? image.message : _("no memory"));
      png_image_free (&image);
      return NULL;
    }

  *width = (int) image.width;
  *height = (int) image.height;
  n = (gsize) image.width * image.height;
  grey = g_malloc (n);
  for (gsize i = 0; i < n; i++)
    {
      const guint8 *p = rgba + 4 * i;
      guint luminance = 299u * p[0] + 587u * p[1] + 114u * p[2];

      grey[i] = (guint8) ((luminance * p[3] + 255000u * (255u - p[3]) + 127500u) / 255000u);
    }
  return grey;
}

static int
compare_bytes (const void *a, const void *b)
{
  return *(const guint8 *) a - *(const guint8 *) b;
}

/* The median of the border: what the paper looks like. */
static guint8
find_paper (const guint8 *grey, int height, int width)
{
  g_autoptr (GByteArray) border = g_byte_array_new ();

  for (int y = 0; y < height; y++)
    for (int x = 0; x < width; x++)
      if (y == 0 || x == 0 || y == height - 1 || x == width - 1)
        g_byte_array_append (border, &grey[(gsize) y * width + x], 1);
  qsort (border->data, border->len, 1, compare_bytes);
  return border->data[border->len / 2];
}

void
nn_grey_make_ink (guint8 *grey, int height, int width)
{
  gsize n = (gsize) height * width;
  guint8 paper = find_paper (grey, height, width), strongest = 0;

  if (paper > 127)
    {
      paper = 255 - paper;
      for (gsize i = 0; i < n; i++)
        grey[i] = 255 - grey[i];
    }
  for (gsize i = 0; i < n; i++)
    strongest = MAX (strongest, grey[i]);
  for (gsize i = 0; i < n; i++)
    grey[i] = grey[i] > paper ? (guint8) ((255 * (grey[i] - paper) + (strongest - paper) / 2)
                                          / (strongest - paper))
                              : 0;
}

gboolean
nn_grey_png_write (const char *path, const guint8 *grey, int height, int width, GError **error)
{
  png_image image = {
    .version = PNG_IMAGE_VERSION,
    .width = (png_uint_32) width,
    .height = (png_uint_32) height,
    .format = PNG_FORMAT_GRAY,
  };
  png_alloc_size_t size = PNG_IMAGE_PNG_SIZE_MAX (image);
  g_autofree guint8 *png = g_malloc (size);

  if (!png_image_write_to_memory (&image, png, &size, 0, grey, 0, NULL))
    {
      g_set_error (error, NN_ERROR, NN_ERROR_UNSUPPORTED, _("The PNG could not be written: %s"),
                   image.message);
      return FALSE;
    }
  return nn_file_replace (path, png, size, error);
}
