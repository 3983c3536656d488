/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lanes-check.h"

#include <math.h>
#include <string.h>

#include "kernels/reference/reference.h"

/* Dense layers, loss, rows and updates in lanes against the reference. */

static const int shapes[][2] = { { 400, 120 }, { 84, 10 }, { 1, 1 }, { 7, 13 }, { 33, 25 }, { 16, 11 } };

static float *
padded_weights (int inputs,
                int outputs)
{
  int pitch = NNK_ROUND_UP (inputs);
  float *w = lanes_random ((gsize) outputs * pitch);

  for (int o = 0; o < outputs; o++)
    memset (w + o * pitch + inputs, 0, (pitch - inputs) * sizeof (float));
  return w;
}

static void
activate (float         *x,
          gsize          n,
          NnkActivation  activation)
{
  if (activation == NNK_RELU)
    nnk_ref_relu_forward (x, x, n);
  else if (activation == NNK_TANH)
    nnk_ref_tanh_forward (x, x, n);
}

/* y of a level, image by image. */
static float *
forward (const NnkLanes *k,
         const float    *x,
         const float    *w,
         const float    *bias,
         int             inputs,
         int             outputs,
         NnkActivation   activation)
{
  float *in = lanes_alloc (NNK_SHARD * inputs), *out = lanes_alloc (NNK_SHARD * outputs);
  float *y = lanes_alloc (NNK_SHARD * outputs);

  lanes_pack (k, in, x, inputs);
  for (int part = 0; part < NNK_SHARD / k->lanes; part++)
    k->dense_forward (out + part * outputs * k->lanes, in + part * inputs * k->lanes, w, bias,
                      inputs, outputs, NNK_ROUND_UP (inputs), activation);
  lanes_unpack (k, y, out, outputs);
  lanes_free (in);
  lanes_free (out);
  return y;
}

static float *
backward (const NnkLanes *k,
          const float    *dy,
          const float    *x,
          const float    *w,
          int             inputs,
          int             outputs,
          NnkActivation   activation)
{
  float *in = lanes_alloc (NNK_SHARD * inputs), *d = lanes_alloc (NNK_SHARD * outputs);
  float *out = lanes_alloc (NNK_SHARD * inputs), *dx = lanes_alloc (NNK_SHARD * inputs);

  lanes_pack (k, in, x, inputs);
  lanes_pack (k, d, dy, outputs);
  for (int part = 0; part < NNK_SHARD / k->lanes; part++)
    k->dense_backward (out + part * inputs * k->lanes, d + part * outputs * k->lanes,
                       in + part * inputs * k->lanes, w, inputs, outputs, NNK_ROUND_UP (inputs),
                       activation);
  lanes_unpack (k, dx, out, inputs);
  lanes_free (in);
  lanes_free (d);
  lanes_free (out);
  return dx;
}

static void
check_dense (int           inputs,
             int           outputs,
             NnkActivation activation)
{
  const NnkLanes *const *levels = lanes_levels ();
  int pitch = NNK_ROUND_UP (inputs);
  gsize n_in = (gsize) NNK_SHARD * inputs, n_out = (gsize) NNK_SHARD * outputs;
  float *x = lanes_random (n_in), *w = padded_weights (inputs, outputs);
  float *bias = lanes_random (outputs), *dy = lanes_random (n_out);
  float *y = lanes_alloc (n_out), *dx = lanes_alloc (n_in), *gated = lanes_alloc (n_in);
  float *dw = lanes_alloc ((gsize) outputs * pitch), *dbias = lanes_alloc (outputs);
  float *first_y, *first_dx;

  activate (x, n_in, activation);
  nnk_ref_dense_forward (y, x, w, bias, NNK_SHARD, inputs, outputs, pitch);
  activate (y, n_out, activation);
  nnk_ref_dense_backward (dx, dw, dbias, dy, x, w, NNK_SHARD, inputs, outputs, pitch);
  if (activation == NNK_RELU)
    nnk_ref_relu_backward (gated, dx, x, n_in);
  else if (activation == NNK_TANH)
    nnk_ref_tanh_backward (gated, dx, x, n_in);
  else
    memcpy (gated, dx, n_in * sizeof (float));

  first_y = forward (levels[0], x, w, bias, inputs, outputs, activation);
  first_dx = backward (levels[0], dy, x, w, inputs, outputs, activation);
  for (int l = 0; levels[l] != NULL; l++)
    {
      float *level_y = forward (levels[l], x, w, bias, inputs, outputs, activation);
      float *level_dx = backward (levels[l], dy, x, w, inputs, outputs, activation);

      lanes_assert_near (level_y, y, n_out, 1e-6);
      lanes_assert_near (level_dx, gated, n_in, 1e-6);
      lanes_assert_levels_agree (levels[l], level_y, levels[0], first_y, n_out);
      lanes_assert_levels_agree (levels[l], level_dx, levels[0], first_dx, n_in);
      lanes_free (level_y);
      lanes_free (level_dx);
    }
  for (gsize i = 0; i < 10; i++)
    lanes_free ((float *[]) { x, w, bias, dy, y, dx, gated, dw, dbias, first_y }[i]);
  lanes_free (first_dx);
}

