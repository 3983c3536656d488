/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdio.h>

#include <glib/gi18n.h>

#include "base/nn-file.h"
#include "cli/cli-picture.h"
#include "export/nn-invariance-view.h"
#include "session/nn-model-file.h"

static struct
{
  char *probe, *output, *format, *language, *data;
  gboolean json;
  char **files;
} options;

static const GOptionEntry entries[] = {
  { "probe", 0, 0, G_OPTION_ARG_FILENAME, &options.probe,
    N_("what the network looks at: test:INDEX, counted from 0, or a PNG (test:0)"), "PROBE" },
  { "output", 0, 0, G_OPTION_ARG_FILENAME, &options.output, N_("the file to write"), "PATH" },
  { "format", 0, 0, G_OPTION_ARG_STRING, &options.format,
    N_("png, svg or pdf (after the name of the output, else png)"), "NAME" },
  { "language", 0, 0, G_OPTION_ARG_STRING, &options.language,
    N_("of the words in the picture, whatever the desktop's: en or fr (en)"), "NAME" },
  { "data", 0, 0, G_OPTION_ARG_FILENAME, &options.data,
    N_("folder with the four IDX files (the MNIST that comes along)"), "DIR" },
  { "json", 0, 0, G_OPTION_ARG_NONE, &options.json,
    N_("print distances and probabilities as one object of JSON"), NULL },
  { G_OPTION_REMAINING, 0, G_OPTION_FLAG_HIDDEN, G_OPTION_ARG_FILENAME_ARRAY, &options.files, NULL,
    NULL },
  { NULL },
};

static gboolean
parse (int      *language,
       NnFormat *format,
       GError  **error)
{
  static const char *const languages[] = { "en", "fr", NULL };

  if (!cli_parse_choice (options.language, "--language", languages, language, error))
    return FALSE;
  if (options.output == NULL)
    return options.json || cli_require (NULL, "--output", "PATH", error);
  return cli_parse_format (options.format, options.output, format, error);
}

static void
append_point (GString            *line,
              const NnNetwork    *network,
              const NnInvariance *invariance,
              NnSweep             sweep,
              int                 i)
{
  const NnInvarianceCurve *curve = &invariance->curves[sweep];
  const NnLayer *layers = nn_network_get_layers (network, NULL);

  g_string_append_c (line, '{');
  cli_append_json (line, "x", (double) curve->x[i]);
  for (int d = 0; d < NN_N_DISTANCES; d++)
    cli_append_json (line, layers[invariance->layers[d]].name, (double) curve->distance[d][i]);
  cli_append_json (line, "probability", (double) curve->probability[i]);
  g_string_append_printf (line, ",\"best\":%u}", curve->best[i]);
}

static void
print_json (const NnNetwork    *network,
            const NnInvariance *invariance)
{
  const NnLayer *layers = nn_network_get_layers (network, NULL);
  g_autoptr (GString) line = g_string_new ("{");

  g_string_append_printf (line, "\"label\":%d,\"length\":{", invariance->label);
  for (int d = 0; d < NN_N_DISTANCES; d++)
    cli_append_json (line, layers[invariance->layers[d]].name, (double) invariance->norm[d]);
  g_string_append_c (line, '}');
  for (NnSweep sweep = 0; sweep < NN_N_SWEEPS; sweep++)
    {
      g_string_append_printf (line, ",\"%s\":[", nn_sweep_to_string (sweep));
      for (int i = 0; i < invariance->curves[sweep].n; i++)
        {
          if (i > 0)
            g_string_append_c (line, ',');
          append_point (line, network, invariance, sweep, i);
        }
      g_string_append_c (line, ']');
    }
  printf ("%s}\n", line->str);
}

static gboolean
write_picture (const NnInvariance   *invariance,
               const NnNetwork      *network,
               const NnModelInfo    *info,
               NnProbe              *probe,
               const char           *language,
               NnFormat              format,
               GError              **error)
{
  NnPlace place = { .update = info->update, .epoch = info->epoch };
  g_autoptr (GBytes) bytes = NULL;
  gconstpointer data;
  gsize size;

  if (options.output == NULL)
    return TRUE;
  bytes = nn_invariance_view_serialize (invariance, network, &info->spec, &place, probe, language,
                                        format, error);
  if (bytes == NULL)
    return FALSE;
  data = g_bytes_get_data (bytes, &size);
  return nn_file_replace (options.output, data, size, error);
}

static gboolean
run (const char *language,
     NnFormat    format,
     NnBackend   backend,
     GError    **error)
{
  NnModelInfo info;
  g_autoptr (NnNetwork) network = nn_model_load (options.files[0], &info, error);
  g_autoptr (NnProbe) probe = NULL;
  g_autoptr (NnActivations) activations = NULL;
  g_autoptr (NnEngine) engine = NULL;
  g_autoptr (NnInvariance) invariance = NULL;

  if (network == NULL
      || !cli_look (options.probe, options.data, network, backend, &probe, &activations, error))
    return FALSE;
  engine = nn_engine_new (nn_network_get_spec (network), backend, 1);
  invariance = nn_invariance_run (engine, network, nn_tensor_get_data (activations->layers[0]),
                                  probe->label, NULL, NULL);
  if (!write_picture (invariance, network, &info, probe, language, format, error))
    return FALSE;
  if (options.json)
    print_json (network, invariance);
  return TRUE;
}

int
cli_invariance (int    argc,
                char **argv)
{
  static const char *const languages[] = { "en", "fr" };
  GError *error = NULL;
  NnFormat format = NN_FORMAT_PNG;
  NnBackend backend;
  int language = 0;

  if (!cli_parse (argc, argv, "FILE",
                  _("Shows how far the network in FILE moves its picture of a digit when the digit "
                    "is shifted, scaled or turned."), NULL, entries, &options.files, 1, &error)
      || !parse (&language, &format, &error)
      || !cli_choose_backend (&backend, &error)
      || !cli_check_writable (options.output, &error)
      || !run (languages[language], format, backend, &error))
    return cli_fail ("invariance", error);
  return cli_finish ("invariance");
}
