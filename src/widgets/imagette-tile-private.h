/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "widgets/imagette-look.h"
#include "widgets/imagette-tile.h"

G_BEGIN_DECLS

/* Shared by imagette-tile.c (content, input) and imagette-tile-paint.c (caches, painting) alone. */
struct _ImagetteTile
{
  GtkWidget parent_instance;

  /* content */
  float *values;                  /* [height][width], owned; meaningless while empty */
  gsize n_allocated;
  int height, width;              /* of the room, too */
  NnTileKind kind;
  NnColors colors;
  float m;
  gboolean filled;
  const char *own_badge;          /* "dead" …, static */
  char *reason;                   /* why it is empty */

  /* looks */
  char *title, *place, *caption, *badge;
  gboolean show_max, selected;
  int scale, max_scale, margin;
  int overlay[4];                 /* row, column, height, width */
  int hover_row, hover_column;

  /* caches */
  GskRenderNode *node;
  int node_scale;
  gboolean backed;                /* the picture is painted by the widget around it */
  gboolean bare;                  /* backed, and nothing of what was drawn follows the values */
  PangoLayout *caption_layout, *max_layout, *badge_layout, *reason_layout;
  int caption_height;

  ImagetteSpeech speech;
};

void imagette_tile_snapshot      (GtkWidget    *widget,
                                  GtkSnapshot  *snapshot);
void imagette_tile_measure       (GtkWidget      *widget,
                                  GtkOrientation  orientation,
                                  int             for_size,
                                  int            *minimum,
                                  int            *natural,
                                  int            *minimum_baseline,
                                  int            *natural_baseline);
/* The cell under a point of the widget; FALSE and -1, -1 outside the picture. */
gboolean imagette_tile_cell_at   (ImagetteTile   *self,
                                  double          x,
                                  double          y,
                                  int            *row,
                                  int            *column);
int  imagette_tile_caption_space (ImagetteTile *self);      /* pixels below the picture */
void imagette_tile_drop_node     (ImagetteTile *self);      /* new content; draws what shows it */
void imagette_tile_drop_layouts  (ImagetteTile *self);      /* new font or text */

G_END_DECLS
