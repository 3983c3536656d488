/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "kernels/lanes-private.h"

/* Back through max-pooling and convolution. The pooled gradient of a block of
 * filters is first laid out on the positions before pooling (one in four is not
 * zero, each lane has its own): a strip that stays in the first-level cache
 * while the weight and the input gradient read it.
 *
 * Chains (each starts at 0 or at the sum so far): a weight over y, x; a bias
 * over the pool cells; an input over o, ky, kx. */

/* Filters a strip; C3's strip is the whole 10 x 10 map: 25 KB in 16 lanes. */
#define STRIP_FILTERS 4
/* Filters whose 5 taps of one kernel row accumulate in registers at once: 4 x 5
 * and the window of five inputs fill 32 registers; 16 hold 2 x 5. */
#define WEIGHT_FILTERS (NNK_LANES == 16 ? 4 : 2)

/* cells: [filters][any][width], `plane` floats apart; strip: [filters][2 rows][2 width]. */
static void
unpool (float         *strip,
        const float   *dout,
        const uint8_t *switches,
        int            filters,
        int            plane,
        int            rows,
        int            width)
{
  for (int o = 0; o < filters; o++)
    for (int y = 0; y < rows; y++)
      {
        const float *from = dout + o * plane + y * width * NNK_LANES;
        const uint8_t *which = switches + o * plane + y * width * NNK_LANES;
        float *to = strip + (o * rows + y) * 4 * width * NNK_LANES;

        for (int x = 0; x < width; x++)
          {
            nnv d = nnv_load (from + x * NNK_LANES);
            nnvi k = nnvi_load_bytes (which + x * NNK_LANES);

            NNK_UNROLL
            for (int p = 0; p < 4; p++)
              nnv_store (to + ((p / 2) * 2 * width + 2 * x + p % 2) * NNK_LANES,
                         nnv_select (nnvi_eq (k, nnvi_set1 (p)), d, nnv_zero ()));
          }
      }
}

/* x: the strip's first input row at channel c, kernel row ky; dw: tap [0][c][ky][0] of the first filter. */
NNK_INLINE void
weight_block (float       *dw,
              const float *x,
              const float *strip,
              int          filter,       /* floats from a filter's taps to the next in dw */
              int          rows,
              int          width,
              int          input_width,
              int          first,
              const int    OB)
{
  nnv acc[4][NNK_KERNEL];

  NNK_UNROLL
  for (int o = 0; o < OB; o++)
    {
      NNK_UNROLL
      for (int k = 0; k < NNK_KERNEL; k++)
        acc[o][k] = first ? nnv_zero () : nnv_load (dw + o * filter + k * NNK_LANES);
    }
  for (int y = 0; y < rows; y++)
    {
      const float *in = x + y * input_width * NNK_LANES;
      const float *d = strip + y * width * NNK_LANES;

      for (int column = 0; column < width; column++)
        {
          nnv g[4];

          NNK_UNROLL
          for (int o = 0; o < OB; o++)
            g[o] = nnv_load (d + o * rows * width * NNK_LANES);
          NNK_UNROLL
          for (int k = 0; k < NNK_KERNEL; k++)
            {
              nnv v = nnv_load (in + k * NNK_LANES);

              NNK_UNROLL
              for (int o = 0; o < OB; o++)
                acc[o][k] = nnk_fma (v, g[o], acc[o][k]);
            }
          in += NNK_LANES;
          d += NNK_LANES;
        }
    }
  NNK_UNROLL
  for (int o = 0; o < OB; o++)
    {
      NNK_UNROLL
      for (int k = 0; k < NNK_KERNEL; k++)
        nnv_store (dw + o * filter + k * NNK_LANES, acc[o][k]);
    }
}

/* Weight gradient of `filters` filters from a strip of `rows` rows that begins at input row `row`. */
NNK_INLINE void
strip_weights (float         *dw,
               const float   *x,
               const float   *strip,
               const NnkConv *conv,
               int            filters,
               int            row,
               int            rows,
               int            first)
{
  int width = 2 * nnk_pooled_width (conv);
  int filter = conv->channels * NNK_TAPS * NNK_LANES;

  for (int o = 0, block; o < filters; o += block)
    {
      block = nnk_block (filters - o, WEIGHT_FILTERS);
      for (int c = 0; c < conv->channels; c++)
        for (int ky = 0; ky < NNK_KERNEL; ky++)
          {
            float *to = dw + o * filter + (c * NNK_KERNEL + ky) * NNK_KERNEL * NNK_LANES;
            const float *in = x + (c * conv->height + row + ky) * conv->width * NNK_LANES;
            const float *d = strip + o * rows * width * NNK_LANES;

            switch (block)
              {
              case 1:
                weight_block (to, in, d, filter, rows, width, conv->width, first, 1);
                break;
              case 2:
                weight_block (to, in, d, filter, rows, width, conv->width, first, 2);
                break;
              case 3:
                weight_block (to, in, d, filter, rows, width, conv->width, first, 3);
                break;
              default:
                weight_block (to, in, d, filter, rows, width, conv->width, first, 4);
                break;
              }
          }
    }
}

/* One row of dx, whole: width + 4 accumulators, one gradient row in registers;
 * each of the five weights meets it shifted by one. Exact: no padding with zeros.
 * w: [filter][c][0][0] of the strip's first filter; top: strip row that meets ky = 0. */
