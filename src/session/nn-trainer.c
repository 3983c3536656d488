/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "session/nn-trainer.h"

#include <pthread.h>

#include "base/nn-thread.h"
#include "session/nn-publisher.h"
#include "session/nn-slot.h"

#define IDLE_EVALUATION_SECONDS 2.0       /* a slower engine evaluates at the end of an epoch only */
#define MORE_EPOCHS 10                    /* "run" at the target goes this much further */
#define FIRST_TARGET 10

struct _NnTrainer
{
  /* Shared. */
  NnCommandQueue *queue;
  NnPublisher *publisher;         /* the worker puts, the main thread takes */
  NnSlot outcome;
  NnWake wake;
  gpointer wake_data;
  pthread_t thread;

  /* Of the worker alone from here on. */
  NnDataset *dataset;
  NnTrainingSpec first_spec;
  NnBackend backend;
  int n_threads;
  NnProbe *probe;

  NnRun *run;
  GPtrArray *old_runs;            /* of NnRun, for undo, the latest last */
  NnState state;
  guint target, chosen_target;    /* with what "run" added; as it was set */
  guint stop_epoch;               /* where the present run stops */
  gboolean stepping;              /* … for a step, so that it is then paused, not finished */

  double pace;                    /* batches a second, 0 is flat out … */
  guint64 pace_until;             /* … up to this update; 0: always */
  gint64 next_batch;              /* not before this time */

  NnBatchStep *step;              /* the last single one; NULL: none */
  guint64 command;                /* serial of the last one done */
  guint generation;
  gboolean answer;                /* make a snapshot at once … */
  gboolean news;                  /* … or at the next opportunity */
};

static const NnPlace *
get_place (NnTrainer *self)
{
  return nn_training_get_place (self->run->training);
}

static gboolean
is_paced (NnTrainer *self)
{
  return self->pace > 0
         && (self->pace_until == 0 || get_place (self)->update < self->pace_until);
}

/* Snapshots */

static void
publish (NnTrainer *self)
{
  NnStatus status = {
    .command = self->command,
    .state = self->state,
    .generation = self->generation,
    .target_epoch = self->target,
    .stop_epoch = self->stop_epoch,
    .step = self->step,
    /* The pace of the first batches says nothing about the rest. */
    .unsteady = is_paced (self) && self->pace_until > 0,
  };

  nn_publisher_put (self->publisher, self->run, self->probe, &status);
  self->answer = self->news = FALSE;
}

/* The window may be hidden and its frame clock asleep: the session is woken. */
static void
publish_and_wake (NnTrainer *self)
{
  publish (self);
  self->wake (self->wake_data);
}

static void
publish_if_due (NnTrainer *self)
{
  if (self->answer)
    publish_and_wake (self);
  else if (self->news && self->state == NN_STATE_RUNNING
           && nn_publisher_is_due (self->publisher))
    publish (self);
}

static void
tell_outcome (NnTrainer *self)
{
  NnOutcome *outcome = g_new0 (NnOutcome, 1);

  outcome->state = self->state;
  outcome->generation = self->generation;
  outcome->update = get_place (self)->update;
  if (self->state == NN_STATE_DIVERGED)
    outcome->failure = g_strdup_printf ("The loss is not a finite number at update %" G_GUINT64_FORMAT
                                        ", with a learning rate of %g.", outcome->update,
                                        nn_training_get_spec (self->run->training)->hyper.rate);
  nn_outcome_free (nn_slot_put (&self->outcome, outcome));
}

/* Batches */

static gboolean
is_closed_cb (gpointer data)
{
  NnTrainer *self = data;

  return nn_command_queue_is_closed (self->queue);
}

static gboolean
is_disturbed_cb (gpointer data)
{
  NnTrainer *self = data;

  return nn_command_queue_has_any (self->queue) || nn_command_queue_is_closed (self->queue);
}

static void
set_state (NnTrainer *self,
           NnState    state)
{
  self->state = state;
  self->answer = TRUE;
  if (state == NN_STATE_FINISHED || state == NN_STATE_DIVERGED)
    tell_outcome (self);
}

