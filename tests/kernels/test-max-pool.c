/* SPDX-License-Identifier: GPL-3.0-or-later */
#define NNK_DOUBLE
#include "kernels/reference/reference.h"

#include "gradient-check.h"

typedef struct
{
  NnkMaxPool dims;
  gsize n_out;
  double *in, *out, *r;
  guint8 *switches;
} Case;

static const NnkMaxPool shapes[] = {
  { 1, 1, 2, 2, 2, 2 },
  { 2, 3, 6, 4, 2, 2 },
  { 1, 2, 7, 5, 2, 2 },           /* a rest row and column */
  { 2, 1, 7, 8, 3, 2 },           /* windows that overlap */
  { 1, 1, 9, 9, 2, 3 },           /* windows with gaps between */
};

static double
loss (gpointer data)
{
  Case *c = data;

  nnk_ref_max_pool_forward (c->out, c->switches, c->in, &c->dims);
  return gradient_check_dot (c->out, c->r, c->n_out);
}

static void
test_gradients (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (shapes); i++)
    {
      const NnkMaxPool *dims = &shapes[i];
      const gsize n_in = (gsize) dims->B * dims->C * dims->H * dims->W;
      const gsize out_h = nnk_fit (dims->H, dims->K, 0, dims->stride);
      const gsize out_w = nnk_fit (dims->W, dims->K, 0, dims->stride);
      Case c = { .dims = *dims, .n_out = dims->B * dims->C * out_h * out_w };
      g_autofree double *din = g_new0 (double, n_in);

      c.in = gradient_check_random (n_in);
      c.r = gradient_check_random (c.n_out);
      c.out = g_new0 (double, c.n_out);
      c.switches = g_new0 (guint8, c.n_out);

      loss (&c);
      nnk_ref_max_pool_backward (din, c.r, c.switches, dims);
      gradient_check (c.in, din, n_in, loss, &c);

      g_free (c.in);
      g_free (c.r);
      g_free (c.out);
      g_free (c.switches);
    }
}

/* Which of the four it was, the first among equals; all zero is 0. */
static void
test_switches (void)
{
  const double in[] = {
    1, 0, 5, 6, 0, 0, -3, -1,
    0, 0, 6, 5, 0, 0, -1, -2,
    0, 2, 3, 3, 7, 8, 1, 1,
    3, 3, 3, 3, 9, 8, 2, 2,
  };
  const double expected[] = { 1, 6, 0, -1, 3, 3, 9, 2 };
  const guint8 expected_switches[] = { 0, 1, 0, 1, 2, 0, 2, 2 };
  const NnkMaxPool dims = { .B = 1, .C = 1, .H = 4, .W = 8, .K = 2, .stride = 2 };
  double out[8];
  guint8 switches[8];

  nnk_ref_max_pool_forward (out, switches, in, &dims);
  for (int i = 0; i < 8; i++)
    {
      g_assert_cmpfloat (out[i], ==, expected[i]);
      g_assert_cmpint (switches[i], ==, expected_switches[i]);
    }
}

/* The signal 3 4 14 18, pooled by two. */
static void
test_signal (void)
{
  const double in[] = { 3, 4, 14, 18, 3, 4, 14, 18 };
  const NnkMaxPool dims = { .B = 1, .C = 1, .H = 2, .W = 4, .K = 2, .stride = 2 };
  double out[2];
  guint8 switches[2];

  nnk_ref_max_pool_forward (out, switches, in, &dims);
  g_assert_cmpfloat (out[0], ==, 4);
  g_assert_cmpfloat (out[1], ==, 18);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/max-pool/gradients", test_gradients);
  g_test_add_func ("/max-pool/switches", test_switches);
  g_test_add_func ("/max-pool/signal", test_signal);
  return g_test_run ();
}
