/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "render/nn-cells.h"

#include <math.h>

#include "render/nn-style.h"

/* Cut at the rectangle by hand: a clip costs more bytes than the lines. */
void
nn_cells_hatch (cairo_t *cr, double x, double y, double width, double height)
{
  cairo_set_line_width (cr, 0.7);
  for (double k = 2; k < width + height; k += 4)
    {
      cairo_move_to (cr, x + MAX (0, k - height), y + MIN (k, height));
      cairo_line_to (cr, x + MIN (k, width), y + MAX (0, k - width));
    }
  cairo_stroke (cr);
}

/* Cells in painter's order, each reaching half a cell under its right and lower
 * neighbours: no viewer shows seams, whatever its zoom. Equal neighbours are one rectangle. */
void
nn_cells_draw (cairo_t     *cr,
               const float *values,
               int          height,
               int          width,
               int          pitch,
               NnTileKind   kind,
               NnColors     colors,
               float        m,
               double       x,
               double       y,
               double       scale)
{
  for (int i = 0; i < height; i++)
    for (int j = 0, end; j < width; j = end)
      {
        guint32 color = nn_tile_color (kind, colors, values[i * pitch + j], m);

        for (end = j + 1; end < width; end++)
          if (nn_tile_color (kind, colors, values[i * pitch + end], m) != color)
            break;
        nn_style_set_color (cr, color, 1);
        cairo_rectangle (cr, x + j * scale, y + i * scale,
                         (end - j + (end < width ? 0.5 : 0)) * scale,
                         (i < height - 1 ? 1.5 : 1) * scale);
        cairo_fill (cr);
      }

  cairo_set_source_rgb (cr, 0, 0, 0);
  for (int i = 0; i < height; i++)
    for (int j = 0; j < width; j++)
      if (!isfinite (values[i * pitch + j]))
        nn_cells_hatch (cr, x + j * scale, y + i * scale, scale, scale);
}
