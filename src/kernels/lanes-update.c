/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "kernels/lanes-private.h"

/* Sums of gradients over images, and the update. Here the lanes are parameters,
 * not images: activations and deltas come transposed, image by image, so that a
 * dense layer's weight gradient needs no sum across lanes. */

/* Register block of the weight gradient: rows x vectors. 4 x 5 with 32
 * registers; 4 x 3 with 16. */
#define ROWS 4
#define VECTORS (NNK_LANES == 16 ? 5 : 3)

/* One vector's update, to the bit as in reference/sgd.c, momentum.c and adam.h: each
 * operation is rounded by itself. No fused multiply-add, so the baseline agrees, too. */
NNK_INLINE nnv
step (float           *w,
      float           *first,
      float           *second,
      nnv              g,
      const NnkUpdate *update,
      NnkUpdateKind    kind)
{
  nnv value, m, v;

  if (kind == NNK_STORE)
    return g;
  value = nnv_load (w);
  if (update->weight_decay != 0.0f)
    g = g + nnv_set1 (update->weight_decay) * value;
  if (kind == NNK_SGD)
    return value - nnv_set1 (update->step) * g;
  if (kind == NNK_MOMENTUM)
    {
      m = nnv_set1 (update->momentum) * nnv_load (first) + g;
      nnv_store (first, m);
      return value - nnv_set1 (update->step) * m;
    }
  m = nnv_set1 (update->beta1) * nnv_load (first) + nnv_set1 (update->one_minus_beta1) * g;
  v = nnv_set1 (update->beta2) * nnv_load (second)
      + nnv_set1 (update->one_minus_beta2) * g * g;
  nnv_store (first, m);
  nnv_store (second, v);
  return value - nnv_set1 (update->step) * m
                   / (nnv_sqrt (v) * update->inv_sqrt_bc2 + update->epsilon);
}

/* n: a multiple of the lanes. g: the gradient. */
NNK_INLINE void
apply_kind (float           *w,
            float           *first,
            float           *second,
            const float     *g,
            int              n,
            const NnkUpdate *update,
            NnkUpdateKind    kind)
{
  for (int i = 0; i < n; i += NNK_LANES)
    nnv_store (w + i, step (w + i, first + i, second + i, nnv_load (g + i), update, kind));
}

static void
apply (float           *w,
       float           *first,
       float           *second,
       const float     *g,
       int              n,
       const NnkUpdate *update)
{
  switch (update->kind)
    {
    case NNK_SGD:
      apply_kind (w, w, w, g, n, update, NNK_SGD);
      break;
    case NNK_MOMENTUM:
      apply_kind (w, first, w, g, n, update, NNK_MOMENTUM);
      break;
    case NNK_ADAM:
      apply_kind (w, first, second, g, n, update, NNK_ADAM);
      break;
    case NNK_STORE:
    default:
      apply_kind (w, w, w, g, n, update, NNK_STORE);
      break;
    }
}

/* gradient: [RB][VECTORS * lanes] of the block, over all images in their order. */
NNK_INLINE void
gradient_block (float       *gradient,
                const float *dy,
                int          dy_pitch,
                const float *x,
                int          x_pitch,
                int          n,
                const int    RB,
                const int    VB)
{
  nnv acc[ROWS][5];

  NNK_UNROLL
  for (int r = 0; r < RB; r++)
    {
      NNK_UNROLL
      for (int v = 0; v < VB; v++)
        acc[r][v] = nnv_zero ();
    }
  for (int image = 0; image < n; image++)
    {
      nnv in[5];

      NNK_UNROLL
      for (int v = 0; v < VB; v++)
        in[v] = nnv_load (x + v * NNK_LANES);
      NNK_UNROLL
      for (int r = 0; r < RB; r++)
        {
          nnv d = nnv_set1 (dy[r]);

          NNK_UNROLL
          for (int v = 0; v < VB; v++)
            acc[r][v] = nnk_fma (d, in[v], acc[r][v]);
        }
      x += x_pitch;
      dy += dy_pitch;
    }
  NNK_UNROLL
  for (int r = 0; r < RB; r++)
    {
      NNK_UNROLL
      for (int v = 0; v < VB; v++)
        nnv_store (gradient + (r * VECTORS + v) * NNK_LANES, acc[r][v]);
    }
}

