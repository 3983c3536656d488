/* SPDX-License-Identifier: GPL-3.0-or-later */
#define NNK_DOUBLE
#include "kernels/reference/reference.h"
#include "kernels/reference/transposed.h"

#include <math.h>

#include "gradient-check.h"

/* The way back is the transpose of the way up: ⟨f (x), y⟩ = ⟨x, fᵀ (y)⟩. */
static const NnkConv2d convolutions[] = {
  { .B = 1, .C = 1, .H = 28, .W = 28, .OC = 6, .KH = 5, .KW = 5, .padding = 2, .stride = 1 },
  { .B = 1, .C = 6, .H = 14, .W = 14, .OC = 16, .KH = 5, .KW = 5, .padding = 0, .stride = 1 },
  { .B = 2, .C = 2, .H = 6, .W = 7, .OC = 3, .KH = 3, .KW = 2, .padding = 1, .stride = 2 },
  { .B = 1, .C = 1, .H = 4, .W = 3, .OC = 1, .KH = 4, .KW = 3, .padding = 0, .stride = 3 },
};

static const NnkMaxPool pools[] = {
  { .B = 1, .C = 6, .H = 28, .W = 28, .K = 2, .stride = 2 },
  { .B = 2, .C = 3, .H = 7, .W = 5, .K = 2, .stride = 2 }, /* a rest row and column */
  { .B = 1, .C = 2, .H = 7, .W = 8, .K = 3, .stride = 2 }, /* windows that overlap */
};

static void
assert_equal (double a,
              double b)
{
  g_assert_cmpfloat (fabs (a - b), <=, 1e-12 * (1 + fabs (a)));
}

static void
test_conv2d (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (convolutions); i++)
    {
      const NnkConv2d *d = &convolutions[i];
      const gsize n_in = (gsize) d->B * d->C * d->H * d->W;
      const gsize n_out = (gsize) d->B * d->OC * nnk_fit (d->H, d->KH, d->padding, d->stride)
                          * nnk_fit (d->W, d->KW, d->padding, d->stride);
      g_autofree double *x = gradient_check_random (n_in);
      g_autofree double *y = gradient_check_random (n_out);
      g_autofree double *weight = gradient_check_random ((gsize) d->OC * d->C * d->KH * d->KW);
      g_autofree double *bias = g_new0 (double, d->OC);
      g_autofree double *up = g_new (double, n_out);
      g_autofree double *down = g_new (double, n_in);

      nnk_ref_conv2d_forward (up, x, weight, bias, d);
      nnk_ref_conv2d_transposed (down, y, weight, d);
      assert_equal (gradient_check_dot (up, y, n_out), gradient_check_dot (x, down, n_in));
    }
}

/* Its gradient by the input is the same, for any convolution. */
static void
test_conv2d_backward (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (convolutions); i++)
    {
      const NnkConv2d *d = &convolutions[i];
      const gsize n_in = (gsize) d->B * d->C * d->H * d->W;
      const gsize n_weight = (gsize) d->OC * d->C * d->KH * d->KW;
      const gsize n_out = (gsize) d->B * d->OC * nnk_fit (d->H, d->KH, d->padding, d->stride)
                          * nnk_fit (d->W, d->KW, d->padding, d->stride);
      g_autofree double *x = gradient_check_random (n_in);
      g_autofree double *y = gradient_check_random (n_out);
      g_autofree double *weight = gradient_check_random (n_weight);
      g_autofree double *din = g_new0 (double, n_in);
      g_autofree double *dweight = g_new0 (double, n_weight);
      g_autofree double *dbias = g_new0 (double, d->OC);
      g_autofree double *down = g_new (double, n_in);

      nnk_ref_conv2d_backward (din, dweight, dbias, y, x, weight, d);
      nnk_ref_conv2d_transposed (down, y, weight, d);
      for (gsize j = 0; j < n_in; j++)
        assert_equal (din[j], down[j]);
    }
}

static void
test_unpool (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (pools); i++)
    {
      const NnkMaxPool *d = &pools[i];
      const gsize n_in = (gsize) d->B * d->C * d->H * d->W;
      const gsize n_out = (gsize) d->B * d->C * nnk_fit (d->H, d->K, 0, d->stride)
                          * nnk_fit (d->W, d->K, 0, d->stride);
      g_autofree double *x = gradient_check_random (n_in);
      g_autofree double *y = gradient_check_random (n_out);
      g_autofree double *up = g_new (double, n_out);
      g_autofree double *down = g_new (double, n_in);
      g_autofree guint8 *switches = g_new (guint8, n_out);

      nnk_ref_max_pool_forward (up, switches, x, d);
      nnk_ref_max_unpool (down, y, switches, d);
      assert_equal (gradient_check_dot (up, y, n_out), gradient_check_dot (x, down, n_in));
    }
}

/* What is written is all there is: old contents are gone. */
static void
test_unpool_overwrites (void)
{
  const NnkMaxPool d = { .B = 1, .C = 1, .H = 2, .W = 4, .K = 2, .stride = 2 };
  const double out[] = { 5, -7 }, expected[] = { 0, 5, 0, 0, 0, 0, -7, 0 };
  const guint8 switches[] = { 1, 2 };
  double in[8] = { 9, 9, 9, 9, 9, 9, 9, 9 };

  nnk_ref_max_unpool (in, out, switches, &d);
  for (int i = 0; i < 8; i++)
    g_assert_cmpfloat (in[i], ==, expected[i]);
}

static void
test_dense (void)
{
  const int B = 2, C = 7, OC = 5, pitch = 9;
  g_autofree double *x = gradient_check_random (B * C);
  g_autofree double *y = gradient_check_random (B * OC);
  g_autofree double *weight = gradient_check_random (OC * pitch);
  double bias[5] = { 0 }, up[10], down[14];

  nnk_ref_dense_forward (up, x, weight, bias, B, C, OC, pitch);
  nnk_ref_dense_transposed (down, y, weight, B, C, OC, pitch);
  assert_equal (gradient_check_dot (up, y, B * OC), gradient_check_dot (x, down, B * C));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/transposed/conv2d", test_conv2d);
  g_test_add_func ("/transposed/conv2d-backward", test_conv2d_backward);
  g_test_add_func ("/transposed/unpool", test_unpool);
  g_test_add_func ("/transposed/unpool-overwrites", test_unpool_overwrites);
  g_test_add_func ("/transposed/dense", test_dense);
  return g_test_run ();
}
