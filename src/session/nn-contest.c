/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "session/nn-contest.h"

#include <pthread.h>
#include <stdatomic.h>

#include "base/nn-thread.h"
#include "session/nn-slot.h"
#include "session/nn-wake.h"

#define REPORT_INTERVAL (G_USEC_PER_SEC / 8)

/* What comes up. */
typedef struct
{
  NnComparison *comparison;
  double progress;
  gboolean finished;
} Report;

struct _NnContest
{
  GObject parent_instance;

  NnDataset *dataset;
  NnBackend backend;
  int n_threads;
  NnContestState state;
  Report *report;                 /* the newest; NULL before the first */
  GSource *wake_source;
  NnSlot reports;

  /* The worker's; set before it starts. */
  pthread_t thread;
  NnComparison *comparison;
  guint n_seeds;
  gint64 report_time;
  guint64 done;                   /* updates of the heats before */

  pthread_mutex_t lock;
  pthread_cond_t changed;
  gboolean paused;                /* under the lock */
  atomic_bool cancelled;
};

enum { CHANGED, N_SIGNALS };
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (NnContest, nn_contest, G_TYPE_OBJECT)

static void
report_free (Report *report)
{
  if (report == NULL)
    return;
  nn_comparison_free (report->comparison);
  g_free (report);
}

/* The worker */

static void
send_report (NnContest *self,
             guint64    update,
             gboolean   finished)
{
  guint64 updates = self->n_seeds * nn_comparison_count_updates (self->comparison);
  Report *report = g_new0 (Report, 1);

  report->comparison = nn_comparison_copy (self->comparison);
  report->progress = (double) update / (double) updates;
  report->finished = finished;
  report_free (nn_slot_put (&self->reports, report));
  nn_wake (self->wake_source);
}

static gboolean
tick_cb (const NnPlace *place,
         gpointer       data)
{
  NnContest *self = data;
  gint64 now = g_get_monotonic_time ();

  if (now - self->report_time >= REPORT_INTERVAL)
    {
      self->report_time = now;
      send_report (self, self->done + place->update, FALSE);
    }
  pthread_mutex_lock (&self->lock);
  while (self->paused && !atomic_load (&self->cancelled))
    pthread_cond_wait (&self->changed, &self->lock);
  pthread_mutex_unlock (&self->lock);
  return !atomic_load (&self->cancelled);
}

static void *
contest_thread (void *data)
{
  NnContest *self = data;
  guint64 heat = nn_comparison_count_updates (self->comparison);

  nn_thread_step_back ();
  for (guint i = 0; i < self->n_seeds; i++)
    {
      if (!nn_comparison_add_heat (self->comparison, self->backend, self->n_threads, tick_cb,
                                   self))
        return NULL;
      self->done += heat;
      send_report (self, self->done, i + 1 == self->n_seeds);
    }
  return NULL;
}

/* The main thread */

