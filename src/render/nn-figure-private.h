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
  char **column_labels, **row_labels; /* NULL: none */
  guint8 *marks;                  /* NnMark of [rows][columns] */
  float *maxima;                  /* [rows][columns], NaN where the scope decides; NULL: everywhere */
  const char **words;             /* [rows][columns], NULL: none; NULL: nowhere */
} NnBank;

#define NN_FIGURE_MARK_COLOR 0xe66100  /* orange, as all that is selected or pointed at */
#define NN_FIGURE_EMPTY_COLOR 0xdddddd

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
NnMark       nn_bank_get_mark  (const NnBank   *bank,
                                int             row,
                                int             column);
/* Side of the orange corner, in pixels. */
int          nn_bank_corner    (const NnBank   *bank,
                                const NnFigure *figure);
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
/* [height][width], 0xRRGGBB. (transfer full) */
guint32     *nn_figure_to_pixels (NnFigure     *figure,
                                int            *width,
                                int            *height,
                                GError        **error);
/* TRUE if no pixel has a colour. */
gboolean     nn_pixels_are_grey (const guint32 *pixels,
                                gsize           n);
/* pixels: [height][width], 0xRRGGBB; grey: of which only the blue is written. One picture, one file. */
GBytes      *nn_png_encode     (const guint32  *pixels,
                                int             width,
                                int             height,
                                gboolean        grey,
                                GError        **error);
void         nn_figure_vector_size (NnFigure   *figure,
                                gint64         *width,
                                gint64         *height);
void         nn_figure_pixel_size (NnFigure    *figure,
                                gint64         *width,
                                gint64         *height);
/* One tile as rectangles, with its mark, at (x, y). */
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