#define GRADIENT(v)                                                                                \
  case v:                                                                                          \
    if (rows == ROWS)                                                                              \
      gradient_block (g, dy, dy_pitch, x, layer->pitch, n, ROWS, v);                               \
    else                                                                                           \
      for (int r = 0; r < rows; r++)                                                               \
        gradient_block (g + r * VECTORS * NNK_LANES, dy + r, dy_pitch, x, layer->pitch, n, 1, v);  \
    break

/* Fused: the gradient of a block is used up while it lies in the first-level
 * cache. Columns outside, rows inside: the block's columns of x (64 images x 80
 * floats, 20 KB) stay there, too, for all rows. */
static void
update_block (const NnkDense  *layer,
              int              row,
              int              rows,
              int              column,
              int              vectors,
              const float     *dy,
              int              dy_pitch,
              const float     *x,
              int              n,
              const NnkUpdate *update)
{
  float g[ROWS * VECTORS * NNK_LANES] __attribute__ ((aligned (64)));
  size_t at = (size_t) row * layer->pitch + column;

  for (int r = 0; r < rows; r++)
    for (int i = 0; i < vectors * NNK_LANES; i += 16)
      {
        __builtin_prefetch (layer->w + at + r * layer->pitch + i, 1);
        if (update->kind >= NNK_MOMENTUM)
          __builtin_prefetch (layer->first + at + r * layer->pitch + i, 1);
        if (update->kind == NNK_ADAM)
          __builtin_prefetch (layer->second + at + r * layer->pitch + i, 1);
      }
  switch (vectors)
    {
      GRADIENT (1);
      GRADIENT (2);
      GRADIENT (3);
#if NNK_LANES == 16
      GRADIENT (4);
      GRADIENT (5);
#endif
    }
  for (int r = 0; r < rows; r++)
    {
      size_t first = at + (size_t) r * layer->pitch;

      apply (layer->w + first, layer->first ? layer->first + first : NULL,
             layer->second ? layer->second + first : NULL, g + r * VECTORS * NNK_LANES,
             vectors * NNK_LANES, update);
    }
}

void
NNK_NAME (dense_update) (const NnkDense  *layer,
                         int              rows,
                         const float     *dy,
                         int              dy_pitch,
                         const float     *x,
                         int              n,
                         const NnkUpdate *update)
{
  int total = layer->pitch / NNK_LANES;

  for (int v = 0, vectors; v < total; v += vectors)
    {
      vectors = nnk_block (total - v, VECTORS);
      for (int row = 0; row < rows; row += ROWS)
        update_block (layer, row, rows - row < ROWS ? rows - row : ROWS, v * NNK_LANES, vectors,
                      dy + row, dy_pitch, x + v * NNK_LANES, n, update);
    }
}

/* A vector of parameters of which only n <= lanes exist: done in a copy, so that
 * what lies past the end is not touched. */
static void
apply_some (float           *w,
            float           *first,
            float           *second,
            nnv              g,
            int              n,
            const NnkUpdate *update)
{
  float a[NNK_LANES] __attribute__ ((aligned (64))) = { 0 };
  float b[NNK_LANES] __attribute__ ((aligned (64))) = { 0 };
  float c[NNK_LANES] __attribute__ ((aligned (64))) = { 0 };
  int has_first = update->kind >= NNK_MOMENTUM, has_second = update->kind == NNK_ADAM;
  size_t bytes = (size_t) n * sizeof (float);

  __builtin_memcpy (a, w, bytes);
  if (has_first)
    __builtin_memcpy (b, first, bytes);
  if (has_second)
    __builtin_memcpy (c, second, bytes);
  nnv_store (a, step (a, b, c, g, update, update->kind));
  __builtin_memcpy (w, a, bytes);
  if (has_first)
    __builtin_memcpy (first, b, bytes);
  if (has_second)
    __builtin_memcpy (second, c, bytes);
}

NNK_INLINE void
apply_at (float           *w,
          float           *first,
          float           *second,
          nnv              g,
          int              i,
          int              n,
          const NnkUpdate *update)
{
  float *a = first ? first + i : w + i, *b = second ? second + i : w + i;

  if (n - i >= NNK_LANES)
    nnv_store (w + i, step (w + i, a, b, g, update, update->kind));
  else
    apply_some (w + i, a, b, g, n - i, update);
}

