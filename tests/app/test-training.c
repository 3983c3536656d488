/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app-test.h"

#include "app/imagette-export-dialog.h"
#include "pages/train/imagette-curves.h"
#include "widgets/imagette-plot.h"
#include "test-png.h"

#include <math.h>
#include <string.h>

/* The lesson, driven through the real window: each state equals a plain training's. */

#define BATCHES 10                /* an epoch of 640 images */

static void
assert_equals_plain (AppTest *test,
                     guint64  updates)
{
  g_autofree char *window = describe (test->session);
  g_autofree char *plain = app_test_plain (test, updates);

  g_assert_cmpstr (window, ==, plain);
}

static void
test_steps (AppTest      *test,
            gconstpointer data)
{
  g_assert_true (app_test_is_shown (test, "Not trained yet"));
  g_assert_true (app_test_is_shown (test, "Press Space to train"));

  app_test_activate (test, "win.batch");
  app_test_wait (test, get_update (test->session) == 1);
  app_test_activate (test, "win.batch");
  app_test_wait (test, get_update (test->session) == 2);
  assert_equals_plain (test, 2);
  app_test_wait (test, app_test_is_shown (test, "Epoch 1, batch 2 of 10"));

  app_test_activate (test, "win.epoch");
  app_test_wait (test, get_update (test->session) == BATCHES);
  wait_for_rest (test->session);
  assert_equals_plain (test, BATCHES);
  app_test_wait (test, app_test_is_shown (test, "End of epoch 1"));
}

static void
test_run_and_pause (AppTest      *test,
                    gconstpointer data)
{
  /* Slow enough to be paused on the way. */
  nn_session_set_pace (test->session, 50, 0);
  app_test_activate (test, "win.run");
  app_test_wait (test, app_test_is_shown (test, "Pause"));
  app_test_wait (test, get_update (test->session) >= 3);
  app_test_activate (test, "win.run");
  wait_for_rest (test->session);
  app_test_wait (test, app_test_is_shown (test, "Run"));
  assert_equals_plain (test, get_update (test->session));

  nn_session_set_pace (test->session, 0, 0);
  nn_session_set_target (test->session, 4);
  app_test_activate (test, "win.run");
  app_test_wait (test, nn_session_get_state (test->session) == NN_STATE_FINISHED);
  app_test_wait (test, app_test_is_shown (test, "4 epochs done"));
  app_test_wait (test, app_test_is_shown (test, "goal: epoch 4"));
  assert_equals_plain (test, 4 * BATCHES);
}

static void
answer (AppTest    *test,
        const char *response)
{
  GtkWidget *dialog = app_test_wait_window (test, ADW_TYPE_MESSAGE_DIALOG);

  adw_message_dialog_response (ADW_MESSAGE_DIALOG (dialog), response);
}

static void
test_go_back_and_on (AppTest      *test,
                     gconstpointer data)
{
  nn_session_set_target (test->session, 2);
  app_test_activate (test, "win.run");
  app_test_wait (test, nn_session_get_state (test->session) == NN_STATE_FINISHED);

  /* Two moments back from the end of epoch 2 is batch 3; the pages follow, the run does not. */
  app_test_activate (test, "win.moment-back");
  app_test_wait (test, nn_session_get_frame (test->session)->place.update == 10);
  app_test_activate (test, "win.moment-back");
  app_test_wait (test, nn_session_get_frame (test->session)->place.update == 3);
  app_test_wait (test, app_test_is_shown (test, "You are looking at batch 3."));
  g_assert_cmpuint (get_update (test->session), ==, 2 * BATCHES);

  /* Asked, and answered no: nothing is lost. */
  app_test_activate (test, "win.go-on");
  answer (test, "cancel");
  g_assert_nonnull (get_moment (test->session, 2 * BATCHES));

  app_test_activate (test, "win.go-on");
  answer (test, "accept");
  app_test_wait (test, get_update (test->session) == 3);
  app_test_wait (test, nn_session_get_looked_at (test->session) == NULL);
  g_assert_null (get_moment (test->session, 10));
  assert_equals_plain (test, 3);

  /* The same way again gives the same network. */
  app_test_activate (test, "win.epoch");
  app_test_wait (test, get_update (test->session) == BATCHES);
  wait_for_rest (test->session);
  assert_equals_plain (test, BATCHES);

  app_test_activate (test, "win.undo");
  app_test_wait (test, get_update (test->session) == 2 * BATCHES);
}

