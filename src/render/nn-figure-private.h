/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "render/nn-figure.h"

G_BEGIN_DECLS

#define NN_FIGURE_GAP 1           /* between tiles */
#define NN_FIGURE_BANK_GAP 8      /* between banks */

typedef struct
{
  char *title;
  NnTensor *tensor;
  int rows, columns;              /* tiles */
  int height, width;              /* values of a tile */
  NnTileKind kind;
  float scope_max;
} NnBank;

struct _NnFigure
{
  NnScope scope;
  NnColors colors;
  int scale;
  char *caption, *language;
  GPtrArray *banks;               /* of NnBank, owned */
};

/* 0xRRGGBB of the gap between tiles: white, or mid grey where white is a value of its own. */
guint32      nn_figure_gap_color (const NnFigure *figure);
/* The values of a tile: [height][width]. */
const float *nn_bank_get_tile  (const NnBank   *bank,
                                int             row,
                                int             column);
/* m of a tile in the figure's scope. */
float        nn_bank_get_m     (const NnBank   *bank,
                                NnScope         scope,
                                int             row,
                                int             column);
GBytes      *nn_figure_to_png  (NnFigure       *figure,
                                GError        **error);
GBytes      *nn_figure_to_npy  (NnFigure       *figure,
                                GError        **error);
GBytes      *nn_figure_to_vector (NnFigure     *figure,
                                NnFormat        format,      /* SVG or PDF */
                                GError        **error);
/* pixels: [height][width], 0xRRGGBB. One picture, one file; grey if it is. */
GBytes      *nn_png_encode     (const guint32  *pixels,
                                int             width,
                                int             height,
                                GError        **error);
void         nn_figure_vector_size (NnFigure   *figure,
                                gint64         *width,
                                gint64         *height);
void         nn_figure_pixel_size (NnFigure    *figure,
                                gint64         *width,
                                gint64         *height);
/* One tile as rectangles, at (x, y). */
void         nn_bank_draw_tile (const NnBank   *bank,
                                const NnFigure *figure,
                                cairo_t        *cr,
                                int             row,
                                int             column,
                                double          x,
                                double          y);
void         nn_figure_draw_captioned (NnFigure *figure,
                                cairo_t        *cr);

G_END_DECLS
