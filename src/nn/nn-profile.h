/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "nn/nn-engine.h"

G_BEGIN_DECLS

/* Where an engine's time goes in training, by layer: for the benchmark. An engine that
 * nobody measures tests one pointer a layer and looks at no clock. */
typedef enum
{
  NN_PHASE_FORWARD,               /* layer 0: fetching the images */
  NN_PHASE_LOSS,                  /* soft-max and cross-entropy; last layer only */
  NN_PHASE_BACKWARD,              /* gradients; of dense weights in lanes: see update */
  NN_PHASE_UPDATE,                /* optimizer; in lanes with the dense weights' gradients, one kernel */
  NN_PHASES
} NnPhase;

/* Seconds of all threads together. In lanes a pooling layer is one kernel with
 * the convolution below it, and its time is in that layer's. */
typedef struct
{
  double layers[NN_MAX_LAYERS][NN_PHASES]; /* as in the network's table */
  double rest;                    /* total less the layers: waiting for each other, sums over lanes, what
                                   * the caller does between batches; reference and blas: the update */
  double total;                   /* threads times the time between start and end */
} NnProfile;

/* Of the batches trained from here on, until the end. The engine's owner calls both. Not of concern to
 * bits: the arithmetic is the same. */
void nn_engine_start_profile (NnEngine  *engine);
void nn_engine_end_profile   (NnEngine  *engine,
                              NnProfile *profile);

G_END_DECLS
