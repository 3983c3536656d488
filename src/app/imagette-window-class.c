/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/imagette-window-private.h"

#include "pages/features/imagette-quiz-window.h"
#include "pages/ours/imagette-our-window.h"

/* The actions for the class: guess first, the quiz, our digits. */

static const struct { const char *name; ImagetteHidden secret; } questions[] = {
  { "off", 0 },
  { "prediction", IMAGETTE_HIDDEN_PREDICTION },
  { "label", IMAGETTE_HIDDEN_LABEL },
  { "accuracy", IMAGETTE_HIDDEN_ACCURACY },
};

static ImagetteVote *
get_vote (ImagetteWindow *self)
{
  return imagette_display_get_vote (self->display);
}

/* What else is hidden, a lesson has hidden. */
static void
ask (ImagetteWindow *self,
     ImagetteHidden  secret)
{
  const ImagetteHidden hidden = imagette_display_get_hidden (self->display);

  if (secret != 0)
    self->last_secret = secret;
  imagette_display_set_hidden (self->display,
                               (hidden & ~(ImagetteHidden) IMAGETTE_HIDDEN_SECRETS) | secret);
}

static void
guess (GSimpleAction *action,
       GVariant      *value,
       gpointer       data)
{
  for (gsize i = 0; i < G_N_ELEMENTS (questions); i++)
    if (g_str_equal (g_variant_get_string (value, NULL), questions[i].name))
      ask (data, questions[i].secret);
}

static void
guess_first (GSimpleAction *action,
             GVariant      *parameter,
             gpointer       data)
{
  ImagetteWindow *self = data;

  ask (self, imagette_vote_get_question (get_vote (self)) != 0 ? 0 : self->last_secret);
}

static void
vote (GSimpleAction *action,
      GVariant      *parameter,
      gpointer       data)
{
  const int digit = g_variant_get_int32 (parameter);

  if (digit >= 0 && digit < IMAGETTE_VOTE_CHOICES)
    imagette_vote_cast (get_vote (data), digit);
}

static void
vote_show (GSimpleAction *action,
           GVariant      *parameter,
           gpointer       data)
{
  imagette_vote_show (get_vote (data));
}

static void
vote_undo (GSimpleAction *action,
           GVariant      *parameter,
           gpointer       data)
{
  imagette_vote_take_back (get_vote (data));
}

static void
vote_again (GSimpleAction *action,
            GVariant      *parameter,
            gpointer       data)
{
  imagette_vote_begin (get_vote (data));
}

/* Over figure 2, whose view asks for the patches. */
static void
quiz (GSimpleAction *action,
      GVariant      *parameter,
      gpointer       data)
{
  ImagetteWindow *self = data;

  g_object_set (imagette_window_get_page (self, "features"), "view", "figure2", NULL);
  imagette_window_show_page (self, "features");
  imagette_quiz_window_present (GTK_WINDOW (self), self->session);
}

static void
folder_changed_cb (ImagetteOurWindow *ours,
                   const char        *folder,
                   ImagetteWindow    *self)
{
  g_settings_set_string (self->settings, "our-digits-folder", folder);
}

static void
our_digits (GSimpleAction *action,
            GVariant      *parameter,
            gpointer       data)
{
  ImagetteWindow *self = data;
  g_autofree char *folder = NULL;

  /* One at most: two would write the same files. */
  if (self->ours != NULL)
    {
      gtk_window_present (self->ours);
      return;
    }
  folder = g_settings_get_string (self->settings, "our-digits-folder");
  g_set_weak_pointer (&self->ours,
                      GTK_WINDOW (imagette_our_window_present (GTK_WINDOW (self), self->session,
                                                               self->display, folder)));
  g_signal_connect_object (self->ours, "folder-changed", G_CALLBACK (folder_changed_cb), self, 0);
  /* Another data set is another session. */
  g_signal_connect_object (self, "notify::session", G_CALLBACK (gtk_window_destroy), self->ours,
                           G_CONNECT_SWAPPED);
}

/* ---- what can be done now ---- */

static GSimpleAction *
get_action (ImagetteWindow *self,
            const char     *name)
{
  return G_SIMPLE_ACTION (g_action_map_lookup_action (G_ACTION_MAP (self), name));
}

static void
vote_changed_cb (ImagetteWindow *self)
{
  const ImagetteHidden question = imagette_vote_get_question (get_vote (self));
  const gboolean shown = imagette_vote_is_shown (get_vote (self));
  const gboolean voted = imagette_vote_count (get_vote (self)) > 0;

  for (gsize i = 0; i < G_N_ELEMENTS (questions); i++)
    if (questions[i].secret == question)
      g_simple_action_set_state (get_action (self, "guess"),
                                 g_variant_new_string (questions[i].name));
  g_simple_action_set_enabled (get_action (self, "vote"), question != 0 && !shown);
  g_simple_action_set_enabled (get_action (self, "vote-show"), question != 0 && !shown);
  g_simple_action_set_enabled (get_action (self, "vote-undo"), question != 0 && !shown && voted);
  g_simple_action_set_enabled (get_action (self, "vote-again"), question != 0 && (shown || voted));
}

/* 0 to 9, of both rows of keys; whatever has the focus comes first. */
static GtkEventController *
new_digit_controller (void)
{
  static const guint first[] = { GDK_KEY_0, GDK_KEY_KP_0 };
  GtkEventController *controller = gtk_shortcut_controller_new ();

  gtk_event_controller_set_propagation_phase (controller, GTK_PHASE_BUBBLE);
  for (gsize row = 0; row < G_N_ELEMENTS (first); row++)
    for (guint digit = 0; digit < IMAGETTE_VOTE_CHOICES; digit++)
      {
        GtkShortcut *shortcut = gtk_shortcut_new (gtk_keyval_trigger_new (first[row] + digit, 0),
                                                  gtk_named_action_new ("win.vote"));

        gtk_shortcut_set_arguments (shortcut, g_variant_new_int32 ((gint32) digit));
        gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (controller), shortcut);
      }
  return controller;
}

void
imagette_window_add_class_actions (ImagetteWindow *self)
{
  static const GActionEntry entries[] = {
    { "guess", NULL, "s", "'off'", guess },
    { "guess-first", guess_first },
    { "vote", vote, "i" },
    { "vote-show", vote_show },
    { "vote-undo", vote_undo },
    { "vote-again", vote_again },
    { "quiz", quiz },
    { "our-digits", our_digits },
  };

  self->last_secret = IMAGETTE_HIDDEN_PREDICTION;
  g_action_map_add_action_entries (G_ACTION_MAP (self), entries, G_N_ELEMENTS (entries), self);
  gtk_widget_add_controller (GTK_WIDGET (self), new_digit_controller ());
  imagette_vote_bar_set_display (self->vote_bar, self->display);
  g_signal_connect_object (get_vote (self), "changed", G_CALLBACK (vote_changed_cb), self,
                           G_CONNECT_SWAPPED);
  vote_changed_cb (self);
}
