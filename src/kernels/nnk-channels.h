/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <stdint.h>

/* Kernels that compute with channels in SIMD lanes, for a graph that must be fast for one image:
 * direct convolution, and pooling.
 *
 * A map is [C / 16][rows][columns][16]: blocks of 16 channels, whatever the register's width (the
 * image alone has 3 channels in its block, the rest is never read). Rows and blocks of channels lie
 * `row` and `plane` floats apart, so that whoever writes may leave a border of zeros around, and
 * a branch may write into its channels of a larger map. Weights are [OC / 16][C / 16][KH][KW][16 in][16 out]
 * (of the image [3 in]), read as one stream.
 *
 * Every output is one chain: the bias, then blocks of channels, filter rows, filter columns, channels
 * of the block. Neither blocks of registers nor parts change it; AVX2 and AVX-512 give the same bits.
 *
 * The caller has set flush-to-zero (NnPool does); arrays are 64-byte aligned and do not overlap. */
#define NNK_BLOCK 16

typedef struct
{
  int channels, filters;          /* of x and out; multiples of 16, but for channels 3 */
  int rows, columns, stride;      /* of the window */
  int height, width;              /* of out */
  int x_row, x_plane, out_row, out_plane; /* in floats */
} NnkWindow;

/* What of out is to be computed: blocks of 16 filters, rows. Any thread any part. */
typedef struct
{
  int block, end_block, row, end_row;
} NnkPart;

typedef struct
{
  const char *name;               /* "avx512", "avx2", "baseline" */

  /* bias [filters]: out = max (0, bias + conv (x)); NULL: out += conv (x). x: at the first
   * tap of the first output, out: at the first output of its first block. */
  void (*conv) (float *out, const float *x, const float *w, const float *bias,
                const NnkWindow *window, const NnkPart *part);
  /* Valid windows; their largest value. */
  void (*max_pool) (float *out, const float *x, const NnkWindow *window, const NnkPart *part);
  /* Stride 1, out as large as x, x at its first pixel: the sum over what of a window lies inside,
   * row by row, divided by its number. */
  void (*average_pool) (float *out, const float *x, const NnkWindow *window, const NnkPart *part);
} NnkChannels;

/* NULL where this processor lacks the level. */
const NnkChannels *nnk_channels_avx512 (void);
const NnkChannels *nnk_channels_avx2 (void);
const NnkChannels *nnk_channels_baseline (void);
