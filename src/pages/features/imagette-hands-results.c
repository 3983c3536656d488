/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "pages/features/imagette-hands-results.h"

#include "pages/features/imagette-screening.h"
#include "pages/imagette-number-spin.h"
#include "pages/imagette-parts.h"
#include "pages/imagette-words.h"
#include "session/nn-session-hands.h"

#include <glib/gi18n-lib.h>

#define FIRST_RADIUS 0.2f
#define SCREENING_SCALE 30
#define WORDS_CHARS 30

struct _ImagetteHandsResults
{
  AdwBin parent_instance;

  GtkWidget *before, *now, *clip, *radius, *screening;
  NnSession *session;             /* borrowed from the page */
  NnEvaluation *evaluation;       /* before the last change; NULL: none was made */
  gboolean updating;
};

enum { LESSON_WANTED, N_SIGNALS };
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (ImagetteHandsResults, imagette_hands_results, ADW_TYPE_BIN)

static void
clip_cb (ImagetteHandsResults *self)
{
  const NnTrainingSpec *spec;
  NnHyper hyper;

  if (self->updating || self->session == NULL)
    return;
  spec = nn_session_get_spec (self->session);
  hyper = spec->hyper;
  hyper.rms_clip = gtk_switch_get_active (GTK_SWITCH (self->clip))
                     ? imagette_number_spin_get (self->radius) : 0;
  nn_session_set_hyper (self->session, &hyper, spec->batch);
}

static void
lesson_cb (ImagetteHandsResults *self)
{
  g_signal_emit (self, signals[LESSON_WANTED], 0);
}

static void
imagette_hands_results_dispose (GObject *object)
{
  ImagetteHandsResults *self = IMAGETTE_HANDS_RESULTS (object);

  g_clear_pointer (&self->evaluation, nn_evaluation_unref);
  G_OBJECT_CLASS (imagette_hands_results_parent_class)->dispose (object);
}

static void
imagette_hands_results_class_init (ImagetteHandsResultsClass *class)
{
  G_OBJECT_CLASS (class)->dispose = imagette_hands_results_dispose;
  signals[LESSON_WANTED] = g_signal_new ("lesson-wanted", G_TYPE_FROM_CLASS (class),
                                         G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static GtkWidget *
new_clip (ImagetteHandsResults *self)
{
  GtkWidget *list = gtk_list_box_new ();

  self->clip = gtk_switch_new ();
  g_signal_connect_swapped (self->clip, "notify::active", G_CALLBACK (clip_cb), self);
  self->radius = imagette_number_spin_new (0.05, 0.5, 0.05, G_CALLBACK (clip_cb), self);
  imagette_number_spin_set (self->radius, FIRST_RADIUS);
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (list, "boxed-list");
  imagette_parts_row (list, _("RMS clip"), _("No filter grows beyond the radius, from the next batch on"),
                      self->clip);
  imagette_parts_row (list, _("Radius"), _("The largest root mean square of a filter's weights"),
                      self->radius);
  return list;
}

static void
imagette_hands_results_init (ImagetteHandsResults *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 8);
  GtkWidget *lesson;

  self->before = imagette_parts_label ("", NULL);
  gtk_label_set_wrap (GTK_LABEL (self->before), TRUE);
  gtk_label_set_ellipsize (GTK_LABEL (self->before), PANGO_ELLIPSIZE_NONE);
  gtk_label_set_max_width_chars (GTK_LABEL (self->before), WORDS_CHARS);
  self->now = imagette_parts_label ("", "title-3");
  gtk_widget_add_css_class (self->before, "numeric");
  gtk_widget_add_css_class (self->now, "numeric");
  self->screening = imagette_screening_new ();
  lesson = gtk_button_new_with_label (_("Clip Side by Side"));
  gtk_widget_set_tooltip_text (lesson, _("Trains two networks of one seed, without and with the clip"));
  gtk_widget_set_focus_on_click (lesson, FALSE);
  g_signal_connect_swapped (lesson, "clicked", G_CALLBACK (lesson_cb), self);

  gtk_box_append (GTK_BOX (box), self->before);
  gtk_box_append (GTK_BOX (box), self->now);
  gtk_box_append (GTK_BOX (box), new_clip (self));
  gtk_box_append (GTK_BOX (box), lesson);
  gtk_box_append (GTK_BOX (box), self->screening);
  adw_bin_set_child (ADW_BIN (self),
                     imagette_parts_card (imagette_parts_label (_("What it does"), "heading"), NULL,
                                          NULL, box));
}

GtkWidget *
imagette_hands_results_new (void)
{
  return g_object_new (IMAGETTE_TYPE_HANDS_RESULTS, NULL);
}

void
imagette_hands_results_note (ImagetteHandsResults *self,
                             NnSession            *session)
{
  NnFrame *live;

  g_return_if_fail (IMAGETTE_IS_HANDS_RESULTS (self));

  live = nn_session_get_live_frame (session);
  if (live == NULL || live->evaluation == NULL)
    return;
  nn_evaluation_ref (live->evaluation);
  g_clear_pointer (&self->evaluation, nn_evaluation_unref);
  self->evaluation = live->evaluation;
}

/* "98.61 %"; an ellipsis while it is being found out. (transfer full) */
static char *
accuracy_text (const NnEvaluation *evaluation)
{
  return evaluation != NULL ? imagette_words_percent ((double) evaluation->correct / evaluation->n, 2)
                            : g_strdup ("…");
}

static void
show_accuracy (ImagetteHandsResults *self,
               NnSession            *session)
{
  NnFrame *live = nn_session_get_live_frame (session);
  gboolean fresh = nn_session_hands_settled (session) && live->evaluation != self->evaluation;
  g_autofree char *after = accuracy_text (fresh ? live->evaluation : NULL);
  g_autofree char *before = accuracy_text (self->evaluation);
  g_autofree char *before_text = NULL, *now_text = NULL;

  before_text = self->evaluation != NULL ? g_strdup_printf (_("Test accuracy before: %s"), before)
                                         : g_strdup (_("Change a filter, and see what it was good for"));
  now_text = g_strdup_printf (_("Now: %s"), after);
  gtk_label_set_text (GTK_LABEL (self->before), before_text);
  gtk_label_set_text (GTK_LABEL (self->now), now_text);
}

void
imagette_hands_results_update (ImagetteHandsResults *self,
                               NnSession            *session,
                               NnColors              colors)
{
  float radius = nn_session_get_spec (session)->hyper.rms_clip;

  /* Another run, or all is taken back: there is nothing to compare with. */
  if (self->session != session || nn_session_get_edits (session) == 0)
    g_clear_pointer (&self->evaluation, nn_evaluation_unref);
  self->session = session;
  show_accuracy (self, session);
  imagette_screening_update (IMAGETTE_SCREENING (self->screening), session, colors);
  self->updating = TRUE;
  gtk_switch_set_active (GTK_SWITCH (self->clip), radius > 0);
  if (radius > 0)
    imagette_number_spin_set (self->radius, radius);
  self->updating = FALSE;
}

void
imagette_hands_results_set_factor (ImagetteHandsResults *self,
                                   double                factor)
{
  g_return_if_fail (IMAGETTE_IS_HANDS_RESULTS (self));
  imagette_screening_set_scale (IMAGETTE_SCREENING (self->screening), (int) (SCREENING_SCALE * factor));
}
