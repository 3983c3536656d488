/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "render/nn-style.h"

G_BEGIN_DECLS

/* Curves over one x axis: axes with round ticks, legend, cross-hair. Plain
 * functions of a model; nothing is kept between two calls. */
typedef enum
{
  NN_LINE_THIN,                   /* raw values: pale, as a band of minimum to maximum a pixel column */
  NN_LINE_BOLD,                   /* the curve one follows */
  NN_LINE_POINTS,                 /* bold, and a dot at each value (one an epoch) */
  NN_LINE_CHOSEN,                 /* the same in the colour of the selection, over everything else */
} NnLineLook;

typedef struct
{
  const char *name;               /* in legend and read-out; NULL: in neither */
  NnLineLook look;
  int color;                      /* index into NnStyle.series */
  const float *x, *y;             /* [n], borrowed; x ascending; y may hold NaN (a gap) */
  gsize n;
} NnSeries;

#define NN_PLOT_MAX_SERIES 24     /* a layer's filters, and what stands beside them */

typedef struct
{
  const char *title;              /* over the plot, bold; may be NULL */
  const char *x_label, *y_label;  /* may be NULL */
  const char *empty;              /* shown in the middle when no series has a value */
  NnSeries series[NN_PLOT_MAX_SERIES];
  int n_series;
  double x_min, x_max;            /* equal: from the data */
  double y_min, y_max;            /* equal: from the data, rounded outward to a tick */
  gboolean log_y;                 /* values <= 0 are gaps */
  gboolean percent;               /* y in 0..1, shown as % */
  double marker;                  /* x of a vertical line, "you are here"; NaN: none */
  const char *const *columns;     /* [n_columns], borrowed: what x = 0, 1, 2 … are called; NULL: numbers */
  int n_columns;
  double column_x, column_step;   /* x = 0 stands at this pixel, and x = 1 so far from it; step 0: by the range */
} NnPlot;

/* An empty plot with automatic ranges, no marker. */
void         nn_plot_init     (NnPlot        *plot);
/* Everything but the cross-hair. Paints no background. */
void         nn_plot_draw     (const NnPlot  *plot,
                               const NnStyle *style,
                               cairo_t       *cr,
                               double         width,
                               double         height);
/* Its two halves, one over the other: what stays while only the marker and chosen series
 * move, and those. Other series must already span the values of a chosen one. */
void         nn_plot_draw_still (const NnPlot *plot,
                               const NnStyle *style,
                               cairo_t       *cr,
                               double         width,
                               double         height);
void         nn_plot_draw_moving (const NnPlot *plot,
                               const NnStyle *style,
                               cairo_t       *cr,
                               double         width,
                               double         height);
/* nn_plot_draw () with its top left corner at x, y. */
void         nn_plot_draw_at  (const NnPlot  *plot,
                               const NnStyle *style,
                               cairo_t       *cr,
                               double         x,
                               double         y,
                               double         width,
                               double         height);
/* The cross-hair at x (data), over a plot that nn_plot_draw () has drawn: a
 * line, a dot on each named series at its value nearest to x, and a read-out. */
void         nn_plot_draw_cursor (const NnPlot *plot,
                               const NnStyle *style,
                               cairo_t       *cr,
                               double         width,
                               double         height,
                               double         x);
/* From a pixel to data; FALSE if it is outside the axes. cr may be any context
 * of the same text measures (a 1x1 image's will do). */
gboolean     nn_plot_pick     (const NnPlot  *plot,
                               const NnStyle *style,
                               cairo_t       *cr,
                               double         width,
                               double         height,
                               double         px,
                               double         py,
                               double        *x);
/* The read-out in words, "epoch 2.14: loss 0.043": for the spoken label, too. (transfer full) */
char        *nn_plot_read_out (const NnPlot  *plot,
                               const NnStyle *style,
                               double         x);

/* Round ticks: the smallest step of 1, 2, 5 x 10^k that gives at most
 * max_ticks in [min, max]. Returns the step; decimals: to write one. */
double       nn_plot_tick_step (double        min,
                               double         max,
                               int            max_ticks,
                               int           *decimals);

/* Minimum and maximum of y in each of n_columns columns of [x_min, x_max).
 * low, high: [n_columns], overwritten, NaN where there is no finite value. */
void         nn_plot_decimate (const float   *x,
                               const float   *y,
                               gsize          n,
                               double         x_min,
                               double         x_max,
                               int            n_columns,
                               float         *low,
                               float         *high);

G_END_DECLS
