/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "widgets/imagette-line-figure.h"

G_BEGIN_DECLS

struct _ImagetteLineFigure
{
  ImagetteCanvas parent_instance;

  ImagetteLine line;              /* its pointers are to values */
  float values[IMAGETTE_LINE_N_ROWS + 1][IMAGETTE_LINE_MAX];
  int position, revealed;
  ImagetteLineRow row;            /* chosen; OUTPUT, POOLED: the window is */
  int index;
  GString *typed;                 /* NULL: nothing is being typed */

  gboolean dragging;
  double grabbed;                 /* window's left edge - pointer, in pixels */
};

/* Where everything lies at a size of the widget. */
typedef struct
{
  double x, y;                    /* of the first box of the (padded) signal; of the top row */
  double width, height;           /* of a box */
  double gap;                     /* between rows */
  double bars;                    /* height of the matches; 0: none */
  double labels;                  /* x of the rows' names */
} ImagetteLinePlace;

/* Below the font size of the style, everything else follows from that. */
void     imagette_line_figure_place      (ImagetteLineFigure *self,
                                          double              font_size,
                                          double              width,
                                          double              height,
                                          ImagetteLinePlace  *place);
int      imagette_line_figure_count      (ImagetteLineFigure *self,
                                          ImagetteLineRow     row);
void     imagette_line_figure_box        (ImagetteLineFigure      *self,
                                          const ImagetteLinePlace *place,
                                          ImagetteLineRow          row,
                                          int                      index,
                                          graphene_rect_t         *box);
/* Pixels that all of it takes at least. */
int      imagette_line_figure_min_width  (ImagetteLineFigure *self,
                                          double              font_size);
int      imagette_line_figure_min_height (ImagetteLineFigure *self,
                                          double              font_size);
char    *imagette_line_figure_row_name   (ImagetteLineFigure *self,
                                          ImagetteLineRow     row);
gboolean imagette_line_figure_is_written (ImagetteLineFigure *self,
                                          ImagetteLineRow     row,
                                          int                 index);
void     imagette_line_figure_paint      (ImagetteCanvas     *canvas,
                                          cairo_t            *cr,
                                          const NnStyle      *style,
                                          double              width,
                                          double              height);

G_END_DECLS
