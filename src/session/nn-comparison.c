/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "session/nn-comparison.h"

#include "datasets/nn-variation.h"

#define MAX_SHIFT 6
#define NOISE_POINTS 9
#define NOISE_STEP 0.1

static const char *const experiment_names[] = { "none", "shuffle", "shift", "noise", "less" };

static void
heat_free (gpointer data)
{
  NnHeat *heat = data;

  for (NnRacer racer = 0; racer < NN_N_RACERS; racer++)
    {
      g_clear_pointer (&heat->epochs[racer], g_array_unref);
      g_clear_pointer (&heat->answers[racer], nn_evaluation_unref);
    }
  g_free (heat);
}

static NnHeat *
heat_new (guint64 seed)
{
  NnHeat *heat = g_new0 (NnHeat, 1);

  heat->seed = seed;
  for (NnRacer racer = 0; racer < NN_N_RACERS; racer++)
    heat->epochs[racer] = g_array_new (FALSE, FALSE, sizeof (NnEpochPoint));
  return heat;
}

static NnHeat *
heat_copy (const NnHeat *heat)
{
  NnHeat *copy = g_memdup2 (heat, sizeof *heat);

  for (NnRacer racer = 0; racer < NN_N_RACERS; racer++)
    {
      copy->epochs[racer] = g_array_copy (heat->epochs[racer]);
      if (heat->answers[racer] != NULL)
        nn_evaluation_ref (heat->answers[racer]);
    }
  return copy;
}

static int
fill_points (NnExperiment experiment,
             guint        n_images,
             double      *x)            /* [NN_EXPERIMENT_MAX_POINTS] */
{
  static const guint sizes[] = { 100, 300, 1000, 3000, 10000, 30000 };
  int n = 0;

  switch (experiment)
    {
    case NN_EXPERIMENT_NONE:
      break;
    case NN_EXPERIMENT_SHUFFLE:
      x[n++] = 0;
      x[n++] = 1;
      break;
    case NN_EXPERIMENT_SHIFT:
      for (int shift = -MAX_SHIFT; shift <= MAX_SHIFT; shift++)
        x[n++] = shift;
      break;
    case NN_EXPERIMENT_NOISE:
      for (int i = 0; i < NOISE_POINTS; i++)
        x[n++] = i * NOISE_STEP;
      break;
    case NN_EXPERIMENT_LESS:
      for (gsize i = 0; i < G_N_ELEMENTS (sizes) && sizes[i] < n_images; i++)
        x[n++] = sizes[i];
      x[n++] = n_images;
      break;
    }
  return n;
}

/* The two networks, and what each comes to. */
static void
set_networks (NnComparison *comparison)
{
  const NnComparisonSpec *spec = &comparison->spec;

  comparison->networks[NN_RACER_LENET] = spec->training.network;
  comparison->networks[NN_RACER_RIVAL] = spec->rival;
  for (NnRacer racer = 0; racer < NN_N_RACERS; racer++)
    {
      g_autoptr (NnNetwork) network = nn_network_new (&comparison->networks[racer]);

      comparison->parameters[racer] = nn_network_count_parameters (network);
      comparison->macs[racer] = nn_network_count_macs (network);
      if (racer == NN_RACER_LENET && spec->rival.architecture == NN_ARCHITECTURE_LENET)
        comparison->networks[NN_RACER_RIVAL] = nn_network_spec_other (network);
    }
  comparison->networks[NN_RACER_RIVAL].activation = spec->training.network.activation;
}

NnComparison *
nn_comparison_new (NnDataset              *dataset,
                   const NnComparisonSpec *spec)
{
  NnComparison *comparison;

  g_return_val_if_fail (dataset != NULL && spec != NULL, NULL);
  g_return_val_if_fail (spec->epochs >= 1, NULL);

  comparison = g_new0 (NnComparison, 1);
  comparison->spec = *spec;
  comparison->dataset = nn_dataset_ref (dataset);
  comparison->heats = g_ptr_array_new_with_free_func (heat_free);
  comparison->n_points = fill_points (spec->experiment, dataset->train.n, comparison->x);
  set_networks (comparison);
  return comparison;
}

