/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdio.h>

#include <glib/gi18n.h>

#include "base/nn-file.h"
#include "cli/cli-picture.h"
#include "export/nn-worksheet-view.h"

static struct
{
  char *seed, *count, *language, *output, *data;
  gboolean json;
  char **files;
  NnWorksheetView view;
} options;

static const GOptionEntry entries[] = {
  { "seed", 0, 0, G_OPTION_ARG_STRING, &options.seed,
    N_("number of the first sheet: another number, another sheet (1)"), "N" },
  { "count", 0, 0, G_OPTION_ARG_STRING, &options.count,
    N_("how many sheets, numbered on from the first, 1 to 200 (1)"), "N" },
  { "language", 0, 0, G_OPTION_ARG_STRING, &options.language,
    N_("of the sheets, whatever the desktop's: en or fr (en)"), "NAME" },
  { "output", 0, 0, G_OPTION_ARG_FILENAME, &options.output,
    N_("the PDF to write: two pages a sheet, then the answers"), "PATH" },
  { "json", 0, 0, G_OPTION_ARG_NONE, &options.json,
    N_("print the exercises and their answers as one object of JSON"), NULL },
  { "data", 0, 0, G_OPTION_ARG_FILENAME, &options.data,
    N_("folder with the four IDX files (the MNIST that comes along)"), "DIR" },
  { NULL },
};

static gboolean
parse (int     argc,
       char  **argv,
       GError **error)
{
  static const char *const languages[] = { "en", "fr", NULL };
  guint64 count = 1, seed = 1;
  int language = 0;

  if (!cli_parse (argc, argv, NULL,
                  _("Writes worksheets to be done by hand, with real digits in them: convolution, "
                    "pooling, sizes, parameters."),
                  _("The number of a sheet is its seed. All sheets come first, one leaf each when "
                    "printed on both sides; the answers follow."),
                  entries, &options.files, 0, error)
      || !cli_parse_uint (options.count, "--count", 1, NN_WORKSHEET_MAX_COUNT, &count, error)
      || !cli_parse_uint (options.seed, "--seed", 0, G_MAXUINT64 - (count - 1), &seed, error)
      || !cli_parse_choice (options.language, "--language", languages, &language, error)
      || (!options.json && !cli_require (options.output, "--output", "FILE.pdf", error)))
    return FALSE;
  options.view = (NnWorksheetView) {
    .first = seed, .count = (guint) count, .language = languages[language],
  };
  if (options.output != NULL && *options.output != '\0')
    {
      g_autofree char *lower = g_ascii_strdown (options.output, -1);

      if (!g_str_has_suffix (lower, ".pdf"))
        {
          g_set_error (error, CLI_USAGE_ERROR, 0, _("--output: expected a name in %s%s, found “%s”"),
                       "", ".pdf", options.output);
          return FALSE;
        }
    }
  return cli_check_outputs (NULL, options.data,
                            (CliOutput[]) { { "--output", options.output }, { NULL } }, error);
}

/* ---- JSON ---- */

static void
append_numbers (GString    *text,
                const char *key,
                const int  *values,
                int         n)
{
  g_string_append_printf (text, "%s%s%s[", key != NULL ? "\"" : "", key != NULL ? key : "",
                          key != NULL ? "\":" : "");
  for (int i = 0; i < n; i++)
    g_string_append_printf (text, "%s%d", i > 0 ? "," : "", values[i]);
  g_string_append_c (text, ']');
}

/* A signal as its numbers; what has more rows as a list of rows. */
static void
append_grid (GString      *text,
             const char   *key,
             const NnGrid *grid)
{
  if (grid->rows == 1)
    {
      append_numbers (text, key, grid->values, grid->columns);
      return;
    }
  if (key != NULL)
    g_string_append_printf (text, "\"%s\":", key);
  for (int row = 0; row < grid->rows; row++)
    {
      g_string_append_c (text, row > 0 ? ',' : '[');
      append_numbers (text, NULL, &grid->values[row * grid->columns], grid->columns);
    }
  g_string_append_c (text, ']');
}

static void
append_place (GString           *text,
              const NnGridPlace *place)
{
  g_string_append_printf (text, "\"image\":%u,\"row\":%d,\"column\":%d,", place->image, place->row,
                          place->column);
}

static void
append_layer (GString       *text,
              const NnLayer *layer)
{
  switch (layer->kind)
    {
    case NN_LAYER_CONV2D:
      g_string_append_printf (text, "{\"kind\":\"convolution\",\"filters\":%d,\"kernel\":%d}",
                              layer->channels, layer->kernel);
      break;
    case NN_LAYER_MAX_POOL:
      g_string_append_printf (text, "{\"kind\":\"max-pooling\",\"kernel\":%d,\"stride\":%d}",
                              layer->kernel, layer->stride);
      break;
    case NN_LAYER_DENSE:
    case NN_LAYER_INPUT:
    default:
      g_string_append_printf (text, "{\"kind\":\"dense\",\"units\":%d}", layer->channels);
      break;
    }
}

