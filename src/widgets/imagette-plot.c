/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "widgets/imagette-plot.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#define KEY_STEPS 100.0           /* of a key over the whole axis */
#define MIN_WIDTH_EM 16
#define MIN_HEIGHT_EM 9
#define NATURAL_WIDTH_EM 30
#define NATURAL_HEIGHT_EM 16

typedef struct
{
  char *name;
  NnLineLook look;
  int color;
  gboolean visible;
  GArray *x, *y;                  /* of float */
} Series;

struct _ImagettePlot
{
  ImagetteCanvas parent_instance;

  GPtrArray *series;              /* of Series */
  NnPlot plot;                    /* all but its series; words borrowed from below */
  char *heading, *x_label, *empty_text;
  GStrv columns;                  /* NULL: numbers */
  double cursor;                  /* NaN: none */
};

enum
{
  PROP_0,
  PROP_HEADING,
  PROP_X_LABEL,
  PROP_PERCENT,
  PROP_LOG_Y,
  PROP_EMPTY_TEXT,
  N_PROPS
};

enum
{
  CURSOR_MOVED,
  N_SIGNALS
};

static GParamSpec *props[N_PROPS];
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (ImagettePlot, imagette_plot, IMAGETTE_TYPE_CANVAS)

static void
series_free (gpointer data)
{
  Series *series = data;

  g_free (series->name);
  g_array_unref (series->x);
  g_array_unref (series->y);
  g_free (series);
}

/* The painter's model, with what there is right now. Borrows everything. */
static NnPlot
model (ImagettePlot *self)
{
  NnPlot plot = self->plot;

  plot.title = self->heading;
  plot.x_label = self->x_label;
  plot.empty = self->empty_text;
  plot.columns = (const char *const *) self->columns;
  plot.n_series = 0;
  for (guint i = 0; i < self->series->len; i++)
    {
      Series *series = g_ptr_array_index (self->series, i);

      if (!series->visible)
        continue;
      plot.series[plot.n_series++] = (NnSeries) {
        .name = series->name,
        .look = series->look,
        .color = series->color,
        .x = (const float *) (gpointer) series->x->data,
        .y = (const float *) (gpointer) series->y->data,
        .n = series->x->len,
      };
    }
  return plot;
}

static gboolean
x_extent (ImagettePlot *self, double *min, double *max)
{
  NnPlot plot = model (self);

  *min = INFINITY;
  *max = -INFINITY;
  for (int i = 0; i < plot.n_series; i++)
    if (plot.series[i].n > 0)
      {
        *min = MIN (*min, (double) plot.series[i].x[0]);
        *max = MAX (*max, (double) plot.series[i].x[plot.series[i].n - 1]);
      }
  return *min <= *max;
}

static void
imagette_plot_paint (ImagetteCanvas *canvas,
                     cairo_t        *cr,
                     const NnStyle  *style,
                     double          width,
                     double          height)
{
  NnPlot plot = model (IMAGETTE_PLOT (canvas));

  nn_plot_draw_still (&plot, style, cr, width, height);
}

static void
imagette_plot_paint_over (ImagetteCanvas *canvas,
                          cairo_t        *cr,
                          const NnStyle  *style,
                          double          width,
                          double          height)
{
  ImagettePlot *self = IMAGETTE_PLOT (canvas);
  NnPlot plot = model (self);

  nn_plot_draw_moving (&plot, style, cr, width, height);
  if (!isnan (self->cursor))
    nn_plot_draw_cursor (&plot, style, cr, width, height, self->cursor);
}

char *
imagette_plot_describe (ImagettePlot *self)
{
  double x, min, max;
  NnStyle style;
  NnPlot plot;

  g_return_val_if_fail (IMAGETTE_IS_PLOT (self), NULL);

  if (!x_extent (self, &min, &max))
    return g_strdup (self->empty_text != NULL ? self->empty_text : "");
  x = isnan (self->cursor) ? max : self->cursor;
  plot = model (self);
  imagette_look_init_style (GTK_WIDGET (self), &style);
  return nn_plot_read_out (&plot, &style, x);
}

static char *
imagette_plot_speak (ImagetteCanvas *canvas)
{
  return imagette_plot_describe (IMAGETTE_PLOT (canvas));
}

