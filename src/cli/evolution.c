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

static struct
{
  char *layer, *map, *scope, *threads;
  gboolean film, numbered;
} options;

static CliPicture picture = {
  .has = CLI_HAS_COLORS | CLI_HAS_SCALE | CLI_HAS_NPY | CLI_HAS_DATA | CLI_HAS_JSON,
  .ending = "apng",
  .default_scale = 2,
};

static const GOptionEntry entries[] = {
  { "layer", 0, 0, G_OPTION_ARG_STRING, &options.layer, N_("c1, c3 or both (both)"), "NAME" },
  { "map", 0, 0, G_OPTION_ARG_STRING, &options.map,
    N_("this map of --layer alone, counted from 1 (all)"), "N" },
  { "film", 0, 0, G_OPTION_ARG_NONE, &options.film,
    N_("an animated PNG, a second a moment, instead of the strip; a name in .apng asks for it, too"),
    NULL },
  { "numbered", 0, 0, G_OPTION_ARG_NONE, &options.numbered,
    N_("the pictures of the film one by one, as PATH-01.png, PATH-02.png …"), NULL },
  { "scope", 0, 0, G_OPTION_ARG_STRING, &options.scope,
    N_("what shares one scale of greys: tile, row (a map at all moments) or layer (tile)"), "NAME" },
  { "threads", 0, 0, G_OPTION_ARG_STRING, &options.threads,
    N_("how many at once (one a processor, at most 4)"), "N" },
  { "json", 0, 0, G_OPTION_ARG_NONE, &picture.json,
    N_("print winners and changes of weights as one object of JSON"), NULL },
  { NULL },
};

/* Options */

static gboolean
parse_film (GError **error)
{
  if (picture.output != NULL && g_str_has_suffix (picture.output, ".apng") && !options.numbered)
    options.film = TRUE;
  if ((options.film || options.numbered) && picture.format != NN_FORMAT_PNG)
    {
      g_set_error (error, CLI_USAGE_ERROR, 0, _("%s: expected png, found --format %s"),
                   options.film ? "--film" : "--numbered", nn_format_to_string (picture.format));
      return FALSE;
    }
  return TRUE;
}

static gboolean
parse_view (NnEvolutionView *view,
            GError         **error)
{
  static const char *const layers[] = { "c1", "c3", "both", NULL };
  static const char *const scopes[] = { "tile", "row", "layer", NULL };
  int layer = 2, scope = 0;
  guint64 map = 0;

  if (!cli_parse_choice (options.layer, "--layer", layers, &layer, error)
      || !cli_parse_choice (options.scope, "--scope", scopes, &scope, error)
      || !cli_parse_uint (options.map, "--map", 1, layer == 0 ? 6 : 16, &map, error))
    return FALSE;
  if (map > 0 && layer == 2)
    return cli_require (NULL, "--layer", "c1|c3", error);

  *view = (NnEvolutionView) {
    .layer = layer < 2 ? layer : -1,
    .map = (int) map - 1,
    .colors = picture.colors,
    .scale = picture.scale,
    .language = picture.language,
  };
  return nn_scope_from_string (&view->scope, scopes[scope]);
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
                   picture.files[0]);
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

/* PATH-01.png, with as many figures as the last of n numbers has, two at least; i from 0.
 * (transfer full) */
static char *
name_numbered (guint i,
               guint n)
{
  const char *dot = strrchr (picture.output, '.');
  int stem = dot != NULL && strchr (dot, '/') == NULL ? (int) (dot - picture.output)
                                                      : (int) strlen (picture.output);

  return g_strdup_printf ("%.*s-%0*u.png", stem, picture.output, n > 99 ? 4 : 2, i + 1);
}

/* How many there are is known once the run is read. */
static gboolean
check_numbered (guint    n,
                GError **error)
{
  const char *const inputs[] = { picture.files[0], NULL };
  g_auto (GStrv) paths = g_new0 (char *, n + 1);
  g_autofree CliOutput *outputs = g_new0 (CliOutput, n + 1);

  for (guint i = 0; i < n; i++)
    outputs[i] = (CliOutput) { "--numbered", paths[i] = name_numbered (i, n) };
  return cli_check_outputs (inputs, picture.data, outputs, error);
}

static gboolean
write_numbered (const NnEvolutionView *view,
                const NnEvolution     *evolution,
                GError               **error)
{
  for (int c = 0; c < evolution->n_columns; c++)
    {
      g_autofree char *path = name_numbered ((guint) c, (guint) evolution->n_columns);
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
              GError               **error)
{
  g_autoptr (NnFigure) figure = NULL;

  if (picture.output == NULL)
    return TRUE;
  if (options.numbered)
    return write_numbered (view, evolution, error);
  if (options.film)
    return write_bytes (nn_evolution_view_film (view, evolution, error), picture.output, error);
  figure = nn_evolution_view_figure (view, evolution, training, error);
  return figure != NULL && cli_write_figure (&picture, figure, error);
}

static gboolean
run (const NnEvolutionView *view,
     NnBackend              backend,
     int                    threads,
     GError               **error)
{
  g_autoptr (GPtrArray) moments = NULL;
  g_autoptr (GArray) curve = NULL;
  g_autoptr (NnDataset) dataset = NULL;
  g_autoptr (NnEvolution) evolution = NULL;
  const NnMoment *last;

  if (!nn_run_load (picture.files[0], &moments, &curve, error)
      || (options.numbered && picture.output != NULL && !check_numbered (moments->len, error))
      || (dataset = cli_open_dataset (picture.data, error)) == NULL
      || (evolution = evolve (moments, dataset, backend, threads, error)) == NULL)
    return FALSE;
  last = g_ptr_array_index (moments, moments->len - 1);
  if (!write_output (view, evolution, &last->spec, error))
    return FALSE;
  if (picture.json)
    print_json (view, evolution);
  return TRUE;
}

int
cli_evolution (int    argc,
               char **argv)
{
  GError *error = NULL;
  NnEvolutionView view;
  NnBackend backend;
  int threads;

  if (!cli_picture_parse (&picture, argc, argv, "RUNFILE",
                  _("Shows how the maps of a run (train --timeline) came to look for what they look "
                    "for: at each moment the projection of the strongest activation over the "
                    "training set."), NULL, entries, &error)
      || !parse_view (&view, &error)
      || !parse_film (&error)
      || !cli_parse_threads (options.threads, &threads, &error)
      || !cli_choose_backend (&backend, &error)
      || !run (&view, backend, threads, &error))
    return cli_fail ("evolution", error);
  return cli_finish ("evolution");
}
