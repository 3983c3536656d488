/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "nn/nn-base.h"

#include <math.h>

#include "base/nn-arena.h"
#include "base/nn-rng.h"
#include "kernels/nnk-channels.h"
#include "kernels/reference/reference.h"

#define TOP_SIZE ((gsize) NN_INCEPTION_FEATURES * NN_INCEPTION_CLASSES)

struct _NnBase
{
  gatomicrefcount ref_count;
  int cut, n_convs;
  NnScaling scaling;
  NnInception graph;              /* of any size: for the shapes of the filters */
  NnArena arena;
  float *weights[NN_INCEPTION_CONVS], *biases[NN_INCEPTION_CONVS];
  float *top, *top_bias;          /* NULL: none */
};

static gsize
kernel_size (const NnNode *node)
{
  return (gsize) node->rows * node->columns * node->channels * node->filters;
}

static void
take_arrays (NnBase *self)
{
  for (int conv = 1; conv <= self->n_convs; conv++)
    {
      const NnNode *node = nn_inception_get_conv (&self->graph, conv);

      self->weights[conv - 1] = nn_arena_take_array (&self->arena, float, kernel_size (node));
      self->biases[conv - 1] = nn_arena_take_array (&self->arena, float, node->filters);
    }
}

NnBase *
nn_base_new (int       cut,
             NnScaling scaling)
{
  NnBase *self;

  g_return_val_if_fail (cut >= 0 && cut < NN_INCEPTION_BLOCKS, NULL);

  self = g_new0 (NnBase, 1);
  g_atomic_ref_count_init (&self->ref_count);
  self->cut = cut;
  self->n_convs = nn_inception_count_convs (cut);
  self->scaling = scaling;
  nn_inception_init (&self->graph, NN_INCEPTION_MIN_SIZE);
  take_arrays (self);
  nn_arena_reserve (&self->arena);
  take_arrays (self);
  return self;
}

