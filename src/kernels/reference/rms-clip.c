/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "kernels/reference/reference.h"

#include <math.h>

/* q in double, the squares summed in the order of the filter; radius / q is cast
 * to float once. (The fast back ends call this one: it is off by default, and small.) */
void
nnk_ref_rms_clip (nnk_real *w,
                  int       rows,
                  int       columns,
                  nnk_real  radius)
{
  for (int row = 0; row < rows; row++)
    {
      nnk_real *filter = w + (size_t) row * columns;
      double sum = 0, q;

      for (int i = 0; i < columns; i++)
        sum += (double) filter[i] * filter[i];
      q = sqrt (sum / columns);
      if (q > radius)
        {
          const nnk_real factor = (nnk_real) (radius / q);

          for (int i = 0; i < columns; i++)
            filter[i] *= factor;
        }
    }
}
