/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "render/nn-plot-axes.h"

#include <math.h>

double
nn_plot_tick_step (double min, double max, int max_ticks, int *decimals)
{
  static const double mantissas[] = { 1, 2, 5, 10 };
  double range = max - min, rough, power;
  int exponent;

  if (!(range > 0) || !isfinite (range))
    range = 1;
  rough = range / MAX (max_ticks - 1, 1);
  exponent = (int) floor (log10 (rough));
  power = pow (10, exponent);
  for (guint i = 0; i < G_N_ELEMENTS (mantissas); i++)
    {
      double step = mantissas[i] * power;

      /* A hair of slack: 0.1 is not a tenth. */
      if (step >= rough * (1 - 1e-9))
        {
          if (decimals)
            *decimals = CLAMP (-(exponent + (mantissas[i] == 10)), 0, 15);
          return step;
        }
    }
  g_return_val_if_reached (power);
}

void
nn_plot_axes_ticks (double min, double max, double step, long *first, long *last)
{
  *first = (long) ceil (min / step - 1e-9);
  *last = (long) floor (max / step + 1e-9);
}

static gboolean
is_drawn (const NnPlot *plot, float y)
{
  return isfinite (y) && (!plot->log_y || y > 0);
}

/* The range of x over all series; FALSE if there is no value at all. */
static gboolean
find_x_range (const NnPlot *plot, double *min, double *max)
{
  gboolean found = FALSE;

  for (int s = 0; s < plot->n_series; s++)
    {
      const NnSeries *series = &plot->series[s];

      for (gsize i = 0; i < series->n; i++)
        if (is_drawn (plot, series->y[i]))
          {
            *min = found ? MIN (*min, series->x[i]) : series->x[i];
            *max = found ? MAX (*max, series->x[i]) : series->x[i];
            found = TRUE;
          }
    }
  return found;
}

static gboolean
find_y_range (const NnPlot *plot, double x_min, double x_max, double *min, double *max)
{
  gboolean found = FALSE;

  for (int s = 0; s < plot->n_series; s++)
    {
      const NnSeries *series = &plot->series[s];

      for (gsize i = 0; i < series->n; i++)
        if (is_drawn (plot, series->y[i]) && series->x[i] >= x_min && series->x[i] <= x_max)
          {
            *min = found ? MIN (*min, series->y[i]) : series->y[i];
            *max = found ? MAX (*max, series->y[i]) : series->y[i];
            found = TRUE;
          }
    }
  return found;
}

static void
set_x_range (NnPlotAxes *axes, const NnPlot *plot)
{
  double min = 0, max = 1;

  axes->empty = !find_x_range (plot, &min, &max);
  if (plot->x_max > plot->x_min)
    {
      min = plot->x_min;
      max = plot->x_max;
    }
  else if (max <= min)
    max = min + 1;
  axes->x_min = min;
  axes->x_max = max;
}

static void
set_y_range_log (NnPlotAxes *axes, double min, double max)
{
  /* Whole decades: the eye reads a log axis by its powers of ten. */
  axes->y_min = pow (10, floor (log10 (min) + 1e-9));
  axes->y_max = pow (10, ceil (log10 (max) - 1e-9));
  if (axes->y_max <= axes->y_min)
    axes->y_max = 10 * axes->y_min;
  axes->y_step = 1;
}

static void
set_y_range (NnPlotAxes *axes, const NnPlot *plot, int max_ticks)
{
  double min = 0, max = 1;
  gboolean given = plot->y_max > plot->y_min && (!plot->log_y || plot->y_min > 0);
  gboolean found = find_y_range (plot, axes->x_min, axes->x_max, &min, &max);

  axes->log_y = plot->log_y;
  if (given)
    {
      min = plot->y_min;
      max = plot->y_max;
    }
  else if (plot->log_y)
    {
      set_y_range_log (axes, found ? min : 0.1, found ? max : 1);
      return;
    }
  else if (min > 0 && min < 0.5 * max)
    min = 0;                      /* a loss is read against zero */

  if (max <= min)
    {
      max += 0.5 * MAX (fabs (max), 1e-3);
      min -= 0.5 * MAX (fabs (min), 1e-3);
    }
  axes->y_step = nn_plot_tick_step (min, max, max_ticks, &axes->y_decimals);
  if (!given)
    {
      min = axes->y_step * floor (min / axes->y_step + 1e-9);
      max = axes->y_step * ceil (max / axes->y_step - 1e-9);
    }
  if (plot->percent)
    axes->y_decimals = MAX (axes->y_decimals - 2, 0);
  axes->y_min = min;
  axes->y_max = max;
}

