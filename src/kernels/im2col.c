/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "kernels/im2col.h"

#include <stddef.h>

void
nnk_im2col_forward (float           *columns,
                    const float     *in,
                    const NnkConv2d *dims)
{
  const int H = dims->H, W = dims->W, KH = dims->KH, KW = dims->KW;
  const int p = dims->padding, s = dims->stride;
  const int OH = nnk_fit (H, KH, p, s), OW = nnk_fit (W, KW, p, s);

  for (int row = 0; row < dims->C * KH * KW; row++)
    {
      const float *map = in + (size_t) (row / (KH * KW)) * H * W;
      const int ky = row / KW % KH, kx = row % KW;

      for (int oy = 0; oy < OH; oy++)
        for (int ox = 0; ox < OW; ox++)
          {
            const int y = s * oy + ky - p, x = s * ox + kx - p;

            *columns++ = y >= 0 && y < H && x >= 0 && x < W ? map[y * W + x] : 0;
          }
    }
}

void
nnk_im2col_backward (float           *din,
                     const float     *dcolumns,
                     const NnkConv2d *dims)
{
  const int H = dims->H, W = dims->W, KH = dims->KH, KW = dims->KW;
  const int p = dims->padding, s = dims->stride;
  const int OH = nnk_fit (H, KH, p, s), OW = nnk_fit (W, KW, p, s);

  for (int row = 0; row < dims->C * KH * KW; row++)
    {
      float *dmap = din + (size_t) (row / (KH * KW)) * H * W;
      const int ky = row / KW % KH, kx = row % KW;

      for (int oy = 0; oy < OH; oy++)
        for (int ox = 0; ox < OW; ox++, dcolumns++)
          {
            const int y = s * oy + ky - p, x = s * ox + kx - p;

            if (y >= 0 && y < H && x >= 0 && x < W)
              dmap[y * W + x] += *dcolumns;
          }
    }
}
