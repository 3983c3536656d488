/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "pages/features/imagette-study-controls.h"

#include "pages/imagette-words.h"

#include <glib/gi18n-lib.h>

#define PLACE_CHARS 11

struct _ImagetteStudyControls
{
  GtkWidget parent_instance;

  GtkWidget *place, *progress, *button;
};

enum { FOLLOWING_CHANGED, N_SIGNALS };
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (ImagetteStudyControls, imagette_study_controls, GTK_TYPE_WIDGET)

static void
toggled_cb (ImagetteStudyControls *self)
{
  g_signal_emit (self, signals[FOLLOWING_CHANGED], 0);
}

static void
imagette_study_controls_dispose (GObject *object)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);

  G_OBJECT_CLASS (imagette_study_controls_parent_class)->dispose (object);
}

static void
imagette_study_controls_class_init (ImagetteStudyControlsClass *class)
{
  G_OBJECT_CLASS (class)->dispose = imagette_study_controls_dispose;
  signals[FOLLOWING_CHANGED] = g_signal_new ("following-changed", G_TYPE_FROM_CLASS (class),
                                             G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE,
                                             0);
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (class), GTK_TYPE_BOX_LAYOUT);
}

static void
imagette_study_controls_init (ImagetteStudyControls *self)
{
  GtkWidget *widget = GTK_WIDGET (self);

  gtk_box_layout_set_spacing (GTK_BOX_LAYOUT (gtk_widget_get_layout_manager (widget)), 8);
  self->progress = gtk_progress_bar_new ();
  gtk_widget_add_css_class (widget, "study");
  gtk_widget_set_valign (self->progress, GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (self->progress, _("How far the next pictures are"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->progress), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("How far the next pictures are"), -1);
  self->place = gtk_label_new (NULL);
  gtk_label_set_width_chars (GTK_LABEL (self->place), PLACE_CHARS);
  gtk_label_set_xalign (GTK_LABEL (self->place), 1);
  self->button = gtk_toggle_button_new ();
  gtk_button_set_icon_name (GTK_BUTTON (self->button), "view-refresh-symbolic");
  gtk_widget_set_focus_on_click (self->button, FALSE);
  gtk_widget_set_tooltip_text (self->button, _("Renew the pictures with the network"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Renew the pictures with the network"), -1);
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (self->button), TRUE);
  g_signal_connect_swapped (self->button, "toggled", G_CALLBACK (toggled_cb), self);
  gtk_widget_set_parent (self->place, widget);
  gtk_widget_set_parent (self->progress, widget);
  gtk_widget_set_parent (self->button, widget);
}

GtkWidget *
imagette_study_controls_new (void)
{
  return g_object_new (IMAGETTE_TYPE_STUDY_CONTROLS, NULL);
}

gboolean
imagette_study_controls_get_following (ImagetteStudyControls *self)
{
  g_return_val_if_fail (IMAGETTE_IS_STUDY_CONTROLS (self), FALSE);
  return gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (self->button));
}

void
imagette_study_controls_update (ImagetteStudyControls *self,
                                NnSession             *session,
                                const NnPlace         *place)
{
  double progress;

  g_return_if_fail (IMAGETTE_IS_STUDY_CONTROLS (self));

  if (place != NULL)
    {
      g_autofree char *words = imagette_words_moment (place);

      gtk_label_set_text (GTK_LABEL (self->place), words);
    }
  else
    gtk_label_set_text (GTK_LABEL (self->place), NULL);
  progress = nn_session_get_study_progress (session);
  progress = CLAMP (progress, 0, 1);
  /* Even the same one has the window laid out. */
  if (gtk_progress_bar_get_fraction (GTK_PROGRESS_BAR (self->progress)) != progress)
    gtk_progress_bar_set_fraction (GTK_PROGRESS_BAR (self->progress), progress);
  /* Its room stays, so that nothing jumps. */
  gtk_widget_set_opacity (self->progress, progress < 1 ? 1 : 0);
}
