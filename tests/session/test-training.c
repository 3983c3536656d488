/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "session/nn-training.h"

#include <math.h>

#include "datasets/nn-batcher.h"
#include "synthetic.h"

/* 100 images in batches of 16: seven updates an epoch, the last one of four images. */
#define N_TRAIN 100
#define N_TEST 30

static NnDataset *dataset;

static NnTraining *
start (const NnTrainingSpec *spec)
{
  return nn_training_new (dataset, spec, NN_BACKEND_REFERENCE, 1);
}

static char *
describe (NnTraining *training)
{
  return describe_state (nn_training_get_network (training), nn_training_get_place (training));
}

static void
steps (NnTraining *training,
       guint       n)
{
  for (guint i = 0; i < n; i++)
    nn_training_step (training, NULL);
}

static void
assert_equal_states (NnTraining *a,
                     NnTraining *b)
{
  g_autofree char *state_a = describe (a);
  g_autofree char *state_b = describe (b);

  g_assert_cmpstr (state_a, ==, state_b);
  g_assert_cmpfloat (nn_training_get_place (a)->running_loss, ==,
                     nn_training_get_place (b)->running_loss);
  g_assert_cmpfloat (nn_training_get_place (a)->running_accuracy, ==,
                     nn_training_get_place (b)->running_accuracy);
}

static void
test_place (void)
{
  NnTrainingSpec spec = synthetic_spec ();
  g_autoptr (NnTraining) training = start (&spec);
  const NnPlace *place = nn_training_get_place (training);
  double loss_sum = 0;
  int correct = 0;

  g_assert_cmpuint (place->images, ==, N_TRAIN);
  g_assert_cmpuint (place->batch, ==, 0);
  g_assert_cmpuint (place->batches, ==, 7);
  for (guint i = 1; i <= 7; i++)
    {
      NnBatchResult result;
      guint n = i < 7 ? 16 : 4;
      gboolean ended = nn_training_step (training, &result);

      loss_sum += result.loss * n;
      correct += result.correct;
      g_assert_cmpint (ended, ==, i == 7);
      g_assert_cmpuint (place->update, ==, i);
      g_assert_cmpuint (place->epoch, ==, i == 7);
      g_assert_cmpuint (place->position, ==, i < 7 ? 16 * i : 0);
      g_assert_cmpuint (place->batch, ==, i < 7 ? i : 0);
      g_assert_cmpuint (place->batches, ==, 7);
    }
  g_assert_cmpfloat (place->running_loss, ==, loss_sum / N_TRAIN);
  g_assert_cmpfloat (place->running_accuracy, ==, (double) correct / N_TRAIN);

  /* The next epoch's means start anew. */
  {
    NnBatchResult result;

    nn_training_step (training, &result);
    g_assert_cmpfloat (place->running_loss, ==, result.loss * 16 / 16);
  }
}

/* The batches are those of the batcher, in its order. */
static void
test_order (void)
{
  NnTrainingSpec spec = synthetic_spec ();
  g_autoptr (NnTraining) training = start (&spec);
  g_autoptr (NnBatcher) batcher = nn_batcher_new (N_TRAIN, 0, spec.seed);
  g_autoptr (NnEngine) engine = nn_engine_new (&spec.network, NN_BACKEND_REFERENCE, 1);
  g_autoptr (NnNetwork) network = nn_network_new (&spec.network);
  g_autoptr (NnOptimizer) optimizer = nn_optimizer_new (network);
  g_autofree char *sha256 = NULL;
  g_autofree char *expected = NULL;

  nn_network_init_glorot (network, spec.seed);
  for (guint epoch = 1; epoch <= 2; epoch++)
    {
      const guint32 *order = nn_batcher_get_order (batcher, epoch);

      for (guint first = 0; first < N_TRAIN; first += 16)
        nn_engine_train_batch (engine, network, optimizer, &spec.hyper, dataset->train.pixels,
                               dataset->train.labels, order + first, MIN (16, N_TRAIN - (int) first));
    }
  steps (training, 14);
  expected = nn_network_sha256 (network);
  sha256 = nn_network_sha256 (nn_training_get_network (training));
  g_assert_cmpstr (sha256, ==, expected);
}

