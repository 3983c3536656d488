/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "kernels/reference/elementary.h"
#include "kernels/reference/reference.h"

void
nnk_ref_tanh_forward (nnk_real       *out,
                      const nnk_real *in,
                      size_t          n)
{
  for (size_t i = 0; i < n; i++)
    out[i] = (nnk_real) nnk_ref_tanh (in[i]);
}

/* tanh′ = 1 - tanh². */
void
nnk_ref_tanh_backward (nnk_real       *din,
                       const nnk_real *dout,
                       const nnk_real *out,
                       size_t          n)
{
  for (size_t i = 0; i < n; i++)
    din[i] += dout[i] * (1 - out[i] * out[i]);
}
