/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "nn/nn-engine-private.h"

void
nn_engine_start_profile (NnEngine *engine)
{
  g_return_if_fail (engine != NULL && engine->watches == NULL);

  engine->watches = g_aligned_alloc0 (engine->n_threads, sizeof (NnStopwatch), 64);
  engine->watched_since = nn_stopwatch_read ();
}

void
nn_engine_end_profile (NnEngine  *engine,
                       NnProfile *profile)
{
  gint64 elapsed;

  g_return_if_fail (engine != NULL && engine->watches != NULL && profile != NULL);

  elapsed = nn_stopwatch_read () - engine->watched_since;
  *profile = (NnProfile) { .total = (double) elapsed * engine->n_threads / 1e9 };
  profile->rest = profile->total;
  for (int i = 0; i < engine->n_threads; i++)
    for (int l = 0; l < NN_MAX_LAYERS; l++)
      for (int phase = 0; phase < NN_PHASES; phase++)
        {
          double seconds = (double) engine->watches[i].layers[l][phase] / 1e9;

          profile->layers[l][phase] += seconds;
          profile->rest -= seconds;
        }
  g_clear_pointer (&engine->watches, g_aligned_free);
}