/* Every kind of optimizer, stopped at every place of two epochs, with and without hold-out. */
static void
test_restore (void)
{
  for (int kind = NN_OPTIMIZER_SGD; kind <= NN_OPTIMIZER_ADAM; kind++)
    for (guint stop = 0; stop <= 14; stop += 3)
      {
        NnTrainingSpec spec = synthetic_spec ();
        g_autoptr (NnTraining) through = NULL;
        g_autoptr (NnTraining) resumed = NULL;
        g_autoptr (NnMoment) moment = NULL;

        spec.hyper = nn_hyper_default (kind);
        spec.hyper.weight_decay = 0.001f;
        spec.hold_out = stop % 2 ? 10 : 0;
        spec.seed = 7;
        through = start (&spec);
        steps (through, stop);
        moment = nn_training_capture (through, NULL);
        steps (through, 20 - stop);

        /* From another seed, so that nothing is right by chance. */
        spec.seed = 8;
        spec.hyper = nn_hyper_default (NN_OPTIMIZER_ADAM);
        spec.hold_out = 0;
        resumed = start (&spec);
        steps (resumed, 5);
        nn_training_restore (resumed, moment);
        steps (resumed, 20 - stop);
        assert_equal_states (through, resumed);
      }
}

/* A captured moment does not change when training goes on. */
static void
test_moment_is_immutable (void)
{
  NnTrainingSpec spec = synthetic_spec ();
  g_autoptr (NnTraining) training = start (&spec);
  g_autoptr (NnMoment) moment = NULL;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;

  steps (training, 3);
  moment = nn_training_capture (training, NULL);
  before = describe_state (moment->network, &moment->place);
  steps (training, 3);
  after = describe_state (moment->network, &moment->place);
  g_assert_cmpstr (before, ==, after);
}

/* Another batch size in the middle of an epoch: the other images keep their order. */
static void
test_batch_change (void)
{
  NnTrainingSpec spec = synthetic_spec ();
  g_autoptr (NnTraining) training = start (&spec);
  g_autoptr (NnBatcher) batcher = nn_batcher_new (N_TRAIN, 0, spec.seed);
  g_autoptr (NnEngine) engine = nn_engine_new (&spec.network, NN_BACKEND_REFERENCE, 1);
  g_autoptr (NnNetwork) network = nn_network_new (&spec.network);
  g_autoptr (NnOptimizer) optimizer = nn_optimizer_new (network);
  const guint32 *order = nn_batcher_get_order (batcher, 1);
  static const struct { guint first, n; } batches[] = {
    { 0, 16 }, { 16, 16 }, { 32, 30 }, { 62, 30 }, { 92, 8 },
  };
  const NnPlace *place = nn_training_get_place (training);
  g_autofree char *sha256 = NULL;
  g_autofree char *expected = NULL;

  nn_network_init_glorot (network, spec.seed);
  for (gsize i = 0; i < G_N_ELEMENTS (batches); i++)
    nn_engine_train_batch (engine, network, optimizer, &spec.hyper, dataset->train.pixels,
                           dataset->train.labels, order + batches[i].first, (int) batches[i].n);

  steps (training, 2);
  nn_training_set_batch (training, 30);
  g_assert_cmpuint (place->position, ==, 32);
  g_assert_cmpuint (place->batch, ==, 2);
  g_assert_cmpuint (place->batches, ==, 5);
  g_assert_false (nn_training_step (training, NULL));
  g_assert_false (nn_training_step (training, NULL));
  g_assert_true (nn_training_step (training, NULL));
  expected = nn_network_sha256 (network);
  sha256 = nn_network_sha256 (nn_training_get_network (training));
  g_assert_cmpstr (sha256, ==, expected);
}

static void
test_hyper_change (void)
{
  NnTrainingSpec spec = synthetic_spec ();
  g_autoptr (NnTraining) changed = start (&spec);
  g_autoptr (NnTraining) straight = NULL;
  NnHyper sgd = nn_hyper_default (NN_OPTIMIZER_SGD);

  /* Changed before the first batch: as if it had always been so. */
  nn_training_set_hyper (changed, &sgd);
  steps (changed, 5);
  spec.hyper = sgd;
  straight = start (&spec);
  steps (straight, 5);
  assert_equal_states (changed, straight);

  /* Then it has an effect, from the next batch on. */
  sgd.rate *= 2;
  nn_training_set_hyper (changed, &sgd);
  assert_equal_states (changed, straight);
  steps (changed, 1);
  steps (straight, 1);
  {
    g_autofree char *a = describe (changed);
    g_autofree char *b = describe (straight);

    g_assert_cmpstr (a, !=, b);
  }
}

