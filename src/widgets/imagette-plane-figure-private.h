/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "widgets/imagette-plane-figure.h"

G_BEGIN_DECLS

struct _ImagettePlaneFigure
{
  ImagetteCanvas parent_instance;

  ImagettePlanes planes;          /* its pointers are to values */
  float values[IMAGETTE_N_PLANES][IMAGETTE_PLANE_SIDE * IMAGETTE_PLANE_SIDE];
  int row, column;                /* of the output; -1: there is none */
  int revealed;
  gboolean dragging;
};

/* Where everything lies at a size of the widget. */
typedef struct
{
  double scale;                   /* pixels a cell, whole */
  double x[IMAGETTE_N_PLANES], y[IMAGETTE_N_PLANES];  /* of the cell 0, 0 */
} ImagettePlanePlace;

/* Cells a side, with the zeros around. */
int    imagette_plane_figure_cells      (ImagettePlaneFigure      *self,
                                         ImagettePlaneRole         plane);
void   imagette_plane_figure_place      (ImagettePlaneFigure      *self,
                                         double                    font_size,
                                         double                    width,
                                         double                    height,
                                         ImagettePlanePlace       *place);
/* Pixels that all of it takes at that scale. */
double imagette_plane_figure_width      (ImagettePlaneFigure      *self,
                                         double                    font_size,
                                         double                    scale);
double imagette_plane_figure_height     (ImagettePlaneFigure      *self,
                                         double                    font_size,
                                         double                    scale);
void   imagette_plane_figure_paint      (ImagetteCanvas           *canvas,
                                         cairo_t                  *cr,
                                         const NnStyle            *style,
                                         double                    width,
                                         double                    height);
void   imagette_plane_figure_paint_over (ImagetteCanvas           *canvas,
                                         cairo_t                  *cr,
                                         const NnStyle            *style,
                                         double                    width,
                                         double                    height);

G_END_DECLS
