/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "nn/nn-layer.h"

/* The filter fits (H + 2 padding - kernel) / stride + 1 times. */
void
nn_layer_conv2d_shape (NnLayer       *layer,
                       const NnLayer *input)
{
  layer->height = (input->height + 2 * layer->padding - layer->kernel) / layer->stride + 1;
  layer->width = (input->width + 2 * layer->padding - layer->kernel) / layer->stride + 1;
}

/* A filter covers all channels of its input, and has one bias. */
gsize
nn_layer_conv2d_count_parameters (const NnLayer *layer,
                                  const NnLayer *input)
{
  const gsize filter = (gsize) input->channels * layer->kernel * layer->kernel;

  return layer->channels * (filter + 1);
}

/* Output row y reads the input rows stride·y - padding … + kernel - 1. */
NnSpan
nn_layer_conv2d_input_span (const NnLayer *layer,
                            NnSpan         span)
{
  return (NnSpan) {
    layer->stride * span.first - layer->padding,
    layer->stride * span.last - layer->padding + layer->kernel - 1,
  };
}
