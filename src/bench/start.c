/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/imagette-application.h"
#include "app/imagette-window.h"
#include "bench/series.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <time.h>

/* How long a teacher waits: from the moment the app is started to its first frame, and to the
 * first one that shows the untrained network. Each start is a process of its own, which tells
 * its times on a line; processor time is that of all its threads. */
#define STARTS 11

enum
{
  MAIN,                           /* linked and loaded */
  WINDOW,                         /* the first frame is painted … */
  PICTURE,                        /* … and the one with the network on it */
  PROCESSOR,                      /* used until then */
  N_TIMES
};

static const char *const names[N_TIMES] = {
  "main () is reached", "the first frame is painted", "the network is shown", "processor time of that",
};

/* ---- one start ---- */

typedef struct
{
  GApplication *application;
  ImagetteWindow *window;
  double begun;                   /* seconds, monotonic clock */
  double times[N_TIMES];          /* milliseconds */
} Start;

static double
now (void)
{
  struct timespec time;

  clock_gettime (CLOCK_MONOTONIC, &time);
  return (double) time.tv_sec + (double) time.tv_nsec / 1e9;
}

static double
processor_time (void)
{
  struct rusage used;

  getrusage (RUSAGE_SELF, &used);
  return 1000.0 * (double) (used.ru_utime.tv_sec + used.ru_stime.tv_sec)
         + (double) (used.ru_utime.tv_usec + used.ru_stime.tv_usec) / 1000;
}

static void
painted_cb (GdkFrameClock *clock,
            Start         *start)
{
  NnSession *session = imagette_window_get_session (start->window);

  if (start->times[WINDOW] <= 0)
    start->times[WINDOW] = 1000 * (now () - start->begun);
  if (session == NULL || nn_session_get_frame (session) == NULL)
    return;
  start->times[PICTURE] = 1000 * (now () - start->begun);
  start->times[PROCESSOR] = processor_time ();
  g_signal_handlers_disconnect_by_data (clock, start);
  g_application_quit (start->application);
}

static void
realized_cb (GtkWidget *window,
             Start     *start)
{
  g_signal_connect_after (gtk_widget_get_frame_clock (window), "paint", G_CALLBACK (painted_cb),
                          start);
}

static void
window_added_cb (GtkApplication *application,
                 GtkWindow      *window,
                 Start          *start)
{
  start->window = IMAGETTE_WINDOW (window);
  g_signal_connect (window, "realize", G_CALLBACK (realized_cb), start);
}

static int
start_once (double begun)
{
  Start start = { .begun = begun, .times[MAIN] = 1000 * (now () - begun) };
  g_autoptr (ImagetteApplication) application = imagette_application_new ();

  start.application = G_APPLICATION (application);
  g_application_set_flags (start.application, G_APPLICATION_NON_UNIQUE);
  g_signal_connect (application, "window-added", G_CALLBACK (window_added_cb), &start);
  g_application_run (start.application, 1, (char *[]) { (char *) "bench-start", NULL });
  for (int i = 0; i < N_TIMES; i++)
    printf ("%.1f ", start.times[i]);
  printf ("\n");
  return start.times[PICTURE] > 0 ? 0 : 1;
}

/* ---- many ---- */

static gboolean
start_and_read (const char *program,
                Series    **series)
{
  g_autofree char *begun = g_strdup_printf ("%.6f", now ());
  const char *argv[] = { program, begun, NULL };
  g_autofree char *output = NULL;
  g_autoptr (GError) error = NULL;
  char *rest;
  int status;

  if (!g_spawn_sync (NULL, (char **) argv, NULL, 0, NULL, NULL, &output, NULL, &status, &error)
      || !g_spawn_check_wait_status (status, &error))
    {
      g_printerr ("bench-start: %s\n", error->message);
      return FALSE;
    }
  rest = output;
  for (int i = 0; i < N_TIMES; i++)
    series_add (series[i], g_ascii_strtod (rest, &rest));
  return TRUE;
}

int
main (int    argc,
      char **argv)
{
  Series *series[N_TIMES];
  gboolean good = TRUE;

  if (argc == 2)
    return start_once (g_ascii_strtod (argv[1], NULL));

  for (int i = 0; i < N_TIMES; i++)
    series[i] = series_new ();
  for (int i = 0; good && i < STARTS; i++)
    good = start_and_read (argv[0], series);
  printf ("%d starts; milliseconds since   median    best\n", STARTS);
  for (int i = 0; good && i < N_TIMES; i++)
    printf ("%-30s %8.0f %7.0f\n", names[i], series_quantile (series[i], 0.5),
            series_quantile (series[i], 0));
  for (int i = 0; i < N_TIMES; i++)
    series_free (series[i]);
  return good ? 0 : 1;
}