static void
test_dense (gconstpointer data)
{
  for (gsize s = 0; s < G_N_ELEMENTS (shapes); s++)
    check_dense (shapes[s][0], shapes[s][1], (NnkActivation) GPOINTER_TO_INT (data));
}

/* ReLU'(0) = 0, and a NaN goes through. */
static void
test_relu_edges (void)
{
  const NnkLanes *const *levels = lanes_levels ();
  float zeros[16] __attribute__ ((aligned (64))) = { 0 };
  float one[16] __attribute__ ((aligned (64))) = { 1 };
  float d[16] __attribute__ ((aligned (64))), y[16] __attribute__ ((aligned (64)));
  float nan = NAN;

  for (int l = 0; levels[l] != NULL; l++)
    {
      for (int i = 0; i < 16; i++)
        d[i] = 1;
      levels[l]->activation_backward (d, zeros, 1, NNK_RELU);
      g_assert_cmpfloat (d[0], ==, 0);
      levels[l]->dense_forward (y, one, &nan, zeros, 1, 1, 16, NNK_RELU);
      g_assert_true (isnan (y[0]));
    }
}

static void
test_loss (void)
{
  const NnkLanes *const *levels = lanes_levels ();
  float *z = lanes_random (NNK_SHARD * NNK_CLASSES), *p = lanes_alloc (NNK_SHARD * NNK_CLASSES);
  float *dz = lanes_alloc (NNK_SHARD * NNK_CLASSES), weight[16] __attribute__ ((aligned (64)));
  guint8 targets[16];
  gint32 labels[16] __attribute__ ((aligned (64))), correct[16] __attribute__ ((aligned (64)));
  float loss[16] __attribute__ ((aligned (64)));
  double losses[16];

  for (int i = 0; i < 16; i++)
    {
      labels[i] = targets[i] = i * 7 % 10;
      weight[i] = 1.0f / 16;
      for (int c = 0; c < NNK_CLASSES; c++)
        z[i * NNK_CLASSES + c] *= 20;
    }
  z[9] = z[0] = 50;               /* a tie: class 0 answers, and is right */
  nnk_ref_softmax_forward (p, z, 16, NNK_CLASSES);
  nnk_ref_cross_entropy_forward (losses, z, targets, 16, NNK_CLASSES);
  nnk_ref_cross_entropy_backward (dz, p, targets, 1.0 / 16, 16, NNK_CLASSES);

  for (int l = 0; levels[l] != NULL; l++)
    {
      const NnkLanes *k = levels[l];
      float *in = lanes_alloc (16 * NNK_CLASSES), *out = lanes_alloc (16 * NNK_CLASSES);
      float *planar = lanes_alloc (16 * NNK_CLASSES);

      lanes_pack (k, in, z, NNK_CLASSES);
      for (int lane = 0; lane < 16; lane += k->lanes)
        k->loss (loss + lane, correct + lane, out + lane * NNK_CLASSES, in + lane * NNK_CLASSES,
                 labels + lane, weight + lane);
      lanes_unpack (k, planar, out, NNK_CLASSES);
      lanes_assert_near (planar, dz, 16 * NNK_CLASSES, 1e-6);
      g_assert_cmpint (correct[0], ==, 1);
      for (int i = 0; i < 16; i++)
        {
          int best = 0;

          for (int c = 1; c < NNK_CLASSES; c++)
            best = z[i * NNK_CLASSES + c] > z[i * NNK_CLASSES + best] ? c : best;
          g_assert_cmpint (correct[i], ==, best == labels[i]);
          g_assert_cmpfloat (fabs (loss[i] - losses[i]), <=, 1e-6 * (1 + losses[i]));
        }
      in[0] = NAN;
      k->loss (loss, correct, out, in, labels, weight);
      g_assert_true (isnan (loss[0]));
      lanes_free (in);
      lanes_free (out);
      lanes_free (planar);
    }
  lanes_free (z);
  lanes_free (p);
  lanes_free (dz);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_data_func ("/lanes-dense/relu", GINT_TO_POINTER (NNK_RELU), test_dense);
  g_test_add_data_func ("/lanes-dense/tanh", GINT_TO_POINTER (NNK_TANH), test_dense);
  g_test_add_data_func ("/lanes-dense/linear", GINT_TO_POINTER (NNK_LINEAR), test_dense);
  g_test_add_func ("/lanes-dense/relu-edges", test_relu_edges);
  g_test_add_func ("/lanes-dense/loss", test_loss);
  return g_test_run ();
}
