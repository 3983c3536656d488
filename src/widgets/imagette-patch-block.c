/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "widgets/imagette-patch-block-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "widgets/imagette-keys.h"

#define IMAGE_SIDE 28

enum { PROP_0, PROP_TITLE, PROP_CAPTION, PROP_BADGE, PROP_SCALE, N_PROPS };
static GParamSpec *props[N_PROPS];

enum { CELL_ACTIVATED, CELL_HOVERED, N_SIGNALS };
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (ImagettePatchBlock, imagette_patch_block, GTK_TYPE_WIDGET)

/* Text */

static const char *
pair_words (ImagettePatchBlock *self, int i)
{
  return i < self->n_filled ? self->pairs[i].words : self->reason;
}

static char *
describe (GtkWidget *widget)
{
  ImagettePatchBlock *self = IMAGETTE_PATCH_BLOCK (widget);
  GString *text = g_string_new (self->title);

  if (*self->caption != '\0')
    g_string_append_printf (text, ", %s", self->caption);
  if (self->badge != NULL)
    g_string_append_printf (text, ", %s", self->badge);
  if (self->n_filled == 0)
    g_string_append_printf (text, ", %s", self->reason);
  else
    {
      g_string_append (text, _(": "));
      /* Translators: one of the nine patches of a map; then come words on the digit. */
      g_string_append_printf (text, _("%d of nine"), self->cursor + 1);
      g_string_append_printf (text, ", %s", pair_words (self, self->cursor));
    }
  return g_string_free (text, FALSE);
}

static void
renew_tooltip (ImagettePatchBlock *self)
{
  int lit = imagette_patch_block_get_lit (self);

  gtk_widget_set_tooltip_text (GTK_WIDGET (self), lit >= 0 ? pair_words (self, lit)
                                                  : *self->caption != '\0' ? self->caption : NULL);
}

