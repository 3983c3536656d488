/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "render/nn-style.h"
#include "render/nn-tile.h"

G_BEGIN_DECLS

/* A network as figure 2 of LeCun, Bottou, Bengio and Haffner, 1998, draws LeNet-5: for
 * each layer of maps a stack of planes, for each vector a slanted strip, and below them
 * what leads from one to the next. The planes carry values. Knows shapes, tensors and
 * words, no network. */
#define NN_NETWORK_MAX_STAGES 16

/* One stack or strip. Strings are owned. */
typedef struct
{
  int channels, height, width;    /* a vector: units x 1 x 1 */
  int kernel, stride, padding;    /* of the window that looks at the stage before; 0: no window */
  char *name, *size, *shape;      /* over it, a line each: "C1: maps", "6@28×28", "(28, 28, 6)" */
  char *operation;                /* that leads to it, may hold one line break; NULL: none */
  NnTensor *values;               /* channels · height · width of them; NULL: not known, left empty */
  NnTileKind kind;                /* of the values; input: 1 is white */
  gboolean numbered;              /* units of a vector have their numbers beside them: 0, 1, … */
} NnNetworkStage;

typedef struct
{
  int n;
  NnNetworkStage stages[NN_NETWORK_MAX_STAGES];
  NnColors colors;
  gboolean by_plane;              /* greys by plane; else by stage */
  gboolean on_paper;              /* cells as rectangles, crisp in every size */
} NnNetworkFigure;

/* Where a stage lies: unit (c, y, x) is the rectangle cell_width x cell_height at
 * (x + c·dx + column·cell_width, y + c·dy + row·cell_height). */
typedef struct
{
  double x, y, cell_width, cell_height, dx, dy;
} NnNetworkSlot;

typedef struct
{
  NnNetworkSlot slots[NN_NETWORK_MAX_STAGES];
  double head, foot;              /* top of the names of the stages, and of those of the operations */
} NnNetworkPlace;

/* Which units of a stage have to do with the one that is pointed at: inclusive. */
typedef struct
{
  gboolean shown;
  int channels[2], rows[2], columns[2];
} NnNetworkCells;

/* No stages yet. */
NnNetworkFigure *nn_network_figure_new   (void);
void             nn_network_figure_free  (NnNetworkFigure        *figure);
/* The stage with copies of its strings, and a reference on its values. */
void             nn_network_figure_add   (NnNetworkFigure        *figure,
                                          const NnNetworkStage   *stage);
/* The least width and height in which it can be read. The style has a context, here and below. */
void             nn_network_figure_measure (const NnNetworkFigure *figure,
                                          const NnStyle          *style,
                                          double                 *width,
                                          double                 *height);
/* Planes as large as fit into width x height, in whole pixels a value. */
void             nn_network_figure_place (const NnNetworkFigure  *figure,
                                          const NnStyle          *style,
                                          double                  width,
                                          double                  height,
                                          NnNetworkPlace         *place);
/* The rectangle of units: x, y, width, height. */
void             nn_network_place_rect   (const NnNetworkPlace   *place,
                                          int                     stage,
                                          int                     channel,
                                          int                     row,
                                          int                     column,
                                          int                     rows,
                                          int                     columns,
                                          double                  rect[4]);
/* What lies at a point: the stage, and the unit of it, counted as its values are. The
 * plane raised_stage, raised_channel lies above all others (-1: none). */
gboolean         nn_network_figure_pick  (const NnNetworkFigure  *figure,
                                          const NnNetworkPlace   *place,
                                          double                  x,
                                          double                  y,
                                          int                     raised_stage,
                                          int                     raised_channel,
                                          int                    *stage,
                                          int                    *unit);
/* Paints no background. */
void             nn_network_figure_draw  (const NnNetworkFigure  *figure,
                                          const NnNetworkPlace   *place,
                                          const NnStyle          *style,
                                          cairo_t                *cr);
/* One plane, or all of a strip, over what is there, in a frame of the style's selection. */
void             nn_network_figure_raise (const NnNetworkFigure  *figure,
                                          const NnNetworkPlace   *place,
                                          const NnStyle          *style,
                                          cairo_t                *cr,
                                          int                     stage,
                                          int                     channel);
/* Frames around a unit and around cells (a place for each stage) that have to do with it,
 * and lines from those of the stage before to the unit. */
void             nn_network_figure_point (const NnNetworkFigure  *figure,
                                          const NnNetworkPlace   *place,
                                          const NnStyle          *style,
                                          cairo_t                *cr,
                                          int                     stage,
                                          int                     unit,
                                          const NnNetworkCells   *cells);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NnNetworkFigure, nn_network_figure_free)

G_END_DECLS
