/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdio.h>
#include <string.h>

#include <glib/gi18n.h>

#include "cli/cli-picture.h"
#include "cli/cli.h"
#include "session/nn-model-file.h"

static struct
{
  char *view, *probe, *format, *scope, *colors, *scale, *map, *language, *data, *output;
  char **files;
} options;

static const GOptionEntry entries[] = {
  { "view", 0, 0, G_OPTION_ARG_STRING, &options.view,
    N_("what to write, one of those below"), "NAME" },
  { "output", 0, 0, G_OPTION_ARG_FILENAME, &options.output, N_("the file to write"), "PATH" },
  { "probe", 0, 0, G_OPTION_ARG_FILENAME, &options.probe,
    N_("what the network looks at: test:INDEX, counted from 0, or a PNG (test:0)"), "PROBE" },
  { "format", 0, 0, G_OPTION_ARG_STRING, &options.format,
    N_("png, svg, pdf or npy (after the name of the output, else png)"), "NAME" },
  { "scope", 0, 0, G_OPTION_ARG_STRING, &options.scope,
    N_("what shares one scale of greys: tile, row or layer (layer)"), "NAME" },
  { "colors", 0, 0, G_OPTION_ARG_STRING, &options.colors, N_("grey or diverging (grey)"), "NAME" },
  { "scale", 0, 0, G_OPTION_ARG_STRING, &options.scale, N_("pixels a value, 1 to 256 (8)"), "N" },
  { "map", 0, 0, G_OPTION_ARG_STRING, &options.map,
    N_("this tile alone, counted from 1 (all)"), "N" },
  { "language", 0, 0, G_OPTION_ARG_STRING, &options.language,
    N_("of the caption in SVG and PDF, whatever the desktop's: en or fr (en)"), "NAME" },
  { "data", 0, 0, G_OPTION_ARG_FILENAME, &options.data,
    N_("folder with the four IDX files (the MNIST that comes along)"), "DIR" },
  { G_OPTION_REMAINING, 0, G_OPTION_FLAG_HIDDEN, G_OPTION_ARG_FILENAME_ARRAY, &options.files, NULL,
    NULL },
  { NULL },
};

static gboolean
parse_view (NnViewSpec *spec,
            GError    **error)
{
  const char *views[NN_VIEW_ALL + 2] = { NULL };
  static const char *const scopes[] = { "tile", "row", "layer", NULL };
  static const char *const colors[] = { "grey", "diverging", NULL };
  static const char *const languages[] = { "en", "fr", NULL };
  int view = 0, scope = 2, color = 0, language = 0;
  guint64 scale = 8;

  for (NnView v = 0; v <= NN_VIEW_ALL; v++)
    views[v] = nn_view_to_string (v);
  if (!cli_parse_choice (options.view, "--view", views, &view, error)
      || !cli_parse_choice (options.scope, "--scope", scopes, &scope, error)
      || !cli_parse_choice (options.colors, "--colors", colors, &color, error)
      || !cli_parse_choice (options.language, "--language", languages, &language, error)
      || !cli_parse_uint (options.scale, "--scale", 1, CLI_MAX_SCALE, &scale, error))
    return FALSE;

  *spec = nn_view_spec_default ();
  spec->view = (NnView) view;
  spec->scale = (int) scale;
  spec->language = languages[language];
  return nn_scope_from_string (&spec->scope, scopes[scope])
         && nn_colors_from_string (&spec->colors, colors[color]);
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
            NnFormat    format,
            NnBackend   backend,
            GError    **error)
{
  NnModelInfo info;
  g_autoptr (NnNetwork) network = nn_model_load (options.files[0], &info, error);
  g_autoptr (NnProbe) probe = NULL;
  g_autoptr (NnActivations) activations = NULL;
  g_autoptr (NnFigure) figure = NULL;
  NnPlace place = { 0 };

  if (network == NULL || !parse_map (spec, network, error)
      || (nn_view_is_of (spec->view, network) && nn_view_needs_probe (spec->view)
          && !cli_look (options.probe, options.data, network, backend, &probe, &activations, error)))
    return FALSE;

  place.update = info.update;
  place.epoch = info.epoch;
  figure = nn_view_figure (spec, network, &info.spec, &place, activations, probe, error);
  return figure != NULL && cli_write_figure (figure, format, options.output, error);
}

int
cli_export (int    argc,
            char **argv)
{
  GError *error = NULL;
  NnViewSpec spec;
  NnFormat format;
  NnBackend backend;

  if (!cli_parse (argc, argv, "FILE",
                  _("Writes filters of the network in FILE, or its activations for a probe."),
                  _("Views of LeNet: c1-filters, c3-filters, c1-maps, s2-maps, c3-maps, s4-maps; "
                    "c5-weights, f6-weights, output-weights; c1-biases, c3-biases, c5-biases, "
                    "f6-biases, output-biases; all (filters and maps on a page).\n"
                    "Views of its rival: h1-weights (28×28 a unit), h2-weights, output-weights; "
                    "h1-biases, h2-biases, output-biases; all (the digit and h1-weights).\n\n"
                    "As npy, weights and biases have the shape that they have in FILE; h1-weights "
                    "is [70,28,28]. The npy of --view all is one row of numbers, one view after "
                    "the other, as in the picture."),
                  entries, &options.files, 1, &error)
      || !cli_require (options.view, "--view", "NAME", &error)
      || !cli_require (options.output, "--output", "PATH", &error)
      || !parse_view (&spec, &error)
      || !cli_parse_format (options.format, options.output, &format, &error)
      || !cli_choose_backend (&backend, &error)
      || !cli_check_writable (options.output, &error)
      || !write_view (&spec, format, backend, &error))
    return cli_fail ("export", error);
  return cli_finish ("export");
}
