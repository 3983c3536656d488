/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "widgets/imagette-plane-figure-private.h"

#include "widgets/imagette-line-figure.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#define MIN_SCALE 3
#define NATURAL_SCALE 8
#define DRAG_PIXELS 5             /* a click may tremble */

enum { EDITED, MOVED, N_SIGNALS };
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (ImagettePlaneFigure, imagette_plane_figure, IMAGETTE_TYPE_CANVAS)

static void
place_now (ImagettePlaneFigure *self, ImagettePlanePlace *place)
{
  GtkWidget *widget = GTK_WIDGET (self);
  NnStyle style;

  imagette_look_init_style (widget, &style);
  imagette_plane_figure_place (self, style.font_size, gtk_widget_get_width (widget),
                               gtk_widget_get_height (widget), place);
}

static int
n_places (ImagettePlaneFigure *self)
{
  return self->planes.planes[IMAGETTE_PLANE_OUTPUT].side;
}

static void
move_to (ImagettePlaneFigure *self, int row, int column)
{
  int n = n_places (self);

  row = CLAMP (row, 0, n - 1);
  column = CLAMP (column, 0, n - 1);
  if (n == 0 || (row == self->row && column == self->column))
    return;
  self->row = row;
  self->column = column;
  if (self->revealed >= 0)
    imagette_plane_figure_set_revealed (self, -1);
  imagette_canvas_over_changed (IMAGETTE_CANVAS (self));
  g_signal_emit (self, signals[MOVED], 0, row, column);
}

/* The cell in the middle of the window; FALSE: it is one of the zeros, or not to be edited. */
static gboolean
find_middle (ImagettePlaneFigure *self, int *row, int *column)
{
  const ImagettePlanes *planes = &self->planes;
  int side = planes->planes[IMAGETTE_PLANE_INPUT].side, middle = planes->kernel / 2 - planes->padding;

  *row = self->row * planes->stride + middle;
  *column = self->column * planes->stride + middle;
  return planes->editable && self->row >= 0 && *row >= 0 && *row < side && *column >= 0
         && *column < side;
}

/* ---- keys ---- */

static gboolean
write_middle (ImagettePlaneFigure *self, double value)
{
  int row, column;

  if (!find_middle (self, &row, &column))
    return FALSE;
  g_signal_emit (self, signals[EDITED], 0, row, column, value);
  imagette_canvas_speak (IMAGETTE_CANVAS (self));
  return TRUE;
}

static gboolean
key_pressed_cb (ImagettePlaneFigure *self, guint key, guint code, GdkModifierType state)
{
  gunichar letter = gdk_keyval_to_unicode (key);

  if ((state & (GDK_CONTROL_MASK | GDK_ALT_MASK)) != 0)
    return FALSE;
  if (letter >= '0' && letter <= '9')
    return write_middle (self, letter - '0');
  return key == GDK_KEY_Delete && write_middle (self, 0);
}

static gboolean
arrow_cb (GtkWidget *widget, GVariant *args, gpointer data)
{
  ImagettePlaneFigure *self = IMAGETTE_PLANE_FIGURE (widget);
  int down, right;

  g_variant_get (args, "(ii)", &down, &right);
  move_to (self, self->row + down, self->column + right);
  imagette_canvas_speak (IMAGETTE_CANVAS (self));
  return TRUE;
}

static void
add_keys (GtkWidgetClass *class)
{
  const int far = IMAGETTE_PLANE_SIDE;
  const struct { guint key; GdkModifierType state; int down, right; } keys[] = {
    { GDK_KEY_Left, 0, 0, -1 }, { GDK_KEY_Right, 0, 0, 1 }, { GDK_KEY_Up, 0, -1, 0 },
    { GDK_KEY_Down, 0, 1, 0 }, { GDK_KEY_Home, 0, 0, -far }, { GDK_KEY_End, 0, 0, far },
    { GDK_KEY_Home, GDK_CONTROL_MASK, -far, -far }, { GDK_KEY_End, GDK_CONTROL_MASK, far, far },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (keys); i++)
    gtk_widget_class_add_binding (class, keys[i].key, keys[i].state, arrow_cb, "(ii)", keys[i].down,
                                  keys[i].right);
}

/* ---- the pointer ---- */

/* The cell of a plane at a point, zeros included; FALSE: it is beside it. */
static gboolean
cell_at (ImagettePlaneFigure *self, ImagettePlaneRole plane, double x, double y, int *row,
         int *column)
{
  int border = plane == IMAGETTE_PLANE_INPUT ? self->planes.padding : 0;
  int side = self->planes.planes[plane].side;
  ImagettePlanePlace place;

  place_now (self, &place);
  *row = (int) floor ((y - place.y[plane]) / place.scale);
  *column = (int) floor ((x - place.x[plane]) / place.scale);
  return side > 0 && *row >= -border && *row < side + border && *column >= -border
         && *column < side + border;
}

