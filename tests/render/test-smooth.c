/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "render/nn-smooth.h"

#include <math.h>

/* The weighted mean itself: weights 0.98^age, made to sum to one. */
static double
weighted_mean (const double *values, int n)
{
  double sum = 0, weights = 0;

  for (int i = 0; i < n; i++)
    {
      double weight = pow (0.98, n - 1 - i);

      sum += weight * values[i];
      weights += weight;
    }
  return sum / weights;
}

static void
test_mean (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (1);
  double values[500];
  NnSmooth smooth;

  nn_smooth_init (&smooth);
  for (int i = 0; i < 500; i++)
    {
      values[i] = g_rand_double_range (rand, 0, 3);
      g_assert_cmpfloat_with_epsilon (nn_smooth_add (&smooth, values[i]),
                                      weighted_mean (values, i + 1), 1e-9);
    }
}

static void
test_first_values (void)
{
  NnSmooth smooth;

  nn_smooth_init (&smooth);
  g_assert_true (isnan (nn_smooth_add (&smooth, NAN)));
  g_assert_cmpfloat_with_epsilon (nn_smooth_add (&smooth, 2.3), 2.3, 1e-12);
  g_assert_cmpfloat_with_epsilon (nn_smooth_add (&smooth, INFINITY), 2.3, 1e-12);
  g_assert_cmpfloat_with_epsilon (nn_smooth_add (&smooth, 2.3), 2.3, 1e-12);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/smooth/mean", test_mean);
  g_test_add_func ("/smooth/first-values", test_first_values);
  return g_test_run ();
}
