/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "widgets/imagette-occluder.h"

#include "render/nn-tile.h"
#include "widgets/imagette-keys.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#define SIDE 28
#define MAX_SCALE 24

struct _ImagetteOccluder
{
  ImagetteCanvas parent_instance;

  float pixels[SIDE * SIDE];
  int size;
  float value;
  int row, column;                /* the middle; -1: put away */
};

enum { MOVED, N_SIGNALS };
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (ImagetteOccluder, imagette_occluder, IMAGETTE_TYPE_CANVAS)

static double
head_height (const NnStyle *style)
{
  return ceil (1.6 * style->font_size);
}

static int
scale_in (const NnStyle *style, double width, double height)
{
  return CLAMP ((int) floor (MIN (width, height - head_height (style)) / SIDE), 1, MAX_SCALE);
}

static void
imagette_occluder_measure (GtkWidget      *widget,
                           GtkOrientation  orientation,
                           int             for_size,
                           int            *minimum,
                           int            *natural,
                           int            *minimum_baseline,
                           int            *natural_baseline)
{
  NnStyle style;
  int extra;

  imagette_look_init_style (widget, &style);
  extra = orientation == GTK_ORIENTATION_VERTICAL ? (int) head_height (&style) : 0;
  *minimum = 4 * SIDE + extra;
  *natural = 6 * SIDE + extra;
}

static void
imagette_occluder_paint (ImagetteCanvas *canvas,
                         cairo_t        *cr,
                         const NnStyle  *style,
                         double          width,
                         double          height)
{
  ImagetteOccluder *self = IMAGETTE_OCCLUDER (canvas);
  cairo_surface_t *surface = nn_tile_surface (self->pixels, SIDE, SIDE, NN_TILE_INPUT,
                                              NN_COLORS_GREY, 1);

  nn_style_text (style, cr, imagette_canvas_get_title (canvas), 0, 0, 0, 0, style->text, 1, TRUE);
  nn_tile_paint (cr, surface, 0, head_height (style), scale_in (style, width, height));
  cairo_surface_destroy (surface);
}

static void
imagette_occluder_paint_over (ImagetteCanvas *canvas,
                              cairo_t        *cr,
                              const NnStyle  *style,
                              double          width,
                              double          height)
{
  ImagetteOccluder *self = IMAGETTE_OCCLUDER (canvas);
  int scale = scale_in (style, width, height);
  int top = self->row - self->size / 2, left = self->column - self->size / 2;
  double y = head_height (style);
  double grey = (double) self->value;

  if (self->row < 0)
    return;
  cairo_save (cr);
  cairo_rectangle (cr, 0, y, SIDE * scale, SIDE * scale);
  cairo_clip (cr);
  cairo_rectangle (cr, left * scale, y + top * scale, self->size * scale, self->size * scale);
  cairo_set_source_rgb (cr, grey, grey, grey);
  cairo_fill (cr);
  cairo_restore (cr);
  nn_style_set_color (cr, style->select, 1);
  cairo_set_line_width (cr, 3);
  cairo_rectangle (cr, left * scale, y + top * scale, self->size * scale, self->size * scale);
  cairo_stroke (cr);
}

static char *
imagette_occluder_speak (ImagetteCanvas *canvas)
{
  ImagetteOccluder *self = IMAGETTE_OCCLUDER (canvas);

  if (self->row < 0)
    return g_strdup (_("no square on the digit"));
  return g_strdup_printf (_("square of %d pixels around row %d, column %d"), self->size, self->row,
                          self->column);
}

/* Input */

static void
drag_to (ImagetteOccluder *self, double x, double y)
{
  GtkWidget *widget = GTK_WIDGET (self);
  NnStyle style;
  int scale;

  imagette_look_init_style (widget, &style);
  scale = scale_in (&style, gtk_widget_get_width (widget), gtk_widget_get_height (widget));
  imagette_occluder_move (self, CLAMP ((int) floor ((y - head_height (&style)) / scale), 0, SIDE - 1),
                          CLAMP ((int) floor (x / scale), 0, SIDE - 1));
}

static void
drag_begin_cb (ImagetteOccluder *self, double x, double y)
{
  gtk_widget_grab_focus (GTK_WIDGET (self));
  drag_to (self, x, y);
}

