/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "pages/train/imagette-epoch-lines.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

void
imagette_epoch_lines_init (ImagetteEpochLines *self,
                           ImagettePlot       *loss_plot,
                           ImagettePlot       *accuracy_plot)
{
  self->loss_plot = loss_plot;
  self->accuracy_plot = accuracy_plot;
  self->loss = imagette_plot_add_series (loss_plot, _("each epoch"), NN_LINE_POINTS, 0);
  self->train = imagette_plot_add_series (accuracy_plot, _("train, each epoch"), NN_LINE_POINTS, 1);
  self->test = imagette_plot_add_series (accuracy_plot, _("test"), NN_LINE_POINTS, 2);
  self->held_out = imagette_plot_add_series (accuracy_plot, _("held out"), NN_LINE_POINTS, 3);
  imagette_plot_set_visible_series (loss_plot, self->loss, FALSE);
  imagette_plot_set_visible_series (accuracy_plot, self->train, FALSE);
  imagette_plot_set_visible_series (accuracy_plot, self->held_out, FALSE);
  self->shown = g_array_new (FALSE, FALSE, sizeof (NnEpochPoint));
  self->first_batch = INFINITY;
}

void
imagette_epoch_lines_clear (ImagetteEpochLines *self)
{
  g_clear_pointer (&self->shown, g_array_unref);
}

static gboolean
is_shown (const ImagetteEpochLines *self,
          const GArray             *epochs,
          float                     first_batch)
{
  return epochs->len == self->shown->len && first_batch == self->first_batch
         && (epochs->len == 0
             || memcmp (epochs->data, self->shown->data, epochs->len * sizeof (NnEpochPoint)) == 0);
}

/* How many of the epochs ended before the first batch whose loss is known. */
static gsize
count_past (const GArray *epochs,
            float         first_batch)
{
  gsize n = 0;

  while (n < epochs->len
         && (float) g_array_index (epochs, NnEpochPoint, n).epoch < first_batch)
    n++;
  return n;
}

gboolean
imagette_epoch_lines_update (ImagetteEpochLines *self,
                             GArray             *epochs,
                             float               first_batch)
{
  const gsize n = epochs->len, past = count_past (epochs, first_batch);
  g_autofree float *x = NULL;
  float *test, *held_out, *train, *loss;
  gboolean any_held_out = FALSE;

  if (is_shown (self, epochs, first_batch))
    return past > 0;
  g_array_set_size (self->shown, 0);
  g_array_append_vals (self->shown, epochs->data, epochs->len);
  self->first_batch = first_batch;

  x = g_new (float, 5 * n + 1);
  test = x + n;
  held_out = x + 2 * n;
  train = x + 3 * n;
  loss = x + 4 * n;
  for (gsize i = 0; i < n; i++)
    {
      const NnEpochPoint *point = &g_array_index (epochs, NnEpochPoint, i);

      x[i] = (float) point->epoch;
      test[i] = (float) point->test_accuracy;
      held_out[i] = (float) point->hold_out_accuracy;
      train[i] = (float) point->train_accuracy;
      loss[i] = (float) point->train_loss;
      any_held_out |= isfinite (held_out[i]);
    }
  imagette_plot_set_points (self->accuracy_plot, self->test, x, test, n);
  imagette_plot_set_points (self->accuracy_plot, self->held_out, x, held_out, n);
  imagette_plot_set_visible_series (self->accuracy_plot, self->held_out, any_held_out);
  imagette_plot_set_points (self->accuracy_plot, self->train, x, train, past);
  imagette_plot_set_visible_series (self->accuracy_plot, self->train, past > 0);
  imagette_plot_set_points (self->loss_plot, self->loss, x, loss, past);
  imagette_plot_set_visible_series (self->loss_plot, self->loss, past > 0);
  return past > 0;
}
