/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <inttypes.h>
#include <math.h>
#include <string.h>

#include <glib/gi18n.h>

#include "cli/cli.h"
#include "config.h"

#define MAX_THREADS 64

G_DEFINE_QUARK (cli-usage-error-quark, cli_usage_error)

gboolean
cli_parse_up_to (int                 argc,
                 char              **argv,
                 const char         *parameters,
                 const char         *summary,
                 const char         *description,
                 const GOptionEntry *entries,
                 char             ***files,
                 guint               n_files,
                 GError            **error)
{
  const GOptionEntry rest[] = {
    { G_OPTION_REMAINING, 0, G_OPTION_FLAG_HIDDEN, G_OPTION_ARG_FILENAME_ARRAY, files, NULL, NULL },
    { NULL },
  };
  g_autoptr (GOptionContext) context = g_option_context_new (parameters);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) words = NULL;
  g_autoptr (GError) local = NULL;
  guint n;

  for (int i = 0; i < argc; i++)
    g_strv_builder_add (builder, argv[i]);
  words = g_strv_builder_end (builder);

  g_option_context_set_translation_domain (context, GETTEXT_PACKAGE);
  g_option_context_set_summary (context, summary);
  g_option_context_set_description (context, description);
  g_option_context_add_main_entries (context, entries, GETTEXT_PACKAGE);
  g_option_context_add_main_entries (context, rest, NULL);
  if (!g_option_context_parse_strv (context, &words, &local))
    {
      g_set_error_literal (error, CLI_USAGE_ERROR, 0, local->message);
      return FALSE;
    }

  n = *files != NULL ? g_strv_length (*files) : 0;
  if (n > n_files)
    g_set_error (error, CLI_USAGE_ERROR, 0, _("expected no more words, found “%s”"),
                 (*files)[n_files]);
  return n <= n_files;
}

gboolean
cli_parse (int                 argc,
           char              **argv,
           const char         *parameters,
           const char         *summary,
           const char         *description,
           const GOptionEntry *entries,
           char             ***files,
           guint               n_files,
           GError            **error)
{
  if (!cli_parse_up_to (argc, argv, parameters, summary, description, entries, files, n_files,
                        error))
    return FALSE;
  if (n_files > 0 && (*files == NULL || g_strv_length (*files) < n_files))
    {
      g_set_error (error, CLI_USAGE_ERROR, 0, _("expected a file, found none"));
      return FALSE;
    }
  return TRUE;
}

gboolean
cli_parse_uint (const char *text,
                const char *option,
                guint64     min,
                guint64     max,
                guint64    *value,
                GError    **error)
{
  if (text == NULL || g_ascii_string_to_unsigned (text, 10, min, max, value, NULL))
    return TRUE;
  g_set_error (error, CLI_USAGE_ERROR, 0,
               _("%s: expected a whole number from %" PRIu64 " to %" PRIu64
                 ", found “%s”"), option, min, max, text);
  return FALSE;
}

gboolean
cli_parse_float (const char *text,
                 const char *option,
                 double      min,
                 double      max,
                 float      *value,
                 GError    **error)
{
  double wide;
  char *end;

  if (text == NULL)
    return TRUE;
  wide = g_ascii_strtod (text, &end);
  if (*text != '\0' && *end == '\0' && wide >= min && wide <= max)
    {
      *value = (float) wide;
      return TRUE;
    }
  g_set_error (error, CLI_USAGE_ERROR, 0, _("%s: expected a number from %g to %g, found “%s”"),
               option, min, max, text);
  return FALSE;
}

gboolean
cli_parse_choice (const char        *text,
                  const char        *option,
                  const char *const *names,
                  int               *value,
                  GError           **error)
{
  g_autofree char *allowed = NULL;

  if (text == NULL)
    return TRUE;
  for (int i = 0; names[i] != NULL; i++)
    if (strcmp (text, names[i]) == 0)
      {
        *value = i;
        return TRUE;
      }
  allowed = g_strjoinv (", ", (char **) names);
  g_set_error (error, CLI_USAGE_ERROR, 0, _("%s: expected one of %s, found “%s”"), option, allowed,
               text);
  return FALSE;
}

gboolean
cli_parse_threads (const char *text,
                   int        *threads,
                   GError    **error)
{
  guint64 wide = MIN (g_get_num_processors (), 4);

  if (!cli_parse_uint (text, "--threads", 1, MAX_THREADS, &wide, error))
    return FALSE;
  *threads = (int) wide;
  return TRUE;
}

gboolean
cli_choose_backend (NnBackend *backend,
                    GError   **error)
{
  g_autoptr (GError) local = NULL;

  if (nn_backend_from_environment (backend, &local))
    return TRUE;
  g_set_error_literal (error, CLI_USAGE_ERROR, 0, local->message);
  return FALSE;
}
