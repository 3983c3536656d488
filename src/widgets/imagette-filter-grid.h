/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "widgets/imagette-tile.h"

G_BEGIN_DECLS

/* A bank of tiles from one tensor: rows x columns filters or maps. One ImagetteTile
 * a tensor plane; new numbers repaint only the rows that changed, and never make
 * widgets or a layout unless the shape changes.
 *
 * Properties:
 *   "kind"      int (NnTileKind)  default NN_TILE_SIGNED
 *   "scope"     int (NnScope)     default NN_SCOPE_LAYER
 *   "colors"    int (NnColors)    default NN_COLORS_GREY
 *   "scope-max" float             m for NN_SCOPE_ALL, else ignored
 *   "captions"  int (ImagetteCaptions) default NONE
 *   "show-max"  gboolean          m in the caption of each tile (TILE captions; default FALSE)
 *   "fold"      gboolean          the second half of the rows beside the first (default FALSE)
 *   "spread"    gboolean          share the height among the rows, so that grids of as many rows
 *                                 and the same height stand row by row side by side (default FALSE)
 *   "gap"       int               pixels between the tiles of a row (default 2)
 *   "row-gap"   int               least pixels between rows (default 6)
 *   "scale"     int               pixels a value; 0 (default): the largest that fits
 *   "max-scale" int               upper bound for scale 0 (default 16)
 *   "place"     char*             spoken after each title: "epoch 4"
 *
 * Signals:
 *   "tile-activated" (int row, int column)    click or Enter
 *   "tile-selected" (int row, int column)     the focus or the pointer's click came to that tile
 *   "cell-hovered" (int row, int column, int y, int x)
 *                                             over cell (y, x) of a tile; all -1 when it leaves
 *
 * Rows and columns are those of the whole bank, from 0, also with a range or a fold.
 * Tab enters at the last tile and leaves again; arrow keys move between tiles and
 * on to what is beside the grid; Home and End go to the ends of a row.
 */
#define IMAGETTE_TYPE_FILTER_GRID (imagette_filter_grid_get_type ())
G_DECLARE_FINAL_TYPE (ImagetteFilterGrid, imagette_filter_grid, IMAGETTE, FILTER_GRID, GtkWidget)

typedef enum
{
  IMAGETTE_CAPTIONS_NONE,
  IMAGETTE_CAPTIONS_TILE,        /* the tile's number (from 1) below it */
  IMAGETTE_CAPTIONS_ROW,         /* the row's number (from 1) left of it */
} ImagetteCaptions;

/* The spoken title of a tile: "C3 filter of map 5 for S2 map 2". (transfer full) */
typedef char *(*ImagetteTileTitleFunc) (int row, int column, gpointer data);

GtkWidget    *imagette_filter_grid_new            (void);

/* The bank: rows x columns tiles of height x width, before or without numbers.
 * Tiles are made here and say "not computed yet" until a tensor comes. */
void          imagette_filter_grid_set_layout     (ImagetteFilterGrid   *self,
                                                   int                   rows,
                                                   int                   columns,
                                                   int                   height,
                                                   int                   width);
/* Shows only n_rows rows from first_row on; m still counts the whole tensor. n_rows 0: all. */
void          imagette_filter_grid_set_range      (ImagetteFilterGrid   *self,
                                                   int                   first_row,
                                                   int                   n_rows);
/* tensor: [rows][columns][height][width] or [rows*columns][height][width], float; a
 * shape that does not fit calls set_layout: rank 4 as it is, rank 3 in one column,
 * rank 2 as one tile. NULL: empty again. The same tensor: nothing happens. */
void          imagette_filter_grid_set_tensor     (ImagetteFilterGrid   *self,
                                                   NnTensor             *tensor);
NnTensor     *imagette_filter_grid_get_tensor     (ImagetteFilterGrid   *self);
void          imagette_filter_grid_set_empty      (ImagetteFilterGrid   *self,
                                                   const char           *reason);
void          imagette_filter_grid_set_title_func (ImagetteFilterGrid   *self,
                                                   ImagetteTileTitleFunc func,
                                                   gpointer              data,
                                                   GDestroyNotify        destroy);
void          imagette_filter_grid_set_place      (ImagetteFilterGrid   *self,
                                                   const char           *place);
void          imagette_filter_grid_set_kind       (ImagetteFilterGrid   *self,
                                                   NnTileKind            kind);
void          imagette_filter_grid_set_scope      (ImagetteFilterGrid   *self,
                                                   NnScope               scope,
                                                   float                 scope_max);
void          imagette_filter_grid_set_colors     (ImagetteFilterGrid   *self,
                                                   NnColors              colors);
void          imagette_filter_grid_set_captions   (ImagetteFilterGrid   *self,
                                                   ImagetteCaptions      captions);
void          imagette_filter_grid_set_fold       (ImagetteFilterGrid   *self,
                                                   gboolean              fold);
void          imagette_filter_grid_set_scale      (ImagetteFilterGrid   *self,
                                                   int                   scale);
/* The orange frame; row -1: none. */
void          imagette_filter_grid_set_selected   (ImagetteFilterGrid   *self,
                                                   int                   row,
                                                   int                   column);
void          imagette_filter_grid_get_selected   (ImagetteFilterGrid   *self,
                                                   int                  *row,
                                                   int                  *column);
/* A badge over one tile ("clipped"); NULL: back to its own. */
void          imagette_filter_grid_set_badge      (ImagetteFilterGrid   *self,
                                                   int                   row,
                                                   int                   column,
                                                   const char           *badge);
/* m of the layer (or the given one), and of one tile in the scope in force. */
float         imagette_filter_grid_get_max        (ImagetteFilterGrid   *self);
float         imagette_filter_grid_get_tile_max   (ImagetteFilterGrid   *self,
                                                   int                   row,
                                                   int                   column);
int           imagette_filter_grid_get_used_scale (ImagetteFilterGrid   *self);
/* NULL outside the bank or the range. (transfer none) */
ImagetteTile *imagette_filter_grid_get_tile       (ImagetteFilterGrid   *self,
                                                   int                   row,
                                                   int                   column);

G_END_DECLS
