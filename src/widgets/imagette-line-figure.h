/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "widgets/imagette-canvas.h"

G_BEGIN_DECLS

#define IMAGETTE_LINE_MAX 64      /* boxes in a row */

typedef enum
{
  IMAGETTE_LINE_FILTER,
  IMAGETTE_LINE_SIGNAL,
  IMAGETTE_LINE_OUTPUT,
  IMAGETTE_LINE_POOLED,
  IMAGETTE_LINE_N_ROWS,
} ImagetteLineRow;

/* What is drawn. All numbers are given: the figure computes none. */
typedef struct
{
  const float *filter;            /* [n_filter], as it lies over the signal */
  const float *signal;            /* [n_signal] */
  const float *output;            /* [n_output] */
  const float *pooled;            /* [n_pooled]; 0: no such row */
  const float *matches;           /* [n_output], -1 … 1; NULL: not drawn */
  int n_filter, n_signal, n_output, n_pooled;
  int stride, padding, pool;
} ImagetteLine;

/* A convolution in one dimension, as rows of boxes: the filter lies over a window of the
 * signal, lines lead from the window to its cell of the output, and from that to the max-pool.
 * Below, on demand, a bar for each cell of the output: how well the filter matches there.
 *
 * Boxes of filter and signal are edited in place: a click or the arrows choose one, digits
 * are typed into it, Enter, Tab or an arrow ends that, Escape takes it back, Delete writes 0.
 * In the output's row (chosen at first) Left and Right, and everywhere dragging, move the window.
 *
 * Signals:
 *   "edited" (int row, int index, double value)   an ImagetteLineRow; the owner sets a new line
 *   "moved" (int position)                        the window, by hand
 */
#define IMAGETTE_TYPE_LINE_FIGURE (imagette_line_figure_get_type ())
G_DECLARE_FINAL_TYPE (ImagetteLineFigure, imagette_line_figure, IMAGETTE, LINE_FIGURE,
                      ImagetteCanvas)

GtkWidget *imagette_line_figure_new          (void);
/* Copied; a position that is none any more goes to the last one. */
void       imagette_line_figure_set_line     (ImagetteLineFigure *self,
                                              const ImagetteLine *line);
/* Which cell of the output is looked at; without a signal. -1: there is none. */
void       imagette_line_figure_set_position (ImagetteLineFigure *self,
                                              int                 position);
int        imagette_line_figure_get_position (ImagetteLineFigure *self);
/* How many cells of the output are written already; -1 (default): all. */
void       imagette_line_figure_set_revealed (ImagetteLineFigure *self,
                                              int                 revealed);
/* The chosen box; FALSE: none of filter and signal, keys move the window. */
gboolean   imagette_line_figure_get_chosen   (ImagetteLineFigure *self,
                                              ImagetteLineRow    *row,
                                              int                *index);
void       imagette_line_figure_choose       (ImagetteLineFigure *self,
                                              ImagetteLineRow     row,
                                              int                 index);
/* Where a box is, in the widget; FALSE: there is no such box. */
gboolean   imagette_line_figure_get_box      (ImagetteLineFigure *self,
                                              ImagetteLineRow     row,
                                              int                 index,
                                              graphene_rect_t    *box);
/* "3", "0.25", "−1.5": at most two decimals, as the locale has them. (transfer full) */
char      *imagette_line_figure_number       (double              value);

G_END_DECLS
