/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <inttypes.h>
#include <math.h>
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include <glib/gi18n.h>

#include "base/nn-file.h"
#include "cli/cli.h"
#include "export/nn-comparison-view.h"

#define MAX_EPOCHS 1000
#define MAX_SEEDS 1000
#define PROGRESS_INTERVAL (G_USEC_PER_SEC / 10)

static struct
{
  char *epochs, *seeds, *experiment, *rival, *data, *threads, *output, *language;
  gboolean json;
  char **files;                   /* none is allowed */
} options;

static const GOptionEntry entries[] = {
  { "epochs", 0, 0, G_OPTION_ARG_STRING, &options.epochs, N_("1 to 1000 (10)"), "N" },
  { "seeds", 0, 0, G_OPTION_ARG_STRING, &options.seeds,
    N_("how many seeds to take the mean of, from 1 on; 1 to 1000 (3)"), "N" },
  { "experiment", 0, 0, G_OPTION_ARG_STRING, &options.experiment,
    N_("shuffle (one permutation of the pixels for all images), shift (test digits moved by -6 to "
       "6 pixels), noise (on test digits), less (training images)"), "NAME" },
  { "rival", 0, 0, G_OPTION_ARG_STRING, &options.rival,
    N_("widths of the rival, up to four hidden layers between 784 and 10 (784-70-84-10, which has "
       "about as many parameters as LeNet)"), "WIDTHS" },
  { "data", 0, 0, G_OPTION_ARG_FILENAME, &options.data,
    N_("folder with the four IDX files (the MNIST that comes along)"), "DIR" },
  { "threads", 0, 0, G_OPTION_ARG_STRING, &options.threads,
    N_("1 to 64; the weights do not depend on it (one a processor, at most 4)"), "N" },
  { "output", 0, 0, G_OPTION_ARG_FILENAME, &options.output,
    N_("folder for comparison.png, .svg, .pdf, .csv and .json; made if it is not there"), "DIR" },
  { "language", 0, 0, G_OPTION_ARG_STRING, &options.language,
    N_("of the words in the picture, whatever the desktop's: en or fr (en)"), "NAME" },
  { "json", 0, 0, G_OPTION_ARG_NONE, &options.json, N_("print one object of JSON"), NULL },
  { NULL },
};

/* What the options ask for, and how far it is. */
typedef struct
{
  NnComparisonSpec spec;
  guint seeds;
  int threads, language;
  NnBackend backend;
  guint64 updates, done;          /* over all seeds; done: in the seeds before */
  gint64 progress_time;
} Plan;

static const char *const languages[] = { "en", "fr", NULL };

/* As it is called here, and as model files call it. */
static gboolean
parse_rival (const char    *text,
             NnNetworkSpec *rival,
             GError       **error)
{
  g_autofree char *name = NULL;

  if (text == NULL)
    return TRUE;
  name = g_strconcat (g_str_has_prefix (text, "mlp-") ? "" : "mlp-", text, NULL);
  if (nn_network_spec_from_string (rival, name))
    return TRUE;
  g_set_error (error, CLI_USAGE_ERROR, 0,
               _("--rival: expected widths of 1 to 4096, such as 784-70-84-10, with up to four "
                 "between 784 and 10, found “%s”"), text);
  return FALSE;
}

static gboolean
parse_plan (Plan    *plan,
            GError **error)
{
  static const char *const experiments[] = { "none", "shuffle", "shift", "noise", "less", NULL };
  guint64 epochs = 10, seeds = 3;
  int experiment = NN_EXPERIMENT_NONE;

  if (!cli_parse_uint (options.epochs, "--epochs", 1, MAX_EPOCHS, &epochs, error)
      || !cli_parse_uint (options.seeds, "--seeds", 1, MAX_SEEDS, &seeds, error)
      || !cli_parse_choice (options.experiment, "--experiment", experiments, &experiment, error)
      || !parse_rival (options.rival, &plan->spec.rival, error)
      || !cli_parse_choice (options.language, "--language", languages, &plan->language, error)
      || !cli_parse_threads (options.threads, &plan->threads, error)
      || !cli_choose_backend (&plan->backend, error))
    return FALSE;
  plan->spec.training = nn_training_spec_default ();
  plan->spec.epochs = (guint) epochs;
  plan->spec.experiment = (NnExperiment) experiment;
  plan->seeds = (guint) seeds;
  return TRUE;
}

