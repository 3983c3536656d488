/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bench/series.h"

#include <math.h>

static void
test_quantiles (void)
{
  Series *series = series_new ();

  g_assert_cmpuint (series_count (series), ==, 0);
  g_assert_true (isnan (series_quantile (series, 0.5)));
  for (int i = 0; i < 200; i++)
    series_add (series, (i * 7) % 200 + 1); /* 1 to 200, not in order */
  g_assert_cmpuint (series_count (series), ==, 200);
  g_assert_cmpfloat (series_quantile (series, 0), ==, 1);
  g_assert_cmpfloat (series_quantile (series, 0.5), ==, 100);
  g_assert_cmpfloat (series_quantile (series, 0.99), ==, 198);
  g_assert_cmpfloat (series_quantile (series, 1), ==, 200);
  series_add (series, 1000);
  g_assert_cmpfloat (series_quantile (series, 1), ==, 1000);
  series_free (series);
}

static void
test_one (void)
{
  Series *series = series_new ();

  series_add (series, 3);
  for (int i = 0; i <= 4; i++)
    g_assert_cmpfloat (series_quantile (series, i / 4.0), ==, 3);
  series_free (series);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/series/quantiles", test_quantiles);
  g_test_add_func ("/series/one", test_one);
  return g_test_run ();
}
