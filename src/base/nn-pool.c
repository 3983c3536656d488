/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/nn-pool.h"

#include <pthread.h>
#include <stdatomic.h>
#include <unistd.h>

#include "base/nn-affinity.h"
#include "base/nn-thread.h"

/* About 0.1 ms: longer than the gap between two batches, much shorter than a frame. */
#define SPINS 4000

typedef struct
{
  NnPool *pool;
  pthread_t thread;
  int index;
  atomic_int computing;
} Worker;

struct _NnPool
{
  int n_threads;
  int spins;
  gboolean tight;                 /* no processor to spare: see nn-affinity.h */
  Worker *workers;                /* [n_threads - 1] */

  /* Written by the caller before it raises `run`. */
  NnPoolFunc func;
  gpointer data;
  gboolean quit;
  pthread_t caller;

  /* Each on a cache line of its own: one is read by all, the other written by all. */
  _Alignas (64) atomic_uint run;  /* counts the runs */
  _Alignas (64) atomic_int busy;  /* workers that have not finished this one */
  _Alignas (64) atomic_int sleepers; /* workers that wait for `started` … */
  atomic_int caller_sleeps;       /* … and whether the caller waits for `finished` */
  atomic_int caller_computes;
  atomic_int crowded;             /* a thread was brought to the processor of another */
  pthread_mutex_t lock;
  pthread_cond_t started, finished;
};

static inline void
pause_briefly (void)
{
#if defined(__x86_64__)
  __builtin_ia32_pause ();
#endif
}

/* Without processors to spare, whoever is done first sees to it that the others go on. Inside
 * the run, so that the caller it is about is there. */
static void
see_to_caller (NnPool *pool)
{
  for (int i = 0; i < pool->spins; i++)
    {
      if (!atomic_load_explicit (&pool->caller_computes, memory_order_acquire))
        return;
      pause_briefly ();
    }
  if (nn_affinity_bring_here (pool->caller))
    atomic_store (&pool->crowded, 1);
}

static void
see_to_workers (NnPool *pool)
{
  for (int i = 0; i < pool->n_threads - 1; i++)
    if (atomic_load (&pool->workers[i].computing)
        && nn_affinity_bring_here (pool->workers[i].thread))
      atomic_store (&pool->crowded, 1);
}

static void
spread_out (NnPool *pool)
{
  for (int i = 0; i < pool->n_threads - 1; i++)
    nn_affinity_send_away (pool->workers[i].thread);
  atomic_store (&pool->crowded, 0);
}

/* Announcing to sleep and looking once more, against raising and looking for
 * sleepers: both sequentially consistent, so one of the two sees the other. */
static void
wait_for_run (NnPool *pool,
              guint   seen)
{
  for (int i = 0; i < pool->spins; i++)
    {
      if (atomic_load_explicit (&pool->run, memory_order_acquire) != seen)
        return;
      pause_briefly ();
    }
  pthread_mutex_lock (&pool->lock);
  atomic_fetch_add (&pool->sleepers, 1);
  while (atomic_load (&pool->run) == seen)
    pthread_cond_wait (&pool->started, &pool->lock);
  atomic_fetch_sub (&pool->sleepers, 1);
  pthread_mutex_unlock (&pool->lock);
}

static void
wait_for_workers (NnPool *pool)
{
  for (int i = 0; i < pool->spins; i++)
    {
      if (atomic_load_explicit (&pool->busy, memory_order_acquire) == 0)
        return;
      pause_briefly ();
    }
  if (pool->tight)
    see_to_workers (pool);
  pthread_mutex_lock (&pool->lock);
  atomic_store (&pool->caller_sleeps, 1);
  while (atomic_load (&pool->busy) != 0)
    pthread_cond_wait (&pool->finished, &pool->lock);
  atomic_store (&pool->caller_sleeps, 0);
  pthread_mutex_unlock (&pool->lock);
}