static gboolean
tick_cb (const NnPlace *place,
         gpointer       data)
{
  Plan *plan = data;
  gint64 now = g_get_monotonic_time ();

  if (now - plan->progress_time >= PROGRESS_INTERVAL)
    {
      plan->progress_time = now;
      cli_progress (_("%.0f %% of %u seeds"),
                    100.0 * (double) (plan->done + place->update) / (double) plan->updates,
                    plan->seeds);
    }
  return !cli_is_interrupted (NULL);
}

static void
append_spread (GString    *text,
               const char *key,
               NnSpread    spread)
{
  g_string_append_printf (text, ",\"%s\":{", key);
  cli_append_json (text, "mean", spread.mean);
  cli_append_json (text, "spread", spread.spread);
  g_string_append_c (text, '}');
}

static void
append_model (GString            *text,
              const NnComparison *comparison,
              NnRacer             racer)
{
  g_autofree char *name = nn_comparison_name (comparison, racer);
  NnSpread accuracy = nn_comparison_accuracy (comparison, racer);

  g_string_append_printf (text, "{\"name\":\"%s\",\"parameters\":%" G_GSIZE_FORMAT
                          ",\"multiply_adds\":%" G_GSIZE_FORMAT, name,
                          comparison->parameters[racer], comparison->macs[racer]);
  cli_append_json (text, "seconds_per_epoch", nn_comparison_seconds (comparison, racer));
  append_spread (text, "test_accuracy", accuracy);
  cli_append_json (text, "mistakes", (1 - accuracy.mean) * comparison->dataset->test.n);
  cli_append_json (text, "alone_right", nn_comparison_alone (comparison, racer));
  g_string_append (text, ",\"accuracies\":[");
  for (guint i = 0; i < comparison->heats->len; i++)
    {
      const NnHeat *heat = comparison->heats->pdata[i];

      g_string_append_printf (text, "%s{\"seed\":%" PRIu64, i > 0 ? "," : "", heat->seed);
      cli_append_json (text, "test_accuracy",
                       (double) heat->answers[racer]->correct / heat->answers[racer]->n);
      g_string_append_c (text, '}');
    }
  g_string_append (text, "]}");
}

/* One object, without a line's end. (transfer full) */
static GString *
write_json (const NnComparison *comparison)
{
  GString *text = g_string_new ("{");

  g_string_append_printf (text, "\"epochs\":%u,\"seeds\":%u,\"experiment\":\"%s\",\"models\":[",
                          comparison->spec.epochs, comparison->heats->len,
                          nn_experiment_to_string (comparison->spec.experiment));
  for (NnRacer racer = 0; racer < NN_N_RACERS; racer++)
    {
      if (racer > 0)
        g_string_append_c (text, ',');
      append_model (text, comparison, racer);
    }
  g_string_append (text, "],\"points\":[");
  for (int i = 0; i < comparison->n_points; i++)
    {
      g_string_append (text, i > 0 ? ",{" : "{");
      cli_append_json (text, "x", comparison->x[i]);
      append_spread (text, "lenet", nn_comparison_point (comparison, NN_RACER_LENET, i));
      append_spread (text, "rival", nn_comparison_point (comparison, NN_RACER_RIVAL, i));
      g_string_append_c (text, '}');
    }
  g_string_append (text, "]}");
  return text;
}

/* "98.95 % ± 0.08" (transfer full) */
static char *
write_spread (NnSpread spread)
{
  return isnan (spread.spread) ? g_strdup_printf ("%.2f %%", 100 * spread.mean)
                               : g_strdup_printf ("%.2f %% ± %.2f", 100 * spread.mean,
                                                  100 * spread.spread);
}

