/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdio.h>

#include <glib/gi18n.h>

#include "base/nn-error.h"
#include "cli/cli-picture.h"
#include "export/nn-digit-map-view.h"

static char *layer_name;

static CliPicture picture = { .has = CLI_HAS_DATA | CLI_HAS_JSON };

static const GOptionEntry entries[] = {
  { "layer", 0, 0, G_OPTION_ARG_STRING, &layer_name,
    N_("pixels, s4, c5 or f6 (f6; of a network without it, pixels)"), "NAME" },
  { "json", 0, 0, G_OPTION_ARG_NONE, &picture.json,
    N_("print each digit's place, label and answer as one object of JSON"), NULL },
  { NULL },
};

/* Of those that this network has. */
static gboolean
parse_layer (const NnNetwork *network,
             NnMapLayer      *layer,
             GError         **error)
{
  const char *names[NN_N_MAP_LAYERS + 1] = { NULL };
  NnMapLayer layers[NN_N_MAP_LAYERS];
  int n = 0, index;

  for (NnMapLayer l = 0; l < NN_N_MAP_LAYERS; l++)
    if (nn_digit_map_has_layer (network, l))
      {
        layers[n] = l;
        names[n++] = nn_map_layer_to_string (l);
      }
  index = n - 1;
  if (!cli_parse_choice (layer_name, "--layer", names, &index, error))
    return FALSE;
  *layer = layers[index];
  return TRUE;
}

static void
print_json (const NnDigitMap *map)
{
  g_autoptr (GString) text = g_string_new ("{");

  g_string_append_printf (text, "\"layer\":\"%s\",\"images\":%u,\"explained\":{",
                          nn_map_layer_to_string (map->layer), map->n);
  cli_append_json (text, "x", map->explained[0]);
  cli_append_json (text, "y", map->explained[1]);
  g_string_append (text, "},\"points\":[");
  for (guint i = 0; i < map->n; i++)
    {
      g_string_append_printf (text, "%s{\"image\":%u,\"label\":%u,\"predicted\":%u",
                              i > 0 ? "," : "", i, map->labels[i], map->predicted[i]);
      cli_append_json (text, "x", (double) map->points[2 * i]);
      cli_append_json (text, "y", (double) map->points[2 * i + 1]);
      g_string_append_c (text, '}');
    }
  printf ("%s]}\n", text->str);
}

static gboolean
write_picture (const NnDigitMap  *map,
               const NnModelInfo *info,
               GError           **error)
{
  const NnPlace place = { .update = info->update, .epoch = info->epoch };
  g_autoptr (GBytes) bytes = NULL;

  if (picture.output == NULL)
    return TRUE;
  bytes = nn_digit_map_view_serialize (map, &info->spec, &place, picture.language, picture.format,
                                       error);
  return bytes != NULL && cli_write_picture (&picture, bytes, error);
}

/* The exit status; sets error where that is CLI_FAILED or CLI_USAGE. */
static int
run (NnBackend backend,
     int       threads,
     GError  **error)
{
  NnModelInfo info;
  g_autoptr (NnNetwork) network = cli_load_model (picture.files[0], &info, NULL, error);
  g_autoptr (NnDataset) dataset = NULL;
  g_autoptr (NnEngine) engine = NULL;
  g_autoptr (NnDigitMap) map = NULL;
  const NnPlace place = { 0 };
  NnMapLayer layer;

  if (network == NULL || !parse_layer (network, &layer, error))
    return CLI_FAILED;
  dataset = cli_open_dataset (picture.data, error);
  if (dataset == NULL)
    return CLI_FAILED;
  if (dataset->test.n < 2)
    {
      g_set_error (error, NN_ERROR, NN_ERROR_RANGE, _("a map needs at least two test images"));
      return CLI_FAILED;
    }
  engine = nn_engine_new (nn_network_get_spec (network), backend, threads);
  cli_catch_interrupt ();
  map = nn_digit_map_run (engine, network, &place, dataset, layer, NULL, cli_is_interrupted, NULL);
  if (map == NULL)
    return CLI_INTERRUPTED;
  if (!write_picture (map, &info, error))
    return CLI_FAILED;
  if (picture.json)
    print_json (map);
  return CLI_DONE;
}

int
cli_map (int    argc,
         char **argv)
{
  GError *error = NULL;
  NnBackend backend;
  int threads, status;

  if (!cli_picture_parse (&picture, argc, argv, "FILE",
                          _("Shows how a layer of the network in FILE sets the digits apart: the "
                            "first 2,000 test digits in the plane of its first two principal "
                            "components."), NULL, entries, &error)
      || !cli_parse_threads (NULL, &threads, &error)
      || !cli_choose_backend (&backend, &error))
    return cli_fail ("map", error);
  status = run (backend, threads, &error);
  if (status == CLI_INTERRUPTED)
    return status;
  return error != NULL ? cli_fail ("map", error) : cli_finish ("map");
}
