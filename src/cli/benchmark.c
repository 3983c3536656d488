/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdio.h>

#include <glib/gi18n.h>

#include "cli/cli.h"
#include "nn/nn-profile.h"
#include "session/nn-training.h"

#define REPEATS 3

static struct
{
  char *data, *model, *threads;
  gboolean json;
  char **files;
} options;

static const GOptionEntry entries[] = {
  { "data", 0, 0, G_OPTION_ARG_FILENAME, &options.data,
    N_("folder with the four IDX files (the MNIST that comes along)"), "DIR" },
  { "model", 0, 0, G_OPTION_ARG_STRING, &options.model,
    N_("lenet, or mlp: its fully connected rival with as many parameters (lenet)"), "NAME" },
  { "threads", 0, 0, G_OPTION_ARG_STRING, &options.threads,
    N_("1 to 64; the weights do not depend on it (one a processor, at most 4)"), "N" },
  { "json", 0, 0, G_OPTION_ARG_NONE, &options.json, N_("one object of JSON"), NULL },
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

/* ---- shares of time, of an epoch of its own ---- */

static double
sum_layer (const NnProfile *profile,
           int              l)
{
  double sum = 0;

  for (int phase = 0; phase < NN_PHASES; phase++)
    sum += profile->layers[l][phase];
  return sum;
}

static void
append_shares (GString         *line,
               const NnProfile *profile,
               const NnLayer   *layers,
               int              n_layers)
{
  static const char *const keys[NN_PHASES] = { "forward", "loss", "backward", "update" };

  g_string_append (line, ",\"layers\":[");
  for (int l = 0; l < n_layers; l++)
    {
      double sum = sum_layer (profile, l);

      if (sum <= 0)               /* a pooling layer inside its convolution */
        continue;
      g_string_append_printf (line, "%s{\"layer\":\"%s\"", l > 0 ? "," : "", layers[l].name);
      cli_append_json (line, "share", sum / profile->total);
      for (int phase = 0; phase < NN_PHASES; phase++)
        if (profile->layers[l][phase] > 0)
          cli_append_json (line, keys[phase], profile->layers[l][phase] / profile->total);
      g_string_append_c (line, '}');
    }
  g_string_append_c (line, ']');
  cli_append_json (line, "rest_share", profile->rest / profile->total);
}

static void
print_share (const char *title,
             double      seconds,
             double      total)
{
  printf ("  %-10s %5.1f %%\n", title, 100 * seconds / total);
}

static void
print_shares (const NnProfile *profile,
              const NnLayer   *layers,
              int              n_layers)
{
  printf ("%s\n", _("Share of an epoch's time by layer:"));
  for (int l = 0; l < n_layers; l++)
    if (sum_layer (profile, l) > 0)
      print_share (layers[l].title, sum_layer (profile, l), profile->total);
  print_share (_("Rest"), profile->rest, profile->total);
}

typedef struct
{
  NnBackend backend;
  int threads;
  double epoch, answers;          /* seconds, the best of REPEATS */
  NnProfile profile;
} Result;

static void
measure (Result     *result,
         NnTraining *training)
{
  NnEngine *engine = nn_training_get_engine (training);

  result->epoch = result->answers = G_MAXDOUBLE;
  for (int i = 0; i < REPEATS; i++)
    {
      result->epoch = MIN (result->epoch, time_epoch (training));
      result->answers = MIN (result->answers, time_answers (training));
    }
  nn_engine_start_profile (engine);
  time_epoch (training);
  nn_engine_end_profile (engine, &result->profile);
  cli_progress_clear ();
}

static void
report (const Result    *result,
        const NnNetwork *network,
        const NnDataset *dataset)
{
  const char *simd = nn_backend_to_string (result->backend);
  g_autofree char *model = nn_network_spec_to_string (nn_network_get_spec (network));
  int n_layers;
  const NnLayer *layers = nn_network_get_layers (network, &n_layers);

  if (options.json)
    {
      g_autoptr (GString) line = g_string_new ("{");

      g_string_append_printf (line, "\"model\":\"%s\",\"simd\":\"%s\",\"threads\":%d", model,
                              simd, result->threads);
      cli_append_json (line, "seconds_per_epoch", result->epoch);
      cli_append_json (line, "images_per_second", dataset->train.n / result->epoch);
      cli_append_json (line, "forward_images", dataset->test.n);
      cli_append_json (line, "forward_seconds", result->answers);
      append_shares (line, &result->profile, layers, n_layers);
      printf ("%s}\n", line->str);
      return;
    }
  printf (_("%s, %s, %d threads: %.3f s an epoch (%.0f images/s), %.3f s for %u answers\n"), model,
          simd, result->threads, result->epoch, dataset->train.n / result->epoch,
          result->answers, dataset->test.n);
  print_shares (&result->profile, layers, n_layers);
}

static gboolean
parse (int             argc,
       char          **argv,
       Result         *result,
       NnTrainingSpec *spec,
       GError        **error)
{
  static const char *const models[] = { "lenet", "mlp", NULL };
  int model = 0;

  if (!cli_parse (argc, argv, NULL, _("Measures the speed of training and of answers."),
                  _("With --json: model, simd, threads; seconds_per_epoch, images_per_second and "
                    "forward_seconds (the best of three), for forward_images test images; layers: "
                    "of each its share of the threads' time, and of it forward, loss, backward "
                    "and update (an epoch of its own; pooling counts in its convolution); "
                    "rest_share (waiting, order of the images, sums)."),
                  entries, &options.files, 0, error)
      || !cli_parse_threads (options.threads, &result->threads, error)
      || !cli_parse_choice (options.model, "--model", models, &model, error)
      || !cli_choose_backend (&result->backend, error))
    return FALSE;
  if (model == 1)
    {
      g_autoptr (NnNetwork) lenet = nn_network_new (&spec->network);

      spec->network = nn_network_spec_rival (nn_network_count_parameters (lenet));
    }
  return TRUE;
}

int
cli_benchmark (int    argc,
               char **argv)
{
  GError *error = NULL;
  NnTrainingSpec spec = nn_training_spec_default ();
  Result result = { 0 };
  g_autoptr (NnDataset) dataset = NULL;
  g_autoptr (NnTraining) training = NULL;

  if (!parse (argc, argv, &result, &spec, &error))
    return cli_fail ("benchmark", error);
  dataset = cli_open_dataset (options.data, &error);
  if (dataset == NULL)
    return cli_fail ("benchmark", error);

  training = nn_training_new (dataset, &spec, result.backend, result.threads);
  measure (&result, training);
  report (&result, nn_training_get_network (training), dataset);
  return cli_finish ("benchmark");
}
