/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "render/nn-plot.h"

G_BEGIN_DECLS

/* Where a plot puts its axes; private to the plot. Pixels and data. */
typedef struct
{
  double left, top, width, height; /* of the frame, in pixels */
  double x_min, x_max, y_min, y_max;
  double x_step, y_step;          /* between ticks; y_step 1 is a decade if log_y */
  int x_decimals, y_decimals;
  gboolean log_y, empty;
  gboolean legend_below;          /* in a row of its own under the title */
} NnPlotAxes;

void     nn_plot_axes_init    (NnPlotAxes       *axes,
                               const NnPlot     *plot,
                               const NnStyle    *style,
                               cairo_t          *cr,
                               double            width,
                               double            height);
double   nn_plot_axes_to_px   (const NnPlotAxes *axes,
                               double            x);
double   nn_plot_axes_to_py   (const NnPlotAxes *axes,
                               double            y);
/* The label of a y tick. (transfer full) */
char    *nn_plot_axes_y_label (const NnPlotAxes *axes,
                               const NnPlot     *plot,
                               const NnStyle    *style,
                               double            y);
/* First and last tick inside [min, max] as multiples of step. */
void     nn_plot_axes_ticks   (double            min,
                               double            max,
                               double            step,
                               long             *first,
                               long             *last);
/* In full, as a dot or in the read-out. */
guint32  nn_plot_series_color (const NnStyle    *style,
                               const NnSeries   *series);
double   nn_plot_legend_width (const NnPlot     *plot,
                               const NnStyle    *style,
                               cairo_t          *cr);

G_END_DECLS
