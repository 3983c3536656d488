/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app-test.h"

#include "pages/imagette-dialogs.h"
#include "session/nn-model-file.h"
#include "widgets/imagette-plot.h"

/* Opening and saving through the window; broken files; missing data; closing. */

static char *
pick_path (const ImagettePick *pick,
           gpointer            data)
{
  return g_strdup (data);
}

static void
wait_until_idle (AppTest *test)
{
  app_test_wait (test, !imagette_window_is_busy (test->window));
}

static void
test_save_and_open (AppTest      *test,
                    gconstpointer data)
{
  g_autofree char *path = g_build_filename (test->folder, "model.safetensors", NULL);
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;

  app_test_activate (test, "win.batch");
  app_test_wait (test, get_update (test->session) == 1);
  g_assert_true (nn_session_get_unsaved (test->session));
  before = nn_network_sha256 (nn_session_get_frame (test->session)->network);

  imagette_pick_file_set_hook (pick_path, path);
  app_test_activate (test, "win.save");
  wait_until_idle (test);
  g_assert_true (g_file_test (path, G_FILE_TEST_EXISTS));
  app_test_wait (test, !nn_session_get_unsaved (test->session));

  app_test_activate (test, "win.again");
  app_test_wait (test, get_update (test->session) == 0);
  mark_saved (test->session);
  app_test_activate (test, "win.open-latest");
  wait_until_idle (test);
  app_test_wait (test, get_update (test->session) == 1);
  after = nn_network_sha256 (nn_session_get_frame (test->session)->network);
  g_assert_cmpstr (before, ==, after);
  imagette_pick_file_set_hook (NULL, NULL);
}

/* "epoch 1: each epoch 2.31" */
static char *
read_plot (AppTest    *test,
           const char *title,
           double      x)
{
  GtkWidget *page = GTK_WIDGET (imagette_window_get_page (test->window, "train"));
  GtkWidget *card = gtk_widget_get_parent (app_test_find (page, IMAGETTE_TYPE_PLOT, NULL));

  for (card = gtk_widget_get_first_child (gtk_widget_get_parent (card)); card != NULL;
       card = gtk_widget_get_next_sibling (card))
    {
      GtkWidget *plot = app_test_find (card, IMAGETTE_TYPE_PLOT, NULL);
      g_autofree char *heading = NULL;

      g_object_get (plot, "heading", &heading, NULL);
      if (!g_str_equal (heading, title))
        continue;
      imagette_plot_set_cursor (IMAGETTE_PLOT (plot), x);
      return imagette_plot_describe (IMAGETTE_PLOT (plot));
    }
  g_assert_not_reached ();
}

static void
assert_reads (AppTest    *test,
              const char *title,
              double      x,
              const char *expected)
{
  g_autofree char *found = read_plot (test, title, x);

  if (strstr (found, expected) == NULL)
    g_error ("%s at %g: expected “%s”, found “%s”", title, x, expected, found);
}

/* A run file knows epochs, not their batches; what is learned from then on is drawn by the batch. */
static void
assert_curves (AppTest *test)
{
  GArray *epochs = nn_session_get_epochs (test->session);
  g_autofree char *loss = NULL;

  g_assert_cmpuint (epochs->len, ==, 2);
  imagette_window_show_page (test->window, "train");
  gtk_test_widget_wait_for_draw (GTK_WIDGET (test->window));
  assert_reads (test, "Loss", 1, "each epoch ");
  assert_reads (test, "Loss", 2, "each epoch ");
  assert_reads (test, "Accuracy", 1, "train, each epoch ");
  loss = read_plot (test, "Loss", 1);
  g_assert_null (strstr (loss, "smoothed"));

  app_test_activate (test, "win.batch");
  app_test_wait (test, get_update (test->session) == 21);
  wait_for_rest (test->session);
  assert_reads (test, "Loss", 1, "each epoch ");
  assert_reads (test, "Loss", 2.1, "smoothed ");
  app_test_activate (test, "win.again");
  app_test_wait (test, get_update (test->session) == 0);
  app_test_activate (test, "win.batch");
  app_test_wait (test, get_update (test->session) == 1);
  wait_for_rest (test->session);
  g_free (loss);
  loss = read_plot (test, "Loss", 0.1);
  g_assert_null (strstr (loss, "each epoch"));
}

static void
test_save_and_open_run (AppTest      *test,
                        gconstpointer data)
{
  g_autofree char *path = g_build_filename (test->folder, "run.safetensors", NULL);
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;

  nn_session_set_target (test->session, 2);
  app_test_activate (test, "win.run");
  app_test_wait (test, nn_session_get_state (test->session) == NN_STATE_FINISHED);
  before = list_moments (test->session);

  imagette_pick_file_set_hook (pick_path, path);
  app_test_activate (test, "win.save-run");
  wait_until_idle (test);
  app_test_activate (test, "win.again");
  app_test_wait (test, get_update (test->session) == 0);
  mark_saved (test->session);
  app_test_activate (test, "win.open");
  wait_until_idle (test);
  app_test_wait (test, get_update (test->session) == 20);
  after = list_moments (test->session);
  g_assert_cmpstr (before, ==, after);
  assert_curves (test);
  imagette_pick_file_set_hook (NULL, NULL);
}

