/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "pages/features/imagette-quiz-window.h"

#include "pages/features/imagette-quiz-words.h"
#include "pages/imagette-parts.h"

#include <glib/gi18n-lib.h>

struct _ImagetteQuizWindow
{
  AdwWindow parent_instance;

  ImagettePatchBlock *block;
  ImagetteBallot *ballot;
  GtkWidget *score, *text, *next;
  NnSession *session;
  ImagetteQuiz quiz;
};

G_DEFINE_FINAL_TYPE (ImagetteQuizWindow, imagette_quiz_window, ADW_TYPE_WINDOW)

/* ---- showing ---- */

static void
show (ImagetteQuizWindow *self)
{
  static const guint none[NN_CLASSES] = { 0 };
  const ImagetteQuiz *quiz = &self->quiz;
  NnDataset *dataset = nn_session_get_dataset (self->session);
  const gboolean asked = quiz->features != NULL, answered = asked && quiz->answer >= 0;
  g_autofree char *text = NULL;
  g_autofree char *score = g_strdup_printf (_("%u of %u right"), quiz->n_right, quiz->n_answers);

  if (asked)
    imagette_quiz_fill (quiz, self->block, dataset);
  else
    imagette_patch_block_set_empty (self->block, 0, _("not computed yet"));
  if (asked)
    text = imagette_quiz_words (quiz, dataset);
  else
    text = g_strdup (nn_session_get_features (self->session) != NULL
                       ? _("No map answers to any digit: train the network first.")
                       : _("Looking for the strongest patches…"));
  imagette_ballot_set (self->ballot, answered ? quiz->counts : none,
                       answered ? imagette_quiz_get_solution (quiz) : -1, asked && !answered);
  gtk_widget_set_sensitive (self->next, answered);
  gtk_label_set_text (GTK_LABEL (self->text), text);
  gtk_label_set_text (GTK_LABEL (self->score), score);
}

/* ---- going on ---- */

static void
ask_any (ImagetteQuizWindow *self)
{
  NnFeatures *features = nn_session_get_features (self->session);

  if (features != NULL)
    imagette_quiz_ask_any (&self->quiz, features, nn_session_get_dataset (self->session),
                           g_random_int ());
  show (self);
}

static void
features_cb (ImagetteQuizWindow *self)
{
  if (self->quiz.features == NULL)
    ask_any (self);
}

static void
chosen_cb (ImagetteBallot     *ballot,
           int                 digit,
           ImagetteQuizWindow *self)
{
  imagette_quiz_answer (&self->quiz, digit);
  show (self);
}

static void
answer_action (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  chosen_cb (NULL, g_variant_get_int32 (parameter), IMAGETTE_QUIZ_WINDOW (widget));
}

static void
next_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  if (IMAGETTE_QUIZ_WINDOW (widget)->quiz.answer >= 0)
    ask_any (IMAGETTE_QUIZ_WINDOW (widget));
}

/* ---- life ---- */

static void
imagette_quiz_window_dispose (GObject *object)
{
  ImagetteQuizWindow *self = IMAGETTE_QUIZ_WINDOW (object);

  imagette_quiz_clear (&self->quiz);
  if (self->session != NULL)
    g_signal_handlers_disconnect_by_data (self->session, self);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (imagette_quiz_window_parent_class)->dispose (object);
}

