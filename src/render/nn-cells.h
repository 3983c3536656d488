/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "render/nn-tile.h"

G_BEGIN_DECLS

/* A tile as rectangles, the cell (0, 0) at (x, y), each value scale x scale: crisp on
 * paper and on pixels alike. values: [height][width], `pitch` apart from row to row. NaN
 * and infinities are hatched. */
void nn_cells_draw (cairo_t     *cr,
                    const float *values,
                    int          height,
                    int          width,
                    int          pitch,
                    NnTileKind   kind,
                    NnColors     colors,
                    float        m,
                    double       x,
                    double       y,
                    double       scale);

/* Diagonals x + y = k, four apart, over a rectangle, in the colour that is set: where there is nothing. */
void nn_cells_hatch (cairo_t    *cr,
                     double      x,
                     double      y,
                     double      width,
                     double      height);

G_END_DECLS
