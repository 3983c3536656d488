/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdio.h>

#include <glib/gi18n.h>

#include "cli/cli-picture.h"
#include "export/nn-features-view.h"
#include "nn/nn-hands.h"

static struct
{
  char *layer, *map, *mode, *set, *threads;
} options;

static CliPicture picture = {
  .has = CLI_HAS_COLORS | CLI_HAS_SCALE | CLI_HAS_DATA | CLI_HAS_JSON,
};

static const GOptionEntry entries[] = {
  { "layer", 0, 0, G_OPTION_ARG_STRING, &options.layer,
    N_("c1, c3, f6 or output (c3)"), "NAME" },
  { "map", 0, 0, G_OPTION_ARG_STRING, &options.map,
    N_("one map or unit alone, counted from 1; of the output, digit + 1 (all)"), "N" },
  { "mode", 0, 0, G_OPTION_ARG_STRING, &options.mode,
    N_("the way back: deconvnet, gradient or guided (deconvnet)"), "NAME" },
  { "set", 0, 0, G_OPTION_ARG_STRING, &options.set,
    N_("where patches come from: test or train (test)"), "NAME" },
  { "threads", 0, 0, G_OPTION_ARG_STRING, &options.threads,
    N_("1 to 64; the result does not depend on it (one a processor, at most 4)"), "N" },
  { "json", 0, 0, G_OPTION_ARG_NONE, &picture.json,
    N_("print the patches as one object of JSON: image, row, column, value"), NULL },
  { NULL },
};

typedef struct
{
  NnFeaturesView view;
  NnBackend backend;
  int threads;
} Job;

static gboolean
parse_job (Job     *job,
           GError **error)
{
  static const char *const gates[] = { "deconvnet", "gradient", "guided", NULL };
  static const char *const sets[] = { "test", "train", NULL };
  int gate = 0, set = 0;

  if (!cli_parse_choice (options.mode, "--mode", gates, &gate, error)
      || !cli_parse_choice (options.set, "--set", sets, &set, error)
      || !cli_parse_threads (options.threads, &job->threads, error)
      || !cli_choose_backend (&job->backend, error))
    return FALSE;
  job->view = (NnFeaturesView) {
    .map = -1, .set = set == 1 ? NN_SET_TRAIN : NN_SET_TEST, .colors = picture.colors,
    .scale = picture.scale, .language = picture.language,
  };
  return nn_gate_from_string (&job->view.gate, gates[gate]);
}

/* The layers that have features, of this network: the rival has no more than its output. */
static gboolean
parse_layer (Job             *job,
             const NnNetwork *network,
             int             *layer,
             GError         **error)
{
  const NnLayer *table = nn_network_get_layers (network, NULL);
  const char *names[NN_N_FEATURES + 1] = { NULL };
  int n = 0, index = 0;
  guint64 map = 0;

  for (int f = 0; f < NN_N_FEATURES; f++)
    if (nn_network_find_layer (network, nn_feature_layer_to_string ((NnFeatureLayer) f)) != NULL)
      {
        names[n] = nn_feature_layer_to_string ((NnFeatureLayer) f);
        if (f == NN_FEATURE_C3)
          index = n;
        n++;
      }
  if (!cli_parse_choice (options.layer, "--layer", names, &index, error))
    return FALSE;
  *layer = (int) (nn_network_find_layer (network, names[index]) - table);
  if (!cli_parse_uint (options.map, "--map", 1, table[*layer].channels, &map, error))
    return FALSE;
  job->view.map = (int) map - 1;
  return TRUE;
}

static void
append_flag (GString    *text,
             const char *key,
             gboolean    value)
{
  g_string_append_printf (text, ",\"%s\":%s", key, value ? "true" : "false");
}

