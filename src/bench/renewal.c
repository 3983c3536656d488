/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/imagette-application.h"
#include "app/imagette-window.h"
#include "bench/frame-meter.h"
#include "session/nn-session-studies.h"

#include <stdio.h>

/* What renewing figure 2 with each epoch takes from training: the real window on the Features
 * page, training flat out. Rounds with the renewal take turns with rounds of the same training
 * and the same page without it, so that both see the same machine. */
#define LIMIT 10.0                /* per cent of the images a second */
#define WARM_UP G_USEC_PER_SEC
#define ROUNDS 6
#define EPOCHS 1000               /* more than it gets to */

static double seconds = 60;

static const GOptionEntry entries[] = {
  { "seconds", 0, 0, G_OPTION_ARG_DOUBLE, &seconds, "measured time of each kind of round, in all (60)",
    "N" },
  { NULL },
};

typedef struct
{
  double images, seconds;
  guint figures, epochs;
} Sum;

static void
count_cb (Sum *sum)
{
  sum->figures++;
}

static NnPlace
get_place (NnSession *session)
{
  return nn_session_get_live_frame (session)->place;
}

static double
count_images (const NnPlace *place)
{
  return (double) place->epoch * place->images + place->position;
}

static void
run_round (NnSession *session,
           double     renewal,
           Sum       *sum)
{
  NnPlace before, after;
  gint64 start;
  gulong id;

  nn_session_set_renewal (session, renewal);
  frame_meter_iterate (WARM_UP);
  id = g_signal_connect_swapped (session, "notify::features", G_CALLBACK (count_cb), sum);
  before = get_place (session);
  start = g_get_monotonic_time ();
  frame_meter_iterate ((gint64) (seconds * G_USEC_PER_SEC / ROUNDS));
  after = get_place (session);
  sum->seconds += (double) (g_get_monotonic_time () - start) / G_USEC_PER_SEC;
  sum->images += count_images (&after) - count_images (&before);
  sum->epochs += (guint) (after.epoch - before.epoch);
  g_signal_handler_disconnect (session, id);
}

/* FALSE: it took too much. */
static gboolean
report (const Sum *with,
        const Sum *without)
{
  double speed = with->images / with->seconds, other = without->images / without->seconds;
  double cost = 100 * (1 - speed / other);

  printf ("Features page, figure 2, training flat out, %.0f s each, in %d rounds\n", with->seconds,
          ROUNDS);
  printf ("  renewed with each epoch  %8.0f images/s, %u figures in %u epochs\n", speed,
          with->figures, with->epochs);
  printf ("  not renewed              %8.0f images/s\n", other);
  printf ("  it costs                 %8.1f %%, limit %.0f %%: %s\n", cost, LIMIT,
          cost < LIMIT ? "held" : "EXCEEDED");
  return cost < LIMIT;
}

static gboolean
measure (ImagetteWindow *window)
{
  NnSession *session = imagette_window_get_session (window);
  Sum with = { 0 }, without = { 0 };

  while (nn_session_get_frame (session) == NULL)
    g_main_context_iteration (NULL, TRUE);
  imagette_window_show_page (window, "features");
  nn_session_run_to (session, EPOCHS);
  for (int i = 0; i < ROUNDS; i++)
    {
      run_round (session, NN_RENEWAL_BY_HAND, &without);
      run_round (session, 0, &with);
    }
  nn_session_pause (session);
  while (nn_session_get_state (session) == NN_STATE_RUNNING)
    g_main_context_iteration (NULL, TRUE);
  nn_session_mark_saved (session, "", &nn_session_get_live_frame (session)->place.state, 1);
  return report (&with, &without);
}

int
main (int    argc,
      char **argv)
{
  const ImagetteWindowOptions options = { .page = "features", .width = 1280, .height = 800 };
  g_autoptr (GOptionContext) context = g_option_context_new ("FOLDER");
  g_autoptr (ImagetteApplication) application = NULL;
  g_autoptr (NnDataset) dataset = NULL;
  g_autoptr (GSettings) settings = NULL;
  g_autoptr (GError) error = NULL;
  ImagetteWindow *window;
  gboolean held;

  g_option_context_set_summary (context, "FOLDER: that of the four IDX files.");
  g_option_context_add_main_entries (context, entries, NULL);
  if (!g_option_context_parse (context, &argc, &argv, &error) || argc != 2)
    {
      g_printerr ("bench-renewal: %s\n", error != NULL ? error->message : "expected a folder");
      return 2;
    }
  application = imagette_application_new ();
  g_application_set_flags (G_APPLICATION (application), G_APPLICATION_NON_UNIQUE);
  dataset = nn_dataset_load (argv[1], &error);
  if (dataset == NULL || !g_application_register (G_APPLICATION (application), NULL, &error))
    {
      g_printerr ("bench-renewal: %s\n", error->message);
      return 1;
    }
  settings = g_settings_new (IMAGETTE_ID);
  g_settings_set_boolean (settings, "slow-start", FALSE);
  g_settings_set_double (settings, "pace", 0);

  window = imagette_window_new (GTK_APPLICATION (application), &options);
  gtk_window_present (GTK_WINDOW (window));
  imagette_window_set_dataset (window, dataset);
  held = measure (window);
  gtk_window_destroy (GTK_WINDOW (window));
  frame_meter_iterate (G_USEC_PER_SEC / 2);
  return held ? 0 : 1;
}
