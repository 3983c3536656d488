/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "kernels/reference/elementary.h"
#include "kernels/reference/reference.h"

/* -ln (exp z_t / Σ exp z_c) = max + ln Σ exp (z_c - max) - z_t: never the
 * logarithm of a probability that was rounded to zero. */
void
nnk_ref_cross_entropy_forward (double         *losses,
                               const nnk_real *logits,
                               const uint8_t  *targets,
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
      losses[b] = (max - z[targets[b]]) + nnk_ref_log (sum);
    }
}

/* What soft-max and logarithm leave of each other: probability minus truth. */
void
nnk_ref_cross_entropy_backward (nnk_real       *dlogits,
                                const nnk_real *probabilities,
                                const uint8_t  *targets,
                                double          scale,
                                int             B,
                                int             C)
{
  for (int b = 0; b < B; b++)
    for (int c = 0; c < C; c++)
      {
        const double truth = c == targets[b] ? 1 : 0;

        dlogits[(size_t) b * C + c] +=
          (nnk_real) (scale * (probabilities[(size_t) b * C + c] - truth));
      }
}
