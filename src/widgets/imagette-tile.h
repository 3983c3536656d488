/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "render/nn-tile.h"

G_BEGIN_DECLS

/* One picture of numbers: a filter, a map, a digit. Whole-number scale,
 * nearest neighbour; painted from one cached render node, that is made anew
 * only when values, scale or colours change. Focusable, role img.
 *
 * Properties:
 *   "title"    char*    what it is, spoken and in the tooltip: "C1 filter 3 of 6" (default "")
 *   "place"    char*    spoken after the title: "epoch 4" (default NULL)
 *   "caption"  char*    short text below the picture: "3"; with NULL and no show-max no line
 *                       is kept for it
 *   "show-max" gboolean m at the right end of the caption line (default FALSE)
 *   "badge"    char*    a word over the picture: "clipped"; NULL: the tile's own ("not a
 *                       number", "infinite", "dead" if m is 0, "all zero", or none)
 *   "scale"    int      pixels a value; 0 (default): the largest whole number that fits
 *   "max-scale" int     upper bound for scale 0 (default 64); natural are 4, or less if this is
 *   "margin"   int      cells kept free around the picture, for a frame that leaves it (default 0)
 *   "selected" gboolean the orange frame (default FALSE)
 *
 * Signals:
 *   "activated" ()                        click or Enter (Space is left to the window: run, pause)
 *   "cell-hovered" (int row, int column)  the pointer is over that cell; -1, -1 when it leaves
 *   "content-changed" ()                  other values, or empty now
 *
 * The spoken label is "title, place, from -0.41 to 0.38", renewed at most once
 * a second and when the tile gets the focus.
 */
#define IMAGETTE_TYPE_TILE (imagette_tile_get_type ())
G_DECLARE_FINAL_TYPE (ImagetteTile, imagette_tile, IMAGETTE, TILE, GtkWidget)

GtkWidget   *imagette_tile_new           (void);

/* values: [height][width], copied. Equal content and colours: nothing happens. TRUE if it
 * changed. */
gboolean     imagette_tile_set_values    (ImagetteTile *self,
                                          const float  *values,
                                          int           height,
                                          int           width,
                                          NnTileKind    kind,
                                          NnColors      colors,
                                          float         m);
/* Raw bytes, shown as they are (NN_TILE_INPUT). pixels: [height][width], copied. */
gboolean     imagette_tile_set_bytes     (ImagetteTile *self,
                                          const guint8 *pixels,
                                          int           height,
                                          int           width);
/* No picture: says why instead ("not computed yet"). Keeps its room. */
void         imagette_tile_set_empty     (ImagetteTile *self,
                                          const char   *reason);
/* Why it is, or was last, empty. */
const char  *imagette_tile_get_empty_text (ImagetteTile *self);
/* Room for height x width cells before there is content, so that nothing jumps. */
void         imagette_tile_set_room      (ImagetteTile *self,
                                          int           height,
                                          int           width);

/* An orange frame in cells of the tile: row, column of its top left cell and its
 * size; may leave the tile, the part outside is hatched. Height or width 0 removes it. */
void         imagette_tile_set_overlay   (ImagetteTile *self,
                                          int           row,
                                          int           column,
                                          int           height,
                                          int           width);
/* Row, column, height, width; FALSE (and zeros): there is none. */
gboolean     imagette_tile_get_overlay   (ImagetteTile *self,
                                          int           overlay[4]);
void         imagette_tile_set_selected  (ImagetteTile *self,
                                          gboolean      selected);
gboolean     imagette_tile_get_selected  (ImagetteTile *self);
void         imagette_tile_set_title     (ImagetteTile *self,
                                          const char   *title);
const char  *imagette_tile_get_title     (ImagetteTile *self);
void         imagette_tile_set_place     (ImagetteTile *self,
                                          const char   *place);
void         imagette_tile_set_caption   (ImagetteTile *self,
                                          const char   *caption);
void         imagette_tile_set_show_max  (ImagetteTile *self,
                                          gboolean      show_max);
void         imagette_tile_set_badge     (ImagetteTile *self,
                                          const char   *badge);
/* The word that is over it; NULL: none. */
const char  *imagette_tile_get_badge     (ImagetteTile *self);
void         imagette_tile_set_scale     (ImagetteTile *self,
                                          int           scale);
void         imagette_tile_set_max_scale (ImagetteTile *self,
                                          int           max_scale);
void         imagette_tile_set_margin    (ImagetteTile *self,
                                          int           margin);

/* The content; values NULL if empty, owned by the tile until its next change. */
const float *imagette_tile_get_values    (ImagetteTile *self,
                                          int          *height,
                                          int          *width,
                                          NnTileKind   *kind,
                                          NnColors     *colors,
                                          float        *m);
/* The value of a cell; NaN outside. */
float        imagette_tile_get_value     (ImagetteTile *self,
                                          int           row,
                                          int           column);
/* Pixels a value right now, and where the picture lies in the widget. */
int          imagette_tile_get_used_scale (ImagetteTile *self);
void         imagette_tile_get_picture_rect (ImagetteTile    *self,
                                             graphene_rect_t *rect);
/* Backed: the widget around it paints the picture, with those of other tiles (ImagetteFilterGrid);
 * the tile paints no more than what lies over the picture and beside it. Default FALSE. */
void         imagette_tile_set_backed    (ImagetteTile *self,
                                          gboolean      backed);
/* The cached node, NULL if empty: the same pointer as long as nothing changed. (transfer none) */
GskRenderNode *imagette_tile_get_node    (ImagetteTile *self);

G_END_DECLS
