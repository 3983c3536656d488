/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pages/imagette-page.h"
#include "widgets/imagette-scatter.h"
#include "widgets/imagette-tile.h"

G_BEGIN_DECLS

/* Two thousand test digits as points: the first two principal components of their
 * pixels or of a layer. The classes come apart as training goes on. The pointer shows a
 * digit, a click makes it the probe. */
#define IMAGETTE_TYPE_MAP_VIEW (imagette_map_view_get_type ())
G_DECLARE_FINAL_TYPE (ImagetteMapView, imagette_map_view, IMAGETTE, MAP_VIEW, ImagettePage)

/* For the page's head. (transfer none) */
GtkWidget       *imagette_map_view_get_controls (ImagettePage    *view);
ImagetteScatter *imagette_map_view_get_scatter  (ImagetteMapView *self);
/* The digit under the pointer, or the probe. (transfer none) */
ImagetteTile    *imagette_map_view_get_digit    (ImagetteMapView *self);

G_END_DECLS
