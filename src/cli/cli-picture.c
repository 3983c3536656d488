/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <string.h>

#include <glib/gi18n.h>

#include "cli/cli-picture.h"

gboolean
cli_require (const char *text,
             const char *option,
             const char *example,
             GError    **error)
{
  if (text == NULL)
    g_set_error (error, CLI_USAGE_ERROR, 0, _("expected %s %s, found none"), option, example);
  return text != NULL;
}

/* The options */

#define MAX_ENTRIES 24

static GOptionEntry
make_entry (const char *name,
            gpointer    text,
            const char *description,
            const char *argument)
{
  const gboolean is_path = g_str_equal (argument, "PATH") || g_str_equal (argument, "DIR")
                           || g_str_equal (argument, "PROBE");

  return (GOptionEntry) { name, 0, 0, is_path ? G_OPTION_ARG_FILENAME : G_OPTION_ARG_STRING, text,
                          description, argument };
}

static const char *
describe_scale (int scale)
{
  return scale == 0   ? N_("pixels a value, 1 to 256 (as fits the layer)")
         : scale == 2 ? N_("pixels a value, 1 to 256 (2)")
                      : N_("pixels a value, 1 to 256 (8)");
}

/* The verb's own, then those that it shares with others; up to an empty one. */
static void
collect_entries (CliPicture         *picture,
                 const GOptionEntry *own,
                 GOptionEntry       *all)
{
  gsize n = 0;

  while (own[n].long_name != NULL)
    {
      all[n] = own[n];
      n++;
    }
  g_assert (n + 7 < MAX_ENTRIES);

  if (picture->has & CLI_HAS_PROBE)
    all[n++] = make_entry ("probe", &picture->probe,
                           N_("what the network looks at: test:INDEX, counted from 0, or a PNG "
                              "(test:0)"), "PROBE");
  all[n++] = make_entry ("output", &picture->output, N_("the file to write"), "PATH");
  all[n++] = make_entry ("format", &picture->format_name,
                         picture->has & CLI_HAS_NPY
                           ? N_("png, svg, pdf or npy, as the name of the output ends, if it does; "
                                "else this, or png")
                           : N_("png, svg or pdf, as the name of the output ends, if it does; "
                                "else this, or png"), "NAME");
  if (picture->has & CLI_HAS_COLORS)
    all[n++] = make_entry ("colors", &picture->colors_name, N_("grey or diverging (grey)"), "NAME");
  if (picture->has & CLI_HAS_SCALE)
    all[n++] = make_entry ("scale", &picture->scale_name, describe_scale (picture->default_scale),
                           "N");
  all[n++] = make_entry ("language", &picture->language_name,
                         N_("of the words in the picture, whatever the desktop's: en or fr (en)"),
                         "NAME");
  if (picture->has & CLI_HAS_DATA)
    all[n++] = make_entry ("data", &picture->data,
                           N_("folder with the four IDX files (the MNIST that comes along)"), "DIR");
  all[n] = (GOptionEntry) { NULL };
}

/* "png" of "maps/c1.PNG"; NULL if the name has no end. (transfer full) */
static char *
find_ending (const char *path)
{
  g_autofree char *name = g_path_get_basename (path);
  const char *dot = strrchr (name, '.');

  return dot != NULL && dot != name && dot[1] != '\0' ? g_ascii_strdown (dot + 1, -1) : NULL;
}

/* The name of the output says what is in it: --format may repeat that, or say it of a name
 * without an end. */
static gboolean
parse_format (CliPicture *picture,
              GError    **error)
{
  static const char *const with_numbers[] = { "png", "svg", "pdf", "npy", NULL };
  static const char *const pictures[] = { "png", "svg", "pdf", NULL };
  const char *const *names = picture->has & CLI_HAS_NPY ? with_numbers : pictures;
  const char *ending = picture->found = picture->output != NULL ? find_ending (picture->output) : NULL;
  g_autofree char *allowed = NULL;
  int index = 0;

  if (!cli_parse_choice (picture->format_name, "--format", names, &index, error))
    return FALSE;
  if (ending != NULL && g_strcmp0 (ending, picture->ending) == 0 && index == 0)
    return TRUE;                  /* the verb's own */
  if (ending != NULL && (!g_strv_contains (names, ending)
                         || (picture->format_name != NULL && !g_str_equal (ending, names[index]))))
    {
      allowed = picture->format_name != NULL ? g_strconcat (".", names[index], NULL)
                                             : g_strjoinv (", .", (char **) names);
      g_set_error (error, CLI_USAGE_ERROR, 0, _("--output: expected a name in %s%s, found “%s”"),
                   picture->format_name != NULL ? "" : ".", allowed, picture->output);
      return FALSE;
    }
  return nn_format_from_string (&picture->format, ending != NULL ? ending : names[index]);
}

