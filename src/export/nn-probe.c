/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "export/nn-view.h"

#include "base/nn-error.h"
#include "base/nn-file.h"
#include "render/nn-digit.h"

#include <glib/gi18n-lib.h>
#include <png.h>
#include <stdlib.h>
#include <string.h>

/* A digit needs no more; what is larger is a mistake or an attack. */
#define MAX_SIDE 8192
#define MAX_FILE_SIZE (1u << 30)

static NnProbe *
parse_index (const char *text, NnDataset *dataset, GError **error)
{
  guint64 index;

  if (!dataset)
    {
      g_set_error (error, NN_ERROR, NN_ERROR_MISSING, _("“%s” needs the test set"), text);
      return NULL;
    }
  if (dataset->test.n == 0
      || !g_ascii_string_to_unsigned (text + strlen ("test:"), 10, 0, dataset->test.n - 1, &index,
                                      NULL))
    {
      g_set_error (error, NN_ERROR, NN_ERROR_RANGE,
                   _("“%s”: the test set has the images test:0 to test:%u"), text,
                   dataset->test.n - 1);
      return NULL;
    }
  return nn_probe_new (dataset->test.pixels + index * NN_IMAGE_SIZE, (int) index,
                       dataset->test.labels[index], text);
}

/* Luminance over white paper, [height][width]. Equal parts of red, green and
 * blue give that very byte. (transfer full) */
static guint8 *
read_grey (const char *path, int *height, int *width, GError **error)
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

/* Ink as MNIST has it, light on black: dark writing is inverted, and the tone
 * of the paper becomes 0, the strongest ink 255. Overwrites grey. */
static void
make_ink (guint8 *grey, int height, int width)
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

static NnProbe *
parse_png (const char *path, GError **error)
{
  guint8 digit[NN_IMAGE_SIZE];
  g_autofree char *name = g_path_get_basename (path);
  g_autofree guint8 *grey = NULL;
  int height, width;

  grey = read_grey (path, &height, &width, error);
  if (!grey)
    return NULL;
  if (height == NN_IMAGE_SIDE && width == NN_IMAGE_SIDE)
    return nn_probe_new (grey, -1, -1, name);

  make_ink (grey, height, width);
  if (!nn_center_digit (grey, height, width, digit))
    {
      g_set_error (error, NN_ERROR, NN_ERROR_RANGE,
                   _("%s: no digit found, all of the picture is like its border"), path);
      return NULL;
    }
  return nn_probe_new (digit, -1, -1, name);
}

NnProbe *
nn_probe_parse (const char *text, NnDataset *dataset, GError **error)
{
  g_return_val_if_fail (text != NULL, NULL);

  if (g_str_has_prefix (text, "test:"))
    return parse_index (text, dataset, error);
  return parse_png (text, error);
}