static void
set_state (NnContest      *self,
           NnContestState  state)
{
  if (state == self->state)
    return;
  self->state = state;
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
end_worker (NnContest *self)
{
  if (self->comparison == NULL)
    return;
  pthread_mutex_lock (&self->lock);
  atomic_store (&self->cancelled, true);
  pthread_cond_signal (&self->changed);
  pthread_mutex_unlock (&self->lock);
  pthread_join (self->thread, NULL);
  g_clear_pointer (&self->comparison, nn_comparison_free);
}

static gboolean
take_cb (gpointer data)
{
  NnContest *self = data;
  Report *report = nn_slot_take (&self->reports);

  if (report == NULL)
    return G_SOURCE_CONTINUE;
  report_free (self->report);
  self->report = report;
  if (report->finished)
    {
      end_worker (self);
      self->state = NN_CONTEST_IDLE;
    }
  g_signal_emit (self, signals[CHANGED], 0);
  return G_SOURCE_CONTINUE;
}

static void
nn_contest_dispose (GObject *object)
{
  NnContest *self = NN_CONTEST (object);

  end_worker (self);
  if (self->wake_source != NULL)
    g_source_destroy (self->wake_source);
  g_clear_pointer (&self->wake_source, g_source_unref);

  G_OBJECT_CLASS (nn_contest_parent_class)->dispose (object);
}

static void
nn_contest_finalize (GObject *object)
{
  NnContest *self = NN_CONTEST (object);

  report_free (nn_slot_take (&self->reports));
  report_free (self->report);
  g_clear_pointer (&self->dataset, nn_dataset_unref);
  pthread_cond_destroy (&self->changed);
  pthread_mutex_destroy (&self->lock);

  G_OBJECT_CLASS (nn_contest_parent_class)->finalize (object);
}

static void
nn_contest_class_init (NnContestClass *class)
{
  G_OBJECT_CLASS (class)->dispose = nn_contest_dispose;
  G_OBJECT_CLASS (class)->finalize = nn_contest_finalize;
  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (class), G_SIGNAL_RUN_LAST, 0,
                                   NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
nn_contest_init (NnContest *self)
{
  pthread_mutex_init (&self->lock, NULL);
  pthread_cond_init (&self->changed, NULL);
  self->wake_source = nn_wake_source_new (take_cb, self);
}

NnContest *
nn_contest_new (NnDataset *dataset,
                NnBackend  backend,
                int        n_threads)
{
  NnContest *self;

  g_return_val_if_fail (dataset != NULL && n_threads >= 1, NULL);

  self = g_object_new (NN_TYPE_CONTEST, NULL);
  self->dataset = nn_dataset_ref (dataset);
  self->backend = backend;
  self->n_threads = n_threads;
  return self;
}

void
nn_contest_start (NnContest              *contest,
                  const NnComparisonSpec *spec,
                  guint                   n_seeds)
{
  g_return_if_fail (NN_IS_CONTEST (contest) && spec != NULL && n_seeds >= 1);

  end_worker (contest);
  report_free (nn_slot_take (&contest->reports));
  report_free (contest->report);
  contest->report = g_new0 (Report, 1);
  contest->report->comparison = nn_comparison_new (contest->dataset, spec);

  contest->comparison = nn_comparison_new (contest->dataset, spec);
  contest->n_seeds = n_seeds;
  contest->report_time = 0;
  contest->done = 0;
  contest->paused = FALSE;
  atomic_store (&contest->cancelled, false);
  if (pthread_create (&contest->thread, NULL, contest_thread, contest) != 0)
    g_error ("no thread to compare with");
  pthread_setname_np (contest->thread, "contest");
  contest->state = NN_CONTEST_RUNNING;
  g_signal_emit (contest, signals[CHANGED], 0);
}

static void
set_paused (NnContest *self,
            gboolean   paused)
{
  if (self->state == NN_CONTEST_IDLE)
    return;
  pthread_mutex_lock (&self->lock);
  self->paused = paused;
  pthread_cond_signal (&self->changed);
  pthread_mutex_unlock (&self->lock);
  set_state (self, paused ? NN_CONTEST_PAUSED : NN_CONTEST_RUNNING);
}

void
nn_contest_pause (NnContest *contest)
{
  g_return_if_fail (NN_IS_CONTEST (contest));

  set_paused (contest, TRUE);
}

void
nn_contest_resume (NnContest *contest)
{
  g_return_if_fail (NN_IS_CONTEST (contest));

  set_paused (contest, FALSE);
}

void
nn_contest_stop (NnContest *contest)
{
  g_return_if_fail (NN_IS_CONTEST (contest));

  end_worker (contest);
  set_state (contest, NN_CONTEST_IDLE);
}

NnContestState
nn_contest_get_state (NnContest *contest)
{
  g_return_val_if_fail (NN_IS_CONTEST (contest), NN_CONTEST_IDLE);

  return contest->state;
}

const NnComparison *
nn_contest_get_report (NnContest *contest)
{
  g_return_val_if_fail (NN_IS_CONTEST (contest), NULL);

  return contest->report != NULL ? contest->report->comparison : NULL;
}

double
nn_contest_get_progress (NnContest *contest)
{
  g_return_val_if_fail (NN_IS_CONTEST (contest), 0);

  return contest->report != NULL ? contest->report->progress : 0;
}

NnDataset *
nn_contest_get_dataset (NnContest *contest)
{
  g_return_val_if_fail (NN_IS_CONTEST (contest), NULL);

  return contest->dataset;
}