/* Left column, then two to the right; g_print's field widths would count bytes. */
static void
print_row (const char *label,
           const char *lenet,
           const char *rival)
{
  const int widths[] = { 28, 20, 20 };
  int label_room = widths[0] - (int) g_utf8_strlen (label, -1);
  int lenet_room = widths[1] - (int) g_utf8_strlen (lenet, -1);
  int rival_room = widths[2] - (int) g_utf8_strlen (rival, -1);

  printf ("%s%*s%*s%s%*s%s\n", label, MAX (label_room, 1), "", MAX (lenet_room, 1), "", lenet,
          MAX (rival_room, 1), "", rival);
}

static void
print_numbers (const char *label,
               double      lenet,
               double      rival,
               int         decimals)
{
  g_autofree char *left = g_strdup_printf ("%.*f", decimals, lenet);
  g_autofree char *right = g_strdup_printf ("%.*f", decimals, rival);

  print_row (label, left, right);
}

static void
print_spreads (const char *label,
               NnSpread    lenet,
               NnSpread    rival)
{
  g_autofree char *left = write_spread (lenet);
  g_autofree char *right = write_spread (rival);

  print_row (label, left, right);
}

/* What a point of the experiment is called. (transfer full) */
static char *
point_label (NnExperiment experiment,
             double       x)
{
  switch (experiment)
    {
    case NN_EXPERIMENT_SHUFFLE:
      return g_strdup (x > 0 ? _("pixels shuffled") : _("pixels in order"));
    case NN_EXPERIMENT_SHIFT:
      return g_strdup_printf (_("shifted by %+.0f pixels"), x);
    case NN_EXPERIMENT_NOISE:
      return g_strdup_printf (_("noise of %.1f"), x);
    case NN_EXPERIMENT_LESS:
      return g_strdup_printf (_("%.0f training images"), x);
    case NN_EXPERIMENT_NONE:
      break;
    }
  g_assert_not_reached ();
}

static void
print_table (const NnComparison *comparison)
{
  g_autofree char *rival = nn_comparison_name (comparison, NN_RACER_RIVAL);
  NnSpread accuracy[NN_N_RACERS];
  double alone[NN_N_RACERS], seconds[NN_N_RACERS], mistakes[NN_N_RACERS];

  for (NnRacer racer = 0; racer < NN_N_RACERS; racer++)
    {
      accuracy[racer] = nn_comparison_accuracy (comparison, racer);
      mistakes[racer] = (1 - accuracy[racer].mean) * comparison->dataset->test.n;
      alone[racer] = nn_comparison_alone (comparison, racer);
      seconds[racer] = nn_comparison_seconds (comparison, racer);
    }
  print_row ("", "lenet", rival);
  print_numbers (_("parameters"), (double) comparison->parameters[0],
                 (double) comparison->parameters[1], 0);
  print_numbers (_("multiply-adds an image"), (double) comparison->macs[0],
                 (double) comparison->macs[1], 0);
  print_numbers (_("seconds an epoch"), seconds[0], seconds[1], 2);
  print_spreads (_("test accuracy"), accuracy[0], accuracy[1]);
  print_numbers (_("mistakes"), mistakes[0], mistakes[1], 1);
  print_numbers (_("alone in being right"), alone[0], alone[1], 1);
  if (comparison->n_points > 0)
    putchar ('\n');
  for (int i = 0; i < comparison->n_points; i++)
    {
      g_autofree char *label = point_label (comparison->spec.experiment, comparison->x[i]);

      print_spreads (label, nn_comparison_point (comparison, NN_RACER_LENET, i),
                     nn_comparison_point (comparison, NN_RACER_RIVAL, i));
    }
}

