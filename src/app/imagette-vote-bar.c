/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/imagette-vote-bar.h"

#include "pages/imagette-parts.h"
#include "pages/imagette-words.h"

#include <glib/gi18n-lib.h>

#define TEXT_CHARS 24

struct _ImagetteVoteBar
{
  AdwBin parent_instance;

  GtkWidget *box, *text, *buttons;
  ImagetteBallot *ballot;
  GtkWidget *show_button, *undo_button, *again_button;

  ImagetteDisplay *display;
  NnSession *session;
  gboolean was_drawing;           /* the probe was */
};

G_DEFINE_FINAL_TYPE (ImagetteVoteBar, imagette_vote_bar, ADW_TYPE_BIN)

/* ---- the answer ---- */

/* Of the probe that is voted on, not of the one before it. */
static NnFrame *
get_frame (ImagetteVoteBar *self)
{
  NnFrame *frame = self->session != NULL ? nn_session_get_frame (self->session) : NULL;

  return frame != NULL && frame->probe == nn_session_get_probe (self->session) ? frame : NULL;
}

/* -1: nobody knows. */
static int
find_answer (ImagetteVoteBar *self,
             ImagetteHidden   question)
{
  NnProbe *probe = self->session != NULL ? nn_session_get_probe (self->session) : NULL;
  NnFrame *frame = get_frame (self);

  if (question == IMAGETTE_HIDDEN_LABEL)
    return probe != NULL ? probe->label : -1;
  if (question == IMAGETTE_HIDDEN_PREDICTION && frame != NULL
      && imagette_words_is_answer (frame->activations))
    return frame->activations->best;
  if (question == IMAGETTE_HIDDEN_ACCURACY && frame != NULL && frame->evaluation != NULL)
    {
      const NnEvaluation *evaluation = frame->evaluation;

      return (int) MIN (100 * (guint64) (evaluation->n - evaluation->correct)
                          / MAX (evaluation->n, 1), IMAGETTE_VOTE_CHOICES - 1);
    }
  return -1;
}

static const char *
question_text (ImagetteHidden question)
{
  if (question == IMAGETTE_HIDDEN_PREDICTION)
    return _("What does the network read?");
  if (question == IMAGETTE_HIDDEN_LABEL)
    return _("Which digit is it?");
  return _("How many of 100 test digits does it misread? 9: nine or more");
}

/* "It reads 4", "It is a 4", "It misreads 2 of 100". (transfer full) */
static char *
answer_text (ImagetteVoteBar *self,
             ImagetteHidden   question,
             int              answer)
{
  NnFrame *frame = get_frame (self);
  g_autofree char *percent = NULL;

  if (answer < 0)
    return g_strdup (question == IMAGETTE_HIDDEN_LABEL ? _("Nobody has said what it is")
                                                       : _("No answer"));
  if (question == IMAGETTE_HIDDEN_LABEL)
    return g_strdup_printf (_("It is a %d"), answer);
  if (question == IMAGETTE_HIDDEN_PREDICTION)
    return imagette_words_answer (frame->activations, FALSE);
  percent = imagette_words_percent ((double) frame->evaluation->correct / frame->evaluation->n, 2);
  return g_strdup_printf (_("It reads %s rightly"), percent);
}

/* ---- showing ---- */

static void
show (ImagetteVoteBar *self)
{
  ImagetteVote *vote = imagette_display_get_vote (self->display);
  const ImagetteHidden question = imagette_vote_get_question (vote);
  const gboolean shown = imagette_vote_is_shown (vote);
  const int answer = shown ? find_answer (self, question) : -1;
  const guint n = imagette_vote_count (vote);
  g_autofree char *text = NULL;

  gtk_widget_set_visible (GTK_WIDGET (self), question != 0);
  if (question == 0)
    return;
  if (!shown)
    text = n == 0 ? g_strdup (question_text (question))
                  : g_strdup_printf (ngettext ("%s\n%u vote", "%s\n%u votes", n),
                                     question_text (question), n);
  else
    {
      g_autofree char *words = answer_text (self, question, answer);
      const guint right = answer >= 0 ? imagette_vote_get_tally (vote)[answer] : 0;

      text = n == 0 || answer < 0
               ? g_strdup (words)
               /* Translators: 1: "It reads 4"; then how many guessed it, of how many. */
               : g_strdup_printf (ngettext ("%s\n%u of %u vote was right",
                                            "%s\n%u of %u votes were right", n), words, right, n);
    }
  if (!g_str_equal (text, gtk_label_get_text (GTK_LABEL (self->text))))
    gtk_label_set_text (GTK_LABEL (self->text), text);
  imagette_ballot_set (self->ballot, imagette_vote_get_tally (vote), answer, !shown);
  gtk_widget_set_visible (self->show_button, !shown);
  gtk_widget_set_visible (self->undo_button, !shown);
  gtk_widget_set_visible (self->again_button, shown);
}

static void
frame_cb (ImagetteVoteBar *self)
{
  if (imagette_vote_is_shown (imagette_display_get_vote (self->display)))
    show (self);
}

static void
probe_cb (ImagetteVoteBar *self)
{
  NnProbe *probe = nn_session_get_probe (self->session);
  ImagetteVote *vote = imagette_display_get_vote (self->display);
  gboolean drawing = probe != NULL && g_strcmp0 (probe->source, "drawing") == 0, blank = TRUE;

  for (gsize i = 0; drawing && blank && i < sizeof probe->pixels; i++)
    blank = probe->pixels[i] == 0;
  if (imagette_vote_get_question (vote) != IMAGETTE_HIDDEN_ACCURACY
      && !(drawing && self->was_drawing && !blank))
    imagette_vote_begin (vote);
  self->was_drawing = drawing;
}

