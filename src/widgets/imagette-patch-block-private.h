/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "widgets/imagette-look.h"
#include "widgets/imagette-patch-block.h"

G_BEGIN_DECLS

/* Shared by imagette-patch-block.c (content, input) and imagette-patch-block-paint.c alone. */
enum { IMAGETTE_PATCH, IMAGETTE_PROJECTION, IMAGETTE_N_HALVES };

typedef struct
{
  float *values[IMAGETTE_N_HALVES]; /* [side][side]; outside of the image 0 */
  float m;                          /* of the projection */
  int top, left, bottom, right;     /* the part inside of the image, in cells; bottom, right past it */
  char *words;
  GskRenderNode *nodes[IMAGETTE_N_HALVES];
} ImagettePair;

struct _ImagettePatchBlock
{
  GtkWidget parent_instance;

  int side, scale;
  NnColors colors;
  ImagettePair pairs[IMAGETTE_PATCHES];
  int n_filled;
  char *reason;

  char *title, *caption, *badge;
  PangoLayout *title_layout, *caption_layout, *badge_layout, *reason_layout;
  int head_height;

  int hovered, cursor, selected;
  ImagetteSpeech speech;
};

void     imagette_patch_block_snapshot     (GtkWidget          *widget,
                                            GtkSnapshot        *snapshot);
void     imagette_patch_block_measure      (GtkWidget          *widget,
                                            GtkOrientation      orientation,
                                            int                 for_size,
                                            int                *minimum,
                                            int                *natural,
                                            int                *minimum_baseline,
                                            int                *natural_baseline);
void     imagette_patch_block_drop_nodes   (ImagettePair       *pair);
void     imagette_patch_block_drop_layouts (ImagettePatchBlock *self);
/* The pair under a point, of either half; -1: none. */
int      imagette_patch_block_pair_at      (ImagettePatchBlock *self,
                                            double              x,
                                            double              y);

G_END_DECLS
