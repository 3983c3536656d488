/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "render/nn-boxes.h"

#define LINE 0.75
#define THICK 2.0
#define DARKEST 0.45              /* a black number still reads on it, and toner is not wasted */

char *
nn_boxes_format (int value)
{
  return value < 0 ? g_strdup_printf ("−%d", -value) : g_strdup_printf ("%d", value);
}

static void
outline (const NnStyle *style,
         cairo_t       *cr,
         double         x,
         double         y,
         double         width,
         double         height,
         double         line)
{
  nn_style_set_color (cr, style->text, 1);
  cairo_set_line_width (cr, line);
  cairo_rectangle (cr, x, y, width, height);
  cairo_stroke (cr);
}

void
nn_boxes_draw_text (const char    *text,
                    gboolean       answer,
                    const NnStyle *style,
                    cairo_t       *cr,
                    double         x,
                    double         y,
                    double         width,
                    double         height)
{
  outline (style, cr, x, y, width, height, LINE);
  if (text != NULL)
    nn_style_text (style, cr, text, x + width / 2, y + height / 2, 0.5, 0.5,
                   answer ? style->accent : style->text, 1, answer);
}

void
nn_boxes_draw (const NnBoxes *boxes,
               const NnStyle *style,
               cairo_t       *cr,
               double         x,
               double         y)
{
  for (int i = 0; i < boxes->rows * boxes->columns; i++)
    {
      const double left = x + i % boxes->columns * boxes->width;
      const double top = y + (double) (i / boxes->columns) * boxes->height;
      g_autofree char *text = boxes->values != NULL ? nn_boxes_format (boxes->values[i]) : NULL;

      if (boxes->values != NULL && boxes->ink > 0)
        {
          const double grey = 1 - DARKEST * CLAMP (boxes->values[i], 0, boxes->ink) / boxes->ink;

          cairo_set_source_rgb (cr, grey, grey, grey);
          cairo_rectangle (cr, left, top, boxes->width, boxes->height);
          cairo_fill (cr);
        }
      nn_boxes_draw_text (text, boxes->answer, style, cr, left, top, boxes->width, boxes->height);
    }
  if (boxes->group > 0)
    for (int row = 0; row < boxes->rows; row += boxes->group)
      for (int column = 0; column < boxes->columns; column += boxes->group)
        outline (style, cr, x + column * boxes->width, y + row * boxes->height,
                 MIN (boxes->group, boxes->columns - column) * boxes->width,
                 MIN (boxes->group, boxes->rows - row) * boxes->height, THICK);
}
