/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "session/nn-maxima.h"
#include "widgets/imagette-tile.h"

G_BEGIN_DECLS

/* A tile for each map or unit of a layer: the image that it answers to most, and how much.
 *
 * Signals: "opened" (int map)   a tile was clicked
 */
#define IMAGETTE_TYPE_MAXIMA_PANEL (imagette_maxima_panel_get_type ())
G_DECLARE_FINAL_TYPE (ImagetteMaximaPanel, imagette_maxima_panel, IMAGETTE, MAXIMA_PANEL, AdwBin)

GtkWidget    *imagette_maxima_panel_new        (void);
/* n: maps of the layer. maxima: of this layer; NULL: not computed yet, and the tiles say so. */
void          imagette_maxima_panel_update     (ImagetteMaximaPanel *self,
                                                const NnMaxima      *maxima,
                                                NnFeatureLayer       layer,
                                                int                  n);
void          imagette_maxima_panel_set_zoom   (ImagetteMaximaPanel *self,
                                                double               zoom);
void          imagette_maxima_panel_set_narrow (ImagetteMaximaPanel *self,
                                                gboolean             narrow);
/* NULL if there is no such map. (transfer none) */
ImagetteTile *imagette_maxima_panel_get_tile   (ImagetteMaximaPanel *self,
                                                int                  map);

G_END_DECLS
