/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/nn-pool.h"

#include <pthread.h>
#include <sched.h>
#include <stdatomic.h>

#include "base/nn-arena.h"
#include "base/nn-thread.h"

typedef struct
{
  int n_threads;
  int count[8];                   /* of each worker, written by it alone */
  atomic_int sum;
  double tiny[8];                 /* half the smallest normal float, as each worker sees it */
} Work;

/* The compiler does not know it, so it cannot compute with it beforehand. */
static volatile float smallest = G_MINFLOAT;

static float
half_of_smallest (void)
{
  return smallest * 0.5f;
}

static void
work (int      worker,
      gpointer data)
{
  Work *w = data;

  g_assert_cmpint (worker, <, w->n_threads);
  w->count[worker]++;
  w->tiny[worker] = half_of_smallest ();
  atomic_fetch_add (&w->sum, worker + 1);
}

static void
check_runs (int    n_threads,
            int    runs,
            gulong pause)
{
  g_autoptr (NnPool) pool = nn_pool_new (n_threads);
  Work w = { .n_threads = n_threads };

  g_assert_cmpint (nn_pool_get_threads (pool), ==, n_threads);
  for (int i = 1; i <= runs; i++)
    {
      nn_pool_run (pool, work, &w);
      /* All are done, and all they wrote is seen here. */
      for (int t = 0; t < n_threads; t++)
        g_assert_cmpint (w.count[t], ==, i);
      g_assert_cmpint (atomic_load (&w.sum), ==, i * n_threads * (n_threads + 1) / 2);
      if (pause > 0)
        g_usleep (pause);
    }
#if defined(__x86_64__)
  for (int t = 0; t < n_threads; t++)
    g_assert_cmpfloat (w.tiny[t], ==, 0);
#endif
  g_assert_cmpfloat (half_of_smallest (), >, 0); /* the caller's own mode is back */
}

static void
test_busy (void)
{
  for (int n_threads = 1; n_threads <= 5; n_threads++)
    check_runs (n_threads, 2000, 0);
}

/* Between the runs all workers fall asleep. */
static void
test_idle (void)
{
  check_runs (2, 20, 5000);
  check_runs (4, 20, 2000);
}

typedef struct
{
  GThread *of[2];                 /* who computed for each worker */
} Who;

static void
note_thread (int      worker,
             gpointer data)
{
  ((Who *) data)->of[worker] = g_thread_self ();
}

/* This thread, and the pools it makes, on two processors, whatever the machine has; FALSE:
 * there is but one. all: what to go back to. */
static gboolean
keep_to_two (cpu_set_t *all)
{
  cpu_set_t two;

  g_assert_cmpint (pthread_getaffinity_np (pthread_self (), sizeof *all, all), ==, 0);
  CPU_ZERO (&two);
  for (int i = 0; i < CPU_SETSIZE && CPU_COUNT (&two) < 2; i++)
    if (CPU_ISSET (i, all))
      CPU_SET (i, &two);
  g_assert_cmpint (pthread_setaffinity_np (pthread_self (), sizeof two, &two), ==, 0);
  return CPU_COUNT (&two) == 2;
}

static void
go_back_to (const cpu_set_t *all)
{
  g_assert_cmpint (pthread_setaffinity_np (pthread_self (), sizeof *all, all), ==, 0);
}

/* While a window has a processor of its own, all is computed all the same. */
static void
test_lent (void)
{
  g_autoptr (NnPool) pool = NULL;
  Work w = { .n_threads = 2 };
  cpu_set_t all;

  keep_to_two (&all);
  pool = nn_pool_new (2);
  for (int i = 1; i <= 2000; i++)
    {
      if (i % 3 == 1)
        nn_thread_lend_processor ();
      g_assert_cmpint (nn_thread_is_processor_lent (), ==, i % 3 != 0);
      nn_pool_run (pool, work, &w);
      for (int t = 0; t < 2; t++)
        g_assert_cmpint (w.count[t], ==, i);
      if (i % 3 == 2)
        nn_thread_take_processor_back ();
    }
  nn_thread_take_processor_back ();
  go_back_to (&all);
}

/* Who computes: on a machine of one processor there is none to lend. */
static void
test_who_is_lent (void)
{
  g_autoptr (NnPool) pool = NULL;
  gboolean two;
  cpu_set_t all;
  Who who;

  two = keep_to_two (&all);
  pool = nn_pool_new (2);
  for (int lent = 0; lent <= 1; lent++)
    {
      if (lent)
        nn_thread_lend_processor ();
      nn_pool_run (pool, note_thread, &who);
      g_assert_true (who.of[0] == g_thread_self ());
      g_assert_cmpint (who.of[1] == g_thread_self (), ==, lent && two);
      nn_thread_take_processor_back ();
    }
  nn_pool_run (pool, note_thread, &who);
  g_assert_true (who.of[1] != g_thread_self ());
  go_back_to (&all);
}

static void
test_unused (void)
{
  NnPool *pool = nn_pool_new (3);

  g_usleep (1000);
  nn_pool_free (pool);
}

static void
test_arena (void)
{
  NnArena arena = { NULL };
  float *a, *b;

  g_assert_null (nn_arena_take_array (&arena, float, 3));
  g_assert_null (nn_arena_take_array (&arena, float, 20));
  nn_arena_reserve (&arena);
  a = nn_arena_take_array (&arena, float, 3);
  b = nn_arena_take_array (&arena, float, 20);
  g_assert_cmpuint ((gsize) a % 64, ==, 0);
  g_assert_cmpint (b - a, ==, 16);
  for (int i = 0; i < 20; i++)
    g_assert_cmpfloat (b[i], ==, 0);
  nn_arena_clear (&arena);
  g_assert_null (arena.block);
}

static void
test_forbidden (void)
{
  if (g_test_subprocess ())
    {
      nn_kernel_entry ();
      g_printerr ("once\n");
      nn_thread_forbid_kernels ();
      nn_kernel_entry ();
      g_printerr ("twice\n");
      return;
    }
  g_test_trap_subprocess (NULL, 0, G_TEST_SUBPROCESS_DEFAULT);
#ifdef NDEBUG
  g_test_trap_assert_passed ();
  g_test_trap_assert_stderr ("*once*twice*");
#else
  g_test_trap_assert_failed ();
  g_test_trap_assert_stderr ("*once*must not compute*");
  g_test_trap_assert_stderr_unmatched ("*twice*");
#endif
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/pool/busy", test_busy);
  g_test_add_func ("/pool/idle", test_idle);
  g_test_add_func ("/pool/lent", test_lent);
  g_test_add_func ("/pool/who-is-lent", test_who_is_lent);
  g_test_add_func ("/pool/unused", test_unused);
  g_test_add_func ("/pool/arena", test_arena);
  g_test_add_func ("/pool/forbidden", test_forbidden);
  return g_test_run ();
}
