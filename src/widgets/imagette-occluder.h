/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "widgets/imagette-canvas.h"

G_BEGIN_DECLS

/* A digit with a square over it that the hand moves: dragged with the mouse or a finger, by
 * the arrow keys (Enter or the first arrow takes it up, Delete puts it away).
 *
 * Properties: "title" of ImagetteCanvas, bold over the digit.
 *
 * Signals: "moved" (int row, int column)   where its middle is now; -1, -1: put away
 */
#define IMAGETTE_TYPE_OCCLUDER (imagette_occluder_get_type ())
G_DECLARE_FINAL_TYPE (ImagetteOccluder, imagette_occluder, IMAGETTE, OCCLUDER, ImagetteCanvas)

GtkWidget *imagette_occluder_new        (void);

/* pixels: [28][28], copied. */
void       imagette_occluder_set_digit  (ImagetteOccluder *self,
                                         const guint8     *pixels);
/* size pixels a side, of value 0 to 1: rows row - size/2 … row - size/2 + size - 1 (DEFINITIONS §7). */
void       imagette_occluder_set_square (ImagetteOccluder *self,
                                         int               size,
                                         float             value);
/* The middle; row -1: put away. Emits "moved" if it is another place. */
void       imagette_occluder_move       (ImagetteOccluder *self,
                                         int               row,
                                         int               column);
void       imagette_occluder_get_place  (ImagetteOccluder *self,
                                         int              *row,
                                         int              *column);

G_END_DECLS
