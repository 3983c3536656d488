/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pages/features/imagette-occlusion-maps.h"
#include "pages/imagette-page.h"
#include "widgets/imagette-occluder.h"

G_BEGIN_DECLS

/* Figure 7 of Zeiler and Fergus: the maps of a square laid everywhere on the probe, and the
 * square in the hand; bars, total and answer follow it in the same picture. */
#define IMAGETTE_TYPE_OCCLUSION_VIEW (imagette_occlusion_view_get_type ())
G_DECLARE_FINAL_TYPE (ImagetteOcclusionView, imagette_occlusion_view, IMAGETTE, OCCLUSION_VIEW,
                      ImagettePage)

/* For the page's head. (transfer none) */
GtkWidget             *imagette_occlusion_view_get_controls (ImagettePage          *view);
ImagetteOccluder      *imagette_occlusion_view_get_occluder (ImagetteOcclusionView *self);
ImagetteOcclusionMaps *imagette_occlusion_view_get_maps     (ImagetteOcclusionView *self);
/* What the answer says. */
const char            *imagette_occlusion_view_get_words    (ImagetteOcclusionView *self);

G_END_DECLS
