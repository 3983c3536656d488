/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>

#include "base/nn-rng.h"
#include "nn/nn-engine.h"

/* The same weights to the bit on any number of threads and on AVX2 and AVX-512,
 * for every network, activation, optimizer and size of batch. */

#define N_IMAGES 1024

static const int batches[] = { 64, 60, 7, 1000 };

typedef struct
{
  NnNetworkSpec network;
  NnHyper hyper;
  int batch, updates;
} Run;

static guint8 pixels[N_IMAGES * NN_IMAGE_SIZE];
static guint8 labels[N_IMAGES];

static void
make_images (void)
{
  NnRng rng;

  nn_rng_init (&rng, 3, NN_STREAM_EXPERIMENTS, 0);
  for (int i = 0; i < N_IMAGES; i++)
    {
      int stroke = (int) nn_rng_below (&rng, NN_CLASSES);

      labels[i] = (guint8) stroke;
      for (int p = 0; p < NN_IMAGE_SIZE; p++)
        {
          int noise = (int) nn_rng_below (&rng, 64);
          gboolean on = p / NN_IMAGE_SIDE / 3 == stroke || p % NN_IMAGE_SIDE / 3 == stroke;

          pixels[i * NN_IMAGE_SIZE + p] = (guint8) (on ? 255 - noise : noise / 32 * noise);
        }
    }
}

/* Runs it and gives the hash of its weights, losses and right answers. (transfer full) */
static char *
train (const Run *run,
       NnBackend  backend,
       int        n_threads)
{
  g_autoptr (NnNetwork) network = nn_network_new (&run->network);
  g_autoptr (NnOptimizer) optimizer = NULL;
  g_autoptr (NnEngine) engine = nn_engine_new (&run->network, backend, n_threads);
  g_autofree guint32 *indices = g_new (guint32, run->batch);
  g_autofree char *weights = NULL;
  double losses = 0;
  int correct = 0;
  NnRng rng;

  nn_network_init_glorot (network, 5);
  optimizer = nn_optimizer_new (network);
  nn_rng_init (&rng, 5, NN_STREAM_EXPERIMENTS, 1);
  for (int u = 0; u < run->updates; u++)
    {
      NnBatchResult result;

      for (int i = 0; i < run->batch; i++)
        indices[i] = (guint32) nn_rng_below (&rng, N_IMAGES);
      result = nn_engine_train_batch (engine, network, optimizer, &run->hyper, pixels, labels,
                                      indices, run->batch);
      losses += result.loss;
      correct += result.correct;
    }
  g_assert_cmpfloat (losses, <, 4.0 * run->updates);
  weights = nn_network_sha256 (network);
  return g_strdup_printf ("%s %a %d", weights, losses, correct);
}

static void
check (const Run *run,
       int        batch)
{
  const NnBackend levels[] = { NN_BACKEND_AVX512, NN_BACKEND_AVX2, NN_BACKEND_BASELINE };
  const int threads[] = { 1, 2, 3, 5 };
  g_autofree char *fused = NULL, *baseline = NULL;

  for (gsize l = 0; l < G_N_ELEMENTS (levels); l++)
    {
      char **first = levels[l] == NN_BACKEND_BASELINE ? &baseline : &fused;

      if (!nn_backend_is_available (levels[l]))
        continue;
      for (gsize t = 0; t < G_N_ELEMENTS (threads); t++)
        {
          g_autofree char *hash = NULL;

          if (levels[l] == NN_BACKEND_BASELINE && threads[t] > 2)
            continue;             /* it is five times as slow */
          hash = train (run, levels[l], threads[t]);

          g_test_message ("%s, %d threads, batch %d: %s", nn_backend_to_string (levels[l]),
                          threads[t], batch, hash);
          if (*first == NULL)
            *first = g_strdup (hash);
          g_assert_cmpstr (hash, ==, *first);
        }
    }
}

static void
test_run (gconstpointer data)
{
  Run run = *(const Run *) data;

  for (gsize b = 0; b < G_N_ELEMENTS (batches); b++)
    {
      run.batch = batches[b];
      run.updates = MAX (2, MIN (50, 3200 / batches[b]));
      check (&run, batches[b]);
    }
}

static void
add (const char     *name,
     NnArchitecture  architecture,
     NnActivation    activation,
     NnOptimizerKind kind,
     float           weight_decay,
     float           rms_clip)
{
  g_autofree char *path = g_strdup_printf ("/bits/%s", name);
  Run *run = g_new0 (Run, 1);

  if (architecture == NN_ARCHITECTURE_MLP)
    run->network = nn_network_spec_rival (61706);
  run->network.activation = activation;
  run->hyper = nn_hyper_default (kind);
  run->hyper.weight_decay = weight_decay;
  run->hyper.rms_clip = rms_clip;
  g_test_add_data_func_full (path, run, test_run, g_free);
}

/* A loss that is no number must be seen, not hidden by a max (). */
static void
test_nan (void)
{
  const NnBackend levels[] = { NN_BACKEND_BASELINE, NN_BACKEND_AVX2, NN_BACKEND_AVX512 };
  const NnNetworkSpec spec = { .architecture = NN_ARCHITECTURE_LENET };
  const guint32 indices[] = { 0, 1, 2 };

  for (gsize l = 0; l < G_N_ELEMENTS (levels); l++)
    if (nn_backend_is_available (levels[l]))
      {
        g_autoptr (NnNetwork) network = nn_network_new (&spec);
        g_autoptr (NnOptimizer) optimizer = nn_optimizer_new (network);
        g_autoptr (NnEngine) engine = nn_engine_new (&spec, levels[l], 2);
        NnHyper hyper = nn_hyper_default (NN_OPTIMIZER_SGD);
        NnBatchResult result;

        nn_network_init_glorot (network, 1);
        nn_network_get_block (network)[nn_network_get_parameters (network, NULL)[0].offset]
          = (float) NAN;
        result = nn_engine_train_batch (engine, network, optimizer, &hyper, pixels, labels, indices,
                                        3);
        g_assert_true (isnan (result.loss));
      }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  make_images ();
  add ("lenet-adam", NN_ARCHITECTURE_LENET, NN_ACTIVATION_RELU, NN_OPTIMIZER_ADAM, 0, 0);
  add ("lenet-sgd-clip", NN_ARCHITECTURE_LENET, NN_ACTIVATION_RELU, NN_OPTIMIZER_SGD, 0, 0.15f);
  add ("lenet-tanh-momentum", NN_ARCHITECTURE_LENET, NN_ACTIVATION_TANH, NN_OPTIMIZER_MOMENTUM,
       0.001f, 0);
  add ("lenet-tanh-adam-clip", NN_ARCHITECTURE_LENET, NN_ACTIVATION_TANH, NN_OPTIMIZER_ADAM, 0, 0.08f);
  add ("rival-adam", NN_ARCHITECTURE_MLP, NN_ACTIVATION_RELU, NN_OPTIMIZER_ADAM, 0.001f, 0);
  add ("rival-tanh-sgd", NN_ARCHITECTURE_MLP, NN_ACTIVATION_TANH, NN_OPTIMIZER_SGD, 0, 0);
  g_test_add_func ("/bits/nan", test_nan);
  return g_test_run ();
}