static void
test_start_again (AppTest      *test,
                  gconstpointer data)
{
  app_test_activate (test, "win.batch");
  app_test_wait (test, get_update (test->session) == 1);
  app_test_activate (test, "win.new-seed");
  app_test_wait (test, get_update (test->session) == 0);
  g_assert_cmpuint (nn_session_get_spec (test->session)->seed, ==, 2);
  test->spec.seed = 2;
  app_test_activate (test, "win.batch");
  app_test_wait (test, get_update (test->session) == 1);
  assert_equals_plain (test, 1);
  app_test_activate (test, "win.again");
  app_test_wait (test, get_update (test->session) == 0);
  g_assert_cmpuint (nn_session_get_spec (test->session)->seed, ==, 2);
  app_test_activate (test, "win.undo");
  app_test_wait (test, get_update (test->session) == 1);
}

/* What the loss reads at the first batch, in the window and drawn from nothing. */
static void
assert_first_loss (AppTest *test)
{
  GtkWidget *page = GTK_WIDGET (imagette_window_get_page (test->window, "train"));
  GtkWidget *fresh = g_object_ref_sink (imagette_curves_new ());
  ImagettePlot *shown = IMAGETTE_PLOT (app_test_find (page, IMAGETTE_TYPE_PLOT, NULL));
  ImagettePlot *expected = IMAGETTE_PLOT (app_test_find (fresh, IMAGETTE_TYPE_PLOT, NULL));
  g_autofree char *found = NULL;
  g_autofree char *right = NULL;

  imagette_curves_update (IMAGETTE_CURVES (fresh), test->session, TRUE);
  imagette_plot_set_cursor (shown, 0.1);
  imagette_plot_set_cursor (expected, 0.1);
  found = imagette_plot_describe (shown);
  right = imagette_plot_describe (expected);
  g_assert_nonnull (strstr (right, "each batch"));
  g_assert_cmpstr (found, ==, right);
  g_object_unref (fresh);
}

/* Another run that has come as far, or further, while another page is shown. */
static void
test_curve_of_another_run (AppTest      *test,
                           gconstpointer data)
{
  for (guint64 seed = 1; seed <= 3; seed++)
    {
      imagette_window_show_page (test->window, "layers");
      if (seed > 1)
        app_test_activate (test, "win.new-seed");
      app_test_wait (test, get_update (test->session) == 0);
      nn_session_set_target (test->session, (guint) MIN (seed, 2));
      app_test_activate (test, "win.run");
      app_test_wait (test, nn_session_get_state (test->session) == NN_STATE_FINISHED);
      app_test_wait (test, nn_session_get_losses (test->session)->len == MIN (seed, 2) * BATCHES);
      imagette_window_show_page (test->window, "train");
      assert_first_loss (test);
    }
}

static void
test_diverge (AppTest      *test,
              gconstpointer data)
{
  NnHyper hyper = nn_hyper_default (NN_OPTIMIZER_SGD);

  hyper.rate = 1e30f;
  nn_session_set_hyper (test->session, &hyper, 64);
  app_test_activate (test, "win.run");
  app_test_wait (test, nn_session_get_state (test->session) == NN_STATE_DIVERGED);
  app_test_wait (test, !g_action_group_get_action_enabled (G_ACTION_GROUP (test->window), "run"));
  app_test_wait (test, app_test_find (GTK_WIDGET (test->window), GTK_TYPE_BUTTON, "Start _Again")
                         != NULL);
  /* Outputs that are no numbers are no answer. */
  app_test_wait (test, app_test_is_shown (test, "No answer"));
  app_test_wait (test, app_test_is_shown (test, "the outputs are no numbers"));
  app_test_activate (test, "win.again-lower");
  app_test_wait (test, get_update (test->session) == 0
                         && nn_session_get_state (test->session) != NN_STATE_DIVERGED);
  g_assert_cmpfloat_with_epsilon ((double) nn_session_get_spec (test->session)->hyper.rate, 1e29,
                                  1e24);
  /* To the float that reads so: its box has no room for 0.000100000005. */
  hyper.rate = 0.001f;
  nn_session_set_hyper (test->session, &hyper, 64);
  app_test_activate (test, "win.again-lower");
  g_assert_true (nn_session_get_spec (test->session)->hyper.rate == 0.0001f);
  g_assert_true (g_action_group_get_action_enabled (G_ACTION_GROUP (test->window), "run"));
}

