/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdio.h>

#include <glib/gi18n.h>

#include "cli/cli-picture.h"
#include "export/nn-projection-view.h"

static struct
{
  char *layer, *map, *row, *column, *mode;
} options;

static CliPicture picture = {
  .has = CLI_HAS_PROBE | CLI_HAS_COLORS | CLI_HAS_SCALE | CLI_HAS_NPY | CLI_HAS_DATA | CLI_HAS_JSON,
  .default_scale = 8,
};

static const GOptionEntry entries[] = {
  { "layer", 0, 0, G_OPTION_ARG_STRING, &options.layer,
    N_("layer of the unit: c1, s2, c3, s4, c5, f6 or output (c3)"), "NAME" },
  { "map", 0, 0, G_OPTION_ARG_STRING, &options.map,
    N_("its map or unit, counted from 1; of the output, digit + 1 (the one that answers most)"), "N" },
  { "row", 0, 0, G_OPTION_ARG_STRING, &options.row,
    N_("its row in the map, counted from 0, with --column (the strongest place)"), "N" },
  { "column", 0, 0, G_OPTION_ARG_STRING, &options.column,
    N_("its column in the map, counted from 0, with --row (the strongest place)"), "N" },
  { "mode", 0, 0, G_OPTION_ARG_STRING, &options.mode,
    N_("the way back: deconvnet, gradient or guided (deconvnet)"), "NAME" },
  { "json", 0, 0, G_OPTION_ARG_NONE, &picture.json,
    N_("print the unit and the 28 rows of 28 numbers as one object of JSON"), NULL },
  { NULL },
};

static gboolean
parse_view (NnProjectionView *view,
            GError          **error)
{
  static const char *const gates[] = { "deconvnet", "gradient", "guided", NULL };
  int gate = 0;

  if (!cli_parse_choice (options.mode, "--mode", gates, &gate, error))
    return FALSE;
  if ((options.row != NULL) != (options.column != NULL))
    return cli_require (NULL, options.row != NULL ? "--column" : "--row", "N", error);

  *view = (NnProjectionView) {
    .colors = picture.colors, .scale = picture.scale, .language = picture.language,
  };
  return nn_gate_from_string (&view->gate, gates[gate]);
}

/* Any layer of this network but the input; by default the last one with filters. */
static gboolean
parse_layer (const NnNetwork *network,
             int             *layer,
             GError         **error)
{
  const char *names[NN_MAX_LAYERS + 1] = { NULL };
  int n_layers;
  const NnLayer *layers = nn_network_get_layers (network, &n_layers);

  *layer = n_layers - 2;
  for (int l = 1; l < n_layers; l++)
    {
      names[l - 1] = layers[l].name;
      if (layers[l].kind == NN_LAYER_CONV2D)
        *layer = l - 1;
    }
  if (!cli_parse_choice (options.layer, "--layer", names, layer, error))
    return FALSE;
  *layer += 1;
  return TRUE;
}

static gboolean
choose_unit (const NnNetwork     *network,
             const NnActivations *activations,
             int                  layer,
             NnUnit              *unit,
             GError             **error)
{
  const NnLayer *table = &nn_network_get_layers (network, NULL)[layer];
  guint64 map = 0, row = 0, column = 0;

  if (!cli_parse_uint (options.map, "--map", 1, table->channels, &map, error)
      || !cli_parse_uint (options.row, "--row", 0, table->height - 1, &row, error)
      || !cli_parse_uint (options.column, "--column", 0, table->width - 1, &column, error))
    return FALSE;

  *unit = nn_unit_strongest (network, activations, layer, MAX ((int) map - 1, 0));
  for (int c = 1; options.map == NULL && c < table->channels; c++)
    {
      const NnUnit other = nn_unit_strongest (network, activations, layer, c);

      if (nn_unit_get_value (network, activations, &other)
          > nn_unit_get_value (network, activations, unit))
        *unit = other;
    }
  if (options.row != NULL)
    {
      unit->row = (int) row;
      unit->column = (int) column;
    }
  return TRUE;
}

static void
print_json (const NnProjectionView *view,
            const NnNetwork        *network,
            const NnActivations    *activations,
            NnTensor               *projection)
{
  g_autoptr (GString) text = g_string_new ("{");

  g_string_append_printf (text, "\"layer\":\"%s\",\"map\":%d,\"row\":%d,\"column\":%d",
                          nn_network_get_layers (network, NULL)[view->unit.layer].name,
                          view->unit.channel + 1, view->unit.row, view->unit.column);
  cli_append_json (text, "value", nn_unit_get_value (network, activations, &view->unit));
  g_string_append_printf (text, ",\"mode\":\"%s\",\"projection\":", nn_gate_to_string (view->gate));
  cli_append_map (text, nn_tensor_get_data (projection));
  printf ("%s}\n", text->str);
}

static gboolean
project (NnProjectionView *view,
         NnBackend         backend,
         GError          **error)
{
  NnModelInfo info;
  g_autoptr (NnNetwork) network = cli_load_model (picture.files[0], &info, NULL, error);
  g_autoptr (NnProbe) probe = NULL;
  g_autoptr (NnActivations) activations = NULL;
  g_autoptr (NnTensor) projection = NULL;
  g_autoptr (NnFigure) figure = NULL;
  NnPlace place = { 0 };
  int layer;

  if (network == NULL || !parse_layer (network, &layer, error)
      || !cli_look (&picture, network, backend, &probe, &activations, error)
      || !choose_unit (network, activations, layer, &view->unit, error))
    return FALSE;

  place.update = info.update;
  place.epoch = info.epoch;
  figure = nn_projection_view_figure (view, network, &info.spec, &place, activations, probe,
                                      &projection, error);
  if (figure == NULL || !cli_write_figure (&picture, figure, error))
    return FALSE;
  if (picture.json)
    print_json (view, network, activations, projection);
  return TRUE;
}

int
cli_project (int    argc,
             char **argv)
{
  GError *error = NULL;
  NnProjectionView view;
  NnBackend backend;

  if (!cli_picture_parse (&picture, argc, argv, "FILE",
                  _("Shows what in a digit makes a unit of the network in FILE answer: its value, "
                    "sent back to the pixels."), NULL,
                          entries, &error)
      || !parse_view (&view, &error)
      || !cli_choose_backend (&backend, &error)
      || !project (&view, backend, &error))
    return cli_fail ("project", error);
  return cli_finish ("project");
}
