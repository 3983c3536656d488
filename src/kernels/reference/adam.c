/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "kernels/reference/adam.h"

#include <math.h>

void
nnk_ref_adam_update (nnk_real       *w,
                     nnk_real       *m,
                     nnk_real       *v,
                     const nnk_real *g,
                     size_t          n,
                     const NnkAdam  *adam)
{
  const nnk_real step = (nnk_real) (adam->rate / (1 - adam->beta1_power));
  const nnk_real scale = (nnk_real) (1 / sqrt (1 - adam->beta2_power));
  const nnk_real weight_decay = (nnk_real) adam->weight_decay;
  const nnk_real beta1 = (nnk_real) NNK_ADAM_BETA1;
  const nnk_real beta2 = (nnk_real) NNK_ADAM_BETA2;
  const nnk_real rest1 = (nnk_real) NNK_ADAM_1_BETA1;
  const nnk_real rest2 = (nnk_real) NNK_ADAM_1_BETA2;
  const nnk_real epsilon = (nnk_real) NNK_ADAM_EPSILON;

  for (size_t i = 0; i < n; i++)
    {
      nnk_real gradient = g[i];

      if (weight_decay != 0)
        gradient = gradient + weight_decay * w[i];
      m[i] = beta1 * m[i] + rest1 * gradient;
      v[i] = beta2 * v[i] + (rest2 * gradient) * gradient;
      w[i] = w[i] - (step * m[i]) / (nnk_real_sqrt (v[i]) * scale + epsilon);
    }
}
