/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "nn/nn-convolution.h"
#include "pages/convolution/imagette-steps.h"
#include "widgets/imagette-line-figure.h"

G_BEGIN_DECLS

#define IMAGETTE_LINE_MODEL_SIGNAL 28     /* boxes at most: a whole row of a digit */
#define IMAGETTE_LINE_MODEL_FILTER 7

/* Where the numbers come from. */
typedef enum
{
  IMAGETTE_LINE_SHEET,            /* 1 0 2 4 3 under 3 2, as in the exercise */
  IMAGETTE_LINE_ROW,              /* a row of the digit, in tenths, under an edge: -1 1 */
  IMAGETTE_LINE_PULSE,            /* two heartbeats under the shape of one's spike */
  IMAGETTE_LINE_TYPED,            /* whatever is there, changed by hand */
  IMAGETTE_LINE_N_SOURCES,
} ImagetteLineSource;

/* A convolution in one dimension with all of its numbers. A plain value. */
typedef struct
{
  /* Given; imagette_line_model_compute () brings what is out of bounds into them. */
  float signal[IMAGETTE_LINE_MODEL_SIGNAL], filter[IMAGETTE_LINE_MODEL_FILTER];
  ImagetteLineSource source;
  ImagetteSteps steps;
  int n_signal, n_filter, row;
  gboolean matching;
  /* Computed. */
  NnConvolution spec;
  float laid[IMAGETTE_LINE_MODEL_FILTER]; /* the filter as it lies over the signal */
  float output[IMAGETTE_LINE_MAX], pooled[IMAGETTE_LINE_MAX], matches[IMAGETTE_LINE_MAX];
  int n_output, n_pooled;
} ImagetteLineModel;

/* The sheet's: 1 0 2 4 3 and 3 2, pooled by two. */
void imagette_line_model_init     (ImagetteLineModel       *self);
/* Signal and filter of that source; typed: they stay. pixels: [28][28], for a row; NULL: black. */
void imagette_line_model_load     (ImagetteLineModel       *self,
                                   ImagetteLineSource       source,
                                   const guint8            *pixels);
/* The middle n_signal pixels of the row, rounded to tenths; nothing for other sources. */
void imagette_line_model_take_row (ImagetteLineModel       *self,
                                   const guint8            *pixels);
void imagette_line_model_compute  (ImagetteLineModel       *self);
void imagette_line_model_get_line (const ImagetteLineModel *self,
                                   ImagetteLine            *line);
/* Of the output: where the filter is most like the signal, and where the sum is largest (before
 * the activation). -1: nowhere, all are 0. */
int  imagette_line_model_get_best    (const ImagetteLineModel *self);
int  imagette_line_model_get_largest (const ImagetteLineModel *self);

G_END_DECLS
