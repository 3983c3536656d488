/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "kernels/channels-private.h"

/* Direct convolution with channels in lanes. A tile is V vectors of filters x R x P positions, all
 * in registers: per input channel and tap V loads of weights serve R * P positions, R * P broadcast
 * inputs serve V vectors. No im2col, no partial vectors, weights are read as one stream. */

/* AVX-512: 4 x 6 accumulators, 4 weights, an input in 32 registers; else 2 x 6, 2 and 1 of 16. */
#define MAX_V (NNK_LANES == 16 ? 4 : 2)
#define MAX_P 6
/* Maps of 3x3, where the graph is deepest: all nine positions for each weight that is read. */
#define SMALL 3
#define SMALL_V (NNK_LANES == 16 ? 2 : 1)
/* Rows of 7 (a 150-pixel image's): 3 x 7 rather than 4 x 4 and 4 x 3. */
#define SEVEN_V 3

typedef struct
{
  const float *x, *w, *bias;
  float *out;
} Tile;

/* From a vector of filters to the next, in weights and out. */
NNK_INLINE int
next_w (const NnkWindow *window)
{
  return NNK_LANES == NNK_BLOCK
             ? window->rows * window->columns * window->channels * NNK_BLOCK
             : NNK_LANES;
}

NNK_INLINE int
next_out (const NnkWindow *window)
{
  return NNK_LANES == NNK_BLOCK ? window->out_plane : NNK_LANES;
}

NNK_INLINE void
start_tile (nnv              acc[4][9],
            const Tile      *tile,
            const NnkWindow *window,
            const int        V,
            const int        R,
            const int        P)
{
  NNK_UNROLL
  for (int v = 0; v < V; v++)
    {
      NNK_UNROLL
      for (int p = 0; p < R * P; p++)
        acc[v][p] = tile->bias != NULL
                        ? nnv_load (tile->bias + v * NNK_LANES)
                        : nnv_load (tile->out + v * next_out (window) + p / P * window->out_row
                                    + p % P * NNK_BLOCK);
    }
}

NNK_INLINE void
end_tile (nnv              acc[4][9],
          const Tile      *tile,
          const NnkWindow *window,
          const int        V,
          const int        R,
          const int        P)
{
  NNK_UNROLL
  for (int v = 0; v < V; v++)
    {
      NNK_UNROLL
      for (int p = 0; p < R * P; p++)
        nnv_store (tile->out + v * next_out (window) + p / P * window->out_row + p % P * NNK_BLOCK,
                   tile->bias != NULL ? nnv_relu (acc[v][p]) : acc[v][p]);
    }
}

NNK_INLINE void
compute_tile (const Tile      *tile,
              const NnkWindow *window,
              const int        V,
              const int        R,
              const int        P,
              const int        S)
{
  const int w_step = next_w (window), x_row = window->x_row;
  const float *w = tile->w;
  nnv acc[4][9];

  start_tile (acc, tile, window, V, R, P);
  for (int c = 0; c < window->channels; c += NNK_BLOCK)
    {
      const float *plane = tile->x + c / NNK_BLOCK * window->x_plane;
      const int n = window->channels - c < NNK_BLOCK ? window->channels - c : NNK_BLOCK;

      for (int ky = 0; ky < window->rows; ky++)
        for (int kx = 0; kx < window->columns; kx++)
          {
            const float *x = plane + ky * x_row + kx * NNK_BLOCK;

            for (int i = 0; i < n; i++, x++, w += NNK_BLOCK)
              {
                nnv k[4];

                NNK_UNROLL
                for (int v = 0; v < V; v++)
                  k[v] = nnv_load (w + v * w_step);
                NNK_UNROLL
                for (int p = 0; p < R * P; p++)
                  {
                    nnv a = nnv_set1 (x[p / P * S * x_row + p % P * S * NNK_BLOCK]);

                    NNK_UNROLL
                    for (int v = 0; v < V; v++)
                      acc[v][p] = nnk_fma (k[v], a, acc[v][p]);
                  }
              }
          }
    }
  end_tile (acc, tile, window, V, R, P);
}

