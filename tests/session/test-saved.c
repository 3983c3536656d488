/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "session/nn-session.h"

#include "drive.h"
#include "synthetic.h"

/* What counts as saved, and what undo brings back. Seven updates an epoch. */

static NnDataset *dataset;

static NnSession *
start (void)
{
  NnTrainingSpec spec = synthetic_spec ();
  NnSession *session = nn_session_new (dataset, &spec, NN_BACKEND_REFERENCE, 1);

  wait_for_update (session, 0);
  return session;
}

static void
step_to (NnSession *session,
         guint64    update)
{
  while (get_update (session) < update)
    {
      guint64 before = get_update (session);

      nn_session_step_batch (session);
      wait_for_update (session, before + 1);
    }
}

/* The dialog was open while training went on. */
static void
test_trained_meanwhile (void)
{
  g_autoptr (NnSession) session = start ();
  guint64 written;

  step_to (session, 2);
  written = get_place (session)->state;
  step_to (session, 3);
  nn_session_mark_saved (session, "a", &written, 1);
  g_assert_true (nn_session_get_unsaved (session));
  mark_saved (session);
  g_assert_false (nn_session_get_unsaved (session));
}

/* The same number of updates, by another way, is another network. */
static void
test_another_way (void)
{
  g_autoptr (NnSession) session = start ();
  NnHyper hyper = nn_session_get_spec (session)->hyper;

  step_to (session, 3);
  mark_saved (session);
  nn_session_go_on_from (session, get_moment (session, 1));
  wait_for_update (session, 1);
  hyper.rate *= 2;
  nn_session_set_hyper (session, &hyper, nn_session_get_spec (session)->batch);
  step_to (session, 3);
  g_assert_true (nn_session_get_unsaved (session));
  /* The one that was saved still is. */
  g_assert_true (nn_session_undo_reset (session));
  wait_until (session, !nn_session_get_unsaved (session));
  g_assert_cmpuint (get_update (session), ==, 3);
}

/* A file holds what was written into it last. */
static void
test_written_over (void)
{
  g_autoptr (NnSession) session = start ();
  guint64 first, last;

  step_to (session, 1);
  first = get_place (session)->state;
  step_to (session, 2);
  last = get_place (session)->state;
  nn_session_mark_saved (session, "a", &last, 1);
  nn_session_mark_saved (session, "b", &first, 1);
  g_assert_false (nn_session_get_unsaved (session));
  nn_session_mark_saved (session, "a", &first, 1);
  g_assert_true (nn_session_get_unsaved (session));
}

/* A run's file holds each of its moments. */
static void
test_run_saved (void)
{
  g_autoptr (NnSession) session = start ();
  guint64 states[2];

  step_to (session, 3);
  states[0] = get_moment (session, 1)->place.state;
  states[1] = get_moment (session, 3)->place.state;
  g_assert_cmpuint (states[1], ==, get_place (session)->state);
  nn_session_mark_saved (session, "run", states, 2);
  nn_session_go_on_from (session, get_moment (session, 1));
  wait_for_update (session, 1);
  g_assert_false (nn_session_get_unsaved (session));
  step_to (session, 2);
  g_assert_true (nn_session_get_unsaved (session));
}

/* Started again over and over: one after another comes back, and what was trained is kept longest. */
static void
test_undo_again (void)
{
  g_autoptr (NnSession) session = start ();
  NnTrainingSpec spec = synthetic_spec ();
  guint undone = 0;

  step_to (session, 3);
  for (spec.seed = 2; spec.seed < 10; spec.seed++)
    nn_session_reset (session, &spec);
  wait_for_update (session, 0);
  while (nn_session_can_undo_reset (session))
    {
      g_assert_true (nn_session_undo_reset (session));
      undone++;
    }
  g_assert_cmpuint (undone, ==, 4);
  wait_for_update (session, 3);
  g_assert_true (nn_session_get_unsaved (session));

  nn_session_reset (session, &spec);
  wait_for_update (session, 0);
  step_to (session, 2);
  nn_session_reset (session, &spec);
  wait_for_update (session, 0);
  g_assert_true (nn_session_undo_reset (session));
  wait_for_update (session, 2);
  g_assert_true (nn_session_undo_reset (session));
  wait_for_update (session, 3);
  g_assert_false (nn_session_undo_reset (session));
}

int
main (int   argc,
      char *argv[])
{
  int status;

  g_test_init (&argc, &argv, NULL);
  dataset = synthetic_dataset (100, 30);
  g_test_add_func ("/session/saved/trained-meanwhile", test_trained_meanwhile);
  g_test_add_func ("/session/saved/another-way", test_another_way);
  g_test_add_func ("/session/saved/written-over", test_written_over);
  g_test_add_func ("/session/saved/run", test_run_saved);
  g_test_add_func ("/session/saved/undo-again", test_undo_again);
  status = g_test_run ();
  nn_dataset_unref (dataset);
  return status;
}
