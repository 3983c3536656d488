/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "render/nn-plot-axes.h"

#include <math.h>

#define MAX_COLUMNS 8192

void
nn_plot_init (NnPlot *plot)
{
  g_return_if_fail (plot != NULL);

  *plot = (NnPlot) { .marker = NAN };
}

/* First index whose x is not below the bound. */
static gsize
lower_bound (const float *x, gsize n, double bound)
{
  gsize low = 0, high = n;

  while (low < high)
    {
      gsize middle = low + (high - low) / 2;

      if (x[middle] < bound)
        low = middle + 1;
      else
        high = middle;
    }
  return low;
}

void
nn_plot_decimate (const float *x,
                  const float *y,
                  gsize        n,
                  double       x_min,
                  double       x_max,
                  int          n_columns,
                  float       *low,
                  float       *high)
{
  double per_x = n_columns / (x_max - x_min);

  g_return_if_fail (n_columns > 0 && x_max > x_min);

  for (int c = 0; c < n_columns; c++)
    low[c] = high[c] = NAN;

  for (gsize i = lower_bound (x, n, x_min); i < n && x[i] < x_max; i++)
    {
      int c = MIN ((int) ((x[i] - x_min) * per_x), n_columns - 1);

      if (!isfinite (y[i]))
        continue;
      if (isnan (low[c]) || y[i] < low[c])
        low[c] = y[i];
      if (isnan (high[c]) || y[i] > high[c])
        high[c] = y[i];
    }
}

static guint32
line_color (const NnStyle *style, const NnSeries *series)
{
  guint32 color = nn_plot_series_color (style, series);

  /* Pale enough to lie behind, dark enough for the last row. */
  return series->look == NN_LINE_THIN ? nn_style_mix (style->background, color, 0.5) : color;
}

/* Axes */
static void
draw_y_ticks (const NnPlotAxes *axes, const NnPlot *plot, const NnStyle *style, cairo_t *cr)
{
  double skip = 1;
  long first, last;

  if (axes->log_y)
    {
      nn_plot_axes_ticks (log10 (axes->y_min), log10 (axes->y_max), 1, &first, &last);
      skip = MAX (1, ceil ((last - first) * 1.8 * style->font_size / axes->height));
    }
  else
    nn_plot_axes_ticks (axes->y_min, axes->y_max, axes->y_step, &first, &last);

  for (long i = first; i <= last; i += (long) skip)
    {
      double y = axes->log_y ? pow (10, i) : i * axes->y_step;
      double py = floor (nn_plot_axes_to_py (axes, y)) + 0.5;
      g_autofree char *label = nn_plot_axes_y_label (axes, plot, style, y);

      nn_style_set_color (cr, style->grid, 1);
      cairo_move_to (cr, axes->left, py);
      cairo_line_to (cr, axes->left + axes->width, py);
      cairo_stroke (cr);
      nn_style_text (style, cr, label, axes->left - 0.5 * style->font_size, py, 1, 0.5, style->dim,
                     1, FALSE);
    }
}

static void
draw_x_tick (const NnPlotAxes *axes, const NnStyle *style, cairo_t *cr, double px, const char *label)
{
  double bottom = floor (axes->top + axes->height) + 0.5, font = style->font_size;

  nn_style_set_color (cr, style->dim, 1);
  cairo_move_to (cr, px, bottom);
  cairo_line_to (cr, px, bottom + 0.3 * font);
  cairo_stroke (cr);
  if (label != NULL)
    nn_style_text (style, cr, label, px, bottom + 0.35 * font, 0.5, 0, style->dim, 1, FALSE);
}

/* A line in each column; a name that has no room beside the one before is left out. */
static void
draw_columns (const NnPlotAxes *axes, const NnPlot *plot, const NnStyle *style, cairo_t *cr)
{
  double end = 0;

  for (int i = 0; i < plot->n_columns; i++)
    {
      double px = floor (nn_plot_axes_to_px (axes, i)) + 0.5, width;
      gboolean fits;

      if (px < axes->left || px > axes->left + axes->width)
        continue;
      nn_style_set_color (cr, style->grid, 1);
      cairo_move_to (cr, px, axes->top);
      cairo_line_to (cr, px, axes->top + axes->height);
      cairo_stroke (cr);
      nn_style_measure (style, cr, plot->columns[i], 1, FALSE, &width, NULL);
      fits = px - width / 2 >= end;
      draw_x_tick (axes, style, cr, px, fits ? plot->columns[i] : NULL);
      if (fits)
        end = px + width / 2 + 0.25 * style->font_size;
    }
}

