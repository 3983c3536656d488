/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "render/nn-pairs.h"

#include <math.h>

#define WIDEST 6.5                /* a bar, in font sizes */

static double
find_highest (const NnPairs *pairs)
{
  double highest = 0;

  for (int i = 0; i < pairs->n; i++)
    for (int k = 0; k < 2; k++)
      if (isfinite (pairs->values[i][k]))
        highest = MAX (highest, pairs->values[i][k]);
  return highest > 0 ? highest : 1;
}

static void
draw_bar (const NnStyle *style,
          cairo_t       *cr,
          double         value,
          int            color,
          double         x,
          double         base,
          double         width,
          double         height)
{
  g_autofree char *number = nn_style_number (style, value, value < 10 ? 2 : 1);

  if (!isfinite (value))
    return;
  nn_style_set_color (cr, style->series[color], 1);
  cairo_rectangle (cr, x, base - height, width, height);
  cairo_fill (cr);
  nn_style_text (style, cr, number, x + width / 2, base - height - 2, 0.5, 1, style->text, 1,
                 FALSE);
}

void
nn_pairs_draw (const NnPairs *pairs,
               const NnStyle *style,
               cairo_t       *cr,
               double         width,
               double         height)
{
  const double line = 1.5 * style->font_size;
  const double base = height - (pairs->x_label != NULL ? 2 : 1) * line - 4;
  const double room = base - (pairs->title != NULL ? 2 : 1) * line;
  double highest, group, bar;

  if (pairs->title != NULL)
    nn_style_text (style, cr, pairs->title, 0, 0, 0, 0, style->text, 1, TRUE);
  if (pairs->n == 0)
    {
      if (pairs->empty != NULL)
        nn_style_text (style, cr, pairs->empty, width / 2, height / 2, 0.5, 0.5, style->dim, 1,
                       FALSE);
      return;
    }

  highest = find_highest (pairs);
  group = width / pairs->n;
  bar = MIN (group * 0.4, WIDEST * style->font_size);
  for (int i = 0; i < pairs->n; i++)
    {
      double middle = (i + 0.5) * group;

      for (int k = 0; k < 2; k++)
        draw_bar (style, cr, pairs->values[i][k], k, k == 0 ? middle - bar - 1 : middle + 1, base,
                  bar, room * pairs->values[i][k] / highest);
      nn_style_text (style, cr, pairs->labels[i], middle, base + 2, 0.5, 0, style->text, 1, FALSE);
    }
  if (pairs->x_label != NULL)
    nn_style_text (style, cr, pairs->x_label, width / 2, height, 0.5, 1, style->dim, 1, FALSE);
}
