/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "kernels/reference/reference.h"

#include <math.h>

/* Hinton's RMSprop as Keras has it, ε outside of the square root. In this order, each operation
 * rounded by itself:
 *
 *   v ← (0.9 · v) + ((1 - 0.9) · g) · g
 *   w ← w - (rate · g) / (sqrt (v) + 1e-7)
 */
void
nnk_ref_rmsprop_update (nnk_real       *w,
                        nnk_real       *v,
                        const nnk_real *g,
                        size_t          n,
                        nnk_real        rate)
{
  const nnk_real rho = (nnk_real) 0.9, rest = (nnk_real) (1 - 0.9), epsilon = (nnk_real) 1e-7;

  for (size_t i = 0; i < n; i++)
    {
      v[i] = rho * v[i] + (rest * g[i]) * g[i];
      w[i] = w[i] - (rate * g[i]) / (nnk_real_sqrt (v[i]) + epsilon);
    }
}