static void
imagette_plot_measure (GtkWidget      *widget,
                       GtkOrientation  orientation,
                       int             for_size,
                       int            *minimum,
                       int            *natural,
                       int            *minimum_baseline,
                       int            *natural_baseline)
{
  gboolean across = orientation == GTK_ORIENTATION_HORIZONTAL;
  NnStyle style;

  imagette_look_init_style (widget, &style);
  *minimum = (int) ((across ? MIN_WIDTH_EM : MIN_HEIGHT_EM) * style.font_size);
  *natural = (int) ((across ? NATURAL_WIDTH_EM : NATURAL_HEIGHT_EM) * style.font_size);
}

/* Input */

static void
move_cursor (ImagettePlot *self, double x)
{
  if (self->cursor == x || (isnan (self->cursor) && isnan (x)))
    return;
  self->cursor = x;
  imagette_canvas_over_changed (IMAGETTE_CANVAS (self));
  g_signal_emit (self, signals[CURSOR_MOVED], 0, x);
}

static void
motion_cb (ImagettePlot *self, double px, double py)
{
  GtkWidget *widget = GTK_WIDGET (self);
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, 1, 1);
  cairo_t *cr = cairo_create (surface);
  NnPlot plot = model (self);
  double min, max, x = NAN;
  NnStyle style;

  imagette_look_init_style (widget, &style);
  if (!x_extent (self, &min, &max)
      || !nn_plot_pick (&plot, &style, cr, gtk_widget_get_width (widget),
                        gtk_widget_get_height (widget), px, py, &x))
    x = NAN;
  move_cursor (self, x);
  cairo_destroy (cr);
  cairo_surface_destroy (surface);
}

static void
leave_cb (ImagettePlot *self)
{
  move_cursor (self, NAN);
}

static void
pressed_cb (ImagettePlot *self)
{
  gtk_widget_grab_focus (GTK_WIDGET (self));
}

/* steps: of a column, or a hundredth of the curves' extent; +-G_MAXINT to an end, 0 hides. */
static gboolean
key_cb (GtkWidget *widget, GVariant *args, gpointer data)
{
  ImagettePlot *self = IMAGETTE_PLOT (widget);
  int steps = g_variant_get_int32 (args);
  double min, max, x = self->cursor;

  if (!x_extent (self, &min, &max) || (steps == 0 && isnan (x)))
    return FALSE;
  if (steps == 0)
    x = NAN;
  else if (steps == G_MAXINT || (isnan (x) && steps < 0))
    x = max;
  else if (steps == -G_MAXINT || isnan (x))
    x = min;
  else
    x = CLAMP (x + steps * (self->columns != NULL ? 1 : (max - min) / KEY_STEPS), min, max);
  move_cursor (self, x);
  imagette_canvas_speak (IMAGETTE_CANVAS (self));
  return TRUE;
}

