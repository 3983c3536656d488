/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "widgets/imagette-evolution-grid-private.h"

#include <glib/gi18n-lib.h>

enum { CELL_HOVERED, COLUMN_ACTIVATED, N_SIGNALS };
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (ImagetteEvolutionGrid, imagette_evolution_grid, IMAGETTE_TYPE_CANVAS)

char *
imagette_evolution_grid_describe (ImagetteEvolutionGrid *self)
{
  g_return_val_if_fail (IMAGETTE_IS_EVOLUTION_GRID (self), NULL);

  if (self->n_columns == 0 || self->n_rows == 0)
    return g_strdup (_("not computed yet"));
  if (self->row < 0)
    return g_strdup_printf (_("%d rows, %d columns"), self->n_rows, self->n_columns);
  return g_strdup (evolution_cell (self, self->row, self->column)->words);
}

static char *
imagette_evolution_grid_speak (ImagetteCanvas *canvas)
{
  return imagette_evolution_grid_describe (IMAGETTE_EVOLUTION_GRID (canvas));
}

/* Input */

static void
renew_tooltip (ImagetteEvolutionGrid *self)
{
  gtk_widget_set_tooltip_text (GTK_WIDGET (self),
                               self->row >= 0
                                 ? evolution_cell (self, self->row, self->column)->words : NULL);
}

static void
choose (ImagetteEvolutionGrid *self, int row, int column)
{
  if (self->row == row && self->column == column)
    return;
  self->row = row;
  self->column = column;
  renew_tooltip (self);
  imagette_canvas_over_changed (IMAGETTE_CANVAS (self));
  g_signal_emit (self, signals[CELL_HOVERED], 0, row, column);
}

static void
motion_cb (ImagetteEvolutionGrid *self, double x, double y)
{
  int row, column;

  imagette_evolution_grid_cell_at (self, x, y, &row, &column);
  choose (self, row, column);
}

static void
leave_cb (ImagetteEvolutionGrid *self)
{
  choose (self, -1, -1);
}

static void
pressed_cb (ImagetteEvolutionGrid *self)
{
  gtk_widget_grab_focus (GTK_WIDGET (self));
}

static void
released_cb (ImagetteEvolutionGrid *self, int n_press, double x, double y)
{
  int row, column;

  if (imagette_evolution_grid_cell_at (self, x, y, &row, &column))
    g_signal_emit (self, signals[COLUMN_ACTIVATED], 0, column);
}

static gboolean
move_cb (GtkWidget *widget, GVariant *args, gpointer data)
{
  ImagetteEvolutionGrid *self = IMAGETTE_EVOLUTION_GRID (widget);
  int down, right;

  if (self->n_columns == 0 || self->n_rows == 0)
    return FALSE;
  g_variant_get (args, "(ii)", &down, &right);
  if (self->row < 0)
    choose (self, 0, MAX (self->selected, 0));
  else
    choose (self, CLAMP (self->row + down, 0, self->n_rows - 1),
            CLAMP (self->column + right, 0, self->n_columns - 1));
  imagette_canvas_speak (IMAGETTE_CANVAS (self));
  return TRUE;
}

static gboolean
enter_cb (GtkWidget *widget, GVariant *args, gpointer data)
{
  ImagetteEvolutionGrid *self = IMAGETTE_EVOLUTION_GRID (widget);

  if (self->row < 0)
    return FALSE;
  g_signal_emit (self, signals[COLUMN_ACTIVATED], 0, self->column);
  return TRUE;
}

/* Life */

static void
clear_cells (ImagetteEvolutionGrid *self)
{
  for (int i = 0; i < self->n_rows * self->n_columns; i++)
    {
      g_clear_pointer (&self->cells[i].projection, nn_tensor_unref);
      g_free (self->cells[i].words);
    }
  g_clear_pointer (&self->cells, g_free);
  g_clear_pointer (&self->marks, g_free);
  self->n_rows = self->n_columns = 0;
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
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);
  ImagetteCanvasClass *canvas_class = IMAGETTE_CANVAS_CLASS (class);

  G_OBJECT_CLASS (class)->finalize = imagette_evolution_grid_finalize;
  widget_class->measure = imagette_evolution_grid_measure;
  canvas_class->paint = imagette_evolution_grid_paint;
  canvas_class->paint_over = imagette_evolution_grid_paint_over;
  canvas_class->describe = imagette_evolution_grid_speak;
  signals[CELL_HOVERED] = g_signal_new ("cell-hovered", IMAGETTE_TYPE_EVOLUTION_GRID,
                                        G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 2,
                                        G_TYPE_INT, G_TYPE_INT);
  signals[COLUMN_ACTIVATED] = g_signal_new ("column-activated", IMAGETTE_TYPE_EVOLUTION_GRID,
                                            G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE,
                                            1, G_TYPE_INT);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Left, 0, move_cb, "(ii)", 0, -1);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Right, 0, move_cb, "(ii)", 0, 1);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Up, 0, move_cb, "(ii)", -1, 0);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Down, 0, move_cb, "(ii)", 1, 0);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Return, 0, enter_cb, NULL);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_KP_Enter, 0, enter_cb, NULL);
}

static void
imagette_evolution_grid_init (ImagetteEvolutionGrid *self)
{
  GtkEventController *motion = gtk_event_controller_motion_new ();
  GtkGesture *click = gtk_gesture_click_new ();

  self->selected = self->row = self->column = -1;
  g_signal_connect_swapped (motion, "enter", G_CALLBACK (motion_cb), self);
  g_signal_connect_swapped (motion, "motion", G_CALLBACK (motion_cb), self);
  g_signal_connect_swapped (motion, "leave", G_CALLBACK (leave_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), motion);
  g_signal_connect_swapped (click, "pressed", G_CALLBACK (pressed_cb), self);
  g_signal_connect_swapped (click, "released", G_CALLBACK (released_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (click));
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
  if (self->row >= n_rows || self->column >= n_columns)
    self->row = self->column = -1;
  if (self->selected >= n_columns)
    self->selected = -1;
  renew_tooltip (self);
  if (!same)
    gtk_widget_queue_resize (GTK_WIDGET (self));
  imagette_canvas_changed (IMAGETTE_CANVAS (self));
}

void
imagette_evolution_grid_set_cell (ImagetteEvolutionGrid *self,
                                  int                    row,
                                  int                    column,
                                  NnTensor              *projection,
                                  gboolean               jump,
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
  g_free (cell->words);
  cell->words = g_strdup (words);
  if (row == self->row && column == self->column)
    renew_tooltip (self);
  imagette_canvas_changed (IMAGETTE_CANVAS (self));
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
  imagette_canvas_over_changed (IMAGETTE_CANVAS (self));
}

int
imagette_evolution_grid_get_selected (ImagetteEvolutionGrid *self)
{
  g_return_val_if_fail (IMAGETTE_IS_EVOLUTION_GRID (self), -1);

  return self->selected;
}