static void
append_exercises (GString           *text,
                  const NnWorksheet *sheet)
{
  g_string_append (text, "\"line\":{");
  append_grid (text, "signal", &sheet->line.signal);
  g_string_append_c (text, ',');
  append_grid (text, "filter", &sheet->line.filter);
  g_string_append (text, "},\"plane\":{");
  append_place (text, &sheet->plane.place);
  append_grid (text, "patch", &sheet->plane.patch);
  g_string_append_c (text, ',');
  append_grid (text, "filter", &sheet->plane.filter);
  g_string_append (text, "},\"pooling\":{");
  append_grid (text, "map", &sheet->pooling.map);
  g_string_append (text, "},\"match\":{");
  append_grid (text, "filter", &sheet->match.filter);
  for (int i = 0; i < NN_WORKSHEET_PATCHES; i++)
    {
      g_string_append (text, i > 0 ? ",{" : ",\"patches\":[{");
      append_place (text, &sheet->match.places[i]);
      append_grid (text, "patch", &sheet->match.patches[i]);
      g_string_append_c (text, '}');
    }
  for (int i = 0; i < NN_WORKSHEET_SIZES; i++)
    g_string_append_printf (text, "%s{\"size\":%d,\"kernel\":%d,\"padding\":%d,\"stride\":%d}",
                            i > 0 ? "," : "]},\"sizes\":[", sheet->sizes[i].size,
                            sheet->sizes[i].kernel, sheet->sizes[i].padding, sheet->sizes[i].stride);
  g_string_append_printf (text, "],\"network\":{\"input\":[%d,%d,%d],\"layers\":[",
                          sheet->network.input.channels, sheet->network.input.height,
                          sheet->network.input.width);
  for (int i = 0; i < NN_WORKSHEET_LAYERS; i++)
    {
      if (i > 0)
        g_string_append_c (text, ',');
      append_layer (text, &sheet->network.layers[i]);
    }
  g_string_append (text, "]}");
}

static void
append_answers (GString           *text,
                const NnWorksheet *sheet)
{
  g_string_append (text, "\"line\":{");
  append_grid (text, "output", &sheet->line.output);
  g_string_append_c (text, ',');
  append_grid (text, "rectified", &sheet->line.rectified);
  g_string_append_c (text, ',');
  append_grid (text, "pooled", &sheet->line.pooled);
  g_string_append (text, "},\"plane\":{");
  append_grid (text, "output", &sheet->plane.output);
  g_string_append (text, "},\"pooling\":{");
  append_grid (text, "pooled", &sheet->pooling.pooled);
  g_string_append (text, "},\"match\":{");
  append_numbers (text, "answers", sheet->match.answers, NN_WORKSHEET_PATCHES);
  g_string_append_printf (text, ",\"best\":\"%c\"}", 'A' + sheet->match.best);
  for (int i = 0; i < NN_WORKSHEET_SIZES; i++)
    g_string_append_printf (text, "%s%d", i > 0 ? "," : ",\"sizes\":[", sheet->sizes[i].output);
  for (int i = 0; i < NN_WORKSHEET_LAYERS; i++)
    g_string_append_printf (text, "%s[%d,%d,%d]", i > 0 ? "," : "],\"network\":{\"shapes\":[",
                            sheet->network.layers[i].channels, sheet->network.layers[i].height,
                            sheet->network.layers[i].width);
  for (int i = 0; i < NN_WORKSHEET_LAYERS; i++)
    g_string_append_printf (text, "%s%" G_GSIZE_FORMAT, i > 0 ? "," : "],\"parameters\":[",
                            sheet->network.parameters[i]);
  g_string_append_printf (text, "],\"total\":%" G_GSIZE_FORMAT "}", sheet->network.total);
}

static gboolean
print_json (const NnImages *images,
            GError        **error)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < options.view.count; i++)
    {
      NnWorksheet sheet;

      if (!nn_worksheet_make (&sheet, options.view.first + i, images->pixels, images->n, error))
        return FALSE;
      g_string_append_printf (text, "%s{\"seed\":%" G_GUINT64_FORMAT ",\"exercises\":{",
                              i > 0 ? "," : "{\"worksheets\":[", sheet.seed);
      append_exercises (text, &sheet);
      g_string_append (text, "},\"answers\":{");
      append_answers (text, &sheet);
      g_string_append (text, "}}");
    }
  printf ("%s]}\n", text->str);
  return TRUE;
}

static gboolean
run (GError **error)
{
  g_autoptr (NnDataset) dataset = cli_open_dataset (options.data, error);
  g_autoptr (GBytes) bytes = NULL;
  gconstpointer data;
  gsize size;

  if (dataset == NULL)
    return FALSE;
  if (options.output != NULL)
    {
      bytes = nn_worksheet_view_serialize (&options.view, &dataset->test, error);
      if (bytes == NULL)
        return FALSE;
      data = g_bytes_get_data (bytes, &size);
      if (!nn_file_replace (options.output, data, size, error))
        return FALSE;
    }
  return !options.json || print_json (&dataset->test, error);
}

int
cli_worksheet (int    argc,
               char **argv)
{
  GError *error = NULL;

  if (!parse (argc, argv, &error) || !run (&error))
    return cli_fail ("worksheet", error);
  return cli_finish ("worksheet");
}