NNK_INLINE void
input_row (float       *dx,
           const float *strip,
           const float *w,
           int          filter,          /* floats from a filter to the next in w */
           int          filters,
           int          rows,
           int          top,
           int          first,
           const int    width)
{
  nnv acc[14];
  int from = top - rows + 1 > 0 ? top - rows + 1 : 0;
  int to = top < NNK_KERNEL - 1 ? top : NNK_KERNEL - 1;

  NNK_UNROLL
  for (int x = 0; x < width + NNK_KERNEL - 1; x++)
    acc[x] = first ? nnv_zero () : nnv_load (dx + x * NNK_LANES);
  for (int o = 0; o < filters; o++)
    for (int ky = from; ky <= to; ky++)
      {
        const float *d = strip + (o * rows + top - ky) * width * NNK_LANES;
        const float *k = w + o * filter + ky * NNK_KERNEL;

        NNK_UNROLL
        for (int kx = 0; kx < NNK_KERNEL; kx++)
          {
            nnv v = nnv_set1 (k[kx]);

            NNK_UNROLL
            for (int x = 0; x < width; x++)
              acc[x + kx] = nnk_fma (v, nnv_load (d + x * NNK_LANES), acc[x + kx]);
          }
      }
  NNK_UNROLL
  for (int x = 0; x < width + NNK_KERNEL - 1; x++)
    nnv_store (dx + x * NNK_LANES, acc[x]);
}

/* The same chain for any width, one input at a time. */
static void
input_row_any (float       *dx,
               const float *strip,
               const float *w,
               int          filter,
               int          filters,
               int          rows,
               int          top,
               int          first,
               int          width)
{
  for (int x = 0; x < width + NNK_KERNEL - 1; x++)
    {
      nnv acc = first ? nnv_zero () : nnv_load (dx + x * NNK_LANES);

      for (int o = 0; o < filters; o++)
        for (int ky = 0; ky < NNK_KERNEL; ky++)
          for (int kx = 0; kx < NNK_KERNEL; kx++)
            if (top - ky >= 0 && top - ky < rows && x - kx >= 0 && x - kx < width)
              acc = nnk_fma (nnv_set1 (w[o * filter + ky * NNK_KERNEL + kx]),
                             nnv_load (strip + ((o * rows + top - ky) * width + x - kx) * NNK_LANES),
                             acc);
      nnv_store (dx + x * NNK_LANES, acc);
    }
}

/* dx: [C][H][W][lane] gets the share of the strip's filters; the strip is the whole map. */
static void
strip_inputs (float         *dx,
              const float   *strip,
              const float   *w,
              const NnkConv *conv,
              int            filters,
              int            first)
{
  int rows = 2 * nnk_pooled_height (conv), width = 2 * nnk_pooled_width (conv);
  int filter = conv->channels * NNK_TAPS;

  for (int c = 0; c < conv->channels; c++)
    for (int y = 0; y < conv->height; y++)
      {
        float *to = dx + (c * conv->height + y) * conv->width * NNK_LANES;

        if (width == 10)
          input_row (to, strip, w + c * NNK_TAPS, filter, filters, rows, y, first, 10);
        else
          input_row_any (to, strip, w + c * NNK_TAPS, filter, filters, rows, y, first, width);
      }
}

static void
bias_sums (float         *dbias,
           const float   *dout,
           const NnkConv *conv,
           int            first)
{
  int cells = nnk_pooled_height (conv) * nnk_pooled_width (conv);

  for (int o = 0; o < conv->filters; o++)
    {
      nnv acc = first ? nnv_zero () : nnv_load (dbias + o * NNK_LANES);

      for (int i = 0; i < cells; i++)
        acc += nnv_load (dout + (o * cells + i) * NNK_LANES);
      nnv_store (dbias + o * NNK_LANES, acc);
    }
}

/* Without an input gradient a strip of two rows is enough: C1's 3 x 2 x 28
 * are 10 KB, where the whole map of four filters would be 200. */
static int
filters_a_strip (const NnkConv *conv)
{
  return nnk_block (conv->filters, STRIP_FILTERS);
}

size_t
NNK_NAME (conv_scratch) (const NnkConv *conv)
{
  return (size_t) STRIP_FILTERS * 4 * nnk_pooled_height (conv) * nnk_pooled_width (conv) * NNK_LANES;
}

void
NNK_NAME (conv_pool_backward) (float         *dw,
                               float         *dbias,
                               float         *dx,
                               float         *scratch,
                               const float   *dout,
                               const uint8_t *switches,
                               const float   *x,
                               const float   *w,
                               const NnkConv *conv,
                               int            first)
{
  int height = nnk_pooled_height (conv), width = nnk_pooled_width (conv);
  int plane = height * width * NNK_LANES;
  int rows = dx ? height : 1;

  bias_sums (dbias, dout, conv, first);
  for (int o = 0, filters; o < conv->filters; o += filters)
    {
      float *dwo = dw + o * conv->channels * NNK_TAPS * NNK_LANES;

      filters = nnk_block (conv->filters - o, filters_a_strip (conv));
      for (int y = 0; y < height; y += rows)
        {
          int cell = o * plane + y * width * NNK_LANES;

          unpool (scratch, dout + cell, switches + cell, filters, plane, rows, width);
          strip_weights (dwo, x, scratch, conv, filters, 2 * y, 2 * rows, first && y == 0);
        }
      if (dx)
        strip_inputs (dx, scratch, w + o * conv->channels * NNK_TAPS, conv, filters, o == 0);
    }
}
