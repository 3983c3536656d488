/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "widgets/imagette-evolution-grid-private.h"

#include <glib/gi18n-lib.h>

enum { PROP_0, PROP_HADJUSTMENT, PROP_VADJUSTMENT, PROP_HSCROLL_POLICY, PROP_VSCROLL_POLICY };

enum { COLUMN_ACTIVATED, N_SIGNALS };
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE_WITH_CODE (ImagetteEvolutionGrid, imagette_evolution_grid,
                               IMAGETTE_TYPE_CELL_CANVAS,
                               G_IMPLEMENT_INTERFACE (GTK_TYPE_SCROLLABLE, NULL))

char *
imagette_evolution_grid_describe (ImagetteEvolutionGrid *self)
{
  int row, column;

  g_return_val_if_fail (IMAGETTE_IS_EVOLUTION_GRID (self), NULL);

  if (self->n_columns == 0 || self->n_rows == 0)
    return g_strdup (_("not computed yet"));
  if (!imagette_cell_canvas_get_cursor (IMAGETTE_CELL_CANVAS (self), &row, &column))
    return g_strdup_printf (_("%d rows, %d columns"), self->n_rows, self->n_columns);
  return g_strdup (evolution_cell (self, row, column)->words);
}

static char *
imagette_evolution_grid_speak (ImagetteCanvas *canvas)
{
  return imagette_evolution_grid_describe (IMAGETTE_EVOLUTION_GRID (canvas));
}

/* Cells */

static void
imagette_evolution_grid_get_size (ImagetteCellCanvas *canvas, int *n_rows, int *n_columns)
{
  *n_rows = IMAGETTE_EVOLUTION_GRID (canvas)->n_rows;
  *n_columns = IMAGETTE_EVOLUTION_GRID (canvas)->n_columns;
}

static void
imagette_evolution_grid_begin (ImagetteCellCanvas *canvas, int *row, int *column)
{
  *row = 0;
  *column = MAX (IMAGETTE_EVOLUTION_GRID (canvas)->selected, 0);
}

static char *
imagette_evolution_grid_tooltip (ImagetteCellCanvas *canvas)
{
  return imagette_evolution_grid_describe (IMAGETTE_EVOLUTION_GRID (canvas));
}

/* What the pointer is on is seen already, but for an edge. */
static void
imagette_evolution_grid_hovered (ImagetteCellCanvas *canvas, int row, int column)
{
  if (row >= 0 && gtk_widget_has_focus (GTK_WIDGET (canvas)))
    imagette_evolution_grid_reveal (IMAGETTE_EVOLUTION_GRID (canvas), row, column);
}

static void
imagette_evolution_grid_activated (ImagetteCellCanvas *canvas, int row, int column)
{
  g_signal_emit (canvas, signals[COLUMN_ACTIVATED], 0, column);
}

/* Scrolling */

static void
take_adjustment (ImagetteEvolutionGrid *self, GtkOrientation orientation, GtkAdjustment *adjustment)
{
  GtkAdjustment **place = &self->adjustments[orientation];

  if (*place != NULL)
    g_signal_handlers_disconnect_by_data (*place, self);
  g_clear_object (place);
  if (adjustment == NULL)
    return;
  *place = g_object_ref_sink (adjustment);
  g_signal_connect_swapped (adjustment, "value-changed", G_CALLBACK (imagette_canvas_changed),
                            self);
  imagette_evolution_grid_configure (self);
}

