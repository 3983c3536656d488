/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "gradient-check.h"

#include <math.h>

#include "base/nn-rng.h"

#define STEP 1e-5

double *
gradient_check_random (gsize n)
{
  static guint64 seed = 0;
  double *x = g_new (double, n);
  NnRng rng;

  nn_rng_init (&rng, ++seed, NN_STREAM_EXPERIMENTS, 0);
  for (gsize i = 0; i < n; i++)
    x[i] = 2 * nn_rng_uniform (&rng) - 1;
  return x;
}

double
gradient_check_dot (const double *a,
                    const double *b,
                    gsize         n)
{
  double sum = 0;

  for (gsize i = 0; i < n; i++)
    sum += a[i] * b[i];
  return sum;
}

void
gradient_check (double       *x,
                const double *dx,
                gsize         n,
                double      (*loss) (gpointer data),
                gpointer      data)
{
  double largest = 0;

  for (gsize i = 0; i < n; i++)
    largest = MAX (largest, fabs (dx[i]));
  g_assert_cmpfloat (largest, >, 0);

  for (gsize i = 0; i < n; i++)
    {
      const double saved = x[i];
      double above, below;

      x[i] = saved + STEP;
      above = loss (data);
      x[i] = saved - STEP;
      below = loss (data);
      x[i] = saved;
      g_assert_cmpfloat_with_epsilon (dx[i], (above - below) / (2 * STEP), 1e-8 * MAX (1, largest));
    }
}