static void
imagette_quiz_window_class_init (ImagetteQuizWindowClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = imagette_quiz_window_dispose;
  gtk_widget_class_install_action (widget_class, "quiz.answer", "i", answer_action);
  gtk_widget_class_install_action (widget_class, "quiz.next", NULL, next_action);
  for (guint digit = 0; digit < NN_CLASSES; digit++)
    {
      gtk_widget_class_add_binding_action (widget_class, GDK_KEY_0 + digit, 0, "quiz.answer", "i",
                                           (gint32) digit);
      gtk_widget_class_add_binding_action (widget_class, GDK_KEY_KP_0 + digit, 0, "quiz.answer",
                                           "i", (gint32) digit);
    }
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_n, 0, "quiz.next", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
imagette_quiz_window_init (ImagetteQuizWindow *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *content = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  GtkWidget *header = adw_header_bar_new ();

  imagette_quiz_init (&self->quiz);
  gtk_window_set_title (GTK_WINDOW (self), _("Which Digit Excites This Map Most?"));
  self->score = imagette_parts_label ("", "numeric");
  adw_header_bar_pack_start (ADW_HEADER_BAR (header), self->score);
  self->block = IMAGETTE_PATCH_BLOCK (imagette_patch_block_new ());
  gtk_widget_set_halign (GTK_WIDGET (self->block), GTK_ALIGN_CENTER);
  gtk_widget_set_vexpand (GTK_WIDGET (self->block), TRUE);
  self->text = imagette_parts_text ("imagette-title");
  gtk_label_set_width_chars (GTK_LABEL (self->text), 40);
  gtk_label_set_max_width_chars (GTK_LABEL (self->text), 40);
  gtk_label_set_lines (GTK_LABEL (self->text), 3);
  self->ballot = IMAGETTE_BALLOT (imagette_ballot_new ());
  imagette_ballot_set_words (self->ballot, _("Answer %d"), _("Its strongest digits"));
  g_signal_connect (self->ballot, "chosen", G_CALLBACK (chosen_cb), self);
  self->next = gtk_button_new_with_label (_("Next Map"));
  gtk_widget_set_tooltip_text (self->next, _("Another map (N)"));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->next), "quiz.next");
  gtk_widget_add_css_class (self->next, "suggested-action");
  gtk_widget_set_halign (self->next, GTK_ALIGN_END);
  gtk_window_set_default_widget (GTK_WINDOW (self), self->next);

  gtk_widget_add_css_class (content, "draw");
  gtk_box_append (GTK_BOX (content), GTK_WIDGET (self->block));
  gtk_box_append (GTK_BOX (content), self->text);
  gtk_box_append (GTK_BOX (content), GTK_WIDGET (self->ballot));
  gtk_box_append (GTK_BOX (content), self->next);
  gtk_box_append (GTK_BOX (box), header);
  gtk_box_append (GTK_BOX (box), content);
  adw_window_set_content (ADW_WINDOW (self), box);
}

ImagetteQuizWindow *
imagette_quiz_window_present (GtkWindow *parent,
                              NnSession *session)
{
  ImagetteQuizWindow *self = g_object_new (IMAGETTE_TYPE_QUIZ_WINDOW, "transient-for", parent,
                                           "modal", TRUE, "destroy-with-parent", TRUE, NULL);

  self->session = g_object_ref (session);
  g_signal_connect_swapped (session, "notify::features", G_CALLBACK (features_cb), self);
  ask_any (self);
  gtk_window_present (GTK_WINDOW (self));
  return self;
}

gboolean
imagette_quiz_window_ask (ImagetteQuizWindow *self,
                          NnFeatureLayer      layer,
                          int                 map)
{
  gboolean asked;

  g_return_val_if_fail (IMAGETTE_IS_QUIZ_WINDOW (self), FALSE);

  asked = imagette_quiz_ask (&self->quiz, nn_session_get_features (self->session),
                             nn_session_get_dataset (self->session), layer, map);
  show (self);
  return asked;
}

ImagettePatchBlock *
imagette_quiz_window_get_block (ImagetteQuizWindow *self)
{
  g_return_val_if_fail (IMAGETTE_IS_QUIZ_WINDOW (self), NULL);
  return self->block;
}

ImagetteBallot *
imagette_quiz_window_get_ballot (ImagetteQuizWindow *self)
{
  g_return_val_if_fail (IMAGETTE_IS_QUIZ_WINDOW (self), NULL);
  return self->ballot;
}

const char *
imagette_quiz_window_get_text (ImagetteQuizWindow *self)
{
  g_return_val_if_fail (IMAGETTE_IS_QUIZ_WINDOW (self), NULL);
  return gtk_label_get_text (GTK_LABEL (self->text));
}

const char *
imagette_quiz_window_get_score (ImagetteQuizWindow *self)
{
  g_return_val_if_fail (IMAGETTE_IS_QUIZ_WINDOW (self), NULL);
  return gtk_label_get_text (GTK_LABEL (self->score));
}