static void
train_batch (NnTrainer *self)
{
  const NnPlace *place = get_place (self);
  guint before = place->position;

  nn_run_batch (self->run, is_closed_cb, self);
  nn_publisher_count (self->publisher,
                      (place->position > 0 ? place->position : place->images) - before);
  self->news = TRUE;
  if (self->run->diverged)
    set_state (self, NN_STATE_DIVERGED);
}

static void
stop_if_there (NnTrainer *self)
{
  const NnPlace *place = get_place (self);

  if (self->state != NN_STATE_RUNNING || place->position != 0 || place->epoch < self->stop_epoch)
    return;
  set_state (self, self->stepping && place->epoch < self->target ? NN_STATE_PAUSED
                                                                 : NN_STATE_FINISHED);
}

static void
run_batch (NnTrainer *self)
{
  if (is_paced (self))
    {
      gint64 interval = (gint64) (G_USEC_PER_SEC / self->pace);
      gint64 now = g_get_monotonic_time ();

      /* In step with the batches before, but what an evaluation has cost is not caught up. */
      if (self->next_batch < now - interval)
        self->next_batch = now;
      self->next_batch += interval;
    }
  train_batch (self);
  stop_if_there (self);
}

static gboolean
wants_idle_evaluation (NnTrainer *self)
{
  return self->state != NN_STATE_RUNNING && !self->run->diverged
         && self->run->evaluation_seconds < IDLE_EVALUATION_SECONDS
         && nn_run_needs_evaluation (self->run);
}

static void
evaluate_while_idle (NnTrainer *self)
{
  if (!nn_run_evaluate (self->run, is_disturbed_cb, self))
    return;
  publish_and_wake (self);
}

/* Commands */

static void
run_until (NnTrainer *self,
           guint      epoch,
           gboolean   stepping)
{
  self->answer = TRUE;
  /* Nothing good comes of going on with weights that are no numbers. */
  if (self->run->diverged || epoch <= get_place (self)->epoch)
    return;
  self->stop_epoch = epoch;
  self->stepping = stepping;
  if (self->state == NN_STATE_RUNNING)
    return;
  self->state = NN_STATE_RUNNING;
  self->next_batch = 0;
  nn_publisher_start_clock (self->publisher);
}

static void
pause_run (NnTrainer *self)
{
  self->answer = TRUE;
  if (self->state == NN_STATE_RUNNING)
    self->state = NN_STATE_PAUSED;
}

static void
step_batch (NnTrainer *self)
{
  pause_run (self);
  if (self->run->diverged)
    return;
  self->state = NN_STATE_PAUSED;
  g_clear_pointer (&self->step, nn_batch_step_unref);
  self->step = nn_batch_step_new (self->run->training);
  train_batch (self);
  self->step->state = get_place (self)->state;
}

/* What is least of a loss: a run in which nothing was learned, or else the oldest. */
static void
forget_old_run (NnTrainer *self)
{
  guint least = 0;

  for (guint i = self->old_runs->len; i-- > 0;)
    {
      const NnRun *run = g_ptr_array_index (self->old_runs, i);

      if (nn_training_get_place (run->training)->state == run->origin)
        least = i;
    }
  g_ptr_array_remove_index (self->old_runs, least);
}

/* Another run takes over; the present one is kept for undo. */
static void
adopt_run (NnTrainer *self,
           NnRun     *run)
{
  if (run->evaluation_seconds == 0)
    run->evaluation_seconds = self->run->evaluation_seconds;
  g_ptr_array_add (self->old_runs, self->run);
  self->run = run;
  if (self->old_runs->len > NN_TRAINER_MAX_OLD_RUNS)
    forget_old_run (self);
}

/* After the run has changed: what was sent of the other one does not count. */
static void
start_generation (NnTrainer *self,
                  gboolean   running)
{
  self->generation++;
  self->answer = TRUE;
  self->state = self->run->diverged ? NN_STATE_DIVERGED : NN_STATE_PAUSED;
  if (running)
    run_until (self, MAX (self->stop_epoch, get_place (self)->epoch + 1), self->stepping);
}

static void
reset (NnTrainer            *self,
       const NnTrainingSpec *spec)
{
  adopt_run (self, nn_run_new (self->dataset, spec, self->backend, self->n_threads));
  self->target = self->chosen_target;
  start_generation (self, FALSE);
}

