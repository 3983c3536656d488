/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include <glib/gi18n.h>

#include "base/nn-error.h"
#include "base/nn-file.h"
#include "cli/cli-picture.h"
#include "export/nn-evolution-view.h"
#include "session/nn-model-file.h"

#define DEFAULT_SCALE 2

static struct
{
  char *layer, *map, *output, *format, *scope, *colors, *scale, *language, *data, *threads;
  gboolean json, film, numbered;
  char **files;
} options;

static const GOptionEntry entries[] = {
  { "layer", 0, 0, G_OPTION_ARG_STRING, &options.layer, N_("c1, c3 or both (both)"), "NAME" },
  { "map", 0, 0, G_OPTION_ARG_STRING, &options.map,
    N_("this map of --layer alone, counted from 1 (all)"), "N" },
  { "output", 0, 0, G_OPTION_ARG_FILENAME, &options.output, N_("the file to write"), "PATH" },
  { "format", 0, 0, G_OPTION_ARG_STRING, &options.format,
    N_("png, svg, pdf or npy (after the name of the output, else png)"), "NAME" },
  { "film", 0, 0, G_OPTION_ARG_NONE, &options.film,
    N_("an animated PNG, a second a moment, instead of the strip; a name in .apng asks for it, too"),
    NULL },
  { "numbered", 0, 0, G_OPTION_ARG_NONE, &options.numbered,
    N_("the pictures of the film one by one, as PATH-01.png, PATH-02.png …"), NULL },
  { "scope", 0, 0, G_OPTION_ARG_STRING, &options.scope,
    N_("what shares one scale of greys: tile, row (a map at all moments) or layer (tile)"), "NAME" },
  { "colors", 0, 0, G_OPTION_ARG_STRING, &options.colors, N_("grey or diverging (grey)"), "NAME" },
  { "scale", 0, 0, G_OPTION_ARG_STRING, &options.scale, N_("pixels a value, 1 to 256 (2)"), "N" },
  { "language", 0, 0, G_OPTION_ARG_STRING, &options.language,
    N_("of the caption in SVG and PDF, whatever the desktop's: en or fr (en)"), "NAME" },
  { "data", 0, 0, G_OPTION_ARG_FILENAME, &options.data,
    N_("folder with the four IDX files (the MNIST that comes along)"), "DIR" },
  { "threads", 0, 0, G_OPTION_ARG_STRING, &options.threads,
    N_("how many at once (one a processor, at most 4)"), "N" },
  { "json", 0, 0, G_OPTION_ARG_NONE, &options.json,
    N_("print winners and changes of weights as one object of JSON"), NULL },
  { G_OPTION_REMAINING, 0, G_OPTION_FLAG_HIDDEN, G_OPTION_ARG_FILENAME_ARRAY, &options.files, NULL,
    NULL },
  { NULL },
};

/* Options */

static gboolean
parse_output (NnFormat *format,
              GError  **error)
{
  if (options.output == NULL)
    return options.json || cli_require (NULL, "--output", "PATH", error);
  if (g_str_has_suffix (options.output, ".apng") && !options.numbered)
    options.film = TRUE;
  return cli_parse_format (options.format, options.output, format, error);
}

static gboolean
parse_view (NnEvolutionView *view,
            GError         **error)
{
  static const char *const layers[] = { "c1", "c3", "both", NULL };
  static const char *const scopes[] = { "tile", "row", "layer", NULL };
  static const char *const colors[] = { "grey", "diverging", NULL };
  static const char *const languages[] = { "en", "fr", NULL };
  int layer = 2, scope = 0, color = 0, language = 0;
  guint64 scale = DEFAULT_SCALE, map = 0;

  if (!cli_parse_choice (options.layer, "--layer", layers, &layer, error)
      || !cli_parse_choice (options.scope, "--scope", scopes, &scope, error)
      || !cli_parse_choice (options.colors, "--colors", colors, &color, error)
      || !cli_parse_choice (options.language, "--language", languages, &language, error)
      || !cli_parse_uint (options.scale, "--scale", 1, CLI_MAX_SCALE, &scale, error)
      || !cli_parse_uint (options.map, "--map", 1, layer == 0 ? 6 : 16, &map, error))
    return FALSE;
  if (map > 0 && layer == 2)
    return cli_require (NULL, "--layer", "c1|c3", error);

  *view = (NnEvolutionView) {
    .layer = layer < 2 ? layer : -1,
    .map = (int) map - 1,
    .scale = (int) scale,
    .language = languages[language],
  };
  return nn_scope_from_string (&view->scope, scopes[scope])
         && nn_colors_from_string (&view->colors, colors[color]);
}

