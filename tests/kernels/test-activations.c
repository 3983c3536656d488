/* SPDX-License-Identifier: GPL-3.0-or-later */
#define NNK_DOUBLE
#include "kernels/reference/reference.h"

#include <math.h>

#include "gradient-check.h"
#include "kernels/reference/elementary.h"

#define N 37

typedef void (*Forward) (nnk_real *out, const nnk_real *in, size_t n);
typedef void (*Backward) (nnk_real *din, const nnk_real *dout, const nnk_real *out, size_t n);

typedef struct
{
  Forward forward;
  double *in, *r;
  double out[N];
} Case;

static double
loss (gpointer data)
{
  Case *c = data;

  c->forward (c->out, c->in, N);
  return gradient_check_dot (c->out, c->r, N);
}

static void
check (Forward  forward,
       Backward backward)
{
  Case c = { .forward = forward, .in = gradient_check_random (N), .r = gradient_check_random (N) };
  double din[N] = { 0 };

  loss (&c);
  backward (din, c.r, c.out, N);
  gradient_check (c.in, din, N, loss, &c);
  g_free (c.in);
  g_free (c.r);
}

static void
test_relu (void)
{
  const double in[] = { -1, 0, 2, NAN }, dout[] = { 5, 5, 5, 5 };
  double out[4], din[] = { 1, 1, 1, 1 };

  check (nnk_ref_relu_forward, nnk_ref_relu_backward);
  nnk_ref_relu_forward (out, in, 4);
  g_assert_cmpfloat (out[0], ==, 0);
  g_assert_cmpfloat (out[1], ==, 0);
  g_assert_cmpfloat (out[2], ==, 2);
  g_assert_true (isnan (out[3]));
  nnk_ref_relu_backward (din, dout, out, 3);
  g_assert_cmpfloat (din[0], ==, 1);
  g_assert_cmpfloat (din[1], ==, 1);
  g_assert_cmpfloat (din[2], ==, 6);
}

static void
test_tanh (void)
{
  check (nnk_ref_tanh_forward, nnk_ref_tanh_backward);
}

static void
assert_relative (double a,
                 double b,
                 double epsilon)
{
  g_assert_cmpfloat_with_epsilon (a, b, epsilon * fabs (b));
}

/* Against the C library, which is right to the last digit or nearly so. */
static void
test_elementary (void)
{
  for (double x = -708; x < 709; x += 0.37)
    assert_relative (nnk_ref_exp (x), exp (x), 4e-16);
  for (double x = 1e-300; x < 1e300; x *= 1.37)
    assert_relative (nnk_ref_log (x), log (x), 4e-16);
  for (double x = 0.9; x < 1.1; x += 0.00037)
    assert_relative (nnk_ref_log (x), log (x), 4e-16);
  for (double x = 1e-300; x < 25; x *= 1.07)
    {
      assert_relative (nnk_ref_tanh (x), tanh (x), 6e-16);
      g_assert_cmpfloat (nnk_ref_tanh (-x), ==, -nnk_ref_tanh (x));
    }
}

static void
test_edges (void)
{
  g_assert_cmpfloat (nnk_ref_exp (0), ==, 1);
  g_assert_cmpfloat (nnk_ref_exp (-INFINITY), ==, 0);
  g_assert_true (isinf (nnk_ref_exp (INFINITY)));
  g_assert_true (isnan (nnk_ref_exp (NAN)));
  g_assert_cmpfloat (nnk_ref_log (1), ==, 0);
  g_assert_cmpfloat (nnk_ref_log (0), ==, -INFINITY);
  g_assert_true (isnan (nnk_ref_log (-1)));
  g_assert_true (isnan (nnk_ref_log (NAN)));
  g_assert_cmpfloat (nnk_ref_log (INFINITY), ==, INFINITY);
  g_assert_cmpfloat (nnk_ref_tanh (0), ==, 0);
  g_assert_cmpfloat (nnk_ref_tanh (INFINITY), ==, 1);
  g_assert_cmpfloat (nnk_ref_tanh (-INFINITY), ==, -1);
  g_assert_true (isnan (nnk_ref_tanh (NAN)));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/activations/relu", test_relu);
  g_test_add_func ("/activations/tanh", test_tanh);
  g_test_add_func ("/activations/elementary", test_elementary);
  g_test_add_func ("/activations/edges", test_edges);
  return g_test_run ();
}
