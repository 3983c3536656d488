/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "export/nn-curve-csv.h"

#include <locale.h>
#include <math.h>

static GArray *
make_epochs (gboolean held_out)
{
  GArray *epochs = g_array_new (FALSE, TRUE, sizeof (NnEpochPoint));

  for (guint i = 1; i <= 2; i++)
    {
      NnEpochPoint point = {
        .epoch = i,
        .update = 938 * i,
        .train_loss = 0.3 / i,
        .train_accuracy = 54321 / 60000.0,
        .test_loss = 1e-7,
        .test_accuracy = i == 1 ? 0.9785 : NAN,
        .hold_out_loss = held_out && i == 2 ? 0.25 : NAN,
        .hold_out_accuracy = held_out && i == 2 ? 0.5 : NAN,
        .seconds = 0.5,
      };

      g_array_append_val (epochs, point);
    }
  return epochs;
}

static void
test_epochs (void)
{
  g_autoptr (GArray) epochs = make_epochs (FALSE);
  g_autofree char *csv = NULL;

  /* A comma as decimal separator would make one column two. */
  setlocale (LC_ALL, "fr_FR.UTF-8");
  csv = nn_epochs_to_csv (epochs);
  setlocale (LC_ALL, "C");
  g_assert_cmpstr (csv, ==,
                   "epoch,train_loss,train_accuracy,test_loss,test_accuracy,seconds\n"
                   "1,0.3,0.90535,1e-07,0.9785,0.5\n"
                   "2,0.15,0.90535,1e-07,,0.5\n");
}

static void
test_hold_out (void)
{
  g_autoptr (GArray) epochs = make_epochs (TRUE);
  g_autofree char *csv = nn_epochs_to_csv (epochs);

  g_assert_cmpstr (csv, ==,
                   "epoch,train_loss,train_accuracy,test_loss,test_accuracy,seconds,"
                   "hold_out_loss,hold_out_accuracy\n"
                   "1,0.3,0.90535,1e-07,0.9785,0.5,,\n"
                   "2,0.15,0.90535,1e-07,,0.5,0.25,0.5\n");
}

static void
test_losses (void)
{
  const NnLossPoint points[] = {
    { .update = 1, .loss = 2.302585f, .accuracy = 0.109375f, .x = 0.25f },
    { .update = 5000000000, .loss = INFINITY, .accuracy = 0, .x = 1.5f },
  };
  g_autoptr (GArray) losses = g_array_new (FALSE, FALSE, sizeof (NnLossPoint));
  g_autofree char *csv = NULL;

  g_array_append_vals (losses, points, G_N_ELEMENTS (points));
  csv = nn_losses_to_csv (losses);
  g_assert_cmpstr (csv, ==,
                   "update,epoch,loss,accuracy\n"
                   "1,0.25,2.30258489,0.109375\n"
                   "5000000000,1.5,inf,0\n");
}

static void
test_empty (void)
{
  g_autoptr (GArray) none = g_array_new (FALSE, FALSE, sizeof (NnEpochPoint));
  g_autofree char *csv = nn_epochs_to_csv (none);

  g_assert_cmpstr (csv, ==, "epoch,train_loss,train_accuracy,test_loss,test_accuracy,seconds\n");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/curve-csv/epochs", test_epochs);
  g_test_add_func ("/curve-csv/hold-out", test_hold_out);
  g_test_add_func ("/curve-csv/losses", test_losses);
  g_test_add_func ("/curve-csv/empty", test_empty);
  return g_test_run ();
}
