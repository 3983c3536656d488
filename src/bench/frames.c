/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/imagette-application.h"
#include "app/imagette-window.h"
#include "base/nn-thread.h"
#include "bench/frame-meter.h"

#include <stdatomic.h>
#include <stdio.h>

/* What showing costs: the real window on real training, flat out. Rounds with
 * the window take turns with rounds of the same training without one, so that
 * both see the same machine. */

#define WARM_UP (2 * G_USEC_PER_SEC)
#define ROUNDS 4
#define EPOCHS 500                /* more than it gets to */

static struct
{
  double seconds;
  char *data, *page;
  char **sizes;
} options = { .seconds = 60 };

static const GOptionEntry entries[] = {
  { "seconds", 0, 0, G_OPTION_ARG_DOUBLE, &options.seconds,
    "time of measured frames a size, after the first two of each round (60)", "N" },
  { "size", 0, 0, G_OPTION_ARG_STRING_ARRAY, &options.sizes,
    "of the window; may be given again (1280x800 and 1920x1080)", "WxH" },
  { "page", 0, 0, G_OPTION_ARG_STRING, &options.page, "the page that is shown (layers)", "NAME" },
  { "data", 0, 0, G_OPTION_ARG_FILENAME, &options.data, "folder with the four IDX files", "DIR" },
  { NULL },
};

typedef struct
{
  ImagetteWindow *window;
  NnSession *session;
  NnDataset *dataset;
  NnTraining *plain;              /* the same training without a window; made when it begins */

  FrameMeter meter;
  guint64 serial;                 /* of the picture that was shown last */
  guint pictures;
  double main_thread;             /* seconds of processor time, between the frames, too */

  double window_images, window_seconds, plain_images, plain_seconds;
} Bench;

static void
after_paint_cb (GdkFrameClock *clock,
                Bench         *bench)
{
  NnFrame *frame = nn_session_get_frame (bench->session);

  if (!bench->meter.measuring || frame == NULL || frame->serial == bench->serial)
    return;
  bench->serial = frame->serial;
  bench->pictures++;
}

/* ---- rounds ---- */

static double
count_images (const NnPlace *place)
{
  return (double) place->epoch * place->images + place->position;
}

static void
show (Bench *bench,
      gint64 microseconds)
{
  double before;
  double processor;
  gint64 start;

  nn_session_run_to (bench->session, EPOCHS);
  frame_meter_iterate (WARM_UP);
  before = count_images (&nn_session_get_live_frame (bench->session)->place);
  start = g_get_monotonic_time ();
  processor = frame_meter_processor ();
  bench->meter.measuring = TRUE;
  frame_meter_iterate (microseconds);
  bench->meter.measuring = FALSE;
  bench->main_thread += frame_meter_processor () - processor;
  bench->window_images += count_images (&nn_session_get_live_frame (bench->session)->place)
                          - before;
  bench->window_seconds += (double) (g_get_monotonic_time () - start) / G_USEC_PER_SEC;
  nn_session_pause (bench->session);
  while (nn_session_get_state (bench->session) == NN_STATE_RUNNING)
    g_main_context_iteration (NULL, TRUE);
  frame_meter_iterate (G_USEC_PER_SEC / 2); /* the last pictures */
}

typedef struct
{
  Bench *bench;
  gint64 microseconds;
  atomic_int done;
} Plain;

/* As imagette-cli trains: batches, and all test images at an epoch's end; but with the priority
 * that the window's trainer has, so that other programs on the machine disturb both alike. */
static gpointer
train_plain (gpointer data)
{
  Plain *plain = data;
  Bench *bench = plain->bench;
  const NnTrainingSpec spec = nn_training_spec_default ();
  double before;
  gint64 start, now;

  nn_thread_step_back ();
  if (bench->plain == NULL)       /* here, so that its pool steps back, too */
    bench->plain = nn_training_new (bench->dataset, &spec, nn_backend_best (),
                                    (int) MIN (g_get_num_processors (), 4));
  before = count_images (nn_training_get_place (bench->plain));
  start = g_get_monotonic_time ();
  do
    {
      if (nn_training_step (bench->plain, NULL))
        nn_evaluation_unref (nn_training_evaluate (bench->plain, NULL, NULL));
      now = g_get_monotonic_time ();
    }
  while (now - start < plain->microseconds);
  bench->plain_images += count_images (nn_training_get_place (bench->plain)) - before;
  bench->plain_seconds += (double) (now - start) / G_USEC_PER_SEC;
  atomic_store (&plain->done, 1);
  return NULL;
}

static void
train (Bench *bench,
       gint64 microseconds)
{
  Plain plain = { .bench = bench, .microseconds = microseconds };
  GThread *thread = g_thread_new ("plain", train_plain, &plain);

  /* The window is there, at rest. */
  while (!atomic_load (&plain.done))
    if (!g_main_context_iteration (NULL, FALSE))
      g_usleep (10000);
  g_thread_join (thread);
}

/* ---- one size ---- */

