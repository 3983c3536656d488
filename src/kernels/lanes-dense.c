/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "kernels/lanes-private.h"

/* Dense layers on one part: a block is 12 outputs (or 12 inputs, going back),
 * each with its accumulator; one load of the part serves all of them. Twelve
 * independent chains cover the latency of the multiply-adds (4 cycles, two a
 * cycle) and fit into 16 registers. */
#define BLOCK 12

NNK_INLINE void
forward_block (float         *y,
               const float   *x,
               const float   *w,
               const float   *bias,
               int            inputs,
               int            pitch,
               NnkActivation  activation,
               const int      OB)
{
  nnv acc[BLOCK];

  NNK_UNROLL
  for (int o = 0; o < OB; o++)
    acc[o] = nnv_set1 (bias[o]);
  for (int i = 0; i < inputs; i++)
    {
      nnv v = nnv_load (x + i * NNK_LANES);

      NNK_UNROLL
      for (int o = 0; o < OB; o++)
        acc[o] = nnk_fma (nnv_set1 (w[o * pitch + i]), v, acc[o]);
    }
  NNK_UNROLL
  for (int o = 0; o < OB; o++)
    nnv_store (y + o * NNK_LANES, nnk_activate (acc[o], activation));
}

#define FORWARD(n)                                                                                 \
  case n:                                                                                          \
    forward_block (y + o * NNK_LANES, x, w + o * pitch, bias + o, inputs, pitch, activation, n);   \
    break

void
NNK_NAME (dense_forward) (float         *y,
                          const float   *x,
                          const float   *w,
                          const float   *bias,
                          int            inputs,
                          int            outputs,
                          int            pitch,
                          NnkActivation  activation)
{
  for (int o = 0, block; o < outputs; o += block)
    {
      block = nnk_block (outputs - o, BLOCK);
      switch (block)
        {
          FORWARD (1);
          FORWARD (2);
          FORWARD (3);
          FORWARD (4);
          FORWARD (5);
          FORWARD (6);
          FORWARD (7);
          FORWARD (8);
          FORWARD (9);
          FORWARD (10);
          FORWARD (11);
          FORWARD (12);
        }
    }
}

NNK_INLINE void
backward_block (float         *dx,
                const float   *dy,
                const float   *x,
                const float   *w,
                int            outputs,
                int            pitch,
                NnkActivation  activation,
                const int      IB)
{
  nnv acc[BLOCK];

  NNK_UNROLL
  for (int i = 0; i < IB; i++)
    acc[i] = nnv_zero ();
  for (int o = 0; o < outputs; o++)
    {
      nnv v = nnv_load (dy + o * NNK_LANES);

      NNK_UNROLL
      for (int i = 0; i < IB; i++)
        acc[i] = nnk_fma (nnv_set1 (w[i]), v, acc[i]);
      w += pitch;
    }
  NNK_UNROLL
  for (int i = 0; i < IB; i++)
    nnv_store (dx + i * NNK_LANES,
               nnk_gate (acc[i], nnv_load (x + i * NNK_LANES), activation));
}

#define BACKWARD(n)                                                                                \
  case n:                                                                                          \
    backward_block (dx + i * NNK_LANES, dy, x + i * NNK_LANES, w + i, outputs, pitch, activation,  \
                    n);                                                                            \
    break

void
NNK_NAME (dense_backward) (float         *dx,
                           const float   *dy,
                           const float   *x,
                           const float   *w,
                           int            inputs,
                           int            outputs,
                           int            pitch,
                           NnkActivation  activation)
{
  for (int i = 0, block; i < inputs; i += block)
    {
      block = nnk_block (inputs - i, BLOCK);
      switch (block)
        {
          BACKWARD (1);
          BACKWARD (2);
          BACKWARD (3);
          BACKWARD (4);
          BACKWARD (5);
          BACKWARD (6);
          BACKWARD (7);
          BACKWARD (8);
          BACKWARD (9);
          BACKWARD (10);
          BACKWARD (11);
          BACKWARD (12);
        }
    }
}

void
NNK_NAME (activation_backward) (float         *dx,
                                const float   *x,
                                int            n,
                                NnkActivation  activation)
{
  for (int i = 0; i < n * NNK_LANES; i += NNK_LANES)
    nnv_store (dx + i, nnk_gate (nnv_load (dx + i), nnv_load (x + i), activation));
}
