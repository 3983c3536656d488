/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app-test.h"

#include "pages/compare/imagette-compare-page.h"

/* The race in the real window: by the header and keys, beside the session's own run. */

static NnContest *
get_contest (AppTest *test)
{
  return imagette_compare_page_get_contest (
    IMAGETTE_COMPARE_PAGE (imagette_window_get_page (test->window, "compare")));
}

static GtkWidget *
find_control (AppTest    *test,
              GType       type,
              const char *tooltip)
{
  return app_test_find (GTK_WIDGET (imagette_window_get_page (test->window, "compare")), type,
                        tooltip);
}

static void
set_spin (AppTest    *test,
          const char *tooltip,
          double      value)
{
  gtk_spin_button_set_value (GTK_SPIN_BUTTON (find_control (test, GTK_TYPE_SPIN_BUTTON, tooltip)),
                             value);
}

static gboolean
is_enabled (AppTest    *test,
            const char *action)
{
  return g_action_group_get_action_enabled (G_ACTION_GROUP (test->window), action);
}

static void
show_page (AppTest *test)
{
  imagette_window_show_page (test->window, "compare");
  app_test_wait (test, app_test_is_shown (test, "Press Space to start the race."));
}

/* Before any race the table tells what is known: the two counts. */
static void
test_before (AppTest      *test,
             gconstpointer data)
{
  show_page (test);
  g_assert_true (app_test_is_shown (test, "784-70-84-10"));
  g_assert_true (app_test_is_shown (test, "61 764") || app_test_is_shown (test, "61,764")
                 || app_test_is_shown (test, "61764"));
  g_assert_false (is_enabled (test, "batch"));
  imagette_window_show_page (test->window, "layers");
  g_assert_true (is_enabled (test, "batch"));
}

/* Other widths: button, count and table follow at once, and it is they that race. */
static void
test_widths (AppTest      *test,
             gconstpointer data)
{
  const NnComparison *report;

  show_page (test);
  set_spin (test, "How deep the rival is", 1);
  set_spin (test, "How many units H1 has", 20);
  app_test_wait (test, app_test_is_shown (test, "784-20-10"));
  g_assert_true (app_test_is_shown (test, "15910") || app_test_is_shown (test, "15,910"));
  g_signal_emit_by_name (find_control (test, GTK_TYPE_BUTTON, "As many as LeNet"), "clicked");
  app_test_wait (test, app_test_is_shown (test, "784-78-10"));
  g_assert_true (app_test_is_shown (test, "62020") || app_test_is_shown (test, "62,020"));
  set_spin (test, "How deep the rival is", 0);
  app_test_wait (test, app_test_is_shown (test, "784-10"));
  set_spin (test, "How deep the rival is", 3);
  app_test_wait (test, app_test_is_shown (test, "784-78-84-84-10"));

  set_spin (test, "Of each training", 1);
  set_spin (test, "As many races, from seed 1 on; the means are shown", 1);
  app_test_activate (test, "win.run");
  app_test_wait (test, nn_contest_get_state (get_contest (test)) == NN_CONTEST_IDLE
                         && nn_contest_get_progress (get_contest (test)) >= 1);
  report = nn_contest_get_report (get_contest (test));
  g_assert_cmpint (report->networks[NN_RACER_RIVAL].hidden[0], ==, 78);
  g_assert_cmpint (report->networks[NN_RACER_RIVAL].hidden[2], ==, 84);
  g_assert_cmpuint (report->heats->len, ==, 1);
}

static gboolean
go_on_cb (const NnPlace *place,
          gpointer       data)
{
  return TRUE;
}

/* Computes: not on the main thread. */
static gpointer
add_heat_thread (gpointer comparison)
{
  return GINT_TO_POINTER (nn_comparison_add_heat (comparison, nn_backend_best (), 1, go_on_cb,
                                                  NULL));
}

/* What it comes to is what the comparison is without a window. */
static void
test_race (AppTest      *test,
           gconstpointer data)
{
  NnComparisonSpec spec = { nn_training_spec_default (), 2, NN_EXPERIMENT_SHUFFLE };
  g_autoptr (NnComparison) plain = nn_comparison_new (nn_session_get_dataset (test->session), &spec);
  const NnComparison *report;

  show_page (test);
  set_spin (test, "Of each training", 2);
  set_spin (test, "As many races, from seed 1 on; the means are shown", 1);
  gtk_drop_down_set_selected (
    GTK_DROP_DOWN (find_control (test, GTK_TYPE_DROP_DOWN,
                                 "What to change to find out where the difference comes from")),
    NN_EXPERIMENT_SHUFFLE);
  app_test_activate (test, "win.run");
  app_test_wait (test, nn_contest_get_state (get_contest (test)) == NN_CONTEST_IDLE
                         && nn_contest_get_progress (get_contest (test)) >= 1);
  app_test_wait (test, app_test_is_shown (test, "Done: 1 seed"));

  g_assert_true (GPOINTER_TO_INT (g_thread_join (g_thread_new ("plain", add_heat_thread, plain))));
  report = nn_contest_get_report (get_contest (test));
  g_assert_cmpint (report->spec.experiment, ==, NN_EXPERIMENT_SHUFFLE);
  for (NnRacer racer = 0; racer < NN_N_RACERS; racer++)
    for (int i = 0; i < 2; i++)
      g_assert_cmpfloat (nn_comparison_point (report, racer, i).mean, ==,
                         nn_comparison_point (plain, racer, i).mean);
}

/* One run trains at a time, whichever is started. */
static void
test_one_at_a_time (AppTest      *test,
                    gconstpointer data)
{
  nn_session_set_pace (test->session, 20, 0);
  nn_session_run (test->session);
  app_test_wait (test, nn_session_get_state (test->session) == NN_STATE_RUNNING);
  show_page (test);
  set_spin (test, "Of each training", 100);
  set_spin (test, "As many races, from seed 1 on; the means are shown", 20);
  app_test_activate (test, "win.run");
  app_test_wait (test, nn_contest_get_state (get_contest (test)) == NN_CONTEST_RUNNING);
  wait_for_rest (test->session);
  app_test_wait (test, app_test_is_shown (test, "Pause"));

  nn_session_run (test->session);
  app_test_wait (test, nn_contest_get_state (get_contest (test)) == NN_CONTEST_PAUSED);
  app_test_wait (test, app_test_is_shown (test, "Run"));
  app_test_activate (test, "win.run");
  app_test_wait (test, nn_contest_get_state (get_contest (test)) == NN_CONTEST_RUNNING);
  wait_for_rest (test->session);
  g_signal_emit_by_name (app_test_find (GTK_WIDGET (test->window), GTK_TYPE_BUTTON, "Stop"), "clicked");
  app_test_wait (test, nn_contest_get_state (get_contest (test)) == NN_CONTEST_IDLE);
}

int
main (int    argc,
      char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  app_test_add ("/app/compare/before", test_before);
  app_test_add ("/app/compare/widths", test_widths);
  app_test_add ("/app/compare/race", test_race);
  app_test_add ("/app/compare/one-at-a-time", test_one_at_a_time);
  return g_test_run ();
}
