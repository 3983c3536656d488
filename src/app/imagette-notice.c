/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/imagette-notice.h"

#include "pages/imagette-shortcuts.h"
#include "pages/imagette-words.h"

#include <glib/gi18n-lib.h>

struct _ImagetteNotice
{
  AdwBin parent_instance;

  GtkWidget *revealer;
  GtkWidget *box;
  GtkWidget *label;
  GtkWidget *go_on_button, *now_button, *again_button, *lower_button;
  GtkWidget *buttons;
  NnSession *session;
  gboolean narrow, error;
};

G_DEFINE_FINAL_TYPE (ImagetteNotice, imagette_notice, ADW_TYPE_BIN)

/* Where it is narrow: beside the buttons the sentence would have the width of a word, and the long
 * ones of a failure have no room beside each other. */
static void
lay_out (ImagetteNotice *self)
{
  const GtkOrientation down = GTK_ORIENTATION_VERTICAL, across = GTK_ORIENTATION_HORIZONTAL;

  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->box), self->narrow ? down : across);
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->buttons),
                                  self->narrow && self->error ? down : across);
  gtk_box_set_spacing (GTK_BOX (self->box), self->narrow ? 4 : 12);
  gtk_box_set_spacing (GTK_BOX (self->buttons), self->narrow ? 4 : 12);
}

static void
show_diverged (ImagetteNotice *self)
{
  NnFrame *frame = nn_session_get_live_frame (self->session);
  g_autofree char *batch = g_strdup_printf ("%" G_GUINT64_FORMAT,
                                            frame != NULL ? frame->place.update : 0);
  g_autofree char *text
    = g_strdup_printf (_("The loss left all bounds at batch %s: the steps are too long. Lower the "
                         "learning rate, or go back to an earlier moment."), batch);

  gtk_label_set_text (GTK_LABEL (self->label), text);
}

static void
update (ImagetteNotice *self)
{
  NnMoment *moment = self->session != NULL ? nn_session_get_looked_at (self->session) : NULL;
  gboolean diverged = self->session != NULL
                      && nn_session_get_state (self->session) == NN_STATE_DIVERGED;

  if (moment != NULL)
    {
      g_autofree char *when = imagette_words_moment (&moment->place);
      g_autofree char *text = g_strdup_printf (_("You are looking at %s."), when);

      gtk_label_set_text (GTK_LABEL (self->label), text);
    }
  else if (diverged)
    show_diverged (self);

  gtk_widget_set_visible (self->go_on_button, moment != NULL);
  gtk_widget_set_visible (self->now_button, moment != NULL);
  self->error = moment == NULL && diverged;
  gtk_widget_set_visible (self->again_button, self->error);
  gtk_widget_set_visible (self->lower_button, self->error);
  lay_out (self);
  if (self->error)
    gtk_widget_add_css_class (self->box, "error");
  else
    gtk_widget_remove_css_class (self->box, "error");
  gtk_revealer_set_reveal_child (GTK_REVEALER (self->revealer), moment != NULL || diverged);
}

static GtkWidget *
new_button (const char *label,
            const char *action)
{
  GtkWidget *button = gtk_button_new_with_mnemonic (label);

  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
  gtk_widget_set_focus_on_click (button, FALSE);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  imagette_shortcuts_describe (button, action);
  return button;
}

static void
imagette_notice_dispose (GObject *object)
{
  imagette_notice_set_session (IMAGETTE_NOTICE (object), NULL);

  G_OBJECT_CLASS (imagette_notice_parent_class)->dispose (object);
}

static void
imagette_notice_class_init (ImagetteNoticeClass *class)
{
  G_OBJECT_CLASS (class)->dispose = imagette_notice_dispose;
  gtk_widget_class_set_css_name (GTK_WIDGET_CLASS (class), "notice");
}

static void
imagette_notice_init (ImagetteNotice *self)
{
  self->label = gtk_label_new (NULL);
  gtk_label_set_wrap (GTK_LABEL (self->label), TRUE);
  gtk_label_set_xalign (GTK_LABEL (self->label), 0);
  gtk_label_set_yalign (GTK_LABEL (self->label), 0.5);
  gtk_widget_set_hexpand (self->label, TRUE);

  self->go_on_button = new_button (_("_Go On from Here"), "win.go-on");
  self->now_button = new_button (_("_Back to Now"), "win.now");
  self->again_button = new_button (_("Start _Again"), "win.again");
  self->lower_button = new_button (_("Start Again at a _Tenth of the Rate"), "win.again-lower");

  self->box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  gtk_widget_add_css_class (self->box, "notice-box");
  self->buttons = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  gtk_box_append (GTK_BOX (self->buttons), self->go_on_button);
  gtk_box_append (GTK_BOX (self->buttons), self->now_button);
  gtk_box_append (GTK_BOX (self->buttons), self->lower_button);
  gtk_box_append (GTK_BOX (self->buttons), self->again_button);
  gtk_box_append (GTK_BOX (self->box), self->label);
  gtk_box_append (GTK_BOX (self->box), self->buttons);

  self->revealer = gtk_revealer_new ();
  gtk_revealer_set_transition_duration (GTK_REVEALER (self->revealer), 150);
  gtk_revealer_set_child (GTK_REVEALER (self->revealer), self->box);
  adw_bin_set_child (ADW_BIN (self), self->revealer);
}

GtkWidget *
imagette_notice_new (void)
{
  return g_object_new (IMAGETTE_TYPE_NOTICE, NULL);
}

void
imagette_notice_set_session (ImagetteNotice *self,
                             NnSession      *session)
{
  g_return_if_fail (IMAGETTE_IS_NOTICE (self));

  if (self->session != NULL)
    g_signal_handlers_disconnect_by_data (self->session, self);
  g_set_object (&self->session, session);
  if (session == NULL)
    return;
  g_signal_connect_swapped (session, "notify::looking-back", G_CALLBACK (update), self);
  g_signal_connect_swapped (session, "notify::frame", G_CALLBACK (update), self);
  g_signal_connect_swapped (session, "notify::state", G_CALLBACK (update), self);
  update (self);
}

void
imagette_notice_set_narrow (ImagetteNotice *self,
                            gboolean        narrow)
{
  g_return_if_fail (IMAGETTE_IS_NOTICE (self));

  self->narrow = narrow;
  lay_out (self);
}
