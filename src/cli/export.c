/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdio.h>
#include <string.h>

#include <glib/gi18n.h>

#include "cli/cli-picture.h"
#include "cli/cli.h"

static struct
{
  char *view, *scope, *map;
} options;

static CliPicture picture = {
  .has = CLI_HAS_PROBE | CLI_HAS_COLORS | CLI_HAS_SCALE | CLI_HAS_NPY | CLI_HAS_DATA,
  .default_scale = 8,
};

static const GOptionEntry entries[] = {
  { "view", 0, 0, G_OPTION_ARG_STRING, &options.view,
    N_("what to write, one of those below"), "NAME" },
  { "scope", 0, 0, G_OPTION_ARG_STRING, &options.scope,
    N_("what shares one scale of greys: tile, row or layer (layer)"), "NAME" },
  { "map", 0, 0, G_OPTION_ARG_STRING, &options.map,
    N_("this tile alone, counted from 1 (all)"), "N" },
  { NULL },
};

static gboolean
parse_view (NnViewSpec *spec,
            GError    **error)
{
  const char *views[NN_VIEW_ALL + 2] = { NULL };
  static const char *const scopes[] = { "tile", "row", "layer", NULL };
  int view = 0, scope = 2;

  for (NnView v = 0; v <= NN_VIEW_ALL; v++)
    views[v] = nn_view_to_string (v);
  if (!cli_parse_choice (options.view, "--view", views, &view, error)
      || !cli_parse_choice (options.scope, "--scope", scopes, &scope, error))
    return FALSE;

  *spec = nn_view_spec_default ();
  spec->view = (NnView) view;
  spec->colors = picture.colors;
  spec->scale = picture.scale;
  spec->language = picture.language;
  return nn_scope_from_string (&spec->scope, scopes[scope]);
}

/* One tile of the view that this network has; an unknown view is for nn_view_figure () to refuse. */
static gboolean
parse_map (NnViewSpec      *spec,
           const NnNetwork *network,
           GError         **error)
{
  const int n = nn_view_count_tiles (spec->view, network);
  guint64 map = 0;

  if (spec->view == NN_VIEW_ALL && options.map != NULL)
    {
      g_set_error (error, CLI_USAGE_ERROR, 0, _("--map: expected another --view with it, found all"));
      return FALSE;
    }
  if (n > 0 && !cli_parse_uint (options.map, "--map", 1, n, &map, error))
    return FALSE;
  spec->tile = (int) map - 1;
  return TRUE;
}

static gboolean
write_view (NnViewSpec *spec,
            NnBackend   backend,
            GError    **error)
{
  NnModelInfo info;
  g_autoptr (NnNetwork) network = cli_load_model (picture.files[0], &info, NULL, error);
  g_autoptr (NnProbe) probe = NULL;
  g_autoptr (NnActivations) activations = NULL;
  g_autoptr (NnFigure) figure = NULL;
  NnPlace place = { 0 };

  if (network == NULL || !parse_map (spec, network, error)
      /* A probe that is none is wrong, whether this view looks at it or not. */
      || (nn_view_is_of (spec->view, network)
          && (nn_view_needs_probe (spec->view) || picture.probe != NULL)
          && !cli_look (&picture, network, backend, &probe, &activations, error)))
    return FALSE;

  place.update = info.update;
  place.epoch = info.epoch;
  figure = nn_view_figure (spec, network, &info.spec, &place, activations, probe, error);
  return figure != NULL && cli_write_figure (&picture, figure, error);
}

int
cli_export (int    argc,
            char **argv)
{
  GError *error = NULL;
  NnViewSpec spec;
  NnBackend backend;

  if (!cli_picture_parse (&picture, argc, argv, "FILE",
                  _("Writes filters of the network in FILE, or its activations for a probe."),
                  _("Views of LeNet: c1-filters, c3-filters, c1-maps, s2-maps, c3-maps, s4-maps; "
                    "c5-weights, f6-weights, output-weights; c1-biases, c3-biases, c5-biases, "
                    "f6-biases, output-biases; all (filters and maps on a page).\n"
                    "Views of its rival: h1-weights (28×28 a unit), h2-weights, output-weights; "
                    "h1-biases, h2-biases, output-biases; all (the digit and h1-weights).\n\n"
                    "As npy, weights and biases have the shape that they have in FILE; h1-weights "
                    "is [70,28,28]. The npy of --view all is one row of numbers, one view after "
                    "the other, as in the picture."),
                          entries, &error)
      || !cli_require (options.view, "--view", "NAME", &error)
      || !parse_view (&spec, &error)
      || !cli_choose_backend (&backend, &error)
      || !write_view (&spec, backend, &error))
    return cli_fail ("export", error);
  return cli_finish ("export");
}