static void
add_keys (GtkWidgetClass *class)
{
  static const struct
  {
    guint key;
    int steps;
  } keys[] = {
    { GDK_KEY_Left, -1 }, { GDK_KEY_KP_Left, -1 },
    { GDK_KEY_Right, 1 }, { GDK_KEY_KP_Right, 1 },
    { GDK_KEY_Page_Up, -10 }, { GDK_KEY_Page_Down, 10 },
    { GDK_KEY_Home, -G_MAXINT }, { GDK_KEY_End, G_MAXINT },
    { GDK_KEY_Escape, 0 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (keys); i++)
    gtk_widget_class_add_binding (class, keys[i].key, 0, key_cb, "i", keys[i].steps);
}

/* GObject */

static void
set_text (ImagettePlot *self, char **field, const GValue *value, GParamSpec *pspec)
{
  if (g_strcmp0 (*field, g_value_get_string (value)) == 0)
    return;
  g_free (*field);
  *field = g_value_dup_string (value);
  imagette_canvas_changed (IMAGETTE_CANVAS (self));
  g_object_notify_by_pspec (G_OBJECT (self), pspec);
}

static void
set_flag (ImagettePlot *self, gboolean *field, const GValue *value, GParamSpec *pspec)
{
  if (*field == g_value_get_boolean (value))
    return;
  *field = g_value_get_boolean (value);
  imagette_canvas_changed (IMAGETTE_CANVAS (self));
  g_object_notify_by_pspec (G_OBJECT (self), pspec);
}

static void
imagette_plot_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  ImagettePlot *self = IMAGETTE_PLOT (object);

  switch (id)
    {
    case PROP_HEADING: set_text (self, &self->heading, value, pspec); break;
    case PROP_X_LABEL: set_text (self, &self->x_label, value, pspec); break;
    case PROP_EMPTY_TEXT: set_text (self, &self->empty_text, value, pspec); break;
    case PROP_PERCENT: set_flag (self, &self->plot.percent, value, pspec); break;
    case PROP_LOG_Y: set_flag (self, &self->plot.log_y, value, pspec); break;
    default: G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
imagette_plot_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  ImagettePlot *self = IMAGETTE_PLOT (object);

  switch (id)
    {
    case PROP_HEADING: g_value_set_string (value, self->heading); break;
    case PROP_X_LABEL: g_value_set_string (value, self->x_label); break;
    case PROP_EMPTY_TEXT: g_value_set_string (value, self->empty_text); break;
    case PROP_PERCENT: g_value_set_boolean (value, self->plot.percent); break;
    case PROP_LOG_Y: g_value_set_boolean (value, self->plot.log_y); break;
    default: G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
imagette_plot_finalize (GObject *object)
{
  ImagettePlot *self = IMAGETTE_PLOT (object);

  g_ptr_array_unref (self->series);
  g_free (self->heading);
  g_free (self->x_label);
  g_free (self->empty_text);
  g_strfreev (self->columns);
  G_OBJECT_CLASS (imagette_plot_parent_class)->finalize (object);
}

static void
imagette_plot_class_init (ImagettePlotClass *class)
{
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;
  GObjectClass *object_class = G_OBJECT_CLASS (class);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);
  ImagetteCanvasClass *canvas_class = IMAGETTE_CANVAS_CLASS (class);

  object_class->set_property = imagette_plot_set_property;
  object_class->get_property = imagette_plot_get_property;
  object_class->finalize = imagette_plot_finalize;
  widget_class->measure = imagette_plot_measure;
  canvas_class->paint = imagette_plot_paint;
  canvas_class->paint_over = imagette_plot_paint_over;
  canvas_class->describe = imagette_plot_speak;

  props[PROP_HEADING] = g_param_spec_string ("heading", NULL, NULL, NULL, flags);
  props[PROP_X_LABEL] = g_param_spec_string ("x-label", NULL, NULL, NULL, flags);
  props[PROP_EMPTY_TEXT] = g_param_spec_string ("empty-text", NULL, NULL, NULL, flags);
  props[PROP_PERCENT] = g_param_spec_boolean ("percent", NULL, NULL, FALSE, flags);
  props[PROP_LOG_Y] = g_param_spec_boolean ("log-y", NULL, NULL, FALSE, flags);
  g_object_class_install_properties (object_class, N_PROPS, props);
  signals[CURSOR_MOVED] = g_signal_new ("cursor-moved", IMAGETTE_TYPE_PLOT, G_SIGNAL_RUN_LAST, 0,
                                        NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_DOUBLE);
  add_keys (widget_class);
}

static void
imagette_plot_init (ImagettePlot *self)
{
  GtkEventController *motion = gtk_event_controller_motion_new ();
  GtkGesture *click = gtk_gesture_click_new ();

  self->series = g_ptr_array_new_with_free_func (series_free);
  self->cursor = NAN;
  nn_plot_init (&self->plot);
  g_signal_connect_swapped (motion, "enter", G_CALLBACK (motion_cb), self);
  g_signal_connect_swapped (motion, "motion", G_CALLBACK (motion_cb), self);
  g_signal_connect_swapped (motion, "leave", G_CALLBACK (leave_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), motion);
  g_signal_connect_swapped (click, "pressed", G_CALLBACK (pressed_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (click));
}

GtkWidget *
imagette_plot_new (void)
{
  return g_object_new (IMAGETTE_TYPE_PLOT, NULL);
}

/* Content */

int
imagette_plot_add_series (ImagettePlot *self, const char *name, NnLineLook look, int color)
{
  Series *series;

  g_return_val_if_fail (IMAGETTE_IS_PLOT (self), -1);
  g_return_val_if_fail (self->series->len < NN_PLOT_MAX_SERIES, -1);
  g_return_val_if_fail (color >= 0 && color < NN_STYLE_SERIES, -1);

  series = g_new0 (Series, 1);
  series->name = g_strdup (name);
  series->look = look;
  series->color = color;
  series->visible = TRUE;
  series->x = g_array_new (FALSE, FALSE, sizeof (float));
  series->y = g_array_new (FALSE, FALSE, sizeof (float));
  g_ptr_array_add (self->series, series);
  imagette_canvas_changed (IMAGETTE_CANVAS (self));
  return (int) self->series->len - 1;
}

void
imagette_plot_clear_series (ImagettePlot *self)
{
  g_return_if_fail (IMAGETTE_IS_PLOT (self));

  g_ptr_array_set_size (self->series, 0);
  imagette_canvas_changed (IMAGETTE_CANVAS (self));
}

void
imagette_plot_set_points (ImagettePlot *self,
                          int           series,
                          const float  *x,
                          const float  *y,
                          gsize         n)
{
  Series *found;

  g_return_if_fail (IMAGETTE_IS_PLOT (self));
  g_return_if_fail (series >= 0 && (guint) series < self->series->len);

  found = g_ptr_array_index (self->series, series);
  if (n == found->x->len
      && (n == 0 || (memcmp (found->x->data, x, n * sizeof *x) == 0
                     && memcmp (found->y->data, y, n * sizeof *y) == 0)))
    return;
  g_array_set_size (found->x, 0);
  g_array_set_size (found->y, 0);
  g_array_append_vals (found->x, x, (guint) n);
  g_array_append_vals (found->y, y, (guint) n);
  if (found->look == NN_LINE_CHOSEN)
    imagette_canvas_over_changed (IMAGETTE_CANVAS (self));
  else
    imagette_canvas_changed (IMAGETTE_CANVAS (self));
}

void
imagette_plot_append (ImagettePlot *self, int series, const float *x, const float *y, gsize n)
{
  Series *found;

  g_return_if_fail (IMAGETTE_IS_PLOT (self));
  g_return_if_fail (series >= 0 && (guint) series < self->series->len);

  if (n == 0)
    return;
  found = g_ptr_array_index (self->series, series);
  g_array_append_vals (found->x, x, (guint) n);
  g_array_append_vals (found->y, y, (guint) n);
  imagette_canvas_changed (IMAGETTE_CANVAS (self));
}

void
imagette_plot_set_visible_series (ImagettePlot *self, int series, gboolean visible)
{
  Series *found;

  g_return_if_fail (IMAGETTE_IS_PLOT (self));
  g_return_if_fail (series >= 0 && (guint) series < self->series->len);

  found = g_ptr_array_index (self->series, series);
  if (found->visible == !!visible)
    return;
  found->visible = !!visible;
  imagette_canvas_changed (IMAGETTE_CANVAS (self));
}

static void
set_range (ImagettePlot *self, double *low, double *high, double min, double max)
{
  if (isnan (min) || isnan (max))
    min = max = 0;
  if (*low == min && *high == max)
    return;
  *low = min;
  *high = max;
  imagette_canvas_changed (IMAGETTE_CANVAS (self));
}

void
imagette_plot_set_x_range (ImagettePlot *self, double min, double max)
{
  g_return_if_fail (IMAGETTE_IS_PLOT (self));
  set_range (self, &self->plot.x_min, &self->plot.x_max, min, max);
}

void
imagette_plot_set_y_range (ImagettePlot *self, double min, double max)
{
  g_return_if_fail (IMAGETTE_IS_PLOT (self));
  set_range (self, &self->plot.y_min, &self->plot.y_max, min, max);
}

void
imagette_plot_set_mark (ImagettePlot *self, double x)
{
  g_return_if_fail (IMAGETTE_IS_PLOT (self));

  if (self->plot.marker == x || (isnan (self->plot.marker) && isnan (x)))
    return;
  self->plot.marker = x;
  imagette_canvas_over_changed (IMAGETTE_CANVAS (self));
}

void
imagette_plot_set_columns (ImagettePlot *self, const char *const *names)
{
  g_return_if_fail (IMAGETTE_IS_PLOT (self));

  if (names == NULL ? self->columns == NULL
                    : self->columns != NULL
                        && g_strv_equal (names, (const char *const *) self->columns))
    return;
  g_strfreev (self->columns);
  self->columns = g_strdupv ((GStrv) names);
  self->plot.n_columns = names != NULL ? (int) g_strv_length (self->columns) : 0;
  imagette_canvas_changed (IMAGETTE_CANVAS (self));
}

void
imagette_plot_place_columns (ImagettePlot *self, double x, double step)
{
  g_return_if_fail (IMAGETTE_IS_PLOT (self));
  set_range (self, &self->plot.column_x, &self->plot.column_step, x, step);
}

void
imagette_plot_set_cursor (ImagettePlot *self, double x)
{
  g_return_if_fail (IMAGETTE_IS_PLOT (self));
  move_cursor (self, x);
}

double
imagette_plot_get_cursor (ImagettePlot *self)
{
  g_return_val_if_fail (IMAGETTE_IS_PLOT (self), NAN);
  return self->cursor;
}
