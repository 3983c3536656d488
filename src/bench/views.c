/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/imagette-application.h"
#include "app/imagette-window.h"
#include "bench/frame-meter.h"
#include "pages/features/imagette-features-page.h"
#include "session/nn-session-studies.h"

#include <stdio.h>

/* What the sub-views of the Features page cost after one epoch, paused: the frame that brings
 * one of them on screen, whole, and those in which no more than its selection moves. */
#define SHOWN 12
#define MOVES 60
#define QUIET (G_USEC_PER_SEC / 5)
#define PATIENCE (60 * G_USEC_PER_SEC)

static const char *const views[] = { "figure2", "maxima", "evolution", "occlusion", "invariance",
                                     "map", "hands" };

typedef struct
{
  ImagetteWindow *window;
  NnSession *session;
  ImagetteFeaturesPage *page;
  FrameMeter meter;
} Bench;

/* Until nothing has been painted for a while, and the studies of the view are there. */
static void
settle (Bench *bench)
{
  gint64 start = g_get_monotonic_time (), now = start;

  do
    {
      frame_meter_iterate (20000);
      now = g_get_monotonic_time ();
    }
  while (now < start + PATIENCE
         && (now < MAX (bench->meter.last, start) + QUIET
             || nn_session_get_study_progress (bench->session) < 1));
}

static void
show (Bench      *bench,
      const char *view)
{
  g_object_set (bench->page, "view", view, NULL);
  settle (bench);
}

/* As if Right or Left were pressed with the widget in focus; FALSE if it has no use for it. */
static gboolean
press (GtkWidget *widget,
       guint      key)
{
  g_autoptr (GtkShortcutTrigger) wanted = gtk_keyval_trigger_new (key, 0);
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (widget);

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GListModel) shortcuts = g_list_model_get_item (controllers, i);

      for (guint j = 0; GTK_IS_SHORTCUT_CONTROLLER (shortcuts)
                        && j < g_list_model_get_n_items (shortcuts); j++)
        {
          g_autoptr (GtkShortcut) shortcut = g_list_model_get_item (shortcuts, j);

          if (gtk_shortcut_trigger_equal (gtk_shortcut_get_trigger (shortcut), wanted)
              && gtk_shortcut_action_activate (gtk_shortcut_get_action (shortcut), 0, widget,
                                               gtk_shortcut_get_arguments (shortcut)))
            return TRUE;
        }
    }
  return FALSE;
}

/* The first of our own widgets in there that arrow keys move something in. */
static GtkWidget *
find_movable (GtkWidget *widget)
{
  GtkWidget *found = NULL;

  if (!gtk_widget_get_mapped (widget))
    return NULL;
  if (gtk_widget_get_focusable (widget) && g_str_has_prefix (G_OBJECT_TYPE_NAME (widget), "Imagette")
      && press (widget, GDK_KEY_Right))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_movable (child);
  return found;
}

static void
report (Bench      *bench,
        const char *what,
        double      limit)
{
  FrameMeter *meter = &bench->meter;

  if (series_count (meter->work) == 0)
    printf ("  %-22s nothing was painted\n", what);
  else
    printf ("  %-22s %5u %9.1f ms %9.1f ms %9.1f ms %6.0f ms\n", what, series_count (meter->work),
            series_quantile (meter->work, 0.5), series_quantile (meter->busy, 0.5),
            series_quantile (meter->busy, 1), limit);
  fflush (stdout);
  frame_meter_disconnect (meter);
  frame_meter_connect (meter, GTK_WIDGET (bench->window));
}

static void
measure (Bench      *bench,
         const char *view,
         const char *other)
{
  GtkWidget *movable;

  for (int i = 0; i < SHOWN; i++)
    {
      show (bench, other);
      bench->meter.measuring = TRUE;
      show (bench, view);
      bench->meter.measuring = FALSE;
    }
  printf ("%s\n", view);
  report (bench, "all of it", 16);

  movable = find_movable (GTK_WIDGET (imagette_features_page_get_view (bench->page, view)));
  if (movable == NULL)
    return;
  gtk_widget_grab_focus (movable);
  settle (bench);
  bench->meter.measuring = TRUE;
  for (int i = 0; i < MOVES; i++)
    {
      press (movable, i / 4 % 2 == 0 ? GDK_KEY_Right : GDK_KEY_Left);
      frame_meter_iterate (50000);
    }
  bench->meter.measuring = FALSE;
  report (bench, "its selection moves", 2);
}

static void
run (Bench *bench)
{
  nn_session_run_to (bench->session, 1);
  settle (bench);
  while (nn_session_get_state (bench->session) == NN_STATE_RUNNING)
    g_main_context_iteration (NULL, TRUE);
  imagette_window_show_page (bench->window, "features");
  frame_meter_connect (&bench->meter, GTK_WIDGET (bench->window));
  for (gsize i = 0; i < G_N_ELEMENTS (views); i++)
    show (bench, views[i]);

  printf ("window %dx%d, after an epoch   frames  median work  processor      worst   limit\n",
          gtk_widget_get_width (GTK_WIDGET (bench->window)),
          gtk_widget_get_height (GTK_WIDGET (bench->window)));
  for (gsize i = 0; i < G_N_ELEMENTS (views); i++)
    measure (bench, views[i], views[(i + 1) % G_N_ELEMENTS (views)]);
  frame_meter_disconnect (&bench->meter);
}

int
main (int    argc,
      char **argv)
{
  const ImagetteWindowOptions options = { .page = "features", .width = 1280, .height = 800 };
  g_autoptr (ImagetteApplication) application = NULL;
  g_autoptr (NnDataset) dataset = NULL;
  g_autoptr (GSettings) settings = NULL;
  g_autoptr (GError) error = NULL;
  Bench bench = { NULL };

  if (argc != 2)
    {
      g_printerr ("usage: bench-views FOLDER, that of the four IDX files\n");
      return 2;
    }
  application = imagette_application_new ();
  g_application_set_flags (G_APPLICATION (application), G_APPLICATION_NON_UNIQUE);
  dataset = nn_dataset_load (argv[1], &error);
  if (dataset == NULL || !g_application_register (G_APPLICATION (application), NULL, &error))
    {
      g_printerr ("bench-views: %s\n", error->message);
      return 1;
    }
  settings = g_settings_new (IMAGETTE_ID);
  g_settings_set_boolean (settings, "slow-start", FALSE);
  g_settings_set_double (settings, "pace", 0);

  bench.window = imagette_window_new (GTK_APPLICATION (application), &options);
  gtk_window_present (GTK_WINDOW (bench.window));
  imagette_window_set_dataset (bench.window, dataset);
  bench.session = imagette_window_get_session (bench.window);
  bench.page = IMAGETTE_FEATURES_PAGE (imagette_window_get_page (bench.window, "features"));
  run (&bench);
  nn_session_mark_saved (bench.session, "",
                         &nn_session_get_live_frame (bench.session)->place.state, 1);
  gtk_window_destroy (GTK_WINDOW (bench.window));
  frame_meter_iterate (G_USEC_PER_SEC / 2);
  return 0;
}
