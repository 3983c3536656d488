/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "widgets/imagette-ink.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#define SIDE IMAGETTE_INK_SIDE
#define UNIT (SIDE / IMAGETTE_INK_UNITS)
#define RADIUS 1.15               /* of the brush at full pressure, in units */
#define ERASER_RADIUS 2.0
#define SOFT 0.6                  /* units over which its edge fades */
#define MAX_UNDO 64
#define MIN_SIZE 140
#define NATURAL_SIZE 280

struct _ImagetteInk
{
  ImagetteCanvas parent_instance;

  guint8 *pixels;                 /* [SIDE][SIDE] */
  GQueue undo;                    /* of guint8 *, the latest first */
  gboolean erasing, pen_erases;   /* the switch, and the pen's other end */
  double x, y;                    /* of the brush as it is shown, in units */
  double last_x, last_y;          /* where the stroke has come to */
  gboolean brush_shown;           /* pointer over the sheet or keys in use */
  gboolean down;                  /* put down by Space */
  guint tick;
};

enum
{
  PROP_0,
  PROP_ERASING,
  PROP_CAN_UNDO,
  N_PROPS
};

enum
{
  CHANGED,
  N_SIGNALS
};

static GParamSpec *props[N_PROPS];
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (ImagetteInk, imagette_ink, IMAGETTE_TYPE_CANVAS)

/* Ink */

static void
emit_changed (ImagetteInk *self)
{
  imagette_canvas_changed (IMAGETTE_CANVAS (self));
  g_signal_emit (self, signals[CHANGED], 0);
}

static gboolean
tick_cb (GtkWidget *widget, GdkFrameClock *clock, gpointer data)
{
  ImagetteInk *self = IMAGETTE_INK (widget);

  self->tick = 0;
  emit_changed (self);
  return G_SOURCE_REMOVE;
}

/* A mouse sends more events than there are frames. */
static void
queue_changed (ImagetteInk *self)
{
  if (!gtk_widget_get_mapped (GTK_WIDGET (self)))
    emit_changed (self);
  else if (self->tick == 0)
    self->tick = gtk_widget_add_tick_callback (GTK_WIDGET (self), tick_cb, NULL, NULL);
}

static void
remember (ImagetteInk *self)
{
  g_queue_push_head (&self->undo, g_memdup2 (self->pixels, SIDE * SIDE));
  if (self->undo.length > MAX_UNDO)
    g_free (g_queue_pop_tail (&self->undo));
  if (self->undo.length == 1)
    g_object_notify_by_pspec (G_OBJECT (self), props[PROP_CAN_UNDO]);
}

/* How much ink the brush leaves at distance d of its middle; all lengths in units. */
static double
softness (double d, double radius)
{
  return CLAMP ((radius + SOFT / 2 - d) / SOFT, 0.0, 1.0);
}

static double
distance_to_segment (double px, double py, double x0, double y0, double x1, double y1)
{
  double dx = x1 - x0, dy = y1 - y0, square = dx * dx + dy * dy;
  double t = square > 0 ? CLAMP (((px - x0) * dx + (py - y0) * dy) / square, 0, 1) : 0;

  return hypot (px - x0 - t * dx, py - y0 - t * dy);
}

/* The brush drawn from one point to another; units. */
static void
draw_segment (ImagetteInk *self, double x0, double y0, double x1, double y1, double radius)
{
  gboolean erase = self->erasing || self->pen_erases;
  double reach = radius + SOFT;
  int left = (int) CLAMP (floor ((MIN (x0, x1) - reach) * UNIT), 0, SIDE);
  int right = (int) CLAMP (ceil ((MAX (x0, x1) + reach) * UNIT), 0, SIDE);
  int top = (int) CLAMP (floor ((MIN (y0, y1) - reach) * UNIT), 0, SIDE);
  int bottom = (int) CLAMP (ceil ((MAX (y0, y1) + reach) * UNIT), 0, SIDE);

  for (int y = top; y < bottom; y++)
    for (int x = left; x < right; x++)
      {
        guint8 *pixel = &self->pixels[y * SIDE + x];
        double d = distance_to_segment ((x + 0.5) / UNIT, (y + 0.5) / UNIT, x0, y0, x1, y1);
        double ink = 255 * softness (d, radius);

        if (erase)
          *pixel = (guint8) MIN ((double) *pixel, 255 - ink);
        else
          *pixel = (guint8) MAX ((double) *pixel, ink);
      }
}

