/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app-test.h"

/* Where the desktop asks for less movement, nothing moves by itself: no tween, and not one frame
 * is painted in a window where nothing happens. */

#define STILL_MS 500

static void
count_cb (GdkFrameClock *clock,
          int           *frames)
{
  (*frames)++;
}

static gboolean
over_cb (gpointer over)
{
  *(gboolean *) over = TRUE;
  return G_SOURCE_REMOVE;
}

/* Frames painted within so long. */
static int
count_frames (AppTest *test,
              guint    milliseconds)
{
  GdkFrameClock *clock = gtk_widget_get_frame_clock (GTK_WIDGET (test->window));
  gboolean over = FALSE;
  int frames = 0;
  gulong id = g_signal_connect (clock, "paint", G_CALLBACK (count_cb), &frames);

  g_timeout_add (milliseconds, over_cb, &over);
  while (!over)
    g_main_context_iteration (NULL, TRUE);
  g_signal_handler_disconnect (clock, id);
  return frames;
}

static void
check_still (AppTest *test,
             gpointer data)
{
  gint64 until = g_get_monotonic_time () + test_patience ();

  /* What a view has to compute first it may show. */
  while (count_frames (test, STILL_MS) > 0)
    g_assert_cmpint (g_get_monotonic_time (), <, until);
}

static void
test_still (AppTest      *test,
            gconstpointer data)
{
  wait_for_quiet (test->session);
  app_test_visit (test, check_still, NULL);
}

/* A revealer that tweens has not shown all of its child when the next frame is there. */
static void
test_no_tween (AppTest      *test,
               gconstpointer data)
{
  GtkWidget *revealer = app_test_find (GTK_WIDGET (test->window), GTK_TYPE_REVEALER, NULL);

  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", FALSE, NULL);
  g_assert_true (gtk_revealer_get_child_revealed (GTK_REVEALER (revealer)));
  app_test_activate (test, "win.projector");
  g_assert_false (gtk_revealer_get_child_revealed (GTK_REVEALER (revealer)));
  app_test_activate (test, "win.leave");
  g_assert_true (gtk_revealer_get_child_revealed (GTK_REVEALER (revealer)));
}

/* The film of the moments jumps from one to the next, twice a second, and no more often. */
static void
test_film_steps (AppTest      *test,
                 gconstpointer data)
{
  GtkWidget *film;

  app_test_activate (test, "win.batch");
  app_test_wait (test, get_update (test->session) == 1);
  wait_for_quiet (test->session);
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (test->window), "win.feature", "s",
                                             "evolution"));
  film = app_test_find (GTK_WIDGET (test->window), GTK_TYPE_TOGGLE_BUTTON,
                        "Play the moments as a film");
  g_assert_nonnull (film);
  app_test_wait (test, gtk_widget_is_sensitive (film));
  check_still (test, NULL);
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (film), TRUE);
  g_assert_cmpint (count_frames (test, 3000), <, 40);
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (film), FALSE);
}

int
main (int    argc,
      char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  app_test_add ("/app/motion/still", test_still);
  app_test_add ("/app/motion/no-tween", test_no_tween);
  app_test_add ("/app/motion/film-steps", test_film_steps);
  return g_test_run ();
}
