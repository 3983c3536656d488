/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "kernels/reference/reference.h"

/* Dumoulin and Visin, "A guide to convolution arithmetic for deep learning",
 * 2016 (arXiv 1603.07285), draws what these loops do. */

/* The value at row y, column x of one map, or the zero that surrounds it. */
static inline nnk_real
padded (const nnk_real *map,
        int             y,
        int             x,
        int             H,
        int             W)
{
  return y >= 0 && y < H && x >= 0 && x < W ? map[y * W + x] : 0;
}

void
nnk_ref_conv2d_forward (nnk_real        *out,
                        const nnk_real  *in,
                        const nnk_real  *weight,
                        const nnk_real  *bias,
                        const NnkConv2d *dims)
{
  const int B = dims->B, C = dims->C, H = dims->H, W = dims->W;
  const int OC = dims->OC, KH = dims->KH, KW = dims->KW;
  const int p = dims->padding, s = dims->stride;
  const int OH = nnk_fit (H, KH, p, s), OW = nnk_fit (W, KW, p, s);

  for (int b = 0; b < B; b++)
    for (int oc = 0; oc < OC; oc++)
      for (int oy = 0; oy < OH; oy++)
        for (int ox = 0; ox < OW; ox++)
          {
            double sum = bias[oc];

            for (int c = 0; c < C; c++)
              {
                const nnk_real *map = in + (size_t) (b * C + c) * H * W;
                const nnk_real *filter = weight + (size_t) (oc * C + c) * KH * KW;

                for (int ky = 0; ky < KH; ky++)
                  for (int kx = 0; kx < KW; kx++)
                    sum += (double) padded (map, s * oy + ky - p, s * ox + kx - p, H, W)
                           * filter[ky * KW + kx];
              }
            out[((size_t) (b * OC + oc) * OH + oy) * OW + ox] = (nnk_real) sum;
          }
}

/* A bias takes part in every position of its map. */
static void
backward_bias (nnk_real        *dbias,
               const nnk_real  *dout,
               const NnkConv2d *dims,
               int              OH,
               int              OW)
{
  for (int oc = 0; oc < dims->OC; oc++)
    {
      double sum = 0;

      for (int b = 0; b < dims->B; b++)
        for (int i = 0; i < OH * OW; i++)
          sum += dout[(size_t) (b * dims->OC + oc) * OH * OW + i];
      dbias[oc] += (nnk_real) sum;
    }
}

/* A weight takes part in every position too, each time with another input:
 * dweight[oc,c,ky,kx] += Σ_{b,y,x} dout[b,oc,y,x] · in[b,c,s·y+ky-p,s·x+kx-p]. */
static void
backward_weight (nnk_real        *dweight,
                 const nnk_real  *dout,
                 const nnk_real  *in,
                 const NnkConv2d *dims,
                 int              OH,
                 int              OW)
{
  const int B = dims->B, C = dims->C, H = dims->H, W = dims->W;
  const int OC = dims->OC, KH = dims->KH, KW = dims->KW;
  const int p = dims->padding, s = dims->stride;

  for (int oc = 0; oc < OC; oc++)
    for (int c = 0; c < C; c++)
      for (int ky = 0; ky < KH; ky++)
        for (int kx = 0; kx < KW; kx++)
          {
            double sum = 0;

            for (int b = 0; b < B; b++)
              {
                const nnk_real *map = in + (size_t) (b * C + c) * H * W;
                const nnk_real *dmap = dout + (size_t) (b * OC + oc) * OH * OW;

                for (int oy = 0; oy < OH; oy++)
                  for (int ox = 0; ox < OW; ox++)
                    sum += (double) dmap[oy * OW + ox]
                           * padded (map, s * oy + ky - p, s * ox + kx - p, H, W);
              }
            dweight[((size_t) (oc * C + c) * KH + ky) * KW + kx] += (nnk_real) sum;
          }
}

/* Which outputs read in[b,c,y,x]? Those with s·oy + ky - p = y for some ky, and
 * columns alike: the convolution run backwards, also called transposed. */
static double
gather_one (const nnk_real  *dmap,
            const nnk_real  *filter,
            int              y,
            int              x,
            const NnkConv2d *dims,
            int              OH,
            int              OW)
{
  const int KH = dims->KH, KW = dims->KW, p = dims->padding, s = dims->stride;
  double sum = 0;

  for (int ky = 0; ky < KH; ky++)
    {
      const int sy = y + p - ky;

      if (sy < 0 || sy % s != 0 || sy / s >= OH)
        continue;
      for (int kx = 0; kx < KW; kx++)
        {
          const int sx = x + p - kx;

          if (sx >= 0 && sx % s == 0 && sx / s < OW)
            sum += (double) dmap[sy / s * OW + sx / s] * filter[ky * KW + kx];
        }
    }
  return sum;
}

static void
backward_in (nnk_real        *din,
             const nnk_real  *dout,
             const nnk_real  *weight,
             const NnkConv2d *dims,
             int              OH,
             int              OW)
{
  const int B = dims->B, C = dims->C, H = dims->H, W = dims->W;
  const int OC = dims->OC, KH = dims->KH, KW = dims->KW;

  for (int b = 0; b < B; b++)
    for (int c = 0; c < C; c++)
      for (int y = 0; y < H; y++)
        for (int x = 0; x < W; x++)
          {
            double sum = 0;

            for (int oc = 0; oc < OC; oc++)
              sum += gather_one (dout + (size_t) (b * OC + oc) * OH * OW,
                                 weight + (size_t) (oc * C + c) * KH * KW,
                                 y, x, dims, OH, OW);
            din[((size_t) (b * C + c) * H + y) * W + x] += (nnk_real) sum;
          }
}

void
nnk_ref_conv2d_backward (nnk_real        *din,
                         nnk_real        *dweight,
                         nnk_real        *dbias,
                         const nnk_real  *dout,
                         const nnk_real  *in,
                         const nnk_real  *weight,
                         const NnkConv2d *dims)
{
  const int OH = nnk_fit (dims->H, dims->KH, dims->padding, dims->stride);
  const int OW = nnk_fit (dims->W, dims->KW, dims->padding, dims->stride);

  backward_bias (dbias, dout, dims, OH, OW);
  backward_weight (dweight, dout, in, dims, OH, OW);
  if (din != NULL)
    backward_in (din, dout, weight, dims, OH, OW);
}
