/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "export/nn-view.h"
#include "nn/nn-strongest.h"
#include "session/nn-features.h"

G_BEGIN_DECLS

/* What maps look for, on one page (Zeiler & Fergus, figure 2; DEFINITIONS §5): for each map
 * the nine strongest patches, 3 x 3 in row-major order, and beside them, in the same order,
 * their projections, each on its own scale. Patches and projections are cut to what the unit
 * sees; what of it lies outside of the image is hatched. */
typedef struct
{
  int map;                        /* of the layer, from 0; -1: all */
  NnGate gate;                    /* that the projections came through */
  NnSet set;                      /* that the patches come from */
  NnColors colors;                /* of the projections */
  int scale;                      /* pixels a value; 0: as fits the layer */
  const char *language;           /* "en" (also NULL), "fr" */
} NnFeaturesView;

/* strongest and projections ([n_maps * NN_STRONGEST], as nn_strongest_project () makes them): of
 * network, over images. PNG, SVG or PDF. NN_ERROR_UNSUPPORTED for a language without words and
 * for npy, NN_ERROR_RANGE for a picture that is too large. (transfer full) */
GBytes *nn_features_view_serialize (const NnFeaturesView *view,
                                    const NnNetwork      *network,
                                    const NnTrainingSpec *training,
                                    const NnPlace        *place,
                                    const NnImages       *images,
                                    const NnStrongest    *strongest,
                                    NnTensor *const      *projections,
                                    NnFormat              format,
                                    GError              **error);

G_END_DECLS
