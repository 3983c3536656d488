/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/nn-tensor.h"
#include "render/nn-tile.h"
#include "widgets/imagette-cell-canvas.h"
#include "widgets/imagette-timeline.h"

G_BEGIN_DECLS

/* How maps came to look for what they look for, as figure 4 of Zeiler & Fergus has it: a
 * row a map, a column a moment, and in it a projection of 28 x 28 values. Largest whole-number
 * scale that fits, at least 2: in a GtkScrolledWindow, the rest scrolls under the heads of columns
 * and rows, which stay; the selected column and the cursor of the keys are always seen. A column is headed by its moment; an orange corner
 * says that another image wins than in the column before.
 *
 * The words of the chosen cell are spoken, and are the tooltip.
 * The pictures are painted once for each new content, scale or size; frames lie over them.
 *
 * Properties: "title" of ImagetteCanvas
 *
 * Signals of ImagetteCellCanvas, and
 *   "column-activated" (int column)       click or Enter
 */
#define IMAGETTE_TYPE_EVOLUTION_GRID (imagette_evolution_grid_get_type ())
G_DECLARE_FINAL_TYPE (ImagetteEvolutionGrid, imagette_evolution_grid, IMAGETTE, EVOLUTION_GRID,
                      ImagetteCellCanvas)

GtkWidget *imagette_evolution_grid_new          (void);

/* The columns' moments, [n_columns], ascending, copied. All cells are empty then. */
void       imagette_evolution_grid_set_size     (ImagetteEvolutionGrid *self,
                                                 int                    n_rows,
                                                 const ImagetteMark    *marks,
                                                 int                    n_columns);
/* projection: [28][28] signed, referenced; NULL: empty, and reason, "never positive", says in it
 * why. words: "map 3, epoch 2: training digit 17, a 4", or at length why the cell is empty. */
void       imagette_evolution_grid_set_cell     (ImagetteEvolutionGrid *self,
                                                 int                    row,
                                                 int                    column,
                                                 NnTensor              *projection,
                                                 gboolean               jump,
                                                 const char            *reason,
                                                 const char            *words);
/* What shares one scale: a tile, a row, or everything (NN_SCOPE_LAYER, NN_SCOPE_ALL). */
void       imagette_evolution_grid_set_scope    (ImagetteEvolutionGrid *self,
                                                 NnScope                scope);
void       imagette_evolution_grid_set_colors   (ImagetteEvolutionGrid *self,
                                                 NnColors               colors);
/* The column in a frame: the moment that is looked at; -1: none. */
void       imagette_evolution_grid_set_selected (ImagetteEvolutionGrid *self,
                                                 int                    column);
int        imagette_evolution_grid_get_selected (ImagetteEvolutionGrid *self);
/* Pixels a value right now, and where a cell lies in the widget. */
int        imagette_evolution_grid_get_scale    (ImagetteEvolutionGrid *self);
void       imagette_evolution_grid_get_cell_rect (ImagetteEvolutionGrid *self,
                                                 int                    row,
                                                 int                    column,
                                                 graphene_rect_t       *rect);
/* The m that a cell is drawn by, in its scope. */
float      imagette_evolution_grid_get_max      (ImagetteEvolutionGrid *self,
                                                 int                    row,
                                                 int                    column);
/* What the chosen cell shows; the size of the grid, if none is. (transfer full) */
char      *imagette_evolution_grid_describe     (ImagetteEvolutionGrid *self);

G_END_DECLS
