/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "widgets/imagette-tile-private.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>


enum
{
  PROP_0,
  PROP_TITLE,
  PROP_PLACE,
  PROP_CAPTION,
  PROP_SHOW_MAX,
  PROP_BADGE,
  PROP_SCALE,
  PROP_MAX_SCALE,
  PROP_MARGIN,
  PROP_SELECTED,
  N_PROPS
};

enum
{
  ACTIVATED,
  CELL_HOVERED,
  CONTENT_CHANGED,
  N_SIGNALS
};

static GParamSpec *props[N_PROPS];
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (ImagetteTile, imagette_tile, GTK_TYPE_WIDGET)

/* Text */

static void
value_range (ImagetteTile *self, float *low, float *high)
{
  *low = INFINITY;
  *high = -INFINITY;
  for (int i = 0; i < self->height * self->width; i++)
    {
      if (!isfinite (self->values[i]))
        continue;
      *low = MIN (*low, self->values[i]);
      *high = MAX (*high, self->values[i]);
    }
}

static char *
describe (GtkWidget *widget)
{
  ImagetteTile *self = IMAGETTE_TILE (widget);
  GString *text = g_string_new (self->title);
  float low, high;

  if (self->place != NULL)
    g_string_append_printf (text, "%s%s", text->len > 0 ? ", " : "", self->place);
  if (text->len > 0)
    g_string_append (text, ", ");
  if (!self->filled)
    return g_string_append (text, self->reason), g_string_free (text, FALSE);

  value_range (self, &low, &high);
  if (low > high)
    g_string_append (text, _("no finite value"));
  else
    {
      g_autofree char *from = imagette_look_number (low, self->m);
      g_autofree char *to = imagette_look_number (high, self->m);

      /* Translators: the smallest and the largest value of a picture of numbers. */
      g_string_append_printf (text, _("from %s to %s"), from, to);
    }
  if (imagette_tile_get_badge (self) != NULL)
    g_string_append_printf (text, ", %s", imagette_tile_get_badge (self));
  return g_string_free (text, FALSE);
}

static void
look_changed (GtkWidget *widget)
{
  gtk_widget_queue_draw (widget);
}

static void
imagette_tile_css_changed (GtkWidget *widget, GtkCssStyleChange *change)
{
  GTK_WIDGET_CLASS (imagette_tile_parent_class)->css_changed (widget, change);
  imagette_tile_drop_layouts (IMAGETTE_TILE (widget));
}

static void
imagette_tile_system_setting_changed (GtkWidget *widget, GtkSystemSetting setting)
{
  GTK_WIDGET_CLASS (imagette_tile_parent_class)->system_setting_changed (widget, setting);
  imagette_tile_drop_layouts (IMAGETTE_TILE (widget));
}

/* Input */

static void
set_hover (ImagetteTile *self, int row, int column)
{
  if (self->hover_row == row && self->hover_column == column)
    return;
  self->hover_row = row;
  self->hover_column = column;
  gtk_widget_queue_draw (GTK_WIDGET (self));
  g_signal_emit (self, signals[CELL_HOVERED], 0, row, column);
}

static void
motion_cb (ImagetteTile *self, double x, double y)
{
  int row, column;

  if (self->filled && imagette_tile_cell_at (self, x, y, &row, &column))
    set_hover (self, row, column);
  else
    set_hover (self, -1, -1);
}

static void
leave_cb (ImagetteTile *self)
{
  set_hover (self, -1, -1);
}

static void
pressed_cb (ImagetteTile *self)
{
  gtk_widget_grab_focus (GTK_WIDGET (self));
}

static void
released_cb (ImagetteTile *self, int n_press, double x, double y)
{
  if (gtk_widget_contains (GTK_WIDGET (self), x, y))
    g_signal_emit (self, signals[ACTIVATED], 0);
}

static void
focus_enter_cb (ImagetteTile *self)
{
  imagette_speech_renew (&self->speech);
}

/* GObject */

