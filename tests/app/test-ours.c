/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app-test.h"

#include "datasets/nn-idx.h"
#include "pages/imagette-dialogs.h"
#include "pages/ours/imagette-our-window.h"
#include "ui-test.h"
#include "widgets/imagette-image-grid.h"

#include <string.h>

/* Our digits, driven: drawn, kept, opened again, scored as the network's evaluation has it. */

static void
set_up (AppTest      *test,
        gconstpointer data)
{
  g_autoptr (GSettings) settings = g_settings_new (IMAGETTE_ID);

  app_test_set_up (test, data);
  g_settings_set_string (settings, "our-digits-folder", test->folder);
}

static ImagetteOurWindow *
open_window (AppTest *test)
{
  ImagetteOurWindow *window;

  app_test_activate (test, "win.our-digits");
  window = IMAGETTE_OUR_WINDOW (app_test_wait_window (test, IMAGETTE_TYPE_OUR_WINDOW));
  app_test_wait (test, imagette_our_window_is_settled (window));
  return window;
}

/* A stroke from the top to the bottom, so far from the left. */
static void
draw (AppTest           *test,
      ImagetteOurWindow *window,
      double             x)
{
  ImagetteDigitPad *pad = imagette_our_window_get_pad (window);

  imagette_digit_pad_stroke (pad, x, 4, 1, TRUE);
  imagette_digit_pad_stroke (pad, x + 3, 24, 1, FALSE);
  app_test_wait (test, gtk_widget_is_sensitive (imagette_ballot_get_button (
                         imagette_our_window_get_ballot (window), 0)));
}

/* What was drawn is kept, and read. */
static void
wait_for_clean_sheet (AppTest           *test,
                      ImagetteOurWindow *window)
{
  gboolean blank;

  app_test_wait (test, (g_object_get (imagette_our_window_get_pad (window), "blank", &blank, NULL),
                        blank && imagette_our_window_is_settled (window)
                        && !gtk_widget_is_sensitive (imagette_ballot_get_button (
                          imagette_our_window_get_ballot (window), 0))));
}

static void
keep (AppTest           *test,
      ImagetteOurWindow *window,
      double             x,
      int                label,
      const char        *name)
{
  gtk_editable_set_text (GTK_EDITABLE (app_test_find (GTK_WIDGET (window), GTK_TYPE_ENTRY, NULL)),
                         name);
  draw (test, window, x);
  g_signal_emit_by_name (imagette_ballot_get_button (imagette_our_window_get_ballot (window), label),
                         "clicked");
  wait_for_clean_sheet (test, window);
}

static void
click (AppTest           *test,
       ImagetteOurWindow *window,
       const char        *button)
{
  GtkWidget *list = GTK_WIDGET (imagette_our_window_get_list (window));

  g_signal_emit_by_name (app_test_find (list, GTK_TYPE_BUTTON, button), "clicked");
  app_test_wait (test, imagette_our_window_is_settled (window));
}

static gboolean
is_kept (AppTest    *test,
         const char *file)
{
  g_autofree char *path = g_build_filename (test->folder, file, NULL);

  return g_file_test (path, G_FILE_TEST_EXISTS);
}

static guint
count_items (ImagetteOurWindow *window)
{
  return g_list_model_get_n_items (imagette_our_list_get_items (imagette_our_window_get_list (window)));
}

static gboolean
says (ImagetteOurWindow *window,
      const char        *text)
{
  return app_test_find (GTK_WIDGET (window), GTK_TYPE_LABEL, text) != NULL;
}

static void
close_window (AppTest           *test,
              ImagetteOurWindow *window)
{
  g_object_add_weak_pointer (G_OBJECT (window), (gpointer *) &window);
  gtk_window_destroy (GTK_WINDOW (window));
  app_test_wait (test, window == NULL);
}

/* ---- kept, and opened again ---- */

