/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "datasets/nn-batcher.h"

#include <stdlib.h>
#include <string.h>

#include "base/nn-rng.h"

struct _NnBatcher
{
  guint64 seed;
  guint n_held_out, n_kept;
  guint32 *held_out;              /* [n_held_out], ascending */
  guint32 *kept;                  /* [n_kept], ascending */
  guint32 *order;                 /* [n_kept], kept in the order of the epoch asked for last */
};

static int
compare_indices (gconstpointer a,
                 gconstpointer b)
{
  guint32 x = *(const guint32 *) a, y = *(const guint32 *) b;

  return (x > y) - (x < y);
}

NnBatcher *
nn_batcher_new (guint   n_images,
                guint   hold_out,
                guint64 seed)
{
  g_autofree guint32 *all = NULL;
  NnBatcher *batcher;

  g_return_val_if_fail (hold_out < n_images, NULL);

  all = g_new (guint32, n_images);
  for (guint i = 0; i < n_images; i++)
    all[i] = i;
  if (hold_out > 0)
    {
      NnRng rng;

      nn_rng_init (&rng, seed, NN_STREAM_HOLD_OUT, 0);
      nn_rng_shuffle (&rng, all, n_images);
      qsort (all, hold_out, sizeof *all, compare_indices);
      qsort (all + hold_out, n_images - hold_out, sizeof *all, compare_indices);
    }

  batcher = g_new0 (NnBatcher, 1);
  batcher->seed = seed;
  batcher->n_held_out = hold_out;
  batcher->n_kept = n_images - hold_out;
  batcher->held_out = g_memdup2 (all, hold_out * sizeof *all);
  batcher->kept = g_memdup2 (all + hold_out, batcher->n_kept * sizeof *all);
  batcher->order = g_new (guint32, batcher->n_kept);
  return batcher;
}

void
nn_batcher_free (NnBatcher *batcher)
{
  if (batcher == NULL)
    return;
  g_free (batcher->held_out);
  g_free (batcher->kept);
  g_free (batcher->order);
  g_free (batcher);
}

guint
nn_batcher_get_size (NnBatcher *batcher)
{
  g_return_val_if_fail (batcher != NULL, 0);

  return batcher->n_kept;
}

const guint32 *
nn_batcher_get_held_out (NnBatcher *batcher,
                         guint     *n)
{
  g_return_val_if_fail (batcher != NULL && n != NULL, NULL);

  *n = batcher->n_held_out;
  return batcher->held_out;
}

const guint32 *
nn_batcher_get_order (NnBatcher *batcher,
                      guint      epoch)
{
  NnRng rng;

  g_return_val_if_fail (batcher != NULL && epoch >= 1, NULL);

  /* Always from the ascending order, so that no epoch depends on the one before. */
  memcpy (batcher->order, batcher->kept, batcher->n_kept * sizeof *batcher->kept);
  nn_rng_init (&rng, batcher->seed, NN_STREAM_ORDER, epoch);
  nn_rng_shuffle (&rng, batcher->order, batcher->n_kept);
  return batcher->order;
}