/* JSON */

static void
append_cell (GString           *line,
             const NnEvolution *evolution,
             int                layer,
             int                map,
             int                column)
{
  const NnEvolutionCell *cell = nn_evolution_get_cell (evolution, layer, map, column);
  const NnFilterChange *filter = nn_evolution_get_filter (evolution, layer, map, column);

  g_string_append_c (line, '{');
  if (cell->projection != NULL)
    {
      g_string_append_printf (line, "\"image\":%u,\"row\":%d,\"column\":%d", cell->patch.image,
                              cell->patch.row, cell->patch.column);
      cli_append_json (line, "value", (double) cell->patch.value);
    }
  else
    g_string_append (line, "\"image\":null,\"row\":null,\"column\":null,\"value\":null");
  g_string_append_printf (line, ",\"changed\":%s",
                          nn_evolution_is_jump (evolution, layer, map, column) ? "true" : "false");
  cli_append_json (line, "rms", filter->rms);
  cli_append_json (line, "step", filter->step);
  cli_append_json (line, "change", filter->change);
  g_string_append_c (line, '}');
}

static void
print_json (const NnEvolutionView *view,
            const NnEvolution     *evolution)
{
  g_autoptr (GString) line = g_string_new ("{\"moments\":[");
  gboolean first = TRUE;

  for (int c = 0; c < evolution->n_columns; c++)
    g_string_append_printf (line, "%s{\"update\":%" G_GUINT64_FORMAT ",\"epoch\":%u}",
                            c > 0 ? "," : "", evolution->columns[c]->place.update,
                            evolution->columns[c]->place.epoch);
  g_string_append (line, "],\"maps\":[");
  for (int layer = 0; layer < NN_EVOLUTION_LAYERS; layer++)
    for (int map = 0; map < evolution->n_maps[layer]; map++)
      {
        if ((view->layer >= 0 && layer != view->layer) || (view->map >= 0 && map != view->map))
          continue;
        g_string_append_printf (line, "%s{\"layer\":\"%s\",\"map\":%d,\"moments\":[",
                                first ? "" : ",", nn_feature_layer_to_string (layer), map + 1);
        first = FALSE;
        for (int c = 0; c < evolution->n_columns; c++)
          {
            if (c > 0)
              g_string_append_c (line, ',');
            append_cell (line, evolution, layer, map, c);
          }
        g_string_append (line, "]}");
      }
  printf ("%s]}\n", line->str);
}

/* Work */

static NnEvolution *
evolve (GPtrArray *moments,
        NnDataset *dataset,
        NnBackend  backend,
        int        threads,
        GError   **error)
{
  const NnMoment *first = g_ptr_array_index (moments, 0);
  g_autoptr (GPtrArray) columns
    = g_ptr_array_new_with_free_func ((GDestroyNotify) nn_evolution_column_unref);
  g_autoptr (NnEngine) engine = NULL;

  if (nn_network_find_layer (first->network, "c1") == NULL)
    {
      g_set_error (error, NN_ERROR, NN_ERROR_UNSUPPORTED,
                   _("%s: expected a run of LeNet, found a fully connected network, which has no maps"),
                   options.files[0]);
      return NULL;
    }
  engine = nn_engine_new (nn_network_get_spec (first->network), backend, threads);
  for (guint i = 0; i < moments->len; i++)
    {
      const NnMoment *moment = g_ptr_array_index (moments, i);

      cli_progress (_("moment %u of %u"), i + 1, moments->len);
      g_ptr_array_add (columns, nn_evolution_column_run (engine, moment->network, &moment->place,
                                                         dataset, NULL, NULL));
    }
  cli_progress_clear ();
  return nn_evolution_new (columns, moments->len);
}