static void
imagette_evolution_grid_set_property (GObject      *object,
                                      guint         id,
                                      const GValue *value,
                                      GParamSpec   *pspec)
{
  ImagetteEvolutionGrid *self = IMAGETTE_EVOLUTION_GRID (object);

  if (id == PROP_HADJUSTMENT || id == PROP_VADJUSTMENT)
    take_adjustment (self, id == PROP_HADJUSTMENT ? GTK_ORIENTATION_HORIZONTAL
                                                  : GTK_ORIENTATION_VERTICAL,
                     g_value_get_object (value));
  else if (id == PROP_HSCROLL_POLICY || id == PROP_VSCROLL_POLICY)
    self->policies[id - PROP_HSCROLL_POLICY] = (GtkScrollablePolicy) g_value_get_enum (value);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
imagette_evolution_grid_get_property (GObject    *object,
                                      guint       id,
                                      GValue     *value,
                                      GParamSpec *pspec)
{
  ImagetteEvolutionGrid *self = IMAGETTE_EVOLUTION_GRID (object);

  if (id == PROP_HADJUSTMENT || id == PROP_VADJUSTMENT)
    g_value_set_object (value, self->adjustments[id - PROP_HADJUSTMENT]);
  else if (id == PROP_HSCROLL_POLICY || id == PROP_VSCROLL_POLICY)
    g_value_set_enum (value, (int) self->policies[id - PROP_HSCROLL_POLICY]);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
imagette_evolution_grid_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  imagette_evolution_grid_configure (IMAGETTE_EVOLUTION_GRID (widget));
}

/* Life */

static void
clear_cells (ImagetteEvolutionGrid *self)
{
  for (int i = 0; i < self->n_rows * self->n_columns; i++)
    {
      g_clear_pointer (&self->cells[i].projection, nn_tensor_unref);
      g_free (self->cells[i].reason);
      g_free (self->cells[i].words);
    }
  g_clear_pointer (&self->cells, g_free);
  g_clear_pointer (&self->marks, g_free);
  self->n_rows = self->n_columns = 0;
}

static void
imagette_evolution_grid_dispose (GObject *object)
{
  take_adjustment (IMAGETTE_EVOLUTION_GRID (object), GTK_ORIENTATION_HORIZONTAL, NULL);
  take_adjustment (IMAGETTE_EVOLUTION_GRID (object), GTK_ORIENTATION_VERTICAL, NULL);
  G_OBJECT_CLASS (imagette_evolution_grid_parent_class)->dispose (object);
}

static void
imagette_evolution_grid_finalize (GObject *object)
{
  clear_cells (IMAGETTE_EVOLUTION_GRID (object));
  G_OBJECT_CLASS (imagette_evolution_grid_parent_class)->finalize (object);
}

static void
imagette_evolution_grid_class_init (ImagetteEvolutionGridClass *class)
{
  GObjectClass *object_class = G_OBJECT_CLASS (class);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);
  ImagetteCanvasClass *canvas_class = IMAGETTE_CANVAS_CLASS (class);
  ImagetteCellCanvasClass *cell_class = IMAGETTE_CELL_CANVAS_CLASS (class);

  object_class->set_property = imagette_evolution_grid_set_property;
  object_class->get_property = imagette_evolution_grid_get_property;
  object_class->dispose = imagette_evolution_grid_dispose;
  object_class->finalize = imagette_evolution_grid_finalize;
  widget_class->measure = imagette_evolution_grid_measure;
  widget_class->size_allocate = imagette_evolution_grid_size_allocate;
  canvas_class->paint = imagette_evolution_grid_paint;
  canvas_class->paint_over = imagette_evolution_grid_paint_over;
  canvas_class->describe = imagette_evolution_grid_speak;
  cell_class->get_size = imagette_evolution_grid_get_size;
  cell_class->cell_at = imagette_evolution_grid_cell_at;
  cell_class->begin = imagette_evolution_grid_begin;
  cell_class->tooltip = imagette_evolution_grid_tooltip;
  cell_class->hovered = imagette_evolution_grid_hovered;
  cell_class->activated = imagette_evolution_grid_activated;
  g_object_class_override_property (object_class, PROP_HADJUSTMENT, "hadjustment");
  g_object_class_override_property (object_class, PROP_VADJUSTMENT, "vadjustment");
  g_object_class_override_property (object_class, PROP_HSCROLL_POLICY, "hscroll-policy");
  g_object_class_override_property (object_class, PROP_VSCROLL_POLICY, "vscroll-policy");
  signals[COLUMN_ACTIVATED] = g_signal_new ("column-activated", IMAGETTE_TYPE_EVOLUTION_GRID,
                                            G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE,
                                            1, G_TYPE_INT);
}

