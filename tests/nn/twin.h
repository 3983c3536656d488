/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "nn/nn-projection.h"

/* A network again, in double and by the naive kernels alone: dense, one image,
 * everything at hand. What the sparse and the fast are compared with. */
#define TWIN_MAX_LAYER (6 * 28 * 28)

typedef struct
{
  const NnNetwork *network;
  const NnLayer *table;
  int n_layers;
  gboolean tanh;
  double *weights[NN_MAX_LAYERS], *biases[NN_MAX_LAYERS]; /* by layer; no padding */
  double layers[NN_MAX_LAYERS][TWIN_MAX_LAYER]; /* after the activation; [0] the image */
  guint8 switches[NN_MAX_LAYERS][TWIN_MAX_LAYER];
} Twin;

Twin  *twin_new         (const NnNetwork     *network);
void   twin_free        (Twin                *twin);
/* image: [28][28]; fills in layers and switches. */
void   twin_forward     (Twin                *twin,
                         const double        *image);
/* The same, but from the activations of an engine: only switches are computed. */
void   twin_set         (Twin                *twin,
                         const NnActivations *activations);
/* signal: [size of the layer]; projection: [28][28], overwritten. */
void   twin_project     (Twin                *twin,
                         int                  layer,
                         const double        *signal,
                         NnGate               gate,
                         double              *projection);
gsize  twin_index       (const Twin          *twin,
                         const NnUnit        *unit);
/* Whether every ReLU and every switch below the layer, the layer's own included, stands alike. */
gboolean twin_same_side (const Twin          *a,
                         const Twin          *b,
                         int                  layer);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Twin, twin_free)
