/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "session/nn-session-hands.h"
#include "session/nn-session-weight.h"

#include "datasets/nn-batcher.h"
#include "drive.h"
#include "synthetic.h"

/* One update of one weight, as the session hands it over. */
#define N_TRAIN 100
#define N_TEST 30
#define BATCH 16

static NnDataset *dataset;

static NnSession *
start (const NnTrainingSpec *spec)
{
  NnSession *session = nn_session_new (dataset, spec, nn_backend_best (), 2);

  wait_until (session, nn_session_get_live_frame (session) != NULL);
  return session;
}

static NnTrainingSpec
lenet_spec (NnOptimizerKind kind)
{
  NnTrainingSpec spec = nn_training_spec_default ();

  spec.batch = BATCH;
  spec.hyper = nn_hyper_default (kind);
  return spec;
}

static float
live_weight (NnSession          *session,
             const NnWeightSpec *spec)
{
  g_autoptr (NnTensor) tensor = nn_network_get_tensor (
    nn_session_get_live_frame (session)->network, spec->parameter);

  return nn_tensor_get_data (tensor)[spec->index];
}

static NnWeightLook *
get_look (NnSession *session)
{
  return nn_session_get_weight_look (session);
}

/* The look of this very update. */
static NnWeightLook *
wait_for_look (NnSession          *session,
               guint64             update,
               const NnWeightSpec *spec)
{
  wait_for_update (session, update);
  wait_until (session, get_look (session) != NULL
                       && get_look (session)->batch->before->place.update + 1 == update
                       && nn_weight_spec_equal (&get_look (session)->spec, spec));
  return get_look (session);
}

/* From step to step: old and new weight are the trainer's to the bit, the images those of
 * the batch, and each state goes on where the one before has ended. */
static void
check_steps (const NnTrainingSpec *training,
             const NnWeightSpec   *spec)
{
  g_autoptr (NnSession) session = start (training);
  g_autoptr (NnBatcher) batcher = nn_batcher_new (N_TRAIN, 0, training->seed);
  float weight = live_weight (session, spec), first = 0, second = 0;

  nn_session_set_weight (session, spec);
  for (guint64 update = 1; update <= 9; update++)
    {
      const guint32 *order = nn_batcher_get_order (batcher, update <= 7 ? 1 : 2)
                             + (update - 1) % 7 * BATCH;
      const NnWeightLook *look;

      nn_session_step_batch (session);
      look = wait_for_look (session, update, spec);
      g_assert_cmpint (look->step->n, ==, update % 7 == 0 ? N_TRAIN % BATCH : BATCH);
      for (int i = 0; i < look->step->n; i++)
        g_assert_cmpuint (look->step->shares[i].image, ==, order[i]);
      g_assert_cmpfloat (look->step->w, ==, weight);
      g_assert_cmpfloat (look->step->first, ==, first);
      g_assert_cmpfloat (look->step->second, ==, second);
      weight = live_weight (session, spec);
      g_assert_cmpfloat (look->step->new_w, ==, weight);
      first = look->step->new_first;
      second = look->step->new_second;
    }
}

static void
test_steps (void)
{
  const NnWeightSpec weights[] = { { 0, 37, -1 }, { 2, 1234, -1 }, { 8, 99, -1 } };

  for (int kind = NN_OPTIMIZER_SGD; kind <= NN_OPTIMIZER_ADAM; kind++)
    for (guint i = 0; i < G_N_ELEMENTS (weights); i++)
      {
        NnTrainingSpec spec = lenet_spec (kind);

        spec.hyper.weight_decay = i == 1 ? 0.01f : 0;
        spec.hyper.rms_clip = i == 0 ? 0.2f : 0;
        check_steps (&spec, &weights[i]);
      }
}

/* The hyper-parameters are those in force when the batch was trained. */
static void
test_hyper (void)
{
  const NnTrainingSpec spec = lenet_spec (NN_OPTIMIZER_ADAM);
  const NnWeightSpec weight = { 0, 3, -1 };
  NnHyper hyper = nn_hyper_default (NN_OPTIMIZER_MOMENTUM);
  g_autoptr (NnSession) session = start (&spec);
  const NnWeightLook *look;

  nn_session_set_weight (session, &weight);
  hyper.rate = 0.5f;
  nn_session_set_hyper (session, &hyper, 5);
  nn_session_step_batch (session);
  hyper.rate = 0.25f;
  nn_session_set_hyper (session, &hyper, 7);
  look = wait_for_look (session, 1, &weight);
  g_assert_cmpint (look->step->n, ==, 5);
  g_assert_cmpfloat (look->step->hyper.rate, ==, 0.5f);
  g_assert_cmpfloat (look->step->new_w, ==, live_weight (session, &weight));
}