void
imagette_ink_stroke (ImagetteInk *self, double x, double y, double pressure, gboolean start)
{
  gboolean erase;
  double radius;

  g_return_if_fail (IMAGETTE_IS_INK (self));

  erase = self->erasing || self->pen_erases;
  radius = (erase ? ERASER_RADIUS : RADIUS) * (0.4 + 0.6 * CLAMP (pressure, 0, 1));
  x = CLAMP (x, 0, IMAGETTE_INK_UNITS);
  y = CLAMP (y, 0, IMAGETTE_INK_UNITS);
  if (start)
    {
      remember (self);
      self->last_x = x;
      self->last_y = y;
    }
  draw_segment (self, self->last_x, self->last_y, x, y, radius);
  self->x = self->last_x = x;
  self->y = self->last_y = y;
  queue_changed (self);
}

/* Painting */

static void
imagette_ink_paint (ImagetteCanvas *canvas,
                    cairo_t        *cr,
                    const NnStyle  *style,
                    double          width,
                    double          height)
{
  ImagetteInk *self = IMAGETTE_INK (canvas);
  int stride = cairo_format_stride_for_width (CAIRO_FORMAT_A8, SIDE);
  cairo_surface_t *mask;

  g_assert (stride == SIDE);
  cairo_set_source_rgb (cr, 0, 0, 0);
  cairo_rectangle (cr, 0, 0, width, height);
  cairo_fill (cr);
  /* A copy: the node may be drawn after the next stroke. */
  mask = cairo_image_surface_create (CAIRO_FORMAT_A8, SIDE, SIDE);
  cairo_surface_flush (mask);
  memcpy (cairo_image_surface_get_data (mask), self->pixels, SIDE * SIDE);
  cairo_surface_mark_dirty (mask);
  cairo_save (cr);
  cairo_scale (cr, width / SIDE, height / SIDE);
  cairo_set_source_rgb (cr, 1, 1, 1);
  cairo_mask_surface (cr, mask, 0, 0);
  cairo_restore (cr);
  cairo_surface_destroy (mask);
}

static void
imagette_ink_paint_over (ImagetteCanvas *canvas,
                         cairo_t        *cr,
                         const NnStyle  *style,
                         double          width,
                         double          height)
{
  ImagetteInk *self = IMAGETTE_INK (canvas);
  double unit = width / IMAGETTE_INK_UNITS;

  if (gtk_widget_has_visible_focus (GTK_WIDGET (self)))
    {
      nn_style_set_color (cr, style->select, 1);
      cairo_set_line_width (cr, 3);
      cairo_rectangle (cr, 1.5, 1.5, width - 3, height - 3);
      cairo_stroke (cr);
    }
  if (!self->brush_shown)
    return;
  nn_style_set_color (cr, style->select, 1);
  cairo_set_line_width (cr, self->down ? 3 : 1.5);
  if (self->erasing)
    cairo_set_dash (cr, (double[2]) { 4, 3 }, 2, 0);
  cairo_arc (cr, self->x * unit, self->y * unit, (self->erasing ? ERASER_RADIUS : RADIUS) * unit, 0,
             2 * G_PI);
  cairo_stroke (cr);
}

gboolean
imagette_ink_is_blank (ImagetteInk *self)
{
  g_return_val_if_fail (IMAGETTE_IS_INK (self), TRUE);

  for (int i = 0; i < SIDE * SIDE; i++)
    if (self->pixels[i] != 0)
      return FALSE;
  return TRUE;
}

static char *
imagette_ink_speak (ImagetteCanvas *canvas)
{
  ImagetteInk *self = IMAGETTE_INK (canvas);

  return g_strdup_printf (_("%s, brush %s at row %.0f, column %.0f"),
                          imagette_ink_is_blank (self) ? _("blank") : _("drawn"),
                          self->down ? _("down") : _("up"), floor (self->y), floor (self->x));
}

