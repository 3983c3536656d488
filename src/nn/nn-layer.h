/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "nn/nn-network.h"

G_BEGIN_DECLS

/* What a kind of layer knows about itself, apart from computing: the shape of
 * its output, what it costs, and where it looks. Each kind has its own
 * layer-<kind>.c; the functions without a kind choose among them. */

/* Rows (or columns) first … last, both included. May reach outside of the
 * input where a layer pads. */
typedef struct
{
  int first, last;
} NnSpan;

/* Fills in channels, height and width from the layer before. layer->channels
 * is given for convolutions (filters) and dense layers (units). */
void   nn_layer_conv2d_shape          (NnLayer       *layer,
                                       const NnLayer *input);
void   nn_layer_max_pool_shape        (NnLayer       *layer,
                                       const NnLayer *input);
void   nn_layer_dense_shape           (NnLayer       *layer,
                                       const NnLayer *input);

/* Weights and biases. (Max-pooling has none.) */
gsize  nn_layer_conv2d_count_parameters (const NnLayer *layer,
                                         const NnLayer *input);
gsize  nn_layer_dense_count_parameters  (const NnLayer *layer,
                                         const NnLayer *input);

/* The rows of the input that the rows span of the output come from. */
NnSpan nn_layer_conv2d_input_span     (const NnLayer *layer,
                                       NnSpan         span);
NnSpan nn_layer_max_pool_input_span   (const NnLayer *layer,
                                       NnSpan         span);
NnSpan nn_layer_dense_input_span      (const NnLayer *input);

void   nn_layer_shape                 (NnLayer       *layer,
                                       const NnLayer *input);
gsize  nn_layer_count_parameters      (const NnLayer *layer,
                                       const NnLayer *input);
/* Multiply-adds of one image's forward pass; biases and maxima are not counted. */
gsize  nn_layer_count_macs            (const NnLayer *layer,
                                       const NnLayer *input);

/* The receptive field: the rows of the 28×28 image that row `row` of the layer's
 * map sees (columns alike), not clipped. layer: an index into the table. */
NnSpan nn_network_receptive_field     (const NnNetwork *network,
                                       int              layer,
                                       int              row);

G_END_DECLS