/* The PNG of the C1 filters, against the definition written out once more. */
static void
assert_picture (AppTest    *test,
                const char *path)
{
  NnNetwork *network = nn_session_get_frame (test->session)->network;
  g_autoptr (NnTensor) filters
    = nn_network_get_tensor (network, nn_network_find_layer (network, "c1")->weight);
  const float *w = nn_tensor_get_data (filters);
  g_autoptr (GMappedFile) file = g_mapped_file_new (path, FALSE, NULL);
  g_autoptr (GBytes) bytes = NULL;
  g_autofree guint8 *rgb = NULL;
  int width, height;
  gboolean grey;
  double m = 0;

  g_assert_nonnull (file);
  bytes = g_mapped_file_get_bytes (file);
  rgb = test_png_decode (bytes, &width, &height, &grey);
  g_assert_cmpint (width, ==, 6 * 5 * 8 + 5);
  g_assert_cmpint (height, ==, 5 * 8);
  for (int i = 0; i < 150; i++)
    m = MAX (m, fabs ((double) w[i]));
  for (int i = 0; i < 150; i++)
    for (int y = 0; y < 8; y++)
      for (int x = 0; x < 8; x++)
        {
          int column = i / 25 * 41 + i % 5 * 8 + x, row = i / 5 % 5 * 8 + y;
          int expected = (int) floor (127.5 * (1 + (double) w[i] / m) + 0.5);

          g_assert_cmpint (rgb[3 * (row * width + column)], ==, CLAMP (expected, 0, 255));
        }
}

static void
test_export (AppTest      *test,
             gconstpointer data)
{
  ImagetteExportDialog *dialog;
  g_autofree char *path = NULL;

  app_test_activate (test, "win.epoch");
  app_test_wait (test, get_update (test->session) == BATCHES);
  wait_for_rest (test->session);

  app_test_activate (test, "win.export");
  dialog = IMAGETTE_EXPORT_DIALOG (app_test_wait_window (test, IMAGETTE_TYPE_EXPORT_DIALOG));
  imagette_export_dialog_choose (dialog, "c1-filters", "png");
  imagette_export_dialog_set_folder (dialog, test->folder);
  path = imagette_export_dialog_get_path (dialog);
  g_assert_true (g_str_has_suffix (path, "/lenet-seed1-epoch1-c1-filters.png"));
  g_signal_emit_by_name (app_test_find (GTK_WIDGET (dialog), GTK_TYPE_BUTTON, "_Export"),
                         "clicked");
  app_test_wait (test, g_file_test (path, G_FILE_TEST_EXISTS));
  assert_picture (test, path);

  /* Once more: it asks, and keeps the old file on no. */
  g_assert_true (g_file_set_contents (path, "old", -1, NULL));
  app_test_activate (test, "win.export");
  dialog = IMAGETTE_EXPORT_DIALOG (app_test_wait_window (test, IMAGETTE_TYPE_EXPORT_DIALOG));
  imagette_export_dialog_choose (dialog, "c1-filters", "png");
  g_signal_emit_by_name (app_test_find (GTK_WIDGET (dialog), GTK_TYPE_BUTTON, "_Export"),
                         "clicked");
  answer (test, "cancel");
  {
    g_autofree char *kept = NULL;

    g_assert_true (g_file_get_contents (path, &kept, NULL, NULL));
    g_assert_cmpstr (kept, ==, "old");
  }
  g_signal_emit_by_name (app_test_find (GTK_WIDGET (dialog), GTK_TYPE_BUTTON, "_Export"),
                         "clicked");
  answer (test, "accept");
  assert_picture (test, path);
}

int
main (int    argc,
      char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  app_test_add ("/app/training/steps", test_steps);
  app_test_add ("/app/training/run-and-pause", test_run_and_pause);
  app_test_add ("/app/training/go-back-and-on", test_go_back_and_on);
  app_test_add ("/app/training/start-again", test_start_again);
  app_test_add ("/app/training/curve-of-another-run", test_curve_of_another_run);
  app_test_add ("/app/training/diverge", test_diverge);
  app_test_add ("/app/training/export", test_export);
  return g_test_run ();
}
