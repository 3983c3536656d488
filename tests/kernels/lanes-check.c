/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lanes-check.h"

#include <math.h>
#include <string.h>

const NnkLanes *const *
lanes_levels (void)
{
  static const NnkLanes *levels[4];
  const NnkLanes *all[] = { nnk_lanes_avx512 (), nnk_lanes_avx2 (), nnk_lanes_baseline () };
  int n = 0;

  for (gsize i = 0; i < G_N_ELEMENTS (all); i++)
    if (all[i] != NULL)
      levels[n++] = all[i];
  g_assert_cmpint (n, >=, 1);
  return levels;
}

float *
lanes_alloc (gsize n)
{
  return g_aligned_alloc0 ((n + 15) / 16 * 16, sizeof (float), 64);
}

void
lanes_free (gpointer array)
{
  g_aligned_free (array);
}

float *
lanes_random (gsize n)
{
  static guint32 state = 1;
  float *x = lanes_alloc (n);

  for (gsize i = 0; i < n; i++)
    {
      state = state * 1664525 + 1013904223;
      x[i] = (float) (state >> 8) / 8388608.0f - 1.0f;
    }
  return x;
}

void
lanes_pack (const NnkLanes *k,
            float          *lanes,
            const float    *planar,
            gsize           n)
{
  for (gsize image = 0; image < NNK_SHARD; image++)
    for (gsize i = 0; i < n; i++)
      lanes[(image / k->lanes * n + i) * k->lanes + image % k->lanes] = planar[image * n + i];
}

void
lanes_unpack (const NnkLanes *k,
              float          *planar,
              const float    *lanes,
              gsize           n)
{
  for (gsize image = 0; image < NNK_SHARD; image++)
    for (gsize i = 0; i < n; i++)
      planar[image * n + i] = lanes[(image / k->lanes * n + i) * k->lanes + image % k->lanes];
}

void
lanes_assert_near (const float *a,
                   const float *b,
                   gsize        n,
                   double       limit)
{
  double difference = 0, norm = 0;

  for (gsize i = 0; i < n; i++)
    {
      g_assert_false (isnan (a[i]));
      difference += ((double) a[i] - b[i]) * ((double) a[i] - b[i]);
      norm += (double) b[i] * b[i];
    }
  g_assert_cmpfloat (sqrt (difference), <=, limit * sqrt (norm));
}

void
lanes_assert_levels_agree (const NnkLanes *k,
                           const float    *a,
                           const NnkLanes *other,
                           const float    *b,
                           gsize           n)
{
  if (k->lanes >= 8 && other->lanes >= 8)
    g_assert_cmpmem (a, n * sizeof (float), b, n * sizeof (float));
  else
    lanes_assert_near (a, b, n, 1e-6);
}
