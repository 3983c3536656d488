/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "render/nn-plot-axes.h"

#include <math.h>

/* What the cross-hair reads of one series. */
typedef struct
{
  const NnSeries *series;
  double x, y;
} Reading;

gboolean
nn_plot_pick (const NnPlot  *plot,
              const NnStyle *style,
              cairo_t       *cr,
              double         width,
              double         height,
              double         px,
              double         py,
              double        *x)
{
  NnPlotAxes axes;

  nn_plot_axes_init (&axes, plot, style, cr, width, height);
  if (px < axes.left || px > axes.left + axes.width || py < axes.top
      || py > axes.top + axes.height)
    return FALSE;
  *x = axes.x_min + (px - axes.left) / axes.width * (axes.x_max - axes.x_min);
  return TRUE;
}

/* The value nearest to x; FALSE if the series has none there. */
static gboolean
read_series (const NnPlot *plot, const NnSeries *series, double x, Reading *reading)
{
  double best = INFINITY;

  for (gsize i = 0; i < series->n; i++)
    if (isfinite (series->y[i]) && (!plot->log_y || series->y[i] > 0)
        && fabs (series->x[i] - x) < best)
      {
        best = fabs (series->x[i] - x);
        *reading = (Reading) { series, series->x[i], series->y[i] };
      }
  return isfinite (best);
}

static int
read_all (const NnPlot *plot, double x, Reading *readings)
{
  int n = 0;

  for (int s = 0; s < plot->n_series; s++)
    if (plot->series[s].name && read_series (plot, &plot->series[s], x, &readings[n]))
      n++;
  return n;
}

/* Where the cross-hair stands: at the value nearest to the pointer. */
static double
snap (const Reading *readings, int n, double x)
{
  double best = INFINITY, snapped = x;

  for (int i = 0; i < n; i++)
    if (fabs (readings[i].x - x) < best)
      {
        best = fabs (readings[i].x - x);
        snapped = readings[i].x;
      }
  return snapped;
}

static char *
format_y (const NnPlot *plot, const NnStyle *style, double y)
{
  int decimals;

  if (plot->percent)
    return nn_style_percent (style, y, 2);
  if (fabs (y) >= 1e7 || (y != 0 && fabs (y) < 1e-4))
    return g_strdup_printf ("%.3g", y);

  /* Three figures, as 1.84, 0.0431 or 120. */
  decimals = y == 0 ? 2 : (int) CLAMP (2 - floor (log10 (fabs (y))), 0, 6);
  return nn_style_number (style, y, decimals);
}

static char *
format_x (const NnPlot *plot, const NnStyle *style, double x)
{
  g_autofree char *number = NULL;

  if (plot->n_columns > 0)
    return g_strdup (plot->columns[CLAMP (lround (x), 0, plot->n_columns - 1)]);
  number = nn_style_number (style, x, fabs (x - rint (x)) < 5e-4 ? 0 : 2);
  return plot->x_label ? g_strdup_printf ("%s %s", plot->x_label, number)
                       : g_steal_pointer (&number);
}

char *
nn_plot_read_out (const NnPlot *plot, const NnStyle *style, double x)
{
  Reading readings[NN_PLOT_MAX_SERIES];
  int n = read_all (plot, x, readings);
  g_autofree char *place = format_x (plot, style, snap (readings, n, x));
  GString *text = g_string_new (place);

  for (int i = 0; i < n; i++)
    {
      g_autofree char *value = format_y (plot, style, readings[i].y);

      g_string_append_printf (text, "%s%s %s", i == 0 ? ": " : ", ", readings[i].series->name,
                              value);
    }
  return g_string_free (text, FALSE);
}

/* Read-out beside the line, on the side with more room: a heading and a row a series. */
static void
draw_box (const NnPlotAxes *axes,
          const NnPlot     *plot,
          const NnStyle    *style,
          cairo_t          *cr,
          const Reading    *readings,
          int               n,
          double            x)
{
  g_autofree char *place = format_x (plot, style, x);
  double font = style->font_size, pad = 0.6 * font, row = 1.5 * font;
  double names = 0, values = 0, heading, width, left, top = axes->top + 0.4 * font;
  double px = nn_plot_axes_to_px (axes, x);

  nn_style_measure (style, cr, place, 1, TRUE, &heading, NULL);
  for (int i = 0; i < n; i++)
    {
      g_autofree char *value = format_y (plot, style, readings[i].y);
      double w;

      nn_style_measure (style, cr, readings[i].series->name, 1, FALSE, &w, NULL);
      names = MAX (names, w);
      nn_style_measure (style, cr, value, 1, TRUE, &w, NULL);
      values = MAX (values, w);
    }
  width = 2 * pad + MAX (heading, 1.1 * font + names + font + values);
  left = px < axes->left + axes->width / 2 ? px + font : px - font - width;

  cairo_rectangle (cr, floor (left) + 0.5, floor (top) + 0.5, ceil (width),
                   ceil (2 * pad + (n + 1) * row));
  nn_style_set_color (cr, style->background, 0.95);
  cairo_fill_preserve (cr);
  nn_style_set_color (cr, style->dim, 1);
  cairo_set_line_width (cr, 1);
  cairo_stroke (cr);

  nn_style_text (style, cr, place, left + pad, top + pad + row / 2, 0, 0.5, style->text, 1, TRUE);
  for (int i = 0; i < n; i++)
    {
      g_autofree char *value = format_y (plot, style, readings[i].y);
      double y = top + pad + (i + 1.5) * row;

      nn_style_set_color (cr, nn_plot_series_color (style, readings[i].series), 1);
      cairo_arc (cr, left + pad + 0.35 * font, y, 0.35 * font, 0, 2 * G_PI);
      cairo_fill (cr);
      nn_style_text (style, cr, readings[i].series->name, left + pad + 1.1 * font, y, 0, 0.5,
                     style->text, 1, FALSE);
      nn_style_text (style, cr, value, left + width - pad, y, 1, 0.5, style->text, 1, TRUE);
    }
}

void
nn_plot_draw_cursor (const NnPlot  *plot,
                     const NnStyle *style,
                     cairo_t       *cr,
                     double         width,
                     double         height,
                     double         x)
{
  Reading readings[NN_PLOT_MAX_SERIES];
  NnPlotAxes axes;
  double px;
  int n;

  g_return_if_fail (plot != NULL && style != NULL && cr != NULL);

  n = read_all (plot, x, readings);
  if (n == 0)
    return;
  x = snap (readings, n, x);

  nn_plot_axes_init (&axes, plot, style, cr, width, height);
  px = floor (nn_plot_axes_to_px (&axes, x)) + 0.5;
  cairo_save (cr);
  nn_style_set_color (cr, style->text, 0.6);
  cairo_set_line_width (cr, 1);
  cairo_move_to (cr, px, axes.top);
  cairo_line_to (cr, px, axes.top + axes.height);
  cairo_stroke (cr);

  for (int i = 0; i < n; i++)
    {
      double py = nn_plot_axes_to_py (&axes, readings[i].y);

      if (py < axes.top - 1 || py > axes.top + axes.height + 1)
        continue;
      cairo_arc (cr, nn_plot_axes_to_px (&axes, readings[i].x), py, 0.4 * style->font_size, 0,
                 2 * G_PI);
      nn_style_set_color (cr, style->background, 1);
      cairo_fill_preserve (cr);
      nn_style_set_color (cr, nn_plot_series_color (style, readings[i].series), 1);
      cairo_set_line_width (cr, 2.5);
      cairo_stroke (cr);
    }
  draw_box (&axes, plot, style, cr, readings, n, x);
  cairo_restore (cr);
}
