/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "widgets/imagette-line-figure-private.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#define MIN_BOX 2.7               /* font sizes: "−0.25" at three quarters of it */
#define LABELS 9.5                /* font sizes, of the rows' names */
#define MAX_BOX 7.0
#define GAP 0.75                  /* of a box's height */
#define WIDEST 1.35               /* a box's width over its height */

static int
n_columns (ImagetteLineFigure *self)
{
  return MAX (self->line.n_signal, 1) + 2 * self->line.padding;
}

static int
n_rows (ImagetteLineFigure *self)
{
  return self->line.n_pooled > 0 ? 4 : 3;
}

/* Heights of a box that all rows take. */
static double
total_rows (ImagetteLineFigure *self)
{
  return n_rows (self) * (1 + GAP) - GAP + (self->line.matches != NULL ? 2.1 : 0);
}

int
imagette_line_figure_min_width (ImagetteLineFigure *self, double font_size)
{
  return (int) ceil ((n_columns (self) * MIN_BOX + LABELS) * font_size);
}

int
imagette_line_figure_min_height (ImagetteLineFigure *self, double font_size)
{
  return (int) ceil (total_rows (self) * 2 * font_size);
}

void
imagette_line_figure_place (ImagetteLineFigure *self,
                            double              font_size,
                            double              width,
                            double              height,
                            ImagetteLinePlace  *place)
{
  double rows = total_rows (self), used, fit = (width - LABELS * font_size) / n_columns (self);

  place->height = MIN (floor (height / rows), MAX_BOX * font_size);
  place->width = floor (MAX (MIN (fit, WIDEST * place->height), 1));
  place->height = MAX (MIN (place->height, MAX (place->width, 2.2 * font_size)), 1);
  place->gap = floor (GAP * place->height);
  place->bars = self->line.matches != NULL ? 1.2 * place->height : 0;
  used = n_columns (self) * place->width;
  place->x = floor (MAX ((width - LABELS * font_size - used) / 2, 0)) + 0.5;
  place->y = floor (MAX ((height - rows * place->height) / 2, 0)) + 0.5;
  place->labels = place->x + used + font_size;
}

int
imagette_line_figure_count (ImagetteLineFigure *self, ImagetteLineRow row)
{
  switch (row)
    {
    case IMAGETTE_LINE_FILTER:
      return self->line.n_output > 0 ? self->line.n_filter : 0;
    case IMAGETTE_LINE_SIGNAL:
      return self->line.n_signal;
    case IMAGETTE_LINE_OUTPUT:
      return self->line.n_output;
    case IMAGETTE_LINE_POOLED:
      return self->line.n_pooled;
    default:
      return 0;
    }
}

/* The left edge of a box, in boxes from the start of the (padded) signal. An output lies under
 * the middle of its window, a maximum under the middle of its outputs. */
static double
column_of (ImagetteLineFigure *self, ImagetteLineRow row, int index)
{
  const ImagetteLine *line = &self->line;
  double middle = (line->n_filter - 1) / 2.0;

  switch (row)
    {
    case IMAGETTE_LINE_FILTER:
      return MAX (self->position, 0) * line->stride + index;
    case IMAGETTE_LINE_SIGNAL:
      return index + line->padding;
    case IMAGETTE_LINE_POOLED:
      return middle + line->stride * (index * line->pool + (line->pool - 1) / 2.0);
    default:
      return middle + line->stride * index;
    }
}

void
imagette_line_figure_box (ImagetteLineFigure      *self,
                          const ImagetteLinePlace *place,
                          ImagetteLineRow          row,
                          int                      index,
                          graphene_rect_t         *box)
{
  graphene_rect_init (box, (float) (place->x + column_of (self, row, index) * place->width),
                      (float) (place->y + (int) row * (place->height + place->gap)),
                      (float) place->width, (float) place->height);
}

char *
imagette_line_figure_row_name (ImagetteLineFigure *self, ImagetteLineRow row)
{
  switch (row)
    {
    case IMAGETTE_LINE_FILTER:
      return g_strdup (_("filter K"));
    case IMAGETTE_LINE_SIGNAL:
      return g_strdup (_("signal I"));
    case IMAGETTE_LINE_OUTPUT:
      return g_strdup (_("output O"));
    default:
      return g_strdup_printf (_("max-pool by %d"), self->line.pool);
    }
}

/* Tabular figures everywhere, but no ".00" behind a whole number. */
char *
imagette_line_figure_number (double value)
{
  double rounded = rint (100 * value) / 100;
  int decimals = rounded == rint (rounded) ? 0 : rint (10 * rounded) == 10 * rounded ? 1 : 2;
  g_autofree char *text = NULL;

  if (!isfinite (value))
    return g_strdup (isnan (value) ? "–" : value > 0 ? "∞" : "−∞");
  text = g_strdup_printf ("%'.*f", decimals, fabs (rounded));
  return rounded < 0 ? g_strconcat ("−", text, NULL) : g_steal_pointer (&text);
}

