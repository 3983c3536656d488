/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "export/nn-view.h"
#include "nn/nn-invariance.h"

G_BEGIN_DECLS

/* The picture of an invariance (Zeiler & Fergus, figure 5): a column a transform (to
 * the right, down, scale, rotation); from above the digit at five places of the sweep,
 * the distances of C1, C3 and F6 from the untransformed digit's, each as a part of
 * that one's length, and the probability of the class.
 * probe: the one it was made of. PNG, SVG, PDF: NN_ERROR_UNSUPPORTED for npy and for
 * a language without words. (transfer full) */
GBytes *nn_invariance_view_serialize (const NnInvariance   *invariance,
                                      const NnNetwork      *network,
                                      const NnTrainingSpec *training,
                                      const NnPlace        *place,
                                      NnProbe              *probe,
                                      const char           *language,  /* "en" (also NULL), "fr" */
                                      NnFormat              format,
                                      GError              **error);

G_END_DECLS