/* Each gives one dialog that names the file; the session goes on as it was. */
static void
test_broken_files (AppTest      *test,
                   gconstpointer data)
{
  static const struct { const char *name, *content; gsize length; } broken[] = {
    { "empty.safetensors", "", 0 },
    { "text.safetensors", "this is no model at all", 23 },
    { "huge.safetensors", "\xff\xff\xff\xff\xff\xff\xff\x7f{}", 10 },
    { "json.safetensors", "\x08\0\0\0\0\0\0\0{{{{{{{{", 16 },
    { "picture.png", "\x89PNG\r\n\x1a\nnothing more", 20 },
  };
  g_autofree char *before = NULL;

  app_test_activate (test, "win.batch");
  app_test_wait (test, get_update (test->session) == 1);
  before = describe (test->session);
  for (gsize i = 0; i <= G_N_ELEMENTS (broken); i++)
    {
      g_autofree char *path = NULL;
      g_autofree char *after = NULL;
      GtkWidget *dialog;

      /* The last one is not there at all. */
      if (i < G_N_ELEMENTS (broken))
        path = test_folder_write (test->folder, broken[i].name, broken[i].content,
                                  broken[i].length);
      else
        path = g_build_filename (test->folder, "absent.safetensors", NULL);
      imagette_window_open_file (test->window, path);
      dialog = app_test_wait_window (test, ADW_TYPE_MESSAGE_DIALOG);
      g_assert_nonnull (strstr (adw_message_dialog_get_body (ADW_MESSAGE_DIALOG (dialog)), path));
      gtk_window_close (GTK_WINDOW (dialog));
      after = describe (test->session);
      g_assert_cmpstr (before, ==, after);
    }
  app_test_activate (test, "win.batch");
  app_test_wait (test, get_update (test->session) == 2);
}

static void
test_save_fails (AppTest      *test,
                 gconstpointer data)
{
  g_autofree char *path = g_build_filename (test->folder, "no", "such", "folder.safetensors", NULL);
  GtkWidget *dialog;

  app_test_activate (test, "win.batch");
  app_test_wait (test, get_update (test->session) == 1);
  imagette_pick_file_set_hook (pick_path, path);
  app_test_activate (test, "win.save");
  dialog = app_test_wait_window (test, ADW_TYPE_MESSAGE_DIALOG);
  g_assert_nonnull (strstr (adw_message_dialog_get_body (ADW_MESSAGE_DIALOG (dialog)), path));
  gtk_window_close (GTK_WINDOW (dialog));
  g_assert_true (nn_session_get_unsaved (test->session));
  imagette_pick_file_set_hook (NULL, NULL);
}

static void
test_close_asks (AppTest      *test,
                 gconstpointer data)
{
  GtkWidget *dialog;

  app_test_activate (test, "win.batch");
  app_test_wait (test, get_update (test->session) == 1);
  gtk_window_close (GTK_WINDOW (test->window));
  dialog = app_test_wait_window (test, ADW_TYPE_MESSAGE_DIALOG);
  adw_message_dialog_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  gtk_test_widget_wait_for_draw (GTK_WIDGET (test->window));
  g_assert_true (gtk_widget_get_mapped (GTK_WIDGET (test->window)));
}

static GtkWidget *
ask_to_close (AppTest *test)
{
  gtk_window_close (GTK_WINDOW (test->window));
  return app_test_wait_window (test, ADW_TYPE_MESSAGE_DIALOG);
}

/* Who presses Enter too soon loses nothing. */
static void
test_close_is_safe (AppTest      *test,
                    gconstpointer data)
{
  GtkWidget *dialog, *first;

  app_test_activate (test, "win.batch");
  app_test_wait (test, get_update (test->session) == 1);
  dialog = ask_to_close (test);
  gtk_test_widget_wait_for_draw (dialog);
  /* The dialog has each button twice, for the two ways it is laid out. */
  first = gtk_window_get_default_widget (GTK_WINDOW (dialog));
  g_assert_cmpstr (gtk_button_get_label (GTK_BUTTON (first)), ==, "_Save…");
  first = gtk_window_get_focus (GTK_WINDOW (dialog));
  g_assert_true (GTK_IS_BUTTON (first) && gtk_widget_get_mapped (first));
  g_assert_cmpstr (gtk_button_get_label (GTK_BUTTON (first)), ==, "_Save…");
  g_assert_cmpstr (adw_message_dialog_get_close_response (ADW_MESSAGE_DIALOG (dialog)), ==,
                   "cancel");
  adw_message_dialog_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
}

typedef struct { char *name; const char *path; } Picked;

