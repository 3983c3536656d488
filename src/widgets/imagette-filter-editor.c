/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "widgets/imagette-filter-editor.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "widgets/imagette-keys.h"

#define MAX_SIDE IMAGETTE_FILTER_EDITOR_MAX
#define MIN_SIZE 140
#define NATURAL_SIZE 260
#define DEFAULT_RANGE 0.5
#define LIMIT 4                   /* ranges a weight may reach */
#define STEPS 10                  /* of the keys and the wheel, in a range */

struct _ImagetteFilterEditor
{
  ImagetteCanvas parent_instance;

  int side;
  float values[MAX_SIDE * MAX_SIDE]; /* [side][side] */
  gboolean filled;                /* else empty */
  double range, brush;
  NnColors colors;
  int row, column;                /* chosen; -1: none */
  gboolean painting, negative, touched; /* a stroke is under way; with −brush; it has changed something */
};

enum { PROP_0, PROP_RANGE, PROP_BRUSH, PROP_COLORS, N_PROPS };
enum { EDITED, CELL_HOVERED, N_SIGNALS };

static GParamSpec *props[N_PROPS];
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (ImagetteFilterEditor, imagette_filter_editor, IMAGETTE_TYPE_CANVAS)

typedef struct
{
  int scale, x, y;
} Place;

static Place
place_in (ImagetteFilterEditor *self, double width, double height)
{
  int scale = MAX ((int) (MIN (width, height) / self->side), 1);

  return (Place) { scale, MAX ((int) (width - scale * self->side) / 2, 0),
                   MAX ((int) (height - scale * self->side) / 2, 0) };
}

static float
magnitude (ImagetteFilterEditor *self)
{
  return MAX ((float) self->range, nn_scope_max (self->values, self->side * self->side));
}

static void
imagette_filter_editor_paint (ImagetteCanvas *canvas,
                              cairo_t        *cr,
                              const NnStyle  *style,
                              double          width,
                              double          height)
{
  ImagetteFilterEditor *self = IMAGETTE_FILTER_EDITOR (canvas);
  Place place = place_in (self, width, height);
  float m = magnitude (self);
  cairo_surface_t *surface;

  if (!self->filled)
    return;
  surface = nn_tile_surface (self->values, self->side, self->side, NN_TILE_SIGNED, self->colors, m);
  nn_tile_paint (cr, surface, place.x, place.y, place.scale);
  cairo_surface_destroy (surface);
  if (place.scale < 3 * style->font_size)
    return;
  for (int i = 0; i < self->side * self->side; i++)
    {
      guint32 fill = nn_tile_color (NN_TILE_SIGNED, self->colors, self->values[i], m);
      g_autofree char *text = imagette_look_number ((double) self->values[i], (double) m);

      nn_style_text (style, cr, text, place.x + (i % self->side + 0.5) * place.scale,
                     place.y + (i / self->side + 0.5) * place.scale, 0.5, 0.5, nn_style_ink_on (fill), 1,
                     FALSE);
    }
}

static void
imagette_filter_editor_paint_over (ImagetteCanvas *canvas,
                                   cairo_t        *cr,
                                   const NnStyle  *style,
                                   double          width,
                                   double          height)
{
  ImagetteFilterEditor *self = IMAGETTE_FILTER_EDITOR (canvas);
  Place place = place_in (self, width, height);

  if (!self->filled || self->row < 0)
    return;
  nn_style_set_color (cr, style->select, 1);
  cairo_set_line_width (cr, 3);
  cairo_rectangle (cr, place.x + self->column * place.scale, place.y + self->row * place.scale,
                   place.scale, place.scale);
  cairo_stroke (cr);
}

char *
imagette_filter_editor_describe (ImagetteFilterEditor *self)
{
  g_autofree char *value = NULL;

  g_return_val_if_fail (IMAGETTE_IS_FILTER_EDITOR (self), NULL);

  if (!self->filled)
    return g_strdup (_("empty"));
  if (self->row < 0)
    return g_strdup (_("Drag over the cells to paint"));
  value = imagette_look_number ((double) self->values[self->row * self->side + self->column],
                                (double) magnitude (self));
  return g_strdup_printf (_("row %d, column %d: %s"), self->row, self->column, value);
}

