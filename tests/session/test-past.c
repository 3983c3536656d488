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
test_look_at (void)
{
  NnTrainingSpec spec = synthetic_spec ();
  g_autoptr (NnSession) session = start (&spec);
  g_autoptr (NnProbe) probe = nn_probe_new_test (dataset, 9);
  g_autofree char *expected = NULL;
  g_autofree char *state = NULL;
  NnFrame *frame;
  NnMoment *moment;

  nn_session_run_to (session, 1);
  wait_for_quiet (session);
  moment = get_moment (session, 0);
  nn_session_look_at (session, moment);
  g_assert_true (nn_session_get_looked_at (session) == moment);
  wait_until (session, nn_session_get_frame (session)->network == moment->network);
  frame = nn_session_get_frame (session);
  g_assert_cmpuint (frame->place.update, ==, 0);
  g_assert_cmpuint (nn_session_get_live_frame (session)->place.update, ==, 7);
  expected = describe_plain (dataset, &spec, 0);
  state = describe_state (frame->network, &frame->place);
  g_assert_cmpstr (state, ==, expected);
  /* The initial weights were not evaluated when they were kept; the viewer makes up for it. */
  wait_until (session, nn_session_get_frame (session)->evaluation != NULL);
  g_assert_cmpuint (nn_session_get_frame (session)->evaluation_update, ==, 0);

  /* Another probe: in the past at once, and when one comes back, in the present. */
  nn_session_set_probe (session, probe);
  wait_until (session, nn_session_get_frame (session)->probe == probe);
  g_assert_true (nn_session_get_frame (session)->network == moment->network);
  g_assert_nonnull (nn_session_get_frame (session)->evaluation);
  wait_until (session, nn_session_get_live_frame (session)->probe == probe);
  g_assert_cmpuint (get_update (session), ==, 7);

  /* Commands act on the present; the past stays in view. */
  nn_session_step_batch (session);
  wait_for_update (session, 8);
  g_assert_true (nn_session_get_frame (session)->network == moment->network);
  nn_session_look_at (session, NULL);
  g_assert_true (nn_session_get_frame (session) == nn_session_get_live_frame (session));
  assert_plain (session, &spec, 8);
}

static void
test_probe_while_paused (void)
{
  NnTrainingSpec spec = synthetic_spec ();
  g_autoptr (NnSession) session = start (&spec);

  nn_session_step_batch (session);
  wait_for_update (session, 1);
  for (guint i = 1; i < 20; i++)
    {
      g_autoptr (NnProbe) probe = nn_probe_new_test (dataset, i);

      nn_session_set_probe (session, probe);
      g_assert_true (nn_session_get_probe (session) == probe);
      if (i % 3 == 0)
        wait_until (session, nn_session_get_frame (session)->probe == probe);
    }
  wait_until (session, nn_session_get_frame (session)->probe == nn_session_get_probe (session));
  g_assert_cmpuint (get_update (session), ==, 1);
  nn_session_step_batch (session);
  wait_for_update (session, 2);
  g_assert_true (nn_session_get_frame (session)->probe == nn_session_get_probe (session));
}

static void
test_go_on_from (void)
{
  NnTrainingSpec spec = synthetic_spec ();
  g_autoptr (NnSession) session = start (&spec);
  g_autoptr (NnMoment) dropped = NULL;

  g_assert_false (nn_session_undo_reset (session));
  nn_session_run_to (session, 2);
  wait_for_quiet (session);
  dropped = nn_moment_ref (get_moment (session, 14));
  nn_session_look_at (session, get_moment (session, 3));
  nn_session_go_on_from (session, get_moment (session, 3));
  g_assert_null (nn_session_get_looked_at (session));
  wait_for_update (session, 3);
  g_assert_cmpint (nn_session_get_state (session), ==, NN_STATE_PAUSED);
  assert_plain (session, &spec, 3);
  assert_moments (session, "0 1 3 ");
  assert_losses (session, 1, 3);
  g_assert_cmpuint (nn_session_get_epochs (session)->len, ==, 0);

  /* A moment that is no longer there is not gone to. */
  nn_session_go_on_from (session, dropped);
  nn_session_step_epoch (session);
  wait_for_rest (session);
  assert_plain (session, &spec, 7);
  assert_moments (session, "0 1 3 7 ");
  assert_losses (session, 1, 7);

  /* Everything that was dropped comes back. */
  g_assert_true (nn_session_undo_reset (session));
  wait_for_update (session, 14);
  assert_plain (session, &spec, 14);
  assert_moments (session, "0 1 3 7 10 14 ");
  assert_losses (session, 1, 14);
  g_assert_cmpuint (nn_session_get_epochs (session)->len, ==, 2);
  g_assert_false (nn_session_undo_reset (session));
  nn_session_step_epoch (session);
  wait_for_rest (session);
  assert_plain (session, &spec, 21);
}

