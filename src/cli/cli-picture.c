/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <string.h>

#include <glib/gi18n.h>

#include "base/nn-file.h"
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

gboolean
cli_parse_format (const char *format,
                  const char *output,
                  NnFormat   *value,
                  GError    **error)
{
  static const char *const names[] = { "png", "svg", "pdf", "npy", NULL };
  const char *dot = strrchr (output, '.');
  int index = 0;

  *value = NN_FORMAT_PNG;
  if (format == NULL)
    {
      if (dot != NULL)
        nn_format_from_string (value, dot + 1);
      return TRUE;
    }
  return cli_parse_choice (format, "--format", names, &index, error)
         && nn_format_from_string (value, names[index]);
}

gboolean
cli_look (const char      *text,
          const char      *data,
          const NnNetwork *network,
          NnBackend        backend,
          NnProbe        **probe,
          NnActivations  **activations,
          GError         **error)
{
  const char *source = text != NULL ? text : "test:0";
  g_autoptr (NnDataset) dataset = NULL;
  g_autoptr (NnEngine) engine = NULL;
  float image[NN_IMAGE_SIZE];

  if (g_str_has_prefix (source, "test:"))
    {
      dataset = cli_open_dataset (data, error);
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
cli_write_bytes (GBytes     *bytes,
                 const char *output,
                 GError    **error)
{
  gsize size;
  gconstpointer data = g_bytes_get_data (bytes, &size);

  return nn_file_replace (output, data, size, error);
}

gboolean
cli_write_figure (NnFigure   *figure,
                  NnFormat    format,
                  const char *output,
                  GError    **error)
{
  g_autoptr (GBytes) bytes = nn_figure_serialize (figure, format, error);

  return bytes != NULL && cli_write_bytes (bytes, output, error);
}
