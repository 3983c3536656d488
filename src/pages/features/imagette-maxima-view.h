/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pages/imagette-page.h"
#include "widgets/imagette-tile.h"

G_BEGIN_DECLS

/* The images that a layer's maps or units answer to most, climbed to from grey; what keeps
 * the climb from ending in noise is said in words. A click makes one the probe. */
#define IMAGETTE_TYPE_MAXIMA_VIEW (imagette_maxima_view_get_type ())
G_DECLARE_FINAL_TYPE (ImagetteMaximaView, imagette_maxima_view, IMAGETTE, MAXIMA_VIEW, ImagettePage)

/* The layer, the seed, renewing or not, progress: for the page's head. (transfer none) */
GtkWidget    *imagette_maxima_view_get_controls (ImagettePage       *view);
/* The tile of a map or unit, NULL if the layer has no such one. (transfer none) */
ImagetteTile *imagette_maxima_view_get_tile     (ImagetteMaximaView *self,
                                                 int                 map);
const char   *imagette_maxima_view_get_words    (ImagetteMaximaView *self);

G_END_DECLS
