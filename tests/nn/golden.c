/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "golden.h"

NnDataset *
golden_dataset (void)
{
  static NnDataset *dataset = NULL;

  if (dataset == NULL)
    {
      g_autoptr (GError) error = NULL;

      dataset = nn_dataset_load (GOLDEN_MNIST, &error);
      g_assert_no_error (error);
    }
  return dataset;
}

char *
golden_path (const char *name)
{
  return g_build_filename (GOLDEN_FOLDER, name, NULL);
}

void
golden_start (GoldenRun       *run,
              NnBackend        backend,
              int              n_threads,
              NnOptimizerKind  optimizer)
{
  const NnNetworkSpec spec = { .architecture = NN_ARCHITECTURE_LENET };

  run->engine = nn_engine_new (&spec, backend, n_threads);
  run->network = nn_network_new (&spec);
  nn_network_init_glorot (run->network, GOLDEN_SEED);
  run->optimizer = nn_optimizer_new (run->network);
  run->hyper = nn_hyper_default (optimizer);
  run->batcher = nn_batcher_new (golden_dataset ()->train.n, 0, GOLDEN_SEED);
  run->updates = 0;
}

NnBatchResult
golden_step (GoldenRun *run)
{
  const NnImages *train = &golden_dataset ()->train;
  const guint32 *order = nn_batcher_get_order (run->batcher, 1);

  return nn_engine_train_batch (run->engine, run->network, run->optimizer, &run->hyper,
                                train->pixels, train->labels,
                                order + GOLDEN_BATCH * run->updates++, GOLDEN_BATCH);
}

void
golden_stop (GoldenRun *run)
{
  g_clear_pointer (&run->engine, nn_engine_free);
  g_clear_pointer (&run->network, nn_network_unref);
  g_clear_pointer (&run->optimizer, nn_optimizer_free);
  g_clear_pointer (&run->batcher, nn_batcher_free);
}