void
NNK_NAME (bias_update) (float           *w,
                        float           *first,
                        float           *second,
                        int              units,
                        const float     *dy,
                        int              dy_pitch,
                        int              n,
                        const NnkUpdate *update)
{
  for (int i = 0; i < units; i += NNK_LANES)
    {
      nnv g = nnv_zero ();

      for (int image = 0; image < n; image++)
        g += nnv_load (dy + (size_t) image * dy_pitch + i);
      apply_at (w, first, second, g, i, units, update);
    }
}

void
NNK_NAME (group_update) (float           *w,
                         float           *first,
                         float           *second,
                         int              n,
                         const float     *groups,
                         size_t           stride,
                         int              n_groups,
                         const NnkUpdate *update)
{
  for (int i = 0; i < n; i += NNK_LANES)
    {
      nnv g = nnv_load (groups + i);

      for (int group = 1; group < n_groups; group++)
        g += nnv_load (groups + group * stride + i);
      apply_at (w, first, second, g, i, n, update);
    }
}

/* Sums over lanes work on vectors of 8 (4 in the baseline): halves of a 16-lane
 * vector are read as two, so that AVX-512 and AVX2 run the same code. */
#if NNK_LANES == 4
#define TREE 4
#define ZIP_LOW(a, b) __builtin_shufflevector (a, b, 0, 4, 1, 5)
#define ZIP_HIGH(a, b) __builtin_shufflevector (a, b, 2, 6, 3, 7)
#else
#define TREE 8
#define ZIP_LOW(a, b) __builtin_shufflevector (a, b, 0, 8, 1, 9, 2, 10, 3, 11)
#define ZIP_HIGH(a, b) __builtin_shufflevector (a, b, 4, 12, 5, 13, 6, 14, 7, 15)
#endif
typedef float Tree __attribute__ ((vector_size (4 * TREE)));

/* Lanes `lane` to lane + TREE - 1 of number i. */
NNK_INLINE Tree
load_tree (const float *parts,
           size_t       stride,
           int          i,
           int          lane)
{
  Tree v;

  __builtin_memcpy (&v, parts + lane / NNK_LANES * stride + i * NNK_LANES + lane % NNK_LANES,
                    sizeof v);
  return v;
}

/* Lanes 8 apart are added, then 4. */
NNK_INLINE Tree
fold (const float *parts,
      size_t       stride,
      int          i)
{
#if TREE == 8
  return load_tree (parts, stride, i, 0) + load_tree (parts, stride, i, 8);
#else
  return (load_tree (parts, stride, i, 0) + load_tree (parts, stride, i, 8))
         + (load_tree (parts, stride, i, 4) + load_tree (parts, stride, i, 12));
#endif
}

/* TREE numbers at once: transposed, so that the rest of the tree adds whole vectors. */
NNK_INLINE Tree
sum_lanes (const float *parts,
           size_t       stride,
           int          i)
{
  Tree v[TREE], t[TREE];

  NNK_UNROLL
  for (int j = 0; j < TREE; j++)
    v[j] = fold (parts, stride, i + j);
  NNK_UNROLL
  for (int round = 1; round < TREE; round *= 2)
    {
      NNK_UNROLL
      for (int j = 0; j < TREE / 2; j++)
        {
          t[2 * j] = ZIP_LOW (v[j], v[j + TREE / 2]);
          t[2 * j + 1] = ZIP_HIGH (v[j], v[j + TREE / 2]);
        }
      NNK_UNROLL
      for (int j = 0; j < TREE; j++)
        v[j] = t[j];
    }
  NNK_UNROLL
  for (int half = TREE / 2; half > 0; half /= 2)
    {
      NNK_UNROLL
      for (int j = 0; j < half; j++)
        v[j] += v[j + half];
    }
  return v[0];
}

/* The last numbers one by one: nothing past the end is read or written. */
static float
sum_one (const float *parts,
         size_t       stride,
         int          i)
{
  Tree v = fold (parts, stride, i);

#if TREE == 8
  return ((v[0] + v[4]) + (v[2] + v[6])) + ((v[1] + v[5]) + (v[3] + v[7]));
#else
  return (v[0] + v[2]) + (v[1] + v[3]);
#endif
}

void
NNK_NAME (reduce) (float       *out,
                   const float *parts,
                   size_t       stride,
                   int          n)
{
  int i = 0;

  for (; i + TREE <= n; i += TREE)
    {
      Tree sums = sum_lanes (parts, stride, i);

      __builtin_memcpy (out + i, &sums, sizeof sums);
    }
  for (; i < n; i++)
    out[i] = sum_one (parts, stride, i);
}
