/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "widgets/imagette-cell-canvas.h"

#include "widgets/imagette-keys.h"

typedef struct
{
  int row, column;                /* the cursor; -1: nowhere */
  gboolean by_keys;               /* it was moved by them last */
} ImagetteCellCanvasPrivate;

enum { CELL_HOVERED, CELL_ACTIVATED, N_SIGNALS };
static guint signals[N_SIGNALS];

G_DEFINE_ABSTRACT_TYPE_WITH_PRIVATE (ImagetteCellCanvas, imagette_cell_canvas,
                                     IMAGETTE_TYPE_CANVAS)

#define PRIVATE(self) \
  ((ImagetteCellCanvasPrivate *) imagette_cell_canvas_get_instance_private (self))

static gboolean
is_cell (ImagetteCellCanvas *self, int row, int column)
{
  int n_rows = 0, n_columns = 0;

  IMAGETTE_CELL_CANVAS_GET_CLASS (self)->get_size (self, &n_rows, &n_columns);
  return row >= 0 && row < n_rows && column >= 0 && column < n_columns;
}

/* Of the cell under the pointer: keys leave it alone. A tooltip that comes or goes has the whole
 * window laid out. */
static void
renew_tooltip (ImagetteCellCanvas *self)
{
  ImagetteCellCanvasClass *class = IMAGETTE_CELL_CANVAS_GET_CLASS (self);
  g_autofree char *words = NULL;

  if (class->tooltip == NULL)
    return;
  if (PRIVATE (self)->row >= 0 && !PRIVATE (self)->by_keys)
    words = class->tooltip (self);
  if (g_strcmp0 (words, gtk_widget_get_tooltip_text (GTK_WIDGET (self))) != 0)
    gtk_widget_set_tooltip_text (GTK_WIDGET (self), words);
}

/* Input */

static void
choose (ImagetteCellCanvas *self, int row, int column, gboolean by_keys)
{
  ImagetteCellCanvasClass *class = IMAGETTE_CELL_CANVAS_GET_CLASS (self);

  if (PRIVATE (self)->row == row && PRIVATE (self)->column == column)
    return;
  PRIVATE (self)->by_keys = by_keys;
  imagette_cell_canvas_set_cursor (self, row, column);
  renew_tooltip (self);
  if (class->hovered != NULL)
    class->hovered (self, row, column);
  g_signal_emit (self, signals[CELL_HOVERED], 0, row, column);
}

static void
activate (ImagetteCellCanvas *self, int row, int column)
{
  ImagetteCellCanvasClass *class = IMAGETTE_CELL_CANVAS_GET_CLASS (self);

  if (class->activated != NULL)
    class->activated (self, row, column);
  g_signal_emit (self, signals[CELL_ACTIVATED], 0, row, column);
}

static gboolean
find_cell (ImagetteCellCanvas *self, double x, double y, int *row, int *column)
{
  if (is_cell (self, 0, 0)
      && IMAGETTE_CELL_CANVAS_GET_CLASS (self)->cell_at (self, x, y, row, column))
    return TRUE;
  *row = *column = -1;
  return FALSE;
}

static void
motion_cb (ImagetteCellCanvas *self, double x, double y)
{
  int row, column;

  find_cell (self, x, y, &row, &column);
  choose (self, row, column, FALSE);
}

static void
leave_cb (ImagetteCellCanvas *self)
{
  choose (self, -1, -1, FALSE);
}

static void
pressed_cb (ImagetteCellCanvas *self)
{
  gtk_widget_grab_focus (GTK_WIDGET (self));
}

static void
released_cb (ImagetteCellCanvas *self, int n_press, double x, double y)
{
  int row, column;

  if (find_cell (self, x, y, &row, &column))
    activate (self, row, column);
}

static gboolean
move_cb (GtkWidget *widget, GVariant *args, gpointer data)
{
  ImagetteCellCanvas *self = IMAGETTE_CELL_CANVAS (widget);
  ImagetteCellCanvasClass *class = IMAGETTE_CELL_CANVAS_GET_CLASS (self);
  int row = PRIVATE (self)->row, column = PRIVATE (self)->column;
  int down, right;

  if (!is_cell (self, 0, 0))
    return FALSE;
  g_variant_get (args, "(ii)", &down, &right);
  if (row < 0)
    class->begin (self, &row, &column);
  else
    class->step (self, down, right, &row, &column);
  choose (self, row, column, TRUE);
  imagette_canvas_speak (IMAGETTE_CANVAS (self));
  return TRUE;
}

