/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "nn/nn-field.h"

static NnField
field_of_unit (const NnUnit *unit)
{
  return (NnField) {
    { unit->channel, unit->channel }, { unit->row, unit->row }, { unit->column, unit->column },
  };
}

static NnSpan
all_of (int n)
{
  return (NnSpan) { 0, n - 1 };
}

static NnSpan
clip (NnSpan span,
      int    n)
{
  return (NnSpan) { MAX (span.first, 0), MIN (span.last, n - 1) };
}

/* The rows of the input that rows of the output read. */
static NnSpan
seen_span (const NnLayer *layer,
           NnSpan         span)
{
  return (NnSpan) {
    layer->stride * span.first - layer->padding,
    layer->stride * span.last - layer->padding + layer->kernel - 1,
  };
}

/* The outputs o with stride·o - padding <= last and stride·o - padding + kernel > first. */
static NnSpan
fed_span (const NnLayer *layer,
          NnSpan         span,
          int            n)
{
  const int reach = span.first + layer->padding - layer->kernel + 1;
  const int first = reach > 0 ? (reach + layer->stride - 1) / layer->stride : 0;

  return clip ((NnSpan) { first, (span.last + layer->padding) / layer->stride }, n);
}

NnField
nn_field_seen (const NnNetwork *network,
               const NnUnit    *unit,
               int              earlier)
{
  const NnLayer *layers;
  NnField field = { { 0 } };

  g_return_val_if_fail (network != NULL && unit != NULL, field);
  g_return_val_if_fail (nn_unit_is_valid (network, unit) && earlier >= 0 && earlier <= unit->layer, field);

  layers = nn_network_get_layers (network, NULL);
  field = field_of_unit (unit);
  for (int l = unit->layer; l > earlier; l--)
    {
      const NnLayer *layer = &layers[l], *input = layer - 1;

      if (layer->kind != NN_LAYER_MAX_POOL)
        field.channels = all_of (input->channels);
      if (layer->kind == NN_LAYER_DENSE)
        {
          field.rows = all_of (input->height);
          field.columns = all_of (input->width);
        }
      else
        {
          field.rows = seen_span (layer, field.rows);
          field.columns = seen_span (layer, field.columns);
        }
    }
  return field;
}

NnField
nn_field_fed (const NnNetwork *network,
              const NnUnit    *unit,
              int              later)
{
  NnField field = { { 0 } };
  const NnLayer *layers;
  int n_layers;

  g_return_val_if_fail (network != NULL && unit != NULL && nn_unit_is_valid (network, unit), field);
  layers = nn_network_get_layers (network, &n_layers);
  g_return_val_if_fail (later >= unit->layer && later < n_layers, field);

  field = field_of_unit (unit);
  for (int l = unit->layer + 1; l <= later; l++)
    {
      const NnLayer *layer = &layers[l];

      if (layer->kind != NN_LAYER_MAX_POOL)
        field.channels = all_of (layer->channels);
      if (layer->kind == NN_LAYER_DENSE)
        field.rows = field.columns = all_of (1);
      else
        {
          field.rows = fed_span (layer, field.rows, layer->height);
          field.columns = fed_span (layer, field.columns, layer->width);
        }
    }
  return field;
}

NnField
nn_field_clip (const NnNetwork *network,
               const NnField   *field,
               int              layer)
{
  NnField inside = { { 0 } };
  const NnLayer *table;
  int n_layers;

  g_return_val_if_fail (network != NULL && field != NULL, inside);
  table = nn_network_get_layers (network, &n_layers);
  g_return_val_if_fail (layer >= 0 && layer < n_layers, inside);

  inside.channels = clip (field->channels, table[layer].channels);
  inside.rows = clip (field->rows, table[layer].height);
  inside.columns = clip (field->columns, table[layer].width);
  return inside;
}
