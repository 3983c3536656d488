/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "session/nn-run.h"

#include <math.h>

/* A moment in full flight is evaluated only if the class does not notice it. */
#define CHEAP_SECONDS 0.05

static guint64
get_state (const NnRun *run)
{
  return nn_training_get_place (run->training)->state;
}

/* A moment may come from a file: it is its network that says what is to be built. */
static NnRun *
run_new_at (NnDataset *dataset,
            NnMoment  *moment,
            NnBackend  backend,
            int        n_threads)
{
  NnRun *run = g_new0 (NnRun, 1);
  NnTrainingSpec spec = nn_training_spec_fit (&moment->spec, dataset);

  spec.network = *nn_network_get_spec (moment->network);
  run->training = nn_training_new (dataset, &spec, backend, n_threads);
  nn_training_restore (run->training, moment);
  run->origin = get_state (run);
  if (moment->evaluation != NULL)
    {
      run->evaluation = nn_evaluation_ref (moment->evaluation);
      run->evaluation_update = moment->place.update;
      run->evaluation_state = get_state (run);
    }
  return run;
}

NnRun *
nn_run_new (NnDataset            *dataset,
            const NnTrainingSpec *spec,
            NnBackend             backend,
            int                   n_threads)
{
  NnRun *run = g_new0 (NnRun, 1);

  run->training = nn_training_new (dataset, spec, backend, n_threads);
  run->origin = get_state (run);
  run->timeline = nn_timeline_new ();
  nn_timeline_add_moment (run->timeline, nn_training_capture (run->training, NULL));
  return run;
}

NnRun *
nn_run_new_from_moments (NnDataset *dataset,
                         GPtrArray *moments,
                         GArray    *epochs,
                         NnBackend  backend,
                         int        n_threads)
{
  NnRun *run;

  g_return_val_if_fail (moments != NULL && moments->len > 0, NULL);

  run = run_new_at (dataset, g_ptr_array_index (moments, moments->len - 1), backend, n_threads);
  run->timeline = nn_timeline_new ();
  for (guint i = 0; i < moments->len; i++)
    nn_timeline_add_moment (run->timeline, nn_moment_ref (g_ptr_array_index (moments, i)));
  for (guint i = 0; epochs != NULL && i < epochs->len; i++)
    nn_timeline_add_epoch (run->timeline, &g_array_index (epochs, NnEpochPoint, i));
  return run;
}

NnRun *
nn_run_branch (const NnRun *run,
               NnMoment    *moment)
{
  NnEngine *engine;
  NnRun *branch;

  g_return_val_if_fail (run != NULL && moment != NULL, NULL);

  engine = nn_training_get_engine (run->training);
  branch = run_new_at (nn_training_get_dataset (run->training), moment,
                       nn_engine_get_backend (engine), nn_engine_get_threads (engine));
  branch->origin = run->origin;
  branch->timeline = nn_timeline_copy_until (run->timeline, moment);
  branch->evaluation_seconds = run->evaluation_seconds;
  return branch;
}

void
nn_run_free (NnRun *run)
{
  if (run == NULL)
    return;
  g_clear_pointer (&run->training, nn_training_free);
  g_clear_pointer (&run->timeline, nn_timeline_free);
  g_clear_pointer (&run->evaluation, nn_evaluation_unref);
  g_clear_pointer (&run->edits, g_array_unref);
  g_free (run);
}

static double
seconds_since (gint64 start)
{
  return (g_get_monotonic_time () - start) / (double) G_USEC_PER_SEC;
}

gboolean
nn_run_needs_evaluation (const NnRun *run)
{
  return run->evaluation == NULL || run->evaluation_state != get_state (run);
}

gboolean
nn_run_evaluate (NnRun       *run,
                 NnCancelled  cancelled,
                 gpointer     data)
{
  gint64 start = g_get_monotonic_time ();
  NnEvaluation *evaluation = nn_training_evaluate (run->training, cancelled, data);

  if (evaluation == NULL)
    return FALSE;
  g_clear_pointer (&run->evaluation, nn_evaluation_unref);
  run->evaluation = evaluation;
  run->evaluation_update = nn_training_get_place (run->training)->update;
  run->evaluation_state = get_state (run);
  run->evaluation_seconds = seconds_since (start);
  return TRUE;
}

static void
end_epoch (NnRun       *run,
           NnCancelled  cancelled,
           gpointer     data)
{
  g_autoptr (NnEvaluation) held_out = NULL;
  const NnImages *images = nn_training_get_held_out (run->training);
  NnEpochPoint point;

  if (!nn_run_evaluate (run, cancelled, data))
    return;
  if (images != NULL)
    {
      held_out = nn_evaluation_run (nn_training_get_engine (run->training),
                                    nn_training_get_network (run->training),
                                    images->pixels, images->labels, images->n, cancelled, data);
      if (held_out == NULL)
        return;
    }
  point = nn_training_epoch_point (run->training, run->evaluation, held_out, run->epoch_seconds);
  nn_timeline_add_epoch (run->timeline, &point);
  run->epoch_seconds = 0;
}

/* The loss is that of the weights before the update; these are the ones after it. */
static gboolean
weights_are_finite (NnRun *run)
{
  const NnNetwork *network = nn_training_get_network (run->training);
  const float *block = nn_network_peek_block (network);
  gsize size = nn_network_get_block_size (network);

  for (gsize i = 0; i < size; i++)
    if (!isfinite (block[i]))
      return FALSE;
  return TRUE;
}

static void
keep_moment (NnRun       *run,
             NnCancelled  cancelled,
             gpointer     data)
{
  gboolean cheap = run->evaluation_seconds > 0 && run->evaluation_seconds < CHEAP_SECONDS;

  if (!weights_are_finite (run))
    return;
  if (nn_run_needs_evaluation (run) && cheap)
    nn_run_evaluate (run, cancelled, data);
  nn_timeline_add_moment (run->timeline,
                          nn_training_capture (run->training, nn_run_needs_evaluation (run)
                                                              ? NULL : run->evaluation));
}

void
nn_run_note_edit (NnRun *run)
{
  nn_timeline_replace_last (run->timeline, nn_training_capture (run->training, NULL));
}

void
nn_run_batch (NnRun       *run,
              NnCancelled  cancelled,
              gpointer     data)
{
  const NnPlace *place = nn_training_get_place (run->training);
  guint n = MIN (nn_training_get_spec (run->training)->batch, place->images - place->position);
  gint64 start = g_get_monotonic_time ();
  NnBatchResult result;
  gboolean ended;
  NnLossPoint point;

  g_return_if_fail (!run->diverged);

  ended = nn_training_step (run->training, &result);
  run->epoch_seconds += seconds_since (start);

  point = (NnLossPoint) {
    .update = place->update,
    .loss = (float) result.loss,
    .accuracy = (float) result.correct / n,
    .x = (float) (place->epoch + (double) place->position / place->images),
  };
  nn_timeline_add_loss (run->timeline, &point);

  run->diverged = !isfinite (result.loss);
  if (run->diverged)
    return;
  if (ended)
    end_epoch (run, cancelled, data);
  if (nn_training_is_moment (run->training))
    keep_moment (run, cancelled, data);
}