gboolean
imagette_line_figure_is_written (ImagetteLineFigure *self, ImagetteLineRow row, int index)
{
  int last = row == IMAGETTE_LINE_POOLED ? (index + 1) * self->line.pool - 1 : index;

  return row < IMAGETTE_LINE_OUTPUT || self->revealed < 0 || last < self->revealed;
}

/* ---- painting ---- */

static gboolean
is_in_window (ImagetteLineFigure *self, ImagetteLineRow row, int index)
{
  int begin = self->position * self->line.stride - self->line.padding;

  if (self->position < 0)
    return FALSE;
  switch (row)
    {
    case IMAGETTE_LINE_SIGNAL:
      return index >= begin && index < begin + self->line.n_filter;
    case IMAGETTE_LINE_OUTPUT:
      return index == self->position;
    case IMAGETTE_LINE_POOLED:
      return index == self->position / self->line.pool;
    default:
      return FALSE;
    }
}

static guint32
fill_of (ImagetteLineFigure *self, const NnStyle *style, ImagetteLineRow row, int index)
{
  if (row == IMAGETTE_LINE_FILTER)
    return nn_style_mix (style->background, style->accent, 0.15);
  if (row == IMAGETTE_LINE_POOLED)
    return nn_style_mix (style->background, style->series[1],
                         is_in_window (self, row, index) ? 0.3 : 0.1);
  return is_in_window (self, row, index) ? nn_style_mix (style->background, style->select, 0.25)
                                         : style->background;
}

static void
paint_text (cairo_t *cr, const NnStyle *style, const char *text, const graphene_rect_t *box,
            guint32 color, gboolean bold)
{
  nn_style_text_in (style, cr, text, (double) box->origin.x, (double) box->origin.y,
                    (double) box->size.width, (double) box->size.height, color,
                    CLAMP ((double) box->size.height / style->font_size * 0.42, 1, 2.4), bold);
}

static void
paint_box (ImagetteLineFigure *self, cairo_t *cr, const NnStyle *style,
           const ImagetteLinePlace *place, ImagetteLineRow row, int index)
{
  gboolean chosen = row < IMAGETTE_LINE_OUTPUT && row == self->row && index == self->index;
  g_autofree char *text = NULL;
  graphene_rect_t box;
  guint32 fill = fill_of (self, style, row, index);

  imagette_line_figure_box (self, place, row, index, &box);
  cairo_rectangle (cr, (double) box.origin.x, (double) box.origin.y, (double) box.size.width,
                   (double) box.size.height);
  nn_style_set_color (cr, fill, 1);
  cairo_fill_preserve (cr);
  nn_style_set_color (cr, style->dim, 1);
  cairo_set_line_width (cr, 1);
  cairo_stroke (cr);
  if (chosen && self->typed != NULL)
    text = g_strconcat (self->typed->str, "|", NULL);
  else
    text = imagette_line_figure_number ((double) self->values[row][index]);
  if (imagette_line_figure_is_written (self, row, index))
    paint_text (cr, style, text, &box, style->text, is_in_window (self, row, index));
  if (!chosen || !gtk_widget_has_focus (GTK_WIDGET (self)))
    return;
  cairo_rectangle (cr, (double) box.origin.x + 2, (double) box.origin.y + 2,
                   (double) box.size.width - 4, (double) box.size.height - 4);
  nn_style_set_color (cr, style->accent, 1);
  cairo_set_line_width (cr, 3);
  cairo_stroke (cr);
}

/* The zeros around the signal. */
static void
paint_padding (ImagetteLineFigure *self, cairo_t *cr, const NnStyle *style,
               const ImagetteLinePlace *place)
{
  const double dashes[] = { 4, 4 };
  graphene_rect_t box;

  for (int i = -self->line.padding; i < self->line.n_signal + self->line.padding; i++)
    {
      if (i >= 0 && i < self->line.n_signal)
        continue;
      imagette_line_figure_box (self, place, IMAGETTE_LINE_SIGNAL, i, &box);
      cairo_rectangle (cr, (double) box.origin.x, (double) box.origin.y, (double) box.size.width,
                       (double) box.size.height);
      nn_style_set_color (cr, fill_of (self, style, IMAGETTE_LINE_SIGNAL, i), 1);
      cairo_fill_preserve (cr);
      nn_style_set_color (cr, style->dim, 1);
      cairo_set_line_width (cr, 1);
      cairo_set_dash (cr, dashes, G_N_ELEMENTS (dashes), 0);
      cairo_stroke (cr);
      cairo_set_dash (cr, NULL, 0, 0);
      paint_text (cr, style, "0", &box, style->dim, FALSE);
    }
}

