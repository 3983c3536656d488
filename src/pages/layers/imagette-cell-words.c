/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "pages/layers/imagette-cell-words.h"

#include "nn/nn-arithmetic.h"
#include "nn/nn-field.h"
#include "pages/imagette-hands-words.h"
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

/* Of pooling: the largest of its window, and where that stands. (transfer full) */
static char *
pool_words (NnFrame       *frame,
            const NnLayer *layer,
            const NnUnit  *unit,
            const char    *value)
{
  g_autoptr (NnArithmetic) sum = nn_arithmetic_new (frame->network, frame->activations, unit);
  const NnTerm *winner = &sum->terms[sum->winner];

  return g_strdup_printf (_("row %d, column %d: %s\nlargest of %d × %d:\n%s row %d, column %d"),
                          unit->row, unit->column, value, layer->kernel, layer->kernel,
                          (layer - 1)->title, winner->row, winner->column);
}

static void
map_words (NnFrame       *frame,
           const NnLayer *layer,
           const NnUnit  *unit,
           char         **title,
           char         **text)
{
  const NnField field = nn_field_seen (frame->network, unit, 0);
  g_autofree char *value
    = number (nn_unit_get_value (frame->network, frame->activations, unit));

  if (layer->kind == NN_LAYER_INPUT)
    *title = g_strdup (_("Input"));
  else if (layer->kind == NN_LAYER_DENSE)
    *title = g_strdup_printf (_("%s unit %d"), layer->title, unit->channel + 1);
  else
    *title = g_strdup_printf (_("%s map %d"), layer->title, unit->channel + 1);
  if (layer->kind == NN_LAYER_DENSE)
    *text = g_strdup_printf (_("value %s\nlooks at the whole picture"), value);
  else if (layer->kind == NN_LAYER_INPUT)
    *text = g_strdup_printf (_("row %d, column %d: %s"), unit->row, unit->column, value);
  else if (layer->kind == NN_LAYER_MAX_POOL)
    *text = pool_words (frame, layer, unit, value);
  else
    *text = g_strdup_printf (_("row %d, column %d: %s\nlooks at rows %d to %d, columns %d to %d"),
                             unit->row, unit->column, value, field.rows.first, field.rows.last,
                             field.columns.first, field.columns.last);
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
  const NnLayer *layers = nn_network_get_layers (frame->network, NULL);
  NnUnit unit = { .channel = tile, .row = y, .column = x };
  const char *word;

  *title = NULL;
  *text = NULL;
  if (found == NULL || tile < 0)
    return;
  unit.layer = (int) (found - layers);
  if (filter)
    filter_words (frame, found, tile, y, x, title, text);
  else if (nn_unit_is_valid (frame->network, &unit))
    map_words (frame, found, &unit, title, text);
  word = imagette_hands_tile_word (frame, found, filter, filter && found > layers
                                                           ? tile / (found - 1)->channels : tile);
  if (*title != NULL && word != NULL)
    {
      g_autofree char *bare = g_steal_pointer (title);

      *title = g_strdup_printf ("%s · %s", bare, word);
    }
}
