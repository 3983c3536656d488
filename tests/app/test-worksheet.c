/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app-test.h"

#include "app/imagette-worksheet-dialog.h"
#include "command-line.h"

#include <string.h>

/* The worksheet's dialog: what it writes is what the command line writes. */

/* Exercises are cut from edges of strokes: each image of the test set gets a ring of its own. */
static void
draw_ring (guint8 *pixels,
           guint   n)
{
  const int radius = 5 + (int) (n % 5), middle = 13 + (int) (n % 3);

  memset (pixels, 0, NN_IMAGE_SIZE);
  for (int row = 0; row < NN_IMAGE_SIDE; row++)
    for (int column = 0; column < NN_IMAGE_SIDE; column++)
      {
        const int r2 = (row - middle) * (row - middle) + (column - middle) * (column - middle);

        if (r2 >= (radius - 1) * (radius - 1) && r2 <= (radius + 1) * (radius + 1))
          pixels[row * NN_IMAGE_SIDE + column] = (guint8) (255 - (guint) r2 % 60);
      }
}

static void
set_up (AppTest      *test,
        gconstpointer data)
{
  NnDataset *dataset = synthetic_dataset (640, 200);

  for (guint i = 0; i < dataset->test.n; i++)
    draw_ring (&dataset->test.pixels[(gsize) i * NN_IMAGE_SIZE], i);
  app_test_set_up (test, data);
  imagette_window_set_dataset (test->window, dataset);
  g_object_unref (test->session);
  test->session = g_object_ref (imagette_window_get_session (test->window));
  nn_dataset_unref (test->dataset);
  test->dataset = dataset;
  app_test_wait (test, nn_session_get_frame (test->session) != NULL);
}

static ImagetteWorksheetDialog *
open_dialog (AppTest *test)
{
  ImagetteWorksheetDialog *dialog;

  app_test_activate (test, "win.worksheet");
  dialog = IMAGETTE_WORKSHEET_DIALOG (app_test_wait_window (test, IMAGETTE_TYPE_WORKSHEET_DIALOG));
  imagette_destination_set_folder (imagette_worksheet_dialog_get_destination (dialog),
                                   test->folder);
  return dialog;
}

static void
press_write (ImagetteWorksheetDialog *dialog)
{
  g_assert_true (imagette_worksheet_dialog_is_ready (dialog));
  g_signal_emit_by_name (app_test_find (GTK_WIDGET (dialog), GTK_TYPE_BUTTON, "_Write"), "clicked");
}

/* By its button, which closes it, too. (adw_message_dialog_response () does not.) */
static void
answer (AppTest    *test,
        GtkWidget  *question,
        const char *button)
{
  g_object_add_weak_pointer (G_OBJECT (question), (gpointer *) &question);
  g_signal_emit_by_name (app_test_find (question, GTK_TYPE_BUTTON, button), "clicked");
  app_test_wait (test, question == NULL);
}

static void
set_name (ImagetteWorksheetDialog *dialog,
          const char              *name)
{
  GtkWidget *destination = GTK_WIDGET (imagette_worksheet_dialog_get_destination (dialog));

  gtk_editable_set_text (GTK_EDITABLE (app_test_find (destination, GTK_TYPE_ENTRY, NULL)), name);
}

static void
check (AppTest    *test,
       const char *first,
       const char *count,
       const char *language,
       const char *name)          /* that is suggested */
{
  const char *words[] = { "worksheet", "--seed", first, "--count", count, "--language", language,
                          NULL };
  ImagetteWorksheetDialog *dialog = open_dialog (test);
  g_autoptr (GBytes) expected = command_line_run (test, "cli.pdf", words);
  g_autoptr (GBytes) bytes = NULL;

  imagette_worksheet_dialog_choose (dialog, first, (guint) atoi (count), language);
  g_object_add_weak_pointer (G_OBJECT (dialog), (gpointer *) &dialog);
  press_write (dialog);
  g_assert_false (imagette_worksheet_dialog_is_ready (dialog));
  app_test_wait (test, dialog == NULL);
  bytes = command_line_read (test, name);
  g_assert_cmpmem (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes),
                   g_bytes_get_data (expected, NULL), g_bytes_get_size (expected));
}

static void
test_as_the_command_line (AppTest      *test,
                          gconstpointer data)
{
  g_autoptr (GSettings) settings = g_settings_new (IMAGETTE_ID);
  g_autofree char *folder = NULL;

  command_line_write_data (test);
  check (test, "17", "3", "fr", "worksheet-17-19-fr.pdf");
  check (test, "18446744073709551615", "1", "en", "worksheet-18446744073709551615-en.pdf");
  folder = g_settings_get_string (settings, "export-folder");
  g_assert_cmpstr (folder, ==, test->folder);
}

static void
test_numbers (AppTest      *test,
              gconstpointer data)
{
  static const char *const wrong[] = { "", "-1", "1.5", "x", "18446744073709551616", "1 " };
  ImagetteWorksheetDialog *dialog = open_dialog (test);

  for (gsize i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      imagette_worksheet_dialog_choose (dialog, wrong[i], 1, "en");
      g_assert_false (imagette_worksheet_dialog_is_ready (dialog));
    }
  /* The last one's number counts, too. */
  imagette_worksheet_dialog_choose (dialog, "18446744073709551615", 2, "en");
  g_assert_false (imagette_worksheet_dialog_is_ready (dialog));
  imagette_worksheet_dialog_choose (dialog, "18446744073709551614", 2, "en");
  g_assert_true (imagette_worksheet_dialog_is_ready (dialog));
  g_assert_nonnull (app_test_find (GTK_WIDGET (dialog), GTK_TYPE_LABEL,
                                   "Sheets 18446744073709551614 to 18446744073709551615: "
                                   "4 pages, and as many of answers"));
  set_name (dialog, "a/b");
  g_assert_false (imagette_worksheet_dialog_is_ready (dialog));
  gtk_window_close (GTK_WINDOW (dialog));
}

