/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* Dimensions of the operations that have more than five (legend in README.md). */
typedef struct
{
  int B, C, H, W;                 /* input [B][C][H][W] */
  int OC, KH, KW;                 /* filters [OC][C][KH][KW] */
  int padding, stride;            /* zeros on each side; the same for rows and columns */
} NnkConv2d;

typedef struct
{
  int B, C, H, W;                 /* input [B][C][H][W] */
  int K, stride;                  /* windows of K × K; K * K <= 256 */
} NnkMaxPool;

/* How often a window of k fits, one every stride: OH from H, OW from W. */
static inline int
nnk_fit (int length,
         int k,
         int padding,
         int stride)
{
  return (length + 2 * padding - k) / stride + 1;
}
