/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "kernels/reference/reference.h"

/* The rectified linear unit, max (0, x). A NaN stays a NaN: a training that has
 * gone wrong must show. */
void
nnk_ref_relu_forward (nnk_real       *out,
                      const nnk_real *in,
                      size_t          n)
{
  for (size_t i = 0; i < n; i++)
    out[i] = in[i] <= 0 ? 0 : in[i];
}

/* Slope 1 above zero, 0 below, and by agreement 0 at zero. */
void
nnk_ref_relu_backward (nnk_real       *din,
                       const nnk_real *dout,
                       const nnk_real *out,
                       size_t          n)
{
  for (size_t i = 0; i < n; i++)
    if (!(out[i] <= 0))
      din[i] += dout[i];
}
