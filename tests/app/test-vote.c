/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app-test.h"

#include "app/imagette-run-bar.h"
#include "app/imagette-vote-bar.h"
#include "pages/features/imagette-features-page.h"
#include "pages/layers/imagette-answer-pane.h"
#include "ui-test.h"
#include "widgets/imagette-output-bars.h"

#include <string.h>

/* Guess first, in the real window: what is asked about is nowhere to be seen, read in a tooltip or
 * heard before the vote is over, and everywhere after it. */

static ImagetteVote *
get_vote (AppTest *test)
{
  return imagette_display_get_vote (imagette_window_get_display (test->window));
}

static ImagetteVoteBar *
get_bar (AppTest *test)
{
  return IMAGETTE_VOTE_BAR (app_test_find (GTK_WIDGET (test->window), IMAGETTE_TYPE_VOTE_BAR, NULL));
}

static ImagetteOutputBars *
get_bars (AppTest *test)
{
  return IMAGETTE_OUTPUT_BARS (app_test_find (GTK_WIDGET (imagette_window_get_page (test->window,
                                                                                     "layers")),
                                              IMAGETTE_TYPE_OUTPUT_BARS, NULL));
}

static gboolean
says_any (const char        *text,
          const char *const *words)
{
  for (gsize i = 0; text != NULL && words[i] != NULL; i++)
    if (strstr (text, words[i]) != NULL)
      return TRUE;
  return FALSE;
}

/* How many labels and tooltips that are shown say one of the words. */
static int
count_saying (GtkWidget         *widget,
              const char *const *words)
{
  int n = 0;

  if (!gtk_widget_get_mapped (widget))
    return 0;
  if (says_any (gtk_widget_get_tooltip_text (widget), words)
      || (GTK_IS_LABEL (widget) && says_any (gtk_label_get_text (GTK_LABEL (widget)), words)))
    {
      g_test_message ("%s says it", G_OBJECT_TYPE_NAME (widget));
      n++;
    }
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    n += count_saying (child, words);
  return n;
}

static gboolean
tells_by_tooltip (ImagetteOutputBars *bars)
{
  GtkWidget *pane = gtk_widget_get_ancestor (GTK_WIDGET (bars), IMAGETTE_TYPE_ANSWER_PANE);
  GtkTooltip *tooltip = g_object_new (GTK_TYPE_TOOLTIP, NULL);
  graphene_point_t point;
  gboolean tells = FALSE;

  g_assert_true (gtk_widget_compute_point (GTK_WIDGET (bars), pane, &GRAPHENE_POINT_INIT (20, 20),
                                           &point));
  g_signal_emit_by_name (pane, "query-tooltip", (int) point.x, (int) point.y, FALSE, tooltip, &tells);
  g_object_unref (tooltip);
  return tells;
}

static void
assert_spoken (ImagetteOutputBars *bars,
               const char         *says,
               gboolean            expected)
{
  g_autofree char *spoken = imagette_output_bars_describe (bars);

  g_assert_true ((strstr (spoken, says) != NULL) == expected);
}

static void
assert_prediction (AppTest *test,
                   gboolean hidden)
{
  static const char *const words[] = { "It reads", "margin", NULL };
  ImagetteOutputBars *bars = get_bars (test);

  gtk_test_widget_wait_for_draw (GTK_WIDGET (test->window));
  g_assert_true ((imagette_output_bars_get_values (bars) == NULL) == hidden);
  g_assert_true (tells_by_tooltip (bars) == !hidden);
  assert_spoken (bars, " with ", !hidden);
  assert_spoken (bars, "Guess first", hidden);
  if (hidden)
    g_assert_cmpint (count_saying (GTK_WIDGET (test->window), words), ==, 0);
  else
    g_assert_cmpint (count_saying (GTK_WIDGET (test->window), words), >=, 2);
}

static gboolean
is_covered (AppTest *test)
{
  static const char *const words[] = { "The class guesses first", NULL };

  return count_saying (GTK_WIDGET (test->window), words) > 0;
}

static void
assert_tally (AppTest    *test,
              const char *says)
{
  g_autofree char *tally = imagette_ballot_describe (imagette_vote_bar_get_ballot (get_bar (test)));

  g_assert_cmpstr (tally, ==, says);
}

