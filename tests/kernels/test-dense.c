/* SPDX-License-Identifier: GPL-3.0-or-later */
#define NNK_DOUBLE
#include "kernels/reference/reference.h"

#include "gradient-check.h"

typedef struct
{
  int B, C, OC, pitch;
  double *in, *weight, *bias, *out, *r;
} Case;

static const Case shapes[] = { { 1, 1, 1, 1 }, { 3, 5, 2, 5 }, { 2, 7, 4, 16 }, { 5, 17, 3, 32 } };

static double
loss (gpointer data)
{
  Case *c = data;

  nnk_ref_dense_forward (c->out, c->in, c->weight, c->bias, c->B, c->C, c->OC, c->pitch);
  return gradient_check_dot (c->out, c->r, (gsize) c->B * c->OC);
}

static void
test_gradients (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (shapes); i++)
    {
      Case c = shapes[i];
      g_autofree double *din = g_new0 (double, c.B * c.C);
      g_autofree double *dweight = g_new0 (double, c.OC * c.pitch);
      g_autofree double *dbias = g_new0 (double, c.OC);

      c.in = gradient_check_random (c.B * c.C);
      c.weight = gradient_check_random (c.OC * c.pitch);
      c.bias = gradient_check_random (c.OC);
      c.r = gradient_check_random (c.B * c.OC);
      c.out = g_new0 (double, c.B * c.OC);

      /* The padding's gradient is 0, by differences and by the kernel. */
      nnk_ref_dense_backward (din, dweight, dbias, c.r, c.in, c.weight, c.B, c.C, c.OC, c.pitch);
      gradient_check (c.in, din, c.B * c.C, loss, &c);
      gradient_check (c.weight, dweight, c.OC * c.pitch, loss, &c);
      gradient_check (c.bias, dbias, c.OC, loss, &c);

      g_free (c.in);
      g_free (c.weight);
      g_free (c.bias);
      g_free (c.r);
      g_free (c.out);
    }
}

static void
test_by_hand (void)
{
  const double in[] = { 1, 2 }, weight[] = { 3, 4, -1, 5, 6, -1 }, bias[] = { 10, 20 };
  const double dout[] = { 1, 10 };
  double out[2], din[] = { 1, 1 }, dweight[6] = { 0 }, dbias[] = { 1, 1 };

  nnk_ref_dense_forward (out, in, weight, bias, 1, 2, 2, 3);
  g_assert_cmpfloat (out[0], ==, 21);
  g_assert_cmpfloat (out[1], ==, 37);

  nnk_ref_dense_backward (NULL, dweight, dbias, dout, in, weight, 1, 2, 2, 3);
  nnk_ref_dense_backward (din, dweight, dbias, dout, in, weight, 1, 2, 2, 3);
  g_assert_cmpfloat (din[0], ==, 1 + 3 + 50);
  g_assert_cmpfloat (din[1], ==, 1 + 4 + 60);
  g_assert_cmpfloat (dweight[4], ==, 40);
  g_assert_cmpfloat (dweight[5], ==, 0);
  g_assert_cmpfloat (dbias[1], ==, 21);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/dense/gradients", test_gradients);
  g_test_add_func ("/dense/by-hand", test_by_hand);
  return g_test_run ();
}
