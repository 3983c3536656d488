/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "render/nn-network-figure.h"
#include "widgets/imagette-cell-canvas.h"

G_BEGIN_DECLS

/* A network drawn as in 1998, live. Its cells are units: row is the stage, column the unit
 * of it, counted as its values are. The plane under the cursor comes to the front; one that
 * is raised stays there. Left and right go from stage to stage, up and down from plane to
 * plane (or unit to unit of a vector), with Shift all four within the plane.
 *
 * Properties: "title" of ImagetteCanvas
 * Signals: those of ImagetteCellCanvas */
#define IMAGETTE_TYPE_NETWORK_FIGURE (imagette_network_figure_get_type ())
G_DECLARE_FINAL_TYPE (ImagetteNetworkFigure, imagette_network_figure, IMAGETTE, NETWORK_FIGURE,
                      ImagetteCellCanvas)

GtkWidget             *imagette_network_figure_new        (void);
/* Takes the figure. A cursor and a raised plane that it does not have go. */
void                   imagette_network_figure_take       (ImagetteNetworkFigure *self,
                                                           NnNetworkFigure       *figure);
/* What has to do with the unit under the cursor: a place for each stage, copied. */
void                   imagette_network_figure_set_cells  (ImagetteNetworkFigure *self,
                                                           const NnNetworkCells  *cells);
/* -1, -1: none. */
void                   imagette_network_figure_raise      (ImagetteNetworkFigure *self,
                                                           int                    stage,
                                                           int                    channel);
/* Of the unit: FALSE where nothing is known. */
gboolean               imagette_network_figure_get_value  (ImagetteNetworkFigure *self,
                                                           int                    stage,
                                                           int                    unit,
                                                           float                 *value);
/* Where a unit lies in the widget: x, y, width, height. */
void                   imagette_network_figure_get_rect   (ImagetteNetworkFigure *self,
                                                           int                    stage,
                                                           int                    unit,
                                                           double                 rect[4]);

G_END_DECLS