/* ---- what it reads, by keys and buttons ---- */

static void
test_prediction (AppTest      *test,
                 gconstpointer data)
{
  static const char *const label[] = { "label ", NULL };
  ImagetteBallot *ballot = imagette_vote_bar_get_ballot (get_bar (test));
  g_autofree char *tally = NULL;
  g_autofree char *right = NULL;
  int best;

  gtk_window_set_focus (GTK_WINDOW (test->window), NULL);
  g_assert_false (gtk_widget_get_visible (GTK_WIDGET (get_bar (test))));
  assert_prediction (test, FALSE);
  app_test_press (test, "3");
  g_assert_cmpuint (imagette_vote_count (get_vote (test)), ==, 0);

  app_test_press (test, "v");
  app_test_wait (test, gtk_widget_get_mapped (GTK_WIDGET (get_bar (test))));
  assert_prediction (test, TRUE);
  g_assert_cmpint (count_saying (GTK_WIDGET (test->window), label), ==, 1);
  g_assert_cmpstr (imagette_vote_bar_get_text (get_bar (test)), ==,
                   "What does the network read?");
  assert_tally (test, "none yet");

  best = nn_session_get_frame (test->session)->activations->best;
  app_test_press (test, "3");
  app_test_press (test, "KP_8");
  app_test_press (test, "8");
  g_signal_emit_by_name (imagette_ballot_get_button (ballot, 0), "clicked");
  assert_tally (test, "0: 1, 3: 1, 8: 2");
  app_test_press (test, "BackSpace");
  assert_tally (test, "3: 1, 8: 2");
  g_assert_cmpstr (imagette_vote_bar_get_text (get_bar (test)), ==,
                   "What does the network read?\n3 votes");
  assert_prediction (test, TRUE);

  app_test_press (test, "a");
  assert_prediction (test, FALSE);
  tally = g_strdup_printf ("3: 1, 8: 2; the answer is %d", best);
  assert_tally (test, tally);
  right = g_strdup_printf ("It reads %d\n%d of 3 votes were right", best,
                           best == 8 ? 2 : best == 3 ? 1 : 0);
  g_assert_cmpstr (imagette_vote_bar_get_text (get_bar (test)), ==, right);
  app_test_press (test, "5");
  g_assert_cmpuint (imagette_vote_count (get_vote (test)), ==, 3);

  /* The next digit is asked about anew. */
  app_test_press (test, "n");
  g_assert_cmpuint (imagette_vote_count (get_vote (test)), ==, 0);
  assert_prediction (test, TRUE);
  app_test_press (test, "v");
  assert_prediction (test, FALSE);
  g_assert_false (gtk_widget_get_visible (GTK_WIDGET (get_bar (test))));
}

/* Whoever types into an entry does not vote. */
static void
test_typed (AppTest      *test,
            gconstpointer data)
{
  GtkWidget *spin = app_test_find (GTK_WIDGET (imagette_window_get_page (test->window, "layers")),
                                   GTK_TYPE_SPIN_BUTTON, NULL);

  app_test_activate (test, "win.guess-first");
  gtk_widget_grab_focus (spin);
  app_test_press (test, "7");
  g_assert_cmpuint (imagette_vote_count (get_vote (test)), ==, 0);
}

/* ---- what it is ---- */

static void
test_label (AppTest      *test,
            gconstpointer data)
{
  static const char *const words[] = { "label ", "It reads", NULL };
  GtkWidget *window = GTK_WIDGET (test->window);
  g_autofree char *text = NULL;

  gtk_widget_activate_action (window, "win.guess", "s", "label");
  assert_prediction (test, TRUE);
  g_assert_cmpint (count_saying (window, words), ==, 0);
  g_assert_false (app_test_is_shown (test, "Class"));
  app_test_activate (test, "win.probe-next");
  app_test_wait (test, nn_session_get_frame (test->session)->probe
                         == nn_session_get_probe (test->session));
  g_assert_cmpint (count_saying (window, words), ==, 0);
  app_test_activate (test, "win.vote-show");
  assert_prediction (test, FALSE);
  g_assert_true (app_test_is_shown (test, "Class"));
  text = g_strdup_printf ("It is a %d", nn_session_get_probe (test->session)->label);
  g_assert_cmpstr (imagette_vote_bar_get_text (get_bar (test)), ==, text);
  g_assert_cmpint (count_saying (window, words), >, 0);
}

