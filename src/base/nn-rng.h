/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* xoshiro256** (Blackman and Vigna), seeded by four SplitMix64 steps from
 * seed ^ (stream * 0x9E3779B97F4A7C15) ^ (epoch * 0xBF58476D1CE4E5B9).
 * State is a plain value: whoever draws owns one. No global generator. */
typedef enum
{
  NN_STREAM_WEIGHTS = 1,
  NN_STREAM_ORDER = 2,
  NN_STREAM_HOLD_OUT = 3,
  NN_STREAM_HEAD = 4,
  NN_STREAM_EXPERIMENTS = 5,
  NN_STREAM_WORKSHEET = 6,
} NnStream;

typedef struct
{
  guint64 s[4];
} NnRng;

void    nn_rng_init    (NnRng    *rng,
                        guint64   seed,
                        NnStream  stream,
                        guint64   epoch);   /* 0 where a stream has no epochs */
guint64 nn_rng_next    (NnRng    *rng);
double  nn_rng_uniform (NnRng    *rng);     /* (next >> 40) * 2^-24, in [0, 1) */
guint64 nn_rng_below   (NnRng    *rng,
                        guint64   bound);   /* Lemire's bounded method, 64x64 -> 128 bits; bound >= 1 */

/* Fisher-Yates from the end (i = n-1 … 1, j = below (i + 1), swap).
 * order: [n], overwritten only in sequence; the caller fills in the start. */
void    nn_rng_shuffle (NnRng    *rng,
                        guint32  *order,
                        gsize     n);

G_END_DECLS
