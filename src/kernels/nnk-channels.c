/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "kernels/nnk-channels.h"

#include <stddef.h>

#include "kernels/nnk-lanes.h"

/* Levels are those of nnk-lanes.h, which knows what the processor has. */
const NnkChannels *nnk_lanes_channels_table_baseline (void);

#if defined(__x86_64__)
const NnkChannels *nnk_lanes_channels_table_avx2 (void);
const NnkChannels *nnk_lanes_channels_table_avx512 (void);
#endif

const NnkChannels *
nnk_channels_avx512 (void)
{
#if defined(__x86_64__)
  if (nnk_lanes_avx512 () != NULL)
    return nnk_lanes_channels_table_avx512 ();
#endif
  return NULL;
}

const NnkChannels *
nnk_channels_avx2 (void)
{
#if defined(__x86_64__)
  if (nnk_lanes_avx2 () != NULL)
    return nnk_lanes_channels_table_avx2 ();
#endif
  return NULL;
}

const NnkChannels *
nnk_channels_baseline (void)
{
  return nnk_lanes_channels_table_baseline ();
}
