/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "session/nn-frame.h"
#include "widgets/imagette-heat-map.h"

G_BEGIN_DECLS

/* Panel (c) of figure 7: the projection of the strongest unit of a map of C3, made by a thread. */
typedef struct _ImagetteOcclusionProjection ImagetteOcclusionProjection;

/* panel: what shows it. */
ImagetteOcclusionProjection *imagette_occlusion_projection_new    (ImagetteHeatMap             *panel);
void                         imagette_occlusion_projection_free   (ImagetteOcclusionProjection *self);
/* Asks for what is not there yet; a map that is not active says so. */
void                         imagette_occlusion_projection_update (ImagetteOcclusionProjection *self,
                                                                   NnFrame                     *frame,
                                                                   int                          map,
                                                                   NnColors                     colors);

G_END_DECLS