static void
add_link (cairo_t *cr, const graphene_rect_t *from, const graphene_rect_t *to)
{
  cairo_move_to (cr, (double) (from->origin.x + from->size.width / 2),
                 (double) (from->origin.y + from->size.height) + 1);
  cairo_line_to (cr, (double) (to->origin.x + to->size.width / 2), (double) to->origin.y - 1);
}

static void
paint_links (ImagetteLineFigure *self, cairo_t *cr, const NnStyle *style,
             const ImagetteLinePlace *place)
{
  const ImagetteLine *line = &self->line;
  int pooled = self->position / MAX (line->pool, 1);
  graphene_rect_t a, b, to;

  cairo_set_line_width (cr, 2);
  nn_style_set_color (cr, style->select, 1);
  imagette_line_figure_box (self, place, IMAGETTE_LINE_OUTPUT, self->position, &to);
  for (int i = 0; i < line->n_filter; i++)
    {
      imagette_line_figure_box (self, place, IMAGETTE_LINE_FILTER, i, &a);
      imagette_line_figure_box (self, place, IMAGETTE_LINE_SIGNAL,
                                self->position * line->stride - line->padding + i, &b);
      add_link (cr, &a, &b);
      add_link (cr, &b, &to);
    }
  cairo_stroke (cr);
  if (pooled >= line->n_pooled)
    return;
  nn_style_set_color (cr, style->series[1], 1);
  imagette_line_figure_box (self, place, IMAGETTE_LINE_POOLED, pooled, &to);
  for (int i = pooled * line->pool; i < (pooled + 1) * line->pool; i++)
    {
      imagette_line_figure_box (self, place, IMAGETTE_LINE_OUTPUT, i, &a);
      add_link (cr, &a, &to);
    }
  cairo_stroke (cr);
}

/* Bars up for likeness, down for the opposite. */
static void
paint_matches (ImagetteLineFigure *self, cairo_t *cr, const NnStyle *style,
               const ImagetteLinePlace *place)
{
  int rows = n_rows (self);
  double top = place->y + rows * (place->height + place->gap) - 0.5 * place->gap;
  double zero = top + place->bars * 0.5, scale = place->bars * 0.5;
  graphene_rect_t box;

  for (int i = 0; i < self->line.n_output; i++)
    {
      double value = (double) self->line.matches[i];
      g_autofree char *text = imagette_line_figure_number (value);

      imagette_line_figure_box (self, place, IMAGETTE_LINE_OUTPUT, i, &box);
      cairo_rectangle (cr, (double) box.origin.x + 0.2 * place->width,
                       value < 0 ? zero : zero - scale * value, 0.6 * place->width,
                       scale * fabs (value));
      nn_style_set_color (cr, i == self->position ? style->select : style->accent,
                          i == self->position ? 1 : 0.7);
      cairo_fill (cr);
      box.origin.y = (float) (top + place->bars);
      box.size.height = (float) (1.5 * style->font_size);
      paint_text (cr, style, text, &box, style->text, i == self->position);
    }
  nn_style_set_color (cr, style->dim, 1);
  cairo_set_line_width (cr, 1);
  cairo_move_to (cr, place->x, floor (zero) + 0.5);
  cairo_line_to (cr, place->labels - style->font_size, floor (zero) + 0.5);
  cairo_stroke (cr);
  nn_style_text (style, cr, _("cosine"), place->labels, zero, 0, 0.5, style->dim, 1, FALSE);
}

void
imagette_line_figure_paint (ImagetteCanvas *canvas,
                            cairo_t        *cr,
                            const NnStyle  *style,
                            double          width,
                            double          height)
{
  ImagetteLineFigure *self = IMAGETTE_LINE_FIGURE (canvas);
  ImagetteLinePlace place;
  graphene_rect_t box;

  imagette_line_figure_place (self, style->font_size, width, height, &place);
  paint_padding (self, cr, style, &place);
  for (ImagetteLineRow row = 0; row < IMAGETTE_LINE_N_ROWS; row++)
    {
      int n = imagette_line_figure_count (self, row);
      g_autofree char *name = imagette_line_figure_row_name (self, row);

      for (int i = 0; i < n; i++)
        paint_box (self, cr, style, &place, row, i);
      imagette_line_figure_box (self, &place, row, 0, &box);
      if (n > 0)
        nn_style_text (style, cr, name, place.labels, (double) box.origin.y + place.height / 2, 0,
                       0.5, style->dim, 1, FALSE);
    }
  if (self->position >= 0)
    paint_links (self, cr, style, &place);
  if (self->line.matches != NULL)
    paint_matches (self, cr, style, &place);
}
