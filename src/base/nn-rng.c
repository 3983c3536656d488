/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/nn-rng.h"

static inline guint64
rotate_left (guint64 x,
             int     k)
{
  return (x << k) | (x >> (64 - k));
}

/* SplitMix64 (Steele, Lea and Flood 2014; Vigna's constants): any seed, even
 * 0, becomes four words that look random. */
static guint64
splitmix64 (guint64 *state)
{
  guint64 z = (*state += G_GUINT64_CONSTANT (0x9E3779B97F4A7C15));

  z = (z ^ (z >> 30)) * G_GUINT64_CONSTANT (0xBF58476D1CE4E5B9);
  z = (z ^ (z >> 27)) * G_GUINT64_CONSTANT (0x94D049BB133111EB);
  return z ^ (z >> 31);
}

void
nn_rng_init (NnRng    *rng,
             guint64   seed,
             NnStream  stream,
             guint64   epoch)
{
  guint64 state = seed
                  ^ ((guint64) stream * G_GUINT64_CONSTANT (0x9E3779B97F4A7C15))
                  ^ (epoch * G_GUINT64_CONSTANT (0xBF58476D1CE4E5B9));

  g_return_if_fail (rng != NULL);

  for (int i = 0; i < 4; i++)
    rng->s[i] = splitmix64 (&state);
}

/* xoshiro256** 1.0, https://prng.di.unimi.it/ */
guint64
nn_rng_next (NnRng *rng)
{
  guint64 *s = rng->s;
  const guint64 result = rotate_left (s[1] * 5, 7) * 9;
  const guint64 t = s[1] << 17;

  s[2] ^= s[0];
  s[3] ^= s[1];
  s[1] ^= s[2];
  s[0] ^= s[3];
  s[2] ^= t;
  s[3] = rotate_left (s[3], 45);
  return result;
}

/* 24 bits: every value is exact as a float, too. */
double
nn_rng_uniform (NnRng *rng)
{
  return (double) (nn_rng_next (rng) >> 40) * 0x1p-24;
}

/* Lemire, "Fast random integer generation in an interval", 2019: the high half
 * of x * bound is uniform once the few x that would favour some values are
 * drawn again. */
guint64
nn_rng_below (NnRng   *rng,
              guint64  bound)
{
  unsigned __int128 product;

  g_return_val_if_fail (bound >= 1, 0);

  product = (unsigned __int128) nn_rng_next (rng) * bound;
  if ((guint64) product < bound)
    {
      const guint64 threshold = -bound % bound;   /* 2^64 mod bound */

      while ((guint64) product < threshold)
        product = (unsigned __int128) nn_rng_next (rng) * bound;
    }
  return (guint64) (product >> 64);
}

void
nn_rng_shuffle (NnRng   *rng,
                guint32 *order,
                gsize    n)
{
  g_return_if_fail (order != NULL || n == 0);

  for (gsize i = n; i-- > 1;)
    {
      const gsize j = nn_rng_below (rng, i + 1);
      const guint32 swap = order[i];

      order[i] = order[j];
      order[j] = swap;
    }
}
