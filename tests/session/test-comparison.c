/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "session/nn-comparison.h"

#include <math.h>
#include <string.h>

#include "datasets/nn-variation.h"
#include "synthetic.h"

#define N_TRAIN 140               /* batches of 64: 64, 64, 12 */
#define N_TEST 50
#define EPOCHS 2

static NnDataset *dataset;

static NnComparison *
make (NnExperiment experiment)
{
  NnComparisonSpec spec = { nn_training_spec_default (), EPOCHS, experiment };

  spec.training.seed = 7;
  return nn_comparison_new (dataset, &spec);
}

static gboolean
count_cb (const NnPlace *place,
          gpointer       data)
{
  guint64 *ticks = data;

  g_assert_cmpuint (place->update, ==, *ticks);
  ++*ticks;
  return TRUE;
}

/* As many heats as asked for, each counted to its last update. */
static void
add_heats (NnComparison *comparison,
           guint         n)
{
  for (guint i = 0; i < n; i++)
    {
      guint64 ticks = 0;

      g_assert_true (nn_comparison_add_heat (comparison, nn_backend_best (), 1, count_cb, &ticks));
      g_assert_cmpuint (ticks, ==, nn_comparison_count_updates (comparison));
    }
}

/* The same racer without a race: what it answers in the end. */
static NnEvaluation *
train_alone (const NnComparison *comparison,
             NnRacer             racer,
             guint64             seed,
             NnDataset          *images)
{
  NnTrainingSpec spec = comparison->spec.training;
  g_autoptr (NnTraining) training = NULL;

  spec.network = comparison->networks[racer];
  spec.seed = seed;
  training = nn_training_new (images, &spec, nn_backend_best (), 1);
  while (nn_training_get_place (training)->epoch < EPOCHS)
    nn_training_step (training, NULL);
  return nn_training_evaluate (training, NULL, NULL);
}

static void
assert_answers (const NnEvaluation *a,
                const NnEvaluation *b)
{
  g_assert_cmpmem (a->predicted, a->n, b->predicted, b->n);
  g_assert_cmpmem (a->probability, a->n * sizeof *a->probability, b->probability,
                   b->n * sizeof *b->probability);
}

/* Side by side changes nothing: each learns what it would have learnt alone. */
static void
test_race (void)
{
  g_autoptr (NnComparison) comparison = make (NN_EXPERIMENT_NONE);

  g_assert_cmpuint (comparison->parameters[NN_RACER_LENET], ==, 61706);
  g_assert_cmpuint (comparison->parameters[NN_RACER_RIVAL], ==, 61764);
  g_assert_cmpuint (comparison->macs[NN_RACER_LENET], ==, 416520);
  g_assert_cmpuint (comparison->macs[NN_RACER_RIVAL], ==, 61600);
  g_assert_cmpint (comparison->n_points, ==, 0);

  add_heats (comparison, 2);
  for (guint i = 0; i < 2; i++)
    for (NnRacer racer = 0; racer < NN_N_RACERS; racer++)
      {
        const NnHeat *heat = comparison->heats->pdata[i];
        g_autoptr (NnEvaluation) alone = train_alone (comparison, racer, 7 + i, dataset);
        const NnEpochPoint *last;

        g_assert_cmpuint (heat->seed, ==, 7 + i);
        g_assert_cmpuint (heat->epochs[racer]->len, ==, EPOCHS);
        last = &g_array_index (heat->epochs[racer], NnEpochPoint, EPOCHS - 1);
        g_assert_cmpuint (last->epoch, ==, EPOCHS);
        g_assert_cmpfloat (last->test_accuracy, ==, (double) alone->correct / alone->n);
        assert_answers (heat->answers[racer], alone);
      }
}

