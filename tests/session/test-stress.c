/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/nn-rng.h"
#include "drive.h"
#include "synthetic.h"

/* Commands in any order, at any time: what can be seen is consistent at every
 * tick, and in the end a run gives the weights it always gives. */
#define N_COMMANDS 600
#define N_SEEDS 4

static NnDataset *dataset;

static void
assert_consistent (NnSession *session)
{
  GArray *losses = nn_session_get_losses (session);
  GPtrArray *moments = nn_session_get_moments (session);
  GArray *epochs = nn_session_get_epochs (session);
  NnFrame *live = nn_session_get_live_frame (session);
  NnMoment *looked_at = nn_session_get_looked_at (session);

  if (live == NULL)
    return;
  for (guint i = 1; i < losses->len; i++)
    g_assert_cmpuint (g_array_index (losses, NnLossPoint, i).update, ==,
                      g_array_index (losses, NnLossPoint, i - 1).update + 1);
  if (losses->len > 0)
    g_assert_cmpuint (g_array_index (losses, NnLossPoint, losses->len - 1).update, ==,
                      live->place.update);
  for (guint i = 1; i < epochs->len; i++)
    g_assert_cmpuint (g_array_index (epochs, NnEpochPoint, i).epoch, ==,
                      g_array_index (epochs, NnEpochPoint, i - 1).epoch + 1);
  for (guint i = 0; i < moments->len; i++)
    {
      const NnMoment *moment = g_ptr_array_index (moments, i);

      g_assert_cmpuint (moment->place.update, <=, live->place.update);
      if (i > 0)
        g_assert_cmpuint (moment->place.update, >,
                          ((NnMoment *) g_ptr_array_index (moments, i - 1))->place.update);
    }
  g_assert_true (live->evaluation == NULL || live->evaluation_update <= live->place.update);
  if (looked_at != NULL)
    g_assert_true (g_ptr_array_find (moments, looked_at, NULL));
  else
    g_assert_true (nn_session_get_frame (session) == live);
}

static NnMoment *
any_moment (NnSession *session,
            NnRng     *rng)
{
  GPtrArray *moments = nn_session_get_moments (session);

  return moments->len > 0 ? g_ptr_array_index (moments, nn_rng_below (rng, moments->len)) : NULL;
}

static void
set_any_hyper (NnSession *session,
               NnRng     *rng)
{
  NnHyper hyper = nn_hyper_default ((NnOptimizerKind) nn_rng_below (rng, 3));

  if (nn_rng_below (rng, 10) == 0)
    hyper.rate = 1e30f;
  nn_session_set_hyper (session, &hyper, 1 + (guint) nn_rng_below (rng, 40));
}

static void
reset_anyhow (NnSession *session,
              NnRng     *rng)
{
  NnTrainingSpec spec = synthetic_spec ();

  spec.seed = nn_rng_below (rng, 5);
  spec.hold_out = nn_rng_below (rng, 2) ? 10 : 0;
  spec.network.hidden[0] = 5 + (int) nn_rng_below (rng, 3);
  nn_session_reset (session, &spec);
}

static void
open_anything (NnSession *session,
               NnRng     *rng)
{
  NnMoment *moment = any_moment (session, rng);

  if (moment == NULL)
    return;
  if (nn_rng_below (rng, 2))
    nn_session_open_run (session, nn_session_get_moments (session),
                         nn_session_get_epochs (session));
  else
    nn_session_open_model (session, moment->network, &moment->spec, moment->place.update,
                           moment->place.epoch);
}

static void
do_anything (NnSession *session,
             NnRng     *rng)
{
  g_autoptr (NnProbe) probe = nn_probe_new_test (dataset, (guint) nn_rng_below (rng, 30));
  NnMoment *moment = any_moment (session, rng);

  switch (nn_rng_below (rng, 16))
    {
    case 0:
    case 1:
      nn_session_run (session);
      break;
    case 2:
      nn_session_pause (session);
      break;
    case 3:
      nn_session_step_batch (session);
      break;
    case 4:
      nn_session_step_epoch (session);
      break;
    case 5:
      nn_session_run_to (session, 1 + (guint) nn_rng_below (rng, 6));
      break;
    case 6:
      reset_anyhow (session, rng);
      break;
    case 7:
      nn_session_undo_reset (session);
      break;
    case 8:
      if (moment != NULL)
        nn_session_go_on_from (session, moment);
      break;
    case 9:
      set_any_hyper (session, rng);
      break;
    case 10:
      nn_session_set_pace (session, nn_rng_below (rng, 2) ? 0 : 2000, nn_rng_below (rng, 30));
      break;
    case 11:
    case 12:
      nn_session_set_probe (session, probe);
      break;
    case 13:
      nn_session_look_at (session, nn_rng_below (rng, 3) ? moment : NULL);
      break;
    case 14:
      nn_session_set_target (session, 1 + (guint) nn_rng_below (rng, 8));
      break;
    case 15:
      open_anything (session, rng);
      break;
    default:
      g_assert_not_reached ();
    }
}

static void
stress (guint64   seed,
        NnBackend backend,
        int       n_threads)
{
  NnTrainingSpec spec = synthetic_spec ();
  g_autoptr (NnSession) session = nn_session_new (dataset, &spec, backend, n_threads);
  g_autoptr (NnTraining) training = nn_training_new (dataset, &spec, backend, 1);
  g_autofree char *state = NULL;
  g_autofree char *expected = NULL;
  NnRng rng;

  nn_rng_init (&rng, seed, NN_STREAM_EXPERIMENTS, 0);
  for (guint i = 0; i < N_COMMANDS; i++)
    {
      do_anything (session, &rng);
      for (guint64 ticks = nn_rng_below (&rng, 3); ticks > 0; ticks--)
        {
          tick (session);
          assert_consistent (session);
        }
    }

  nn_session_set_pace (session, 0, 0);
  nn_session_reset (session, &spec);
  nn_session_run_to (session, 2);
  wait_for_rest (session);
  assert_consistent (session);
  while (nn_training_get_place (training)->epoch < 2)
    nn_training_step (training, NULL);
  expected = describe_state (nn_training_get_network (training),
                             nn_training_get_place (training));
  state = describe (session);
  g_assert_cmpstr (state, ==, expected);
  wait_until (session, nn_session_get_frame (session)->probe == nn_session_get_probe (session));
}

static void
test_reference (void)
{
  for (guint64 seed = 1; seed <= N_SEEDS; seed++)
    stress (seed, NN_BACKEND_REFERENCE, 1);
}

static void
test_lanes (void)
{
  for (guint64 seed = 1; seed <= N_SEEDS; seed++)
    stress (100 + seed, nn_backend_best (), 2);
}

int
main (int   argc,
      char *argv[])
{
  int status;

  g_test_init (&argc, &argv, NULL);
  dataset = synthetic_dataset (100, 30);
  g_test_add_func ("/session/stress/reference", test_reference);
  g_test_add_func ("/session/stress/lanes", test_lanes);
  status = g_test_run ();
  nn_dataset_unref (dataset);
  return status;
}
