/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "widgets/imagette-evolution-grid.h"

G_BEGIN_DECLS

#define EVOLUTION_SIDE 28

/* Shared by imagette-evolution-grid.c (content, input) and imagette-evolution-grid-paint.c
 * (geometry, painting) alone. */
typedef struct
{
  NnTensor *projection;           /* NULL: empty */
  float m;                        /* of it alone; 0 for an empty cell */
  gboolean jump;
  char *reason;                   /* of an empty one */
  char *words;
} EvolutionCell;

struct _ImagetteEvolutionGrid
{
  ImagetteCellCanvas parent_instance;

  int n_rows, n_columns;
  ImagetteMark *marks;            /* [n_columns] */
  EvolutionCell *cells;           /* [n_rows][n_columns] */
  NnScope scope;
  NnColors colors;
  int selected;                   /* column; -1: none */
  GtkAdjustment *adjustments[2];  /* by GtkOrientation; NULL: nothing scrolls */
  GtkScrollablePolicy policies[2];
};

static inline EvolutionCell *
evolution_cell (ImagetteEvolutionGrid *self, int row, int column)
{
  return &self->cells[row * self->n_columns + column];
}

void imagette_evolution_grid_paint      (ImagetteCanvas *canvas,
                                         cairo_t        *cr,
                                         const NnStyle  *style,
                                         double          width,
                                         double          height);
void imagette_evolution_grid_paint_over (ImagetteCanvas *canvas,
                                         cairo_t        *cr,
                                         const NnStyle  *style,
                                         double          width,
                                         double          height);
void imagette_evolution_grid_measure    (GtkWidget      *widget,
                                         GtkOrientation  orientation,
                                         int             for_size,
                                         int            *minimum,
                                         int            *natural,
                                         int            *minimum_baseline,
                                         int            *natural_baseline);
/* The cells took another size, or have another room: how far they scroll. */
void imagette_evolution_grid_configure  (ImagetteEvolutionGrid *self);
/* Scrolls until a cell is seen; row -1: any of the column. */
void imagette_evolution_grid_reveal     (ImagetteEvolutionGrid *self,
                                         int             row,
                                         int             column);
/* The cell under a point of the widget; FALSE outside of all, and over the heads. */
gboolean imagette_evolution_grid_cell_at (ImagetteCellCanvas *canvas,
                                         double          x,
                                         double          y,
                                         int            *row,
                                         int            *column);

G_END_DECLS
