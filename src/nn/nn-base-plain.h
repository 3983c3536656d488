/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "nn/nn-base.h"

G_BEGIN_DECLS

/* The naive pass through the graph, by kernels/reference/windows.h: what the fast one is tested
 * against. Every tensor up to the cut, [channels][side][side]; NULL behind it. */
typedef struct
{
  float *maps[NN_INCEPTION_TENSORS];
} NnBasePlain;

/* image: [3][size][size], scaled; self: overwritten. */
void nn_base_plain_run   (NnBasePlain       *self,
                          const NnBase      *base,
                          const NnInception *graph,
                          const float       *image,
                          int                cut);
void nn_base_plain_clear (NnBasePlain       *self);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (NnBasePlain, nn_base_plain_clear)

G_END_DECLS
