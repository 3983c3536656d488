/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "export/nn-layer-formula.h"

static char *
format_side (const NnLayer *layer,
             const NnLayer *input)
{
  if (layer->padding > 0)
    return g_strdup_printf ("(%d + 2·%d − %d) / %d + 1 = %d", input->height, layer->padding,
                            layer->kernel, layer->stride, layer->height);
  return g_strdup_printf ("(%d − %d) / %d + 1 = %d", input->height, layer->kernel, layer->stride,
                          layer->height);
}

/* "6 × 28 × 28", of a vector "120". (transfer full) */
static char *
format_shape (const NnLayer *layer)
{
  if (layer->height * layer->width == 1)
    return g_strdup_printf ("%'d", layer->channels);
  return g_strdup_printf ("%d × %d × %d", layer->channels, layer->height, layer->width);
}

static gsize
count_units (const NnLayer *layer)
{
  return (gsize) layer->channels * layer->height * layer->width;
}

/* What one unit multiplies with its weights. (transfer full) */
static char *
format_fan (const NnLayer *layer,
            const NnLayer *input)
{
  if (layer->kind == NN_LAYER_CONV2D)
    return g_strdup_printf ("%d × %d × %d", input->channels, layer->kernel, layer->kernel);
  return g_strdup_printf ("%'" G_GSIZE_FORMAT, count_units (input));
}

char *
nn_layer_formula (const NnLayer *layer,
                  const NnLayer *input,
                  NnFormula      formula)
{
  const gboolean learns = layer->kind == NN_LAYER_CONV2D || layer->kind == NN_LAYER_DENSE;
  g_autofree char *shape = NULL;
  g_autofree char *fan = NULL;

  g_return_val_if_fail (layer != NULL && (input != NULL || !learns), NULL);

  switch (formula)
    {
    case NN_FORMULA_SIDE:
      return layer->kernel > 0 ? format_side (layer, input) : NULL;
    case NN_FORMULA_UNITS:
      shape = format_shape (layer);
      return layer->height * layer->width == 1
               ? NULL : g_strdup_printf ("%s = %'" G_GSIZE_FORMAT, shape, count_units (layer));
    case NN_FORMULA_PARAMETERS:
      if (!learns)
        return NULL;
      fan = format_fan (layer, input);
      return g_strdup_printf ("%'d × (%s + 1) = %'" G_GSIZE_FORMAT, layer->channels, fan,
                              nn_layer_count_parameters (layer, input));
    case NN_FORMULA_MACS:
      if (!learns)
        return NULL;
      shape = format_shape (layer);
      fan = format_fan (layer, input);
      return g_strdup_printf ("%s × %s = %'" G_GSIZE_FORMAT, shape, fan,
                              nn_layer_count_macs (layer, input));
    default:
      g_return_val_if_reached (NULL);
    }
}

char *
nn_flatten_formula (const NnLayer *layer)
{
  g_return_val_if_fail (layer != NULL, NULL);

  return nn_layer_formula (layer, NULL, NN_FORMULA_UNITS);
}