static void
test_kept (AppTest      *test,
           gconstpointer data)
{
  ImagetteOurWindow *window = open_window (test);
  g_autofree char *tally = NULL;

  g_assert_true (says (window, "0 digits"));
  g_assert_false (gtk_widget_is_sensitive (
    imagette_ballot_get_button (imagette_our_window_get_ballot (window), 0)));
  keep (test, window, 10, 1, "Ada");
  keep (test, window, 14, 7, "Bo");
  /* By its key. */
  draw (test, window, 12);
  g_assert_true (ui_test_press (GTK_WIDGET (imagette_our_window_get_pad (window)), GDK_KEY_1, 0));
  wait_for_clean_sheet (test, window);
  g_assert_true (is_kept (test, "0001-1-Ada.png"));
  g_assert_true (is_kept (test, "0002-7-Bo.png"));
  g_assert_true (is_kept (test, "0003-1-Bo.png"));
  g_assert_true (is_kept (test, NN_OUR_DIGITS_IMAGES));
  g_assert_true (is_kept (test, NN_OUR_DIGITS_LABELS));
  g_assert_cmpuint (count_items (window), ==, 3);
  tally = imagette_ballot_describe (imagette_our_window_get_ballot (window));
  g_assert_cmpstr (tally, ==, "1: 2, 7: 1");
  close_window (test, window);

  window = open_window (test);
  g_assert_cmpuint (count_items (window), ==, 3);
  g_assert_true (says (window, "7 · Bo"));
  close_window (test, window);
}

static void
test_changed (AppTest      *test,
              gconstpointer data)
{
  ImagetteOurWindow *window = open_window (test);
  ImagetteOurList *list = imagette_our_window_get_list (window);
  GtkWidget *label = app_test_find (GTK_WIDGET (list), GTK_TYPE_DROP_DOWN, NULL);

  g_assert_false (gtk_widget_is_sensitive (label));
  keep (test, window, 10, 1, "Ada");
  keep (test, window, 14, 7, "Bo");
  imagette_our_list_choose (list, 1);
  g_assert_true (gtk_widget_is_sensitive (label));
  g_assert_cmpuint (gtk_drop_down_get_selected (GTK_DROP_DOWN (label)), ==, 7);
  gtk_drop_down_set_selected (GTK_DROP_DOWN (label), 4);
  g_assert_true (is_kept (test, "0002-4-Bo.png"));
  g_assert_false (is_kept (test, "0002-7-Bo.png"));
  imagette_our_list_choose (list, 0);
  click (test, window, "Delete");
  g_assert_false (is_kept (test, "0001-1-Ada.png"));
  g_assert_cmpuint (count_items (window), ==, 1);
  click (test, window, "Undo");
  g_assert_true (is_kept (test, "0001-1-Ada.png"));
  click (test, window, "Undo");
  g_assert_true (is_kept (test, "0002-7-Bo.png"));
  click (test, window, "Undo");
  click (test, window, "Undo");
  g_assert_false (is_kept (test, "0001-1-Ada.png"));
  g_assert_false (is_kept (test, NN_OUR_DIGITS_IMAGES));
  g_assert_cmpuint (count_items (window), ==, 0);
  close_window (test, window);
}

/* ---- scored ---- */

typedef struct { NnNetwork *network; NnImages images; } Scoring;

static gpointer
score_thread (gpointer data)
{
  const Scoring *scoring = data;
  g_autoptr (NnEngine) engine
    = nn_engine_new (nn_network_get_spec (scoring->network), nn_backend_best (), 1);

  return nn_evaluation_run (engine, scoring->network, scoring->images.pixels,
                            scoring->images.labels, scoring->images.n, NULL, NULL);
}

