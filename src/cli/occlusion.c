/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdio.h>

#include <glib/gi18n.h>

#include "cli/cli-picture.h"
#include "export/nn-occlusion-view.h"

static struct
{
  char *size, *value, *map;
  gboolean margin;
} options;

static CliPicture picture = {
  .has = CLI_HAS_PROBE | CLI_HAS_SCALE | CLI_HAS_DATA | CLI_HAS_JSON, .default_scale = 8,
};

static const GOptionEntry entries[] = {
  { "size", 0, 0, G_OPTION_ARG_STRING, &options.size,
    N_("side of the square, 1 to 15 pixels (7)"), "N" },
  { "value", 0, 0, G_OPTION_ARG_STRING, &options.value,
    N_("value of its pixels, 0 (no ink) to 1 (0)"), "X" },
  { "map", 0, 0, G_OPTION_ARG_STRING, &options.map,
    N_("map of C3, counted from 1 (the one that answers most)"), "N" },
  { "margin", 0, 0, G_OPTION_ARG_NONE, &options.margin,
    N_("show the logit of the class minus the best other one, not the probability"), NULL },
  { "json", 0, 0, G_OPTION_ARG_NONE, &picture.json,
    N_("print the maps, 28 rows of 28 numbers each, as one object of JSON"), NULL },
  { NULL },
};

static gboolean
parse_view (NnOcclusionView *view,
            NnOccluder      *occluder,
            GError         **error)
{
  guint64 size;

  *occluder = nn_occluder_default ();
  size = occluder->size;
  if (!cli_parse_uint (options.size, "--size", 1, NN_OCCLUDER_MAX, &size, error)
      || !cli_parse_float (options.value, "--value", 0, 1, &occluder->value, error))
    return FALSE;
  occluder->size = (int) size;
  *view = (NnOcclusionView) { options.margin, picture.scale, picture.language };
  return TRUE;
}

static void
append_tensor (GString    *text,
               const char *key,
               NnTensor   *map)
{
  if (map == NULL)
    return;
  g_string_append_printf (text, ",\"%s\":", key);
  cli_append_map (text, nn_tensor_get_data (map));
}

static void
print_json (const NnOcclusion *occlusion)
{
  g_autoptr (GString) text = g_string_new ("{");
  float best[NN_IMAGE_SIZE];
  int positions[3], n;

  g_string_append_printf (text, "\"size\":%d", occlusion->occluder.size);
  cli_append_json (text, "value", occlusion->occluder.value);
  if (occlusion->map >= 0)
    g_string_append_printf (text, ",\"map\":%d", occlusion->map + 1);
  g_string_append_printf (text, ",\"label\":%d,\"whole\":{\"best\":%d", occlusion->label,
                          occlusion->bare.best);
  if (occlusion->map >= 0)
    cli_append_json (text, "total", occlusion->bare.total);
  cli_append_json (text, "probability", occlusion->bare.probability);
  cli_append_json (text, "margin", occlusion->bare.margin);
  g_string_append_c (text, '}');

  append_tensor (text, "total", occlusion->total);
  append_tensor (text, "probability", occlusion->probability);
  append_tensor (text, "margin", occlusion->margin);
  for (int i = 0; i < NN_IMAGE_SIZE; i++)
    best[i] = occlusion->best[i];
  g_string_append (text, ",\"best\":");
  cli_append_map (text, best);

  g_string_append (text, ",\"lowest\":[");
  n = nn_occlusion_explain (occlusion, positions, G_N_ELEMENTS (positions));
  for (int i = 0; i < n; i++)
    {
      g_string_append_printf (text, "%s{\"row\":%d,\"column\":%d", i > 0 ? "," : "",
                              positions[i] / NN_IMAGE_SIDE, positions[i] % NN_IMAGE_SIDE);
      cli_append_json (text, "probability",
                       nn_tensor_get_data (occlusion->probability)[positions[i]]);
      g_string_append_c (text, '}');
    }
  printf ("%s]}\n", text->str);
}

/* The map of C3, of a network that has one. */
static gboolean
parse_map (NnOccluder      *occluder,
           const NnNetwork *network,
           GError         **error)
{
  const NnLayer *c3 = nn_network_find_layer (network, "c3");
  guint64 map = 0;

  if (c3 == NULL && options.map != NULL)
    {
      g_set_error (error, CLI_USAGE_ERROR, 0, _("--map: this network has no maps"));
      return FALSE;
    }
  if (c3 != NULL && !cli_parse_uint (options.map, "--map", 1, c3->channels, &map, error))
    return FALSE;
  occluder->map = (int) map - 1;
  return TRUE;
}

static gboolean
cover (const NnOcclusionView *view,
       NnOccluder            *occluder,
       NnBackend              backend,
       GError               **error)
{
  NnModelInfo info;
  g_autoptr (NnNetwork) network = cli_load_model (picture.files[0], &info, NULL, error);
  g_autoptr (NnProbe) probe = NULL;
  g_autoptr (NnActivations) activations = NULL;
  g_autoptr (NnEngine) engine = NULL;
  g_autoptr (NnOcclusion) occlusion = NULL;
  NnPlace place = { 0 };

  if (network == NULL || !parse_map (occluder, network, error)
      || !cli_look (&picture, network, backend, &probe, &activations, error))
    return FALSE;

  occluder->label = probe->label;
  engine = nn_engine_new (nn_network_get_spec (network), backend, 1);
  occlusion = nn_occlusion_run (engine, network,
                                nn_tensor_get_data (activations->layers[0]), occluder, NULL, NULL);
  place.update = info.update;
  place.epoch = info.epoch;
  if (picture.output != NULL)
    {
      g_autoptr (GBytes) bytes = nn_occlusion_view_serialize (view, network, &info.spec, &place, probe,
                                                              activations, occlusion, picture.format, error);

      if (bytes == NULL || !cli_write_picture (&picture, bytes, error))
        return FALSE;
    }
  if (picture.json)
    print_json (occlusion);
  return TRUE;
}

int
cli_occlusion (int    argc,
               char **argv)
{
  GError *error = NULL;
  NnOcclusionView view;
  NnOccluder occluder;
  NnBackend backend;

  if (!cli_picture_parse (&picture, argc, argv, "FILE",
                  _("Shows what the network in FILE still sees of a digit with a square laid over "
                    "each part of it in turn."), NULL,
                          entries, &error)
      || !parse_view (&view, &occluder, &error)
      || !cli_choose_backend (&backend, &error)
      || !cover (&view, &occluder, backend, &error))
    return cli_fail ("occlusion", error);
  return cli_finish ("occlusion");
}