static void
content_changed (ImagettePatchBlock *self)
{
  renew_tooltip (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
  imagette_speech_changed (&self->speech);
}

/* Input */

static void
light (ImagettePatchBlock *self, int hovered)
{
  if (self->hovered == hovered)
    return;
  self->hovered = hovered;
  renew_tooltip (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
  g_signal_emit (self, signals[CELL_HOVERED], 0, hovered);
}

static void
motion_cb (ImagettePatchBlock *self, double x, double y)
{
  light (self, imagette_patch_block_pair_at (self, x, y));
}

static void
leave_cb (ImagettePatchBlock *self)
{
  light (self, -1);
}

static void
activate_pair (ImagettePatchBlock *self, int i)
{
  if (i >= 0 && i < self->n_filled)
    g_signal_emit (self, signals[CELL_ACTIVATED], 0, i);
}

static void
pressed_cb (ImagettePatchBlock *self, int n_press, double x, double y)
{
  int i = imagette_patch_block_pair_at (self, x, y);

  if (i >= 0)
    self->cursor = i;
  gtk_widget_grab_focus (GTK_WIDGET (self));
}

static void
released_cb (ImagettePatchBlock *self, int n_press, double x, double y)
{
  activate_pair (self, imagette_patch_block_pair_at (self, x, y));
}

static void
focus_cb (ImagettePatchBlock *self)
{
  imagette_speech_renew (&self->speech);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static gboolean
move_cb (GtkWidget *widget, GVariant *args, gpointer data)
{
  ImagettePatchBlock *self = IMAGETTE_PATCH_BLOCK (widget);
  int down, right, row = self->cursor / 3, column = self->cursor % 3;

  g_variant_get (args, "(ii)", &down, &right);
  row += down;
  column += right;
  /* Past an edge: the window moves on to the block beside. */
  if (row < 0 || row > 2 || column < 0 || column > 2)
    return FALSE;
  self->cursor = 3 * row + column;
  renew_tooltip (self);
  imagette_speech_renew (&self->speech);
  gtk_widget_queue_draw (widget);
  g_signal_emit (self, signals[CELL_HOVERED], 0, self->cursor);
  return TRUE;
}

static gboolean
enter_cb (GtkWidget *widget, GVariant *args, gpointer data)
{
  activate_pair (IMAGETTE_PATCH_BLOCK (widget), IMAGETTE_PATCH_BLOCK (widget)->cursor);
  return TRUE;
}

/* GObject */

static void
look_changed (GtkWidget *widget)
{
  gtk_widget_queue_draw (widget);
}

static void
imagette_patch_block_css_changed (GtkWidget *widget, GtkCssStyleChange *change)
{
  GTK_WIDGET_CLASS (imagette_patch_block_parent_class)->css_changed (widget, change);
  imagette_patch_block_drop_layouts (IMAGETTE_PATCH_BLOCK (widget));
}

static void
imagette_patch_block_system_setting_changed (GtkWidget *widget, GtkSystemSetting setting)
{
  GTK_WIDGET_CLASS (imagette_patch_block_parent_class)->system_setting_changed (widget, setting);
  imagette_patch_block_drop_layouts (IMAGETTE_PATCH_BLOCK (widget));
}

static void
imagette_patch_block_set_property (GObject      *object,
                                   guint         id,
                                   const GValue *value,
                                   GParamSpec   *pspec)
{
  ImagettePatchBlock *self = IMAGETTE_PATCH_BLOCK (object);

  switch (id)
    {
    case PROP_TITLE: imagette_patch_block_set_title (self, g_value_get_string (value)); break;
    case PROP_CAPTION: imagette_patch_block_set_caption (self, g_value_get_string (value)); break;
    case PROP_BADGE: imagette_patch_block_set_badge (self, g_value_get_string (value)); break;
    case PROP_SCALE: imagette_patch_block_set_scale (self, g_value_get_int (value)); break;
    default: G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
imagette_patch_block_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  ImagettePatchBlock *self = IMAGETTE_PATCH_BLOCK (object);

  switch (id)
    {
    case PROP_TITLE: g_value_set_string (value, self->title); break;
    case PROP_CAPTION: g_value_set_string (value, self->caption); break;
    case PROP_BADGE: g_value_set_string (value, self->badge); break;
    case PROP_SCALE: g_value_set_int (value, self->scale); break;
    default: G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
imagette_patch_block_dispose (GObject *object)
{
  imagette_speech_clear (&IMAGETTE_PATCH_BLOCK (object)->speech);
  G_OBJECT_CLASS (imagette_patch_block_parent_class)->dispose (object);
}

static void
imagette_patch_block_finalize (GObject *object)
{
  ImagettePatchBlock *self = IMAGETTE_PATCH_BLOCK (object);

  imagette_speech_clear (&self->speech);
  imagette_patch_block_drop_layouts (self);
  for (int i = 0; i < IMAGETTE_PATCHES; i++)
    {
      imagette_patch_block_drop_nodes (&self->pairs[i]);
      g_free (self->pairs[i].words);
      for (int half = 0; half < IMAGETTE_N_HALVES; half++)
        g_free (self->pairs[i].values[half]);
    }
  g_free (self->reason);
  g_free (self->title);
  g_free (self->caption);
  g_free (self->badge);
  G_OBJECT_CLASS (imagette_patch_block_parent_class)->finalize (object);
}

static void
imagette_patch_block_class_init (ImagettePatchBlockClass *class)
{
  GObjectClass *object_class = G_OBJECT_CLASS (class);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->set_property = imagette_patch_block_set_property;
  object_class->get_property = imagette_patch_block_get_property;
  object_class->dispose = imagette_patch_block_dispose;
  object_class->finalize = imagette_patch_block_finalize;
  widget_class->measure = imagette_patch_block_measure;
  widget_class->snapshot = imagette_patch_block_snapshot;
  widget_class->css_changed = imagette_patch_block_css_changed;
  widget_class->system_setting_changed = imagette_patch_block_system_setting_changed;
  props[PROP_TITLE] = g_param_spec_string ("title", NULL, NULL, "", flags);
  props[PROP_CAPTION] = g_param_spec_string ("caption", NULL, NULL, "", flags);
  props[PROP_BADGE] = g_param_spec_string ("badge", NULL, NULL, NULL, flags);
  props[PROP_SCALE] = g_param_spec_int ("scale", NULL, NULL, 1, 64, 3, flags);
  g_object_class_install_properties (object_class, N_PROPS, props);

  signals[CELL_ACTIVATED] = g_signal_new ("cell-activated", IMAGETTE_TYPE_PATCH_BLOCK,
                                          G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                                          G_TYPE_INT);
  signals[CELL_HOVERED] = g_signal_new ("cell-hovered", IMAGETTE_TYPE_PATCH_BLOCK,
                                        G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                                        G_TYPE_INT);
  imagette_keys_add_arrows (widget_class, move_cb);
  imagette_keys_add_enter (widget_class, enter_cb);
  gtk_widget_class_set_css_name (widget_class, "imagette-patch-block");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
imagette_patch_block_init (ImagettePatchBlock *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  GtkEventController *motion = gtk_event_controller_motion_new ();
  GtkEventController *focus = gtk_event_controller_focus_new ();
  GtkGesture *click = gtk_gesture_click_new ();

  self->scale = 3;
  self->title = g_strdup ("");
  self->caption = g_strdup ("");
  self->reason = g_strdup (_("not computed yet"));
  self->hovered = self->selected = -1;
  imagette_speech_init (&self->speech, widget, describe);
  gtk_widget_set_focusable (widget, TRUE);
  g_signal_connect_swapped (motion, "enter", G_CALLBACK (motion_cb), self);
  g_signal_connect_swapped (motion, "motion", G_CALLBACK (motion_cb), self);
  g_signal_connect_swapped (motion, "leave", G_CALLBACK (leave_cb), self);
  gtk_widget_add_controller (widget, motion);
  g_signal_connect_swapped (focus, "enter", G_CALLBACK (focus_cb), self);
  g_signal_connect_swapped (focus, "leave", G_CALLBACK (focus_cb), self);
  gtk_widget_add_controller (widget, focus);
  g_signal_connect_swapped (click, "pressed", G_CALLBACK (pressed_cb), self);
  g_signal_connect_swapped (click, "released", G_CALLBACK (released_cb), self);
  gtk_widget_add_controller (widget, GTK_EVENT_CONTROLLER (click));
  imagette_look_watch (widget, look_changed);
  imagette_speech_changed (&self->speech);
}

GtkWidget *
imagette_patch_block_new (void)
{
  return g_object_new (IMAGETTE_TYPE_PATCH_BLOCK, NULL);
}

/* Content */

void
imagette_patch_block_set_side (ImagettePatchBlock *self, int side)
{
  gsize n = (gsize) side * (gsize) side;

  g_return_if_fail (IMAGETTE_IS_PATCH_BLOCK (self));
  g_return_if_fail (side > 0);

  if (self->side == side)
    return;
  self->side = side;
  self->n_filled = 0;
  for (int i = 0; i < IMAGETTE_PATCHES; i++)
    {
      imagette_patch_block_drop_nodes (&self->pairs[i]);
      for (int half = 0; half < IMAGETTE_N_HALVES; half++)
        self->pairs[i].values[half] = g_renew (float, self->pairs[i].values[half], n);
    }
  content_changed (self);
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

/* The window cut out of both, 0 outside; the largest magnitude of the projection in it. */
static float
cut (ImagettePatchBlock *self,
     float              *values[IMAGETTE_N_HALVES],
     const guint8       *pixels,
     const float        *projection,
     int                 row,
     int                 column)
{
  for (int y = 0; y < self->side; y++)
    for (int x = 0; x < self->side; x++)
      {
        int from = (row + y) * IMAGE_SIDE + column + x, to = y * self->side + x;
        gboolean inside = row + y >= 0 && row + y < IMAGE_SIDE && column + x >= 0
                          && column + x < IMAGE_SIDE;

        values[IMAGETTE_PATCH][to] = inside ? (float) pixels[from] / 255.0f : 0;
        values[IMAGETTE_PROJECTION][to] = inside ? projection[from] : 0;
      }
  return nn_scope_max (values[IMAGETTE_PROJECTION], (gsize) self->side * (gsize) self->side);
}

void
imagette_patch_block_set_cell (ImagettePatchBlock *self,
                               int                 i,
                               const guint8       *pixels,
                               const float        *projection,
                               int                 row,
                               int                 column,
                               float               m,
                               const char         *words)
{
  ImagettePair *pair;
  gsize size;
  float *values[IMAGETTE_N_HALVES], own;
  gboolean same;

  g_return_if_fail (IMAGETTE_IS_PATCH_BLOCK (self));
  g_return_if_fail (i >= 0 && i < IMAGETTE_PATCHES && self->side > 0);
  g_return_if_fail (pixels != NULL && projection != NULL && words != NULL);
  g_return_if_fail (i <= self->n_filled);

  pair = &self->pairs[i];
  size = (gsize) self->side * (gsize) self->side * sizeof (float);
  for (int half = 0; half < IMAGETTE_N_HALVES; half++)
    values[half] = g_malloc (size);
  own = cut (self, values, pixels, projection, row, column);
  if (m <= 0)
    m = own;
  same = i < self->n_filled && memcmp (&pair->m, &m, sizeof m) == 0 && pair->top == MAX (0, -row)
         && pair->left == MAX (0, -column) && g_str_equal (pair->words, words);
  for (int half = 0; half < IMAGETTE_N_HALVES; half++)
    {
      same = same && memcmp (pair->values[half], values[half], size) == 0;
      g_free (pair->values[half]);
      pair->values[half] = values[half];
    }
  if (same)
    return;

  imagette_patch_block_drop_nodes (pair);
  pair->m = m;
  pair->top = CLAMP (-row, 0, self->side);
  pair->left = CLAMP (-column, 0, self->side);
  pair->bottom = CLAMP (IMAGE_SIDE - row, 0, self->side);
  pair->right = CLAMP (IMAGE_SIDE - column, 0, self->side);
  g_free (pair->words);
  pair->words = g_strdup (words);
  self->n_filled = MAX (self->n_filled, i + 1);
  content_changed (self);
}

void
imagette_patch_block_set_empty (ImagettePatchBlock *self, int first, const char *reason)
{
  g_return_if_fail (IMAGETTE_IS_PATCH_BLOCK (self));
  g_return_if_fail (first >= 0 && first <= IMAGETTE_PATCHES && reason != NULL);

  first = MIN (first, self->n_filled);
  if (self->n_filled == first && g_str_equal (self->reason, reason))
    return;
  for (int i = first; i < IMAGETTE_PATCHES; i++)
    imagette_patch_block_drop_nodes (&self->pairs[i]);
  self->n_filled = first;
  g_free (self->reason);
  self->reason = g_strdup (reason);
  g_clear_object (&self->reason_layout);
  content_changed (self);
}

int
imagette_patch_block_get_filled (ImagettePatchBlock *self)
{
  g_return_val_if_fail (IMAGETTE_IS_PATCH_BLOCK (self), 0);
  return self->n_filled;
}

const char *
imagette_patch_block_get_empty_text (ImagettePatchBlock *self)
{
  g_return_val_if_fail (IMAGETTE_IS_PATCH_BLOCK (self), NULL);
  return self->reason;
}

/* Looks */

static void
set_text (ImagettePatchBlock *self, char **field, PangoLayout **layout, const char *text, int prop)
{
  if (g_strcmp0 (*field, text) == 0)
    return;
  g_free (*field);
  *field = g_strdup (text);
  g_clear_object (layout);
  content_changed (self);
  g_object_notify_by_pspec (G_OBJECT (self), props[prop]);
}

void
imagette_patch_block_set_title (ImagettePatchBlock *self, const char *title)
{
  g_return_if_fail (IMAGETTE_IS_PATCH_BLOCK (self));
  set_text (self, &self->title, &self->title_layout, title != NULL ? title : "", PROP_TITLE);
}

const char *
imagette_patch_block_get_title (ImagettePatchBlock *self)
{
  g_return_val_if_fail (IMAGETTE_IS_PATCH_BLOCK (self), NULL);
  return self->title;
}

void
imagette_patch_block_set_caption (ImagettePatchBlock *self, const char *caption)
{
  g_return_if_fail (IMAGETTE_IS_PATCH_BLOCK (self));
  set_text (self, &self->caption, &self->caption_layout, caption != NULL ? caption : "",
            PROP_CAPTION);
}

const char *
imagette_patch_block_get_caption (ImagettePatchBlock *self)
{
  g_return_val_if_fail (IMAGETTE_IS_PATCH_BLOCK (self), NULL);
  return self->caption;
}

void
imagette_patch_block_set_badge (ImagettePatchBlock *self, const char *badge)
{
  g_return_if_fail (IMAGETTE_IS_PATCH_BLOCK (self));
  set_text (self, &self->badge, &self->badge_layout, badge, PROP_BADGE);
}

const char *
imagette_patch_block_get_badge (ImagettePatchBlock *self)
{
  g_return_val_if_fail (IMAGETTE_IS_PATCH_BLOCK (self), NULL);
  return self->badge;
}

static void
drop_all_nodes (ImagettePatchBlock *self)
{
  for (int i = 0; i < IMAGETTE_PATCHES; i++)
    imagette_patch_block_drop_nodes (&self->pairs[i]);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

void
imagette_patch_block_set_scale (ImagettePatchBlock *self, int scale)
{
  g_return_if_fail (IMAGETTE_IS_PATCH_BLOCK (self));
  g_return_if_fail (scale > 0);

  if (self->scale == scale)
    return;
  self->scale = scale;
  drop_all_nodes (self);
  gtk_widget_queue_resize (GTK_WIDGET (self));
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_SCALE]);
}

void
imagette_patch_block_set_colors (ImagettePatchBlock *self, NnColors colors)
{
  g_return_if_fail (IMAGETTE_IS_PATCH_BLOCK (self));

  if (self->colors == colors)
    return;
  self->colors = colors;
  drop_all_nodes (self);
}

void
imagette_patch_block_set_selected (ImagettePatchBlock *self, int i)
{
  g_return_if_fail (IMAGETTE_IS_PATCH_BLOCK (self));
  g_return_if_fail (i >= -1 && i < IMAGETTE_PATCHES);

  if (self->selected == i)
    return;
  self->selected = i;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

int
imagette_patch_block_get_selected (ImagettePatchBlock *self)
{
  g_return_val_if_fail (IMAGETTE_IS_PATCH_BLOCK (self), -1);
  return self->selected;
}

int
imagette_patch_block_get_lit (ImagettePatchBlock *self)
{
  g_return_val_if_fail (IMAGETTE_IS_PATCH_BLOCK (self), -1);

  if (self->hovered >= 0)
    return self->hovered;
  return gtk_widget_has_visible_focus (GTK_WIDGET (self)) ? self->cursor : -1;
}
