/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "kernels/reference/reference.h"

/* One step downhill. In this order, each operation rounded by itself:
 *
 *   g ← g + (weight_decay · w)        left out when weight_decay is 0
 *   w ← w - (rate · g)
 */
void
nnk_ref_sgd_update (nnk_real       *w,
                    const nnk_real *g,
                    size_t          n,
                    nnk_real        rate,
                    nnk_real        weight_decay)
{
  for (size_t i = 0; i < n; i++)
    {
      nnk_real gradient = g[i];

      if (weight_decay != 0)
        gradient = gradient + weight_decay * w[i];
      w[i] = w[i] - rate * gradient;
    }
}
