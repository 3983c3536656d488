/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "session/nn-session.h"

#include <math.h>

#include "drive.h"
#include "synthetic.h"

/* Seven updates an epoch, the last one of four images. */
#define N_TRAIN 100
#define N_TEST 30

static NnDataset *dataset;

static NnSession *
start (const NnTrainingSpec *spec)
{
  return nn_session_new (dataset, spec, NN_BACKEND_REFERENCE, 1);
}

static void
test_start (void)
{
  NnTrainingSpec spec = synthetic_spec ();
  g_autoptr (NnSession) session = start (&spec);

  g_assert_null (nn_session_get_frame (session));
  g_assert_cmpint (nn_session_get_state (session), ==, NN_STATE_PAUSED);
  g_assert_cmpuint (nn_session_get_target (session), ==, 10);
  g_assert_cmpint (nn_session_get_probe (session)->index, ==, 0);
  wait_for_update (session, 0);
  assert_plain (session, &spec, 0);
  assert_moments (session, "0 ");
  g_assert_true (nn_session_get_frame (session) == nn_session_get_live_frame (session));
  g_assert_true (nn_session_get_frame (session)->probe == nn_session_get_probe (session));
  g_assert_false (nn_session_get_unsaved (session));
  /* The accuracy of the untrained network comes by itself. */
  wait_until (session, nn_session_get_frame (session)->evaluation != NULL);
  g_assert_cmpuint (nn_session_get_frame (session)->evaluation->n, ==, N_TEST);
}

static void
test_run (void)
{
  NnTrainingSpec spec = synthetic_spec ();
  g_autoptr (NnSession) session = start (&spec);
  GArray *epochs;

  nn_session_set_target (session, 3);
  nn_session_run (session);
  g_assert_cmpint (nn_session_get_state (session), ==, NN_STATE_RUNNING);
  wait_for_rest (session);
  g_assert_cmpint (nn_session_get_state (session), ==, NN_STATE_FINISHED);
  assert_plain (session, &spec, 21);
  assert_losses (session, 1, 21);
  assert_moments (session, "0 1 3 7 10 14 21 ");
  epochs = nn_session_get_epochs (session);
  g_assert_cmpuint (epochs->len, ==, 3);
  for (guint i = 0; i < 3; i++)
    {
      const NnEpochPoint *point = &g_array_index (epochs, NnEpochPoint, i);

      g_assert_cmpuint (point->epoch, ==, i + 1);
      g_assert_cmpuint (point->update, ==, 7 * (i + 1));
      g_assert_cmpfloat (point->test_accuracy, >, 0);
      g_assert_cmpfloat (point->seconds, >, 0);
      g_assert_true (isnan (point->hold_out_loss));
    }
  g_assert_cmpuint (nn_session_get_live_frame (session)->evaluation_update, ==, 21);
  g_assert_cmpfloat (nn_session_get_images_per_second (session), ==, 0);
  g_assert_true (nn_session_get_unsaved (session));
  mark_saved (session);
  g_assert_false (nn_session_get_unsaved (session));

  /* At the target already: ten more. */
  nn_session_run (session);
  wait_for_rest (session);
  g_assert_cmpuint (nn_session_get_target (session), ==, 13);
  assert_plain (session, &spec, 91);
  assert_losses (session, 1, 91);
}

/* The same weights however one gets there. */
static void
test_stepped (void)
{
  NnTrainingSpec spec = synthetic_spec ();
  g_autoptr (NnSession) session = start (&spec);

  for (guint64 update = 1; update <= 5; update++)
    {
      nn_session_step_batch (session);
      g_assert_cmpint (nn_session_get_state (session), ==, NN_STATE_PAUSED);
      wait_for_update (session, update);
      assert_plain (session, &spec, update);
    }
  nn_session_step_epoch (session);
  wait_for_rest (session);
  g_assert_cmpint (nn_session_get_state (session), ==, NN_STATE_PAUSED);
  assert_plain (session, &spec, 7);
  nn_session_step_epoch (session);
  wait_for_rest (session);
  assert_plain (session, &spec, 14);
  /* Two presses are two updates, also when they come at once. */
  nn_session_step_batch (session);
  nn_session_step_batch (session);
  wait_for_update (session, 16);
  assert_plain (session, &spec, 16);
  nn_session_run_to (session, 4);
  wait_for_rest (session);
  g_assert_cmpint (nn_session_get_state (session), ==, NN_STATE_FINISHED);
  assert_plain (session, &spec, 28);
  assert_losses (session, 1, 28);
  /* Already there: nothing happens. */
  nn_session_run_to (session, 4);
  wait_for_rest (session);
  nn_session_step_batch (session);
  wait_for_update (session, 29);
}

