/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app-test.h"

#include "../datasets/idx-maker.h"

/* What the window says and allows where a run does not just go on. */

/* ---- no images ---- */

typedef struct
{
  ImagetteApplication *application;
  ImagetteWindow *window;
  TestFolder *folder;             /* without images, at first */
} Bare;

static void
wait_for (gboolean (*is_so) (Bare *bare),
          Bare      *bare)
{
  gint64 until = g_get_monotonic_time () + test_patience ();

  while (!is_so (bare) && g_get_monotonic_time () < until)
    g_main_context_iteration (NULL, FALSE);
  g_assert_true (is_so (bare));
}

static gboolean
is_idle (Bare *bare)
{
  return !imagette_window_is_busy (bare->window);
}

static gboolean
has_session (Bare *bare)
{
  return imagette_window_get_session (bare->window) != NULL;
}

static gboolean
is_running (Bare *bare)
{
  return nn_session_get_state (imagette_window_get_session (bare->window)) == NN_STATE_RUNNING;
}

static gboolean
has_frame (Bare *bare)
{
  return nn_session_get_frame (imagette_window_get_session (bare->window)) != NULL;
}

static void
bare_set_up (Bare         *bare,
             gconstpointer width)
{
  ImagetteWindowOptions options = { .width = GPOINTER_TO_INT (width), .height = 700 };

  bare->folder = test_folder_new ();
  options.data = bare->folder;
  bare->application = imagette_application_new ();
  g_application_set_flags (G_APPLICATION (bare->application), G_APPLICATION_NON_UNIQUE);
  g_assert_true (g_application_register (G_APPLICATION (bare->application), NULL, NULL));
  bare->window = imagette_window_new (GTK_APPLICATION (bare->application), &options);
  gtk_window_present (GTK_WINDOW (bare->window));
  imagette_window_load_data (bare->window, bare->folder);
  g_assert_true (imagette_window_is_busy (bare->window));
}

static void
bare_tear_down (Bare         *bare,
                gconstpointer width)
{
  if (has_session (bare))
    {
      NnSession *session = imagette_window_get_session (bare->window);

      nn_session_mark_saved (session, "a", &nn_session_get_live_frame (session)->place.state, 1);
    }
  gtk_test_widget_wait_for_draw (GTK_WIDGET (bare->window));
  gtk_window_destroy (GTK_WINDOW (bare->window));
  g_object_unref (bare->application);
  test_folder_free (bare->folder);
}

static void
write_set (Bare *bare)
{
  static const char *const names[] = { "train-images-idx3-ubyte", "train-labels-idx1-ubyte",
                                       "t10k-images-idx3-ubyte", "t10k-labels-idx1-ubyte" };

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr (GByteArray) content = i % 2 == 0 ? make_images (640) : make_labels (640);

      g_free (test_folder_write (bare->folder, names[i], content->data, content->len));
    }
}

/* What is missing, where it was looked for, and how to get it; with it there, all goes on. */
static void
test_missing_data (Bare         *bare,
                   gconstpointer width)
{
  GtkWidget *page = app_test_find (GTK_WIDGET (bare->window), ADW_TYPE_STATUS_PAGE, NULL);
  const char *says;

  wait_for (is_idle, bare);
  g_assert_true (gtk_widget_get_mapped (page));
  says = adw_status_page_get_description (ADW_STATUS_PAGE (page));
  g_assert_true (g_str_has_prefix (says, "The images were looked for, and not found, in:\n"));
  g_assert_nonnull (strstr (says, bare->folder));
  g_assert_nonnull (strstr (says, "data/mnist"));
  g_assert_false (g_action_group_get_action_enabled (G_ACTION_GROUP (bare->window), "run"));

  write_set (bare);
  g_signal_emit_by_name (app_test_find (GTK_WIDGET (bare->window), GTK_TYPE_BUTTON, "_Look Again"),
                         "clicked");
  wait_for (has_session, bare);
  wait_for (has_frame, bare);
  g_assert_false (gtk_widget_get_mapped (page));
  g_assert_true (g_action_group_get_action_enabled (G_ACTION_GROUP (bare->window), "run"));
}

/* Preferences that lead nowhere: the next place, and a word about it. */
static void
test_preferences_gone (Bare         *bare,
                       gconstpointer width)
{
  g_autoptr (GSettings) settings = g_settings_new (IMAGETTE_ID);
  g_autofree char *gone = g_build_filename (bare->folder, "gone", NULL);
  g_autofree char *says = g_strdup_printf ("The images of the preferences are passed over: %s: "
                                           "No such file or directory", gone);
  AppTest test = { .window = bare->window };

  wait_for (is_idle, bare);
  g_settings_set_string (settings, "data-folder", gone);
  imagette_window_load_data (bare->window, NULL);
  wait_for (has_session, bare);
  wait_for (has_frame, bare);
  g_assert_cmpuint (nn_session_get_dataset (imagette_window_get_session (bare->window))->test.n, ==,
                    10000);
  gtk_test_widget_wait_for_draw (GTK_WIDGET (bare->window));
  g_assert_true (app_test_is_shown (&test, says));
  g_settings_reset (settings, "data-folder");
}

/* "Press Space" is true from the first moment, wherever GTK put the focus before. */
static void
test_first_space (Bare         *bare,
                  gconstpointer width)
{
  AppTest test = { .window = bare->window };

  write_set (bare);
  wait_for (is_idle, bare);
  imagette_window_load_data (bare->window, bare->folder);
  wait_for (has_session, bare);
  wait_for (has_frame, bare);
  gtk_test_widget_wait_for_draw (GTK_WIDGET (bare->window));
  nn_session_set_pace (imagette_window_get_session (bare->window), 5, 0);
  app_test_press (&test, "space");
  wait_for (is_running, bare);
}

/* ---- a loss on its way out ---- */

static gboolean
shows_short_loss (GtkWidget *widget)
{
  const char *text = GTK_IS_LABEL (widget) ? gtk_label_get_text (GTK_LABEL (widget)) : "";

  if (g_str_has_prefix (text, "loss ") && strstr (text, "e+") != NULL)
    return TRUE;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (shows_short_loss (child))
      return TRUE;
  return FALSE;
}

/* It has more digits than the bar has room. */
static void
test_large_loss (AppTest      *test,
                 gconstpointer data)
{
  NnHyper hyper = nn_hyper_default (NN_OPTIMIZER_ADAM);

  hyper.rate = 100;
  nn_session_set_hyper (test->session, &hyper, 64);
  app_test_activate (test, "win.epoch");
  app_test_wait (test, get_update (test->session) == 10);
  wait_for_rest (test->session);
  app_test_wait (test, shows_short_loss (GTK_WIDGET (test->window)));
}

int
main (int    argc,
      char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  g_test_add ("/app/states/missing-data", Bare, GINT_TO_POINTER (1000), bare_set_up,
              test_missing_data, bare_tear_down);
  g_test_add ("/app/states/missing-data-narrow", Bare, GINT_TO_POINTER (400), bare_set_up,
              test_missing_data, bare_tear_down);
  g_test_add ("/app/states/preferences-gone", Bare, GINT_TO_POINTER (1280), bare_set_up,
              test_preferences_gone, bare_tear_down);
  g_test_add ("/app/states/first-space", Bare, GINT_TO_POINTER (1280), bare_set_up,
              test_first_space, bare_tear_down);
  g_test_add ("/app/states/first-space-narrow", Bare, GINT_TO_POINTER (500), bare_set_up,
              test_first_space, bare_tear_down);
  app_test_add ("/app/states/large-loss", test_large_loss);
  return g_test_run ();
}
