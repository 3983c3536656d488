/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "widgets/imagette-tile.h"

G_BEGIN_DECLS

/* One tile large: title and badge, m and range, the picture with a number in each cell
 * where cells are wide enough, and the value under the pointer or the cell cursor
 * (arrow keys). The cell that was last pointed at stays marked; a click or Enter holds it,
 * and lets go of it again: so the way to what is said of it does not lead over other ones.
 * Follows its source tile while that lives.
 *
 * Signals:
 *   "closed" ()                           Escape or the close button
 *   "cell-hovered" (int row, int column)  or held; -1, -1 when the pointer leaves. None while
 *                                         a cell is held
 */
#define IMAGETTE_TYPE_TILE_DETAIL (imagette_tile_detail_get_type ())
G_DECLARE_FINAL_TYPE (ImagetteTileDetail, imagette_tile_detail, IMAGETTE, TILE_DETAIL, GtkWidget)

GtkWidget    *imagette_tile_detail_new        (void);

/* Shows source and follows its changes; NULL: empty. */
void          imagette_tile_detail_set_source (ImagetteTileDetail *self,
                                               ImagetteTile       *source);
ImagetteTile *imagette_tile_detail_get_source (ImagetteTileDetail *self);
/* Marks a cell as if it had been pointed at, without the signal; row -1: none. Arrow keys
 * go on from it. */
void          imagette_tile_detail_mark       (ImagetteTileDetail *self,
                                               int                 row,
                                               int                 column);
/* The cell that is marked; -1, -1: none. TRUE if it is held. */
gboolean      imagette_tile_detail_get_marked (ImagetteTileDetail *self,
                                               int                *row,
                                               int                *column);

G_END_DECLS
