/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "kernels/reference/elementary.h"
#include "kernels/reference/reference.h"

/* Taking the largest logit from all of them changes nothing (it cancels), and
 * no exponential can then overflow. */
void
nnk_ref_softmax_forward (nnk_real       *probabilities,
                         const nnk_real *logits,
                         int             B,
                         int             C)
{
  for (int b = 0; b < B; b++)
    {
      const nnk_real *z = logits + (size_t) b * C;
      double max = z[0], sum = 0;

      for (int c = 1; c < C; c++)
        if (z[c] > max)
          max = z[c];
      for (int c = 0; c < C; c++)
        sum += nnk_ref_exp (z[c] - max);
      for (int c = 0; c < C; c++)
        probabilities[(size_t) b * C + c] = (nnk_real) (nnk_ref_exp (z[c] - max) / sum);
    }
}