NnBase *
nn_base_ref (NnBase *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
nn_base_unref (NnBase *self)
{
  if (self == NULL || !g_atomic_ref_count_dec (&self->ref_count))
    return;
  nn_arena_clear (&self->arena);
  g_free (self->top);
  g_free (self->top_bias);
  g_free (self);
}

/* Where the weight from input channel c at a tap (row * columns + column) to filter o lies. */
static gsize
weight_at (const NnNode *node,
           int           tap,
           int           c,
           int           o)
{
  const int taps = node->rows * node->columns, inner = MIN (node->channels, NNK_BLOCK);
  const gsize block = (gsize) (o / NNK_BLOCK) * taps * node->channels;

  return ((block + (gsize) (c / NNK_BLOCK) * taps * inner + (gsize) tap * inner + c % NNK_BLOCK)
          * NNK_BLOCK)
         + o % NNK_BLOCK;
}

void
nn_base_set_conv (NnBase           *self,
                  int               conv,
                  const NnBaseConv *raw)
{
  const NnNode *node;
  const float *w = raw->kernel;
  g_autofree double *scale = NULL;

  g_return_if_fail (self != NULL && conv >= 1 && conv <= self->n_convs);

  node = nn_inception_get_conv (&self->graph, conv);
  scale = g_new (double, node->filters);
  for (int o = 0; o < node->filters; o++)
    {
      scale[o] = 1 / sqrt (raw->variance[o] + NN_INCEPTION_EPSILON);
      self->biases[conv - 1][o] = (float) (raw->beta[o] - raw->mean[o] * scale[o]);
    }
  for (int tap = 0; tap < node->rows * node->columns; tap++)
    for (int c = 0; c < node->channels; c++)
      for (int o = 0; o < node->filters; o++)
        self->weights[conv - 1][weight_at (node, tap, c, o)] = (float) (*w++ * scale[o]);
}

void
nn_base_set_top (NnBase      *self,
                 const float *kernel,
                 const float *bias)
{
  g_return_if_fail (self != NULL && self->cut == NN_INCEPTION_BLOCKS - 1 && self->top == NULL);

  self->top = g_memdup2 (kernel, TOP_SIZE * sizeof (float));
  self->top_bias = g_memdup2 (bias, NN_INCEPTION_CLASSES * sizeof (float));
}

int
nn_base_get_cut (const NnBase *self)
{
  return self->cut;
}

NnScaling
nn_base_get_scaling (const NnBase *self)
{
  return self->scaling;
}

gboolean
nn_base_has_top (const NnBase *self)
{
  return self->top != NULL;
}

const float *
nn_base_get_weights (const NnBase *self,
                     int           conv)
{
  g_return_val_if_fail (conv >= 1 && conv <= self->n_convs, NULL);

  return self->weights[conv - 1];
}

const float *
nn_base_get_bias (const NnBase *self,
                  int           conv)
{
  g_return_val_if_fail (conv >= 1 && conv <= self->n_convs, NULL);

  return self->biases[conv - 1];
}

void
nn_base_copy_kernel (const NnBase *self,
                     int           conv,
                     float        *out)
{
  const NnNode *node = nn_inception_get_conv (&self->graph, conv);
  const float *weights = nn_base_get_weights (self, conv);

  for (int o = 0; o < node->filters; o++)
    for (int c = 0; c < node->channels; c++)
      for (int tap = 0; tap < node->rows * node->columns; tap++)
        *out++ = weights[weight_at (node, tap, c, o)];
}

void
nn_base_classify (const NnBase *self,
                  const float  *features,
                  float        *probabilities)
{
  float logits[NN_INCEPTION_CLASSES];

  g_return_if_fail (self->top != NULL);

  for (int k = 0; k < NN_INCEPTION_CLASSES; k++)
    {
      double sum = self->top_bias[k];

      for (int i = 0; i < NN_INCEPTION_FEATURES; i++)
        sum += (double) features[i] * self->top[(gsize) i * NN_INCEPTION_CLASSES + k];
      logits[k] = (float) sum;
    }
  nnk_ref_softmax_forward (probabilities, logits, 1, NN_INCEPTION_CLASSES);
}

static float
between (NnRng  *rng,
         double  low,
         double  high)
{
  return (float) (low + (high - low) * nn_rng_uniform (rng));
}

void
nn_base_draw (NnBaseDraw *draw,
              guint64     seed,
              int         conv)
{
  NnInception graph;
  const NnNode *node;
  double limit;
  NnRng rng;

  nn_inception_init (&graph, NN_INCEPTION_MIN_SIZE);
  node = nn_inception_get_conv (&graph, conv);
  limit = sqrt (6.0 / (node->rows * node->columns * node->channels));
  nn_rng_init (&rng, seed, NN_STREAM_WEIGHTS, (guint64) conv);
  *draw = (NnBaseDraw) { g_new (float, kernel_size (node)), g_new (float, node->filters),
                         g_new (float, node->filters), g_new (float, node->filters) };
  for (gsize i = 0; i < kernel_size (node); i++)
    draw->kernel[i] = between (&rng, -limit, limit);
  for (int o = 0; o < node->filters; o++)
    {
      draw->beta[o] = between (&rng, -0.1, 0.1);
      draw->mean[o] = between (&rng, -0.1, 0.1);
      draw->variance[o] = between (&rng, 0.5, 1.5);
    }
}

void
nn_base_draw_clear (NnBaseDraw *draw)
{
  g_free (draw->kernel);
  g_free (draw->beta);
  g_free (draw->mean);
  g_free (draw->variance);
  *draw = (NnBaseDraw) { NULL };
}

NnBase *
nn_base_new_random (int       cut,
                    NnScaling scaling,
                    guint64   seed)
{
  NnBase *self = nn_base_new (cut, scaling);

  for (int conv = 1; conv <= self->n_convs; conv++)
    {
      NnBaseDraw draw;
      NnBaseConv raw;

      nn_base_draw (&draw, seed, conv);
      raw = (NnBaseConv) { draw.kernel, draw.beta, draw.mean, draw.variance };
      nn_base_set_conv (self, conv, &raw);
      nn_base_draw_clear (&draw);
    }
  return self;
}