void
nn_comparison_free (NnComparison *comparison)
{
  if (comparison == NULL)
    return;
  g_ptr_array_unref (comparison->heats);
  g_clear_pointer (&comparison->running, heat_free);
  nn_dataset_unref (comparison->dataset);
  g_free (comparison);
}

NnComparison *
nn_comparison_copy (const NnComparison *comparison)
{
  NnComparison *copy;

  g_return_val_if_fail (comparison != NULL, NULL);

  copy = g_memdup2 (comparison, sizeof *comparison);
  nn_dataset_ref (copy->dataset);
  copy->heats = g_ptr_array_new_with_free_func (heat_free);
  for (guint i = 0; i < comparison->heats->len; i++)
    g_ptr_array_add (copy->heats, heat_copy (comparison->heats->pdata[i]));
  if (comparison->running != NULL)
    copy->running = heat_copy (comparison->running);
  return copy;
}

/* What a heat is run with. */
typedef struct
{
  NnComparison *comparison;
  NnTrainingSpec training;        /* with the seed of the heat */
  guint64 updates;                /* of a race */
  guint64 done;                   /* of the races before */
  NnBackend backend;
  int n_threads;
  gboolean (*tick) (const NnPlace *place, gpointer data);
  gpointer data;
} Runner;

static guint64
count_race_updates (const NnComparison *comparison)
{
  guint batch = comparison->spec.training.batch, n_images = comparison->dataset->train.n;

  return (guint64) comparison->spec.epochs * ((n_images + batch - 1) / batch);
}

guint64
nn_comparison_count_updates (const NnComparison *comparison)
{
  NnExperiment experiment;
  int races = 1;

  g_return_val_if_fail (comparison != NULL, 0);

  experiment = comparison->spec.experiment;
  if (experiment == NN_EXPERIMENT_SHUFFLE || experiment == NN_EXPERIMENT_LESS)
    races = comparison->n_points;
  return (guint64) races * count_race_updates (comparison);
}

static void
end_epoch (NnRace *race,
           NnHeat *heat,
           double  before[NN_N_RACERS])
{
  for (NnRacer racer = 0; racer < NN_N_RACERS; racer++)
    {
      NnTraining *training = nn_race_get_training (race, racer);
      double seconds = nn_race_get_seconds (race, racer);
      NnEpochPoint point;

      g_clear_pointer (&heat->answers[racer], nn_evaluation_unref);
      heat->answers[racer] = nn_training_evaluate (training, NULL, NULL);
      point = nn_training_epoch_point (training, heat->answers[racer], NULL,
                                       seconds - before[racer]);
      g_array_append_val (heat->epochs[racer], point);
      before[racer] = seconds;
    }
}

/* heat: takes what each epoch comes to; NULL where only the end counts. (transfer full),
 * after the last update; NULL if tick had enough. */
static NnRace *
run_race (Runner    *runner,
          NnDataset *dataset,
          NnHeat    *heat)
{
  g_autoptr (NnRace) race = nn_race_new (dataset, &runner->training,
                                         &runner->comparison->networks[NN_RACER_RIVAL],
                                         runner->backend, runner->n_threads);
  double before[NN_N_RACERS] = { 0 };

  for (guint64 update = 0; update < runner->updates; update++)
    {
      NnBatchResult results[NN_N_RACERS];
      NnPlace place = *nn_training_get_place (nn_race_get_training (race, NN_RACER_LENET));

      place.update += runner->done;
      if (!runner->tick (&place, runner->data))
        return NULL;
      if (nn_race_step (race, results) && heat != NULL)
        end_epoch (race, heat, before);
    }
  runner->done += runner->updates;
  return g_steal_pointer (&race);
}

static double
fraction (const NnEvaluation *answers)
{
  return (double) answers->correct / answers->n;
}

