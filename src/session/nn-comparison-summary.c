/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "session/nn-comparison.h"

#include <math.h>

/* Means over the heats of a comparison. */

static double
fraction (const NnEvaluation *answers)
{
  return (double) answers->correct / answers->n;
}

static NnSpread
spread_of (const double *values,
           guint         n)
{
  NnSpread spread = { 0, NAN };
  double squares = 0;

  for (guint i = 0; i < n; i++)
    spread.mean += values[i] / n;
  for (guint i = 0; i < n; i++)
    squares += (values[i] - spread.mean) * (values[i] - spread.mean);
  if (n > 1)
    spread.spread = sqrt (squares / (n - 1));
  return spread;
}

NnSpread
nn_comparison_accuracy (const NnComparison *comparison,
                        NnRacer             racer)
{
  g_autofree double *values = g_new (double, comparison->heats->len);

  for (guint i = 0; i < comparison->heats->len; i++)
    values[i] = fraction (((const NnHeat *) comparison->heats->pdata[i])->answers[racer]);
  return spread_of (values, comparison->heats->len);
}

NnSpread
nn_comparison_point (const NnComparison *comparison,
                     NnRacer             racer,
                     int                 point)
{
  g_autofree double *values = g_new (double, comparison->heats->len);

  for (guint i = 0; i < comparison->heats->len; i++)
    values[i] = ((const NnHeat *) comparison->heats->pdata[i])->accuracy[racer][point];
  return spread_of (values, comparison->heats->len);
}

double
nn_comparison_seconds (const NnComparison *comparison,
                       NnRacer             racer)
{
  double sum = 0;
  guint n = 0;

  for (guint i = 0; i < comparison->heats->len; i++)
    {
      const NnHeat *heat = comparison->heats->pdata[i];

      for (guint e = 0; e < heat->epochs[racer]->len; e++, n++)
        sum += g_array_index (heat->epochs[racer], NnEpochPoint, e).seconds;
    }
  return n > 0 ? sum / n : NAN;
}

double
nn_comparison_alone (const NnComparison *comparison,
                     NnRacer             racer)
{
  double sum = 0;

  for (guint i = 0; i < comparison->heats->len; i++)
    {
      const NnHeat *heat = comparison->heats->pdata[i];
      const NnEvaluation *mine = heat->answers[racer], *other = heat->answers[1 - racer];
      const guint8 *labels = comparison->dataset->test.labels;

      for (guint k = 0; k < mine->n; k++)
        sum += mine->predicted[k] == labels[k] && other->predicted[k] != labels[k];
    }
  return sum / comparison->heats->len;
}

static void
add_to_curve (const NnHeat *heat,
              NnRacer       racer,
              double       *accuracy,
              double       *seconds,
              guint        *n)
{
  double time = 0;

  for (guint e = 0; e < heat->epochs[racer]->len; e++)
    {
      const NnEpochPoint *point = &g_array_index (heat->epochs[racer], NnEpochPoint, e);

      time += point->seconds;
      accuracy[e] += point->test_accuracy;
      seconds[e] += time;
      n[e]++;
    }
}

guint
nn_comparison_curve (const NnComparison *comparison,
                     NnRacer             racer,
                     NnCost              cost,
                     float              *x,
                     float              *y)
{
  guint epochs = comparison->spec.epochs, count = 0;
  g_autofree double *accuracy = g_new0 (double, epochs);
  g_autofree double *seconds = g_new0 (double, epochs);
  g_autofree guint *n = g_new0 (guint, epochs);

  for (guint i = 0; i < comparison->heats->len; i++)
    add_to_curve (comparison->heats->pdata[i], racer, accuracy, seconds, n);
  if (comparison->running != NULL)
    add_to_curve (comparison->running, racer, accuracy, seconds, n);
  for (; count < epochs && n[count] > 0; count++)
    {
      double macs = (count + 1.0) * comparison->dataset->train.n * (double) comparison->macs[racer];

      y[count] = (float) (accuracy[count] / n[count]);
      x[count] = (float) (cost == NN_COST_EPOCHS    ? count + 1.0
                          : cost == NN_COST_SECONDS ? seconds[count] / n[count]
                                                    : macs);
    }
  return count;
}