static void
drag_update_cb (ImagetteOccluder *self, double dx, double dy, GtkGestureDrag *drag)
{
  double x = 0, y = 0;

  gtk_gesture_drag_get_start_point (drag, &x, &y);
  drag_to (self, x + dx, y + dy);
}

static gboolean
move_cb (GtkWidget *widget, GVariant *args, gpointer data)
{
  ImagetteOccluder *self = IMAGETTE_OCCLUDER (widget);
  int down, right;

  g_variant_get (args, "(ii)", &down, &right);
  if (self->row < 0)
    imagette_occluder_move (self, SIDE / 2, SIDE / 2);
  else
    imagette_occluder_move (self, CLAMP (self->row + down, 0, SIDE - 1),
                            CLAMP (self->column + right, 0, SIDE - 1));
  imagette_canvas_speak (IMAGETTE_CANVAS (self));
  return TRUE;
}

static gboolean
put_away_cb (GtkWidget *widget, GVariant *args, gpointer data)
{
  imagette_occluder_move (IMAGETTE_OCCLUDER (widget), -1, -1);
  imagette_canvas_speak (IMAGETTE_CANVAS (widget));
  return TRUE;
}

static void
imagette_occluder_class_init (ImagetteOccluderClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);
  ImagetteCanvasClass *canvas_class = IMAGETTE_CANVAS_CLASS (class);

  widget_class->measure = imagette_occluder_measure;
  canvas_class->paint = imagette_occluder_paint;
  canvas_class->paint_over = imagette_occluder_paint_over;
  canvas_class->describe = imagette_occluder_speak;
  signals[MOVED] = g_signal_new ("moved", IMAGETTE_TYPE_OCCLUDER, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                 NULL, G_TYPE_NONE, 2, G_TYPE_INT, G_TYPE_INT);
  imagette_keys_add_arrows (widget_class, move_cb);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Return, 0, move_cb, "(ii)", 0, 0);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Delete, 0, put_away_cb, NULL);
}

static void
imagette_occluder_init (ImagetteOccluder *self)
{
  GtkGesture *drag = gtk_gesture_drag_new ();

  self->size = 7;
  self->row = self->column = -1;
  g_signal_connect_swapped (drag, "drag-begin", G_CALLBACK (drag_begin_cb), self);
  g_signal_connect_swapped (drag, "drag-update", G_CALLBACK (drag_update_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (drag));
  gtk_widget_set_cursor_from_name (GTK_WIDGET (self), "move");
}

GtkWidget *
imagette_occluder_new (void)
{
  return g_object_new (IMAGETTE_TYPE_OCCLUDER, NULL);
}

/* Content */

void
imagette_occluder_set_digit (ImagetteOccluder *self, const guint8 *pixels)
{
  float values[SIDE * SIDE];

  g_return_if_fail (IMAGETTE_IS_OCCLUDER (self));
  g_return_if_fail (pixels != NULL);

  for (int i = 0; i < SIDE * SIDE; i++)
    values[i] = pixels[i] / 255.0f;
  if (memcmp (self->pixels, values, sizeof values) == 0)
    return;
  memcpy (self->pixels, values, sizeof values);
  imagette_canvas_changed (IMAGETTE_CANVAS (self));
}

void
imagette_occluder_set_square (ImagetteOccluder *self, int size, float value)
{
  g_return_if_fail (IMAGETTE_IS_OCCLUDER (self));
  g_return_if_fail (size > 0 && size <= SIDE);

  self->size = size;
  self->value = value;
  imagette_canvas_over_changed (IMAGETTE_CANVAS (self));
}

void
imagette_occluder_move (ImagetteOccluder *self, int row, int column)
{
  g_return_if_fail (IMAGETTE_IS_OCCLUDER (self));
  g_return_if_fail (row < SIDE && column < SIDE);

  if (self->row == row && self->column == column)
    return;
  self->row = row;
  self->column = column;
  imagette_canvas_over_changed (IMAGETTE_CANVAS (self));
  g_signal_emit (self, signals[MOVED], 0, row, column);
}

void
imagette_occluder_get_place (ImagetteOccluder *self, int *row, int *column)
{
  g_return_if_fail (IMAGETTE_IS_OCCLUDER (self));

  *row = self->row;
  *column = self->column;
}
