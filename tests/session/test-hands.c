/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "session/nn-session-hands.h"

#include <string.h>

#include "drive.h"
#include "session/nn-model-file.h"
#include "synthetic.h"

/* Hands on the network of a session: what is asked for arrives, paused and in full
 * flight, is evaluated, lies in the timeline and in files, and is taken back. */

#define N_TRAIN 100               /* seven updates an epoch */
#define N_TEST 30
#define C1 1
#define C3 3

static NnDataset *dataset;

static NnTrainingSpec
lenet_spec (void)
{
  NnTrainingSpec spec = synthetic_spec ();

  spec.network = (NnNetworkSpec) { .architecture = NN_ARCHITECTURE_LENET };
  return spec;
}

static NnSession *
start (void)
{
  NnTrainingSpec spec = lenet_spec ();

  return nn_session_new (dataset, &spec, nn_backend_best (), 1);
}

static NnFrame *
live (NnSession *session)
{
  return nn_session_get_live_frame (session);
}

static const NnHands *
live_hands (NnSession *session)
{
  return nn_network_get_hands (live (session)->network);
}

static NnFilter
live_filter (NnSession *session,
             int        layer,
             int        map)
{
  NnFilter filter;

  nn_filter_get (&filter, live (session)->network, NULL, layer, map);
  return filter;
}

static NnHands
muted (int layer,
       int map)
{
  NnHands hands = { 0 };

  nn_hands_set_muted (&hands, layer, map, TRUE);
  return hands;
}

/* A plain evaluation of these weights, as the command line makes it. */
static double
loss_of (NnNetwork *network)
{
  g_autoptr (NnEngine) engine = nn_engine_new (nn_network_get_spec (network), nn_backend_best (), 1);
  g_autoptr (NnEvaluation) evaluation
    = nn_evaluation_run (engine, network, dataset->test.pixels, dataset->test.labels,
                         dataset->test.n, NULL, NULL);

  return evaluation->loss;
}

/* While paused, too: frame, evaluation and timeline follow, and nothing is trained. */
static void
test_mute (void)
{
  g_autoptr (NnSession) session = start ();
  NnHands hands = muted (C1, 3);
  double before;
  NnMoment *moment;

  wait_for_update (session, 0);
  wait_until (session, live (session)->evaluation != NULL);
  before = live (session)->evaluation->loss;
  g_assert_false (nn_session_get_unsaved (session));
  g_assert_cmpuint (nn_session_get_edits (session), ==, 0);
  g_assert_false (nn_session_undo_hands (session));

  nn_session_set_hands (session, &hands);
  g_assert_true (nn_hands_is_muted (nn_session_get_hands (session), C1, 3));
  g_assert_cmpuint (nn_session_get_edits (session), ==, 1);
  g_assert_true (nn_session_get_unsaved (session));
  wait_until (session, nn_hands_is_muted (live_hands (session), C1, 3));
  wait_until (session, live (session)->evaluation->loss != before);
  g_assert_cmpfloat (live (session)->evaluation->loss, ==, loss_of (live (session)->network));
  g_assert_cmpuint (get_update (session), ==, 0);
  g_assert_cmpfloat (nn_tensor_abs_max (live (session)->activations->layers[C1]), >, 0);

  assert_moments (session, "0 ");
  moment = get_moment (session, 0);
  g_assert_true (nn_hands_is_muted (nn_network_get_hands (moment->network), C1, 3));

  g_assert_true (nn_session_undo_hands (session));
  wait_until (session, nn_hands_is_empty (live_hands (session)));
  wait_until (session, live (session)->evaluation->loss == before);
  g_assert_cmpuint (nn_session_get_edits (session), ==, 0);
  moment = get_moment (session, 0);
  g_assert_true (nn_hands_is_empty (nn_network_get_hands (moment->network)));
  g_assert_true (nn_session_get_unsaved (session));
  mark_saved (session);
  g_assert_false (nn_session_get_unsaved (session));
}