/* A picture's name may say what is on it. */
static void
test_file_name (AppTest      *test,
                gconstpointer data)
{
  static const char *const name[] = { "seven.png", NULL };
  guint8 ink[NN_IMAGE_SIZE] = { 0, 255 };
  g_autoptr (NnProbe) probe = nn_probe_new (ink, -1, -1, "seven.png");

  gtk_widget_activate_action (GTK_WIDGET (test->window), "win.guess", "s", "label");
  nn_session_set_probe (test->session, probe);
  app_test_wait (test, nn_session_get_frame (test->session)->probe == probe);
  g_assert_cmpint (count_saying (GTK_WIDGET (test->window), name), ==, 0);
  app_test_activate (test, "win.vote-show");
  g_assert_cmpint (count_saying (GTK_WIDGET (test->window), name), >, 0);
  g_assert_cmpstr (imagette_vote_bar_get_text (get_bar (test)), ==, "Nobody has said what it is");
}

/* ---- how good it is ---- */

static const char *
get_figures (AppTest *test)
{
  GtkWidget *bar = app_test_find (GTK_WIDGET (test->window), IMAGETTE_TYPE_RUN_BAR, NULL);
  static char text[200];

  text[0] = '\0';
  for (GtkWidget *label = app_test_find (bar, GTK_TYPE_LABEL, NULL); label != NULL;
       label = gtk_widget_get_next_sibling (label))
    if (GTK_IS_LABEL (label))
      g_strlcat (text, gtk_label_get_text (GTK_LABEL (label)), sizeof text);
  return text;
}

static void
test_accuracy (AppTest      *test,
               gconstpointer data)
{
  const NnEvaluation *evaluation;
  g_autofree char *tally = NULL;

  gtk_widget_activate_action (GTK_WIDGET (test->window), "win.guess", "s", "accuracy");
  app_test_activate (test, "win.epoch");
  app_test_wait (test, get_update (test->session) == 10);
  wait_for_quiet (test->session);
  g_assert_nonnull (strstr (get_figures (test), "loss"));
  g_assert_null (strstr (get_figures (test), "test"));
  assert_prediction (test, FALSE);
  imagette_window_show_page (test->window, "train");
  app_test_wait (test, is_covered (test));

  gtk_window_set_focus (GTK_WINDOW (test->window), NULL);
  app_test_press (test, "9");
  app_test_press (test, "a");
  evaluation = nn_session_get_frame (test->session)->evaluation;
  tally = g_strdup_printf ("9: 1; the answer is %u",
                           MIN (9, 100 * (evaluation->n - evaluation->correct) / evaluation->n));
  assert_tally (test, tally);
  g_assert_nonnull (strstr (get_figures (test), "test"));
  g_assert_false (is_covered (test));
  /* Another digit is no other network. */
  app_test_activate (test, "win.probe-next");
  assert_tally (test, tally);
  app_test_activate (test, "win.vote-again");
  assert_tally (test, "none yet");
  g_assert_null (strstr (get_figures (test), "test"));
}

/* ---- the pages that would tell ---- */

static void
note_place (AppTest *test,
            gpointer data)
{
  GString *covered = data;
  GtkWidget *stack = app_test_find (GTK_WIDGET (test->window), ADW_TYPE_VIEW_STACK, NULL);
  g_autofree char *view = NULL;

  if (!is_covered (test))
    return;
  view = imagette_page_dup_view (IMAGETTE_PAGE (adw_view_stack_get_visible_child (
    ADW_VIEW_STACK (stack))));
  g_string_append_printf (covered, "%s ",
                          view != NULL ? view : adw_view_stack_get_visible_child_name (
                                                  ADW_VIEW_STACK (stack)));
}

static void
test_pages (AppTest      *test,
            gconstpointer data)
{
  static const struct { const char *question, *covered; } cases[] = {
    { "prediction", "network occlusion invariance map " },
    { "label", "network figure2 figure2 occlusion invariance map " },
    { "accuracy", "train compare hands " },
    { "off", "" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GString) covered = g_string_new (NULL);

      gtk_widget_activate_action (GTK_WIDGET (test->window), "win.guess", "s", cases[i].question);
      /* The page comes with the view that it had last. */
      gtk_widget_activate_action (GTK_WIDGET (test->window), "win.feature", "s", "figure2");
      app_test_visit (test, note_place, covered);
      g_assert_cmpstr (covered->str, ==, cases[i].covered);
    }
}

