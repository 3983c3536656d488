/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "widgets/imagette-canvas.h"

#include <glib/gi18n-lib.h>

typedef struct
{
  GskRenderNode *node;
  int node_width, node_height;
  guint node_font;                /* the serial of its PangoContext */
  double node_font_size;
  char *title;
  ImagetteSpeech speech;
} ImagetteCanvasPrivate;

enum
{
  PROP_0,
  PROP_TITLE,
  N_PROPS
};

static GParamSpec *props[N_PROPS];

G_DEFINE_ABSTRACT_TYPE_WITH_PRIVATE (ImagetteCanvas, imagette_canvas, GTK_TYPE_WIDGET)

#define PRIVATE(self) ((ImagetteCanvasPrivate *) imagette_canvas_get_instance_private (self))

static void
drop_node (GtkWidget *widget)
{
  ImagetteCanvasPrivate *priv = PRIVATE (IMAGETTE_CANVAS (widget));

  g_clear_pointer (&priv->node, gsk_render_node_unref);
  gtk_widget_queue_draw (widget);
}

static char *
describe (GtkWidget *widget)
{
  ImagetteCanvas *self = IMAGETTE_CANVAS (widget);
  const char *title = PRIVATE (self)->title;
  g_autofree char *text = IMAGETTE_CANVAS_GET_CLASS (self)->describe (self);

  if (*title == '\0')
    return g_steal_pointer (&text);
  /* Translators: a name, and what is said of it */
  return g_strdup_printf (_("%s: %s"), title, text);
}

/* GTK paints anew all that the node of what lies over the picture may reach: it is made no
 * larger than what was drawn. */
static void
snapshot_over (ImagetteCanvas *self, GtkSnapshot *snapshot, const NnStyle *style, int width, int height)
{
  const cairo_rectangle_t all = { 0, 0, width, height };
  cairo_surface_t *over = cairo_recording_surface_create (CAIRO_CONTENT_COLOR_ALPHA, &all);
  cairo_t *cr = cairo_create (over);
  graphene_rect_t bounds;
  double x, y, w, h;

  IMAGETTE_CANVAS_GET_CLASS (self)->paint_over (self, cr, style, width, height);
  cairo_destroy (cr);
  cairo_recording_surface_ink_extents (over, &x, &y, &w, &h);
  if (w > 0 && h > 0)
    {
      graphene_rect_init (&bounds, (float) x, (float) y, (float) w, (float) h);
      graphene_rect_round_extents (&bounds, &bounds);
      cr = gtk_snapshot_append_cairo (snapshot, &bounds);
      cairo_set_source_surface (cr, over, 0, 0);
      cairo_paint (cr);
      cairo_destroy (cr);
    }
  cairo_surface_destroy (over);
}

static void
imagette_canvas_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  ImagetteCanvas *self = IMAGETTE_CANVAS (widget);
  ImagetteCanvasPrivate *priv = PRIVATE (self);
  ImagetteCanvasClass *class = IMAGETTE_CANVAS_GET_CLASS (self);
  int width = gtk_widget_get_width (widget), height = gtk_widget_get_height (widget);
  graphene_rect_t bounds = GRAPHENE_RECT_INIT (0, 0, width, height);
  NnStyle style;
  guint font = pango_context_get_serial (gtk_widget_get_pango_context (widget));
  cairo_t *cr;

  if (width <= 0 || height <= 0)
    return;
  imagette_look_init_style (widget, &style);
  if (priv->node == NULL || priv->node_width != width || priv->node_height != height
      || priv->node_font != font || priv->node_font_size != style.font_size)
    {
      g_clear_pointer (&priv->node, gsk_render_node_unref);
      priv->node = gsk_cairo_node_new (&bounds);
      priv->node_width = width;
      priv->node_height = height;
      priv->node_font = font;
      priv->node_font_size = style.font_size;
      cr = gsk_cairo_node_get_draw_context (priv->node);
      class->paint (self, cr, &style, width, height);
      cairo_destroy (cr);
    }
  gtk_snapshot_append_node (snapshot, priv->node);
  if (class->paint_over != NULL)
    snapshot_over (self, snapshot, &style, width, height);
}

/* Of what CSS says only the font matters: the picture of a window that becomes the active one
 * stays as it is. Dark and high contrast are watched. */
static void
imagette_canvas_css_changed (GtkWidget *widget, GtkCssStyleChange *change)
{
  GTK_WIDGET_CLASS (imagette_canvas_parent_class)->css_changed (widget, change);
  gtk_widget_queue_draw (widget);
}