/* A rival of other widths, none at all included: what is asked for is what races. */
static void
test_rival (gconstpointer data)
{
  NnComparisonSpec spec = {
    .training = nn_training_spec_default (),
    .epochs = EPOCHS,
    .rival = { .architecture = NN_ARCHITECTURE_MLP, .hidden = { GPOINTER_TO_INT (data) } },
  };
  g_autoptr (NnComparison) comparison = NULL;
  g_autoptr (NnEvaluation) alone = NULL;

  spec.training.network.activation = NN_ACTIVATION_TANH;
  comparison = nn_comparison_new (dataset, &spec);
  add_heats (comparison, 1);
  g_assert_cmpint (comparison->networks[NN_RACER_RIVAL].hidden[0], ==, spec.rival.hidden[0]);
  g_assert_cmpint (comparison->networks[NN_RACER_RIVAL].activation, ==, NN_ACTIVATION_TANH);
  g_assert_cmpuint (comparison->parameters[NN_RACER_RIVAL], ==,
                    spec.rival.hidden[0] > 0 ? 785 * 12 + 130 : 7850);
  alone = train_alone (comparison, NN_RACER_RIVAL, spec.training.seed, dataset);
  assert_answers (((const NnHeat *) comparison->heats->pdata[0])->answers[NN_RACER_RIVAL], alone);
}

/* Mean, spread and who is alone in being right, written out once more. */
static void
test_sums (void)
{
  g_autoptr (NnComparison) comparison = make (NN_EXPERIMENT_NONE);
  double accuracy[3], mean = 0, squares = 0, alone = 0;
  NnSpread spread;

  add_heats (comparison, 1);
  g_assert_true (isnan (nn_comparison_accuracy (comparison, NN_RACER_LENET).spread));
  add_heats (comparison, 2);
  for (guint i = 0; i < 3; i++)
    {
      const NnHeat *heat = comparison->heats->pdata[i];

      accuracy[i] = (double) heat->answers[NN_RACER_LENET]->correct / N_TEST;
      mean += accuracy[i] / 3;
      for (guint k = 0; k < N_TEST; k++)
        alone += heat->answers[NN_RACER_LENET]->predicted[k] == dataset->test.labels[k]
                 && heat->answers[NN_RACER_RIVAL]->predicted[k] != dataset->test.labels[k];
    }
  for (guint i = 0; i < 3; i++)
    squares += (accuracy[i] - mean) * (accuracy[i] - mean);
  spread = nn_comparison_accuracy (comparison, NN_RACER_LENET);
  g_assert_cmpfloat_with_epsilon (spread.mean, mean, 1e-12);
  g_assert_cmpfloat_with_epsilon (spread.spread, sqrt (squares / 2), 1e-12);
  g_assert_cmpfloat_with_epsilon (nn_comparison_alone (comparison, NN_RACER_LENET), alone / 3,
                                  1e-12);
  g_assert_cmpfloat (nn_comparison_seconds (comparison, NN_RACER_LENET), >, 0);
}

static void
test_shuffle (void)
{
  g_autoptr (NnComparison) comparison = make (NN_EXPERIMENT_SHUFFLE);
  g_autoptr (NnDataset) shuffled = nn_dataset_new_shuffled (dataset, 7);

  g_assert_cmpint (comparison->n_points, ==, 2);
  add_heats (comparison, 1);
  for (NnRacer racer = 0; racer < NN_N_RACERS; racer++)
    {
      const NnHeat *heat = comparison->heats->pdata[0];
      g_autoptr (NnEvaluation) plain = train_alone (comparison, racer, 7, dataset);
      g_autoptr (NnEvaluation) mixed = train_alone (comparison, racer, 7, shuffled);

      g_assert_cmpfloat (heat->accuracy[racer][0], ==, (double) plain->correct / N_TEST);
      g_assert_cmpfloat (heat->accuracy[racer][1], ==, (double) mixed->correct / N_TEST);
      assert_answers (heat->answers[racer], mixed);
    }
}

