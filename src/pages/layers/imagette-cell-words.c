/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "pages/layers/imagette-cell-words.h"

#include "pages/layers/imagette-receptive.h"
#include "render/nn-style.h"

#include <glib/gi18n-lib.h>

static char *
number (float value)
{
  NnStyle style;

  nn_style_init (&style, FALSE, 13);
  style.locale_numbers = TRUE;
  return nn_style_number (&style, (double) value, 3);
}

static char *
filter_title (const NnLayer *layer,
              int            inputs,
              int            tile)
{
  if (layer->kind == NN_LAYER_DENSE)
    return g_strdup_printf (_("%s unit %d"), layer->title, tile + 1);
  if (inputs > 1)
    return g_strdup_printf (_("%s filter %d for map %d"), layer->title, tile / inputs + 1,
                            tile % inputs + 1);
  return g_strdup_printf (_("%s filter %d"), layer->title, tile + 1);
}

static void
filter_words (NnFrame       *frame,
              const NnLayer *layer,
              int            tile,
              int            y,
              int            x,
              char         **title,
              char         **text)
{
  g_autoptr (NnTensor) weights = nn_network_get_tensor (frame->network, layer->weight);
  gboolean dense = layer->kind == NN_LAYER_DENSE;
  gsize side = dense ? NN_IMAGE_SIDE : (gsize) layer->kernel;
  gsize index = (gsize) tile * side * side + (gsize) y * side + (gsize) x;
  g_autofree char *value = NULL;

  if (index >= nn_tensor_get_size (weights))
    return;
  value = number (nn_tensor_get_data (weights)[index]);
  *title = filter_title (layer, dense ? 1 : (int) nn_tensor_get_dim (weights, 1), tile);
  *text = g_strdup_printf (_("row %d, column %d:\nweight %s"), y, x, value);
}

static void
map_words (NnFrame       *frame,
           const NnLayer *layer,
           NnTensor      *tensor,
           int            tile,
           int            y,
           int            x,
           char         **title,
           char         **text)
{
  gsize index = ((gsize) tile * (gsize) layer->height + (gsize) y) * (gsize) layer->width
                + (gsize) x;
  ImagetteField field = imagette_receptive_field (layer->name, "input", y, x);
  g_autofree char *value = NULL;

  if (index >= nn_tensor_get_size (tensor))
    return;
  value = number (nn_tensor_get_data (tensor)[index]);
  if (layer->kind == NN_LAYER_INPUT)
    *title = g_strdup (_("Input"));
  else if (layer->kind == NN_LAYER_DENSE)
    *title = g_strdup_printf (_("%s unit %d"), layer->title, tile + 1);
  else
    *title = g_strdup_printf (_("%s map %d"), layer->title, tile + 1);
  if (field.size > 0)
    *text = g_strdup_printf (_("row %d, column %d: %s\nlooks at rows %d to %d, columns %d to %d"),
                             y, x, value, field.row, field.row + field.size - 1, field.column,
                             field.column + field.size - 1);
  else if (layer->kind == NN_LAYER_DENSE)
    *text = g_strdup_printf (_("value %s\nlooks at the whole picture"), value);
  else
    *text = g_strdup_printf (_("row %d, column %d: %s"), y, x, value);
}

void
imagette_cell_words (NnFrame    *frame,
                     const char *layer,
                     gboolean    filter,
                     int         tile,
                     int         y,
                     int         x,
                     char      **title,
                     char      **text)
{
  const NnLayer *found = nn_network_find_layer (frame->network, layer);
  int n_layers, index;

  *title = NULL;
  *text = NULL;
  if (found == NULL || tile < 0)
    return;
  index = (int) (found - nn_network_get_layers (frame->network, &n_layers));
  if (filter)
    filter_words (frame, found, tile, y, x, title, text);
  else
    map_words (frame, found, frame->activations->layers[index], tile, y, x, title, text);
}
