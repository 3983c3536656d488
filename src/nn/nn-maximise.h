/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "nn/nn-projection.h"

G_BEGIN_DECLS

/* An image that a unit answers to as strongly as it can: activation maximisation (Erhan
 * and others, "Visualizing higher-layer features of a deep network", 2009), by gradient
 * ascent on the unit's value before its activation, from a grey image. An extension: Zeiler
 * and Fergus do not optimise. The image is nobody's digit; without a regulariser it is
 * noise that the network happens to like. The regulariser, in the order of one step:
 *
 *   jitter   the gradient is taken of the image shifted by up to `jitter` pixels each way
 *   ascent   x ← x + rate · g / rms (g)
 *   decay    x ← x · (1 - decay): L2, towards paper
 *   blur     every blur_every steps each pixel is averaged with its neighbours, 1 2 1 each way
 *   clip     x into [0, 1] */
typedef struct
{
  guint64 seed;                   /* of jitter and of the noise at the start; stream NN_STREAM_EXPERIMENTS */
  int steps;                      /* 0 and more: 0 gives the start */
  double rate, decay;
  int blur_every;                 /* 0: never */
  int jitter;                     /* pixels, 0 … 4 */
} NnMaximiser;

NnMaximiser nn_maximiser_default (void);          /* seed 1, 200 steps, 0.05, 0.02, 4, 1 */
gboolean    nn_maximiser_equal   (const NnMaximiser *a,
                                  const NnMaximiser *b);

/* The image [28][28], in [0, 1]; *value: what the unit makes of it, may be NULL. The same to
 * the bit for equal arguments, on any number of threads. Asks cancelled (data), which may be
 * NULL, before each step, half a millisecond; NULL if it answered TRUE. (transfer full) */
NnTensor   *nn_maximise          (NnEngine          *engine,
                                  const NnNetwork   *network,
                                  const NnUnit      *unit,
                                  const NnMaximiser *maximiser,
                                  float             *value,
                                  gboolean         (*cancelled) (gpointer data),
                                  gpointer           data);

G_END_DECLS
