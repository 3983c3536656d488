/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdio.h>

#include <glib/gi18n.h>

#include "cli/cli-picture.h"
#include "export/nn-invariance-view.h"

static CliPicture picture = { .has = CLI_HAS_PROBE | CLI_HAS_DATA | CLI_HAS_JSON };

static const GOptionEntry entries[] = {
  { "json", 0, 0, G_OPTION_ARG_NONE, &picture.json,
    N_("print distances and probabilities as one object of JSON"), NULL },
  { NULL },
};

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
               GError              **error)
{
  NnPlace place = { .update = info->update, .epoch = info->epoch };
  g_autoptr (GBytes) bytes = NULL;

  if (picture.output == NULL)
    return TRUE;
  bytes = nn_invariance_view_serialize (invariance, network, &info->spec, &place, probe,
                                        picture.language, picture.format, error);
  return bytes != NULL && cli_write_picture (&picture, bytes, error);
}

static gboolean
run (NnBackend backend,
     GError  **error)
{
  NnModelInfo info;
  g_autoptr (NnNetwork) network = cli_load_model (picture.files[0], &info, NULL, error);
  g_autoptr (NnProbe) probe = NULL;
  g_autoptr (NnActivations) activations = NULL;
  g_autoptr (NnEngine) engine = NULL;
  g_autoptr (NnInvariance) invariance = NULL;

  if (network == NULL
      || !cli_look (&picture, network, backend, &probe, &activations, error))
    return FALSE;
  engine = nn_engine_new (nn_network_get_spec (network), backend, 1);
  invariance = nn_invariance_run (engine, network, nn_tensor_get_data (activations->layers[0]),
                                  probe->label, NULL, NULL);
  if (!write_picture (invariance, network, &info, probe, error))
    return FALSE;
  if (picture.json)
    print_json (network, invariance);
  return TRUE;
}

int
cli_invariance (int    argc,
                char **argv)
{
  GError *error = NULL;
  NnBackend backend;

  if (!cli_picture_parse (&picture, argc, argv, "FILE",
                          _("Shows how far the network in FILE moves its picture of a digit when "
                            "the digit is shifted, scaled or turned."), NULL, entries, &error)
      || !cli_choose_backend (&backend, &error)
      || !run (backend, &error))
    return cli_fail ("invariance", error);
  return cli_finish ("invariance");
}
