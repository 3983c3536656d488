/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdio.h>

#include <glib/gi18n.h>

#include "cli/cli.h"

static struct
{
  char *data, *predictions;
  gboolean json;
  char **files;
} options;

static const GOptionEntry entries[] = {
  { "data", 0, 0, G_OPTION_ARG_FILENAME, &options.data,
    N_("folder with the four IDX files (the MNIST that comes along)"), "DIR" },
  { "predictions", 0, 0, G_OPTION_ARG_FILENAME, &options.predictions,
    N_("every answer as CSV: index,label,predicted,probability"), "FILE" },
  { "json", 0, 0, G_OPTION_ARG_NONE, &options.json, N_("one object of JSON"), NULL },
  { NULL },
};

static gboolean
write_predictions (const NnEvaluation *evaluation,
                   const guint8       *labels,
                   GError            **error)
{
  g_autoptr (GString) text = g_string_new ("index,label,predicted,probability\n");

  if (options.predictions == NULL)
    return TRUE;
  for (guint i = 0; i < evaluation->n; i++)
    {
      g_string_append_printf (text, "%u,%u,%u", i, labels[i], evaluation->predicted[i]);
      cli_append_csv (text, evaluation->probability[i]);
      g_string_append_c (text, '\n');
    }
  return cli_write (options.predictions, text, error);
}

static void
print_result (const NnEvaluation *evaluation)
{
  double accuracy = (double) evaluation->correct / evaluation->n;

  if (options.json)
    {
      g_autoptr (GString) line = g_string_new ("{");

      g_string_append_printf (line, "\"images\":%u,\"correct\":%u", evaluation->n,
                              evaluation->correct);
      cli_append_json (line, "accuracy", accuracy);
      cli_append_json (line, "loss", evaluation->loss);
      printf ("%s}\n", line->str);
    }
  else
    printf (_("%u of %u test images right: %.2f %%, loss %.4f\n"), evaluation->correct,
            evaluation->n, 100 * accuracy, evaluation->loss);
}

int
cli_evaluate (int    argc,
              char **argv)
{
  GError *error = NULL;
  NnModelInfo info;
  NnBackend backend;
  int threads;
  g_autoptr (NnNetwork) network = NULL;
  g_autoptr (NnDataset) dataset = NULL;
  g_autoptr (NnEngine) engine = NULL;
  g_autoptr (NnEvaluation) evaluation = NULL;

  if (!cli_parse (argc, argv, "FILE",
                  _("Counts the right answers of the network in FILE on the test images."),
                  _("FILE is a model or a run; a run speaks through its last moment."),
                  entries, &options.files, 1, &error)
      || !cli_parse_threads (NULL, &threads, &error)
      || !cli_choose_backend (&backend, &error)
      || !cli_check_outputs ((const char *const *) options.files, options.data,
                             (CliOutput[]) { { "--predictions", options.predictions }, { NULL } },
                             &error))
    return cli_fail ("evaluate", error);

  network = cli_load_model (options.files[0], &info, NULL, &error);
  dataset = network != NULL ? cli_open_dataset (options.data, &error) : NULL;
  if (dataset == NULL)
    return cli_fail ("evaluate", error);

  engine = nn_engine_new (nn_network_get_spec (network), backend, threads);
  evaluation = nn_evaluation_run (engine, network, dataset->test.pixels, dataset->test.labels,
                                  dataset->test.n, NULL, NULL);
  if (!write_predictions (evaluation, dataset->test.labels, &error))
    return cli_fail ("evaluate", error);
  print_result (evaluation);
  return cli_finish ("evaluate");
}
