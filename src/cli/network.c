/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdio.h>

#include <glib/gi18n.h>

#include "cli/cli-picture.h"
#include "export/nn-keras-code.h"
#include "export/nn-network-view.h"

static char *network_name;

static CliPicture picture = {
  .has = CLI_HAS_PROBE | CLI_HAS_COLORS | CLI_HAS_DATA | CLI_HAS_JSON,
  .optional = TRUE,
};

/* Like --json elsewhere: printed, so that there need be no picture. */
static const GOptionEntry entries[] = {
  { "network", 0, 0, G_OPTION_ARG_STRING, &network_name,
    N_("without FILE: lenet, or its rival by its widths, such as mlp-784-70-84-10 (lenet)"), "NAME" },
  { "keras", 0, 0, G_OPTION_ARG_NONE, &picture.json, N_("print it as a program for Keras"), NULL },
  { NULL },
};

/* The network that has no weights yet. */
static gboolean
parse_network (NnNetwork **network,
               GError    **error)
{
  NnNetworkSpec spec = nn_training_spec_default ().network;

  if (network_name != NULL && picture.files != NULL)
    {
      g_set_error (error, CLI_USAGE_ERROR, 0, _("--network: expected no FILE with it, found “%s”"),
                   picture.files[0]);
      return FALSE;
    }
  if (network_name != NULL && !nn_network_spec_from_string (&spec, network_name))
    {
      g_set_error (error, CLI_USAGE_ERROR, 0,
                   _("--network: expected lenet or mlp-784-…-10, found “%s”"), network_name);
      return FALSE;
    }
  if (picture.files == NULL)
    *network = nn_network_new (&spec);
  return TRUE;
}

static gboolean
write_picture (const NnNetwork   *network,
               const NnModelInfo *info,   /* NULL: it has no weights */
               NnBackend          backend,
               GError           **error)
{
  const NnNetworkView view = { picture.colors, picture.language };
  g_autoptr (NnProbe) probe = NULL;
  g_autoptr (NnActivations) activations = NULL;
  g_autoptr (GBytes) bytes = NULL;
  NnPlace place = { 0 };

  if (picture.output == NULL)
    return TRUE;
  if (info != NULL)
    {
      if (!cli_look (&picture, network, backend, &probe, &activations, error))
        return FALSE;
      place.update = info->update;
      place.epoch = info->epoch;
    }
  bytes = nn_network_view_serialize (&view, network, info != NULL ? &info->spec : NULL, &place,
                                     activations, probe, picture.format, error);
  return bytes != NULL && cli_write_picture (&picture, bytes, error);
}

static gboolean
run (NnNetwork *plain,
     NnBackend  backend,
     GError   **error)
{
  g_autoptr (NnNetwork) network = plain;
  NnModelInfo info;

  if (network == NULL)
    network = cli_load_model (picture.files[0], &info, NULL, error);
  if (network == NULL
      || !write_picture (network, picture.files != NULL ? &info : NULL, backend, error))
    return FALSE;
  if (picture.json)
    {
      g_autofree char *code = nn_keras_code (network);

      fputs (code, stdout);
    }
  return TRUE;
}

int
cli_network (int    argc,
             char **argv)
{
  GError *error = NULL;
  NnNetwork *plain = NULL;
  NnBackend backend;

  if (!cli_picture_parse (&picture, argc, argv, "[FILE]",
                          _("Draws the network in FILE with the maps that a probe gives, or an "
                            "untrained one with empty planes, in the manner of LeCun, Bottou, "
                            "Bengio and Haffner, 1998."), NULL, entries, &error)
      || !parse_network (&plain, &error)
      || !cli_choose_backend (&backend, &error)
      || !run (plain, backend, &error))
    return cli_fail ("network", error);
  return cli_finish ("network");
}