/* An image taken apart: its positions make its share. */
static void
test_image (void)
{
  const NnTrainingSpec spec = lenet_spec (NN_OPTIMIZER_SGD);
  NnWeightSpec weight = { 2, 700, -1 };
  g_autoptr (NnSession) session = start (&spec);
  const NnWeightLook *look;
  double share = 0;

  nn_session_set_weight (session, &weight);
  nn_session_step_batch (session);
  look = wait_for_look (session, 1, &weight);
  g_assert_null (look->uses);
  weight.image = 11;
  nn_session_set_weight (session, &weight);
  look = wait_for_look (session, 1, &weight);
  g_assert_cmpint (look->height, ==, 10);
  g_assert_cmpint (look->width, ==, 10);
  for (int i = 0; i < 100; i++)
    share += look->uses[i].product;
  g_assert_cmpfloat (share, ==, look->step->shares[11].share);

  /* More than the batch has: none; a parameter that is none: no look. */
  weight.image = 16;
  nn_session_set_weight (session, &weight);
  wait_until (session, get_look (session) != NULL && get_look (session)->spec.image == -1);
  g_assert_null (get_look (session)->uses);
  weight.index = 2400;
  nn_session_set_weight (session, &weight);
  g_assert_null (get_look (session));
}

/* There is none but right after a single step, and for that state wherever it is seen. */
static void
test_only_after_a_step (void)
{
  const NnTrainingSpec spec = lenet_spec (NN_OPTIMIZER_ADAM);
  const NnWeightSpec weight = { 0, 12, -1 }, none = { -1, 0, -1 };
  g_autoptr (NnSession) session = start (&spec);
  NnHands hands = { { 0 } };

  nn_session_set_weight (session, &weight);
  nn_session_step_epoch (session);
  wait_for_rest (session);
  wait_for_quiet (session);
  g_assert_null (nn_session_get_batch_step (session));
  g_assert_null (get_look (session));

  /* Update 10 is a moment of the timeline: looked at, it is the same state. */
  for (guint64 update = 8; update <= 10; update++)
    {
      nn_session_step_batch (session);
      wait_for_look (session, update, &weight);
    }
  nn_session_look_at (session, get_moment (session, 7));
  wait_until (session, nn_session_get_frame (session)->place.update == 7);
  g_assert_null (nn_session_get_batch_step (session));
  g_assert_null (get_look (session));
  nn_session_look_at (session, get_moment (session, 10));
  wait_for_look (session, 10, &weight);
  nn_session_look_at (session, NULL);
  wait_for_look (session, 10, &weight);

  nn_session_set_weight (session, &none);
  g_assert_null (get_look (session));
  g_assert_nonnull (nn_session_get_batch_step (session));
  nn_session_set_weight (session, &weight);
  wait_for_look (session, 10, &weight);

  /* Another run, and back. */
  nn_session_reset (session, &spec);
  wait_for_update (session, 0);
  wait_until (session, get_look (session) == NULL);
  g_assert_true (nn_session_undo_reset (session));
  wait_for_look (session, 10, &weight);

  /* A hand makes other weights of them; a frozen filter says so at the next step. */
  nn_hands_set_frozen (&hands, 1, 0, TRUE);
  nn_session_set_hands (session, &hands);
  wait_until (session, get_look (session) == NULL);
  nn_session_step_batch (session);
  g_assert_true (wait_for_look (session, 11, &weight)->step->held);
  g_assert_cmpfloat (get_look (session)->step->new_w, ==, get_look (session)->step->w);

  nn_session_run (session);
  wait_until (session, get_look (session) == NULL);
  nn_session_pause (session);
}

/* Closed while the viewer works. */
static void
test_dispose (void)
{
  const NnTrainingSpec spec = lenet_spec (NN_OPTIMIZER_ADAM);

  for (int i = 0; i < 10; i++)
    {
      const NnWeightSpec weight = { 0, (gsize) i, i % 3 };
      NnSession *session = start (&spec);

      nn_session_set_weight (session, &weight);
      nn_session_step_batch (session);
      wait_for_update (session, 1);
      g_assert_finalize_object (session);
    }
}

int
main (int    argc,
      char **argv)
{
  int result;

  g_test_init (&argc, &argv, NULL);
  dataset = synthetic_dataset (N_TRAIN, N_TEST);
  g_test_add_func ("/weight/steps", test_steps);
  g_test_add_func ("/weight/hyper", test_hyper);
  g_test_add_func ("/weight/image", test_image);
  g_test_add_func ("/weight/only-after-a-step", test_only_after_a_step);
  g_test_add_func ("/weight/dispose", test_dispose);
  result = g_test_run ();
  nn_dataset_unref (dataset);
  return result;
}