static gboolean
enter_cb (GtkWidget *widget, GVariant *args, gpointer data)
{
  ImagetteCellCanvas *self = IMAGETTE_CELL_CANVAS (widget);
  ImagetteCellCanvasPrivate *priv = PRIVATE (self);

  if (!is_cell (self, priv->row, priv->column))
    return FALSE;
  activate (self, priv->row, priv->column);
  return TRUE;
}

static void
begin_at_first (ImagetteCellCanvas *self, int *row, int *column)
{
  *row = *column = 0;
}

static void
step_by_one (ImagetteCellCanvas *self, int down, int right, int *row, int *column)
{
  int n_rows, n_columns;

  IMAGETTE_CELL_CANVAS_GET_CLASS (self)->get_size (self, &n_rows, &n_columns);
  *row = CLAMP (*row + down, 0, n_rows - 1);
  *column = CLAMP (*column + right, 0, n_columns - 1);
}

/* Life */

static void
imagette_cell_canvas_class_init (ImagetteCellCanvasClass *class)
{
  static const char *const names[N_SIGNALS] = { "cell-hovered", "cell-activated" };

  class->begin = begin_at_first;
  class->step = step_by_one;
  for (int i = 0; i < N_SIGNALS; i++)
    signals[i] = g_signal_new (names[i], G_TYPE_FROM_CLASS (class), G_SIGNAL_RUN_LAST, 0, NULL,
                               NULL, NULL, G_TYPE_NONE, 2, G_TYPE_INT, G_TYPE_INT);
  imagette_keys_add_arrows (GTK_WIDGET_CLASS (class), move_cb);
  imagette_keys_add_enter (GTK_WIDGET_CLASS (class), enter_cb);
}

static void
imagette_cell_canvas_init (ImagetteCellCanvas *self)
{
  GtkEventController *motion = gtk_event_controller_motion_new ();
  GtkGesture *click = gtk_gesture_click_new ();

  PRIVATE (self)->row = PRIVATE (self)->column = -1;
  g_signal_connect_swapped (motion, "enter", G_CALLBACK (motion_cb), self);
  g_signal_connect_swapped (motion, "motion", G_CALLBACK (motion_cb), self);
  g_signal_connect_swapped (motion, "leave", G_CALLBACK (leave_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), motion);
  g_signal_connect_swapped (click, "pressed", G_CALLBACK (pressed_cb), self);
  g_signal_connect_swapped (click, "released", G_CALLBACK (released_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (click));
}

gboolean
imagette_cell_canvas_get_cursor (ImagetteCellCanvas *self, int *row, int *column)
{
  g_return_val_if_fail (IMAGETTE_IS_CELL_CANVAS (self), FALSE);

  if (row != NULL)
    *row = PRIVATE (self)->row;
  if (column != NULL)
    *column = PRIVATE (self)->column;
  return PRIVATE (self)->row >= 0;
}

void
imagette_cell_canvas_set_cursor (ImagetteCellCanvas *self, int row, int column)
{
  ImagetteCellCanvasPrivate *priv = PRIVATE (self);

  g_return_if_fail (IMAGETTE_IS_CELL_CANVAS (self));

  if (!is_cell (self, row, column))
    row = column = -1;
  if (priv->row == row && priv->column == column)
    return;
  priv->row = row;
  priv->column = column;
  imagette_canvas_over_changed (IMAGETTE_CANVAS (self));
}

void
imagette_cell_canvas_changed (ImagetteCellCanvas *self)
{
  ImagetteCellCanvasPrivate *priv = PRIVATE (self);

  g_return_if_fail (IMAGETTE_IS_CELL_CANVAS (self));

  if (priv->row >= 0 && !is_cell (self, priv->row, priv->column))
    priv->row = priv->column = -1;
  renew_tooltip (self);
  imagette_canvas_changed (IMAGETTE_CANVAS (self));
}