static char *
pick_and_tell (const ImagettePick *pick,
               gpointer            data)
{
  Picked *picked = data;

  g_free (picked->name);
  picked->name = g_strdup (pick->name);
  return g_strdup (picked->path);
}

/* While looking back, too: what would be lost is what has been learned up to now. */
static void
test_save_and_close (AppTest      *test,
                     gconstpointer data)
{
  g_autofree char *path = g_build_filename (test->folder, "now.safetensors", NULL);
  g_autoptr (NnNetwork) network = NULL;
  Picked picked = { NULL, path };
  NnModelInfo info;

  for (guint64 update = 1; update <= 2; update++)
    {
      app_test_activate (test, "win.batch");
      app_test_wait (test, get_update (test->session) == update);
    }
  app_test_activate (test, "win.moment-back");
  app_test_wait (test, nn_session_get_frame (test->session)->place.update == 1);
  imagette_pick_file_set_hook (pick_and_tell, &picked);
  adw_message_dialog_response (ADW_MESSAGE_DIALOG (ask_to_close (test)), "other");
  app_test_wait (test, test->window == NULL);
  imagette_pick_file_set_hook (NULL, NULL);
  g_assert_cmpstr (picked.name, ==, "lenet-seed1-batch2.safetensors");
  network = nn_model_load (path, &info, NULL);
  g_assert_nonnull (network);
  g_assert_cmpuint (info.update, ==, 2);
  g_free (picked.name);
}

/* A suffix leads to no file that the chooser has not asked about. */
static void
test_suffix (AppTest      *test,
             gconstpointer data)
{
  g_autofree char *bare = g_build_filename (test->folder, "other", NULL);
  g_autofree char *suffixed = test_folder_write (test->folder, "other.safetensors", "old", 3);
  g_autofree char *kept = NULL;
  g_autofree char *fresh = g_build_filename (test->folder, "fresh", NULL);
  g_autofree char *with_suffix = g_strconcat (fresh, ".safetensors", NULL);

  app_test_activate (test, "win.batch");
  app_test_wait (test, get_update (test->session) == 1);
  imagette_pick_file_set_hook (pick_path, bare);
  app_test_activate (test, "win.save");
  wait_until_idle (test);
  g_assert_true (g_file_test (bare, G_FILE_TEST_EXISTS));
  g_assert_true (g_file_get_contents (suffixed, &kept, NULL, NULL));
  g_assert_cmpstr (kept, ==, "old");

  imagette_pick_file_set_hook (pick_path, fresh);
  app_test_activate (test, "win.save");
  wait_until_idle (test);
  g_assert_true (g_file_test (with_suffix, G_FILE_TEST_EXISTS));
  g_assert_false (g_file_test (fresh, G_FILE_TEST_EXISTS));
  imagette_pick_file_set_hook (NULL, NULL);
}

/* ---- without a session ---- */

static void
test_missing_data (void)
{
  const ImagetteWindowOptions options = { .width = 1000, .height = 700 };
  g_autoptr (ImagetteApplication) application = imagette_application_new ();
  g_autoptr (TestFolder) folder = test_folder_new ();
  ImagetteWindow *window;
  GtkWidget *page;
  gint64 until = g_get_monotonic_time () + test_patience ();

  g_application_set_flags (G_APPLICATION (application), G_APPLICATION_NON_UNIQUE);
  g_assert_true (g_application_register (G_APPLICATION (application), NULL, NULL));
  window = imagette_window_new (GTK_APPLICATION (application), &options);
  gtk_window_present (GTK_WINDOW (window));
  imagette_window_load_data (window, folder);
  g_assert_true (imagette_window_is_busy (window));
  page = app_test_find (GTK_WIDGET (window), ADW_TYPE_STATUS_PAGE, NULL);
  while (!gtk_widget_get_mapped (page) && g_get_monotonic_time () < until)
    g_main_context_iteration (NULL, FALSE);
  g_assert_true (gtk_widget_get_mapped (page));
  g_assert_nonnull (strstr (adw_status_page_get_description (ADW_STATUS_PAGE (page)), folder));
  g_assert_null (imagette_window_get_session (window));
  g_assert_false (g_action_group_get_action_enabled (G_ACTION_GROUP (window), "run"));
  gtk_test_widget_wait_for_draw (GTK_WIDGET (window));
  gtk_window_destroy (GTK_WINDOW (window));
}

int
main (int    argc,
      char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  app_test_add ("/app/files/save-and-open", test_save_and_open);
  app_test_add ("/app/files/save-and-open-run", test_save_and_open_run);
  app_test_add ("/app/files/broken", test_broken_files);
  app_test_add ("/app/files/save-fails", test_save_fails);
  app_test_add ("/app/files/close-asks", test_close_asks);
  app_test_add ("/app/files/close-is-safe", test_close_is_safe);
  app_test_add ("/app/files/save-and-close", test_save_and_close);
  app_test_add ("/app/files/suffix", test_suffix);
  g_test_add_func ("/app/files/missing-data", test_missing_data);
  return g_test_run ();
}
