/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <time.h>

#include "nn/nn-profile.h"

G_BEGIN_DECLS

/* One thread's share of a profile. In this floor alone. */
typedef struct
{
  gint64 last;                    /* nanoseconds */
  gint64 layers[NN_MAX_LAYERS][NN_PHASES];
} __attribute__ ((aligned (64))) NnStopwatch; /* no line of the cache is shared */

static inline gint64
nn_stopwatch_read (void)
{
  struct timespec now;

  clock_gettime (CLOCK_MONOTONIC, &now);
  return now.tv_sec * G_GINT64_CONSTANT (1000000000) + now.tv_nsec;
}

/* watch NULL: nobody measures. */
static inline void
nn_stopwatch_start (NnStopwatch *watch)
{
  if (G_UNLIKELY (watch != NULL))
    watch->last = nn_stopwatch_read ();
}

/* What passed since the start or the last lap went there. */
static inline void
nn_stopwatch_lap (NnStopwatch *watch,
                  int          layer,
                  NnPhase      phase)
{
  if (G_UNLIKELY (watch != NULL))
    {
      gint64 now = nn_stopwatch_read ();

      watch->layers[layer][phase] += now - watch->last;
      watch->last = now;
    }
}

G_END_DECLS