static void
draw_x_ticks (const NnPlotAxes *axes, const NnPlot *plot, const NnStyle *style, cairo_t *cr)
{
  double bottom = floor (axes->top + axes->height) + 0.5, font = style->font_size;
  long first, last;

  if (plot->columns != NULL)
    draw_columns (axes, plot, style, cr);
  else
    {
      nn_plot_axes_ticks (axes->x_min, axes->x_max, axes->x_step, &first, &last);
      for (long i = first; i <= last; i++)
        {
          g_autofree char *label = nn_style_number (style, i * axes->x_step, axes->x_decimals);

          draw_x_tick (axes, style, cr, floor (nn_plot_axes_to_px (axes, i * axes->x_step)) + 0.5,
                       label);
        }
    }
  nn_style_set_color (cr, style->dim, 1);
  cairo_move_to (cr, axes->left, bottom);
  cairo_line_to (cr, axes->left + axes->width, bottom);
  cairo_stroke (cr);

  if (plot->x_label)
    nn_style_text (style, cr, plot->x_label, axes->left + axes->width + font, bottom + 1.6 * font,
                   1, 0, style->dim, 1, FALSE);
}

static void
draw_y_label (const NnPlotAxes *axes, const NnPlot *plot, const NnStyle *style, cairo_t *cr)
{
  if (!plot->y_label)
    return;

  cairo_save (cr);
  cairo_translate (cr, 0, axes->top + 0.5 * axes->height);
  cairo_rotate (cr, -G_PI / 2);
  nn_style_text (style, cr, plot->y_label, 0, 0, 0.5, 0, style->dim, 1, FALSE);
  cairo_restore (cr);
}

static void
draw_header (const NnPlotAxes *axes,
             const NnPlot     *plot,
             const NnStyle    *style,
             cairo_t          *cr,
             double            width)
{
  double font = style->font_size, line = 1.6 * font;
  double x = width - nn_plot_legend_width (plot, style, cr);
  double y = (axes->legend_below ? 1.5 : 0.5) * line;

  if (plot->title)
    nn_style_text (style, cr, plot->title, 0, 0.5 * line, 0, 0.5, style->text, 1.15, TRUE);

  for (int s = 0; s < plot->n_series; s++)
    {
      const NnSeries *series = &plot->series[s];
      double text_width;

      if (!series->name)
        continue;

      /* A sample of the line, so that names need no colour of their own to be read. */
      nn_style_set_color (cr, line_color (style, series), 1);
      cairo_set_line_width (cr, series->look == NN_LINE_THIN ? 1.5 : 3);
      cairo_move_to (cr, x + 0.6 * font, y);
      cairo_line_to (cr, x + 1.9 * font, y);
      cairo_stroke (cr);
      if (series->look == NN_LINE_POINTS)
        {
          cairo_arc (cr, x + 1.25 * font, y, 0.3 * font, 0, 2 * G_PI);
          cairo_fill (cr);
        }
      nn_style_text (style, cr, series->name, x + 2.3 * font, y, 0, 0.5, style->text, 1, FALSE);
      nn_style_measure (style, cr, series->name, 1, TRUE, &text_width, NULL);
      x += text_width + 2.6 * font;
    }
}

/* Curves */
static void
path_point (cairo_t *cr, gboolean *pen_down, double px, double py)
{
  if (!isfinite (py))
    *pen_down = FALSE;
  else if (*pen_down)
    cairo_line_to (cr, px, py);
  else
    {
      cairo_move_to (cr, px, py);
      cairo_line_to (cr, px, py); /* a lone value is still a dot, by the round cap */
      *pen_down = TRUE;
    }
}

static void
path_all (const NnPlotAxes *axes, const NnSeries *series, cairo_t *cr, gsize from, gsize to)
{
  gboolean pen_down = FALSE;

  for (gsize i = from; i < to; i++)
    path_point (cr, &pen_down, nn_plot_axes_to_px (axes, series->x[i]),
                isfinite (series->y[i]) ? nn_plot_axes_to_py (axes, series->y[i]) : NAN);
}

/* Down and up in turn, so that the line from a column to the next is short. */
static void
path_decimated (const NnPlotAxes *axes, const NnSeries *series, cairo_t *cr)
{
  int n_columns = CLAMP ((int) axes->width, 1, MAX_COLUMNS);
  g_autofree float *low = g_new (float, n_columns), *high = g_new (float, n_columns);
  gboolean pen_down = FALSE, down = TRUE;

  nn_plot_decimate (series->x, series->y, series->n, axes->x_min,
                    axes->x_max + 1e-6 * (axes->x_max - axes->x_min), n_columns, low, high);
  for (int c = 0; c < n_columns; c++)
    {
      double px = axes->left + c + 0.5;

      if (isnan (low[c]))
        continue;
      path_point (cr, &pen_down, px, nn_plot_axes_to_py (axes, down ? high[c] : low[c]));
      if (high[c] > low[c])
        path_point (cr, &pen_down, px, nn_plot_axes_to_py (axes, down ? low[c] : high[c]));
      down = !down;
    }
}

static void
draw_dots (const NnPlotAxes *axes, const NnSeries *series, cairo_t *cr, double radius)
{
  for (gsize i = 0; i < series->n; i++)
    if (isfinite (series->y[i]) && (!axes->log_y || series->y[i] > 0))
      {
        cairo_new_sub_path (cr);
        cairo_arc (cr, nn_plot_axes_to_px (axes, series->x[i]),
                   nn_plot_axes_to_py (axes, series->y[i]), radius, 0, 2 * G_PI);
      }
  cairo_fill (cr);
}

