/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <math.h>

#include "nn/nn-engine.h"

G_BEGIN_DECLS

/* Many images through the network, and of each no more than a note: its logits,
 * the largest value of each map, the sum over one map. The numbers are those of
 * nn_engine_activations () on that image, to the bit. */
#define NN_SURVEY_MAX_LAYERS 4

/* The largest value of a map, and where: the first in row-major order among equals. */
typedef struct
{
  float value;
  gint32 place;                   /* row * width + column, in the map before pooling; dense: 0 */
} NnPeak;

/* How far the values of a map go to either side; a tanh is dead or saturated by this. */
typedef struct
{
  float largest;                  /* |a|; NaN if a value is none */
  gint32 saturated;               /* values with |a| > NN_SURVEY_SATURATED, of height · width */
} NnReach;

#define NN_SURVEY_SATURATED 0.999f

/* What to look at and where to write it; outputs are overwritten. */
typedef struct
{
  int n;                          /* images, in one of two forms: */
  const guint8 *pixels;           /* [n][28][28] bytes, or NULL: */
  const float *images;            /* [n][28][28] in [0, 1] */

  float *logits;                  /* [n][10], or NULL */
  int n_layers;                   /* whose peaks are wanted: convolutions and dense layers */
  int layers[NN_SURVEY_MAX_LAYERS]; /* indices into the table */
  NnPeak *peaks[NN_SURVEY_MAX_LAYERS]; /* [n][channels] each; the logits of the output layer */
  NnReach *reaches[NN_SURVEY_MAX_LAYERS]; /* [n][channels] of layers[i], or NULL: it costs a
                                   * convolution twice */
  int sum_layer, sum_channel;     /* a map of a convolution … */
  double *sums;                   /* … and its sum, row-major, in double: [n], or NULL */
} NnSurvey;

static inline void
nn_reach_add (NnReach *reach,
              float    value)
{
  float size = ABS (value);

  if (!(size <= reach->largest) && !isnan (reach->largest))
    reach->largest = size;
  reach->saturated += size > NN_SURVEY_SATURATED;
}

void nn_engine_survey (NnEngine        *engine,
                       const NnNetwork *network,
                       const NnSurvey  *survey);

/* The plain twin: every layer of every image, and a look at all its numbers. */
void nn_survey_plain  (NnEngine        *engine,
                       const NnNetwork *network,
                       const NnSurvey  *survey);

G_END_DECLS
