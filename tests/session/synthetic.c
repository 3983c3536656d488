/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "synthetic.h"

#include "base/nn-ref.h"
#include "base/nn-rng.h"

static void
fill (NnImages *images,
      guint     n,
      guint64   seed)
{
  NnRng rng, patterns;
  guint8 means[NN_CLASSES][NN_IMAGE_SIZE];

  nn_rng_init (&patterns, 1, NN_STREAM_EXPERIMENTS, 0);
  for (int c = 0; c < NN_CLASSES; c++)
    for (int i = 0; i < NN_IMAGE_SIZE; i++)
      means[c][i] = (guint8) nn_rng_below (&patterns, 160);

  nn_rng_init (&rng, seed, NN_STREAM_EXPERIMENTS, 0);
  images->n = n;
  images->pixels = g_malloc ((gsize) n * NN_IMAGE_SIZE);
  images->labels = g_malloc (n);
  for (guint image = 0; image < n; image++)
    {
      guint8 label = (guint8) nn_rng_below (&rng, NN_CLASSES);

      images->labels[image] = label;
      for (int i = 0; i < NN_IMAGE_SIZE; i++)
        images->pixels[(gsize) image * NN_IMAGE_SIZE + i]
          = (guint8) (means[label][i] + nn_rng_below (&rng, 96));
    }
}

NnDataset *
synthetic_dataset (guint n_train,
                   guint n_test)
{
  NnDataset *dataset = g_new0 (NnDataset, 1);

  nn_ref_init (&dataset->ref_count);
  dataset->directory = g_strdup ("/nowhere/synthetic");
  dataset->name = g_strdup ("synthetic");
  fill (&dataset->train, n_train, 2);
  fill (&dataset->test, n_test, 3);
  return dataset;
}

NnTrainingSpec
synthetic_spec (void)
{
  NnTrainingSpec spec = nn_training_spec_default ();

  spec.network.architecture = NN_ARCHITECTURE_MLP;
  spec.network.hidden[0] = 12;
  spec.batch = 16;
  return spec;
}

char *
describe_state (const NnNetwork *network,
                const NnPlace   *place)
{
  g_autofree char *sha256 = nn_network_sha256 (network);

  return g_strdup_printf ("%s %" G_GUINT64_FORMAT " %u %u", sha256, place->update, place->epoch,
                          place->position);
}