static void
imagette_canvas_system_setting_changed (GtkWidget *widget, GtkSystemSetting setting)
{
  GTK_WIDGET_CLASS (imagette_canvas_parent_class)->system_setting_changed (widget, setting);
  drop_node (widget);
}

static void
focus_enter_cb (ImagetteCanvas *self)
{
  imagette_canvas_speak (self);
}

static void
imagette_canvas_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  if (id == PROP_TITLE)
    imagette_canvas_set_title (IMAGETTE_CANVAS (object), g_value_get_string (value));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
imagette_canvas_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  if (id == PROP_TITLE)
    g_value_set_string (value, PRIVATE (IMAGETTE_CANVAS (object))->title);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
imagette_canvas_dispose (GObject *object)
{
  imagette_speech_clear (&PRIVATE (IMAGETTE_CANVAS (object))->speech);
  G_OBJECT_CLASS (imagette_canvas_parent_class)->dispose (object);
}

static void
imagette_canvas_finalize (GObject *object)
{
  ImagetteCanvasPrivate *priv = PRIVATE (IMAGETTE_CANVAS (object));

  imagette_speech_clear (&priv->speech);
  g_clear_pointer (&priv->node, gsk_render_node_unref);
  g_free (priv->title);
  G_OBJECT_CLASS (imagette_canvas_parent_class)->finalize (object);
}

static void
imagette_canvas_class_init (ImagetteCanvasClass *class)
{
  GObjectClass *object_class = G_OBJECT_CLASS (class);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  object_class->set_property = imagette_canvas_set_property;
  object_class->get_property = imagette_canvas_get_property;
  object_class->dispose = imagette_canvas_dispose;
  object_class->finalize = imagette_canvas_finalize;
  widget_class->snapshot = imagette_canvas_snapshot;
  widget_class->css_changed = imagette_canvas_css_changed;
  widget_class->system_setting_changed = imagette_canvas_system_setting_changed;

  props[PROP_TITLE] = g_param_spec_string ("title", NULL, NULL, "",
                                           G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY
                                             | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, props);
  gtk_widget_class_set_css_name (widget_class, "imagette-canvas");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
imagette_canvas_init (ImagetteCanvas *self)
{
  ImagetteCanvasPrivate *priv = PRIVATE (self);
  GtkEventController *focus = gtk_event_controller_focus_new ();

  priv->title = g_strdup ("");
  imagette_speech_init (&priv->speech, GTK_WIDGET (self), describe);
  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  g_signal_connect_swapped (focus, "enter", G_CALLBACK (focus_enter_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), focus);
  imagette_look_watch (GTK_WIDGET (self), drop_node);
  imagette_speech_changed (&priv->speech);
}

void
imagette_canvas_changed (ImagetteCanvas *self)
{
  g_return_if_fail (IMAGETTE_IS_CANVAS (self));

  drop_node (GTK_WIDGET (self));
  imagette_speech_changed (&PRIVATE (self)->speech);
}

void
imagette_canvas_over_changed (ImagetteCanvas *self)
{
  g_return_if_fail (IMAGETTE_IS_CANVAS (self));

  gtk_widget_queue_draw (GTK_WIDGET (self));
  imagette_speech_changed (&PRIVATE (self)->speech);
}

void
imagette_canvas_speak (ImagetteCanvas *self)
{
  g_return_if_fail (IMAGETTE_IS_CANVAS (self));

  imagette_speech_renew (&PRIVATE (self)->speech);
}

void
imagette_canvas_set_title (ImagetteCanvas *self, const char *title)
{
  ImagetteCanvasPrivate *priv = PRIVATE (self);

  g_return_if_fail (IMAGETTE_IS_CANVAS (self));

  if (title == NULL)
    title = "";
  if (g_str_equal (priv->title, title))
    return;
  g_free (priv->title);
  priv->title = g_strdup (title);
  imagette_speech_changed (&priv->speech);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_TITLE]);
}

const char *
imagette_canvas_get_title (ImagetteCanvas *self)
{
  g_return_val_if_fail (IMAGETTE_IS_CANVAS (self), NULL);

  return PRIVATE (self)->title;
}

GskRenderNode *
imagette_canvas_get_node (ImagetteCanvas *self)
{
  g_return_val_if_fail (IMAGETTE_IS_CANVAS (self), NULL);

  return PRIVATE (self)->node;
}
