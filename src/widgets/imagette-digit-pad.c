/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "widgets/imagette-digit-pad.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "render/nn-digit.h"
#include "widgets/imagette-ink.h"
#include "widgets/imagette-tile.h"

#define SEEN_SCALE 4

struct _ImagetteDigitPad
{
  GtkWidget parent_instance;

  GtkWidget *sheet;               /* keeps the ink a square */
  GtkWidget *ink, *side, *seen;
  guint8 pixels[NN_DIGIT_SIDE * NN_DIGIT_SIDE];
  gboolean blank;
};

enum
{
  PROP_0,
  PROP_ERASING,
  PROP_CAN_UNDO,
  PROP_BLANK,
  N_PROPS
};

enum
{
  CHANGED,
  N_SIGNALS
};

static GParamSpec *props[N_PROPS];
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (ImagetteDigitPad, imagette_digit_pad, GTK_TYPE_WIDGET)

static void
ink_changed_cb (ImagetteDigitPad *self)
{
  guint8 pixels[sizeof self->pixels];
  gboolean blank;

  blank = !nn_center_digit (imagette_ink_get_pixels (IMAGETTE_INK (self->ink)), IMAGETTE_INK_SIDE,
                            IMAGETTE_INK_SIDE, pixels);
  if (blank)
    imagette_tile_set_empty (IMAGETTE_TILE (self->seen), _("Draw a digit"));
  else
    imagette_tile_set_bytes (IMAGETTE_TILE (self->seen), pixels, NN_DIGIT_SIDE, NN_DIGIT_SIDE);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "pad.clear", !blank);
  if (self->blank != blank)
    {
      self->blank = blank;
      g_object_notify_by_pspec (G_OBJECT (self), props[PROP_BLANK]);
    }
  if (memcmp (pixels, self->pixels, sizeof pixels) == 0)
    return;
  memcpy (self->pixels, pixels, sizeof pixels);
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
can_undo_cb (ImagetteDigitPad *self)
{
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "pad.undo",
                                 imagette_ink_get_can_undo (IMAGETTE_INK (self->ink)));
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_CAN_UNDO]);
}

static void
erasing_cb (ImagetteDigitPad *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_ERASING]);
}

static void
undo_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  imagette_digit_pad_undo (IMAGETTE_DIGIT_PAD (widget));
}

static void
clear_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  imagette_digit_pad_clear (IMAGETTE_DIGIT_PAD (widget));
}

static gboolean
imagette_digit_pad_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (IMAGETTE_DIGIT_PAD (widget)->ink);
}

static void
imagette_digit_pad_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  if (id == PROP_ERASING)
    imagette_digit_pad_set_erasing (IMAGETTE_DIGIT_PAD (object), g_value_get_boolean (value));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
