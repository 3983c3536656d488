/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "nn/nn-layer.h"

void
nn_layer_dense_shape (NnLayer       *layer,
                      const NnLayer *input)
{
  layer->height = 1;
  layer->width = 1;
}

/* Every unit sees every value of the input, and has one bias. */
gsize
nn_layer_dense_count_parameters (const NnLayer *layer,
                                 const NnLayer *input)
{
  const gsize inputs = (gsize) input->channels * input->height * input->width;

  return layer->channels * (inputs + 1);
}

NnSpan
nn_layer_dense_input_span (const NnLayer *input)
{
  return (NnSpan) { 0, input->height - 1 };
}
