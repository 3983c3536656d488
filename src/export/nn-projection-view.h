/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "export/nn-view.h"
#include "nn/nn-projection.h"

G_BEGIN_DECLS

/* The picture of one projection, as nn-view.h has those of filters and maps. */
typedef struct
{
  NnUnit unit;
  NnGate gate;
  NnColors colors;
  int scale;                      /* pixels a value */
  const char *language;           /* of the caption: "en" (also NULL), "fr" */
} NnProjectionView;

/* One signed tile of 28x28 on its own scale, captioned "Projection (deconvnet) of C3 map 5,
 * row 3, column 4 · LeNet · test digit 17 · seed 1 · …"; of the output the digit is named.
 * activations: of probe, by network. *projection: the numbers (transfer full); may be NULL.
 * NN_ERROR_MISSING if the unit is not active, NN_ERROR_UNSUPPORTED for a language without words. */
NnFigure *nn_projection_view_figure (const NnProjectionView *view,
                                     const NnNetwork        *network,
                                     const NnTrainingSpec   *training,
                                     const NnPlace          *place,
                                     const NnActivations    *activations,
                                     NnProbe                *probe,
                                     NnTensor              **projection,
                                     GError                **error);

G_END_DECLS
