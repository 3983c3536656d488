/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include <glib/gi18n.h>
#include <glib/gstdio.h>

#include "base/nn-error.h"
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
  .ending = "gif",
  .default_scale = 2,
};

static const GOptionEntry entries[] = {
  { "layer", 0, 0, G_OPTION_ARG_STRING, &options.layer, N_("c1, c3 or both (both)"), "NAME" },
  { "map", 0, 0, G_OPTION_ARG_STRING, &options.map,
    N_("this map of --layer alone, counted from 1 (all)"), "N" },
  { "film", 0, 0, G_OPTION_ARG_NONE, &options.film,
    N_("an animated GIF, a second a moment, instead of the strip; a name in .gif asks for it, too"),
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

/* "--film: expected gif, found png" */
static gboolean
refuse_format (const char *option,
               const char *expected,
               const char *found,
               GError    **error)
{
  g_set_error (error, CLI_USAGE_ERROR, 0, _("%s: expected %s, found %s"), option, expected, found);
  return FALSE;
}

/* Both write what they write: the name of the output may say so, too, but nothing else. */
static gboolean
parse_film (GError **error)
{
  const gboolean gif = g_strcmp0 (picture.found, picture.ending) == 0;

  if (options.film && options.numbered)
    {
      g_set_error (error, CLI_USAGE_ERROR, 0, _("expected --film or --numbered, found both"));
      return FALSE;
    }
  if (options.numbered && (gif || picture.format != NN_FORMAT_PNG))
    return refuse_format ("--numbered", "png",
                          gif ? picture.found : nn_format_to_string (picture.format), error);
  if (options.film && !gif && (picture.found != NULL || picture.format_name != NULL))
    return refuse_format ("--film", "gif", picture.found != NULL ? picture.found
                                                                 : picture.format_name, error);
  if (gif && picture.format_name != NULL)
    return refuse_format ("--format", "gif", picture.format_name, error);
  options.film |= gif;
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

static gboolean
check_maps (const NnMoment *moment,
            GError        **error)
{
  if (nn_network_find_layer (moment->network, "c1") != NULL)
    return TRUE;
  g_set_error (error, NN_ERROR, NN_ERROR_UNSUPPORTED,
               _("%s: expected a run of LeNet, found a fully connected network, which has no maps"),
               picture.files[0]);
  return FALSE;
}

/* NULL after Ctrl-C. */
static NnEvolution *
evolve (GPtrArray *moments,
        NnDataset *dataset,
        NnBackend  backend,
        int        threads)
{
  const NnMoment *first = g_ptr_array_index (moments, 0);
  g_autoptr (GPtrArray) columns
    = g_ptr_array_new_with_free_func ((GDestroyNotify) nn_evolution_column_unref);
  g_autoptr (NnEngine) engine = nn_engine_new (nn_network_get_spec (first->network), backend,
                                               threads);

  for (guint i = 0; i < moments->len; i++)
    {
      const NnMoment *moment = g_ptr_array_index (moments, i);
      NnEvolutionColumn *column;

      cli_progress (_("moment %u of %u"), i + 1, moments->len);
      column = nn_evolution_column_run (engine, moment->network, &moment->place, dataset,
                                        cli_is_interrupted, NULL);
      if (column == NULL)
        break;
      g_ptr_array_add (columns, column);
    }
  cli_progress_clear ();
  return columns->len == moments->len ? nn_evolution_new (columns, moments->len) : NULL;
}

/* PATH-01.png. (transfer full) */
static char *
name_numbered (guint i,
               guint n)
{
  const char *dot = strrchr (picture.output, '.');
  int stem = dot != NULL && strchr (dot, '/') == NULL ? (int) (dot - picture.output)
                                                      : (int) strlen (picture.output);
  g_autofree char *suffix = nn_evolution_view_suffix (i, n);

  return g_strdup_printf ("%.*s%s.png", stem, picture.output, suffix);
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

/* All of them, or none that was not there before. */
static gboolean
write_files (GPtrArray *files,
             GError   **error)
{
  g_autoptr (GPtrArray) written = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < files->len; i++)
    {
      g_autofree char *path = name_numbered (i, files->len);
      const gboolean new = !g_file_test (path, G_FILE_TEST_EXISTS);

      if (!cli_write_bytes (path, g_ptr_array_index (files, i), error))
        {
          for (guint k = 0; k < written->len; k++)
            g_unlink (g_ptr_array_index (written, k));
          return FALSE;
        }
      if (new)
        g_ptr_array_add (written, g_steal_pointer (&path));
    }
  return TRUE;
}

/* Nothing is written before all of them are there: Ctrl-C leaves no half of a film. */
static int
write_numbered (const NnEvolutionView *view,
                const NnEvolution     *evolution,
                GError               **error)
{
  g_autoptr (GPtrArray) files = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);

  for (int c = 0; c < evolution->n_columns; c++)
    {
      g_autoptr (NnFigure) figure = nn_evolution_view_frame (view, evolution, c, error);
      GBytes *bytes = figure != NULL ? nn_figure_serialize (figure, NN_FORMAT_PNG, error) : NULL;

      if (bytes == NULL)
        return CLI_FAILED;
      g_ptr_array_add (files, bytes);
      if (cli_is_interrupted (NULL))
        return CLI_INTERRUPTED;
    }
  return write_files (files, error) ? CLI_DONE : CLI_FAILED;
}

static int
write_one (const NnEvolutionView *view,
           const NnEvolution     *evolution,
           const NnTrainingSpec  *training,
           GError               **error)
{
  g_autoptr (NnFigure) figure = NULL;
  g_autoptr (GBytes) bytes = NULL;

  if (options.film)
    bytes = nn_evolution_view_film (view, evolution, error);
  else
    {
      figure = nn_evolution_view_figure (view, evolution, training, error);
      bytes = figure != NULL ? nn_figure_serialize (figure, picture.format, error) : NULL;
    }
  if (bytes != NULL && cli_is_interrupted (NULL))
    return CLI_INTERRUPTED;
  return bytes != NULL && cli_write_picture (&picture, bytes, error) ? CLI_DONE : CLI_FAILED;
}

/* The exit status; sets error where that is CLI_FAILED or CLI_USAGE. */
static int
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
  int status = CLI_DONE;

  if (!nn_run_load (picture.files[0], &moments, &curve, error)
      || (options.numbered && picture.output != NULL && !check_numbered (moments->len, error))
      || (dataset = cli_open_dataset (picture.data, error)) == NULL
      || !check_maps (g_ptr_array_index (moments, 0), error))
    return CLI_FAILED;
  cli_catch_interrupt ();
  evolution = evolve (moments, dataset, backend, threads);
  if (evolution == NULL)
    return CLI_INTERRUPTED;
  last = g_ptr_array_index (moments, moments->len - 1);
  if (picture.output != NULL)
    status = options.numbered ? write_numbered (view, evolution, error)
                              : write_one (view, evolution, &last->spec, error);
  if (status == CLI_DONE && picture.json)
    print_json (view, evolution);
  return status;
}

int
cli_evolution (int    argc,
               char **argv)
{
  GError *error = NULL;
  NnEvolutionView view;
  NnBackend backend;
  int threads, status;

  if (!cli_picture_parse (&picture, argc, argv, "RUNFILE",
                  _("Shows how the maps of a run (train --timeline) came to look for what they look "
                    "for: at each moment the projection of the strongest activation over the "
                    "training set."), NULL, entries, &error)
      || !parse_view (&view, &error)
      || !parse_film (&error)
      || !cli_parse_threads (options.threads, &threads, &error)
      || !cli_choose_backend (&backend, &error))
    return cli_fail ("evolution", error);
  status = run (&view, backend, threads, &error);
  if (status == CLI_INTERRUPTED)
    return status;
  return error != NULL ? cli_fail ("evolution", error) : cli_finish ("evolution");
}