static void
test_go_on_while_running (void)
{
  NnTrainingSpec spec = synthetic_spec ();
  g_autoptr (NnSession) session = start (&spec);

  nn_session_run_to (session, 3);
  wait_until (session, get_moment (session, 1) != NULL);
  nn_session_go_on_from (session, get_moment (session, 1));
  wait_for_rest (session);
  wait_until (session, get_update (session) >= 21 || get_update (session) == 1);
  nn_session_run_to (session, 3);
  wait_for_rest (session);
  assert_plain (session, &spec, 21);
  assert_losses (session, 1, 21);
  assert_moments (session, "0 1 3 7 10 14 21 ");
}

static void
test_reset (void)
{
  NnTrainingSpec spec = synthetic_spec ();
  NnTrainingSpec other = spec;
  g_autoptr (NnSession) session = start (&spec);

  nn_session_run_to (session, 2);
  wait_for_rest (session);
  other.network.hidden[0] = 7;
  other.seed = 99;
  nn_session_reset (session, &other);
  g_assert_cmpint (nn_session_get_state (session), ==, NN_STATE_PAUSED);
  g_assert_cmpuint (nn_session_get_spec (session)->seed, ==, 99);
  wait_for_update (session, 0);
  assert_plain (session, &other, 0);
  assert_moments (session, "0 ");
  g_assert_cmpuint (nn_session_get_losses (session)->len, ==, 0);
  g_assert_false (nn_session_get_unsaved (session));
  nn_session_step_epoch (session);
  wait_for_rest (session);
  assert_plain (session, &other, 7);

  g_assert_true (nn_session_undo_reset (session));
  wait_for_update (session, 14);
  assert_plain (session, &spec, 14);
  assert_losses (session, 1, 14);
  g_assert_cmpuint (nn_session_get_spec (session)->seed, ==, 1);
  g_assert_true (nn_session_get_unsaved (session));

  /* In full flight, twice. */
  nn_session_run (session);
  nn_session_reset (session, &other);
  nn_session_reset (session, &spec);
  wait_for_update (session, 0);
  wait_until (session, nn_session_get_live_frame (session)->spec.seed == 1);
  assert_plain (session, &spec, 0);
}

static void
test_open_model (void)
{
  NnTrainingSpec spec = synthetic_spec ();
  g_autoptr (NnTraining) training = NULL;
  g_autoptr (NnSession) session = start (&spec);
  g_autoptr (NnNetwork) network = NULL;
  g_autofree char *sha256 = NULL;
  g_autofree char *expected = NULL;

  spec.network.hidden[0] = 9;
  spec.seed = 4;
  training = nn_training_new (dataset, &spec, NN_BACKEND_REFERENCE, 1);
  for (guint i = 0; i < 14; i++)
    nn_training_step (training, NULL);
  network = nn_network_copy (nn_training_get_network (training));

  /* Of a run on a larger set, that kept more images back than there are here. */
  spec.hold_out = N_TRAIN;
  nn_session_open_model (session, network, &spec, 14, 2);
  g_assert_cmpuint (nn_session_get_spec (session)->hold_out, ==, 0);
  wait_for_update (session, 14);
  expected = nn_network_sha256 (network);
  sha256 = nn_network_sha256 (nn_session_get_live_frame (session)->network);
  g_assert_cmpstr (sha256, ==, expected);
  g_assert_cmpuint (get_place (session)->epoch, ==, 2);
  g_assert_cmpuint (get_place (session)->images, ==, N_TRAIN);
  assert_moments (session, "14 ");
  g_assert_false (nn_session_get_unsaved (session));
  wait_until (session, nn_session_get_live_frame (session)->evaluation != NULL);

  /* Training goes on from there; the loaded network itself is left alone. */
  nn_session_step_epoch (session);
  wait_for_rest (session);
  g_assert_cmpuint (get_update (session), ==, 21);
  assert_moments (session, "14 21 ");
  assert_losses (session, 15, 21);
  g_assert_true (nn_session_get_unsaved (session));
  g_free (sha256);
  sha256 = nn_network_sha256 (network);
  g_assert_cmpstr (sha256, ==, expected);
  g_assert_true (nn_session_undo_reset (session));
  wait_for_update (session, 0);
}

