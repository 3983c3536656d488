/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "session/nn-race.h"

struct _NnRace
{
  NnTraining *trainings[NN_N_RACERS];
  gint64 time[NN_N_RACERS];       /* microseconds of training alone */
};

NnRace *
nn_race_new (NnDataset            *dataset,
             const NnTrainingSpec *spec,
             const NnNetworkSpec  *rival,
             NnBackend             backend,
             int                   n_threads)
{
  NnTrainingSpec other;
  NnRace *race;

  g_return_val_if_fail (dataset != NULL && spec != NULL && rival != NULL && n_threads >= 1, NULL);

  other = *spec;
  other.network = *rival;
  race = g_new0 (NnRace, 1);
  race->trainings[NN_RACER_LENET] = nn_training_new (dataset, spec, backend, n_threads);
  race->trainings[NN_RACER_RIVAL] = nn_training_new (dataset, &other, backend, n_threads);
  return race;
}

void
nn_race_free (NnRace *race)
{
  if (race == NULL)
    return;
  for (NnRacer racer = 0; racer < NN_N_RACERS; racer++)
    nn_training_free (race->trainings[racer]);
  g_free (race);
}

gboolean
nn_race_step (NnRace        *race,
              NnBatchResult  results[NN_N_RACERS])
{
  gboolean ended = FALSE;

  g_return_val_if_fail (race != NULL && results != NULL, FALSE);

  for (NnRacer racer = 0; racer < NN_N_RACERS; racer++)
    {
      gint64 start = g_get_monotonic_time ();

      ended = nn_training_step (race->trainings[racer], &results[racer]);
      race->time[racer] += g_get_monotonic_time () - start;
    }
  return ended;
}

NnTraining *
nn_race_get_training (NnRace  *race,
                      NnRacer  racer)
{
  g_return_val_if_fail (race != NULL, NULL);

  return race->trainings[racer];
}

double
nn_race_get_seconds (NnRace  *race,
                     NnRacer  racer)
{
  g_return_val_if_fail (race != NULL, 0);

  return (double) race->time[racer] / G_USEC_PER_SEC;
}

double
nn_race_get_macs (NnRace  *race,
                  NnRacer  racer)
{
  const NnPlace *place;

  g_return_val_if_fail (race != NULL, 0);

  place = nn_training_get_place (race->trainings[racer]);
  return ((double) place->epoch * place->images + place->position)
         * (double) nn_network_count_macs (nn_training_get_network (race->trainings[racer]));
}
