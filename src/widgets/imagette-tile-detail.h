/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "widgets/imagette-tile.h"

G_BEGIN_DECLS

/* One tile large: title, m and range, the picture with a number in each cell
 * where cells are wide enough, and the value under the pointer or the cell cursor
 * (arrow keys). Follows its source tile while that lives.
 *
 * Signals:
 *   "closed" ()                           Escape or the close button
 *   "cell-hovered" (int row, int column)  -1, -1 when the pointer leaves
 */
#define IMAGETTE_TYPE_TILE_DETAIL (imagette_tile_detail_get_type ())
G_DECLARE_FINAL_TYPE (ImagetteTileDetail, imagette_tile_detail, IMAGETTE, TILE_DETAIL, GtkWidget)

GtkWidget    *imagette_tile_detail_new        (void);

/* Shows source and follows its changes; NULL: empty. */
void          imagette_tile_detail_set_source (ImagetteTileDetail *self,
                                               ImagetteTile       *source);
ImagetteTile *imagette_tile_detail_get_source (ImagetteTileDetail *self);

G_END_DECLS
