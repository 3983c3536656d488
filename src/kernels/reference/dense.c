/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "kernels/reference/reference.h"

void
nnk_ref_dense_forward (nnk_real       *out,
                       const nnk_real *in,
                       const nnk_real *weight,
                       const nnk_real *bias,
                       int             B,
                       int             C,
                       int             OC,
                       int             pitch)
{
  for (int b = 0; b < B; b++)
    for (int o = 0; o < OC; o++)
      {
        const nnk_real *x = in + (size_t) b * C;
        const nnk_real *row = weight + (size_t) o * pitch;
        double sum = bias[o];

        for (int i = 0; i < C; i++)
          sum += (double) x[i] * row[i];
        out[(size_t) b * OC + o] = (nnk_real) sum;
      }
}

/* dweight[o,i] += Σ_b dout[b,o] · in[b,i];  dbias[o] += Σ_b dout[b,o]. */
static void
backward_parameters (nnk_real       *dweight,
                     nnk_real       *dbias,
                     const nnk_real *dout,
                     const nnk_real *in,
                     int             B,
                     int             C,
                     int             OC,
                     int             pitch)
{
  for (int o = 0; o < OC; o++)
    {
      double bias_sum = 0;

      for (int b = 0; b < B; b++)
        bias_sum += dout[(size_t) b * OC + o];
      dbias[o] += (nnk_real) bias_sum;

      for (int i = 0; i < C; i++)
        {
          double sum = 0;

          for (int b = 0; b < B; b++)
            sum += (double) dout[(size_t) b * OC + o] * in[(size_t) b * C + i];
          dweight[(size_t) o * pitch + i] += (nnk_real) sum;
        }
    }
}

/* din[b,i] += Σ_o dout[b,o] · weight[o,i]: the same weights, read by column. */
void
nnk_ref_dense_backward (nnk_real       *din,
                        nnk_real       *dweight,
                        nnk_real       *dbias,
                        const nnk_real *dout,
                        const nnk_real *in,
                        const nnk_real *weight,
                        int             B,
                        int             C,
                        int             OC,
                        int             pitch)
{
  backward_parameters (dweight, dbias, dout, in, B, C, OC, pitch);
  if (din == NULL)
    return;

  for (int b = 0; b < B; b++)
    for (int i = 0; i < C; i++)
      {
        double sum = 0;

        for (int o = 0; o < OC; o++)
          sum += (double) dout[(size_t) b * OC + o] * weight[(size_t) o * pitch + i];
        din[(size_t) b * C + i] += (nnk_real) sum;
      }
}