static void
raise_run (NnPool *pool)
{
  atomic_fetch_add (&pool->run, 1);
  if (atomic_load (&pool->sleepers) > 0)
    {
      pthread_mutex_lock (&pool->lock);
      pthread_cond_broadcast (&pool->started);
      pthread_mutex_unlock (&pool->lock);
    }
}

static void
finish_run (NnPool *pool)
{
  if (atomic_fetch_sub (&pool->busy, 1) == 1 && atomic_load (&pool->caller_sleeps))
    {
      pthread_mutex_lock (&pool->lock);
      pthread_cond_signal (&pool->finished);
      pthread_mutex_unlock (&pool->lock);
    }
}

static gpointer
worker_main (gpointer user_data)
{
  Worker *worker = user_data;
  NnPool *pool = worker->pool;

  nn_thread_flush_denormals ();
  for (guint seen = 0;; seen++)
    {
      wait_for_run (pool, seen);
      if (pool->quit)
        return NULL;
      pool->func (worker->index, pool->data);
      atomic_store (&worker->computing, 0);
      if (pool->tight)
        see_to_caller (pool);
      finish_run (pool);
    }
}

NnPool *
nn_pool_new (int n_threads)
{
  NnPool *pool;

  g_return_val_if_fail (n_threads >= 1, NULL);

  pool = g_aligned_alloc0 (1, sizeof (NnPool), 64);
  pthread_mutex_init (&pool->lock, NULL);
  pthread_cond_init (&pool->started, NULL);
  pthread_cond_init (&pool->finished, NULL);
  pool->workers = g_new0 (Worker, n_threads);
  /* With more threads than processors, whoever spins takes the time of who computes. */
  pool->spins = n_threads <= sysconf (_SC_NPROCESSORS_ONLN) ? SPINS : 1;
  pool->tight = n_threads > 1 && nn_affinity_is_tight (n_threads);
  pool->n_threads = 1;
  for (int i = 0; i < n_threads - 1; i++)
    {
      Worker *worker = &pool->workers[i];

      worker->pool = pool;
      worker->index = i + 1;
      if (pthread_create (&worker->thread, NULL, worker_main, worker) != 0)
        break;
      pool->n_threads++;
    }
  return pool;
}

void
nn_pool_free (NnPool *pool)
{
  if (pool == NULL)
    return;
  pool->quit = TRUE;
  raise_run (pool);
  for (int i = 0; i < pool->n_threads - 1; i++)
    pthread_join (pool->workers[i].thread, NULL);
  pthread_cond_destroy (&pool->finished);
  pthread_cond_destroy (&pool->started);
  pthread_mutex_destroy (&pool->lock);
  g_free (pool->workers);
  g_aligned_free (pool);
}

int
nn_pool_get_threads (NnPool *pool)
{
  g_return_val_if_fail (pool != NULL, 1);
  return pool->n_threads;
}

static void
run_alone (NnPool     *pool,
           NnPoolFunc  func,
           gpointer    data)
{
  for (int i = 0; i < pool->n_threads; i++)
    func (i, data);
}

static void
run_together (NnPool     *pool,
              NnPoolFunc  func,
              gpointer    data)
{
  pool->func = func;
  pool->data = data;
  pool->caller = pthread_self ();
  if (atomic_load (&pool->crowded))
    spread_out (pool);
  atomic_store (&pool->caller_computes, 1);
  for (int i = 0; i < pool->n_threads - 1; i++)
    atomic_store (&pool->workers[i].computing, 1);
  atomic_store_explicit (&pool->busy, pool->n_threads - 1, memory_order_relaxed);
  raise_run (pool);
  func (0, data);
  atomic_store (&pool->caller_computes, 0);
  wait_for_workers (pool);
}

void
nn_pool_run (NnPool     *pool,
             NnPoolFunc  func,
             gpointer    data)
{
  guint state;

  g_return_if_fail (pool != NULL && func != NULL);

  state = nn_thread_flush_denormals ();
  if (pool->n_threads == 1 || (pool->tight && nn_thread_is_processor_lent ()))
    run_alone (pool, func, data);
  else
    run_together (pool, func, data);
  nn_thread_restore_denormals (state);
}
