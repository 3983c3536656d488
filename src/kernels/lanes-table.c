/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "kernels/lanes-private.h"

#define NNK_STRING(name) #name
#define NNK_STRING2(name) NNK_STRING (name)

/* Called by nnk-lanes.c once the processor is known to have this level. */
const NnkLanes *NNK_NAME (table) (void);

const NnkLanes *
NNK_NAME (table) (void)
{
  static const NnkLanes table = {
    .name = NNK_STRING2 (NNK_LEVEL),
    .lanes = NNK_LANES,
    .gather = NNK_NAME (gather),
    .gather_rows = NNK_NAME (gather_rows),
    .conv_pool_forward = NNK_NAME (conv_pool_forward),
    .conv_forward = NNK_NAME (conv_forward),
    .map_maximum = NNK_NAME (map_maximum),
    .conv_pool_backward = NNK_NAME (conv_pool_backward),
    .conv_scratch = NNK_NAME (conv_scratch),
    .dense_forward = NNK_NAME (dense_forward),
    .dense_backward = NNK_NAME (dense_backward),
    .activation_backward = NNK_NAME (activation_backward),
    .loss = NNK_NAME (loss),
    .to_rows = NNK_NAME (to_rows),
    .reduce = NNK_NAME (reduce),
    .dense_update = NNK_NAME (dense_update),
    .bias_update = NNK_NAME (bias_update),
    .group_update = NNK_NAME (group_update),
    .exp = NNK_NAME (exp),
    .log = NNK_NAME (log),
    .tanh = NNK_NAME (tanh),
  };

  return &table;
}