static void
test_moments (void)
{
  NnTrainingSpec spec = synthetic_spec ();
  g_autoptr (NnTraining) training = NULL;
  g_autoptr (GString) kept = g_string_new (NULL);

  spec.batch = 1;
  training = start (&spec);
  for (guint update = 0; update <= 310; update++)
    {
      if (nn_training_is_moment (training))
        g_string_append_printf (kept, "%u ", update);
      nn_training_step (training, NULL);
    }
  g_assert_cmpstr (kept->str, ==, "0 1 3 10 30 100 200 300 ");
}

static gboolean
never_cb (gpointer data)
{
  (*(guint *) data)++;
  return FALSE;
}

static gboolean
at_once_cb (gpointer data)
{
  return TRUE;
}

static void
test_evaluation (void)
{
  NnTrainingSpec spec = synthetic_spec ();
  g_autoptr (NnTraining) training = NULL;
  g_autoptr (NnEvaluation) test = NULL;
  g_autoptr (NnEvaluation) held_out = NULL;
  NnEpochPoint point;
  guint asked = 0;

  spec.hold_out = 20;
  training = start (&spec);
  g_assert_cmpuint (nn_training_get_place (training)->images, ==, 80);
  while (nn_training_get_place (training)->epoch < 30)
    steps (training, 1);
  g_assert_null (nn_training_evaluate (training, at_once_cb, NULL));
  test = nn_training_evaluate (training, never_cb, &asked);
  g_assert_cmpuint (asked, >, 0);
  held_out = nn_training_evaluate_held_out (training);
  g_assert_cmpuint (test->n, ==, N_TEST);
  g_assert_cmpuint (held_out->n, ==, 20);
  g_assert_cmpuint (test->correct, >=, N_TEST * 8 / 10);
  g_assert_cmpuint (held_out->correct, >=, 16);

  point = nn_training_epoch_point (training, test, held_out, 1.5);
  g_assert_cmpuint (point.epoch, ==, 30);
  g_assert_cmpuint (point.update, ==, 150);
  g_assert_cmpfloat (point.test_accuracy, ==, test->correct / (double) N_TEST);
  g_assert_cmpfloat (point.test_loss, ==, test->loss);
  g_assert_cmpfloat (point.hold_out_accuracy, ==, held_out->correct / 20.0);
  g_assert_cmpfloat (point.train_loss, ==, nn_training_get_place (training)->running_loss);
  g_assert_cmpfloat (point.seconds, ==, 1.5);
  point = nn_training_epoch_point (training, test, NULL, 1.5);
  g_assert_true (isnan (point.hold_out_loss) && isnan (point.hold_out_accuracy));
}

/* A moment from a file may say what this data cannot give. */
static void
test_foreign_moment (void)
{
  NnTrainingSpec spec = synthetic_spec ();
  g_autoptr (NnTraining) training = start (&spec);
  NnNetwork *network = nn_network_copy (nn_training_get_network (training));
  NnTrainingSpec foreign = spec;
  NnPlace place = { .update = 9000, .epoch = 3, .position = 50000, .images = 60000 };
  g_autoptr (NnMoment) moment = NULL;

  foreign.hold_out = 5000;
  foreign.batch = 0;
  moment = nn_moment_new (network, nn_optimizer_new (network), &foreign, &place, NULL);
  nn_training_restore (training, moment);
  g_assert_cmpuint (nn_training_get_spec (training)->hold_out, ==, 0);
  g_assert_cmpuint (nn_training_get_spec (training)->batch, ==, 1);
  g_assert_cmpuint (nn_training_get_place (training)->position, ==, 0);
  g_assert_cmpuint (nn_training_get_place (training)->images, ==, N_TRAIN);
  g_assert_false (nn_training_step (training, NULL));
  g_assert_cmpuint (nn_training_get_place (training)->update, ==, 9001);
}

int
main (int   argc,
      char *argv[])
{
  int status;

  g_test_init (&argc, &argv, NULL);
  dataset = synthetic_dataset (N_TRAIN, N_TEST);
  g_test_add_func ("/session/training/place", test_place);
  g_test_add_func ("/session/training/order", test_order);
  g_test_add_func ("/session/training/restore", test_restore);
  g_test_add_func ("/session/training/moment-is-immutable", test_moment_is_immutable);
  g_test_add_func ("/session/training/batch-change", test_batch_change);
  g_test_add_func ("/session/training/hyper-change", test_hyper_change);
  g_test_add_func ("/session/training/moments", test_moments);
  g_test_add_func ("/session/training/evaluation", test_evaluation);
  g_test_add_func ("/session/training/foreign-moment", test_foreign_moment);
  status = g_test_run ();
  nn_dataset_unref (dataset);
  return status;
}