/* A file that is there is asked about, and stays if that is the answer. */
static void
test_asks_before_replacing (AppTest      *test,
                            gconstpointer data)
{
  ImagetteWorksheetDialog *dialog = open_dialog (test);
  GtkWidget *question;
  g_autoptr (GBytes) kept = NULL;
  g_autoptr (GBytes) replaced = NULL;

  g_free (test_folder_write (test->folder, "mine.pdf", "mine", 4));
  set_name (dialog, "mine.pdf");
  press_write (dialog);
  question = app_test_wait_window (test, ADW_TYPE_MESSAGE_DIALOG);
  g_assert_cmpstr (adw_message_dialog_get_heading (ADW_MESSAGE_DIALOG (question)), ==,
                   "Replace mine.pdf?");
  answer (test, question, "_Cancel");
  kept = command_line_read (test, "mine.pdf");
  g_assert_cmpuint (g_bytes_get_size (kept), ==, 4);
  app_test_wait (test, imagette_worksheet_dialog_is_ready (dialog));

  g_object_add_weak_pointer (G_OBJECT (dialog), (gpointer *) &dialog);
  press_write (dialog);
  question = app_test_wait_window (test, ADW_TYPE_MESSAGE_DIALOG);
  answer (test, question, "_Replace");
  app_test_wait (test, dialog == NULL);
  replaced = command_line_read (test, "mine.pdf");
  g_assert_true (memcmp (g_bytes_get_data (replaced, NULL), "%PDF-", 5) == 0);
}

/* What cannot be written is named, and the dialog stays. */
static void
test_names_what_fails (AppTest      *test,
                       gconstpointer data)
{
  ImagetteWorksheetDialog *dialog = open_dialog (test);
  g_autofree char *nowhere = g_build_filename (test->folder, "nowhere", NULL);
  GtkWidget *complaint;

  imagette_destination_set_folder (imagette_worksheet_dialog_get_destination (dialog), nowhere);
  press_write (dialog);
  complaint = app_test_wait_window (test, ADW_TYPE_MESSAGE_DIALOG);
  g_assert_nonnull (strstr (adw_message_dialog_get_body (ADW_MESSAGE_DIALOG (complaint)),
                            "nowhere/worksheet-1-en.pdf"));
  answer (test, complaint, "_Close");
  app_test_wait (test, imagette_worksheet_dialog_is_ready (dialog));
  gtk_window_close (GTK_WINDOW (dialog));
}

/* Another choice while they are being made is another file: the first is dropped. */
static void
test_changes_of_mind (AppTest      *test,
                      gconstpointer data)
{
  ImagetteWorksheetDialog *dialog = open_dialog (test);
  g_autofree char *path = g_build_filename (test->folder, "worksheet-1-20-en.pdf", NULL);

  imagette_worksheet_dialog_choose (dialog, "1", 20, "en");
  press_write (dialog);
  imagette_worksheet_dialog_choose (dialog, "2", 1, "en");
  g_object_add_weak_pointer (G_OBJECT (dialog), (gpointer *) &dialog);
  press_write (dialog);
  app_test_wait (test, dialog == NULL);
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
  g_bytes_unref (command_line_read (test, "worksheet-2-en.pdf"));
}

/* Closed while the sheets are being made: nothing is written, nobody falls over. */
static void
test_closed_meanwhile (AppTest      *test,
                       gconstpointer data)
{
  ImagetteWorksheetDialog *dialog = open_dialog (test);
  g_autofree char *path = g_build_filename (test->folder, "worksheet-1-20-en.pdf", NULL);

  imagette_worksheet_dialog_choose (dialog, "1", 20, "en");
  g_object_add_weak_pointer (G_OBJECT (dialog), (gpointer *) &dialog);
  press_write (dialog);
  gtk_window_close (GTK_WINDOW (dialog));
  app_test_wait (test, dialog == NULL);
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
}

/* Of noise there are no exercises; the dialog says so. */
static void
test_images_without_strokes (AppTest      *test,
                             gconstpointer data)
{
  ImagetteWorksheetDialog *dialog = open_dialog (test);
  GtkWidget *complaint;

  press_write (dialog);
  complaint = app_test_wait_window (test, ADW_TYPE_MESSAGE_DIALOG);
  g_assert_cmpstr (adw_message_dialog_get_heading (ADW_MESSAGE_DIALOG (complaint)), ==,
                   "There Are No Worksheets of These Images");
  answer (test, complaint, "_Close");
  app_test_wait (test, imagette_worksheet_dialog_is_ready (dialog));
  gtk_window_close (GTK_WINDOW (dialog));
}

#define add(path, function) \
  g_test_add (path, AppTest, NULL, set_up, function, app_test_tear_down)

int
main (int    argc,
      char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  command_line_init (argc, argv);

  add ("/app/worksheet/as-the-command-line", test_as_the_command_line);
  add ("/app/worksheet/numbers", test_numbers);
  add ("/app/worksheet/asks-before-replacing", test_asks_before_replacing);
  add ("/app/worksheet/names-what-fails", test_names_what_fails);
  add ("/app/worksheet/changes-of-mind", test_changes_of_mind);
  add ("/app/worksheet/closed-meanwhile", test_closed_meanwhile);
  app_test_add ("/app/worksheet/images-without-strokes", test_images_without_strokes);
  return g_test_run ();
}
