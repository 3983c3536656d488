/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "pages/features/imagette-study-controls.h"

#include "pages/imagette-parts.h"
#include "pages/imagette-words.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#define PLACE_CHARS 11

/* When pictures are renewed while training runs. */
static const double choices[] = { 0, 2, 5, 10, NN_RENEWAL_BY_HAND };
#define N_CHOICES G_N_ELEMENTS (choices)

struct _ImagetteStudyControls
{
  GtkWidget parent_instance;

  GtkWidget *place, *progress, *button, *choices[N_CHOICES];
  NnSession *session;             /* weak; NULL before the first update */
};

G_DEFINE_FINAL_TYPE (ImagetteStudyControls, imagette_study_controls, GTK_TYPE_WIDGET)

static void
chosen_cb (ImagetteStudyControls *self,
           GtkCheckButton        *choice)
{
  if (!gtk_check_button_get_active (choice))
    return;
  for (guint i = 0; i < N_CHOICES && self->session != NULL; i++)
    if (GTK_WIDGET (choice) == self->choices[i])
      nn_session_set_renewal (self->session, choices[i]);
}

static void
now_cb (ImagetteStudyControls *self)
{
  gtk_menu_button_popdown (GTK_MENU_BUTTON (self->button));
  if (self->session != NULL)
    nn_session_renew (self->session);
}

static GtkWidget *
make_choice (ImagetteStudyControls *self,
             guint                  i)
{
  g_autofree char *every = g_strdup_printf (_("every %.0f seconds"), choices[i]);
  GtkWidget *choice = gtk_check_button_new_with_label (
    choices[i] == 0 ? _("with each epoch") : isinf (choices[i]) ? _("by hand") : every);

  self->choices[i] = choice;
  if (i > 0)
    gtk_check_button_set_group (GTK_CHECK_BUTTON (choice), GTK_CHECK_BUTTON (self->choices[0]));
  gtk_check_button_set_active (GTK_CHECK_BUTTON (choice), choices[i] == 0);
  g_signal_connect_swapped (choice, "toggled", G_CALLBACK (chosen_cb), self);
  return choice;
}

static GtkWidget *
make_popover (ImagetteStudyControls *self)
{
  GtkWidget *popover = gtk_popover_new (), *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *now = gtk_button_new_with_label (_("Renew Now"));
  GtkWidget *heading = imagette_parts_label (_("While training runs, renew"), "heading");

  g_signal_connect_swapped (now, "clicked", G_CALLBACK (now_cb), self);
  gtk_box_append (GTK_BOX (box), heading);
  for (guint i = 0; i < N_CHOICES; i++)
    gtk_box_append (GTK_BOX (box), make_choice (self, i));
  gtk_box_append (GTK_BOX (box), now);
  gtk_popover_set_child (GTK_POPOVER (popover), box);
  return popover;
}

static void
imagette_study_controls_dispose (GObject *object)
{
  GtkWidget *child;

  g_clear_weak_pointer (&IMAGETTE_STUDY_CONTROLS (object)->session);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);

  G_OBJECT_CLASS (imagette_study_controls_parent_class)->dispose (object);
}

static void
imagette_study_controls_class_init (ImagetteStudyControlsClass *class)
{
  G_OBJECT_CLASS (class)->dispose = imagette_study_controls_dispose;
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
  self->button = gtk_menu_button_new ();
  gtk_menu_button_set_icon_name (GTK_MENU_BUTTON (self->button), "view-refresh-symbolic");
  gtk_menu_button_set_popover (GTK_MENU_BUTTON (self->button), make_popover (self));
  gtk_widget_set_focus_on_click (self->button, FALSE);
  gtk_widget_set_tooltip_text (self->button, _("When the pictures are renewed"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("When the pictures are renewed"), -1);
  gtk_widget_set_parent (self->place, widget);
  gtk_widget_set_parent (self->progress, widget);
  gtk_widget_set_parent (self->button, widget);
}

GtkWidget *
imagette_study_controls_new (void)
{
  return g_object_new (IMAGETTE_TYPE_STUDY_CONTROLS, NULL);
}

/* The session's choice may have been made beside another view. */
static void
show_choice (ImagetteStudyControls *self,
             NnSession             *session)
{
  g_set_weak_pointer (&self->session, session);
  for (guint i = 0; i < N_CHOICES; i++)
    if (choices[i] == nn_session_get_renewal (session))
      gtk_check_button_set_active (GTK_CHECK_BUTTON (self->choices[i]), TRUE);
}

void
imagette_study_controls_update (ImagetteStudyControls *self,
                                NnSession             *session,
                                const NnPlace         *place)
{
  double progress;

  g_return_if_fail (IMAGETTE_IS_STUDY_CONTROLS (self));

  show_choice (self, session);
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