static gboolean
write_bytes (GBytes     *bytes,       /* taken; may be NULL */
             const char *path,
             GError    **error)
{
  g_autoptr (GBytes) taken = bytes;
  gsize size;
  gconstpointer data;

  if (taken == NULL)
    return FALSE;
  data = g_bytes_get_data (taken, &size);
  return nn_file_replace (path, data, size, error);
}

/* PATH-01.png, with as many figures as the last number has, two at least. */
static gboolean
write_numbered (const NnEvolutionView *view,
                const NnEvolution     *evolution,
                GError               **error)
{
  const char *dot = strrchr (options.output, '.');
  int stem = dot != NULL && strchr (dot, '/') == NULL ? (int) (dot - options.output)
                                                      : (int) strlen (options.output);

  for (int c = 0; c < evolution->n_columns; c++)
    {
      g_autofree char *path = g_strdup_printf ("%.*s-%0*d.png", stem, options.output,
                                               evolution->n_columns > 99 ? 4 : 2, c + 1);
      g_autoptr (NnFigure) figure = nn_evolution_view_frame (view, evolution, c, error);

      if (figure == NULL
          || !write_bytes (nn_figure_serialize (figure, NN_FORMAT_PNG, error), path, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
write_output (const NnEvolutionView *view,
              const NnEvolution     *evolution,
              const NnTrainingSpec  *training,
              NnFormat               format,
              GError               **error)
{
  g_autoptr (NnFigure) figure = NULL;

  if (options.output == NULL)
    return TRUE;
  if (options.numbered)
    return write_numbered (view, evolution, error);
  if (options.film)
    return write_bytes (nn_evolution_view_film (view, evolution, error), options.output, error);
  figure = nn_evolution_view_figure (view, evolution, training, error);
  return figure != NULL && cli_write_figure (figure, format, options.output, error);
}

static gboolean
run (const NnEvolutionView *view,
     NnFormat               format,
     NnBackend              backend,
     int                    threads,
     GError               **error)
{
  g_autoptr (GPtrArray) moments = NULL;
  g_autoptr (GArray) curve = NULL;
  g_autoptr (NnDataset) dataset = NULL;
  g_autoptr (NnEvolution) evolution = NULL;
  const NnMoment *last;

  if (!nn_run_load (options.files[0], &moments, &curve, error)
      || (dataset = cli_open_dataset (options.data, error)) == NULL
      || (evolution = evolve (moments, dataset, backend, threads, error)) == NULL)
    return FALSE;
  last = g_ptr_array_index (moments, moments->len - 1);
  if (!write_output (view, evolution, &last->spec, format, error))
    return FALSE;
  if (options.json)
    print_json (view, evolution);
  return TRUE;
}

int
cli_evolution (int    argc,
               char **argv)
{
  GError *error = NULL;
  NnEvolutionView view;
  NnFormat format = NN_FORMAT_PNG;
  NnBackend backend;
  int threads;

  if (!cli_parse (argc, argv, "RUNFILE",
                  _("Shows how the maps of a run (train --timeline) came to look for what they look "
                    "for: at each moment the projection of the strongest activation over the "
                    "training set."), NULL, entries, &options.files, 1, &error)
      || !parse_view (&view, &error)
      || !parse_output (&format, &error)
      || !cli_parse_threads (options.threads, &threads, &error)
      || !cli_choose_backend (&backend, &error)
      || !cli_check_writable (options.output, &error)
      || !run (&view, format, backend, threads, &error))
    return cli_fail ("evolution", error);
  return cli_finish ("evolution");
}