char *
nn_plot_axes_y_label (const NnPlotAxes *axes, const NnPlot *plot, const NnStyle *style, double y)
{
  double size = MAX (fabs (axes->y_min), fabs (axes->y_max));

  if (plot->percent)
    return nn_style_percent (style, y, axes->y_decimals);
  if (size >= 1e7 || size < 1e-4 || (axes->log_y && y < 1e-4))
    return g_strdup_printf ("%.3g", y);
  if (axes->log_y)
    return nn_style_number (style, y, (int) MAX (0, ceil (-log10 (y) - 1e-9)));
  return nn_style_number (style, y, axes->y_decimals);
}

static double
widest_y_label (const NnPlotAxes *axes, const NnPlot *plot, const NnStyle *style, cairo_t *cr)
{
  double widest = 0;
  long first, last;

  if (axes->log_y)
    nn_plot_axes_ticks (log10 (axes->y_min), log10 (axes->y_max), 1, &first, &last);
  else
    nn_plot_axes_ticks (axes->y_min, axes->y_max, axes->y_step, &first, &last);
  for (long i = first; i <= last; i++)
    {
      double y = axes->log_y ? pow (10, i) : i * axes->y_step, width;
      g_autofree char *label = nn_plot_axes_y_label (axes, plot, style, y);

      nn_style_measure (style, cr, label, 1, FALSE, &width, NULL);
      widest = MAX (widest, width);
    }
  return widest;
}

guint32
nn_plot_series_color (const NnStyle *style, const NnSeries *series)
{
  return series->look == NN_LINE_CHOSEN ? style->select
                                        : style->series[series->color % NN_STYLE_SERIES];
}

double
nn_plot_legend_width (const NnPlot *plot, const NnStyle *style, cairo_t *cr)
{
  double sum = 0;

  for (int s = 0; s < plot->n_series; s++)
    if (plot->series[s].name)
      {
        double width;

        nn_style_measure (style, cr, plot->series[s].name, 1, TRUE, &width, NULL);
        sum += width + 2.6 * style->font_size;
      }
  return sum;
}

/* Height of title and legend together. */
static double
header_height (NnPlotAxes    *axes,
               const NnPlot  *plot,
               const NnStyle *style,
               cairo_t       *cr,
               double         width)
{
  double legend = nn_plot_legend_width (plot, style, cr), title = 0, line = 1.6 * style->font_size;

  if (plot->title)
    nn_style_measure (style, cr, plot->title, 1.15, TRUE, &title, NULL);
  axes->legend_below = title > 0 && legend > 0 && title + legend + style->font_size > width;
  return (axes->legend_below ? 2 : title > 0 || legend > 0 ? 1 : 0) * line + 0.6 * style->font_size;
}

void
nn_plot_axes_init (NnPlotAxes    *axes,
                   const NnPlot  *plot,
                   const NnStyle *style,
                   cairo_t       *cr,
                   double         width,
                   double         height)
{
  double font = style->font_size, bottom, y_label = 0;

  *axes = (NnPlotAxes) { 0 };
  axes->top = ceil (header_height (axes, plot, style, cr, width));
  bottom = ceil ((plot->x_label ? 3.2 : 1.9) * font);
  axes->height = MAX (height - axes->top - bottom, 1);

  set_x_range (axes, plot);
  set_y_range (axes, plot, MAX (2, (int) (axes->height / (2.6 * font))));
  if (plot->y_label)
    y_label = 1.4 * font;
  axes->left = ceil (y_label + widest_y_label (axes, plot, style, cr) + 0.6 * font);
  /* Half a label hangs over the right end. */
  axes->width = MAX (floor (width - axes->left - 1.2 * font), 1);
  if (plot->column_step > 0)
    {
      axes->x_min = (axes->left - plot->column_x) / plot->column_step;
      axes->x_max = axes->x_min + axes->width / plot->column_step;
    }
  axes->x_step = nn_plot_tick_step (axes->x_min, axes->x_max,
                                    MAX (2, (int) (axes->width / (4 * font))), &axes->x_decimals);
}

double
nn_plot_axes_to_px (const NnPlotAxes *axes, double x)
{
  return axes->left + (x - axes->x_min) / (axes->x_max - axes->x_min) * axes->width;
}

double
nn_plot_axes_to_py (const NnPlotAxes *axes, double y)
{
  double part;

  if (axes->log_y)
    part = y > 0 ? log10 (y / axes->y_min) / log10 (axes->y_max / axes->y_min) : NAN;
  else
    part = (y - axes->y_min) / (axes->y_max - axes->y_min);

  /* Far outside is as good as just outside, and cairo's fixed point does not overflow. */
  return axes->top + axes->height * (1 - CLAMP (part, -2, 3));
}