static void
test_paused (void)
{
  NnTrainingSpec spec = synthetic_spec ();
  g_autoptr (NnSession) session = start (&spec);

  nn_session_set_target (session, 40);
  for (guint i = 0; i < 10; i++)
    {
      nn_session_run (session);
      tick (session);
      nn_session_pause (session);
      tick (session);
    }
  nn_session_run (session);
  wait_for_rest (session);
  assert_plain (session, &spec, 280);
  assert_losses (session, 1, 280);
}

/* Images in lanes on two threads, with a session around them, against one thread without. */
static void
test_lanes (void)
{
  NnTrainingSpec spec = nn_training_spec_default ();
  NnBackend backend = nn_backend_best ();
  g_autoptr (NnSession) session = nn_session_new (dataset, &spec, backend, 2);
  g_autoptr (NnTraining) training = nn_training_new (dataset, &spec, backend, 1);
  g_autofree char *expected = NULL;
  g_autofree char *state = NULL;

  nn_session_run_to (session, 3);
  wait_for_rest (session);
  while (nn_training_get_place (training)->epoch < 3)
    nn_training_step (training, NULL);
  expected = describe_state (nn_training_get_network (training),
                             nn_training_get_place (training));
  state = describe (session);
  g_assert_cmpstr (state, ==, expected);
}

/* Losses wait for somebody who does not look, and come all at once. */
static void
test_nobody_looks (void)
{
  NnTrainingSpec spec = synthetic_spec ();
  g_autoptr (NnSession) session = start (&spec);

  nn_session_set_target (session, 100);
  nn_session_run (session);
  g_usleep (100 * 1000);
  nn_session_tick (session);
  g_usleep (100 * 1000);
  wait_for_rest (session);
  assert_losses (session, 1, 700);
  g_assert_cmpuint (nn_session_get_epochs (session)->len, ==, 100);
}

/* No frame clock: the worker itself wakes the main loop. */
static void
test_hidden_window (void)
{
  NnTrainingSpec spec = synthetic_spec ();
  g_autoptr (NnSession) session = start (&spec);

  nn_session_run_to (session, 2);
  while (nn_session_get_state (session) != NN_STATE_FINISHED)
    g_main_context_iteration (NULL, TRUE);
  assert_plain (session, &spec, 14);
  assert_losses (session, 1, 14);
}

static void
test_hyper (void)
{
  NnTrainingSpec spec = synthetic_spec ();
  g_autoptr (NnSession) session = start (&spec);
  g_autoptr (NnTraining) training = nn_training_new (dataset, &spec, NN_BACKEND_REFERENCE, 1);
  g_autofree char *state = NULL;
  g_autofree char *expected = NULL;
  NnHyper hyper = spec.hyper;

  hyper.rate = 0.01f;
  nn_session_step_batch (session);
  nn_session_set_hyper (session, &hyper, 30);
  /* In force for those who ask at once, although an older snapshot may be on its way. */
  g_assert_cmpfloat (nn_session_get_spec (session)->hyper.rate, ==, 0.01f);
  tick (session);
  g_assert_cmpuint (nn_session_get_spec (session)->batch, ==, 30);
  nn_session_step_epoch (session);
  wait_for_rest (session);
  g_assert_cmpfloat (nn_session_get_live_frame (session)->spec.hyper.rate, ==, 0.01f);

  nn_training_step (training, NULL);
  nn_training_set_hyper (training, &hyper);
  nn_training_set_batch (training, 30);
  while (!nn_training_step (training, NULL))
    ;
  expected = describe_state (nn_training_get_network (training),
                             nn_training_get_place (training));
  state = describe (session);
  g_assert_cmpstr (state, ==, expected);
}

/* A pace of one batch in a quarter of an hour: the first at once, the second not
 * while we look; commands and probes are answered all the same. */
