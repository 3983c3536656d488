/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdio.h>

#include <glib/gi18n.h>

#include "cli/cli.h"
#include "session/nn-training.h"

#define REPEATS 3

static struct
{
  char *data, *threads;
  gboolean json;
  char **files;
} options;

static const GOptionEntry entries[] = {
  { "data", 0, 0, G_OPTION_ARG_FILENAME, &options.data,
    N_("folder with the four IDX files (the MNIST that comes along)"), "DIR" },
  { "threads", 0, 0, G_OPTION_ARG_STRING, &options.threads,
    N_("1 to 64; the weights do not depend on it (one a processor, at most 4)"), "N" },
  { "json", 0, 0, G_OPTION_ARG_NONE, &options.json, N_("one object of JSON"), NULL },
  { G_OPTION_REMAINING, 0, G_OPTION_FLAG_HIDDEN, G_OPTION_ARG_FILENAME_ARRAY, &options.files, NULL,
    NULL },
  { NULL },
};

static double
time_epoch (NnTraining *training)
{
  gint64 start = g_get_monotonic_time ();
  guint step = 0;

  while (!nn_training_step (training, NULL))
    if (++step % 32 == 0)
      cli_progress (_("batch %u of %u"), nn_training_get_place (training)->batch,
                    nn_training_get_place (training)->batches);
  return (double) (g_get_monotonic_time () - start) / G_USEC_PER_SEC;
}

static double
time_answers (NnTraining *training)
{
  gint64 start = g_get_monotonic_time ();

  nn_evaluation_unref (nn_training_evaluate (training, NULL, NULL));
  return (double) (g_get_monotonic_time () - start) / G_USEC_PER_SEC;
}

int
cli_benchmark (int    argc,
               char **argv)
{
  GError *error = NULL;
  NnTrainingSpec spec = nn_training_spec_default ();
  NnBackend backend;
  int threads;
  double epoch = G_MAXDOUBLE, answers = G_MAXDOUBLE;
  g_autoptr (NnDataset) dataset = NULL;
  g_autoptr (NnTraining) training = NULL;

  if (!cli_parse (argc, argv, NULL, _("Measures the speed of training and of answers."), NULL,
                  entries, &options.files, 0, &error)
      || !cli_parse_threads (options.threads, &threads, &error)
      || !cli_choose_backend (&backend, &error))
    return cli_fail ("benchmark", error);
  dataset = cli_open_dataset (options.data, &error);
  if (dataset == NULL)
    return cli_fail ("benchmark", error);

  training = nn_training_new (dataset, &spec, backend, threads);
  for (int i = 0; i < REPEATS; i++)
    {
      epoch = MIN (epoch, time_epoch (training));
      answers = MIN (answers, time_answers (training));
    }
  cli_progress_clear ();

  if (options.json)
    {
      g_autoptr (GString) line = g_string_new ("{");

      g_string_append_printf (line, "\"simd\":\"%s\",\"threads\":%d",
                              nn_backend_to_string (backend), threads);
      cli_append_json (line, "seconds_per_epoch", epoch);
      cli_append_json (line, "images_per_second", dataset->train.n / epoch);
      cli_append_json (line, "forward_seconds", answers);
      printf ("%s}\n", line->str);
    }
  else
    printf (_("%s, %d threads: %.3f s an epoch (%.0f images/s), %.3f s for %u answers\n"),
            nn_backend_to_string (backend), threads, epoch, dataset->train.n / epoch, answers,
            dataset->test.n);
  return cli_finish ("benchmark");
}
