/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "widgets/imagette-filter-grid.h"

G_BEGIN_DECLS

/* Shared by imagette-filter-grid.c (tiles, keyboard, content),
 * imagette-filter-grid-layout.c (geometry, painting) and imagette-filter-grid-fill.c (m) alone. */
enum
{
  PROP_0,
  /* numbers, kept in option[] */
  PROP_KIND,
  PROP_SCOPE,
  PROP_COLORS,
  PROP_CAPTIONS,
  PROP_SHOW_MAX,
  PROP_FOLD,
  PROP_SPREAD,
  PROP_GAP,
  PROP_ROW_GAP,
  PROP_SCALE,
  PROP_MAX_SCALE,
  N_OPTIONS,
  PROP_SCOPE_MAX = N_OPTIONS,
  PROP_PLACE,
  N_PROPS
};

/* "Line" is a row as it is shown: with a fold, two rows share one. */
typedef struct
{
  int rows;                         /* shown */
  int groups, lines;
  int label;                        /* width of a row's number and its gap */
  int caption;                      /* height below a picture */
} ImagetteGridLayout;

struct _ImagetteFilterGrid
{
  GtkWidget parent_instance;

  int rows, columns, height, width; /* of the bank */
  int first_row, n_rows;            /* the range that is shown; n_rows 0: all */
  NnTensor *tensor;
  float scope_max, layer_max;
  int option[N_OPTIONS];
  char *place, *reason;

  GPtrArray *tiles;                 /* of ImagetteTile, the range row by row; children */
  GPtrArray *pictures;              /* of GskRenderNode, a row's tiles each; NULL: to be made */
  ImagetteGridLayout layout;        /* as allocated, and at which scale */
  int scale;
  GPtrArray *labels;                /* of PangoLayout, a row each; made when needed */
  int current;                      /* tile that Tab comes back to */
  int selected;                     /* index in the bank, -1: none */

  ImagetteTileTitleFunc title_func;
  gpointer title_data;
  GDestroyNotify title_destroy;
};

/* Other values in a row of those shown, or, with -1, other places of all tiles. */
void imagette_filter_grid_drop_picture  (ImagetteFilterGrid *self,
                                         int                 row);
int  imagette_filter_grid_shown_rows    (ImagetteFilterGrid *self);
/* The tile beside the current one as it is seen, -1 past an edge. */
int  imagette_filter_grid_neighbour     (ImagetteFilterGrid *self,
                                         GtkDirectionType    direction);
/* The tensor's numbers into the tiles; one whose numbers and m are the same does nothing. */
void imagette_filter_grid_fill          (ImagetteFilterGrid *self);
void imagette_filter_grid_measure       (GtkWidget          *widget,
                                         GtkOrientation      orientation,
                                         int                 for_size,
                                         int                *minimum,
                                         int                *natural,
                                         int                *minimum_baseline,
                                         int                *natural_baseline);
void imagette_filter_grid_size_allocate (GtkWidget          *widget,
                                         int                 width,
                                         int                 height,
                                         int                 baseline);
void imagette_filter_grid_snapshot      (GtkWidget          *widget,
                                         GtkSnapshot        *snapshot);

G_END_DECLS
