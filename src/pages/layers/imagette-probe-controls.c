/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "pages/layers/imagette-probe-controls.h"

#include "pages/imagette-parts.h"

#include <glib/gi18n-lib.h>

struct _ImagetteProbeControls
{
  GtkBox parent_instance;

  GtkWidget *index, *class;
  GtkWidget *scope, *colors;
  NnSession *session;
  ImagetteDisplay *display;
  gboolean updating;
};

G_DEFINE_FINAL_TYPE (ImagetteProbeControls, imagette_probe_controls, GTK_TYPE_BOX)

static void
index_changed (ImagetteProbeControls *self)
{
  g_autoptr (NnProbe) probe = NULL;

  if (self->updating || self->session == NULL)
    return;
  probe = nn_probe_new_test (nn_session_get_dataset (self->session),
                             (guint) gtk_spin_button_get_value_as_int (GTK_SPIN_BUTTON (self->index)));
  nn_session_set_probe (self->session, probe);
}

static void
class_changed (ImagetteProbeControls *self)
{
  if (!self->updating)
    gtk_widget_activate_action (GTK_WIDGET (self), "win.probe-class", "i",
                                (gint32) gtk_drop_down_get_selected (GTK_DROP_DOWN (self->class))
                                  - 1);
}

static void
scope_changed (ImagetteProbeControls *self)
{
  if (!self->updating && self->display != NULL)
    imagette_display_set_scope (
      self->display, (NnScope) gtk_drop_down_get_selected (GTK_DROP_DOWN (self->scope)));
}

static void
colors_changed (ImagetteProbeControls *self)
{
  if (!self->updating && self->display != NULL)
    imagette_display_set_colors (
      self->display, (NnColors) gtk_drop_down_get_selected (GTK_DROP_DOWN (self->colors)));
}

static void
append_labelled (ImagetteProbeControls *self,
                 const char            *text,
                 GtkWidget             *control,
                 const char            *tooltip,
                 GtkOrientation         orientation)
{
  GtkWidget *box = gtk_box_new (orientation, orientation == GTK_ORIENTATION_VERTICAL ? 2 : 8);
  GtkWidget *label = imagette_parts_label (text, NULL);

  gtk_widget_set_hexpand (label, TRUE);
  gtk_widget_set_tooltip_text (control, tooltip);
  gtk_accessible_update_property (GTK_ACCESSIBLE (control), GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (box), control);
  gtk_box_append (GTK_BOX (self), box);
}

static void
append_steps (ImagetteProbeControls *self)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  gtk_box_set_homogeneous (GTK_BOX (row), TRUE);
  gtk_box_append (GTK_BOX (row), imagette_parts_button (NULL, "go-previous-symbolic",
                                                        "win.probe-previous"));
  gtk_box_append (GTK_BOX (row), imagette_parts_button (NULL, "go-next-symbolic",
                                                        "win.probe-next"));
  gtk_box_append (GTK_BOX (self), row);
}

static void
imagette_probe_controls_dispose (GObject *object)
{
  ImagetteProbeControls *self = IMAGETTE_PROBE_CONTROLS (object);

  g_clear_object (&self->session);
  g_clear_object (&self->display);

  G_OBJECT_CLASS (imagette_probe_controls_parent_class)->dispose (object);
}

static void
imagette_probe_controls_class_init (ImagetteProbeControlsClass *class)
{
  G_OBJECT_CLASS (class)->dispose = imagette_probe_controls_dispose;
}

static void
imagette_probe_controls_init (ImagetteProbeControls *self)
{
  const char *classes[] = { _("any"), "0", "1", "2", "3", "4", "5", "6", "7", "8", "9", NULL };
  const char *scopes[] = { _("tile"), _("row"), _("layer"), _("all moments"), NULL };
  const char *colors[] = { _("grey"), _("diverging"), NULL };

  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  gtk_box_set_spacing (GTK_BOX (self), 6);
  append_steps (self);
  gtk_box_append (GTK_BOX (self), imagette_parts_button (_("Random"), NULL, "win.probe-random"));
  gtk_box_append (GTK_BOX (self), imagette_parts_button (_("Draw a Digit…"), NULL, "win.draw"));
  gtk_box_append (GTK_BOX (self), imagette_parts_button (_("Open a Picture…"), NULL,
                                                         "win.open-picture"));

  self->index = imagette_parts_spin (0, 9999, 1, G_CALLBACK (index_changed), self);
  gtk_editable_set_width_chars (GTK_EDITABLE (self->index), 4);
  gtk_editable_set_max_width_chars (GTK_EDITABLE (self->index), 4);
  append_labelled (self, _("No."), self->index, _("Number in the test set, from 0"),
                   GTK_ORIENTATION_HORIZONTAL);
  self->class = imagette_parts_choice (classes, G_CALLBACK (class_changed), self);
  append_labelled (self, _("Class"), self->class,
                   _("Previous, next and random stay with this class"),
                   GTK_ORIENTATION_HORIZONTAL);
  self->scope = imagette_parts_choice (scopes, G_CALLBACK (scope_changed), self);
  /* Their width depends on what is chosen, so they get the whole line. */
  append_labelled (self, _("Greys"), self->scope,
                   _("Which numbers share one scale of greys (G)"), GTK_ORIENTATION_VERTICAL);
  self->colors = imagette_parts_choice (colors, G_CALLBACK (colors_changed), self);
  append_labelled (self, _("Colours"), self->colors, _("Grey, or diverging colours (C)"),
                   GTK_ORIENTATION_VERTICAL);
}

GtkWidget *
imagette_probe_controls_new (void)
{
  return g_object_new (IMAGETTE_TYPE_PROBE_CONTROLS, NULL);
}

void
imagette_probe_controls_update (ImagetteProbeControls *self,
                                NnSession             *session,
                                ImagetteDisplay       *display)
{
  NnProbe *probe;

  g_return_if_fail (IMAGETTE_IS_PROBE_CONTROLS (self));

  g_set_object (&self->session, session);
  g_set_object (&self->display, display);
  probe = nn_session_get_probe (session);
  self->updating = TRUE;
  gtk_spin_button_set_range (GTK_SPIN_BUTTON (self->index), 0,
                             MAX (nn_session_get_dataset (session)->test.n, 1) - 1);
  if (probe != NULL && probe->index >= 0)
    gtk_spin_button_set_value (GTK_SPIN_BUTTON (self->index), probe->index);
  /* A class that is chosen is what the digit is. */
  gtk_widget_set_visible (gtk_widget_get_parent (self->class),
                          (imagette_display_get_secret (display) & IMAGETTE_HIDDEN_LABEL) == 0);
  gtk_drop_down_set_selected (GTK_DROP_DOWN (self->scope), imagette_display_get_scope (display));
  gtk_drop_down_set_selected (GTK_DROP_DOWN (self->colors), imagette_display_get_colors (display));
  self->updating = FALSE;
}