static void
undo (NnTrainer *self)
{
  if (self->old_runs->len == 0)
    return;
  nn_run_free (self->run);
  self->run = g_ptr_array_steal_index (self->old_runs, self->old_runs->len - 1);
  start_generation (self, FALSE);
}

static void
go_on_from (NnTrainer *self,
            NnMoment  *moment)
{
  gboolean running = self->state == NN_STATE_RUNNING;

  if (!nn_timeline_has_moment (self->run->timeline, moment))
    return;
  adopt_run (self, nn_run_branch (self->run, moment));
  start_generation (self, running);
}

static void
open_moments (NnTrainer *self,
              GPtrArray *moments,
              GArray    *epochs)
{
  adopt_run (self, nn_run_new_from_moments (self->dataset, moments, epochs, self->backend,
                                            self->n_threads));
  self->target = self->chosen_target;
  start_generation (self, FALSE);
}

static void
open_model (NnTrainer       *self,
            const NnCommand *command)
{
  g_autoptr (GPtrArray) moments = g_ptr_array_new_with_free_func ((GDestroyNotify) nn_moment_unref);
  NnPlace place = { .update = command->update, .epoch = command->epoch };

  g_ptr_array_add (moments, nn_moment_new (nn_network_ref (command->network),
                                           nn_optimizer_new (command->network),
                                           &command->spec, &place, NULL));
  open_moments (self, moments, NULL);
}

static void
set_hyper (NnTrainer            *self,
           const NnTrainingSpec *spec)
{
  nn_training_set_hyper (self->run->training, &spec->hyper);
  nn_training_set_batch (self->run->training, spec->batch);
  self->answer = TRUE;
}

static void
set_pace (NnTrainer *self,
          double     pace,
          guint64    until)
{
  self->pace = pace;
  self->pace_until = until;
  self->next_batch = 0;
}

static void
set_probe (NnTrainer *self,
           NnProbe   *probe)
{
  nn_probe_unref (self->probe);
  self->probe = nn_probe_ref (probe);
  self->news = TRUE;
}

static void
set_target (NnTrainer *self,
            guint      epoch)
{
  if (self->stop_epoch == self->target && !self->stepping)
    self->stop_epoch = epoch;
  self->target = self->chosen_target = epoch;
  self->answer = TRUE;
  stop_if_there (self);
}

static void
set_filter (NnTrainer       *self,
            const NnCommand *command)
{
  nn_run_set_filter (self->run, command->layer, command->map,
                     (const float *) (gconstpointer) command->weights->data,
                     (int) command->weights->len, command->more);
  self->answer = TRUE;
}

static void
do_command (NnTrainer *self,
            NnCommand *command)
{
  switch (command->kind)
    {
    case NN_COMMAND_RUN:
      if (get_place (self)->epoch >= self->target)
        self->target = get_place (self)->epoch + MORE_EPOCHS;
      run_until (self, self->target, FALSE);
      break;
    case NN_COMMAND_RUN_TO:
      self->target = MAX (self->target, command->epoch);
      run_until (self, command->epoch, FALSE);
      break;
    case NN_COMMAND_PAUSE:
      pause_run (self);
      break;
    case NN_COMMAND_STEP_BATCH:
      step_batch (self);
      break;
    case NN_COMMAND_STEP_EPOCH:
      run_until (self, get_place (self)->epoch + 1, TRUE);
      break;
    case NN_COMMAND_RESET:
      reset (self, &command->spec);
      break;
    case NN_COMMAND_UNDO:
      undo (self);
      break;
    case NN_COMMAND_GO_ON_FROM:
      go_on_from (self, command->moment);
      break;
    case NN_COMMAND_OPEN_MODEL:
      open_model (self, command);
      break;
    case NN_COMMAND_OPEN_RUN:
      open_moments (self, command->moments, command->epochs);
      break;
    case NN_COMMAND_SET_HYPER:
      set_hyper (self, &command->spec);
      break;
    case NN_COMMAND_SET_PACE:
      set_pace (self, command->pace, command->update);
      break;
    case NN_COMMAND_SET_PROBE:
      set_probe (self, command->probe);
      break;
    case NN_COMMAND_SET_TARGET:
      set_target (self, command->epoch);
      break;
    case NN_COMMAND_SET_HANDS:
      nn_run_set_hands (self->run, &command->hands);
      self->answer = TRUE;
      break;
    case NN_COMMAND_SET_FILTER:
      set_filter (self, command);
      break;
    case NN_COMMAND_UNDO_HANDS:
      nn_run_undo_hands (self->run);
      self->answer = TRUE;
      break;
    default:
      g_assert_not_reached ();
    }
  self->command = command->serial;
}

