/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "kernels/lanes-private.h"

/* Convolution, activation and 2x2 max-pooling in one pass: the map before
 * pooling never exists in memory. A block is OB filters x the four positions of
 * one pool cell, all in registers: per tap (c, ky, kx) four loads of the input
 * serve OB filters, and one broadcast weight serves four positions.
 *
 * The sum of a position is one chain: bias, then taps in the order c, ky, kx. */

/* With 32 registers 6 x 4 accumulators + 4 inputs + a weight; with 16, 3 x 4 and
 * inputs read from memory as operands. */
#define MAX_FILTERS (NNK_LANES == 16 ? 6 : 3)

typedef struct
{
  const float *x, *w, *bias;
  float *out;
  uint8_t *switches;
} Cell;

NNK_INLINE void
forward_cell (const Cell    *cell,
              const int      row,         /* floats from an input row to the next … */
              const int      plane,       /* … from a channel to the next */
              const int      channels,
              const int      pooled,      /* floats from a filter's map to the next in out */
              NnkActivation  activation,
              const int      OB)
{
  nnv acc[6][4];
  const float *w = cell->w;

  NNK_UNROLL
  for (int o = 0; o < OB; o++)
    {
      NNK_UNROLL
      for (int p = 0; p < 4; p++)
        acc[o][p] = nnv_set1 (cell->bias[o]);
    }
  for (int c = 0; c < channels; c++)
    for (int ky = 0; ky < NNK_KERNEL; ky++)
      {
        const float *top = cell->x + c * plane + ky * row;
        const float *low = top + row;

        NNK_UNROLL
        for (int kx = 0; kx < NNK_KERNEL; kx++)
          {
            nnv a = nnv_load (top + kx * NNK_LANES);
            nnv b = nnv_load (top + (kx + 1) * NNK_LANES);
            nnv d = nnv_load (low + kx * NNK_LANES);
            nnv e = nnv_load (low + (kx + 1) * NNK_LANES);

            NNK_UNROLL
            for (int o = 0; o < OB; o++)
              {
                nnv k = nnv_set1 (w[o * channels * NNK_TAPS + kx]);

                acc[o][0] = nnk_fma (k, a, acc[o][0]);
                acc[o][1] = nnk_fma (k, b, acc[o][1]);
                acc[o][2] = nnk_fma (k, d, acc[o][2]);
                acc[o][3] = nnk_fma (k, e, acc[o][3]);
              }
          }
        w += NNK_KERNEL;
      }

  NNK_UNROLL
  for (int o = 0; o < OB; o++)
    {
      nnv best = nnk_activate (acc[o][0], activation);
      nnvi which = nnvi_set1 (0);

      NNK_UNROLL
      for (int p = 1; p < 4; p++)
        {
          nnv v = nnk_activate (acc[o][p], activation);
          nnv_mask more = nnv_gt (v, best);

          best = nnv_select (more, v, best);
          which = nnvi_select (more, nnvi_set1 (p), which);
        }
      nnv_store (cell->out + o * pooled, best);
      nnvi_store_bytes (cell->switches + o * pooled, which);
    }
}

/* All cells of one pooled row, for a block of filters. */
NNK_INLINE void
forward_row (Cell           cell,
             const NnkConv *conv,
             NnkActivation  activation,
             const int      OB)
{
  int row = conv->width * NNK_LANES, plane = conv->height * row;
  int width = nnk_pooled_width (conv), pooled = nnk_pooled_height (conv) * width * NNK_LANES;

  for (int x = 0; x < width; x++)
    {
      forward_cell (&cell, row, plane, conv->channels, pooled, activation, OB);
      cell.x += 2 * NNK_LANES;
      cell.out += NNK_LANES;
      cell.switches += NNK_LANES;
    }
}

NNK_INLINE void
forward_rows (const Cell    *cell,
              const NnkConv *conv,
              NnkActivation  activation,
              int            block)
{
  switch (block)
    {
    case 1:
      forward_row (*cell, conv, activation, 1);
      break;
    case 2:
      forward_row (*cell, conv, activation, 2);
      break;
    case 3:
      forward_row (*cell, conv, activation, 3);
      break;
    case 4:
      forward_row (*cell, conv, activation, 4);
      break;
    case 5:
      forward_row (*cell, conv, activation, 5);
      break;
    default:
      forward_row (*cell, conv, activation, 6);
      break;
    }
}

/* Row by row, all filters of a row before the next: six input rows of all
 * channels (32 KB for C3) stay in the first-level cache for all blocks. */
NNK_INLINE void
forward (float         *out,
         uint8_t       *switches,
         const float   *x,
         const float   *w,
         const float   *bias,
         const NnkConv *conv,
         NnkActivation  activation)
{
  int height = nnk_pooled_height (conv), width = nnk_pooled_width (conv);

  for (int y = 0; y < height; y++)
    for (int o = 0, block; o < conv->filters; o += block)
      {
        int map = (o * height + y) * width * NNK_LANES;
        Cell cell = { x + 2 * y * conv->width * NNK_LANES, w + o * conv->channels * NNK_TAPS,
                      bias + o, out + map, switches + map };

        block = nnk_block (conv->filters - o, MAX_FILTERS);
        forward_rows (&cell, conv, activation, block);
      }
}

void
NNK_NAME (conv_pool_forward) (float         *out,
                              uint8_t       *switches,
                              const float   *x,
                              const float   *w,
                              const float   *bias,
                              const NnkConv *conv,
                              NnkActivation  activation)
{
  if (activation == NNK_RELU)
    forward (out, switches, x, w, bias, conv, NNK_RELU);
  else
    forward (out, switches, x, w, bias, conv, activation);
}

void
NNK_NAME (conv_forward) (float         *out,
                         const float   *x,
                         const float   *w,
                         const float   *bias,
                         const NnkConv *conv,
                         NnkActivation  activation)
{
  int row = conv->width * NNK_LANES, plane = conv->height * row;

  for (int o = 0; o < conv->filters; o++)
    for (int y = 0; y + NNK_KERNEL <= conv->height; y++)
      for (int column = 0; column + NNK_KERNEL <= conv->width; column++)
        {
          const float *k = w + o * conv->channels * NNK_TAPS;
          nnv acc = nnv_set1 (bias[o]);

          for (int c = 0; c < conv->channels; c++)
            for (int ky = 0; ky < NNK_KERNEL; ky++)
              for (int kx = 0; kx < NNK_KERNEL; kx++, k++)
                acc = nnk_fma (nnv_set1 (*k),
                               nnv_load (x + c * plane + (y + ky) * row + (column + kx) * NNK_LANES),
                               acc);
          nnv_store (out, nnk_activate (acc, activation));
          out += NNK_LANES;
        }
}
