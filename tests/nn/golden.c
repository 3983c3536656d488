/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "golden.h"

#include <gio/gio.h>

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

float *
golden_floats (const char *name,
               gsize       n)
{
  g_autofree char *path = golden_path (name);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GError) error = NULL;
  g_autoptr (GFileInputStream) packed = g_file_read (file, NULL, &error);
  g_autoptr (GConverter) gunzip = NULL;
  g_autoptr (GInputStream) stream = NULL;
  guint32 *words = g_new (guint32, n + 1);
  gsize length;

  g_assert_no_error (error);
  gunzip = G_CONVERTER (g_zlib_decompressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP));
  stream = g_converter_input_stream_new (G_INPUT_STREAM (packed), gunzip);
  g_input_stream_read_all (stream, words, (n + 1) * sizeof *words, &length, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (length, ==, n * sizeof *words);
  for (gsize i = 0; i < n; i++)
    words[i] = GUINT32_FROM_LE (words[i]);
  return (float *) words;
}

void
golden_start (GoldenRun       *run,
              NnBackend        backend,
              int              n_threads,
              NnOptimizerKind  optimizer,
              NnActivation     activation,
              float            rms_clip)
{
  const NnNetworkSpec spec = { .architecture = NN_ARCHITECTURE_LENET, .activation = activation };

  run->engine = nn_engine_new (&spec, backend, n_threads);
  run->network = nn_network_new (&spec);
  nn_network_init_glorot (run->network, GOLDEN_SEED);
  run->optimizer = nn_optimizer_new (run->network);
  run->hyper = nn_hyper_default (optimizer);
  run->hyper.rms_clip = rms_clip;
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

NnNetwork *
golden_load (const char  *weights,
             NnActivation activation)
{
  const NnNetworkSpec spec = { .architecture = NN_ARCHITECTURE_LENET, .activation = activation };
  NnNetwork *network = nn_network_new (&spec);
  g_autofree char *name = g_strdup_printf ("torch-%s.f32.gz", weights);
  g_autofree float *values = NULL;
  const float *next;
  int n;
  const NnParameter *parameters = nn_network_get_parameters (network, &n);

  nn_network_init_glorot (network, GOLDEN_SEED);
  if (g_str_equal (weights, "start"))
    return network;
  next = values = golden_floats (name, nn_network_count_parameters (network));
  for (int i = 0; i < n; next += parameters[i++].size)
    nn_network_set_tensor (network, i, next);
  return network;
}

NnNetwork *
golden_network (const NnNetworkSpec *spec,
                guint64              seed,
                guint                updates)
{
  g_autoptr (NnEngine) engine = nn_engine_new (spec, nn_backend_best (), 1);
  NnNetwork *network = nn_network_new (spec);
  g_autoptr (NnOptimizer) optimizer = nn_optimizer_new (network);
  g_autoptr (NnBatcher) batcher = nn_batcher_new (golden_dataset ()->train.n, 0, GOLDEN_SEED);
  const NnHyper hyper = nn_hyper_default (NN_OPTIMIZER_ADAM);
  const NnImages *train = &golden_dataset ()->train;

  nn_network_init_glorot (network, seed);
  for (guint i = 0; i < updates; i++)
    nn_engine_train_batch (engine, network, optimizer, &hyper, train->pixels, train->labels,
                           nn_batcher_get_order (batcher, 1) + GOLDEN_BATCH * i, GOLDEN_BATCH);
  return network;
}
