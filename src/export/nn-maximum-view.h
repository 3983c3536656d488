/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "export/nn-view.h"
#include "nn/nn-maximise.h"

G_BEGIN_DECLS

/* The images that units of a layer answer to most, side by side; the caption states how
 * they were found. An extension: Zeiler and Fergus do not optimise. */
typedef struct
{
  int layer;                      /* of the network's table */
  NnMaximiser maximiser;
  int scale;                      /* pixels a value */
  const char *language;           /* "en" (also NULL), "fr" */
} NnMaximumView;

/* images: [n] of nn_maximise (), in the order of the units: raw values, 0 is paper. Rows of five.
 * NN_ERROR_UNSUPPORTED for a language without words. */
NnFigure *nn_maximum_view_figure (const NnMaximumView  *view,
                                  const NnNetwork      *network,
                                  const NnTrainingSpec *training,
                                  const NnPlace        *place,
                                  NnTensor *const      *images,
                                  int                   n,
                                  GError              **error);

G_END_DECLS