static void
draw_series (const NnPlotAxes *axes, const NnSeries *series, const NnStyle *style, cairo_t *cr)
{
  gsize from = lower_bound (series->x, series->n, axes->x_min);
  gsize to = from;
  double unit = style->font_size / 13;

  while (to < series->n && series->x[to] <= axes->x_max)
    to++;

  nn_style_set_color (cr, line_color (style, series), 1);
  cairo_set_line_width (cr, (series->look == NN_LINE_THIN ? 1 : 2.5) * unit);
  cairo_set_line_join (cr, CAIRO_LINE_JOIN_ROUND);
  cairo_set_line_cap (cr, CAIRO_LINE_CAP_ROUND);
  if (to - from > (gsize) axes->width)
    path_decimated (axes, series, cr);
  else
    /* One value more on each side: the line goes on to the frame's edge. */
    path_all (axes, series, cr, from > 0 ? from - 1 : 0, MIN (to + 1, series->n));
  cairo_stroke (cr);

  if ((series->look == NN_LINE_POINTS || series->look == NN_LINE_CHOSEN) && to - from <= 60)
    draw_dots (axes, series, cr, 3.5 * unit);
}

static void
draw_marker (const NnPlotAxes *axes, const NnPlot *plot, const NnStyle *style, cairo_t *cr)
{
  double px = floor (nn_plot_axes_to_px (axes, plot->marker)) + 0.5;

  if (!isfinite (plot->marker) || plot->marker < axes->x_min || plot->marker > axes->x_max)
    return;

  nn_style_set_color (cr, style->select, 1);
  cairo_set_line_width (cr, 2);
  cairo_move_to (cr, px, axes->top);
  cairo_line_to (cr, px, axes->top + axes->height);
  cairo_stroke (cr);
}

/* Of the series, the chosen ones or the other ones. */
static void
draw_curves (const NnPlotAxes *axes,
             const NnPlot     *plot,
             const NnStyle    *style,
             cairo_t          *cr,
             gboolean          moving)
{
  cairo_save (cr);
  cairo_rectangle (cr, axes->left, axes->top - 2, axes->width + 2, axes->height + 4);
  cairo_clip (cr);
  if (moving)
    draw_marker (axes, plot, style, cr);
  for (int s = 0; s < plot->n_series; s++)
    if ((plot->series[s].look == NN_LINE_CHOSEN) == moving)
      draw_series (axes, &plot->series[s], style, cr);
  cairo_restore (cr);
}

void
nn_plot_draw_still (const NnPlot  *plot,
                    const NnStyle *style,
                    cairo_t       *cr,
                    double         width,
                    double         height)
{
  NnPlotAxes axes;

  g_return_if_fail (plot != NULL && style != NULL && cr != NULL);
  g_return_if_fail (plot->n_series >= 0 && plot->n_series <= NN_PLOT_MAX_SERIES);

  nn_plot_axes_init (&axes, plot, style, cr, width, height);
  cairo_save (cr);
  cairo_set_line_width (cr, 1);
  draw_y_ticks (&axes, plot, style, cr);
  draw_x_ticks (&axes, plot, style, cr);
  draw_y_label (&axes, plot, style, cr);
  draw_header (&axes, plot, style, cr, width);
  draw_curves (&axes, plot, style, cr, FALSE);
  if (axes.empty && plot->empty)
    nn_style_text (style, cr, plot->empty, axes.left + axes.width / 2, axes.top + axes.height / 2,
                   0.5, 0.5, style->dim, 1.15, FALSE);
  cairo_restore (cr);
}

void
nn_plot_draw_moving (const NnPlot  *plot,
                     const NnStyle *style,
                     cairo_t       *cr,
                     double         width,
                     double         height)
{
  gboolean moves = isfinite (plot->marker);
  NnPlotAxes axes;

  for (int s = 0; s < plot->n_series; s++)
    moves = moves || plot->series[s].look == NN_LINE_CHOSEN;
  if (!moves)
    return;
  nn_plot_axes_init (&axes, plot, style, cr, width, height);
  draw_curves (&axes, plot, style, cr, TRUE);
}

void
nn_plot_draw (const NnPlot *plot, const NnStyle *style, cairo_t *cr, double width, double height)
{
  nn_plot_draw_still (plot, style, cr, width, height);
  nn_plot_draw_moving (plot, style, cr, width, height);
}

void
nn_plot_draw_at (const NnPlot  *plot,
                 const NnStyle *style,
                 cairo_t       *cr,
                 double         x,
                 double         y,
                 double         width,
                 double         height)
{
  cairo_save (cr);
  cairo_translate (cr, x, y);
  nn_plot_draw (plot, style, cr, width, height);
  cairo_restore (cr);
}
