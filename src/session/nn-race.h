/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "session/nn-training.h"

G_BEGIN_DECLS

/* LeNet against a fully connected net: trained side by side, from
 * one seed, on the same batches. Synchronous, as NnTraining is. */
typedef enum { NN_RACER_LENET, NN_RACER_RIVAL, NN_N_RACERS } NnRacer;

typedef struct _NnRace NnRace;

/* spec: of LeNet; its rival differs in nothing but the network. */
NnRace     *nn_race_new             (NnDataset            *dataset,
                                     const NnTrainingSpec *spec,
                                     const NnNetworkSpec  *rival,
                                     NnBackend             backend,
                                     int                   n_threads);
void        nn_race_free            (NnRace               *race);

/* One batch of each. TRUE if it ended an epoch. */
gboolean    nn_race_step            (NnRace               *race,
                                     NnBatchResult         results[NN_N_RACERS]);
NnTraining *nn_race_get_training    (NnRace               *race,
                                     NnRacer               racer);
/* What it has cost so far: seconds of training alone, and multiply-adds of its forward passes. */
double      nn_race_get_seconds     (NnRace               *race,
                                     NnRacer               racer);
double      nn_race_get_macs        (NnRace               *race,
                                     NnRacer               racer);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NnRace, nn_race_free)

G_END_DECLS
