/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "widgets/imagette-cell-canvas.h"
#include "widgets/imagette-tile.h"

G_BEGIN_DECLS

/* A tile's numbers, large: whole-number scale, the value written into each cell
 * where it fits. Signals, cursor and keys: of ImagetteCellCanvas.
 */
#define IMAGETTE_TYPE_CELLS (imagette_cells_get_type ())
G_DECLARE_FINAL_TYPE (ImagetteCells, imagette_cells, IMAGETTE, CELLS, ImagetteCellCanvas)

GtkWidget *imagette_cells_new        (void);

/* Copies what source shows now; NULL: empty. */
void       imagette_cells_set_source (ImagetteCells *self,
                                      ImagetteTile  *source);
/* A cell that stays marked, whatever is pointed at; -1: none. strong: with a thick frame. */
void       imagette_cells_set_marked (ImagetteCells *self,
                                      int            row,
                                      int            column,
                                      gboolean       strong);
/* "row 4, column 3: 0.12", the whole if no cell is chosen. (transfer full) */
char      *imagette_cells_describe   (ImagetteCells *self);
/* Whether numbers are written at the present size. */
gboolean   imagette_cells_has_numbers (ImagetteCells *self);

G_END_DECLS