/* Frozen in a session as in a plain training, and kept by moments gone on from. */
static void
test_freeze (void)
{
  g_autoptr (NnSession) session = start ();
  NnTrainingSpec spec = lenet_spec ();
  g_autoptr (NnTraining) plain = nn_training_new (dataset, &spec, nn_backend_best (), 1);
  g_autofree char *expected = NULL, *found = NULL;
  NnHands hands = { 0 };
  NnFilter first, last, others[16];
  int moved = 0;

  nn_hands_set_frozen (&hands, C3, 4, TRUE);
  nn_training_set_hands (plain, &hands);
  for (int i = 0; i < 7; i++)
    nn_training_step (plain, NULL);

  wait_for_update (session, 0);
  first = live_filter (session, C3, 4);
  for (int map = 0; map < 16; map++)
    others[map] = live_filter (session, C3, map);
  nn_session_set_hands (session, &hands);
  nn_session_step_epoch (session);
  wait_for_update (session, 7);
  wait_for_rest (session);
  last = live_filter (session, C3, 4);
  g_assert_cmpmem (&last, sizeof last, &first, sizeof first);
  for (int map = 0; map < 16; map++)
    {
      last = live_filter (session, C3, map);
      moved += memcmp (&last, &others[map], sizeof last) != 0;
    }
  g_assert_cmpint (moved, >, 3);
  expected = nn_network_sha256 (nn_training_get_network (plain));
  found = nn_network_sha256 (live (session)->network);
  g_assert_cmpstr (found, ==, expected);

  nn_session_go_on_from (session, get_moment (session, 3));
  wait_for_update (session, 3);
  g_assert_true (nn_hands_is_frozen (live_hands (session), C3, 4));
  wait_until (session, nn_hands_is_frozen (nn_session_get_hands (session), C3, 4));
  g_assert_cmpuint (nn_session_get_edits (session), ==, 0);
}

/* A stroke of many changes is one step back; what comes back is there to the bit. */
static void
test_draw (void)
{
  g_autoptr (NnSession) session = start ();
  g_autofree char *before = NULL, *after = NULL;
  float weights[25] = { 0 };
  NnFilter old, drawn;

  nn_session_step_batch (session);
  wait_for_update (session, 1);
  before = describe (session);
  old = live_filter (session, C1, 2);
  for (int i = 0; i < 5; i++)
    {
      weights[i] = 0.5f;
      nn_session_set_filter (session, C1, 2, weights, 25, i > 0);
    }
  g_assert_cmpuint (nn_session_get_edits (session), ==, 1);
  wait_until (session, live_filter (session, C1, 2).weights[4] == 0.5f);
  drawn = live_filter (session, C1, 2);
  g_assert_cmpmem (drawn.weights, sizeof weights, weights, sizeof weights);
  g_assert_cmpfloat (drawn.bias, ==, old.bias);

  nn_session_set_filter (session, C1, 2, weights, 25, FALSE);
  weights[7] = 1;
  nn_session_set_filter (session, C3, 2, weights, 25, FALSE);   /* not of this size: nothing */
  wait_until (session, nn_session_get_edits (session) == 2);
  nn_session_undo_hands (session);
  nn_session_undo_hands (session);
  wait_until (session, live_filter (session, C1, 2).weights[4] == old.weights[4]);
  wait_until (session, nn_session_get_edits (session) == 0);
  after = describe (session);
  g_assert_cmpstr (after, ==, before);

  /* The optimizer's state has come back, too. */
  nn_session_step_batch (session);
  wait_for_update (session, 2);
  {
    NnTrainingSpec spec = lenet_spec ();
    g_autoptr (NnTraining) plain = nn_training_new (dataset, &spec, nn_backend_best (), 1);
    g_autofree char *expected = NULL, *found = nn_network_sha256 (live (session)->network);

    nn_training_step (plain, NULL);
    nn_training_step (plain, NULL);
    expected = nn_network_sha256 (nn_training_get_network (plain));
    g_assert_cmpstr (found, ==, expected);
  }
}