imagette_digit_pad_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  ImagetteDigitPad *self = IMAGETTE_DIGIT_PAD (object);
  ImagetteInk *ink = IMAGETTE_INK (self->ink);

  switch (id)
    {
    case PROP_ERASING: g_value_set_boolean (value, imagette_ink_get_erasing (ink)); break;
    case PROP_CAN_UNDO: g_value_set_boolean (value, imagette_ink_get_can_undo (ink)); break;
    case PROP_BLANK: g_value_set_boolean (value, self->blank); break;
    default: G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
imagette_digit_pad_dispose (GObject *object)
{
  ImagetteDigitPad *self = IMAGETTE_DIGIT_PAD (object);

  if (self->ink != NULL)
    g_signal_handlers_disconnect_by_data (self->ink, self);
  self->ink = NULL;
  g_clear_pointer (&self->sheet, gtk_widget_unparent);
  g_clear_pointer (&self->side, gtk_widget_unparent);
  G_OBJECT_CLASS (imagette_digit_pad_parent_class)->dispose (object);
}

static void
imagette_digit_pad_class_init (ImagetteDigitPadClass *class)
{
  GObjectClass *object_class = G_OBJECT_CLASS (class);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  object_class->set_property = imagette_digit_pad_set_property;
  object_class->get_property = imagette_digit_pad_get_property;
  object_class->dispose = imagette_digit_pad_dispose;
  widget_class->grab_focus = imagette_digit_pad_grab_focus;

  props[PROP_ERASING] = g_param_spec_boolean ("erasing", NULL, NULL, FALSE,
                                              G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY
                                                | G_PARAM_STATIC_STRINGS);
  props[PROP_CAN_UNDO] = g_param_spec_boolean ("can-undo", NULL, NULL, FALSE,
                                               G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  props[PROP_BLANK] = g_param_spec_boolean ("blank", NULL, NULL, TRUE,
                                            G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, props);
  signals[CHANGED] = g_signal_new ("changed", IMAGETTE_TYPE_DIGIT_PAD, G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_install_action (widget_class, "pad.undo", NULL, undo_action);
  gtk_widget_class_install_action (widget_class, "pad.clear", NULL, clear_action);
  gtk_widget_class_install_property_action (widget_class, "pad.erase", "erasing");
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "imagette-digit-pad");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
add_button (ImagetteDigitPad *self,
            GtkWidget        *button,
            const char       *label,
            const char       *action,
            const char       *tooltip)
{
  gtk_button_set_label (GTK_BUTTON (button), label);
  gtk_widget_set_tooltip_text (button, tooltip);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
  gtk_widget_set_focus_on_click (button, FALSE);
  gtk_box_append (GTK_BOX (self->side), button);
}

static void
imagette_digit_pad_init (ImagetteDigitPad *self)
{
  GtkLayoutManager *layout = gtk_widget_get_layout_manager (GTK_WIDGET (self));
  GtkWidget *heading = gtk_label_new (_("The network sees"));

  self->blank = TRUE;
  gtk_box_layout_set_spacing (GTK_BOX_LAYOUT (layout), 18);
  self->ink = imagette_ink_new ();
  imagette_canvas_set_title (IMAGETTE_CANVAS (self->ink), _("Drawing sheet"));
  /* A square, whatever room there is: a digit drawn on less would be read as a narrow one. */
  self->sheet = gtk_aspect_frame_new (0.5f, 0.5f, 1, FALSE);
  gtk_aspect_frame_set_child (GTK_ASPECT_FRAME (self->sheet), self->ink);
  /* The frame of the focus lies outside. */
  gtk_widget_set_overflow (self->sheet, GTK_OVERFLOW_VISIBLE);
  gtk_widget_set_hexpand (self->sheet, TRUE);
  gtk_widget_set_vexpand (self->sheet, TRUE);
  gtk_widget_set_parent (self->sheet, GTK_WIDGET (self));

  self->side = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  gtk_widget_set_valign (self->side, GTK_ALIGN_CENTER);
  gtk_widget_set_parent (self->side, GTK_WIDGET (self));
  gtk_box_append (GTK_BOX (self->side), heading);
  self->seen = imagette_tile_new ();
  imagette_tile_set_scale (IMAGETTE_TILE (self->seen), SEEN_SCALE);
  imagette_tile_set_title (IMAGETTE_TILE (self->seen), _("Centred digit, as the network sees it"));
  imagette_tile_set_room (IMAGETTE_TILE (self->seen), NN_DIGIT_SIDE, NN_DIGIT_SIDE);
  imagette_tile_set_empty (IMAGETTE_TILE (self->seen), _("Draw a digit"));
  gtk_widget_set_margin_bottom (self->seen, 6);
  gtk_box_append (GTK_BOX (self->side), self->seen);
  add_button (self, gtk_toggle_button_new (), _("Erase"), "pad.erase", _("Take ink away (X)"));
  add_button (self, gtk_button_new (), _("Undo"), "pad.undo", _("Undo the last stroke (Ctrl+Z)"));
  add_button (self, gtk_button_new (), _("Clear"), "pad.clear", _("Clear the sheet (Delete)"));

  gtk_widget_action_set_enabled (GTK_WIDGET (self), "pad.undo", FALSE);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "pad.clear", FALSE);
  g_signal_connect_swapped (self->ink, "changed", G_CALLBACK (ink_changed_cb), self);
  g_signal_connect_swapped (self->ink, "notify::can-undo", G_CALLBACK (can_undo_cb), self);
  g_signal_connect_swapped (self->ink, "notify::erasing", G_CALLBACK (erasing_cb), self);
}

GtkWidget *
imagette_digit_pad_new (void)
{
  return g_object_new (IMAGETTE_TYPE_DIGIT_PAD, NULL);
}

const guint8 *
imagette_digit_pad_get_pixels (ImagetteDigitPad *self)
{
  g_return_val_if_fail (IMAGETTE_IS_DIGIT_PAD (self), NULL);
  return self->pixels;
}

const guint8 *
imagette_digit_pad_get_ink (ImagetteDigitPad *self, int *side)
{
  g_return_val_if_fail (IMAGETTE_IS_DIGIT_PAD (self), NULL);
  *side = IMAGETTE_INK_SIDE;
  return imagette_ink_get_pixels (IMAGETTE_INK (self->ink));
}

void
imagette_digit_pad_set_pixels (ImagetteDigitPad *self, const guint8 *pixels)
{
  g_return_if_fail (IMAGETTE_IS_DIGIT_PAD (self));
  imagette_ink_set_digit (IMAGETTE_INK (self->ink), pixels);
}

void
imagette_digit_pad_stroke (ImagetteDigitPad *self,
                           double            x,
                           double            y,
                           double            pressure,
                           gboolean          start)
{
  g_return_if_fail (IMAGETTE_IS_DIGIT_PAD (self));
  imagette_ink_stroke (IMAGETTE_INK (self->ink), x, y, pressure, start);
}

void
imagette_digit_pad_undo (ImagetteDigitPad *self)
{
  g_return_if_fail (IMAGETTE_IS_DIGIT_PAD (self));
  imagette_ink_undo (IMAGETTE_INK (self->ink));
}

void
imagette_digit_pad_clear (ImagetteDigitPad *self)
{
  g_return_if_fail (IMAGETTE_IS_DIGIT_PAD (self));
  imagette_ink_clear (IMAGETTE_INK (self->ink));
}

void
imagette_digit_pad_set_erasing (ImagetteDigitPad *self, gboolean erasing)
{
  g_return_if_fail (IMAGETTE_IS_DIGIT_PAD (self));
  imagette_ink_set_erasing (IMAGETTE_INK (self->ink), erasing);
}
