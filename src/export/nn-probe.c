/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "export/nn-view.h"

#include "base/nn-error.h"
#include "export/nn-grey-png.h"
#include "render/nn-digit.h"

#include <glib/gi18n-lib.h>
#include <string.h>

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

static NnProbe *
parse_png (const char *path, GError **error)
{
  guint8 digit[NN_IMAGE_SIZE];
  g_autofree char *name = g_path_get_basename (path);
  g_autofree guint8 *grey = NULL;
  int height, width;

  grey = nn_grey_png_read (path, &height, &width, error);
  if (!grey)
    return NULL;
  if (height == NN_IMAGE_SIDE && width == NN_IMAGE_SIDE)
    return nn_probe_new (grey, -1, -1, name);

  nn_grey_make_ink (grey, height, width);
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