/* The thread */

/* How long the queue may be waited for: 0 not at all, G_MAXINT64 for ever. */
static gint64
next_deadline (NnTrainer *self)
{
  if (self->answer || wants_idle_evaluation (self))
    return 0;
  if (self->state != NN_STATE_RUNNING)
    return G_MAXINT64;
  if (!is_paced (self) || self->next_batch <= g_get_monotonic_time ())
    return 0;
  if (!self->news)
    return self->next_batch;
  return MIN (nn_publisher_get_next (self->publisher), self->next_batch);
}

static void
work (NnTrainer *self)
{
  g_autoptr (NnCommand) command = nn_command_queue_pop (self->queue, next_deadline (self));

  if (command != NULL)
    {
      do_command (self, command);
      return;
    }
  if (nn_command_queue_is_closed (self->queue))
    return;
  publish_if_due (self);
  if (self->state == NN_STATE_RUNNING
      && (!is_paced (self) || self->next_batch <= g_get_monotonic_time ()))
    run_batch (self);
  else if (wants_idle_evaluation (self))
    evaluate_while_idle (self);
}

static void *
trainer_thread (void *data)
{
  NnTrainer *self = data;

  nn_thread_step_back ();
  self->old_runs = g_ptr_array_new_with_free_func ((GDestroyNotify) nn_run_free);
  self->run = nn_run_new (self->dataset, &self->first_spec, self->backend, self->n_threads);
  self->answer = TRUE;
  while (!nn_command_queue_is_closed (self->queue))
    work (self);
  g_clear_pointer (&self->step, nn_batch_step_unref);
  nn_run_free (self->run);
  g_ptr_array_unref (self->old_runs);
  return NULL;
}

/* Main thread */

NnTrainer *
nn_trainer_new (NnDataset            *dataset,
                const NnTrainingSpec *spec,
                NnBackend             backend,
                int                   n_threads,
                NnProbe              *probe,
                NnWake                wake,
                gpointer              data)
{
  NnTrainer *self;

  g_return_val_if_fail (dataset != NULL && spec != NULL && probe != NULL && wake != NULL, NULL);

  self = g_new0 (NnTrainer, 1);
  self->queue = nn_command_queue_new ();
  self->publisher = nn_publisher_new ();
  self->wake = wake;
  self->wake_data = data;
  self->dataset = nn_dataset_ref (dataset);
  self->first_spec = *spec;
  self->backend = backend;
  self->n_threads = n_threads;
  self->probe = nn_probe_ref (probe);
  self->target = self->chosen_target = FIRST_TARGET;
  self->generation = 1;
  if (pthread_create (&self->thread, NULL, trainer_thread, self) != 0)
    g_error ("no thread to train in");
  pthread_setname_np (self->thread, "trainer");
  return self;
}

void
nn_trainer_free (NnTrainer *trainer)
{
  if (trainer == NULL)
    return;
  nn_command_queue_close (trainer->queue);
  pthread_join (trainer->thread, NULL);
  nn_publisher_free (trainer->publisher);
  nn_outcome_free (nn_slot_take (&trainer->outcome));
  nn_command_queue_free (trainer->queue);
  nn_probe_unref (trainer->probe);
  nn_dataset_unref (trainer->dataset);
  g_free (trainer);
}

void
nn_trainer_send (NnTrainer *trainer,
                 NnCommand *command)
{
  nn_command_queue_push (trainer->queue, command);
}

NnSnapshot *
nn_trainer_take (NnTrainer *trainer)
{
  return nn_publisher_take (trainer->publisher);
}

NnOutcome *
nn_trainer_take_outcome (NnTrainer *trainer)
{
  return nn_slot_take (&trainer->outcome);
}
