/* SPDX-License-Identifier: GPL-3.0-or-later */
#define NNK_DOUBLE
#include "kernels/reference/reference.h"

#include "gradient-check.h"

typedef struct
{
  NnkConv2d dims;
  gsize n_in, n_weight, n_out;
  double *in, *weight, *bias, *out, *r;
} Case;

/* Odd on purpose: one row, one column, filters as large as the image, steps
 * that leave a rest, more padding than needed. */
static const NnkConv2d shapes[] = {
  { 2, 1, 5, 5, 1, 3, 3, 0, 1 },
  { 1, 3, 7, 5, 2, 5, 5, 2, 1 },
  { 3, 2, 6, 9, 4, 2, 3, 1, 2 },
  { 1, 2, 1, 8, 3, 1, 4, 0, 3 },
  { 2, 2, 8, 1, 1, 3, 1, 0, 1 },
  { 2, 3, 4, 4, 2, 4, 4, 0, 1 },
  { 1, 1, 3, 3, 2, 2, 2, 3, 2 },
  { 2, 1, 1, 1, 2, 1, 1, 0, 1 },
};

static double
loss (gpointer data)
{
  Case *c = data;

  nnk_ref_conv2d_forward (c->out, c->in, c->weight, c->bias, &c->dims);
  return gradient_check_dot (c->out, c->r, c->n_out);
}

static void
check_shape (const NnkConv2d *dims)
{
  const gsize out_h = nnk_fit (dims->H, dims->KH, dims->padding, dims->stride);
  const gsize out_w = nnk_fit (dims->W, dims->KW, dims->padding, dims->stride);
  Case c = {
    .dims = *dims,
    .n_in = (gsize) dims->B * dims->C * dims->H * dims->W,
    .n_weight = (gsize) dims->OC * dims->C * dims->KH * dims->KW,
    .n_out = dims->B * dims->OC * out_h * out_w,
  };
  g_autofree double *din = g_new0 (double, c.n_in);
  g_autofree double *dweight = g_new0 (double, c.n_weight);
  g_autofree double *dbias = g_new0 (double, dims->OC);

  c.in = gradient_check_random (c.n_in);
  c.weight = gradient_check_random (c.n_weight);
  c.bias = gradient_check_random (dims->OC);
  c.r = gradient_check_random (c.n_out);
  c.out = g_new0 (double, c.n_out);

  nnk_ref_conv2d_backward (din, dweight, dbias, c.r, c.in, c.weight, dims);
  gradient_check (c.in, din, c.n_in, loss, &c);
  gradient_check (c.weight, dweight, c.n_weight, loss, &c);
  gradient_check (c.bias, dbias, dims->OC, loss, &c);

  g_free (c.in);
  g_free (c.weight);
  g_free (c.bias);
  g_free (c.r);
  g_free (c.out);
}

static void
test_gradients (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (shapes); i++)
    check_shape (&shapes[i]);
}

/* A signal by hand: the filter is not turned over. */
static void
test_signal (void)
{
  const double in[] = { 1, 0, 2, 4, 3 }, filter[] = { 3, 2 }, bias[] = { 0 };
  const double expected[] = { 3, 4, 14, 18 };
  const NnkConv2d dims = { .B = 1, .C = 1, .H = 1, .W = 5, .OC = 1, .KH = 1, .KW = 2, .stride = 1 };
  double out[4];

  nnk_ref_conv2d_forward (out, in, filter, bias, &dims);
  for (int i = 0; i < 4; i++)
    g_assert_cmpfloat (out[i], ==, expected[i]);
}

/* Corners see zeros around the image; each filter its own bias. */
static void
test_padding (void)
{
  const double in[] = { 1, 2, 3, 4 };
  const double filters[] = { 1, 1, 1, 1, 1, 1, 1, 1, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0 };
  const double bias[] = { 0, 100 };
  const double expected[] = { 10, 10, 10, 10, 101, 102, 103, 104 };
  const NnkConv2d dims = { .B = 1, .C = 1, .H = 2, .W = 2, .OC = 2, .KH = 3, .KW = 3,
                           .padding = 1, .stride = 1 };
  double out[8];

  nnk_ref_conv2d_forward (out, in, filters, bias, &dims);
  for (int i = 0; i < 8; i++)
    g_assert_cmpfloat (out[i], ==, expected[i]);
}

/* Gradients are added to what is there, and the input's may be left out. */
static void
test_accumulates (void)
{
  const double in[] = { 2 }, filter[] = { 3 }, dout[] = { 5 };
  const NnkConv2d dims = { 1, 1, 1, 1, 1, 1, 1, 0, 1 };
  double din = 1, dweight = 1, dbias = 1;

  nnk_ref_conv2d_backward (NULL, &dweight, &dbias, dout, in, filter, &dims);
  nnk_ref_conv2d_backward (&din, &dweight, &dbias, dout, in, filter, &dims);
  g_assert_cmpfloat (din, ==, 16);
  g_assert_cmpfloat (dweight, ==, 21);
  g_assert_cmpfloat (dbias, ==, 11);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/conv2d/gradients", test_gradients);
  g_test_add_func ("/conv2d/signal", test_signal);
  g_test_add_func ("/conv2d/padding", test_padding);
  g_test_add_func ("/conv2d/accumulates", test_accumulates);
  return g_test_run ();
}
