/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "render/nn-plot.h"
#include "widgets/imagette-canvas.h"

G_BEGIN_DECLS

/* Curves with axes, ticks, grid and a legend, and a cross-hair that reads their
 * values: under the pointer, or moved by Left and Right (Page Up and Down by ten,
 * Home, End) when it has the focus; Escape hides it.
 *
 * Properties:
 *   "title" of ImagetteCanvas
 *   "heading"  char*    over the plot, bold; NULL (default): none
 *   "x-label"  char*    below the axis: "epoch"
 *   "percent"  gboolean y is a fraction, shown in percent (default FALSE)
 *   "log-y"    gboolean (default FALSE)
 *   "empty-text" char*  shown while no series has a point
 *
 * Signals: "cursor-moved" (double x)   NaN when it goes away
 */
#define IMAGETTE_TYPE_PLOT (imagette_plot_get_type ())
G_DECLARE_FINAL_TYPE (ImagettePlot, imagette_plot, IMAGETTE, PLOT, ImagetteCanvas)

GtkWidget *imagette_plot_new          (void);

/* Returns the number of the series (at most NN_PLOT_MAX_SERIES of them); drawn in order.
 * name: in legend and read-out; NULL: in neither. color: index into NnStyle's series colours. */
int        imagette_plot_add_series   (ImagettePlot     *self,
                                       const char       *name,
                                       NnLineLook        look,
                                       int               color);
void       imagette_plot_clear_series (ImagettePlot     *self);
/* x, y: [n], copied; x ascending. A NaN in y breaks the curve. New points of an NN_LINE_CHOSEN
 * leave the rest of the painting as it is. */
void       imagette_plot_set_points   (ImagettePlot     *self,
                                       int               series,
                                       const float      *x,
                                       const float      *y,
                                       gsize             n);
void       imagette_plot_append       (ImagettePlot     *self,
                                       int               series,
                                       const float      *x,
                                       const float      *y,
                                       gsize             n);
void       imagette_plot_set_visible_series (ImagettePlot *self,
                                       int               series,
                                       gboolean          visible);
/* NaN at either end: found from the points. */
void       imagette_plot_set_x_range  (ImagettePlot     *self,
                                       double            min,
                                       double            max);
void       imagette_plot_set_y_range  (ImagettePlot     *self,
                                       double            min,
                                       double            max);
/* A vertical mark at the moment that is looked at; NaN: none. */
void       imagette_plot_set_mark     (ImagettePlot     *self,
                                       double            x);
/* What x = 0, 1, 2 … are called, in place of numbers; NULL: numbers. Left and Right then go from
 * one to the next. */
void       imagette_plot_set_columns  (ImagettePlot       *self,
                                       const char *const  *names);
/* Where in the widget x = 0 stands, in pixels, and how far x = 1 is from it, so that columns
 * stand under those of another widget; step 0: by the range. */
void       imagette_plot_place_columns (ImagettePlot      *self,
                                       double              x,
                                       double              step);
/* The cross-hair; NaN: none. */
void       imagette_plot_set_cursor   (ImagettePlot     *self,
                                       double            x);
double     imagette_plot_get_cursor   (ImagettePlot     *self);
/* What the cross-hair reads, as it is shown and spoken: "epoch 2.4: smoothed 0.043".
 * (transfer full) */
char      *imagette_plot_describe     (ImagettePlot     *self);

G_END_DECLS
