/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "render/nn-tile.h"
#include "widgets/imagette-cell-canvas.h"

G_BEGIN_DECLS

#define IMAGETTE_HEAT_MARKS 3

/* A map over the pixels of an image with a colour bar beside it: numbers, or the most
 * probable class. Whole-number scale, nearest neighbour. The value of the chosen cell is
 * spoken, and is the tooltip.
 *
 * Properties: "title" of ImagetteCanvas, bold over the map.
 * Signals, cursor and keys: of ImagetteCellCanvas.
 */
#define IMAGETTE_TYPE_HEAT_MAP (imagette_heat_map_get_type ())
G_DECLARE_FINAL_TYPE (ImagetteHeatMap, imagette_heat_map, IMAGETTE, HEAT_MAP,
                      ImagetteCellCanvas)

GtkWidget *imagette_heat_map_new         (void);

/* values: [28][28], copied; NULL: not computed yet. Activations are drawn from 0 to m,
 * signed values from -m to m. */
void       imagette_heat_map_set_values  (ImagetteHeatMap *self,
                                          const float     *values,
                                          NnTileKind       kind,
                                          NnColors         colors,
                                          float            m);
/* The same from their lowest to their highest value, as nn_scope_stretch () has them: differences are
 * seen, whatever the numbers are. */
void       imagette_heat_map_set_range   (ImagetteHeatMap *self,
                                          const float     *values,
                                          NnColors         colors);
/* Empty, and why; NULL: not computed yet. */
void       imagette_heat_map_set_empty   (ImagetteHeatMap *self,
                                          const char      *why);
/* classes: [28][28], 0 to 9, copied: a colour each, and a legend of those there are. */
void       imagette_heat_map_set_classes (ImagetteHeatMap *self,
                                          const guint8    *classes);
/* The values are parts of one, written as percentages. */
void       imagette_heat_map_set_percent (ImagetteHeatMap *self,
                                          gboolean         percent);
/* Numbered places: cells y · 28 + x, at most three; n 0: none. */
void       imagette_heat_map_set_marks   (ImagetteHeatMap *self,
                                          const int       *cells,
                                          int              n);
/* "row 4, column 3: 82.1 %"; what is under the cursor, or the range. (transfer full) */
char      *imagette_heat_map_describe    (ImagetteHeatMap *self);
/* [28][28]; NULL: empty. */
const float *imagette_heat_map_get_values (ImagetteHeatMap *self);

G_END_DECLS