/* With the middle of the window under the pointer. */
static void
drag_window (ImagettePlaneFigure *self, double x, double y)
{
  const ImagettePlanes *planes = &self->planes;
  double row, column;
  ImagettePlanePlace place;

  place_now (self, &place);
  row = (y - place.y[IMAGETTE_PLANE_INPUT]) / place.scale - planes->kernel / 2.0 + planes->padding;
  column = (x - place.x[IMAGETTE_PLANE_INPUT]) / place.scale - planes->kernel / 2.0 + planes->padding;
  move_to (self, (int) rint (row / planes->stride), (int) rint (column / planes->stride));
}

static gboolean
move_to_point (ImagettePlaneFigure *self, double x, double y)
{
  int row, column, pool = MAX (self->planes.pool, 1);

  if (cell_at (self, IMAGETTE_PLANE_OUTPUT, x, y, &row, &column))
    move_to (self, row, column);
  else if (cell_at (self, IMAGETTE_PLANE_POOLED, x, y, &row, &column))
    move_to (self, row * pool, column * pool);
  else
    return FALSE;
  return TRUE;
}

static void
drag_begin_cb (ImagettePlaneFigure *self, double x, double y)
{
  int row, column;

  gtk_widget_grab_focus (GTK_WIDGET (self));
  self->dragging = FALSE;
  if (!move_to_point (self, x, y) && !self->planes.editable
      && cell_at (self, IMAGETTE_PLANE_INPUT, x, y, &row, &column))
    drag_window (self, x, y);
}

static void
drag_update_cb (ImagettePlaneFigure *self, double dx, double dy, GtkGestureDrag *drag)
{
  int row, column;
  double x, y;

  self->dragging |= hypot (dx, dy) > DRAG_PIXELS;
  if (!self->dragging || !gtk_gesture_drag_get_start_point (drag, &x, &y))
    return;
  gtk_gesture_set_state (GTK_GESTURE (drag), GTK_EVENT_SEQUENCE_CLAIMED);
  if (cell_at (self, IMAGETTE_PLANE_INPUT, x, y, &row, &column))
    drag_window (self, x + dx, y + dy);
  else
    move_to_point (self, x + dx, y + dy);
}

static void
drag_end_cb (ImagettePlaneFigure *self, double dx, double dy, GtkGestureDrag *drag)
{
  int row, column, side = self->planes.planes[IMAGETTE_PLANE_INPUT].side;
  double x, y;

  if (self->dragging || !self->planes.editable || !gtk_gesture_drag_get_start_point (drag, &x, &y)
      || !cell_at (self, IMAGETTE_PLANE_INPUT, x, y, &row, &column) || row < 0 || column < 0
      || row >= side || column >= side)
    return;
  g_signal_emit (self, signals[EDITED], 0, row, column,
                 self->values[IMAGETTE_PLANE_INPUT][row * side + column] > 0 ? 0.0 : 1.0);
}

/* ---- canvas ---- */

static char *
imagette_plane_figure_describe (ImagetteCanvas *canvas)
{
  ImagettePlaneFigure *self = IMAGETTE_PLANE_FIGURE (canvas);
  g_autofree char *value = NULL, *middle = NULL;
  int row, column;

  if (self->row < 0)
    return g_strdup (_("The filter is larger than the image"));
  value = imagette_line_figure_number (
    (double) self->values[IMAGETTE_PLANE_OUTPUT][self->row * n_places (self) + self->column]);
  if (!find_middle (self, &row, &column))
    return g_strdup_printf (_("window at row %d, column %d: output %s"), self->row, self->column,
                            value);
  middle = imagette_line_figure_number (
    (double) self->values[IMAGETTE_PLANE_INPUT][row * self->planes.planes[IMAGETTE_PLANE_INPUT].side
                                                + column]);
  return g_strdup_printf (_("window at row %d, column %d: output %s; in its middle %s"), self->row,
                          self->column, value, middle);
}

static void
imagette_plane_figure_measure (GtkWidget      *widget,
                               GtkOrientation  orientation,
                               int             for_size,
                               int            *minimum,
                               int            *natural,
                               int            *minimum_baseline,
                               int            *natural_baseline)
{
  ImagettePlaneFigure *self = IMAGETTE_PLANE_FIGURE (widget);
  double (*measure) (ImagettePlaneFigure *, double, double)
    = orientation == GTK_ORIENTATION_HORIZONTAL ? imagette_plane_figure_width
                                                : imagette_plane_figure_height;
  NnStyle style;

  imagette_look_init_style (widget, &style);
  *minimum = (int) ceil (measure (self, style.font_size, MIN_SCALE)) + 2;
  *natural = (int) ceil (measure (self, style.font_size, NATURAL_SCALE)) + 2;
}

