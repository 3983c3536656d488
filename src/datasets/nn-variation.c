/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "datasets/nn-variation.h"

#include <math.h>
#include <string.h>

#include "base/nn-ref.h"
#include "base/nn-rng.h"

#define SIDE 28
#define SIZE (SIDE * SIDE)

/* 0 … n - 1 in an order of their own. (transfer full) */
static guint32 *
draw_order (guint   n,
            guint64 seed)
{
  guint32 *order = g_new (guint32, n);
  NnRng rng;

  for (guint i = 0; i < n; i++)
    order[i] = i;
  nn_rng_init (&rng, seed, NN_STREAM_EXPERIMENTS, 0);
  nn_rng_shuffle (&rng, order, n);
  return order;
}

/* Without images. */
static NnDataset *
dataset_new_like (NnDataset *dataset)
{
  NnDataset *copy = g_new0 (NnDataset, 1);

  nn_ref_init (&copy->ref_count);
  copy->directory = g_strdup (dataset->directory);
  copy->name = g_strdup (dataset->name);
  return copy;
}

/* pick: [n] indices into from. */
static NnImages
images_pick (const NnImages *from,
             const guint32  *pick,
             guint           n)
{
  NnImages images = { n, g_malloc ((gsize) n * SIZE), g_malloc (n) };

  for (guint i = 0; i < n; i++)
    {
      memcpy (images.pixels + (gsize) i * SIZE, from->pixels + (gsize) pick[i] * SIZE, SIZE);
      images.labels[i] = from->labels[pick[i]];
    }
  return images;
}

static NnImages
images_permute (const NnImages *from,
                const guint32  *order)  /* [784] */
{
  NnImages images = {
    .n = from->n,
    .pixels = g_malloc ((gsize) from->n * SIZE),
    .labels = g_memdup2 (from->labels, from->n),
  };

  for (guint i = 0; i < from->n; i++)
    for (int p = 0; p < SIZE; p++)
      images.pixels[(gsize) i * SIZE + p] = from->pixels[(gsize) i * SIZE + order[p]];
  return images;
}

NnDataset *
nn_dataset_new_shuffled (NnDataset *dataset,
                         guint64    seed)
{
  g_autofree guint32 *order = NULL;
  NnDataset *shuffled;

  g_return_val_if_fail (dataset != NULL, NULL);

  order = draw_order (SIZE, seed);
  shuffled = dataset_new_like (dataset);
  shuffled->train = images_permute (&dataset->train, order);
  shuffled->test = images_permute (&dataset->test, order);
  return shuffled;
}

NnDataset *
nn_dataset_new_fewer (NnDataset *dataset,
                      guint      n,
                      guint64    seed)
{
  g_autofree guint32 *order = NULL;
  NnDataset *fewer;

  g_return_val_if_fail (dataset != NULL && n >= 1 && n <= dataset->train.n, NULL);

  order = draw_order (dataset->train.n, seed);
  fewer = dataset_new_like (dataset);
  fewer->train = images_pick (&dataset->train, order, n);
  fewer->test = (NnImages) {
    .n = dataset->test.n,
    .pixels = g_memdup2 (dataset->test.pixels, (gsize) dataset->test.n * SIZE),
    .labels = g_memdup2 (dataset->test.labels, dataset->test.n),
  };
  return fewer;
}

void
nn_images_shift (const NnImages *images,
                 int             right,
                 int             down,
                 guint8         *pixels)
{
  g_return_if_fail (images != NULL && pixels != NULL);

  memset (pixels, 0, (gsize) images->n * SIZE);
  for (guint i = 0; i < images->n; i++)
    for (int y = MAX (0, down); y < MIN (SIDE, SIDE + down); y++)
      for (int x = MAX (0, right); x < MIN (SIDE, SIDE + right); x++)
        pixels[(gsize) i * SIZE + y * SIDE + x]
          = images->pixels[(gsize) i * SIZE + (y - down) * SIDE + x - right];
}

void
nn_images_add_noise (const NnImages *images,
                     double          sigma,
                     guint64         seed,
                     guint8         *pixels)
{
  NnRng rng;

  g_return_if_fail (images != NULL && sigma >= 0 && pixels != NULL);

  nn_rng_init (&rng, seed, NN_STREAM_EXPERIMENTS, 0);
  for (gsize i = 0; i < (gsize) images->n * SIZE; i++)
    {
      double noise = -6;

      for (int k = 0; k < 12; k++)
        noise += nn_rng_uniform (&rng);
      pixels[i] = (guint8) floor (CLAMP (images->pixels[i] + 255 * sigma * noise, 0, 255) + 0.5);
    }
}
