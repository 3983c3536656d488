/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "kernels/lanes-simd.h"

/* What follows is the same on every level. */

NNK_INLINE nnv
nnv_load (const float *p)
{
  return *(const nnv_memory *) (const void *) p;
}

NNK_INLINE void
nnv_store (float *p,
           nnv    v)
{
  *(nnv_memory *) (void *) p = v;
}

NNK_INLINE nnv
nnv_zero (void)
{
  return (nnv) { 0 };
}

NNK_INLINE nnvi
nnvi_set1 (int32_t i)
{
  return (nnvi) { 0 } + i;
}

/* max and min answer b where a value is NaN, so that these let NaN through. */
NNK_INLINE nnv
nnv_relu (nnv x)
{
  return nnv_max (nnv_zero (), x);
}

/* Bytes in lanes and back; a switch needs no more than a byte. */
NNK_INLINE nnvi
nnvi_load_bytes (const uint8_t *p)
{
  return __builtin_convertvector (*(const nnvb_memory *) p, nnvi);
}

NNK_INLINE void
nnvi_store_bytes (uint8_t *p,
                  nnvi     v)
{
  *(nnvb_memory *) p = __builtin_convertvector (v, nnvb);
}

/* The first and the second half of a[0] b[0] a[1] b[1] …: log2 (lanes) rounds of it transpose a square. */
#if NNK_LANES == 16
#define NNV_ZIP_LOW(a, b)                                                                         \
  __builtin_shufflevector (a, b, 0, 16, 1, 17, 2, 18, 3, 19, 4, 20, 5, 21, 6, 22, 7, 23)
#define NNV_ZIP_HIGH(a, b)                                                                        \
  __builtin_shufflevector (a, b, 8, 24, 9, 25, 10, 26, 11, 27, 12, 28, 13, 29, 14, 30, 15, 31)
#elif NNK_LANES == 8
#define NNV_ZIP_LOW(a, b) __builtin_shufflevector (a, b, 0, 8, 1, 9, 2, 10, 3, 11)
#define NNV_ZIP_HIGH(a, b) __builtin_shufflevector (a, b, 4, 12, 5, 13, 6, 14, 7, 15)
#else
#define NNV_ZIP_LOW(a, b) __builtin_shufflevector (a, b, 0, 4, 1, 5)
#define NNV_ZIP_HIGH(a, b) __builtin_shufflevector (a, b, 2, 6, 3, 7)
#endif
