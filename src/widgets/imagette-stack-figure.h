/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "render/nn-tile.h"
#include "widgets/imagette-cell-canvas.h"

G_BEGIN_DECLS

#define IMAGETTE_STACK_MAX 6      /* channels */

/* What is drawn. All numbers are given: the figure computes none. */
typedef struct
{
  const float *planes;            /* [n][side][side] */
  const float *filters;           /* [n][kernel][kernel] */
  const float *parts;             /* [n][n_output][n_output]: what each plane adds */
  const float *sums;              /* [n][n_output][n_output]: of the planes up to this one */
  const float *output;            /* [n_output][n_output]: the last sum with bias, through the activation */
  int n, side, kernel, n_output, padding;
  NnTileKind kind, output_kind;   /* of the planes, of the map */
  const char *after;              /* above the map: "bias, ReLU" */
  NnColors colors;
  const guint32 *tints;           /* [n], 0xRRGGBB of white in that plane; NULL: grey */
  const char *const *names;       /* [n] of the planes */
} ImagetteStackPlanes;

/* A convolution over channels: a column for each plane, with its own filter under it, the part
 * that it adds, and the sum of all parts so far; at the end the map that becomes of it.
 *
 * Signals, cursor and keys: of ImagetteCellCanvas; the cells are those of the map.
 */
#define IMAGETTE_TYPE_STACK_FIGURE (imagette_stack_figure_get_type ())
G_DECLARE_FINAL_TYPE (ImagetteStackFigure, imagette_stack_figure, IMAGETTE, STACK_FIGURE,
                      ImagetteCellCanvas)

GtkWidget *imagette_stack_figure_new          (void);
/* Copied; tints and names are static. */
void       imagette_stack_figure_set          (ImagetteStackFigure       *self,
                                               const ImagetteStackPlanes *planes);
/* How many planes have been added; n + 1: and what comes after, too; -1 (default): all. */
void       imagette_stack_figure_set_revealed (ImagetteStackFigure       *self,
                                               int                        revealed);

G_END_DECLS