static void
imagette_tile_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  ImagetteTile *self = IMAGETTE_TILE (object);

  switch (id)
    {
    case PROP_TITLE: imagette_tile_set_title (self, g_value_get_string (value)); break;
    case PROP_PLACE: imagette_tile_set_place (self, g_value_get_string (value)); break;
    case PROP_CAPTION: imagette_tile_set_caption (self, g_value_get_string (value)); break;
    case PROP_SHOW_MAX: imagette_tile_set_show_max (self, g_value_get_boolean (value)); break;
    case PROP_BADGE: imagette_tile_set_badge (self, g_value_get_string (value)); break;
    case PROP_SCALE: imagette_tile_set_scale (self, g_value_get_int (value)); break;
    case PROP_MAX_SCALE: imagette_tile_set_max_scale (self, g_value_get_int (value)); break;
    case PROP_MARGIN: imagette_tile_set_margin (self, g_value_get_int (value)); break;
    case PROP_SELECTED: imagette_tile_set_selected (self, g_value_get_boolean (value)); break;
    default: G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
imagette_tile_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  ImagetteTile *self = IMAGETTE_TILE (object);

  switch (id)
    {
    case PROP_TITLE: g_value_set_string (value, self->title); break;
    case PROP_PLACE: g_value_set_string (value, self->place); break;
    case PROP_CAPTION: g_value_set_string (value, self->caption); break;
    case PROP_SHOW_MAX: g_value_set_boolean (value, self->show_max); break;
    case PROP_BADGE: g_value_set_string (value, self->badge); break;
    case PROP_SCALE: g_value_set_int (value, self->scale); break;
    case PROP_MAX_SCALE: g_value_set_int (value, self->max_scale); break;
    case PROP_MARGIN: g_value_set_int (value, self->margin); break;
    case PROP_SELECTED: g_value_set_boolean (value, self->selected); break;
    default: G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
imagette_tile_dispose (GObject *object)
{
  imagette_speech_clear (&IMAGETTE_TILE (object)->speech);
  G_OBJECT_CLASS (imagette_tile_parent_class)->dispose (object);
}

static void
imagette_tile_finalize (GObject *object)
{
  ImagetteTile *self = IMAGETTE_TILE (object);

  imagette_speech_clear (&self->speech);
  g_clear_pointer (&self->node, gsk_render_node_unref);
  imagette_tile_drop_layouts (self);
  g_free (self->values);
  g_free (self->reason);
  g_free (self->title);
  g_free (self->place);
  g_free (self->caption);
  g_free (self->badge);
  G_OBJECT_CLASS (imagette_tile_parent_class)->finalize (object);
}

static void
install_properties (GObjectClass *class)
{
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  props[PROP_TITLE] = g_param_spec_string ("title", NULL, NULL, "", flags);
  props[PROP_PLACE] = g_param_spec_string ("place", NULL, NULL, NULL, flags);
  props[PROP_CAPTION] = g_param_spec_string ("caption", NULL, NULL, NULL, flags);
  props[PROP_SHOW_MAX] = g_param_spec_boolean ("show-max", NULL, NULL, FALSE, flags);
  props[PROP_BADGE] = g_param_spec_string ("badge", NULL, NULL, NULL, flags);
  props[PROP_SCALE] = g_param_spec_int ("scale", NULL, NULL, 0, 256, 0, flags);
  props[PROP_MAX_SCALE] = g_param_spec_int ("max-scale", NULL, NULL, 1, 256, 64, flags);
  props[PROP_MARGIN] = g_param_spec_int ("margin", NULL, NULL, 0, 64, 0, flags);
  props[PROP_SELECTED] = g_param_spec_boolean ("selected", NULL, NULL, FALSE, flags);
  g_object_class_install_properties (class, N_PROPS, props);
}

static void
imagette_tile_class_init (ImagetteTileClass *class)
{
  GObjectClass *object_class = G_OBJECT_CLASS (class);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  object_class->set_property = imagette_tile_set_property;
  object_class->get_property = imagette_tile_get_property;
  object_class->dispose = imagette_tile_dispose;
  object_class->finalize = imagette_tile_finalize;
  widget_class->measure = imagette_tile_measure;
  widget_class->snapshot = imagette_tile_snapshot;
  widget_class->css_changed = imagette_tile_css_changed;
  widget_class->system_setting_changed = imagette_tile_system_setting_changed;

  install_properties (object_class);
  signals[ACTIVATED] = g_signal_new ("activated", IMAGETTE_TYPE_TILE,
                                     G_SIGNAL_RUN_LAST | G_SIGNAL_ACTION, 0, NULL, NULL, NULL,
                                     G_TYPE_NONE, 0);
  signals[CELL_HOVERED] = g_signal_new ("cell-hovered", IMAGETTE_TYPE_TILE, G_SIGNAL_RUN_LAST, 0,
                                        NULL, NULL, NULL, G_TYPE_NONE, 2, G_TYPE_INT, G_TYPE_INT);
  signals[CONTENT_CHANGED] = g_signal_new ("content-changed", IMAGETTE_TYPE_TILE,
                                           G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  /* No activate signal: a window's default Space would emit it, and Space is run and pause. */
  gtk_widget_class_add_binding_signal (widget_class, GDK_KEY_Return, 0, "activated", NULL);
  gtk_widget_class_add_binding_signal (widget_class, GDK_KEY_KP_Enter, 0, "activated", NULL);
  gtk_widget_class_set_css_name (widget_class, "imagette-tile");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
imagette_tile_init (ImagetteTile *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  GtkEventController *motion = gtk_event_controller_motion_new ();
  GtkEventController *focus = gtk_event_controller_focus_new ();
  GtkGesture *click = gtk_gesture_click_new ();

  self->max_scale = 64;
  self->title = g_strdup ("");
  self->reason = g_strdup (_("not computed yet"));
  self->hover_row = self->hover_column = -1;
  imagette_speech_init (&self->speech, widget, describe);
  gtk_widget_set_focusable (widget, TRUE);

  g_signal_connect_swapped (motion, "enter", G_CALLBACK (motion_cb), self);
  g_signal_connect_swapped (motion, "motion", G_CALLBACK (motion_cb), self);
  g_signal_connect_swapped (motion, "leave", G_CALLBACK (leave_cb), self);
  gtk_widget_add_controller (widget, motion);
  g_signal_connect_swapped (focus, "enter", G_CALLBACK (focus_enter_cb), self);
  gtk_widget_add_controller (widget, focus);
  g_signal_connect_swapped (click, "pressed", G_CALLBACK (pressed_cb), self);
  g_signal_connect_swapped (click, "released", G_CALLBACK (released_cb), self);
  gtk_widget_add_controller (widget, GTK_EVENT_CONTROLLER (click));
  imagette_look_watch (widget, look_changed);
  imagette_speech_changed (&self->speech);
}

GtkWidget *
imagette_tile_new (void)
{
  return g_object_new (IMAGETTE_TYPE_TILE, NULL);
}

/* Content */

static void
content_changed (ImagetteTile *self)
{
  imagette_tile_drop_node (self);
  imagette_speech_changed (&self->speech);
  g_signal_emit (self, signals[CONTENT_CHANGED], 0);
}

void
imagette_tile_set_room (ImagetteTile *self, int height, int width)
{
  g_return_if_fail (IMAGETTE_IS_TILE (self));
  g_return_if_fail (height >= 0 && width >= 0);

  if (self->height == height && self->width == width)
    return;
  self->height = height;
  self->width = width;
  self->filled = FALSE;
  self->hover_row = self->hover_column = -1;
  gtk_widget_queue_resize (GTK_WIDGET (self));
  content_changed (self);
}

static const char *
find_badge (const float *values, gsize n, NnTileKind kind, float m)
{
  /* Where nothing is finite m is 0, too: that is no death. */
  for (gsize i = 0; i < n; i++)
    if (!isfinite (values[i]))
      return isnan (values[i]) ? N_("not a number") : N_("infinite");
  if (kind != NN_TILE_ACTIVATION)
    return NULL;
  if (m == 0)
    return N_("dead");
  for (gsize i = 0; i < n; i++)
    if (values[i] != 0)
      return NULL;
  return N_("all zero");
}

gboolean
imagette_tile_set_values (ImagetteTile *self,
                          const float  *values,
                          int           height,
                          int           width,
                          NnTileKind    kind,
                          NnColors      colors,
                          float         m)
{
  gsize n = (gsize) height * (gsize) width;
  const char *own_badge;

  g_return_val_if_fail (IMAGETTE_IS_TILE (self), FALSE);
  g_return_val_if_fail (values != NULL && height > 0 && width > 0, FALSE);

  imagette_tile_set_room (self, height, width);
  if (self->filled && self->kind == kind && self->colors == colors
      && memcmp (&self->m, &m, sizeof m) == 0
      && memcmp (self->values, values, n * sizeof *values) == 0)
    return FALSE;

  if (self->n_allocated < n)
    {
      self->values = g_renew (float, self->values, n);
      self->n_allocated = n;
    }
  memcpy (self->values, values, n * sizeof *values);
  if (self->m != m || self->kind != kind || !self->filled)
    g_clear_object (&self->max_layout);
  own_badge = find_badge (values, n, kind, m);
  if (own_badge != self->own_badge)
    g_clear_object (&self->badge_layout);
  if (!self->filled)
    gtk_widget_set_tooltip_text (GTK_WIDGET (self), NULL);
  self->own_badge = own_badge;
  self->kind = kind;
  self->colors = colors;
  self->m = m;
  self->filled = TRUE;
  content_changed (self);
  return TRUE;
}

gboolean
imagette_tile_set_bytes (ImagetteTile *self, const guint8 *pixels, int height, int width)
{
  gsize n = (gsize) height * (gsize) width;
  g_autofree float *values = NULL;

  g_return_val_if_fail (IMAGETTE_IS_TILE (self), FALSE);
  g_return_val_if_fail (pixels != NULL && height > 0 && width > 0, FALSE);

  values = g_new (float, n);
  for (gsize i = 0; i < n; i++)
    values[i] = pixels[i] / 255.0f;
  return imagette_tile_set_values (self, values, height, width, NN_TILE_INPUT, NN_COLORS_GREY, 1);
}

void
imagette_tile_set_empty (ImagetteTile *self, const char *reason)
{
  g_return_if_fail (IMAGETTE_IS_TILE (self));
  g_return_if_fail (reason != NULL);

  if (!self->filled && g_strcmp0 (self->reason, reason) == 0)
    return;
  if (reason != self->reason)
    {
      g_free (self->reason);
      self->reason = g_strdup (reason);
    }
  self->filled = FALSE;
  self->own_badge = NULL;
  imagette_tile_drop_layouts (self);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self), reason);
  content_changed (self);
}

const char *
imagette_tile_get_empty_text (ImagetteTile *self)
{
  g_return_val_if_fail (IMAGETTE_IS_TILE (self), NULL);
  return self->reason;
}

void
imagette_tile_set_overlay (ImagetteTile *self, int row, int column, int height, int width)
{
  const int overlay[4] = { row, column, height, width };

  g_return_if_fail (IMAGETTE_IS_TILE (self));

  if (memcmp (overlay, self->overlay, sizeof overlay) == 0)
    return;
  memcpy (self->overlay, overlay, sizeof overlay);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

void
imagette_tile_set_selected (ImagetteTile *self, gboolean selected)
{
  g_return_if_fail (IMAGETTE_IS_TILE (self));

  selected = !!selected;
  if (self->selected == selected)
    return;
  self->selected = selected;
  gtk_accessible_update_state (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_STATE_SELECTED, selected, -1);
  gtk_widget_queue_draw (GTK_WIDGET (self));
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_SELECTED]);
}

gboolean
imagette_tile_get_selected (ImagetteTile *self)
{
  g_return_val_if_fail (IMAGETTE_IS_TILE (self), FALSE);
  return self->selected;
}

/* TRUE if it is another text. */
static gboolean
set_text (ImagetteTile *self, char **field, const char *text, int prop)
{
  if (g_strcmp0 (*field, text) == 0)
    return FALSE;
  g_free (*field);
  *field = g_strdup (text);
  imagette_speech_changed (&self->speech);
  g_object_notify_by_pspec (G_OBJECT (self), props[prop]);
  return TRUE;
}

void
imagette_tile_set_title (ImagetteTile *self, const char *title)
{
  g_return_if_fail (IMAGETTE_IS_TILE (self));
  set_text (self, &self->title, title != NULL ? title : "", PROP_TITLE);
}

const char *
imagette_tile_get_title (ImagetteTile *self)
{
  g_return_val_if_fail (IMAGETTE_IS_TILE (self), NULL);
  return self->title;
}

void
imagette_tile_set_place (ImagetteTile *self, const char *place)
{
  g_return_if_fail (IMAGETTE_IS_TILE (self));
  set_text (self, &self->place, place, PROP_PLACE);
}

void
imagette_tile_set_caption (ImagetteTile *self, const char *caption)
{
  g_return_if_fail (IMAGETTE_IS_TILE (self));

  if (!set_text (self, &self->caption, caption, PROP_CAPTION))
    return;
  g_clear_object (&self->caption_layout);
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

void
imagette_tile_set_badge (ImagetteTile *self, const char *badge)
{
  g_return_if_fail (IMAGETTE_IS_TILE (self));

  if (!set_text (self, &self->badge, badge, PROP_BADGE))
    return;
  g_clear_object (&self->badge_layout);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/* A property whose change moves things. */
static void
set_number (ImagetteTile *self, int *field, int value, int prop)
{
  if (*field == value)
    return;
  *field = value;
  imagette_tile_drop_layouts (self);
  gtk_widget_queue_resize (GTK_WIDGET (self));
  g_object_notify_by_pspec (G_OBJECT (self), props[prop]);
}

void
imagette_tile_set_show_max (ImagetteTile *self, gboolean show_max)
{
  g_return_if_fail (IMAGETTE_IS_TILE (self));
  set_number (self, &self->show_max, !!show_max, PROP_SHOW_MAX);
}

void
imagette_tile_set_scale (ImagetteTile *self, int scale)
{
  g_return_if_fail (IMAGETTE_IS_TILE (self) && scale >= 0);
  set_number (self, &self->scale, scale, PROP_SCALE);
}

void
imagette_tile_set_max_scale (ImagetteTile *self, int max_scale)
{
  g_return_if_fail (IMAGETTE_IS_TILE (self) && max_scale >= 1);
  set_number (self, &self->max_scale, max_scale, PROP_MAX_SCALE);
}

void
imagette_tile_set_margin (ImagetteTile *self, int margin)
{
  g_return_if_fail (IMAGETTE_IS_TILE (self) && margin >= 0);
  set_number (self, &self->margin, margin, PROP_MARGIN);
}

const float *
imagette_tile_get_values (ImagetteTile *self,
                          int          *height,
                          int          *width,
                          NnTileKind   *kind,
                          NnColors     *colors,
                          float        *m)
{
  g_return_val_if_fail (IMAGETTE_IS_TILE (self), NULL);

  if (height != NULL)
    *height = self->height;
  if (width != NULL)
    *width = self->width;
  if (kind != NULL)
    *kind = self->kind;
  if (colors != NULL)
    *colors = self->colors;
  if (m != NULL)
    *m = self->m;
  return self->filled ? self->values : NULL;
}

float
imagette_tile_get_value (ImagetteTile *self, int row, int column)
{
  g_return_val_if_fail (IMAGETTE_IS_TILE (self), NAN);

  if (!self->filled || row < 0 || row >= self->height || column < 0 || column >= self->width)
    return NAN;
  return self->values[row * self->width + column];
}