static void
chosen_cb (ImagetteBallot  *ballot,
           int              digit,
           ImagetteVoteBar *self)
{
  imagette_vote_cast (imagette_display_get_vote (self->display), digit);
}

/* ---- building ---- */

static void
imagette_vote_bar_dispose (GObject *object)
{
  ImagetteVoteBar *self = IMAGETTE_VOTE_BAR (object);

  imagette_vote_bar_set_session (self, NULL);
  g_clear_object (&self->display);

  G_OBJECT_CLASS (imagette_vote_bar_parent_class)->dispose (object);
}

static void
imagette_vote_bar_class_init (ImagetteVoteBarClass *class)
{
  G_OBJECT_CLASS (class)->dispose = imagette_vote_bar_dispose;
  gtk_widget_class_set_css_name (GTK_WIDGET_CLASS (class), "votebar");
}

static GtkWidget *
append_button (ImagetteVoteBar *self,
               const char      *label,
               const char      *action)
{
  GtkWidget *button = imagette_parts_button (label, NULL, action);

  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (self->buttons), button);
  return button;
}

static void
imagette_vote_bar_init (ImagetteVoteBar *self)
{
  GtkWidget *close = imagette_parts_button (NULL, "window-close-symbolic", "win.guess-first");

  self->box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  gtk_widget_add_css_class (self->box, "vote-box");
  self->text = imagette_parts_text ("imagette-title");
  gtk_label_set_width_chars (GTK_LABEL (self->text), TEXT_CHARS);
  gtk_label_set_max_width_chars (GTK_LABEL (self->text), TEXT_CHARS);
  self->ballot = IMAGETTE_BALLOT (imagette_ballot_new ());
  imagette_ballot_set_words (self->ballot, _("Vote for %d"), _("Votes"));
  gtk_widget_set_hexpand (GTK_WIDGET (self->ballot), TRUE);
  g_signal_connect (self->ballot, "chosen", G_CALLBACK (chosen_cb), self);
  self->buttons = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  self->undo_button = append_button (self, _("Take Back"), "win.vote-undo");
  self->show_button = append_button (self, _("Show the Answer"), "win.vote-show");
  gtk_widget_add_css_class (self->show_button, "suggested-action");
  self->again_button = append_button (self, _("Ask Again"), "win.vote-again");
  gtk_widget_set_valign (close, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (close, "flat");
  gtk_box_append (GTK_BOX (self->buttons), close);

  gtk_box_append (GTK_BOX (self->box), self->text);
  gtk_box_append (GTK_BOX (self->box), GTK_WIDGET (self->ballot));
  gtk_box_append (GTK_BOX (self->box), self->buttons);
  adw_bin_set_child (ADW_BIN (self), self->box);
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

GtkWidget *
imagette_vote_bar_new (void)
{
  return g_object_new (IMAGETTE_TYPE_VOTE_BAR, NULL);
}

void
imagette_vote_bar_set_display (ImagetteVoteBar *self,
                               ImagetteDisplay *display)
{
  g_return_if_fail (IMAGETTE_IS_VOTE_BAR (self) && self->display == NULL);

  self->display = g_object_ref (display);
  g_signal_connect_object (imagette_display_get_vote (display), "changed", G_CALLBACK (show), self,
                           G_CONNECT_SWAPPED);
}

void
imagette_vote_bar_set_session (ImagetteVoteBar *self,
                               NnSession       *session)
{
  g_return_if_fail (IMAGETTE_IS_VOTE_BAR (self));

  if (self->session != NULL)
    g_signal_handlers_disconnect_by_data (self->session, self);
  g_set_object (&self->session, session);
  if (session == NULL)
    return;
  g_signal_connect_swapped (session, "notify::probe", G_CALLBACK (probe_cb), self);
  g_signal_connect_swapped (session, "notify::frame", G_CALLBACK (frame_cb), self);
  imagette_vote_begin (imagette_display_get_vote (self->display));
}

void
imagette_vote_bar_set_narrow (ImagetteVoteBar *self,
                              gboolean         narrow)
{
  g_return_if_fail (IMAGETTE_IS_VOTE_BAR (self));

  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->box), narrow ? GTK_ORIENTATION_VERTICAL
                                                                     : GTK_ORIENTATION_HORIZONTAL);
  gtk_box_set_spacing (GTK_BOX (self->box), narrow ? 4 : 12);
  gtk_label_set_max_width_chars (GTK_LABEL (self->text), narrow ? -1 : TEXT_CHARS);
  gtk_widget_set_halign (self->buttons, narrow ? GTK_ALIGN_END : GTK_ALIGN_FILL);
}

ImagetteBallot *
imagette_vote_bar_get_ballot (ImagetteVoteBar *self)
{
  g_return_val_if_fail (IMAGETTE_IS_VOTE_BAR (self), NULL);
  return self->ballot;
}

const char *
imagette_vote_bar_get_text (ImagetteVoteBar *self)
{
  g_return_val_if_fail (IMAGETTE_IS_VOTE_BAR (self), NULL);
  return gtk_label_get_text (GTK_LABEL (self->text));
}