static void
imagette_plane_figure_class_init (ImagettePlaneFigureClass *class)
{
  GType type = G_TYPE_FROM_CLASS (class);

  GTK_WIDGET_CLASS (class)->measure = imagette_plane_figure_measure;
  IMAGETTE_CANVAS_CLASS (class)->paint = imagette_plane_figure_paint;
  IMAGETTE_CANVAS_CLASS (class)->paint_over = imagette_plane_figure_paint_over;
  IMAGETTE_CANVAS_CLASS (class)->describe = imagette_plane_figure_describe;
  signals[EDITED] = g_signal_new ("edited", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 3, G_TYPE_INT, G_TYPE_INT, G_TYPE_DOUBLE);
  signals[MOVED] = g_signal_new ("moved", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                 G_TYPE_NONE, 2, G_TYPE_INT, G_TYPE_INT);
  add_keys (GTK_WIDGET_CLASS (class));
}

static void
imagette_plane_figure_init (ImagettePlaneFigure *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();
  GtkGesture *drag = gtk_gesture_drag_new ();

  self->row = self->column = self->revealed = -1;
  g_signal_connect_swapped (keys, "key-pressed", G_CALLBACK (key_pressed_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
  g_signal_connect_swapped (drag, "drag-begin", G_CALLBACK (drag_begin_cb), self);
  g_signal_connect_swapped (drag, "drag-update", G_CALLBACK (drag_update_cb), self);
  g_signal_connect_swapped (drag, "drag-end", G_CALLBACK (drag_end_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (drag));
}

/* ---- public ---- */

GtkWidget *
imagette_plane_figure_new (void)
{
  return g_object_new (IMAGETTE_TYPE_PLANE_FIGURE, NULL);
}

void
imagette_plane_figure_set_planes (ImagettePlaneFigure *self, const ImagettePlanes *planes)
{
  gboolean resized;

  g_return_if_fail (IMAGETTE_IS_PLANE_FIGURE (self) && planes->stride > 0);

  resized = planes->padding != self->planes.padding;
  for (ImagettePlaneRole plane = 0; plane < IMAGETTE_N_PLANES; plane++)
    resized |= planes->planes[plane].side != self->planes.planes[plane].side;
  self->planes = *planes;
  for (ImagettePlaneRole plane = 0; plane < IMAGETTE_N_PLANES; plane++)
    {
      gsize side = (gsize) planes->planes[plane].side;

      g_return_if_fail (side <= IMAGETTE_PLANE_SIDE);
      if (side > 0)
        memcpy (self->values[plane], planes->planes[plane].values, sizeof (float) * side * side);
      self->planes.planes[plane].values = self->values[plane];
    }
  imagette_plane_figure_set_position (self, self->row, self->column);
  if (resized)
    gtk_widget_queue_resize (GTK_WIDGET (self));
  imagette_canvas_changed (IMAGETTE_CANVAS (self));
}

void
imagette_plane_figure_set_position (ImagettePlaneFigure *self, int row, int column)
{
  int n;

  g_return_if_fail (IMAGETTE_IS_PLANE_FIGURE (self));

  n = n_places (self);
  self->row = CLAMP (row, MIN (0, n - 1), n - 1);
  self->column = CLAMP (column, MIN (0, n - 1), n - 1);
  imagette_canvas_over_changed (IMAGETTE_CANVAS (self));
}

gboolean
imagette_plane_figure_get_position (ImagettePlaneFigure *self, int *row, int *column)
{
  g_return_val_if_fail (IMAGETTE_IS_PLANE_FIGURE (self), FALSE);

  *row = self->row;
  *column = self->column;
  return self->row >= 0;
}

void
imagette_plane_figure_set_revealed (ImagettePlaneFigure *self, int revealed)
{
  g_return_if_fail (IMAGETTE_IS_PLANE_FIGURE (self));

  self->revealed = revealed;
  imagette_canvas_changed (IMAGETTE_CANVAS (self));
}

gboolean
imagette_plane_figure_get_cell (ImagettePlaneFigure *self,
                                ImagettePlaneRole    plane,
                                int                  row,
                                int                  column,
                                graphene_rect_t     *cell)
{
  ImagettePlanePlace place;
  int side;

  g_return_val_if_fail (IMAGETTE_IS_PLANE_FIGURE (self), FALSE);

  side = self->planes.planes[plane].side;
  if (row < 0 || row >= side || column < 0 || column >= side)
    return FALSE;
  place_now (self, &place);
  graphene_rect_init (cell, (float) (place.x[plane] + column * place.scale),
                      (float) (place.y[plane] + row * place.scale), (float) place.scale,
                      (float) place.scale);
  return TRUE;
}