/* What the window says of each way is what an evaluation of the files gives. */
static void
assert_scores (AppTest           *test,
               ImagetteOurWindow *window)
{
  g_autoptr (NnOurDigits) digits = nn_our_digits_open (test->folder, NULL);
  ImagetteOurWays *ways = imagette_our_window_get_ways (window);

  for (int way = 0; way < NN_DIGIT_N_WAYS; way++)
    {
      Scoring scoring = { nn_session_get_frame (test->session)->network };
      g_autoptr (NnEvaluation) evaluation = NULL;
      g_autofree char *right = NULL;

      nn_our_digits_dup_images (digits, (NnDigitWay) way, &scoring.images);
      evaluation = g_thread_join (g_thread_new ("score", score_thread, &scoring));
      right = g_strdup_printf ("%u of %u", evaluation->correct, evaluation->n);
      g_assert_true (g_str_has_prefix (imagette_our_ways_get_right (ways, way), right));
      if (way == NN_DIGIT_BOXED)
        {
          g_autofree char *count = g_strdup_printf ("%u digits · %u misread", evaluation->n,
                                                    evaluation->n - evaluation->correct);

          g_assert_true (says (window, count));
        }
      g_free (scoring.images.pixels);
      g_free (scoring.images.labels);
    }
}

static void
test_scored (AppTest      *test,
             gconstpointer data)
{
  ImagetteOurWindow *window = open_window (test);
  ImagetteOurWays *ways = imagette_our_window_get_ways (window);
  GtkWidget *only = NULL;
  const NnEvaluation *evaluation;
  g_autofree char *of_test = NULL;

  for (int i = 0; i < 6; i++)
    keep (test, window, 6 + 2 * i, i, "");
  assert_scores (test, window);

  /* It follows training. */
  app_test_activate (test, "win.epoch");
  app_test_wait (test, get_update (test->session) == 10);
  wait_for_quiet (test->session);
  app_test_wait (test, imagette_our_window_is_settled (window));
  assert_scores (test, window);
  evaluation = nn_session_get_frame (test->session)->evaluation;
  of_test = g_strdup_printf ("%u of %u", evaluation->correct, evaluation->n);
  g_assert_true (g_str_has_prefix (imagette_our_ways_get_right (ways, NN_DIGIT_N_WAYS), of_test));

  /* The drawing, three ways. */
  g_assert_cmpstr (imagette_our_ways_get_reads (ways, NN_DIGIT_BOXED), ==, "–");
  draw (test, window, 20);
  app_test_wait (test, imagette_our_window_is_settled (window)
                         && strchr (imagette_our_ways_get_reads (ways, NN_DIGIT_BOXED), '%') != NULL);
  for (int way = 0; way < NN_DIGIT_N_WAYS; way++)
    {
      int side, height, width;
      const guint8 *ink = imagette_digit_pad_get_ink (imagette_our_window_get_pad (window), &side);
      const float *values = imagette_tile_get_values (imagette_our_ways_get_tile (ways, way),
                                                      &height, &width, NULL, NULL, NULL);
      guint8 digit[NN_IMAGE_SIZE];

      g_assert_true (nn_prepare_digit (ink, side, (NnDigitWay) way, digit));
      for (int i = 0; i < NN_IMAGE_SIZE; i++)
        g_assert_cmpint ((int) (255 * values[i] + 0.5f), ==, digit[i]);
    }

  /* The misread ones alone. */
  only = app_test_find (GTK_WIDGET (window), GTK_TYPE_TOGGLE_BUTTON, "Misread Only");
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (only), TRUE);
  for (guint i = 0; i < count_items (window); i++)
    {
      g_autoptr (ImagetteImageItem) item = g_list_model_get_item (
        imagette_our_list_get_items (imagette_our_window_get_list (window)), i);

      g_assert_true (imagette_image_item_get_mistake (item));
    }
  close_window (test, window);
}

/* ---- a vote ---- */

static void
test_secret (AppTest      *test,
             gconstpointer data)
{
  ImagetteOurWindow *window = open_window (test);
  ImagetteOurWays *ways = imagette_our_window_get_ways (window);

  keep (test, window, 10, 1, "Ada");
  g_assert_false (says (window, "1 digit")); /* but how many of it are misread */
  app_test_activate (test, "win.guess-first");
  g_assert_true (says (window, "1 digit"));
  g_assert_cmpstr (imagette_our_ways_get_right (ways, NN_DIGIT_BOXED), ==, "–");
  app_test_activate (test, "win.vote-show");
  g_assert_cmpstr (imagette_our_ways_get_right (ways, NN_DIGIT_BOXED), !=, "–");
  close_window (test, window);
}