static void
imagette_ink_measure (GtkWidget      *widget,
                      GtkOrientation  orientation,
                      int             for_size,
                      int            *minimum,
                      int            *natural,
                      int            *minimum_baseline,
                      int            *natural_baseline)
{
  *minimum = MIN_SIZE;
  *natural = NATURAL_SIZE;
}

/* Mouse, touch, pen */

static void
pointer_stroke (ImagetteInk *self, double x, double y, double pressure, gboolean start)
{
  GtkWidget *widget = GTK_WIDGET (self);

  imagette_ink_stroke (self, x / gtk_widget_get_width (widget) * IMAGETTE_INK_UNITS,
                       y / gtk_widget_get_height (widget) * IMAGETTE_INK_UNITS, pressure, start);
}

static void
drag_begin_cb (ImagetteInk *self, double x, double y, GtkGesture *gesture)
{
  GdkEvent *event = gtk_gesture_get_last_event (gesture, NULL);

  /* A pen has its own gesture, that knows its pressure. */
  if (event != NULL && gdk_event_get_device_tool (event) != NULL)
    {
      gtk_gesture_set_state (gesture, GTK_EVENT_SEQUENCE_DENIED);
      return;
    }
  gtk_gesture_set_state (gesture, GTK_EVENT_SEQUENCE_CLAIMED);
  gtk_widget_grab_focus (GTK_WIDGET (self));
  self->down = FALSE;
  pointer_stroke (self, x, y, 1, TRUE);
}

static void
drag_update_cb (ImagetteInk *self, double dx, double dy, GtkGestureDrag *drag)
{
  double x, y;

  gtk_gesture_drag_get_start_point (drag, &x, &y);
  pointer_stroke (self, x + dx, y + dy, 1, FALSE);
}

static double
pressure_of (GtkGestureStylus *stylus)
{
  double pressure;

  return gtk_gesture_stylus_get_axis (stylus, GDK_AXIS_PRESSURE, &pressure) ? pressure : 1;
}

static void
pen_down_cb (ImagetteInk *self, double x, double y, GtkGestureStylus *stylus)
{
  GdkDeviceTool *tool = gtk_gesture_stylus_get_device_tool (stylus);

  gtk_gesture_set_state (GTK_GESTURE (stylus), GTK_EVENT_SEQUENCE_CLAIMED);
  gtk_widget_grab_focus (GTK_WIDGET (self));
  self->pen_erases
    = tool != NULL && gdk_device_tool_get_tool_type (tool) == GDK_DEVICE_TOOL_TYPE_ERASER;
  pointer_stroke (self, x, y, pressure_of (stylus), TRUE);
}

static void
pen_motion_cb (ImagetteInk *self, double x, double y, GtkGestureStylus *stylus)
{
  pointer_stroke (self, x, y, pressure_of (stylus), FALSE);
}

static void
pen_up_cb (ImagetteInk *self)
{
  self->pen_erases = FALSE;
}

static void
motion_cb (ImagetteInk *self, double x, double y)
{
  GtkWidget *widget = GTK_WIDGET (self);

  if (self->down)
    return;                       /* the keys have the brush */
  self->x = x / gtk_widget_get_width (widget) * IMAGETTE_INK_UNITS;
  self->y = y / gtk_widget_get_height (widget) * IMAGETTE_INK_UNITS;
  self->brush_shown = TRUE;
  gtk_widget_queue_draw (widget);
}

