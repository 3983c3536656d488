/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "kernels/nnk-lanes.h"

/* Which levels this processor (and its operating system: gcc's and clang's
 * check includes XGETBV) can run. */
const NnkLanes *nnk_lanes_table_baseline (void);

#if defined(__x86_64__)
const NnkLanes *nnk_lanes_table_avx2 (void);
const NnkLanes *nnk_lanes_table_avx512 (void);
#endif

const NnkLanes *
nnk_lanes_avx512 (void)
{
#if defined(__x86_64__)
  __builtin_cpu_init ();
  if (__builtin_cpu_supports ("avx512f") && __builtin_cpu_supports ("avx512dq")
      && __builtin_cpu_supports ("avx512bw") && __builtin_cpu_supports ("avx512vl"))
    return nnk_lanes_table_avx512 ();
#endif
  return NULL;
}

const NnkLanes *
nnk_lanes_avx2 (void)
{
#if defined(__x86_64__)
  __builtin_cpu_init ();
  if (__builtin_cpu_supports ("avx2") && __builtin_cpu_supports ("fma"))
    return nnk_lanes_table_avx2 ();
#endif
  return NULL;
}

const NnkLanes *
nnk_lanes_baseline (void)
{
  return nnk_lanes_table_baseline ();
}
