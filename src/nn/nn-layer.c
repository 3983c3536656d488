/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "nn/nn-layer.h"

void
nn_layer_shape (NnLayer       *layer,
                const NnLayer *input)
{
  switch (layer->kind)
    {
    case NN_LAYER_CONV2D:
      nn_layer_conv2d_shape (layer, input);
      break;
    case NN_LAYER_MAX_POOL:
      nn_layer_max_pool_shape (layer, input);
      break;
    case NN_LAYER_DENSE:
      nn_layer_dense_shape (layer, input);
      break;
    case NN_LAYER_INPUT:
    default:
      g_assert_not_reached ();
    }
}

gsize
nn_layer_count_parameters (const NnLayer *layer,
                           const NnLayer *input)
{
  switch (layer->kind)
    {
    case NN_LAYER_CONV2D:
      return nn_layer_conv2d_count_parameters (layer, input);
    case NN_LAYER_DENSE:
      return nn_layer_dense_count_parameters (layer, input);
    case NN_LAYER_INPUT:
    case NN_LAYER_MAX_POOL:
    default:
      return 0;
    }
}

/* Each weight is used once at each position of the output (a dense layer has one). */
gsize
nn_layer_count_macs (const NnLayer *layer,
                     const NnLayer *input)
{
  const gsize parameters = nn_layer_count_parameters (layer, input);

  if (parameters == 0)
    return 0;
  return (parameters - layer->channels) * layer->height * layer->width;
}

static NnSpan
input_span (const NnLayer *layer,
            const NnLayer *input,
            NnSpan         span)
{
  switch (layer->kind)
    {
    case NN_LAYER_CONV2D:
      return nn_layer_conv2d_input_span (layer, span);
    case NN_LAYER_MAX_POOL:
      return nn_layer_max_pool_input_span (layer, span);
    case NN_LAYER_DENSE:
      return nn_layer_dense_input_span (input);
    case NN_LAYER_INPUT:
    default:
      return span;
    }
}

/* Back through the layers, from one row to what it comes from. */
NnSpan
nn_network_receptive_field (const NnNetwork *network,
                            int              layer,
                            int              row)
{
  int n_layers;
  const NnLayer *layers = nn_network_get_layers (network, &n_layers);
  NnSpan span = { row, row };

  g_return_val_if_fail (layer >= 0 && layer < n_layers, span);
  g_return_val_if_fail (row >= 0 && row < layers[layer].height, span);

  for (int l = layer; l > 0; l--)
    span = input_span (&layers[l], &layers[l - 1], span);
  return span;
}