/* The mistakes say of each what it is and what it is read as. */
static void
test_mistakes (AppTest      *test,
               gconstpointer data)
{
  static const char *const words[] = { "read as ", NULL };

  app_test_activate (test, "win.epoch");
  app_test_wait (test, get_update (test->session) == 10);
  wait_for_quiet (test->session);
  imagette_window_show_page (test->window, "train");
  gtk_test_widget_wait_for_draw (GTK_WIDGET (test->window));
  g_assert_cmpint (count_saying (GTK_WIDGET (test->window), words), >, 0);
  app_test_activate (test, "win.guess-first");
  g_assert_cmpint (count_saying (GTK_WIDGET (test->window), words), ==, 0);
  g_assert_false (is_covered (test));
  app_test_activate (test, "win.vote-show");
  g_assert_cmpint (count_saying (GTK_WIDGET (test->window), words), >, 0);
}

/* ---- drawn ---- */

static void
test_drawing (AppTest      *test,
              gconstpointer data)
{
  guint8 ink[NN_IMAGE_SIZE] = { 0 };

  gtk_widget_activate_action (GTK_WIDGET (test->window), "win.guess", "s", "prediction");
  for (int stroke = 0; stroke < 4; stroke++)
    {
      g_autoptr (NnProbe) probe = NULL;

      ink[300 + stroke] = stroke == 3 ? 0 : 200;
      if (stroke == 3)
        memset (ink, 0, sizeof ink);
      probe = nn_probe_new (ink, -1, -1, "drawing");
      nn_session_set_probe (test->session, probe);
      app_test_wait (test, nn_session_get_frame (test->session)->probe == probe);
      /* The votes are for the whole digit; a clean sheet is another one. */
      g_assert_cmpuint (imagette_vote_count (get_vote (test)), ==,
                        stroke == 0 || stroke == 3 ? 0 : 1);
      if (stroke == 0)
        imagette_vote_cast (get_vote (test), 4);
      assert_prediction (test, TRUE);
    }
}

/* ---- a lesson ---- */

static void
test_lesson (AppTest      *test,
             gconstpointer data)
{
  static const char lesson[] =
    "[Lesson]\nversion=1\ntitle=Guess\n"
    "[Step 1]\ntitle=One\npage=layers\nprobe=test:5\nhide=run;prediction\n"
    "[Step 2]\ntitle=Two\nprobe=test:6\n"
    "[Step 3]\ntitle=Three\nhide=\n";
  g_autofree char *path = test_folder_write (test->folder, "a.lesson", lesson, strlen (lesson));
  g_autoptr (GVariant) state = NULL;

  imagette_window_open_file (test->window, path);
  app_test_wait (test, imagette_vote_get_question (get_vote (test)) == IMAGETTE_HIDDEN_PREDICTION);
  state = g_action_group_get_action_state (G_ACTION_GROUP (test->window), "guess");
  g_assert_cmpstr (g_variant_get_string (state, NULL), ==, "prediction");
  assert_prediction (test, TRUE);
  app_test_activate (test, "win.vote-show");
  assert_prediction (test, FALSE);
  app_test_activate (test, "win.lesson-next");
  assert_prediction (test, TRUE);
  app_test_activate (test, "win.lesson-next");
  assert_prediction (test, FALSE);
}

int
main (int    argc,
      char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  app_test_add ("/app/vote/prediction", test_prediction);
  app_test_add ("/app/vote/typed", test_typed);
  app_test_add ("/app/vote/label", test_label);
  app_test_add ("/app/vote/file-name", test_file_name);
  app_test_add ("/app/vote/accuracy", test_accuracy);
  app_test_add ("/app/vote/pages", test_pages);
  app_test_add ("/app/vote/mistakes", test_mistakes);
  app_test_add ("/app/vote/drawing", test_drawing);
  app_test_add ("/app/vote/lesson", test_lesson);
  return g_test_run ();
}