static void
test_running (void)
{
  g_autoptr (NnSession) session = start ();
  NnHands hands = muted (C3, 0);

  nn_session_set_target (session, 1000);
  nn_session_run (session);
  wait_until (session, get_place (session) != NULL && get_update (session) >= 10);
  nn_session_set_hands (session, &hands);
  wait_until (session, nn_hands_is_muted (live_hands (session), C3, 0));
  nn_session_pause (session);
  wait_for_rest (session);
  g_assert_true (nn_hands_is_muted (live_hands (session), C3, 0));
  wait_until (session, live (session)->evaluation_update == get_update (session));
  g_assert_cmpfloat (live (session)->evaluation->loss, ==, loss_of (live (session)->network));
}

/* A network without maps has nothing to put a hand on. */
static void
test_rival (void)
{
  NnTrainingSpec spec = synthetic_spec ();
  g_autoptr (NnSession) session = nn_session_new (dataset, &spec, NN_BACKEND_REFERENCE, 1);
  NnHands hands = muted (C1, 0);

  wait_for_update (session, 0);
  nn_session_set_hands (session, &hands);
  wait_until (session, nn_hands_is_empty (nn_session_get_hands (session)));
  g_assert_cmpuint (nn_session_get_edits (session), ==, 0);
}

static NnMoment *
capture (NnTraining *training,
         int         layer,
         int         map)
{
  NnHands hands = muted (layer, map);

  nn_hands_set_frozen (&hands, C3, 15, TRUE);
  nn_training_set_hands (training, &hands);
  return nn_training_capture (training, NULL);
}

static void
test_files (void)
{
  NnTrainingSpec spec = lenet_spec ();
  g_autoptr (NnTraining) training = nn_training_new (dataset, &spec, nn_backend_best (), 1);
  g_autoptr (GPtrArray) moments = g_ptr_array_new_with_free_func ((GDestroyNotify) nn_moment_unref);
  g_autoptr (GPtrArray) read_moments = NULL;
  g_autoptr (GArray) curve = g_array_new (FALSE, FALSE, sizeof (NnEpochPoint)), read_curve = NULL;
  g_autoptr (GBytes) plain = nn_model_serialize (nn_training_get_network (training), &spec,
                                                 nn_training_get_place (training));
  g_autoptr (GBytes) model = NULL, run = NULL, again = NULL;
  g_autoptr (NnNetwork) read = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_null (g_strstr_len (g_bytes_get_data (plain, NULL), 4000, "muted"));
  g_assert_null (g_strstr_len (g_bytes_get_data (plain, NULL), 4000, "frozen"));
  g_ptr_array_add (moments, capture (training, C1, 5));
  nn_training_step (training, NULL);
  g_ptr_array_add (moments, capture (training, C3, 1));

  model = nn_model_serialize (nn_training_get_network (training), &spec,
                              nn_training_get_place (training));
  read = nn_model_parse (model, "model", NULL, &error);
  g_assert_no_error (error);
  g_assert_true (nn_hands_equal (nn_network_get_hands (read),
                                 nn_network_get_hands (nn_training_get_network (training))));

  run = nn_run_serialize (moments, curve);
  g_assert_true (nn_run_parse (run, "run", &read_moments, &read_curve, &error));
  g_assert_no_error (error);
  for (guint i = 0; i < 2; i++)
    {
      const NnMoment *a = g_ptr_array_index (moments, i), *b = g_ptr_array_index (read_moments, i);

      g_assert_true (nn_hands_equal (nn_network_get_hands (a->network),
                                     nn_network_get_hands (b->network)));
      g_assert_true (nn_hands_is_frozen (nn_network_get_hands (b->network), C3, 15));
    }
  again = nn_run_serialize (read_moments, read_curve);
  g_assert_true (g_bytes_equal (run, again));
}

int
main (int   argc,
      char *argv[])
{
  int status;

  g_test_init (&argc, &argv, NULL);
  dataset = synthetic_dataset (N_TRAIN, N_TEST);
  g_test_add_func ("/session/hands/mute", test_mute);
  g_test_add_func ("/session/hands/freeze", test_freeze);
  g_test_add_func ("/session/hands/draw", test_draw);
  g_test_add_func ("/session/hands/running", test_running);
  g_test_add_func ("/session/hands/rival", test_rival);
  g_test_add_func ("/session/hands/files", test_files);
  status = g_test_run ();
  nn_dataset_unref (dataset);
  return status;
}
