/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <stddef.h>
#include <stdint.h>

/* Kernels that compute with images in SIMD lanes.
 *
 * A *part* is `lanes` images side by side: every activation is an array of
 * vectors, [channel][y][x][lane] or [unit][lane], 64-byte aligned. A *shard* is
 * always 16 images, that is 16 / lanes parts. No lane meets its neighbour but in
 * reduce() (one fixed tree over the 16 lanes of a shard), so AVX-512 and AVX2
 * give the same bits. Weights are plain row-major [out][in…].
 *
 * Legend: C, H, W channels, height and width of an input (as stored, with any
 * padding); K filters; a convolution is 5x5, valid, cross-correlation, followed by
 * its activation and by 2x2 max-pooling: PH = (H - 4) / 2, PW = (W - 4) / 2.
 *
 * The caller has set flush-to-zero (NnPool does); arrays do not overlap. */
#define NNK_SHARD 16
#define NNK_KERNEL 5
#define NNK_CLASSES 10
#define NNK_ROUND_UP(n) (((n) + 15) & ~15)

typedef enum { NNK_RELU, NNK_TANH, NNK_LINEAR } NnkActivation;
typedef enum { NNK_STORE, NNK_SGD, NNK_MOMENTUM, NNK_ADAM } NnkUpdateKind;

typedef struct
{
  int channels, height, width;    /* of the input, padding included */
  int filters;
} NnkConv;

/* One update; per element, with g the gradient plus weight_decay * w:
 *   sgd       w -= step * g
 *   momentum  m = momentum * m + g;  w -= step * m
 *   adam      m = beta1 * m + (1 - beta1) * g;  v = beta2 * v + (1 - beta2) * g * g
 *             w -= step * m / (sqrt (v) * inv_sqrt_bc2 + epsilon)
 *   store     w = g, no decay (w is then a gradient's block) */
typedef struct
{
  NnkUpdateKind kind;
  float step;                     /* adam: rate / (1 - beta1^t), in double, then rounded */
  float momentum;
  float beta1, one_minus_beta1, beta2, one_minus_beta2;
  float inv_sqrt_bc2;             /* 1 / sqrt (1 - beta2^t), likewise */
  float epsilon;
  float weight_decay;
} NnkUpdate;

/* A dense layer's weights and optimizer state: [rows][pitch] each, pitch a
 * multiple of 16, padding 0. first and second may be NULL where not needed. */
typedef struct
{
  float *w, *first, *second;
  int columns, pitch;
} NnkDense;

typedef struct
{
  const char *name;               /* "avx512", "avx2", "baseline" */
  int lanes;                      /* 16, 8, 4 */

  /* Bytes of `lanes` images to v / 255 in lanes: x: [H + 2 pad][W + 2 pad][lane], its frame is left alone. */
  void (*gather) (float *x, const uint8_t *const *images, int height, int width, int pad);
  /* The same bytes image by image: rows: [lane][pitch], columns past H * W are left alone. */
  void (*gather_rows) (float *rows, const uint8_t *const *images, int size, int pitch);

  /* out: [K][PH][PW][lane]; switches: [K][PH][PW][lane], 0-3, first maximum after the activation, row-major. */
  void (*conv_pool_forward) (float *out, uint8_t *switches, const float *x, const float *w,
                             const float *bias, const NnkConv *conv, NnkActivation activation);
  /* The map before pooling, to the same bits: out: [K][H - 4][W - 4][lane]. Slow: for looking. */
  void (*conv_forward) (float *out, const float *x, const float *w, const float *bias,
                        const NnkConv *conv, NnkActivation activation);
  /* The largest value of each map before pooling, and its place y * (W - 4) + x, the first
   * in row-major order among equals: values, places: [K][lane]. For finite numbers. */
  void (*map_maximum) (float *values, int32_t *places, const float *pooled,
                       const uint8_t *switches, const NnkConv *conv);
  /* From dout (gradient at the pooled map, through the activation already) to
   * dw: [K][C][5][5][lane], dbias: [K][lane]: accumulated, or overwritten if first;
   * dx: [C][H][W][lane], overwritten, or NULL. scratch: conv_scratch (conv) floats. */
  void (*conv_pool_backward) (float *dw, float *dbias, float *dx, float *scratch,
                              const float *dout, const uint8_t *switches, const float *x,
                              const float *w, const NnkConv *conv, int first);
  size_t (*conv_scratch) (const NnkConv *conv);

  /* y: [out][lane] = activation (w x + bias); w: [out][pitch]. */
  void (*dense_forward) (float *y, const float *x, const float *w, const float *bias,
                         int inputs, int outputs, int pitch, NnkActivation activation);
  /* dx: [inputs][lane] = transposed w times dy, times the derivative at x,
   * which is the output of `activation` below (NNK_LINEAR: no factor). */
  void (*dense_backward) (float *dx, const float *dy, const float *x, const float *w,
                          int inputs, int outputs, int pitch, NnkActivation activation);
  /* dx *= activation' at x, [n][lane] both; in place. */
  void (*activation_backward) (float *dx, const float *x, int n, NnkActivation activation);

  /* Soft-max cross-entropy over [10][lane] logits. loss, correct: [lane];
   * dlogits: [10][lane] = (p - onehot) * weight, weight: [lane] (1 / batch, or 0). */
  void (*loss) (float *loss, int32_t *correct, float *dlogits, const float *logits,
                const int32_t *labels, const float *weight);

  /* [units][lane] to [lane][pitch]; columns past units up to the next multiple of `lanes` become 0. */
  void (*to_rows) (float *rows, const float *x, int units, int pitch);

  /* out: [n] = sums over the 16 lanes of a shard: parts: 16 / lanes arrays [n][lane], `stride` floats apart.
   * ((l + 8) + 4) + 2) + 1, whatever the width. */
  void (*reduce) (float *out, const float *parts, size_t stride, int n);

  /* Gradient of `rows` rows of a dense layer over n images in their order, and its
   * update. dy: [n][dy_pitch], column 0 is the first of these rows; x: [n][layer->pitch]. */
  void (*dense_update) (const NnkDense *layer, int rows, const float *dy, int dy_pitch,
                        const float *x, int n, const NnkUpdate *update);
  /* Sum of dy's rows in order, then the update; lanes are the units: [units], any alignment of 64 bytes. */
  void (*bias_update) (float *w, float *first, float *second, int units, const float *dy,
                       int dy_pitch, int n, const NnkUpdate *update);
  /* Gradients of groups (in order) summed, then the update: groups: [n_groups][stride]. */
  void (*group_update) (float *w, float *first, float *second, int n, const float *groups,
                        size_t stride, int n_groups, const NnkUpdate *update);

  /* For tests: y[i] = f (x[i]); n a multiple of `lanes`. */
  void (*exp) (float *y, const float *x, int n);
  void (*log) (float *y, const float *x, int n);
  void (*tanh) (float *y, const float *x, int n);
} NnkLanes;

/* The best is avx512, then avx2, then baseline; NULL where the processor (or the build) lacks it. */
const NnkLanes *nnk_lanes_avx512 (void);
const NnkLanes *nnk_lanes_avx2 (void);
const NnkLanes *nnk_lanes_baseline (void);