static char *
imagette_filter_editor_speak (ImagetteCanvas *canvas)
{
  return imagette_filter_editor_describe (IMAGETTE_FILTER_EDITOR (canvas));
}

static void
imagette_filter_editor_measure (GtkWidget      *widget,
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

static void
choose (ImagetteFilterEditor *self, int row, int column)
{
  if (self->row == row && self->column == column)
    return;
  self->row = row;
  self->column = column;
  imagette_canvas_over_changed (IMAGETTE_CANVAS (self));
  g_signal_emit (self, signals[CELL_HOVERED], 0, row, column);
}

/* FALSE if the cell has that weight already. */
static gboolean
put (ImagetteFilterEditor *self, int row, int column, double value, gboolean more)
{
  float *cell = &self->values[row * self->side + column];
  float weight = (float) CLAMP (value, -LIMIT * self->range, LIMIT * self->range);

  if (!self->filled || *cell == weight)
    return FALSE;
  *cell = weight;
  imagette_canvas_changed (IMAGETTE_CANVAS (self));
  g_signal_emit (self, signals[EDITED], 0, more);
  return TRUE;
}

static gboolean
find_cell (ImagetteFilterEditor *self, double x, double y, int *row, int *column)
{
  GtkWidget *widget = GTK_WIDGET (self);
  Place place = place_in (self, gtk_widget_get_width (widget), gtk_widget_get_height (widget));

  *row = (int) floor ((y - place.y) / place.scale);
  *column = (int) floor ((x - place.x) / place.scale);
  return *row >= 0 && *row < self->side && *column >= 0 && *column < self->side;
}

/* The pointer */

static void
paint_at (ImagetteFilterEditor *self, double x, double y)
{
  int row, column;

  if (!find_cell (self, x, y, &row, &column))
    return;
  choose (self, row, column);
  if (put (self, row, column, self->negative ? -self->brush : self->brush, self->touched))
    self->touched = TRUE;
}

static void
drag_begin_cb (ImagetteFilterEditor *self, double x, double y, GtkGesture *gesture)
{
  GdkModifierType state
    = gtk_event_controller_get_current_event_state (GTK_EVENT_CONTROLLER (gesture));

  gtk_gesture_set_state (gesture, GTK_EVENT_SEQUENCE_CLAIMED);
  gtk_widget_grab_focus (GTK_WIDGET (self));
  self->painting = self->filled;
  self->touched = FALSE;
  self->negative = (state & GDK_CONTROL_MASK) != 0
                   || gtk_gesture_single_get_current_button (GTK_GESTURE_SINGLE (gesture))
                        == GDK_BUTTON_SECONDARY;
  if (self->painting)
    paint_at (self, x, y);
}

static void
drag_update_cb (ImagetteFilterEditor *self, double dx, double dy, GtkGestureDrag *drag)
{
  double x, y;

  if (self->painting && gtk_gesture_drag_get_start_point (drag, &x, &y))
    paint_at (self, x + dx, y + dy);
}

static void
drag_end_cb (ImagetteFilterEditor *self)
{
  self->painting = FALSE;
}

static void
motion_cb (ImagetteFilterEditor *self, double x, double y)
{
  int row, column;

  if (self->filled && find_cell (self, x, y, &row, &column))
    choose (self, row, column);
  else if (!self->painting)
    choose (self, -1, -1);
}

static void
leave_cb (ImagetteFilterEditor *self)
{
  if (!self->painting && !gtk_widget_has_visible_focus (GTK_WIDGET (self)))
    choose (self, -1, -1);
}

static gboolean
step (ImagetteFilterEditor *self, double steps)
{
  if (!self->filled || self->row < 0)
    return FALSE;
  put (self, self->row, self->column,
       (double) self->values[self->row * self->side + self->column] + steps * self->range / STEPS, FALSE);
  imagette_canvas_speak (IMAGETTE_CANVAS (self));
  return TRUE;
}

static gboolean
scroll_cb (ImagetteFilterEditor *self, double dx, double dy)
{
  return step (self, -dy);
}

/* Keys */

static gboolean
move_cb (GtkWidget *widget, GVariant *args, gpointer data)
{
  ImagetteFilterEditor *self = IMAGETTE_FILTER_EDITOR (widget);
  int down, right;

  if (!self->filled)
    return FALSE;
  g_variant_get (args, "(ii)", &down, &right);
  if (self->row < 0)
    choose (self, self->side / 2, self->side / 2);
  else
    choose (self, CLAMP (self->row + down, 0, self->side - 1), CLAMP (self->column + right, 0, self->side - 1));
  imagette_canvas_speak (IMAGETTE_CANVAS (self));
  return TRUE;
}

static gboolean
step_cb (GtkWidget *widget, GVariant *args, gpointer data)
{
  int steps;

  g_variant_get (args, "(i)", &steps);
  return step (IMAGETTE_FILTER_EDITOR (widget), steps);
}

static gboolean
put_cb (GtkWidget *widget, GVariant *args, gpointer data)
{
  ImagetteFilterEditor *self = IMAGETTE_FILTER_EDITOR (widget);
  int brush;

  if (!self->filled || self->row < 0)
    return FALSE;
  g_variant_get (args, "(i)", &brush);
  put (self, self->row, self->column, brush * self->brush, FALSE);
  imagette_canvas_speak (IMAGETTE_CANVAS (self));
  return TRUE;
}

static void
add_keys (GtkWidgetClass *class)
{
  imagette_keys_add_arrows (class, move_cb);
  gtk_widget_class_add_binding (class, GDK_KEY_plus, 0, step_cb, "(i)", 1);
  gtk_widget_class_add_binding (class, GDK_KEY_KP_Add, 0, step_cb, "(i)", 1);
  gtk_widget_class_add_binding (class, GDK_KEY_minus, 0, step_cb, "(i)", -1);
  gtk_widget_class_add_binding (class, GDK_KEY_KP_Subtract, 0, step_cb, "(i)", -1);
  gtk_widget_class_add_binding (class, GDK_KEY_Return, 0, put_cb, "(i)", 1);
  gtk_widget_class_add_binding (class, GDK_KEY_Delete, 0, put_cb, "(i)", 0);
}

/* GObject */

static void
set_range (ImagetteFilterEditor *self, double range)
{
  self->range = range;
  imagette_filter_editor_set_brush (self, self->brush);
  imagette_canvas_changed (IMAGETTE_CANVAS (self));
}

static void
imagette_filter_editor_set_property (GObject *object, guint id, const GValue *value,
                                     GParamSpec *pspec)
{
  ImagetteFilterEditor *self = IMAGETTE_FILTER_EDITOR (object);

  switch (id)
    {
    case PROP_RANGE: set_range (self, g_value_get_double (value)); break;
    case PROP_BRUSH: imagette_filter_editor_set_brush (self, g_value_get_double (value)); break;
    case PROP_COLORS:
      imagette_filter_editor_set_colors (self, (NnColors) g_value_get_int (value));
      break;
    default: G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
imagette_filter_editor_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  ImagetteFilterEditor *self = IMAGETTE_FILTER_EDITOR (object);

  switch (id)
    {
    case PROP_RANGE: g_value_set_double (value, self->range); break;
    case PROP_BRUSH: g_value_set_double (value, self->brush); break;
    case PROP_COLORS: g_value_set_int (value, (int) self->colors); break;
    default: G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
imagette_filter_editor_class_init (ImagetteFilterEditorClass *class)
{
  GObjectClass *object_class = G_OBJECT_CLASS (class);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);
  ImagetteCanvasClass *canvas_class = IMAGETTE_CANVAS_CLASS (class);
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->set_property = imagette_filter_editor_set_property;
  object_class->get_property = imagette_filter_editor_get_property;
  widget_class->measure = imagette_filter_editor_measure;
  canvas_class->paint = imagette_filter_editor_paint;
  canvas_class->paint_over = imagette_filter_editor_paint_over;
  canvas_class->describe = imagette_filter_editor_speak;
  props[PROP_RANGE] = g_param_spec_double ("range", NULL, NULL, 0.01, 10, DEFAULT_RANGE, flags);
  props[PROP_BRUSH] = g_param_spec_double ("brush", NULL, NULL, -10, 10, DEFAULT_RANGE, flags);
  props[PROP_COLORS] = g_param_spec_int ("colors", NULL, NULL, NN_COLORS_GREY, NN_COLORS_DIVERGING,
                                         NN_COLORS_GREY, flags);
  g_object_class_install_properties (object_class, N_PROPS, props);
  signals[EDITED] = g_signal_new ("edited", IMAGETTE_TYPE_FILTER_EDITOR, G_SIGNAL_RUN_LAST, 0, NULL,
                                  NULL, NULL, G_TYPE_NONE, 1, G_TYPE_BOOLEAN);
  signals[CELL_HOVERED] = g_signal_new ("cell-hovered", IMAGETTE_TYPE_FILTER_EDITOR,
                                        G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 2,
                                        G_TYPE_INT, G_TYPE_INT);
  add_keys (widget_class);
}

static void
imagette_filter_editor_init (ImagetteFilterEditor *self)
{
  GtkGesture *drag = gtk_gesture_drag_new ();
  GtkEventController *motion = gtk_event_controller_motion_new ();
  GtkEventController *scroll
    = gtk_event_controller_scroll_new (GTK_EVENT_CONTROLLER_SCROLL_VERTICAL);

  self->side = IMAGETTE_FILTER_EDITOR_SIDE;
  self->row = self->column = -1;
  self->range = self->brush = DEFAULT_RANGE;
  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (drag), 0);
  g_signal_connect_swapped (drag, "drag-begin", G_CALLBACK (drag_begin_cb), self);
  g_signal_connect_swapped (drag, "drag-update", G_CALLBACK (drag_update_cb), self);
  g_signal_connect_swapped (drag, "drag-end", G_CALLBACK (drag_end_cb), self);
  g_signal_connect_swapped (drag, "cancel", G_CALLBACK (drag_end_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (drag));
  g_signal_connect_swapped (motion, "enter", G_CALLBACK (motion_cb), self);
  g_signal_connect_swapped (motion, "motion", G_CALLBACK (motion_cb), self);
  g_signal_connect_swapped (motion, "leave", G_CALLBACK (leave_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), motion);
  g_signal_connect_swapped (scroll, "scroll", G_CALLBACK (scroll_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), scroll);
}

GtkWidget *
imagette_filter_editor_new (void)
{
  return g_object_new (IMAGETTE_TYPE_FILTER_EDITOR, NULL);
}

static gsize
count_bytes (ImagetteFilterEditor *self)
{
  return sizeof *self->values * (gsize) (self->side * self->side);
}

void
imagette_filter_editor_set_side (ImagetteFilterEditor *self, int side)
{
  g_return_if_fail (IMAGETTE_IS_FILTER_EDITOR (self));
  g_return_if_fail (side >= 1 && side <= MAX_SIDE);

  if (side == self->side)
    return;
  imagette_filter_editor_set_values (self, NULL);
  self->side = side;
}

void
imagette_filter_editor_set_values (ImagetteFilterEditor *self, const float *values)
{
  g_return_if_fail (IMAGETTE_IS_FILTER_EDITOR (self));

  if (self->painting && values != NULL)
    return;
  if (self->filled == (values != NULL)
      && (values == NULL || memcmp (values, self->values, count_bytes (self)) == 0))
    return;
  self->filled = values != NULL;
  if (self->filled)
    memcpy (self->values, values, count_bytes (self));
  else
    {
      self->painting = FALSE;
      choose (self, -1, -1);
    }
  imagette_canvas_changed (IMAGETTE_CANVAS (self));
}

const float *
imagette_filter_editor_get_values (ImagetteFilterEditor *self)
{
  g_return_val_if_fail (IMAGETTE_IS_FILTER_EDITOR (self), NULL);
  return self->filled ? self->values : NULL;
}

/* Of 1 … side: (1 4 6 4 1), and its slope (−1 −2 0 2 1), the difference of a row that is two shorter. */
static void
fill_rows (int side, int *smooth, int *slope)
{
  for (int i = 0; i < side; i++)
    {
      smooth[i] = i == 0 ? 1 : smooth[i - 1] * (side - i) / i;
      slope[i] = 0;
    }
  if (side < 3)
    {
      slope[0] = side == 2 ? -1 : 1;
      slope[side - 1] = 1;
      return;
    }
  for (int i = 0, of = 1; i < side - 2; of = of * (side - 3 - i) / (i + 1), i++)
    {
      slope[i] -= of;
      slope[i + 2] += of;
    }
}

/* Around the middle −2 and −1, in a filter of less than five −1 alone; in it what makes the sum 0. */
static int
find_laplace (int side, int steps)
{
  static const int far[] = { 0, -2, -1 }, near[] = { 0, -1, 0 };

  return steps > 2 ? 0 : side < 5 ? near[steps] : far[steps];
}

void
imagette_filter_editor_fill_preset (ImagettePreset preset, int side, double range, float *values)
{
  int smooth[MAX_SIDE], slope[MAX_SIDE], found[MAX_SIDE * MAX_SIDE];
  const int middle = side / 2 * side + side / 2;
  int largest = 0, sum = 0;

  g_return_if_fail (preset < IMAGETTE_N_PRESETS && values != NULL);
  g_return_if_fail (side >= 1 && side <= MAX_SIDE);

  fill_rows (side, smooth, slope);
  for (int i = 0; i < side * side; i++)
    {
      int y = i / side, x = i % side, steps = ABS (y - side / 2) + ABS (x - side / 2);

      switch (preset)
        {
        case IMAGETTE_PRESET_SOBEL_X: found[i] = smooth[y] * slope[x]; break;
        case IMAGETTE_PRESET_SOBEL_Y: found[i] = slope[y] * smooth[x]; break;
        case IMAGETTE_PRESET_GAUSS: found[i] = smooth[y] * smooth[x]; break;
        case IMAGETTE_PRESET_LAPLACE: found[i] = find_laplace (side, steps); break;
        case IMAGETTE_PRESET_DELTA:
        case IMAGETTE_N_PRESETS:
        default: found[i] = steps == 0; break;
        }
      sum += found[i];
    }
  if (preset == IMAGETTE_PRESET_LAPLACE)
    found[middle] = MAX (-sum, 1);
  for (int i = 0; i < side * side; i++)
    largest = MAX (largest, ABS (found[i]));
  for (int i = 0; i < side * side; i++)
    values[i] = (float) (found[i] * range / largest);
}

void
imagette_filter_editor_apply_preset (ImagetteFilterEditor *self, ImagettePreset preset)
{
  g_return_if_fail (IMAGETTE_IS_FILTER_EDITOR (self));

  if (!self->filled)
    return;
  imagette_filter_editor_fill_preset (preset, self->side, self->range, self->values);
  imagette_canvas_changed (IMAGETTE_CANVAS (self));
  g_signal_emit (self, signals[EDITED], 0, FALSE);
}

void
imagette_filter_editor_set_brush (ImagetteFilterEditor *self, double brush)
{
  g_return_if_fail (IMAGETTE_IS_FILTER_EDITOR (self));

  brush = CLAMP (brush, -self->range, self->range);
  if (brush == self->brush)
    return;
  self->brush = brush;
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_BRUSH]);
}

double
imagette_filter_editor_get_brush (ImagetteFilterEditor *self)
{
  g_return_val_if_fail (IMAGETTE_IS_FILTER_EDITOR (self), 0);
  return self->brush;
}

void
imagette_filter_editor_set_colors (ImagetteFilterEditor *self, NnColors colors)
{
  g_return_if_fail (IMAGETTE_IS_FILTER_EDITOR (self));

  if (colors == self->colors)
    return;
  self->colors = colors;
  imagette_canvas_changed (IMAGETTE_CANVAS (self));
}

gboolean
imagette_filter_editor_is_painting (ImagetteFilterEditor *self)
{
  g_return_val_if_fail (IMAGETTE_IS_FILTER_EDITOR (self), FALSE);
  return self->painting;
}