/* The test digits in a variation: both racers answer to the very same pixels. */
static void
score_varied (Runner *runner,
              NnRace *race,
              NnHeat *heat,
              int     point)
{
  const NnComparison *comparison = runner->comparison;
  const NnImages *test = &runner->comparison->dataset->test;
  g_autofree guint8 *pixels = g_malloc ((gsize) test->n * NN_IMAGE_SIZE);

  if (comparison->spec.experiment == NN_EXPERIMENT_SHIFT)
    nn_images_shift (test, (int) comparison->x[point], 0, pixels);
  else
    nn_images_add_noise (test, comparison->x[point], heat->seed, pixels);
  for (NnRacer racer = 0; racer < NN_N_RACERS; racer++)
    {
      NnTraining *training = nn_race_get_training (race, racer);
      g_autoptr (NnEvaluation) answers
        = nn_evaluation_run (nn_training_get_engine (training), nn_training_get_network (training),
                             pixels, test->labels, test->n, NULL, NULL);

      heat->accuracy[racer][point] = fraction (answers);
    }
}

/* A race that is a point by itself. last: it is the one that the heat shows. */
static gboolean
run_point (Runner    *runner,
           NnDataset *dataset,
           NnHeat    *heat,
           int        point,
           gboolean   last)
{
  g_autoptr (NnRace) race = run_race (runner, dataset, last ? heat : NULL);

  if (race == NULL)
    return FALSE;
  for (NnRacer racer = 0; racer < NN_N_RACERS; racer++)
    {
      g_autoptr (NnEvaluation) answers = NULL;

      answers = last ? nn_evaluation_ref (heat->answers[racer])
                     : nn_training_evaluate (nn_race_get_training (race, racer), NULL, NULL);
      heat->accuracy[racer][point] = fraction (answers);
    }
  return TRUE;
}

static gboolean
run_heat (Runner *runner,
          NnHeat *heat)
{
  const NnComparison *comparison = runner->comparison;
  NnExperiment experiment = comparison->spec.experiment;
  g_autoptr (NnRace) race = NULL;

  if (experiment == NN_EXPERIMENT_SHUFFLE || experiment == NN_EXPERIMENT_LESS)
    {
      for (int i = 0; i < comparison->n_points; i++)
        {
          gboolean last = i == comparison->n_points - 1;
          g_autoptr (NnDataset) varied = NULL;

          if (experiment == NN_EXPERIMENT_LESS)
            varied = last ? nn_dataset_ref (runner->comparison->dataset)
                          : nn_dataset_new_fewer (runner->comparison->dataset, (guint) comparison->x[i],
                                                  heat->seed);
          else
            varied = last ? nn_dataset_new_shuffled (runner->comparison->dataset, heat->seed)
                          : nn_dataset_ref (runner->comparison->dataset);
          if (!run_point (runner, varied, heat, i, last))
            return FALSE;
        }
      return TRUE;
    }

  race = run_race (runner, runner->comparison->dataset, heat);
  for (int i = 0; race != NULL && i < comparison->n_points; i++)
    score_varied (runner, race, heat, i);
  return race != NULL;
}

gboolean
nn_comparison_add_heat (NnComparison   *comparison,
                        NnBackend       backend,
                        int             n_threads,
                        gboolean      (*tick) (const NnPlace *place,
                                               gpointer       data),
                        gpointer        data)
{
  Runner runner = {
    .comparison = comparison,
    .backend = backend,
    .n_threads = n_threads,
    .tick = tick,
    .data = data,
  };

  g_return_val_if_fail (comparison != NULL && tick != NULL, FALSE);

  comparison->running = heat_new (comparison->spec.training.seed + comparison->heats->len);
  runner.training = comparison->spec.training;
  runner.training.seed = comparison->running->seed;
  runner.updates = count_race_updates (comparison);
  if (!run_heat (&runner, comparison->running))
    {
      g_clear_pointer (&comparison->running, heat_free);
      return FALSE;
    }
  g_ptr_array_add (comparison->heats, g_steal_pointer (&comparison->running));
  return TRUE;
}

const char *
nn_experiment_to_string (NnExperiment experiment)
{
  g_return_val_if_fail (experiment < G_N_ELEMENTS (experiment_names), NULL);

  return experiment_names[experiment];
}
