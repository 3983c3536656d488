/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pages/features/imagette-figure2-detail.h"
#include "widgets/imagette-patch-block.h"

G_BEGIN_DECLS

/* The blocks of a layer in columns, as large as they fit; F6 and the outputs, whose
 * patches are whole digits, scroll. Over them, on the half where the block is not, the pair
 * that was opened.
 *
 * Signals: "opened" (int map, int i)
 */
#define IMAGETTE_TYPE_FIGURE2_PANEL (imagette_figure2_panel_get_type ())
G_DECLARE_FINAL_TYPE (ImagetteFigure2Panel, imagette_figure2_panel, IMAGETTE, FIGURE2_PANEL, AdwBin)

GtkWidget             *imagette_figure2_panel_new        (void);

/* features NULL: not computed yet. frame: the state shown, may be NULL; its network says how
 * many maps there are, its hyper-parameters which are clipped. */
void                   imagette_figure2_panel_update     (ImagetteFigure2Panel *self,
                                                          NnFeatures           *features,
                                                          NnDataset            *dataset,
                                                          NnFrame              *frame,
                                                          NnFeatureLayer        layer,
                                                          NnColors              colors);
void                   imagette_figure2_panel_set_zoom   (ImagetteFigure2Panel *self,
                                                          double                zoom);
void                   imagette_figure2_panel_set_narrow (ImagetteFigure2Panel *self,
                                                          gboolean              narrow);
/* FALSE if nothing was open. */
gboolean               imagette_figure2_panel_close      (ImagetteFigure2Panel *self);
ImagettePatchBlock    *imagette_figure2_panel_get_block  (ImagetteFigure2Panel *self,
                                                          int                   map);
ImagetteFigure2Detail *imagette_figure2_panel_get_detail (ImagetteFigure2Panel *self);

G_END_DECLS
