/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "render/nn-tile.h"

G_BEGIN_DECLS

#define IMAGETTE_PATCHES 9

/* What one map looks for, as figure 2 of Zeiler & Fergus has it: a 3x3 block of
 * projections and beside it, in the same order, the 3x3 patches they are of. Cells
 * that belong together light up together. A head line says which map it is.
 *
 * Arrow keys move a cursor over the nine pairs, and past an edge on to what is
 * beside the block; Enter opens one. Focusable, role img; spoken is the head line and the
 * pair under the cursor. A cell is cut out and painted once for each new content or scale.
 *
 * Properties:
 *   "title"    char*  "map 6", bold; spoken first (default "")
 *   "caption"  char*  beside it: "3.80, on 97 % of the digits" (default "")
 *   "badge"    char*  a word at the end of the line: "nearly dead"; NULL (default): none
 *   "scale"    int    pixels a value (default 3)
 *
 * Signals:
 *   "cell-activated" (int i)   click or Enter on pair i, not on an empty one
 *   "cell-hovered" (int i)     the pointer or the cursor came to pair i; -1: it left
 */
#define IMAGETTE_TYPE_PATCH_BLOCK (imagette_patch_block_get_type ())
G_DECLARE_FINAL_TYPE (ImagettePatchBlock, imagette_patch_block, IMAGETTE, PATCH_BLOCK, GtkWidget)

GtkWidget  *imagette_patch_block_new          (void);

/* Cells of a patch, along a side: 5 for C1, 14 for C3, 28 for the whole image. All
 * pairs are empty then. */
void        imagette_patch_block_set_side     (ImagettePatchBlock *self,
                                               int                 side);
/* Pair i: the window of the side at (row, column) of image and projection; it may leave
 * them, what is outside is hatched. pixels: [28][28]; projection: [28][28], signed, drawn
 * by m (<= 0: the largest magnitude in the window); both are copied. words: spoken
 * and the tooltip: "test digit 17, a 4, 3.80". Equal content: nothing is painted anew. */
void        imagette_patch_block_set_cell     (ImagettePatchBlock *self,
                                               int                 i,
                                               const guint8       *pixels,
                                               const float        *projection,
                                               int                 row,
                                               int                 column,
                                               float               m,
                                               const char         *words);
/* Pairs from first on are empty, and say why: "fewer than nine". */
void        imagette_patch_block_set_empty    (ImagettePatchBlock *self,
                                               int                 first,
                                               const char         *reason);
/* How many pairs are not empty, and why the others are. */
int         imagette_patch_block_get_filled   (ImagettePatchBlock *self);
const char *imagette_patch_block_get_empty_text (ImagettePatchBlock *self);
void        imagette_patch_block_set_title    (ImagettePatchBlock *self,
                                               const char         *title);
const char *imagette_patch_block_get_title    (ImagettePatchBlock *self);
void        imagette_patch_block_set_caption  (ImagettePatchBlock *self,
                                               const char         *caption);
const char *imagette_patch_block_get_caption  (ImagettePatchBlock *self);
void        imagette_patch_block_set_badge    (ImagettePatchBlock *self,
                                               const char         *badge);
const char *imagette_patch_block_get_badge    (ImagettePatchBlock *self);
void        imagette_patch_block_set_scale    (ImagettePatchBlock *self,
                                               int                 scale);
void        imagette_patch_block_set_colors   (ImagettePatchBlock *self,
                                               NnColors            colors);
/* The orange frames of the pair that is chosen; -1: none. */
void        imagette_patch_block_set_selected (ImagettePatchBlock *self,
                                               int                 i);
int         imagette_patch_block_get_selected (ImagettePatchBlock *self);
/* The pair that is lit: under the pointer, or under the cursor; -1: none. */
int         imagette_patch_block_get_lit      (ImagettePatchBlock *self);
/* Where cell i lies in the widget: of the patches, or of the projections. */
void        imagette_patch_block_get_cell_rect (ImagettePatchBlock *self,
                                               int                 i,
                                               gboolean            projection,
                                               graphene_rect_t    *rect);
/* The cached node of cell i, NULL if empty: the same pointer as long as nothing changed. */
GskRenderNode *imagette_patch_block_get_node  (ImagettePatchBlock *self,
                                               int                 i,
                                               gboolean            projection);

G_END_DECLS