static void
report (Bench      *bench,
        const char *size)
{
  double shown = bench->window_images / bench->window_seconds;
  double plain = bench->plain_images / bench->plain_seconds;
  double frames = series_count (bench->meter.work);
  const double *phases = bench->meter.phases;

  printf ("%s (window %dx%d), page %s, %.0f s: %u painted frames, %.1f pictures/s\n", size,
          gtk_widget_get_width (GTK_WIDGET (bench->window)),
          gtk_widget_get_height (GTK_WIDGET (bench->window)), options.page, bench->window_seconds,
          series_count (bench->meter.work), bench->pictures / bench->window_seconds);
  printf ("  a frame's work        median %5.1f ms, p99 %5.1f ms\n", series_quantile (bench->meter.work, 0.5),
          series_quantile (bench->meter.work, 0.99));
  printf ("  of that on processor  median %5.1f ms, p99 %5.1f ms\n", series_quantile (bench->meter.busy, 0.5),
          series_quantile (bench->meter.busy, 0.99));
  printf ("                        mean   %5.1f ms: update %.1f, layout %.1f, paint %.1f; "
          "with what comes between frames %.1f ms\n",
          (phases[FRAME_UPDATE] + phases[FRAME_LAYOUT] + phases[FRAME_PAINT]) / frames,
          phases[FRAME_UPDATE] / frames, phases[FRAME_LAYOUT] / frames,
          phases[FRAME_PAINT] / frames, 1000 * bench->main_thread / frames);
  printf ("  training              %.0f images/s, without a window %.0f: %.0f %%\n", shown, plain,
          100 * shown / plain);
  fflush (stdout);
}

static void
measure (Bench           *bench,
         GtkApplication  *application,
         const char      *size)
{
  ImagetteWindowOptions window_options = { .page = options.page };
  GdkFrameClock *clock;
  gint64 slice = (gint64) (options.seconds * G_USEC_PER_SEC / ROUNDS);

  if (sscanf (size, "%dx%d", &window_options.width, &window_options.height) != 2)
    g_error ("--size: expected WIDTHxHEIGHT, found %s", size);
  bench->window = imagette_window_new (application, &window_options);
  gtk_window_present (GTK_WINDOW (bench->window));
  imagette_window_set_dataset (bench->window, bench->dataset);
  bench->session = imagette_window_get_session (bench->window);
  while (nn_session_get_frame (bench->session) == NULL)
    g_main_context_iteration (NULL, TRUE);

  clock = gtk_widget_get_frame_clock (GTK_WIDGET (bench->window));
  frame_meter_connect (&bench->meter, GTK_WIDGET (bench->window));
  g_signal_connect_after (clock, "after-paint", G_CALLBACK (after_paint_cb), bench);
  for (int round = 0; round < ROUNDS; round++)
    {
      train (bench, slice / 3);
      show (bench, slice);
    }
  report (bench, size);

  g_signal_handlers_disconnect_by_data (clock, bench);
  nn_session_mark_saved (bench->session, "",
                         &nn_session_get_live_frame (bench->session)->place.state, 1);
  gtk_window_destroy (GTK_WINDOW (bench->window));
  frame_meter_iterate (G_USEC_PER_SEC / 2);
}

static void
measure_size (GtkApplication *application,
              NnDataset      *dataset,
              const char     *size)
{
  Bench bench = { .dataset = dataset };

  measure (&bench, application, size);
  nn_training_free (bench.plain);
}

static NnDataset *
open_dataset (void)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *folder = nn_dataset_find (options.data, NULL, &error);
  NnDataset *dataset = folder != NULL ? nn_dataset_load (folder, &error) : NULL;

  if (dataset == NULL)
    g_printerr ("bench-frames: %s\n", error->message);
  return dataset;
}

static gboolean
parse (int    *argc,
       char ***argv)
{
  g_autoptr (GOptionContext) context = g_option_context_new (NULL);
  g_autoptr (GError) error = NULL;

  g_option_context_set_summary (context, "Measures the frames of the window while it trains.");
  g_option_context_add_main_entries (context, entries, NULL);
  if (!g_option_context_parse (context, argc, argv, &error))
    {
      g_printerr ("bench-frames: %s\n", error->message);
      return FALSE;
    }
  if (options.page == NULL)
    options.page = g_strdup ("layers");
  if (options.sizes == NULL)
    options.sizes = g_strsplit ("1280x800 1920x1080", " ", 0);
  return TRUE;
}

int
main (int    argc,
      char **argv)
{
  g_autoptr (ImagetteApplication) application = NULL;
  g_autoptr (NnDataset) dataset = NULL;
  g_autoptr (GSettings) settings = NULL;
  g_autoptr (GError) error = NULL;

  if (!parse (&argc, &argv))
    return 2;
  dataset = open_dataset ();
  if (dataset == NULL)
    return 1;
  application = imagette_application_new ();
  g_application_set_flags (G_APPLICATION (application), G_APPLICATION_NON_UNIQUE);
  if (!g_application_register (G_APPLICATION (application), NULL, &error))
    {
      g_printerr ("bench-frames: %s\n", error->message);
      return 1;
    }
  settings = g_settings_new (IMAGETTE_ID);
  g_settings_set_boolean (settings, "slow-start", FALSE);
  g_settings_set_double (settings, "pace", 0);

  for (int i = 0; options.sizes[i] != NULL; i++)
    measure_size (GTK_APPLICATION (application), dataset, options.sizes[i]);
  return 0;
}