static void
test_pace (void)
{
  NnTrainingSpec spec = synthetic_spec ();
  g_autoptr (NnSession) session = start (&spec);
  g_autoptr (NnProbe) probe = nn_probe_new_test (dataset, 5);

  nn_session_set_pace (session, 0.001, 0);
  nn_session_run (session);
  wait_for_update (session, 1);
  nn_session_set_probe (session, probe);
  wait_until (session, nn_session_get_live_frame (session)->probe == probe);
  g_assert_cmpint (nn_session_get_state (session), ==, NN_STATE_RUNNING);
  g_assert_cmpuint (get_update (session), ==, 1);
  nn_session_step_batch (session);
  wait_for_update (session, 2);
  nn_session_run (session);
  nn_session_set_target (session, 2);
  wait_for_update (session, 3);
  /* Slow up to where the run is already, then flat out. */
  nn_session_set_pace (session, 0.001, 3);
  wait_for_rest (session);
  assert_plain (session, &spec, 14);
  nn_session_set_pace (session, 5000, 20);
  nn_session_run_to (session, 4);
  wait_for_rest (session);
  assert_plain (session, &spec, 28);
}

static void
count_cb (NnSession  *session,
          GParamSpec *property,
          guint      *count)
{
  (*count)++;
}

static void
test_properties (void)
{
  NnTrainingSpec spec = synthetic_spec ();
  g_autoptr (NnSession) session = start (&spec);
  static const char *const names[] = {
    "frame", "live-frame", "state", "progress", "curve", "timeline", "looking-back", "probe",
    "unsaved",
  };
  guint counts[G_N_ELEMENTS (names)] = { 0 };
  guint64 curve;
  NnFrame *frame;

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *signal = g_strconcat ("notify::", names[i], NULL);

      g_signal_connect (session, signal, G_CALLBACK (count_cb), &counts[i]);
    }
  wait_for_update (session, 0);
  nn_session_run_to (session, 1);
  wait_for_quiet (session);
  nn_session_look_at (session, get_moment (session, 1));
  nn_session_look_at (session, get_moment (session, 3));
  nn_session_set_probe (session, nn_session_get_probe (session));
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (g_str_equal (names[i], "probe"))
      g_assert_cmpuint (counts[i], ==, 0);
    else if (g_str_equal (names[i], "looking-back") || g_str_equal (names[i], "unsaved"))
      g_assert_cmpuint (counts[i], ==, 1);
    else
      g_assert_cmpuint (counts[i], >=, 1);

  g_object_get (session, "curve", &curve, "frame", &frame, NULL);
  g_assert_cmpuint (curve, >=, 1);
  g_assert_true (frame == nn_session_get_frame (session));
  /* With nothing new nothing is notified. */
  wait_until (session, !nn_session_tick (session));
  wait_until (session, nn_session_get_frame (session)->place.update == 3);
  for (guint i = 0; i < 20; i++)
    tick (session);
  memset (counts, 0, sizeof counts);
  for (guint i = 0; i < 20; i++)
    tick (session);
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    g_assert_cmpuint (counts[i], ==, 0);
}

/* At any time, with anything under way. */
static void
test_destroy (void)
{
  NnTrainingSpec spec = synthetic_spec ();
  g_autoptr (NnDataset) large = synthetic_dataset (64, 100000);

  for (guint i = 0; i < 12; i++)
    {
      NnSession *session = nn_session_new (i % 2 ? large : dataset, &spec, NN_BACKEND_REFERENCE,
                                           1 + i % 2);

      if (i % 4 > 1)
        {
          nn_session_run (session);
          wait_until (session, get_update (session) != G_MAXUINT64);
          nn_session_look_at (session, get_moment (session, 0));
        }
      g_usleep (i * 500);
      g_assert_finalize_object (session);
    }
}

int
main (int   argc,
      char *argv[])
{
  int status;

  g_test_init (&argc, &argv, NULL);
  dataset = synthetic_dataset (N_TRAIN, N_TEST);
  g_test_add_func ("/session/session/start", test_start);
  g_test_add_func ("/session/session/run", test_run);
  g_test_add_func ("/session/session/stepped", test_stepped);
  g_test_add_func ("/session/session/paused", test_paused);
  g_test_add_func ("/session/session/lanes", test_lanes);
  g_test_add_func ("/session/session/nobody-looks", test_nobody_looks);
  g_test_add_func ("/session/session/hidden-window", test_hidden_window);
  g_test_add_func ("/session/session/hyper", test_hyper);
  g_test_add_func ("/session/session/pace", test_pace);
  g_test_add_func ("/session/session/properties", test_properties);
  g_test_add_func ("/session/session/destroy", test_destroy);
  status = g_test_run ();
  nn_dataset_unref (dataset);
  return status;
}
