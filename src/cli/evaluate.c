/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdio.h>

#include <glib/gi18n.h>

#include "cli/cli.h"
#include "export/nn-our-digits.h"

static struct
{
  char *data, *digits, *prepare, *predictions;
  gboolean json;
  char **files;
} options;

static const GOptionEntry entries[] = {
  { "data", 0, 0, G_OPTION_ARG_FILENAME, &options.data,
    N_("folder with the four IDX files (the MNIST that comes along)"), "DIR" },
  { "digits", 0, 0, G_OPTION_ARG_FILENAME, &options.digits,
    N_("instead, a folder of digits that a class has drawn (0007-3-Ada.png …)"), "DIR" },
  { "prepare", 0, 0, G_OPTION_ARG_STRING, &options.prepare,
    N_("how those are made ready: raw, centred or boxed (boxed, as MNIST)"), "HOW" },
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

/* The images to be read, and whoever owns them. */
typedef struct
{
  NnDataset *dataset;             /* NULL: the images are of their own */
  NnImages images;
} Set;

static void
set_clear (Set *set)
{
  if (set->dataset == NULL)
    {
      g_free (set->images.pixels);
      g_free (set->images.labels);
    }
  g_clear_pointer (&set->dataset, nn_dataset_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Set, set_clear)

static gboolean
check_options (NnDigitWay *way,
               GError    **error)
{
  static const char *const ways[] = { "raw", "centred", "boxed", NULL };
  int choice = NN_DIGIT_BOXED;

  if (!cli_parse_choice (options.prepare, "--prepare", ways, &choice, error))
    return FALSE;
  *way = (NnDigitWay) choice;
  if (options.digits != NULL && options.data != NULL)
    g_set_error_literal (error, CLI_USAGE_ERROR, 0,
                         _("expected --data or --digits, found both"));
  else if (options.digits == NULL && options.prepare != NULL)
    g_set_error_literal (error, CLI_USAGE_ERROR, 0, _("--prepare is for --digits"));
  else
    return TRUE;
  return FALSE;
}

static gboolean
open_set (Set       *set,
          NnDigitWay way,
          GError   **error)
{
  g_autoptr (NnOurDigits) digits = NULL;

  if (options.digits == NULL)
    {
      set->dataset = cli_open_dataset (options.data, error);
      if (set->dataset != NULL)
        set->images = set->dataset->test;
      return set->dataset != NULL;
    }
  digits = nn_our_digits_open (options.digits, error);
  if (digits == NULL)
    return FALSE;
  if (nn_our_digits_count (digits) == 0)
    {
      g_set_error (error, G_FILE_ERROR, G_FILE_ERROR_NOENT, _("%s: there is no digit in it"),
                   options.digits);
      return FALSE;
    }
  nn_our_digits_dup_images (digits, way, &set->images);
  return TRUE;
}

int
cli_evaluate (int    argc,
              char **argv)
{
  GError *error = NULL;
  NnModelInfo info;
  NnDigitWay way;
  NnBackend backend;
  int threads;
  g_autoptr (NnNetwork) network = NULL;
  g_auto (Set) set = { 0 };
  g_autoptr (NnEngine) engine = NULL;
  g_autoptr (NnEvaluation) evaluation = NULL;

  if (!cli_parse (argc, argv, "FILE",
                  _("Counts the right answers of the network in FILE on the test images."),
                  _("FILE is a model or a run; a run speaks through its last moment."),
                  entries, &options.files, 1, &error)
      || !check_options (&way, &error)
      || !cli_parse_threads (NULL, &threads, &error)
      || !cli_choose_backend (&backend, &error)
      || !cli_check_outputs ((const char *const *) options.files, options.data,
                             (CliOutput[]) { { "--predictions", options.predictions }, { NULL } },
                             &error))
    return cli_fail ("evaluate", error);

  network = cli_load_model (options.files[0], &info, NULL, &error);
  if (network == NULL || !open_set (&set, way, &error))
    return cli_fail ("evaluate", error);

  engine = nn_engine_new (nn_network_get_spec (network), backend, threads);
  evaluation = nn_evaluation_run (engine, network, set.images.pixels, set.images.labels,
                                  set.images.n, NULL, NULL);
  if (!write_predictions (evaluation, set.images.labels, &error))
    return cli_fail ("evaluate", error);
  print_result (evaluation);
  return cli_finish ("evaluate");
}
