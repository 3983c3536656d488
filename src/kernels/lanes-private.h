/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "kernels/lanes-math.h"

/* What the kernel files of one SIMD level share. */
#define NNK_TAPS (NNK_KERNEL * NNK_KERNEL)

NNK_INLINE int
nnk_pooled_height (const NnkConv *conv)
{
  return (conv->height - NNK_KERNEL + 1) / 2;
}

NNK_INLINE int
nnk_pooled_width (const NnkConv *conv)
{
  return (conv->width - NNK_KERNEL + 1) / 2;
}

/* The next block when `left` are to be cut into nearly equal blocks of at most `most`. */
NNK_INLINE int
nnk_block (int left,
           int most)
{
  int blocks = (left + most - 1) / most;

  return (left + blocks - 1) / blocks;
}

/* The table's functions, see nnk-lanes.h. */
void NNK_NAME (gather) (float *x, const uint8_t *const *images, int height, int width, int pad);
void NNK_NAME (gather_rows) (float *rows, const uint8_t *const *images, int size, int pitch);
void NNK_NAME (to_rows) (float *rows, const float *x, int units, int pitch);
void NNK_NAME (conv_pool_forward) (float *out, uint8_t *switches, const float *x, const float *w,
                                   const float *bias, const NnkConv *conv,
                                   NnkActivation activation);
void NNK_NAME (conv_forward) (float *out, const float *x, const float *w, const float *bias,
                              const NnkConv *conv, NnkActivation activation);
void NNK_NAME (map_maximum) (float *values, int32_t *places, const float *pooled,
                             const uint8_t *switches, const NnkConv *conv);
void NNK_NAME (conv_pool_backward) (float *dw, float *dbias, float *dx, float *scratch,
                                    const float *dout, const uint8_t *switches, const float *x,
                                    const float *w, const NnkConv *conv, int first);
size_t NNK_NAME (conv_scratch) (const NnkConv *conv);
void NNK_NAME (dense_forward) (float *y, const float *x, const float *w, const float *bias,
                               int inputs, int outputs, int pitch, NnkActivation activation);
void NNK_NAME (dense_backward) (float *dx, const float *dy, const float *x, const float *w,
                                int inputs, int outputs, int pitch, NnkActivation activation);
void NNK_NAME (activation_backward) (float *dx, const float *x, int n, NnkActivation activation);
void NNK_NAME (loss) (float *loss, int32_t *correct, float *dlogits, const float *logits,
                      const int32_t *labels, const float *weight);
void NNK_NAME (reduce) (float *out, const float *parts, size_t stride, int n);
void NNK_NAME (dense_update) (const NnkDense *layer, int rows, const float *dy, int dy_pitch,
                              const float *x, int n, const NnkUpdate *update);
void NNK_NAME (bias_update) (float *w, float *first, float *second, int units, const float *dy,
                             int dy_pitch, int n, const NnkUpdate *update);
void NNK_NAME (group_update) (float *w, float *first, float *second, int n, const float *groups,
                              size_t stride, int n_groups, const NnkUpdate *update);
void NNK_NAME (exp) (float *y, const float *x, int n);
void NNK_NAME (log) (float *y, const float *x, int n);
void NNK_NAME (tanh) (float *y, const float *x, int n);
