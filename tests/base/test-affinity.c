/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/nn-affinity.h"

#include <sched.h>
#include <stdatomic.h>

typedef struct
{
  pthread_t thread;
  pthread_mutex_t lock;
  pthread_cond_t wake;
  gboolean quit;
  atomic_int processor;           /* where it was, when it was last awake */
} Sleeper;

static gpointer
sleep_main (gpointer data)
{
  Sleeper *sleeper = data;

  pthread_mutex_lock (&sleeper->lock);
  while (!sleeper->quit)
    {
      atomic_store (&sleeper->processor, sched_getcpu ());
      pthread_cond_wait (&sleeper->wake, &sleeper->lock);
    }
  pthread_mutex_unlock (&sleeper->lock);
  return NULL;
}

static void
sleeper_start (Sleeper *sleeper)
{
  *sleeper = (Sleeper) { .processor = -1 };
  pthread_mutex_init (&sleeper->lock, NULL);
  pthread_cond_init (&sleeper->wake, NULL);
  g_assert_cmpint (pthread_create (&sleeper->thread, NULL, sleep_main, sleeper), ==, 0);
}

static int
sleeper_wake (Sleeper *sleeper)
{
  atomic_store (&sleeper->processor, -1);
  while (atomic_load (&sleeper->processor) < 0)
    {
      pthread_mutex_lock (&sleeper->lock);
      pthread_cond_signal (&sleeper->wake);
      pthread_mutex_unlock (&sleeper->lock);
      g_usleep (100);
    }
  return atomic_load (&sleeper->processor);
}

static void
sleeper_stop (Sleeper *sleeper)
{
  pthread_mutex_lock (&sleeper->lock);
  sleeper->quit = TRUE;
  pthread_cond_signal (&sleeper->wake);
  pthread_mutex_unlock (&sleeper->lock);
  pthread_join (sleeper->thread, NULL);
  pthread_cond_destroy (&sleeper->wake);
  pthread_mutex_destroy (&sleeper->lock);
}

static cpu_set_t
get_processors (pthread_t thread)
{
  cpu_set_t processors;

  g_assert_cmpint (pthread_getaffinity_np (thread, sizeof processors, &processors), ==, 0);
  return processors;
}

static void
test_tight (void)
{
  cpu_set_t all = get_processors (pthread_self ());
  int n = CPU_COUNT (&all);

  g_assert_true (nn_affinity_is_tight (n));
  g_assert_false (nn_affinity_is_tight (n + 1));
  g_assert_false (nn_affinity_is_tight (n - 1));
}

/* To bring a thread here takes nothing from where it may go. */
static void
test_bring (void)
{
  cpu_set_t all = get_processors (pthread_self ()), after;
  Sleeper sleeper;

  sleeper_start (&sleeper);
  sleeper_wake (&sleeper);
  g_usleep (1000);                /* so that it has gone back to sleep */
  g_assert_true (nn_affinity_bring_here (sleeper.thread));
  after = get_processors (sleeper.thread);
  g_assert_true (CPU_EQUAL (&after, &all));
  after = get_processors (pthread_self ());
  g_assert_true (CPU_EQUAL (&after, &all));
  sleeper_stop (&sleeper);
  /* A thread that computes, such as this one while it watches, is left alone. */
  g_assert_false (nn_affinity_bring_here (pthread_self ()));
}

static void
test_send_away (void)
{
  cpu_set_t all = get_processors (pthread_self ()), one, after;
  int here = sched_getcpu ();
  Sleeper sleeper;

  CPU_ZERO (&one);
  CPU_SET (here, &one);
  sleeper_start (&sleeper);
  g_assert_cmpint (pthread_setaffinity_np (pthread_self (), sizeof one, &one), ==, 0);
  /* Nowhere to go, and so it stays as it was. */
  nn_affinity_send_away (sleeper.thread);
  after = get_processors (sleeper.thread);
  g_assert_true (CPU_EQUAL (&after, &all));
  g_assert_cmpint (pthread_setaffinity_np (pthread_self (), sizeof all, &all), ==, 0);
  /* Of one processor nothing is left to go to: that was the case above. */
  for (int i = 0; i < 20 && CPU_COUNT (&all) > 1; i++)
    {
      here = sched_getcpu ();
      nn_affinity_send_away (sleeper.thread);
      after = get_processors (sleeper.thread);
      g_assert_cmpint (CPU_COUNT (&after), ==, CPU_COUNT (&all) - 1);
      g_assert_true (CPU_ISSET (sleeper_wake (&sleeper), &after));
      g_usleep (1000);
      g_assert_true (nn_affinity_bring_here (sleeper.thread));
      /* It is not sent back at once; unless this thread itself was moved meanwhile. */
      after = get_processors (sleeper.thread);
      if (sched_getcpu () == here)
        g_assert_true (CPU_ISSET (here, &after));
    }
  sleeper_stop (&sleeper);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/affinity/tight", test_tight);
  g_test_add_func ("/affinity/bring", test_bring);
  g_test_add_func ("/affinity/send-away", test_send_away);
  return g_test_run ();
}
