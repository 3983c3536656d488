/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "render/nn-smooth.h"

#include <math.h>

void
nn_smooth_init (NnSmooth *smooth)
{
  smooth->sum = 0;
  smooth->weight = 1;
}

double
nn_smooth_add (NnSmooth *smooth, double value)
{
  if (isfinite (value))
    {
      smooth->sum = NN_SMOOTH_DECAY * smooth->sum + (1 - NN_SMOOTH_DECAY) * value;
      smooth->weight *= NN_SMOOTH_DECAY;
    }

  /* Without the correction the curve would start at zero and climb: a lie about the first batches. */
  return smooth->weight < 1 ? smooth->sum / (1 - smooth->weight) : NAN;
}
