/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "export/nn-view.h"
#include "nn/nn-occlusion.h"

G_BEGIN_DECLS

/* What covering a part of a digit does, on one page (Zeiler & Fergus, figure 7;
 * DEFINITIONS §7): (a) the digit, and the square where it harms the class most; (b) the sum
 * of the C3 map for each place of the square; (c) that map's projection; (d) the probability
 * of the class, with the three places that harm it most; (e) the most probable class, with
 * a legend. Of the rival, which has no maps, (b) and (c) are left out. */
typedef struct
{
  gboolean margin;                /* (d) shows the logit of the class minus the best other one */
  int scale;                      /* pixels a value; 0: 8 */
  const char *language;           /* "en" (also NULL), "fr" */
} NnOcclusionView;

/* occlusion, activations: of probe, by network. PNG, SVG or PDF. NN_ERROR_UNSUPPORTED for a
 * language without words and for npy, NN_ERROR_RANGE for a picture that is too large.
 * (transfer full) */
GBytes *nn_occlusion_view_serialize (const NnOcclusionView *view,
                                     const NnNetwork       *network,
                                     const NnTrainingSpec  *training,
                                     const NnPlace         *place,
                                     NnProbe               *probe,
                                     const NnActivations   *activations,
                                     const NnOcclusion     *occlusion,
                                     NnFormat               format,
                                     GError               **error);

G_END_DECLS
