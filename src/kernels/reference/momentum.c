/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "kernels/reference/reference.h"

/* A heavy ball (Polyak 1964; Sutskever et al. 2013, in PyTorch's form): the
 * velocity v keeps a share of itself. In this order, each operation rounded by
 * itself:
 *
 *   g ← g + (weight_decay · w)        left out when weight_decay is 0
 *   v ← (momentum · v) + g
 *   w ← w - (rate · v)
 */
void
nnk_ref_momentum_update (nnk_real       *w,
                         nnk_real       *v,
                         const nnk_real *g,
                         size_t          n,
                         nnk_real        rate,
                         nnk_real        momentum,
                         nnk_real        weight_decay)
{
  for (size_t i = 0; i < n; i++)
    {
      nnk_real gradient = g[i];

      if (weight_decay != 0)
        gradient = gradient + weight_decay * w[i];
      v[i] = momentum * v[i] + gradient;
      w[i] = w[i] - rate * v[i];
    }
}
