/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "datasets/nn-batcher.h"
#include "datasets/nn-dataset.h"
#include "nn/nn-engine.h"

/* LeNet on the real MNIST from the start of seed 1, batches of 64 in the order of
 * epoch 1: what both golden tests train. */
#define GOLDEN_SEED 1
#define GOLDEN_BATCH 64

typedef struct
{
  NnEngine *engine;
  NnNetwork *network;
  NnOptimizer *optimizer;
  NnHyper hyper;
  NnBatcher *batcher;
  guint updates;
} GoldenRun;

NnDataset    *golden_dataset  (void);                     /* shared, never freed */
char         *golden_path     (const char      *name);    /* in tests/golden */
float        *golden_floats   (const char      *name,     /* in tests/golden, packed by gzip, little-endian */
                               gsize            n);       /* exactly; (transfer full) */
/* rms_clip: 0 for none. */
void          golden_start    (GoldenRun       *run,
                               NnBackend        backend,
                               int              n_threads,
                               NnOptimizerKind  optimizer,
                               NnActivation     activation,
                               float            rms_clip);
/* Weights of PyTorch's, "adam", or the start, "start". */
NnNetwork    *golden_load     (const char      *weights,
                               NnActivation     activation);
NnBatchResult golden_step     (GoldenRun       *run);     /* one update */
void          golden_stop     (GoldenRun       *run);
/* Any network, from its start by seed, after so many updates by Adam on batches of 64. */
NnNetwork    *golden_network  (const NnNetworkSpec *spec,
                               guint64          seed,
                               guint            updates);
