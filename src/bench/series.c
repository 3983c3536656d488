/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bench/series.h"

#include <math.h>

struct _Series
{
  GArray *values;                 /* double */
};

Series *
series_new (void)
{
  Series *series = g_new0 (Series, 1);

  series->values = g_array_new (FALSE, FALSE, sizeof (double));
  return series;
}

void
series_free (Series *series)
{
  g_array_unref (series->values);
  g_free (series);
}

void
series_add (Series *series,
            double  value)
{
  g_array_append_val (series->values, value);
}

guint
series_count (Series *series)
{
  return series->values->len;
}

static int
compare (gconstpointer a,
         gconstpointer b)
{
  double x = *(const double *) a, y = *(const double *) b;

  return (x > y) - (x < y);
}

double
series_quantile (Series *series,
                 double  part)
{
  g_autoptr (GArray) sorted = g_array_copy (series->values);
  guint rank;

  if (sorted->len == 0)
    return NAN;
  g_array_sort (sorted, compare);
  rank = (guint) ceil (part * sorted->len);
  return g_array_index (sorted, double, CLAMP (rank, 1, sorted->len) - 1);
}