static void
test_open_run (void)
{
  NnTrainingSpec spec = synthetic_spec ();
  g_autoptr (NnSession) first = start (&spec);
  g_autoptr (NnSession) second = NULL;
  NnTrainingSpec other = spec;

  nn_session_run_to (first, 2);
  wait_for_rest (first);

  other.seed = 12;
  second = start (&other);
  nn_session_open_run (second, nn_session_get_moments (first), nn_session_get_epochs (first));
  wait_for_update (second, 14);
  assert_moments (second, "0 1 3 7 10 14 ");
  g_assert_cmpuint (nn_session_get_epochs (second)->len, ==, 2);
  g_assert_cmpuint (nn_session_get_spec (second)->seed, ==, 1);
  nn_session_step_batch (second);
  wait_for_update (second, 15);
  assert_plain (second, &spec, 15);
  /* And from the middle of an epoch, too. */
  nn_session_go_on_from (second, get_moment (second, 10));
  nn_session_step_epoch (second);
  wait_for_update (second, 14);
  wait_for_rest (second);
  assert_plain (second, &spec, 14);
}

static void
test_diverged (void)
{
  NnTrainingSpec spec = synthetic_spec ();
  g_autoptr (NnSession) session = NULL;
  guint64 update;

  spec.hyper = nn_hyper_default (NN_OPTIMIZER_SGD);
  session = start (&spec);
  nn_session_run_to (session, 1);
  wait_for_rest (session);
  spec.hyper.rate = 1e30f;
  nn_session_set_hyper (session, &spec.hyper, spec.batch);
  nn_session_run (session);
  wait_for_rest (session);
  g_assert_cmpint (nn_session_get_state (session), ==, NN_STATE_DIVERGED);
  g_assert_nonnull (nn_session_get_failure (session));
  update = get_update (session);
  g_assert_cmpuint (update, >, 7);
  assert_losses (session, 1, update);
  g_assert_false (isfinite (g_array_index (nn_session_get_losses (session), NnLossPoint,
                                           update - 1).loss));

  /* No going on with weights that are no numbers … */
  nn_session_run (session);
  nn_session_step_batch (session);
  nn_session_step_epoch (session);
  for (guint i = 0; i < 50; i++)
    tick (session);
  g_assert_cmpint (nn_session_get_state (session), ==, NN_STATE_DIVERGED);
  g_assert_cmpuint (get_update (session), ==, update);

  /* … but from the last good moment, and at a better rate. */
  g_assert_nonnull (get_moment (session, 7));
  g_assert_null (get_moment (session, update));
  nn_session_go_on_from (session, get_moment (session, 7));
  wait_for_update (session, 7);
  g_assert_cmpint (nn_session_get_state (session), ==, NN_STATE_PAUSED);
  g_assert_null (nn_session_get_failure (session));
  nn_session_step_epoch (session);
  wait_for_rest (session);
  spec.hyper.rate = nn_hyper_default (NN_OPTIMIZER_SGD).rate;
  assert_plain (session, &spec, 14);
  /* Undo leads back to where it was, failure and all. */
  g_assert_true (nn_session_undo_reset (session));
  wait_for_update (session, update);
  g_assert_cmpint (nn_session_get_state (session), ==, NN_STATE_DIVERGED);
  g_assert_nonnull (nn_session_get_failure (session));
}

/* A rate of a million alone may only silence every unit; with weight decay each
 * update multiplies the weights by ten thousand. */
static void
test_rate_of_a_million (void)
{
  NnTrainingSpec spec = synthetic_spec ();
  g_autoptr (NnSession) session = NULL;

  spec.hyper = nn_hyper_default (NN_OPTIMIZER_MOMENTUM);
  spec.hyper.rate = 1e6f;
  spec.hyper.weight_decay = 0.01f;
  session = start (&spec);
  nn_session_run (session);
  wait_for_rest (session);
  g_assert_cmpint (nn_session_get_state (session), ==, NN_STATE_DIVERGED);
  g_assert_nonnull (get_moment (session, 0));
}

int
main (int   argc,
      char *argv[])
{
  int status;

  g_test_init (&argc, &argv, NULL);
  dataset = synthetic_dataset (N_TRAIN, N_TEST);
  g_test_add_func ("/session/past/look-at", test_look_at);
  g_test_add_func ("/session/past/probe-while-paused", test_probe_while_paused);
  g_test_add_func ("/session/past/go-on-from", test_go_on_from);
  g_test_add_func ("/session/past/go-on-while-running", test_go_on_while_running);
  g_test_add_func ("/session/past/reset", test_reset);
  g_test_add_func ("/session/past/open-model", test_open_model);
  g_test_add_func ("/session/past/open-run", test_open_run);
  g_test_add_func ("/session/past/diverged", test_diverged);
  g_test_add_func ("/session/past/rate-of-a-million", test_rate_of_a_million);
  status = g_test_run ();
  nn_dataset_unref (dataset);
  return status;
}
