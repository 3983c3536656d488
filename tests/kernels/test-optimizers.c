/* SPDX-License-Identifier: GPL-3.0-or-later */
#define NNK_DOUBLE
#include "kernels/reference/adam.h"

#include <glib.h>
#include <math.h>

static void
test_sgd (void)
{
  double w[] = { 1, 2 };
  const double g[] = { 0.5, -1 };

  nnk_ref_sgd_update (w, g, 2, 0.1, 0);
  g_assert_cmpfloat_with_epsilon (w[0], 0.95, 1e-15);
  g_assert_cmpfloat_with_epsilon (w[1], 2.1, 1e-15);
  nnk_ref_sgd_update (w, g, 1, 0.1, 2);
  g_assert_cmpfloat_with_epsilon (w[0], 0.95 - 0.1 * (0.5 + 2 * 0.95), 1e-15);
}

static void
test_momentum (void)
{
  double w = 1, v = 0;
  const double g = 0.5;

  nnk_ref_momentum_update (&w, &v, &g, 1, 0.1, 0.9, 0);
  g_assert_cmpfloat_with_epsilon (v, 0.5, 1e-15);
  nnk_ref_momentum_update (&w, &v, &g, 1, 0.1, 0.9, 0);
  g_assert_cmpfloat_with_epsilon (v, 0.95, 1e-15);
  g_assert_cmpfloat_with_epsilon (w, 1 - 0.05 - 0.095, 1e-15);
  nnk_ref_momentum_update (&w, &v, &g, 1, 0, 0, 1);
  g_assert_cmpfloat_with_epsilon (v, 0.5 + w, 1e-15);
}

/* The first step has the length of the rate, whatever the gradient's. Then the
 * textbook's formulae, with their powers written out. */
static void
test_adam (void)
{
  const double gradients[] = { 0.5, -3, 0.25, 1e-9, 7 };
  double w = 1, m = 0, v = 0, expected = 1, mean = 0, square = 0;

  for (int t = 1; t <= 5; t++)
    {
      const double g = gradients[t - 1];

      nnk_ref_adam_update (&w, &m, &v, &g, 1, &(NnkAdam) {
                             .rate = 0.01,
                             .beta1_power = pow (0.9, t),
                             .beta2_power = pow (0.999, t),
                           });
      mean = 0.9 * mean + 0.1 * g;
      square = 0.999 * square + 0.001 * g * g;
      expected -= 0.01 * (mean / (1 - pow (0.9, t))) / (sqrt (square / (1 - pow (0.999, t))) + 1e-8);
      g_assert_cmpfloat_with_epsilon (w, expected, 1e-14);
      if (t == 1)
        g_assert_cmpfloat_with_epsilon (w, 0.99, 1e-9);
    }
}

/* ε is added outside of the square root: a gradient of its size halves the step. */
static void
test_adam_epsilon (void)
{
  const NnkAdam adam = { .rate = 0.01, .beta1_power = 0.9, .beta2_power = 0.999 };
  const double g = 1e-8;
  double w = 1, m = 0, v = 0;

  nnk_ref_adam_update (&w, &m, &v, &g, 1, &adam);
  g_assert_cmpfloat_with_epsilon (w, 1 - 0.005, 1e-9);
}

static void
test_adam_decay (void)
{
  const NnkAdam adam = { .rate = 0.01, .beta1_power = 0.9, .beta2_power = 0.999, .weight_decay = 0.5 };
  const double g = 0;
  double w = 1, m = 0, v = 0;

  nnk_ref_adam_update (&w, &m, &v, &g, 1, &adam);
  g_assert_cmpfloat_with_epsilon (m, 0.05, 1e-15);
}

static void
test_rms_clip (void)
{
  double w[] = { 3, -4, 0.3, -0.4 };
  const double rms = sqrt (12.5);

  nnk_ref_rms_clip (w, 2, 2, 1);
  g_assert_cmpfloat_with_epsilon (w[0], 3 / rms, 1e-15);
  g_assert_cmpfloat_with_epsilon (w[1], -4 / rms, 1e-15);
  g_assert_cmpfloat (w[2], ==, 0.3);
  g_assert_cmpfloat (w[3], ==, -0.4);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/optimizers/sgd", test_sgd);
  g_test_add_func ("/optimizers/momentum", test_momentum);
  g_test_add_func ("/optimizers/adam", test_adam);
  g_test_add_func ("/optimizers/adam-epsilon", test_adam_epsilon);
  g_test_add_func ("/optimizers/adam-decay", test_adam_decay);
  g_test_add_func ("/optimizers/rms-clip", test_rms_clip);
  return g_test_run ();
}