static void
imagette_evolution_grid_init (ImagetteEvolutionGrid *self)
{
  self->selected = -1;
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
}

GtkWidget *
imagette_evolution_grid_new (void)
{
  return g_object_new (IMAGETTE_TYPE_EVOLUTION_GRID, NULL);
}

/* Content */

void
imagette_evolution_grid_set_size (ImagetteEvolutionGrid *self,
                                  int                    n_rows,
                                  const ImagetteMark    *marks,
                                  int                    n_columns)
{
  gboolean same;

  g_return_if_fail (IMAGETTE_IS_EVOLUTION_GRID (self));
  g_return_if_fail (n_rows >= 0 && n_columns >= 0);

  same = n_rows == self->n_rows && n_columns == self->n_columns;
  clear_cells (self);
  self->n_rows = n_rows;
  self->n_columns = n_columns;
  self->marks = g_memdup2 (marks, (gsize) n_columns * sizeof *marks);
  self->cells = g_new0 (EvolutionCell, n_rows * n_columns);
  if (self->selected >= n_columns)
    self->selected = -1;
  if (!same)
    {
      imagette_evolution_grid_configure (self);
      gtk_widget_queue_resize (GTK_WIDGET (self));
    }
  imagette_cell_canvas_changed (IMAGETTE_CELL_CANVAS (self));
}

void
imagette_evolution_grid_set_cell (ImagetteEvolutionGrid *self,
                                  int                    row,
                                  int                    column,
                                  NnTensor              *projection,
                                  gboolean               jump,
                                  const char            *reason,
                                  const char            *words)
{
  EvolutionCell *cell;

  g_return_if_fail (IMAGETTE_IS_EVOLUTION_GRID (self));
  g_return_if_fail (row >= 0 && row < self->n_rows);
  g_return_if_fail (column >= 0 && column < self->n_columns);
  g_return_if_fail (projection == NULL
                    || nn_tensor_get_size (projection) == EVOLUTION_SIDE * EVOLUTION_SIDE);

  cell = evolution_cell (self, row, column);
  g_clear_pointer (&cell->projection, nn_tensor_unref);
  cell->projection = projection != NULL ? nn_tensor_ref (projection) : NULL;
  cell->m = projection != NULL ? nn_tensor_abs_max (projection) : 0;
  cell->jump = jump;
  g_free (cell->reason);
  cell->reason = projection == NULL ? g_strdup (reason) : NULL;
  g_free (cell->words);
  cell->words = g_strdup (words);
  imagette_cell_canvas_changed (IMAGETTE_CELL_CANVAS (self));
}

void
imagette_evolution_grid_set_scope (ImagetteEvolutionGrid *self, NnScope scope)
{
  g_return_if_fail (IMAGETTE_IS_EVOLUTION_GRID (self));

  if (self->scope == scope)
    return;
  self->scope = scope;
  imagette_canvas_changed (IMAGETTE_CANVAS (self));
}

void
imagette_evolution_grid_set_colors (ImagetteEvolutionGrid *self, NnColors colors)
{
  g_return_if_fail (IMAGETTE_IS_EVOLUTION_GRID (self));

  if (self->colors == colors)
    return;
  self->colors = colors;
  imagette_canvas_changed (IMAGETTE_CANVAS (self));
}

void
imagette_evolution_grid_set_selected (ImagetteEvolutionGrid *self, int column)
{
  g_return_if_fail (IMAGETTE_IS_EVOLUTION_GRID (self));
  g_return_if_fail (column < self->n_columns);

  if (self->selected == column)
    return;
  self->selected = column;
  imagette_evolution_grid_reveal (self, -1, column);
  imagette_canvas_over_changed (IMAGETTE_CANVAS (self));
}

int
imagette_evolution_grid_get_selected (ImagetteEvolutionGrid *self)
{
  g_return_val_if_fail (IMAGETTE_IS_EVOLUTION_GRID (self), -1);

  return self->selected;
}
