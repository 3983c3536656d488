/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "render/nn-style.h"

G_BEGIN_DECLS

/* Boxes in rows and columns with whole numbers in them, or empty to be filled in by hand: how
 * signals, filters, maps and answers stand on paper. */
typedef struct
{
  int rows, columns;
  const int *values;              /* [rows][columns]; NULL: the boxes are empty */
  double width, height;           /* of one box */
  int ink;                        /* the value whose box is darkest, 0 being paper; 0: no greys */
  int group;                      /* a thick line around each square of so many boxes; 0: none */
  gboolean answer;                /* numbers as answers look: bold, in the accent colour */
} NnBoxes;

/* At (x, y), the upper left corner; its size is columns * width by rows * height. */
void  nn_boxes_draw          (const NnBoxes *boxes,
                              const NnStyle *style,
                              cairo_t       *cr,
                              double         x,
                              double         y);
/* One box with words in it, or empty: text NULL. */
void  nn_boxes_draw_text     (const char    *text,
                              gboolean       answer,
                              const NnStyle *style,
                              cairo_t       *cr,
                              double         x,
                              double         y,
                              double         width,
                              double         height);
/* "−3": with the minus sign that is as wide as a plus. (transfer full) */
char *nn_boxes_format        (int            value);

G_END_DECLS