/* The trained network on test images that were moved or blurred by noise. */
static void
test_varied (gconstpointer data)
{
  NnExperiment experiment = GPOINTER_TO_INT (data);
  g_autoptr (NnComparison) comparison = make (experiment);
  g_autofree guint8 *pixels = g_malloc (N_TEST * NN_IMAGE_SIZE);
  const NnHeat *heat;

  add_heats (comparison, 1);
  heat = comparison->heats->pdata[0];
  for (NnRacer racer = 0; racer < NN_N_RACERS; racer++)
    {
      NnTrainingSpec spec = comparison->spec.training;
      g_autoptr (NnTraining) training = NULL;

      spec.network = comparison->networks[racer];
      training = nn_training_new (dataset, &spec, nn_backend_best (), 1);
      while (nn_training_get_place (training)->epoch < EPOCHS)
        nn_training_step (training, NULL);
      for (int i = 0; i < comparison->n_points; i++)
        {
          g_autoptr (NnEvaluation) answers = NULL;

          if (experiment == NN_EXPERIMENT_SHIFT)
            nn_images_shift (&dataset->test, i - 6, 0, pixels);
          else
            nn_images_add_noise (&dataset->test, i / 10.0, 7, pixels);
          answers = nn_evaluation_run (nn_training_get_engine (training),
                                       nn_training_get_network (training), pixels,
                                       dataset->test.labels, N_TEST, NULL, NULL);
          g_assert_cmpfloat (heat->accuracy[racer][i], ==, (double) answers->correct / N_TEST);
        }
    }
}

/* Fewer images, as many updates; all of them are the last point. */
static void
test_less (void)
{
  g_autoptr (NnComparison) comparison = make (NN_EXPERIMENT_LESS);
  g_autoptr (NnDataset) fewer = nn_dataset_new_fewer (dataset, 100, 7);
  const NnHeat *heat;

  g_assert_cmpint (comparison->n_points, ==, 2);
  g_assert_cmpfloat (comparison->x[0], ==, 100);
  g_assert_cmpfloat (comparison->x[1], ==, N_TRAIN);
  add_heats (comparison, 1);
  heat = comparison->heats->pdata[0];
  for (NnRacer racer = 0; racer < NN_N_RACERS; racer++)
    {
      NnTrainingSpec spec = comparison->spec.training;
      g_autoptr (NnEvaluation) all = train_alone (comparison, racer, 7, dataset);
      g_autoptr (NnTraining) training = NULL;
      g_autoptr (NnEvaluation) few = NULL;

      spec.network = comparison->networks[racer];
      training = nn_training_new (fewer, &spec, nn_backend_best (), 1);
      while (nn_training_get_place (training)->update < 3 * EPOCHS)
        nn_training_step (training, NULL);
      few = nn_training_evaluate (training, NULL, NULL);
      g_assert_cmpfloat (heat->accuracy[racer][0], ==, (double) few->correct / N_TEST);
      assert_answers (heat->answers[racer], all);
    }
}

static gboolean
stop_cb (const NnPlace *place,
         gpointer       data)
{
  return place->update < 4;
}

/* A heat that was cut short leaves nothing behind, and its seed is the next one's. */
static void
test_cancel (void)
{
  g_autoptr (NnComparison) comparison = make (NN_EXPERIMENT_SHUFFLE);

  g_assert_false (nn_comparison_add_heat (comparison, nn_backend_best (), 1, stop_cb, NULL));
  g_assert_cmpuint (comparison->heats->len, ==, 0);
  add_heats (comparison, 1);
  g_assert_cmpuint (((const NnHeat *) comparison->heats->pdata[0])->seed, ==, 7);
}

int
main (int    argc,
      char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);
  dataset = synthetic_dataset (N_TRAIN, N_TEST);
  g_test_add_func ("/session/comparison/race", test_race);
  g_test_add_data_func ("/session/comparison/narrow-rival", GINT_TO_POINTER (12), test_rival);
  g_test_add_data_func ("/session/comparison/no-hidden-layer", GINT_TO_POINTER (0), test_rival);
  g_test_add_func ("/session/comparison/sums", test_sums);
  g_test_add_func ("/session/comparison/shuffle", test_shuffle);
  g_test_add_data_func ("/session/comparison/shift", GINT_TO_POINTER (NN_EXPERIMENT_SHIFT),
                        test_varied);
  g_test_add_data_func ("/session/comparison/noise", GINT_TO_POINTER (NN_EXPERIMENT_NOISE),
                        test_varied);
  g_test_add_func ("/session/comparison/less", test_less);
  g_test_add_func ("/session/comparison/cancel", test_cancel);
  status = g_test_run ();
  nn_dataset_unref (dataset);
  return status;
}