static void
append_map (GString           *text,
            const NnNetwork   *network,
            const NnStrongest *strongest,
            int                map)
{
  const NnStrongestMap *best = &strongest->maps[map];
  const NnMapState state = nn_strongest_get_state (strongest, map);
  const gboolean muted = nn_hands_is_muted (nn_network_get_hands (network), strongest->layer, map);

  g_string_append_printf (text, "{\"map\":%d", map + 1);
  cli_append_json (text, "max", best->max);
  g_string_append_printf (text, ",\"positive\":%u", best->positive);
  append_flag (text, "muted", muted);
  append_flag (text, "dead", state == NN_MAP_DEAD && !muted);
  append_flag (text, "nearly_dead", state == NN_MAP_NEARLY_DEAD);
  append_flag (text, "saturated", state == NN_MAP_SATURATED);
  g_string_append (text, ",\"patches\":[");
  for (int i = 0; i < best->n; i++)
    {
      const NnPatch *patch = &best->patches[i];

      g_string_append_printf (text, "%s{\"image\":%u,\"row\":%d,\"column\":%d", i > 0 ? "," : "",
                              patch->image, patch->row, patch->column);
      cli_append_json (text, "value", patch->value);
      g_string_append_c (text, '}');
    }
  g_string_append (text, "]}");
}

static void
print_json (const Job         *job,
            const NnNetwork   *network,
            const NnStrongest *strongest)
{
  g_autoptr (GString) text = g_string_new ("{");
  const int first = MAX (job->view.map, 0);
  const int last = job->view.map >= 0 ? first : strongest->n_maps - 1;

  g_string_append_printf (text, "\"layer\":\"%s\",\"set\":\"%s\",\"images\":%u,\"maps\":[",
                          nn_network_get_layers (network, NULL)[strongest->layer].name,
                          job->view.set == NN_SET_TRAIN ? "train" : "test", strongest->n_images);
  for (int map = first; map <= last; map++)
    {
      if (map > first)
        g_string_append_c (text, ',');
      append_map (text, network, strongest, map);
    }
  printf ("%s]}\n", text->str);
}

static gboolean
write_picture (const Job         *job,
               NnEngine          *engine,
               const NnNetwork   *network,
               const NnModelInfo *info,
               const NnImages    *images,
               const NnStrongest *strongest,
               GError           **error)
{
  const int n = strongest->n_maps * NN_STRONGEST;
  g_autofree NnTensor **projections = g_new (NnTensor *, n);
  g_autoptr (GBytes) bytes = NULL;
  NnPlace place = { 0 };

  place.update = info->update;
  place.epoch = info->epoch;
  nn_strongest_project (engine, network, images->pixels, strongest, job->view.gate, projections,
                        NULL, NULL);
  bytes = nn_features_view_serialize (&job->view, network, &info->spec, &place, images, strongest,
                                      projections, picture.format, error);
  for (int i = 0; i < n; i++)
    g_clear_pointer (&projections[i], nn_tensor_unref);
  return bytes != NULL && cli_write_picture (&picture, bytes, error);
}

static gboolean
show (Job     *job,
      GError **error)
{
  NnModelInfo info;
  g_autoptr (NnNetwork) network = cli_load_model (picture.files[0], &info, NULL, error);
  g_autoptr (NnDataset) dataset = NULL;
  g_autoptr (NnEngine) engine = NULL;
  g_autoptr (NnStrongest) strongest = NULL;
  const NnImages *images;
  int layer;

  if (network == NULL || !parse_layer (job, network, &layer, error))
    return FALSE;
  dataset = cli_open_dataset (picture.data, error);
  if (dataset == NULL)
    return FALSE;
  images = job->view.set == NN_SET_TRAIN ? &dataset->train : &dataset->test;
  engine = nn_engine_new (nn_network_get_spec (network), job->backend, job->threads);
  nn_strongest_run (engine, network, images->pixels, images->n, &layer, 1, &strongest, NULL, NULL);
  if (picture.output != NULL
      && !write_picture (job, engine, network, &info, images, strongest, error))
    return FALSE;
  if (picture.json)
    print_json (job, network, strongest);
  return TRUE;
}

int
cli_features (int    argc,
              char **argv)
{
  GError *error = NULL;
  Job job = { 0 };

  if (!cli_picture_parse (&picture, argc, argv, "FILE",
                  _("Shows what the maps of the network in FILE look for: the nine patches that "
                    "each answers to most, and beside them what in a patch does it."), NULL,
                          entries, &error)
      || !parse_job (&job, &error)
      || !show (&job, &error))
    return cli_fail ("features", error);
  return cli_finish ("features");
}
