/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "kernels/reference/windows.h"

#include <stddef.h>

/* The part of a window that lies inside: taps from `from` to before `end`, for the output at i. */
static int
first_tap (int i,
           int stride,
           int pad)
{
  const int at = i * stride - pad;

  return at < 0 ? -at : 0;
}

static int
end_tap (int i,
         int stride,
         int pad,
         int K,
         int H)
{
  const int at = i * stride - pad;

  return at + K > H ? H - at : K;
}

static nnk_real
conv_one (const nnk_real     *in,
          const nnk_real     *filter,
          nnk_real            bias,
          int                 oy,
          int                 ox,
          const NnkRefWindow *dims)
{
  const int s = dims->stride, H = dims->H;
  const int ky0 = first_tap (oy, s, dims->pad_rows), kx0 = first_tap (ox, s, dims->pad_columns);
  const int ky1 = end_tap (oy, s, dims->pad_rows, dims->KH, H);
  const int kx1 = end_tap (ox, s, dims->pad_columns, dims->KW, H);
  double sum = bias;

  for (int c = 0; c < dims->C; c++)
    for (int ky = ky0; ky < ky1; ky++)
      for (int kx = kx0; kx < kx1; kx++)
        sum += (double) in[((size_t) c * H + oy * s + ky - dims->pad_rows) * H + ox * s + kx
                           - dims->pad_columns]
               * filter[(c * dims->KH + ky) * dims->KW + kx];
  return sum > 0 || sum != sum ? (nnk_real) sum : 0;
}

void
nnk_ref_window_conv (nnk_real           *out,
                     const nnk_real     *in,
                     const nnk_real     *weight,
                     const nnk_real     *bias,
                     const NnkRefWindow *dims)
{
  const size_t filter = (size_t) dims->C * dims->KH * dims->KW;

  for (int oc = 0; oc < dims->OC; oc++)
    for (int oy = 0; oy < dims->OH; oy++)
      for (int ox = 0; ox < dims->OH; ox++)
        *out++ = conv_one (in, weight + oc * filter, bias[oc], oy, ox, dims);
}

void
nnk_ref_window_maximum (nnk_real           *out,
                        const nnk_real     *in,
                        const NnkRefWindow *dims)
{
  const int s = dims->stride, H = dims->H;

  for (int c = 0; c < dims->C; c++)
    for (int oy = 0; oy < dims->OH; oy++)
      for (int ox = 0; ox < dims->OH; ox++)
        {
          const nnk_real *window = in + ((size_t) c * H + oy * s) * H + ox * s;
          nnk_real best = *window;

          for (int k = 1; k < dims->KH * dims->KW; k++)
            if (window[k / dims->KW * H + k % dims->KW] > best)
              best = window[k / dims->KW * H + k % dims->KW];
          *out++ = best;
        }
}

void
nnk_ref_window_mean (nnk_real           *out,
                     const nnk_real     *in,
                     const NnkRefWindow *dims)
{
  const int s = dims->stride, H = dims->H;

  for (int c = 0; c < dims->C; c++)
    for (int oy = 0; oy < dims->OH; oy++)
      for (int ox = 0; ox < dims->OH; ox++)
        {
          const int ky0 = first_tap (oy, s, dims->pad_rows);
          const int kx0 = first_tap (ox, s, dims->pad_columns);
          const int ky1 = end_tap (oy, s, dims->pad_rows, dims->KH, H);
          const int kx1 = end_tap (ox, s, dims->pad_columns, dims->KW, H);
          double sum = 0;

          for (int ky = ky0; ky < ky1; ky++)
            for (int kx = kx0; kx < kx1; kx++)
              sum += in[((size_t) c * H + oy * s + ky - dims->pad_rows) * H + ox * s + kx
                        - dims->pad_columns];
          *out++ = (nnk_real) (sum / ((ky1 - ky0) * (kx1 - kx0)));
        }
}
