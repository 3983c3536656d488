/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "nn/nn-projection.h"

G_BEGIN_DECLS

/* A signal on its way down the network, layer by layer: what a projection and the
 * gradient of one image share. It runs in double and is rounded by nobody on the
 * way, so that a · ∂a/∂x is one to seven digits whatever lies between. */
typedef struct
{
  const NnNetwork *network;
  const NnActivations *activations; /* of this network, for the image */
  NnGate gate;
} NnSignal;

/* Values of the layer's output: channels · height · width. */
gsize nn_signal_size (const NnLayer  *layer);

/* Through the activation of the layer, if it has one, and past no muted map; in place.
 * signal: [size of the layer]. NaN passes none of the gates that look at its sign. */
void  nn_signal_gate (const NnSignal *self,
                      double         *signal,
                      int             layer);

/* From the layer's output, past its activation, to the output of the layer before:
 * transposed, without bias. in: overwritten, [size of the layer before]. */
void  nn_signal_down (const NnSignal *self,
                      double         *in,
                      const double   *out,
                      int             layer);

G_END_DECLS
