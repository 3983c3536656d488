/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "nn/nn-layer.h"

/* As many whole windows as fit; a rest of rows or columns is not looked at. */
void
nn_layer_max_pool_shape (NnLayer       *layer,
                         const NnLayer *input)
{
  layer->channels = input->channels;
  layer->height = (input->height - layer->kernel) / layer->stride + 1;
  layer->width = (input->width - layer->kernel) / layer->stride + 1;
}

NnSpan
nn_layer_max_pool_input_span (const NnLayer *layer,
                              NnSpan         span)
{
  return (NnSpan) {
    layer->stride * span.first,
    layer->stride * span.last + layer->kernel - 1,
  };
}
