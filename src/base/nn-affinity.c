/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/nn-affinity.h"

#include <sched.h>
#include <time.h>

#define WATCH_NANOSECONDS 15000
#define STILL_NANOSECONDS 2000    /* of processor time, meanwhile */

static gint64
read_clock (clockid_t clock)
{
  struct timespec time;

  if (clock_gettime (clock, &time) != 0)
    return 0;
  return time.tv_sec * G_GINT64_CONSTANT (1000000000) + time.tv_nsec;
}

static gboolean
stands_still (pthread_t thread)
{
  clockid_t clock;
  gint64 used, start;

  if (pthread_getcpuclockid (thread, &clock) != 0)
    return FALSE;
  used = read_clock (clock);
  start = read_clock (CLOCK_MONOTONIC);
  while (read_clock (CLOCK_MONOTONIC) - start < WATCH_NANOSECONDS)
    ;
  return read_clock (clock) - used < STILL_NANOSECONDS;
}

gboolean
nn_affinity_is_tight (int n_threads)
{
  cpu_set_t processors;

  return pthread_getaffinity_np (pthread_self (), sizeof processors, &processors) == 0
         && n_threads == CPU_COUNT (&processors);
}

gboolean
nn_affinity_bring_here (pthread_t thread)
{
  int processor = sched_getcpu ();
  cpu_set_t here, before;

  if (processor < 0 || !stands_still (thread)
      || pthread_getaffinity_np (thread, sizeof before, &before) != 0)
    return FALSE;
  CPU_ZERO (&here);
  CPU_SET (processor, &here);
  if (pthread_setaffinity_np (thread, sizeof here, &here) != 0)
    return FALSE;
  /* It is here, and may go where it could go before; it had perhaps been sent away from here. */
  CPU_SET (processor, &before);
  (void) pthread_setaffinity_np (thread, sizeof before, &before);
  return TRUE;
}

void
nn_affinity_send_away (pthread_t thread)
{
  int processor = sched_getcpu ();
  cpu_set_t others;

  if (processor < 0 || pthread_getaffinity_np (pthread_self (), sizeof others, &others) != 0)
    return;
  CPU_CLR (processor, &others);
  (void) pthread_setaffinity_np (thread, sizeof others, &others);
}