/* ---- through the layers ---- */

static void
test_opened (AppTest      *test,
             gconstpointer data)
{
  ImagetteOurWindow *window = open_window (test);
  ImagetteOurList *list = imagette_our_window_get_list (window);
  NnProbe *probe;

  keep (test, window, 10, 1, "Ada");
  imagette_window_show_page (test->window, "train");
  g_signal_emit_by_name (app_test_find (GTK_WIDGET (list), IMAGETTE_TYPE_IMAGE_GRID, NULL),
                         "activated", 0u);
  probe = nn_session_get_probe (test->session);
  g_assert_cmpint (probe->label, ==, 1);
  g_assert_cmpstr (probe->source, ==, "0001-1-Ada.png");
  app_test_wait (test, gtk_widget_get_mapped (GTK_WIDGET (imagette_window_get_page (test->window,
                                                                                      "layers"))));
  close_window (test, window);
}

/* ---- broken, and another folder ---- */

static char *
pick_path (const ImagettePick *pick,
           gpointer            data)
{
  return g_strdup (data);
}

static void
choose_folder (ImagetteOurWindow *window,
               const char        *folder)
{
  imagette_pick_file_set_hook (pick_path, (gpointer) folder);
  g_signal_emit_by_name (app_test_find (GTK_WIDGET (window), GTK_TYPE_BUTTON, "Folder…"), "clicked");
  imagette_pick_file_set_hook (NULL, NULL);
}

static void
test_broken (AppTest      *test,
             gconstpointer data)
{
  g_autofree char *path = test_folder_write (test->folder, "0001-7-Ada.png", "no picture", 10);
  g_autoptr (TestFolder) other = test_folder_new ();
  g_autoptr (GSettings) settings = g_settings_new (IMAGETTE_ID);
  g_autofree char *chosen = NULL;
  ImagetteOurWindow *window = open_window (test);
  GtkWidget *complaint;

  g_assert_nonnull (strstr (imagette_our_window_get_failure (window), path));
  imagette_digit_pad_stroke (imagette_our_window_get_pad (window), 10, 4, 1, TRUE);
  imagette_digit_pad_stroke (imagette_our_window_get_pad (window), 10, 20, 1, FALSE);
  gtk_test_widget_wait_for_draw (GTK_WIDGET (window));
  g_assert_false (gtk_widget_is_sensitive (
    imagette_ballot_get_button (imagette_our_window_get_ballot (window), 0)));

  /* A good one takes its place, and is remembered. */
  choose_folder (window, other);
  g_assert_cmpstr (imagette_our_window_get_failure (window), ==, "");
  chosen = g_settings_get_string (settings, "our-digits-folder");
  g_assert_cmpstr (chosen, ==, other);
  keep (test, window, 10, 1, "Ada");
  /* A broken one does not. */
  choose_folder (window, test->folder);
  complaint = app_test_wait_window (test, ADW_TYPE_MESSAGE_DIALOG);
  g_assert_nonnull (strstr (adw_message_dialog_get_body (ADW_MESSAGE_DIALOG (complaint)), path));
  g_object_add_weak_pointer (G_OBJECT (complaint), (gpointer *) &complaint);
  g_signal_emit_by_name (app_test_find (complaint, GTK_TYPE_BUTTON, "_Close"), "clicked");
  app_test_wait (test, complaint == NULL);
  g_assert_cmpuint (count_items (window), ==, 1);
  close_window (test, window);
}

int
main (int    argc,
      char **argv)
{
  static const struct { const char *path; void (*test) (AppTest *, gconstpointer); } tests[] = {
    { "/app/ours/kept", test_kept },     { "/app/ours/changed", test_changed },
    { "/app/ours/scored", test_scored }, { "/app/ours/secret", test_secret },
    { "/app/ours/opened", test_opened }, { "/app/ours/broken", test_broken },
  };

  gtk_test_init (&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, AppTest, NULL, set_up, tests[i].test, app_test_tear_down);
  return g_test_run ();
}
