/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "kernels/reference/transposed.h"

#include <stddef.h>

/* What arrives at row y, column x of one map from one map above. */
static double
arriving (const nnk_real  *out,
          const nnk_real  *filter,
          int              y,
          int              x,
          const NnkConv2d *dims)
{
  const int p = dims->padding, s = dims->stride;
  const int OH = nnk_fit (dims->H, dims->KH, p, s), OW = nnk_fit (dims->W, dims->KW, p, s);
  double sum = 0;

  for (int ky = dims->KH - 1; ky >= 0; ky--)
    {
      const int sy = y + p - ky;

      if (sy < 0 || sy % s != 0 || sy / s >= OH)
        continue;
      for (int kx = dims->KW - 1; kx >= 0; kx--)
        {
          const int sx = x + p - kx;

          if (sx >= 0 && sx % s == 0 && sx / s < OW)
            sum += (double) out[sy / s * OW + sx / s] * filter[ky * dims->KW + kx];
        }
    }
  return sum;
}

void
nnk_ref_conv2d_transposed (nnk_real        *in,
                           const nnk_real  *out,
                           const nnk_real  *weight,
                           const NnkConv2d *dims)
{
  const int C = dims->C, OC = dims->OC;
  const int OH = nnk_fit (dims->H, dims->KH, dims->padding, dims->stride);
  const int OW = nnk_fit (dims->W, dims->KW, dims->padding, dims->stride);

  for (int b = 0; b < dims->B; b++)
    for (int c = 0; c < C; c++)
      for (int y = 0; y < dims->H; y++)
        for (int x = 0; x < dims->W; x++)
          {
            double sum = 0;

            for (int oc = 0; oc < OC; oc++)
              sum += arriving (out + (size_t) (b * OC + oc) * OH * OW,
                               weight + (size_t) (oc * C + c) * dims->KH * dims->KW, y, x, dims);
            *in++ = (nnk_real) sum;
          }
}

void
nnk_ref_max_unpool (nnk_real         *in,
                    const nnk_real   *out,
                    const uint8_t    *switches,
                    const NnkMaxPool *dims)
{
  const int K = dims->K, W = dims->W;
  const int OH = nnk_fit (dims->H, K, 0, dims->stride);
  const int OW = nnk_fit (dims->W, K, 0, dims->stride);

  for (size_t i = 0; i < (size_t) dims->B * dims->C * dims->H * W; i++)
    in[i] = 0;
  for (int map = 0; map < dims->B * dims->C; map++)
    for (int oy = 0; oy < OH; oy++)
      for (int ox = 0; ox < OW; ox++)
        {
          const int best = *switches++;
          const int y = oy * dims->stride + best / K, x = ox * dims->stride + best % K;

          in[((size_t) map * dims->H + y) * W + x] += *out++;
        }
}

void
nnk_ref_dense_transposed (nnk_real       *in,
                          const nnk_real *out,
                          const nnk_real *weight,
                          int             B,
                          int             C,
                          int             OC,
                          int             pitch)
{
  for (int b = 0; b < B; b++)
    for (int i = 0; i < C; i++)
      {
        double sum = 0;

        for (int o = 0; o < OC; o++)
          sum += (double) out[b * OC + o] * weight[(size_t) o * pitch + i];
        in[b * C + i] = (nnk_real) sum;
      }
}
