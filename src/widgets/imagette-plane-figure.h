/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "render/nn-tile.h"
#include "widgets/imagette-canvas.h"

G_BEGIN_DECLS

#define IMAGETTE_PLANE_SIDE 36    /* cells at most: an image of 28 with 4 zeros around */

typedef enum
{
  IMAGETTE_PLANE_INPUT,
  IMAGETTE_PLANE_OUTPUT,
  IMAGETTE_PLANE_POOLED,
  IMAGETTE_N_PLANES,
} ImagettePlaneRole;

/* What is drawn, all of it square. All numbers are given: the figure computes none. */
typedef struct
{
  struct
  {
    const float *values;          /* [side][side] */
    int side;                     /* 0: there is no such plane */
    NnTileKind kind;
    float m;
  } planes[IMAGETTE_N_PLANES];
  int kernel, stride, padding, pool;
  NnColors colors;
  gboolean editable;              /* the input */
} ImagettePlanes;

/* A convolution in two dimensions: the input with its zeros around, the output and the max-pool
 * side by side, all of one scale. A window lies on the input, and lines lead to its cell of the
 * output, and from that to the max-pool. Numbers are written where they fit.
 *
 * The arrows move the window (Home, End along a row, with Ctrl to the first and the last place);
 * the pointer drags it on the input, or chooses a cell of the output. A cell of an editable
 * input is turned on and off by a click; 0 to 9 are written into the middle of the window.
 *
 * Signals:
 *   "moved" (int row, int column)                  the cell of the output, by hand
 *   "edited" (int row, int column, double value)   of the input; the owner sets new planes
 */
#define IMAGETTE_TYPE_PLANE_FIGURE (imagette_plane_figure_get_type ())
G_DECLARE_FINAL_TYPE (ImagettePlaneFigure, imagette_plane_figure, IMAGETTE, PLANE_FIGURE,
                      ImagetteCanvas)

GtkWidget *imagette_plane_figure_new          (void);
/* Copied; a position that is none any more goes to the nearest one. */
void       imagette_plane_figure_set_planes   (ImagettePlaneFigure  *self,
                                               const ImagettePlanes *planes);
/* The cell of the output that is looked at; without a signal. */
void       imagette_plane_figure_set_position (ImagettePlaneFigure  *self,
                                               int                   row,
                                               int                   column);
/* FALSE, and -1, -1: there is no output. */
gboolean   imagette_plane_figure_get_position (ImagettePlaneFigure  *self,
                                               int                  *row,
                                               int                  *column);
/* How many cells of the output are written already, row by row; -1 (default): all. */
void       imagette_plane_figure_set_revealed (ImagettePlaneFigure  *self,
                                               int                   revealed);
/* Where a cell is, in the widget; rows and columns of the input count from the image, not from
 * the zeros. FALSE: there is no such cell. */
gboolean   imagette_plane_figure_get_cell     (ImagettePlaneFigure  *self,
                                               ImagettePlaneRole     plane,
                                               int                   row,
                                               int                   column,
                                               graphene_rect_t      *cell);

G_END_DECLS
