/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "session/nn-viewer.h"

G_BEGIN_DECLS

/* The viewer's kinds that are studies: OCCLUSION, INVARIANCE, FEATURES, MAP, EVOLUTION,
 * MAXIMA. */
NnStudies nn_study_kind_to_flag     (NnViewKind         kind);
/* It is of one image, and follows the present weights; else of a whole set, and of moments. */
gboolean  nn_study_kind_needs_probe (NnViewKind         kind);
/* The network has the layers for it. */
gboolean  nn_study_kind_is_possible (NnViewKind         kind,
                                     const NnStudySpec *spec,
                                     const NnNetwork   *network);

G_END_DECLS
