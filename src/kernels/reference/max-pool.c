/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "kernels/reference/reference.h"

void
nnk_ref_max_pool_forward (nnk_real         *out,
                          uint8_t          *switches,
                          const nnk_real   *in,
                          const NnkMaxPool *dims)
{
  const int K = dims->K, W = dims->W;
  const int OH = nnk_fit (dims->H, K, 0, dims->stride);
  const int OW = nnk_fit (dims->W, K, 0, dims->stride);

  for (int map = 0; map < dims->B * dims->C; map++)
    for (int oy = 0; oy < OH; oy++)
      for (int ox = 0; ox < OW; ox++)
        {
          const nnk_real *window = in + ((size_t) map * dims->H + oy * dims->stride) * W
                                   + ox * dims->stride;
          int best = 0;

          for (int k = 1; k < K * K; k++)
            if (window[k / K * W + k % K] > window[best / K * W + best % K])
              best = k;
          *out++ = window[best / K * W + best % K];
          *switches++ = (uint8_t) best;
        }
}

/* Only the largest value of a window had a say in what came out. */
void
nnk_ref_max_pool_backward (nnk_real         *din,
                           const nnk_real   *dout,
                           const uint8_t    *switches,
                           const NnkMaxPool *dims)
{
  const int K = dims->K, W = dims->W;
  const int OH = nnk_fit (dims->H, K, 0, dims->stride);
  const int OW = nnk_fit (dims->W, K, 0, dims->stride);

  for (int map = 0; map < dims->B * dims->C; map++)
    for (int oy = 0; oy < OH; oy++)
      for (int ox = 0; ox < OW; ox++)
        {
          nnk_real *window = din + ((size_t) map * dims->H + oy * dims->stride) * W
                             + ox * dims->stride;
          const int best = *switches++;

          window[best / K * W + best % K] += *dout++;
        }
}
