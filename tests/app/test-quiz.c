/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app-test.h"

#include "pages/features/imagette-quiz-window.h"
#include "pages/features/imagette-quiz.h"
#include "session/nn-session-studies.h"
#include "ui-test.h"

#include <string.h>

/* The quiz out of figure 2. */

/* ---- the questions ---- */

static void
wait_for_features (AppTest *test)
{
  gtk_widget_activate_action (GTK_WIDGET (test->window), "win.feature", "s", "figure2");
  app_test_wait (test, nn_session_get_features (test->session) != NULL);
}

static void
count (AppTest       *test,
       NnFeatureLayer layer,
       int            map,
       guint         *counts)
{
  const NnFeatures *features = nn_session_get_features (test->session);
  const NnStrongestMap *strongest = &features->strongest[layer]->maps[map];

  memset (counts, 0, NN_CLASSES * sizeof *counts);
  for (int i = 0; i < strongest->n; i++)
    counts[test->dataset->test.labels[strongest->patches[i].image]]++;
}

static gboolean
has_patch (AppTest       *test,
           NnFeatureLayer layer,
           int            map)
{
  return nn_session_get_features (test->session)->strongest[layer]->maps[map].n > 0;
}

static void
test_questions (AppTest      *test,
                gconstpointer data)
{
  ImagetteQuiz quiz;
  GRand *random = g_rand_new_with_seed (1);
  guint seen = 0, possible = 0;

  wait_for_features (test);
  imagette_quiz_init (&quiz);
  for (int map = 0; map < 6; map++)
    possible |= has_patch (test, NN_FEATURE_C1, map) ? 1u << map : 0;
  for (int map = 0; map < 16; map++)
    possible |= has_patch (test, NN_FEATURE_C3, map) ? 1u << (6 + map) : 0;
  for (int i = 0; i < 400; i++)
    {
      const int last = quiz.features != NULL ? quiz.map + (quiz.layer == NN_FEATURE_C3 ? 6 : 0) : -1;
      guint counts[NN_CLASSES], most = 0;
      int now;

      g_assert_true (imagette_quiz_ask_any (&quiz, nn_session_get_features (test->session),
                                            test->dataset, g_rand_int (random)));
      now = quiz.map + (quiz.layer == NN_FEATURE_C3 ? 6 : 0);
      g_assert_cmpint (now, !=, last);
      seen |= 1u << now;
      count (test, quiz.layer, quiz.map, counts);
      g_assert_cmpmem (quiz.counts, sizeof quiz.counts, counts, sizeof counts);
      for (int c = 0; c < NN_CLASSES; c++)
        most = MAX (most, counts[c]);
      for (int c = 0; c < NN_CLASSES; c++)
        g_assert_true (imagette_quiz_is_right (&quiz, c) == (counts[c] == most));
    }
  g_assert_cmpuint (seen, ==, possible);
  imagette_quiz_clear (&quiz);
  g_rand_free (random);
}

/* ---- the window ---- */

static ImagetteQuizWindow *
open_quiz (AppTest *test)
{
  app_test_activate (test, "win.quiz");
  return IMAGETTE_QUIZ_WINDOW (app_test_wait_window (test, IMAGETTE_TYPE_QUIZ_WINDOW));
}

/* Puts the cursor on each pair, as the keyboard does: what a tooltip and a screen reader get. */
static gboolean
tells (ImagetteQuizWindow *window)
{
  GtkWidget *block = GTK_WIDGET (imagette_quiz_window_get_block (window));
  graphene_rect_t rect;

  imagette_patch_block_get_cell_rect (imagette_quiz_window_get_block (window), 0, FALSE, &rect);
  ui_test_hover (block, rect.origin.x + 3, rect.origin.y + 3);
  return strstr (gtk_widget_get_tooltip_text (block), "test digit") != NULL;
}

static void
assert_tally (ImagetteQuizWindow *window,
              const char         *says)
{
  g_autofree char *tally = imagette_ballot_describe (imagette_quiz_window_get_ballot (window));

  g_assert_cmpstr (tally, ==, says);
}

static void
test_answers (AppTest      *test,
              gconstpointer data)
{
  ImagetteQuizWindow *window;
  guint counts[NN_CLASSES], most = 0;
  int map = 0, right = 0, wrong = 0;
  g_autofree char *tally = NULL;

  wait_for_features (test);
  while (!has_patch (test, NN_FEATURE_C3, map))
    map++;
  window = open_quiz (test);
  g_assert_true (imagette_quiz_window_ask (window, NN_FEATURE_C3, map));
  gtk_test_widget_wait_for_draw (GTK_WIDGET (window));
  count (test, NN_FEATURE_C3, map, counts);
  for (int c = 0; c < NN_CLASSES; c++)
    if (counts[c] > most)
      most = counts[right = c];
  while (counts[wrong] == most)
    wrong++;
  g_assert_cmpint (imagette_patch_block_get_filled (imagette_quiz_window_get_block (window)), ==,
                   nn_session_get_features (test->session)->strongest[NN_FEATURE_C3]->maps[map].n);
  g_assert_false (tells (window));
  assert_tally (window, "none yet");
  g_assert_cmpstr (imagette_quiz_window_get_score (window), ==, "0 of 0 right");

  /* A right one, by its button; more answers to the same question do not count. */
  g_signal_emit_by_name (imagette_ballot_get_button (imagette_quiz_window_get_ballot (window), right),
                         "clicked");
  g_assert_true (g_str_has_prefix (imagette_quiz_window_get_text (window), "✓ Right."));
  g_assert_true (tells (window));
  g_assert_cmpstr (imagette_quiz_window_get_score (window), ==, "1 of 1 right");
  tally = imagette_ballot_describe (imagette_quiz_window_get_ballot (window));
  g_assert_nonnull (strstr (tally, "the answer is"));
  gtk_widget_activate_action (GTK_WIDGET (window), "quiz.answer", "i", wrong);
  g_assert_cmpstr (imagette_quiz_window_get_score (window), ==, "1 of 1 right");

  /* The next one, and a wrong answer, by keys. */
  g_assert_true (ui_test_press (GTK_WIDGET (window), GDK_KEY_n, 0));
  assert_tally (window, "none yet");
  g_assert_false (tells (window));
  g_assert_true (imagette_quiz_window_ask (window, NN_FEATURE_C3, map));
  g_assert_true (ui_test_press (GTK_WIDGET (window), GDK_KEY_0 + (guint) wrong, 0));
  g_assert_true (g_str_has_prefix (imagette_quiz_window_get_text (window), "✗ No."));
  g_assert_cmpstr (imagette_quiz_window_get_score (window), ==, "1 of 2 right");
  g_assert_true (ui_test_press (GTK_WIDGET (window), GDK_KEY_Escape, 0));
}

/* Asked for before there are patches: it waits for them. */
static void
test_waits (AppTest      *test,
            gconstpointer data)
{
  ImagetteQuizWindow *window = open_quiz (test);

  app_test_wait (test, imagette_patch_block_get_filled (imagette_quiz_window_get_block (window)) > 0);
  g_assert_true (gtk_widget_is_sensitive (
    imagette_ballot_get_button (imagette_quiz_window_get_ballot (window), 0)));
  gtk_window_destroy (GTK_WINDOW (window));
}

int
main (int    argc,
      char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  app_test_add ("/app/quiz/questions", test_questions);
  app_test_add ("/app/quiz/answers", test_answers);
  app_test_add ("/app/quiz/waits", test_waits);
  return g_test_run ();
}
