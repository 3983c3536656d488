/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "export/nn-curve-csv.h"

#include <math.h>

static void
append_number (GString *csv, double value)
{
  char buffer[G_ASCII_DTOSTR_BUF_SIZE];

  g_string_append_c (csv, ',');
  if (!isnan (value))
    g_string_append (csv, g_ascii_formatd (buffer, sizeof buffer, "%.9g", value));
}

static gboolean
has_hold_out (GArray *epochs)
{
  for (guint i = 0; i < epochs->len; i++)
    if (!isnan (g_array_index (epochs, NnEpochPoint, i).hold_out_loss))
      return TRUE;
  return FALSE;
}

char *
nn_epochs_to_csv (GArray *epochs)
{
  GString *csv = g_string_new ("epoch,train_loss,train_accuracy,test_loss,test_accuracy,seconds");
  gboolean held_out;

  g_return_val_if_fail (epochs != NULL, g_string_free (csv, FALSE));

  held_out = has_hold_out (epochs);
  g_string_append (csv, held_out ? ",hold_out_loss,hold_out_accuracy\n" : "\n");
  for (guint i = 0; i < epochs->len; i++)
    {
      const NnEpochPoint *point = &g_array_index (epochs, NnEpochPoint, i);

      g_string_append_printf (csv, "%u", point->epoch);
      append_number (csv, point->train_loss);
      append_number (csv, point->train_accuracy);
      append_number (csv, point->test_loss);
      append_number (csv, point->test_accuracy);
      append_number (csv, point->seconds);
      if (held_out)
        {
          append_number (csv, point->hold_out_loss);
          append_number (csv, point->hold_out_accuracy);
        }
      g_string_append_c (csv, '\n');
    }
  return g_string_free (csv, FALSE);
}

char *
nn_losses_to_csv (GArray *losses)
{
  GString *csv = g_string_new ("update,epoch,loss,accuracy\n");

  g_return_val_if_fail (losses != NULL, g_string_free (csv, FALSE));

  for (guint i = 0; i < losses->len; i++)
    {
      const NnLossPoint *point = &g_array_index (losses, NnLossPoint, i);

      g_string_append_printf (csv, "%" G_GUINT64_FORMAT, point->update);
      append_number (csv, point->x);
      append_number (csv, point->loss);
      append_number (csv, point->accuracy);
      g_string_append_c (csv, '\n');
    }
  return g_string_free (csv, FALSE);
}
