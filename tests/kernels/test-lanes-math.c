/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lanes-check.h"

#include <math.h>
#include <string.h>

#define N (1 << 16)

typedef void (*Function) (float *y, const float *x, int n);

static double
ulps (float  value,
      double exact)
{
  int exponent;

  if (exact == 0)
    return value == 0 ? 0 : INFINITY;
  frexp (exact, &exponent);
  return fabs (value - exact) / ldexp (1.0, exponent - 24);
}

static Function
pick (const NnkLanes *k,
      int             which)
{
  return which == 0 ? k->exp : which == 1 ? k->log : k->tanh;
}

/* From low to high in N steps, and each level against the first. */
static void
check (int      which,
       double (*exact) (double),
       double   low,
       double   high,
       double   limit)
{
  float *x = lanes_alloc (N), *y = lanes_alloc (N), *first = lanes_alloc (N);
  const NnkLanes *const *levels = lanes_levels ();

  for (int i = 0; i < N; i++)
    x[i] = (float) (low + (high - low) * i / (N - 1));
  pick (levels[0], which) (first, x, N);
  for (int l = 0; levels[l] != NULL; l++)
    {
      double worst = 0;

      pick (levels[l], which) (y, x, N);
      for (int i = 0; i < N; i++)
        worst = MAX (worst, ulps (y[i], exact (x[i])));
      g_test_message ("%s: %.3f ulp", levels[l]->name, worst);
      g_assert_cmpfloat (worst, <=, limit);
      lanes_assert_levels_agree (levels[l], y, levels[0], first, N);
    }
  lanes_free (x);
  lanes_free (y);
  lanes_free (first);
}

static void
test_exp (void)
{
  check (0, exp, -1, 1, 1.5);
  check (0, exp, -87, 0, 1.5);
  check (0, exp, 0, 88, 1.5);
}

static void
test_log (void)
{
  check (1, log, 1, 10, 1.5);
  check (1, log, 0.9, 1.1, 1.5);
  check (1, log, 1e-30, 1e30, 1.5);
}

static void
test_tanh (void)
{
  check (2, tanh, -1e-3, 1e-3, 2);
  check (2, tanh, -1, 1, 2.5);
  check (2, tanh, -12, 12, 2.5);
}

/* Of each of some values, in all lanes. */
static float
at (const NnkLanes *k,
    int             which,
    float           value)
{
  float x[16] __attribute__ ((aligned (64))), y[16] __attribute__ ((aligned (64)));

  for (int i = 0; i < 16; i++)
    x[i] = value;
  pick (k, which) (y, x, 16);
  for (int i = 1; i < 16; i++)
    g_assert_cmpmem (&y[i], sizeof (float), &y[0], sizeof (float));
  return y[0];
}

static void
test_edges (void)
{
  const NnkLanes *const *levels = lanes_levels ();

  for (int l = 0; levels[l] != NULL; l++)
    {
      const NnkLanes *k = levels[l];

      g_assert_cmpfloat (at (k, 0, 0), ==, 1);
      g_assert_cmpfloat (at (k, 0, -1000), ==, 0);
      g_assert_cmpfloat (at (k, 0, -INFINITY), ==, 0);
      g_assert_cmpfloat (at (k, 1, 1), ==, 0);
      g_assert_cmpfloat (at (k, 2, 0), ==, 0);
      g_assert_cmpfloat (at (k, 2, 10), ==, 1);
      g_assert_cmpfloat (at (k, 2, -INFINITY), ==, -1);
      for (int which = 0; which < 3; which++)
        g_assert_true (isnan (at (k, which, NAN)));
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/lanes-math/exp", test_exp);
  g_test_add_func ("/lanes-math/log", test_log);
  g_test_add_func ("/lanes-math/tanh", test_tanh);
  g_test_add_func ("/lanes-math/edges", test_edges);
  return g_test_run ();
}
