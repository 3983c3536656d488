/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "widgets/imagette-canvas.h"

G_BEGIN_DECLS

/* A canvas of cells (or of points, which are cells of one row) with a cursor on one of them:
 * the pointer and the arrow keys move it, a click or Enter activates the cell under it.
 * Abstract: the class says where its cells lie, and draws the cursor in paint_over ().
 *
 * Signals:
 *   "cell-hovered" (int row, int column)     the cursor moved; -1, -1: it is nowhere
 *   "cell-activated" (int row, int column)
 */
#define IMAGETTE_TYPE_CELL_CANVAS (imagette_cell_canvas_get_type ())
G_DECLARE_DERIVABLE_TYPE (ImagetteCellCanvas, imagette_cell_canvas, IMAGETTE, CELL_CANVAS,
                          ImagetteCanvas)

struct _ImagetteCellCanvasClass
{
  ImagetteCanvasClass parent_class;

  /* Rows and columns right now; either is 0: there is nothing to point at. */
  void     (*get_size)  (ImagetteCellCanvas *self,
                         int                *n_rows,
                         int                *n_columns);
  /* The cell at a point of the widget; FALSE: none. Only called when there are cells. */
  gboolean (*cell_at)   (ImagetteCellCanvas *self,
                         double              x,
                         double              y,
                         int                *row,
                         int                *column);
  /* Where the first key puts the cursor; NULL: the first cell. */
  void     (*begin)     (ImagetteCellCanvas *self,
                         int                *row,
                         int                *column);
  /* Where a key takes it from row, column; NULL: one on, up to the edge. */
  void     (*step)      (ImagetteCellCanvas *self,
                         int                 down,
                         int                 right,
                         int                *row,
                         int                *column);
  /* The tooltip of the cell under the cursor; NULL: no tooltips. (transfer full) */
  char    *(*tooltip)   (ImagetteCellCanvas *self);
  /* Before the signals of the same name; may be NULL. */
  void     (*hovered)   (ImagetteCellCanvas *self,
                         int                 row,
                         int                 column);
  void     (*activated) (ImagetteCellCanvas *self,
                         int                 row,
                         int                 column);
};

/* FALSE, and -1, -1, when it is nowhere. row, column: NULL allowed. */
gboolean imagette_cell_canvas_get_cursor (ImagetteCellCanvas *self,
                                          int                *row,
                                          int                *column);
/* From outside: no signal, no tooltip. Where there is no cell: nowhere. */
void     imagette_cell_canvas_set_cursor (ImagetteCellCanvas *self,
                                          int                 row,
                                          int                 column);
/* The cells changed: paints and speaks anew; a cursor that has no cell any more goes. */
void     imagette_cell_canvas_changed    (ImagetteCellCanvas *self);

G_END_DECLS
