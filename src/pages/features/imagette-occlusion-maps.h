/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "nn/nn-occlusion.h"
#include "session/nn-frame.h"
#include "widgets/imagette-heat-map.h"

G_BEGIN_DECLS

/* Panels (b) to (e) of figure 7: the total of one C3 map under the square at each place,
 * that map's projection, the probability of the true class (or its margin), and the most
 * probable class. One cursor runs over all of them.
 *
 * Signals:
 *   "cell-hovered" (int row, int column), "cell-activated" (int row, int column)
 */
#define IMAGETTE_TYPE_OCCLUSION_MAPS (imagette_occlusion_maps_get_type ())
G_DECLARE_FINAL_TYPE (ImagetteOcclusionMaps, imagette_occlusion_maps, IMAGETTE, OCCLUSION_MAPS,
                      GtkWidget)

typedef enum
{
  IMAGETTE_PANEL_TOTAL,
  IMAGETTE_PANEL_PROJECTION,
  IMAGETTE_PANEL_PROBABILITY,
  IMAGETTE_PANEL_CLASS,
  IMAGETTE_N_PANELS,
} ImagettePanel;

GtkWidget       *imagette_occlusion_maps_new       (void);

/* occlusion NULL: not computed yet. frame: of the same probe, for the projection. */
void             imagette_occlusion_maps_update    (ImagetteOcclusionMaps *self,
                                                    NnOcclusion           *occlusion,
                                                    NnFrame               *frame,
                                                    gboolean               margin,
                                                    NnColors               colors);
/* Numbers the places, three at most, at which the true class falls most. How many; -1: none
 * are asked for, or known yet. */
int              imagette_occlusion_maps_explain   (ImagetteOcclusionMaps *self,
                                                    gboolean               explain);
ImagetteHeatMap *imagette_occlusion_maps_get_panel (ImagetteOcclusionMaps *self,
                                                    ImagettePanel          panel);
void             imagette_occlusion_maps_set_narrow (ImagetteOcclusionMaps *self,
                                                    gboolean               narrow);

G_END_DECLS
