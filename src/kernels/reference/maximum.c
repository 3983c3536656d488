/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "kernels/reference/reference.h"

void
nnk_ref_map_maximum (nnk_real       *values,
                     int32_t        *places,
                     const nnk_real *in,
                     int             maps,
                     int             size)
{
  for (int map = 0; map < maps; map++, in += size)
    {
      int best = 0;

      for (int i = 1; i < size; i++)
        if (in[i] > in[best])
          best = i;
      values[map] = in[best];
      places[map] = best;
    }
}