static void
leave_cb (ImagetteInk *self)
{
  self->brush_shown = gtk_widget_has_visible_focus (GTK_WIDGET (self));
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/* Keys */

static gboolean
move_cb (GtkWidget *widget, GVariant *args, gpointer data)
{
  ImagetteInk *self = IMAGETTE_INK (widget);
  double dx, dy, x, y;

  g_variant_get (args, "(dd)", &dx, &dy);
  x = CLAMP (self->x + dx, 0, IMAGETTE_INK_UNITS);
  y = CLAMP (self->y + dy, 0, IMAGETTE_INK_UNITS);
  if (self->down)
    imagette_ink_stroke (self, x, y, 1, FALSE);
  self->x = x;
  self->y = y;
  self->brush_shown = TRUE;
  imagette_canvas_over_changed (IMAGETTE_CANVAS (self));
  return TRUE;
}

static gboolean
put_down_cb (GtkWidget *widget, GVariant *args, gpointer data)
{
  ImagetteInk *self = IMAGETTE_INK (widget);

  self->down = !self->down;
  self->brush_shown = TRUE;
  if (self->down)
    imagette_ink_stroke (self, self->x, self->y, 1, TRUE);
  gtk_widget_queue_draw (widget);
  imagette_canvas_speak (IMAGETTE_CANVAS (self));
  return TRUE;
}

static gboolean
lift_cb (GtkWidget *widget, GVariant *args, gpointer data)
{
  ImagetteInk *self = IMAGETTE_INK (widget);

  if (!self->down)
    return FALSE;
  return put_down_cb (widget, args, data);
}

static gboolean
erase_cb (GtkWidget *widget, GVariant *args, gpointer data)
{
  imagette_ink_set_erasing (IMAGETTE_INK (widget), !IMAGETTE_INK (widget)->erasing);
  return TRUE;
}

static gboolean
clear_cb (GtkWidget *widget, GVariant *args, gpointer data)
{
  imagette_ink_clear (IMAGETTE_INK (widget));
  return TRUE;
}

static gboolean
undo_cb (GtkWidget *widget, GVariant *args, gpointer data)
{
  imagette_ink_undo (IMAGETTE_INK (widget));
  return TRUE;
}

static void
add_keys (GtkWidgetClass *class)
{
  gtk_widget_class_add_binding (class, GDK_KEY_Left, 0, move_cb, "(dd)", -1.0, 0.0);
  gtk_widget_class_add_binding (class, GDK_KEY_Right, 0, move_cb, "(dd)", 1.0, 0.0);
  gtk_widget_class_add_binding (class, GDK_KEY_Up, 0, move_cb, "(dd)", 0.0, -1.0);
  gtk_widget_class_add_binding (class, GDK_KEY_Down, 0, move_cb, "(dd)", 0.0, 1.0);
  gtk_widget_class_add_binding (class, GDK_KEY_space, 0, put_down_cb, NULL);
  gtk_widget_class_add_binding (class, GDK_KEY_Escape, 0, lift_cb, NULL);
  gtk_widget_class_add_binding (class, GDK_KEY_x, 0, erase_cb, NULL);
  gtk_widget_class_add_binding (class, GDK_KEY_Delete, 0, clear_cb, NULL);
  gtk_widget_class_add_binding (class, GDK_KEY_z, GDK_CONTROL_MASK, undo_cb, NULL);
}

/* GObject */

static void
imagette_ink_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  if (id == PROP_ERASING)
    imagette_ink_set_erasing (IMAGETTE_INK (object), g_value_get_boolean (value));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
imagette_ink_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  ImagetteInk *self = IMAGETTE_INK (object);

  switch (id)
    {
    case PROP_ERASING: g_value_set_boolean (value, self->erasing); break;
    case PROP_CAN_UNDO: g_value_set_boolean (value, imagette_ink_get_can_undo (self)); break;
    default: G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
imagette_ink_finalize (GObject *object)
{
  ImagetteInk *self = IMAGETTE_INK (object);

  g_queue_clear_full (&self->undo, g_free);
  g_free (self->pixels);
  G_OBJECT_CLASS (imagette_ink_parent_class)->finalize (object);
}

static void
imagette_ink_class_init (ImagetteInkClass *class)
{
  GObjectClass *object_class = G_OBJECT_CLASS (class);
  ImagetteCanvasClass *canvas_class = IMAGETTE_CANVAS_CLASS (class);

  object_class->set_property = imagette_ink_set_property;
  object_class->get_property = imagette_ink_get_property;
  object_class->finalize = imagette_ink_finalize;
  GTK_WIDGET_CLASS (class)->measure = imagette_ink_measure;
  canvas_class->paint = imagette_ink_paint;
  canvas_class->paint_over = imagette_ink_paint_over;
  canvas_class->describe = imagette_ink_speak;

  props[PROP_ERASING] = g_param_spec_boolean ("erasing", NULL, NULL, FALSE,
                                              G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY
                                                | G_PARAM_STATIC_STRINGS);
  props[PROP_CAN_UNDO] = g_param_spec_boolean ("can-undo", NULL, NULL, FALSE,
                                               G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, props);
  signals[CHANGED] = g_signal_new ("changed", IMAGETTE_TYPE_INK, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                   NULL, G_TYPE_NONE, 0);
  add_keys (GTK_WIDGET_CLASS (class));
}

static void
imagette_ink_init (ImagetteInk *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  GtkGesture *drag = gtk_gesture_drag_new ();
  GtkGesture *stylus = gtk_gesture_stylus_new ();
  GtkEventController *motion = gtk_event_controller_motion_new ();

  self->pixels = g_new0 (guint8, SIDE * SIDE);
  self->x = self->y = IMAGETTE_INK_UNITS / 2;
  g_queue_init (&self->undo);
  gtk_widget_set_cursor_from_name (widget, "crosshair");
  g_signal_connect_swapped (drag, "drag-begin", G_CALLBACK (drag_begin_cb), self);
  g_signal_connect_swapped (drag, "drag-update", G_CALLBACK (drag_update_cb), self);
  gtk_widget_add_controller (widget, GTK_EVENT_CONTROLLER (drag));
  g_signal_connect_swapped (stylus, "down", G_CALLBACK (pen_down_cb), self);
  g_signal_connect_swapped (stylus, "motion", G_CALLBACK (pen_motion_cb), self);
  g_signal_connect_swapped (stylus, "up", G_CALLBACK (pen_up_cb), self);
  gtk_widget_add_controller (widget, GTK_EVENT_CONTROLLER (stylus));
  g_signal_connect_swapped (motion, "motion", G_CALLBACK (motion_cb), self);
  g_signal_connect_swapped (motion, "leave", G_CALLBACK (leave_cb), self);
  gtk_widget_add_controller (widget, motion);
}

GtkWidget *
imagette_ink_new (void)
{
  return g_object_new (IMAGETTE_TYPE_INK, NULL);
}

const guint8 *
imagette_ink_get_pixels (ImagetteInk *self)
{
  g_return_val_if_fail (IMAGETTE_IS_INK (self), NULL);
  return self->pixels;
}

void
imagette_ink_set_digit (ImagetteInk *self, const guint8 *pixels)
{
  const int unit = (int) UNIT, side = (int) IMAGETTE_INK_UNITS;

  g_return_if_fail (IMAGETTE_IS_INK (self));
  g_return_if_fail (pixels != NULL);

  remember (self);
  for (int y = 0; y < SIDE; y++)
    for (int x = 0; x < SIDE; x++)
      self->pixels[y * SIDE + x] = pixels[y / unit * side + x / unit];
  queue_changed (self);
}

gboolean
imagette_ink_get_can_undo (ImagetteInk *self)
{
  g_return_val_if_fail (IMAGETTE_IS_INK (self), FALSE);
  return self->undo.length > 0;
}

void
imagette_ink_undo (ImagetteInk *self)
{
  g_return_if_fail (IMAGETTE_IS_INK (self));

  if (self->undo.length == 0)
    return;
  g_free (self->pixels);
  self->pixels = g_queue_pop_head (&self->undo);
  if (self->undo.length == 0)
    g_object_notify_by_pspec (G_OBJECT (self), props[PROP_CAN_UNDO]);
  queue_changed (self);
}

void
imagette_ink_clear (ImagetteInk *self)
{
  g_return_if_fail (IMAGETTE_IS_INK (self));

  if (imagette_ink_is_blank (self))
    return;
  remember (self);
  memset (self->pixels, 0, SIDE * SIDE);
  queue_changed (self);
}

void
imagette_ink_set_erasing (ImagetteInk *self, gboolean erasing)
{
  g_return_if_fail (IMAGETTE_IS_INK (self));

  if (self->erasing == !!erasing)
    return;
  self->erasing = !!erasing;
  gtk_widget_queue_draw (GTK_WIDGET (self));
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_ERASING]);
}

gboolean
imagette_ink_get_erasing (ImagetteInk *self)
{
  g_return_val_if_fail (IMAGETTE_IS_INK (self), FALSE);
  return self->erasing;
}
