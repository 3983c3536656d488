/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "render/nn-bars.h"

#include <math.h>

#define N NN_BARS_CLASSES

void
nn_bars_init (NnBars *bars)
{
  g_return_if_fail (bars != NULL);

  *bars = (NnBars) { .best = -1, .second = -1, .label = -1 };
}

double
nn_bars_natural_height (const NnStyle *style)
{
  return ceil (N * 1.9 * style->font_size);
}

gboolean
nn_bars_have_answer (const NnBars *bars)
{
  g_return_val_if_fail (bars != NULL, FALSE);

  return bars->known && bars->best >= 0 && isfinite (bars->values[bars->best]);
}

static void
rounded_bar (cairo_t *cr, double x, double y, double width, double height)
{
  double r = MIN (3, MIN (width, height) / 2);

  cairo_new_sub_path (cr);
  cairo_arc (cr, x + width - r, y + r, r, -G_PI / 2, 0);
  cairo_arc (cr, x + width - r, y + height - r, r, 0, G_PI / 2);
  cairo_arc (cr, x + r, y + height - r, r, G_PI / 2, G_PI);
  cairo_arc (cr, x + r, y + r, r, G_PI, 3 * G_PI / 2);
  cairo_close_path (cr);
  cairo_fill (cr);
}

static void
draw_bar (const NnBars *bars, const NnStyle *style, cairo_t *cr, int c, double y, double row,
          double width)
{
  double font = style->font_size, left = 2 * font, right = (bars->compact ? 3.8 : 4.6) * font;
  double length = MAX (width - left - right, 1), height = MIN (1.1 * font, 0.7 * row);
  gboolean best = nn_bars_have_answer (bars) && c == bars->best;
  gboolean mistaken = best && bars->label >= 0 && bars->label != c;
  guint32 color = mistaken ? style->mistake : best ? style->accent : style->dim;
  double value = bars->known && isfinite (bars->values[c]) ? CLAMP (bars->values[c], 0, 1) : 0;
  char digit[2] = { (char) ('0' + c), 0 };

  nn_style_text (style, cr, digit, 0.75 * font, y, 0.5, 0.5, style->text, best ? 1.25 : 1.1, best);
  if (c == bars->label)
    {
      nn_style_set_color (cr, style->accent, 1);
      cairo_arc (cr, 1.6 * font, y, 0.22 * font, 0, 2 * G_PI);
      cairo_fill (cr);
    }

  nn_style_set_color (cr, style->empty, 1);
  rounded_bar (cr, left, y - height / 2, length, height);
  if (bars->known)
    {
      g_autofree char *percent = nn_style_percent (style, bars->values[c], bars->compact ? 0 : 1);

      nn_style_set_color (cr, color, 1);
      rounded_bar (cr, left, y - height / 2, MAX (2, value * length), height);
      nn_style_text (style, cr, percent, width, y, 1, 0.5, best ? style->text : style->dim, 1,
                     best);
    }
}

void
nn_bars_draw (const NnBars *bars, const NnStyle *style, cairo_t *cr, double width, double height)
{
  double row = height / N;

  g_return_if_fail (bars != NULL && style != NULL && cr != NULL);

  cairo_save (cr);
  for (int c = 0; c < N; c++)
    draw_bar (bars, style, cr, c, (c + 0.5) * row, row, width);
  cairo_restore (cr);
}