static gboolean
parse_values (CliPicture *picture,
              GError    **error)
{
  static const char *const colors[] = { "grey", "diverging", NULL };
  static const char *const languages[] = { "en", "fr", NULL };
  int color = 0, language = 0;
  guint64 scale = picture->default_scale;

  if (!cli_parse_choice (picture->colors_name, "--colors", colors, &color, error)
      || !cli_parse_choice (picture->language_name, "--language", languages, &language, error)
      || !cli_parse_uint (picture->scale_name, "--scale", 1, CLI_MAX_SCALE, &scale, error)
      || (!picture->json && !cli_require (picture->output, "--output", "PATH", error))
      || !parse_format (picture, error))
    return FALSE;
  picture->scale = (int) scale;
  picture->language = languages[language];
  return nn_colors_from_string (&picture->colors, colors[color]);
}

gboolean
cli_picture_parse (CliPicture         *picture,
                   int                 argc,
                   char              **argv,
                   const char         *parameters,
                   const char         *summary,
                   const char         *description,
                   const GOptionEntry *entries,
                   GError            **error)
{
  GOptionEntry all[MAX_ENTRIES];
  const char *inputs[3] = { NULL };
  int n = 0;

  collect_entries (picture, entries, all);
  if (!(picture->optional ? cli_parse_up_to : cli_parse) (argc, argv, parameters, summary,
                                                          description, all, &picture->files, 1,
                                                          error)
      || !parse_values (picture, error))
    return FALSE;
  if (picture->files != NULL)
    inputs[n++] = picture->files[0];
  if (picture->probe != NULL && !g_str_has_prefix (picture->probe, "test:"))
    inputs[n] = picture->probe;
  return cli_check_outputs (inputs, picture->data,
                            (CliOutput[]) { { "--output", picture->output }, { NULL } }, error);
}

/* The work */

gboolean
cli_look (const CliPicture *picture,
          const NnNetwork  *network,
          NnBackend         backend,
          NnProbe         **probe,
          NnActivations   **activations,
          GError          **error)
{
  const char *source = picture->probe != NULL ? picture->probe : "test:0";
  g_autoptr (NnDataset) dataset = NULL;
  g_autoptr (NnEngine) engine = NULL;
  float image[NN_IMAGE_SIZE];

  if (g_str_has_prefix (source, "test:"))
    {
      dataset = cli_open_dataset (picture->data, error);
      if (dataset == NULL)
        return FALSE;
    }
  *probe = nn_probe_parse (source, dataset, error);
  if (*probe == NULL)
    return FALSE;

  for (int i = 0; i < NN_IMAGE_SIZE; i++)
    image[i] = (*probe)->pixels[i] / 255.0f;
  engine = nn_engine_new (nn_network_get_spec (network), backend, 1);
  *activations = nn_engine_activations (engine, network, image);
  return TRUE;
}

void
cli_append_map (GString     *text,
                const float *map)
{
  char number[G_ASCII_DTOSTR_BUF_SIZE];

  for (int y = 0; y < NN_IMAGE_SIDE; y++)
    {
      g_string_append (text, y > 0 ? ",[" : "[[");
      for (int x = 0; x < NN_IMAGE_SIDE; x++)
        {
          const float v = *map++;

          g_string_append_printf (text, "%s%s", x > 0 ? "," : "",
                                  isfinite (v) ? g_ascii_formatd (number, sizeof number, "%.9g", v)
                                               : "null");
        }
      g_string_append_c (text, ']');
    }
  g_string_append_c (text, ']');
}

gboolean
cli_write_picture (const CliPicture *picture,
                   GBytes           *bytes,
                   GError          **error)
{
  return picture->output == NULL || cli_write_bytes (picture->output, bytes, error);
}

gboolean
cli_write_figure (const CliPicture *picture,
                  NnFigure         *figure,
                  GError          **error)
{
  g_autoptr (GBytes) bytes = NULL;

  if (picture->output == NULL)
    return TRUE;
  bytes = nn_figure_serialize (figure, picture->format, error);
  return bytes != NULL && cli_write_picture (picture, bytes, error);
}