static gboolean
write_files (const NnComparison *comparison,
             const char         *language,
             GError            **error)
{
  g_autofree char *csv = NULL, *csv_path = NULL, *json_path = NULL;
  g_autoptr (GString) json = NULL;

  if (options.output == NULL)
    return TRUE;
  for (NnFormat format = NN_FORMAT_PNG; format <= NN_FORMAT_PDF; format++)
    {
      g_autofree char *name = g_strconcat ("comparison.", nn_format_to_string (format), NULL);
      g_autofree char *path = g_build_filename (options.output, name, NULL);
      g_autoptr (GBytes) bytes = nn_comparison_view_serialize (comparison, language, format, error);

      if (bytes == NULL || !nn_file_replace (path, g_bytes_get_data (bytes, NULL),
                                             g_bytes_get_size (bytes), error))
        return FALSE;
    }
  csv = nn_comparison_to_csv (comparison);
  csv_path = g_build_filename (options.output, "comparison.csv", NULL);
  json = write_json (comparison);
  g_string_append_c (json, '\n');
  json_path = g_build_filename (options.output, "comparison.json", NULL);
  return nn_file_replace (csv_path, csv, strlen (csv), error)
         && nn_file_replace (json_path, json->str, json->len, error);
}

/* The folder, and that the files can be made in it: before the work, not after it. */
static gboolean
prepare_output (GError **error)
{
  static const char *const endings[] = { "png", "svg", "pdf", "csv", "json" };
  CliOutput outputs[G_N_ELEMENTS (endings) + 1] = { { NULL } };
  g_auto (GStrv) paths = NULL;
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  if (options.output == NULL)
    return TRUE;
  if (g_mkdir_with_parents (options.output, 0777) != 0)
    {
      g_set_error (error, G_FILE_ERROR, g_file_error_from_errno (errno),
                   _("%s: expected a folder that can be made: %s"), options.output,
                   g_strerror (errno));
      return FALSE;
    }
  for (gsize i = 0; i < G_N_ELEMENTS (endings); i++)
    {
      g_autofree char *path = g_strdup_printf ("%s/comparison.%s", options.output, endings[i]);

      g_strv_builder_add (builder, path);
    }
  paths = g_strv_builder_end (builder);
  for (gsize i = 0; i < G_N_ELEMENTS (endings); i++)
    outputs[i] = (CliOutput) { "--output", paths[i] };
  return cli_check_outputs (NULL, options.data, outputs, error);
}

/* As many heats as there are seeds; an interrupted one leaves those before it. */
static void
run (Plan         *plan,
     NnComparison *comparison)
{
  guint64 heat = nn_comparison_count_updates (comparison);

  plan->updates = heat * plan->seeds;
  for (guint i = 0; i < plan->seeds; i++)
    {
      plan->done = heat * i;
      if (!nn_comparison_add_heat (comparison, plan->backend, plan->threads, tick_cb, plan))
        break;
    }
  cli_progress_clear ();
}

int
cli_compare (int    argc,
             char **argv)
{
  GError *error = NULL;
  Plan plan = { 0 };
  g_autoptr (NnDataset) dataset = NULL;
  g_autoptr (NnComparison) comparison = NULL;
  int status;

  if (!cli_parse (argc, argv, NULL, _("Trains LeNet and a fully connected net of as many parameters "
                                      "from the same seeds on the same batches, and compares them."),
                  _("Of two trainings a seed (--experiment shuffle and less) the table shows the "
                    "last: with shuffled pixels, on all images. Ctrl-C shows the seeds that were "
                    "finished."),
                  entries, &options.files, 0, &error)
      || !parse_plan (&plan, &error) || !prepare_output (&error)
      || (dataset = cli_open_dataset (options.data, &error)) == NULL)
    return cli_fail ("compare", error);

  cli_catch_interrupt ();
  comparison = nn_comparison_new (dataset, &plan.spec);
  run (&plan, comparison);
  if (comparison->heats->len == 0)
    return CLI_INTERRUPTED;
  if (!write_files (comparison, languages[plan.language], &error))
    return cli_fail ("compare", error);
  if (options.json)
    {
      g_autoptr (GString) json = write_json (comparison);

      printf ("%s\n", json->str);
    }
  else
    print_table (comparison);
  status = cli_finish ("compare");
  return cli_is_interrupted (NULL) ? CLI_INTERRUPTED : status;
}