/* One row of out, cut into nearly equal tiles. */
NNK_INLINE void
compute_row (Tile             tile,
             const NnkWindow *window,
             const int        V,
             const int        S,
             const int        most)
{
  for (int x = 0, n; x < window->width; x += n)
    {
      n = nnk_block (window->width - x, most);
      switch (n)
        {
        case 1:
          compute_tile (&tile, window, V, 1, 1, S);
          break;
        case 2:
          compute_tile (&tile, window, V, 1, 2, S);
          break;
        case 3:
          compute_tile (&tile, window, V, 1, 3, S);
          break;
        case 4:
          compute_tile (&tile, window, V, 1, 4, S);
          break;
        case 5:
          compute_tile (&tile, window, V, 1, 5, S);
          break;
        case 6:
          compute_tile (&tile, window, V, 1, 6, S);
          break;
        default:
          compute_tile (&tile, window, V <= SEVEN_V ? V : SEVEN_V, 1, 7, S);
          break;
        }
      tile.x += n * S * NNK_BLOCK;
      tile.out += n * NNK_BLOCK;
    }
}

NNK_INLINE void
compute_rows (Tile             tile,
              const NnkWindow *window,
              const NnkPart   *part,
              const int        V,
              const int        S,
              const int        most)
{
  tile.x += part->row * S * window->x_row;
  tile.out += part->row * window->out_row;
  for (int y = part->row; y < part->end_row; y++)
    {
      compute_row (tile, window, V, S, most);
      tile.x += S * window->x_row;
      tile.out += window->out_row;
    }
}

NNK_INLINE void
compute (const Tile      *tile,
         const NnkWindow *window,
         const NnkPart   *part,
         const int        vectors,
         const int        S,
         const int        most)
{
  switch (vectors)
    {
    case 1:
      compute_rows (*tile, window, part, 1, S, most);
      break;
    case 2:
      compute_rows (*tile, window, part, 2, S, most);
      break;
#if NNK_LANES == NNK_BLOCK
    case 3:
      compute_rows (*tile, window, part, 3, S, most);
      break;
    default:
      compute_rows (*tile, window, part, 4, S, most);
      break;
#endif
    }
}

/* The whole of a 3x3 map at once. */
static void
compute_small (const Tile      *tile,
               const NnkWindow *window,
               int              vectors)
{
  if (vectors == 2 && window->stride == 1)
    compute_tile (tile, window, SMALL_V, SMALL, SMALL, 1);
  else if (vectors == 2)
    compute_tile (tile, window, SMALL_V, SMALL, SMALL, 2);
  else if (window->stride == 1)
    compute_tile (tile, window, 1, SMALL, SMALL, 1);
  else
    compute_tile (tile, window, 1, SMALL, SMALL, 2);
}

void
NNK_NAME (channels_conv) (float           *out,
                          const float     *x,
                          const float     *w,
                          const float     *bias,
                          const NnkWindow *window,
                          const NnkPart   *part)
{
  const int per_block = NNK_BLOCK / NNK_LANES;
  const int w_block = window->rows * window->columns * window->channels * NNK_BLOCK;
  const int small = window->width == SMALL && part->row == 0 && part->end_row == SMALL;
  const int seven = NNK_LANES == NNK_BLOCK && window->width == 7;
  const int most = small ? SMALL_V : seven ? SEVEN_V : MAX_V;
  const int end = part->end_block * per_block;

  for (int v = part->block * per_block, n; v < end; v += n)
    {
      Tile tile = { x, w + v / per_block * w_block + v % per_block * NNK_LANES,
                    bias != NULL ? bias + v * NNK_LANES : NULL,
                    out + v / per_block * window->out_plane + v % per_block * NNK_LANES };

      n = nnk_block (end - v, most);
      if (small)
        compute_small (&tile, window, n);
      else if (window->stride == 1)
        compute (&tile, window, part, n, 1, seven ? 7 : MAX_P);
      else
        compute (&tile, window, part, n, 2, seven ? 7 : MAX_P);
    }
}
