/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "kernels/channels-private.h"

/* NULL where the processor lacks the level is nnk-channels.c's to know. */
const NnkChannels *NNK_NAME (channels_table) (void);

/* One vector of channels at one position: row, column in out. */
NNK_INLINE nnv
largest (const float     *x,
         const NnkWindow *window)
{
  nnv best = nnv_load (x);

  for (int ky = 0; ky < window->rows; ky++)
    for (int kx = 0; kx < window->columns; kx++)
      {
        nnv v = nnv_load (x + ky * window->x_row + kx * NNK_BLOCK);

        best = nnv_select (nnv_gt (v, best), v, best);
      }
  return best;
}

NNK_INLINE nnv
mean (const float     *x,
      int              row,
      int              column,
      const NnkWindow *window)
{
  const int half_row = window->rows / 2, half_column = window->columns / 2;
  nnv sum = nnv_zero ();
  int n = 0;

  for (int y = row - half_row; y <= row + half_row; y++)
    for (int c = column - half_column; c <= column + half_column; c++)
      if (y >= 0 && y < window->height && c >= 0 && c < window->width)
        {
          sum = sum + nnv_load (x + y * window->x_row + c * NNK_BLOCK);
          n++;
        }
  return sum / nnv_set1 ((float) n);
}

NNK_INLINE void
pool (float           *out,
      const float     *x,
      const NnkWindow *window,
      const NnkPart   *part,
      const int        average)
{
  for (int b = part->block; b < part->end_block; b++)
    for (int y = part->row; y < part->end_row; y++)
      for (int column = 0; column < window->width; column++)
        for (int lane = 0; lane < NNK_BLOCK; lane += NNK_LANES)
          {
            const float *from = x + b * window->x_plane + lane;
            float *to = out + b * window->out_plane + y * window->out_row + column * NNK_BLOCK
                        + lane;

            nnv_store (to, average ? mean (from, y, column, window)
                                   : largest (from + window->stride * (y * window->x_row
                                                                       + column * NNK_BLOCK),
                                              window));
          }
}

void
NNK_NAME (channels_max_pool) (float           *out,
                              const float     *x,
                              const NnkWindow *window,
                              const NnkPart   *part)
{
  pool (out, x, window, part, 0);
}

void
NNK_NAME (channels_average_pool) (float           *out,
                                  const float     *x,
                                  const NnkWindow *window,
                                  const NnkPart   *part)
{
  pool (out, x, window, part, 1);
}

#define NNK_STRING(name) #name
#define NNK_STRING2(name) NNK_STRING (name)

const NnkChannels *
NNK_NAME (channels_table) (void)
{
  static const NnkChannels table = {
    .name = NNK_STRING2 (NNK_LEVEL),
    .conv = NNK_NAME (channels_conv),
    .max_pool = NNK_NAME (channels_max_pool),
    .average_pool = NNK_NAME (channels_average_pool),
  };

  return &table;
}
