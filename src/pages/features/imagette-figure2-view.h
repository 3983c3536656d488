/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pages/features/imagette-figure2-detail.h"
#include "pages/imagette-page.h"
#include "widgets/imagette-patch-block.h"

G_BEGIN_DECLS

/* Figure 2 of Zeiler and Fergus: a block for each map of a layer, renewed with the
 * state that is shown. A click on a pair makes its image the probe and opens it large. */
#define IMAGETTE_TYPE_FIGURE2_VIEW (imagette_figure2_view_get_type ())
G_DECLARE_FINAL_TYPE (ImagetteFigure2View, imagette_figure2_view, IMAGETTE, FIGURE2_VIEW,
                      ImagettePage)

/* C3 first. */
void                   imagette_figure2_view_set_layer    (ImagetteFigure2View *self,
                                                           NnFeatureLayer       layer);
/* The layers, the set, renewing or not, progress: for the page's head. (transfer none) */
GtkWidget             *imagette_figure2_view_get_controls (ImagettePage        *view);
/* The block of a map, NULL if the layer has no such map. (transfer none) */
ImagettePatchBlock    *imagette_figure2_view_get_block    (ImagetteFigure2View *self,
                                                           int                  map);
/* What is open; NULL: nothing. (transfer none) */
ImagetteFigure2Detail *imagette_figure2_view_get_detail   (ImagetteFigure2View *self);

G_END_DECLS
