/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/cli.h"

#include <errno.h>
#include <math.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include <gio/gio.h>
#include <glib/gi18n.h>

#include "base/nn-file.h"
#include "config.h"

static volatile sig_atomic_t interrupted;
static gboolean progress_shown;
static int output_error;          /* errno of the first line that could not be printed; 0: none */

/* Data. */

static void
ignore_message (const char    *domain,
                GLogLevelFlags level,
                const char    *message,
                gpointer       data)
{
}

/* The folder of the app's preferences; NULL if there is none, or no app. (transfer full) */
static char *
preferred_directory (void)
{
  GSettingsSchemaSource *source = g_settings_schema_source_get_default ();
  g_autoptr (GSettingsSchema) schema = NULL;
  g_autoptr (GSettings) settings = NULL;
  guint handler;

  if (source != NULL)
    schema = g_settings_schema_source_lookup (source, IMAGETTE_ID, TRUE);
  if (schema == NULL || !g_settings_schema_has_key (schema, "data-folder"))
    return NULL;
  /* On a machine without a settings store GIO says that nothing will be saved: nothing is. */
  handler = g_log_set_handler ("GLib-GIO", G_LOG_LEVEL_MESSAGE, ignore_message, NULL);
  settings = g_settings_new (IMAGETTE_ID);
  g_log_remove_handler ("GLib-GIO", handler);
  return g_settings_get_string (settings, "data-folder");
}

NnDataset *
cli_open_dataset (const char *explicit_directory,
                  GError    **error)
{
  g_autofree char *preferred = explicit_directory == NULL ? preferred_directory () : NULL;
  g_autofree char *directory = nn_dataset_find (explicit_directory, preferred, error);
  g_autofree char *reason = NULL;

  if (directory == NULL)
    return NULL;
  reason = nn_dataset_why_passed_over (explicit_directory, preferred);
  if (reason != NULL)
    fprintf (stderr, _("imagette-cli: the folder of the preferences is passed over (%s); the images "
                       "come from %s\n"), reason, directory);
  return nn_dataset_load (directory, error);
}

/* The files of the set that explicit_directory leads to; NULL if there is none, which is not for
 * here to say. (transfer full) */
static char **
list_images (const char *explicit_directory)
{
  g_autofree char *preferred = explicit_directory == NULL ? preferred_directory () : NULL;
  g_autofree char *directory = nn_dataset_find (explicit_directory, preferred, NULL);

  return directory != NULL ? nn_dataset_list_files (directory) : NULL;
}

/* Files. */

static gboolean
check_input (const CliOutput *output,
             const char      *input,
             GError         **error)
{
  if (!nn_file_is_same (input, output->path))
    return TRUE;
  g_set_error (error, CLI_USAGE_ERROR, 0,
               _("%s: expected a file of its own, found %s, which is read"),
               output->option, output->path);
  return FALSE;
}

/* Wrong before anything is read or written: paths as they were given. */
static gboolean
check_names (const char *const *inputs,
             const char *const *images,
             const CliOutput   *outputs,
             GError           **error)
{
  for (const CliOutput *output = outputs; output->option != NULL; output++)
    {
      if (output->path == NULL)
        continue;
      if (*output->path == '\0')
        {
          g_set_error (error, CLI_USAGE_ERROR, 0, _("%s: expected the name of a file, found none"),
                       output->option);
          return FALSE;
        }
      for (const CliOutput *other = outputs; other < output; other++)
        if (other->path != NULL && nn_file_is_same (other->path, output->path))
          {
            g_set_error (error, CLI_USAGE_ERROR, 0,
                         _("%s: expected a file of its own, found %s, which %s writes, too"),
                         output->option, output->path, other->option);
            return FALSE;
          }
      for (gsize i = 0; inputs != NULL && inputs[i] != NULL; i++)
        if (!check_input (output, inputs[i], error))
          return FALSE;
      for (gsize i = 0; images != NULL && images[i] != NULL; i++)
        if (!check_input (output, images[i], error))
          return FALSE;
    }
  return TRUE;
}

gboolean
cli_check_outputs (const char *const *inputs,
                   const char        *data,
                   const CliOutput   *outputs,
                   GError           **error)
{
  g_auto (GStrv) images = list_images (data);

  if (!check_names (inputs, (const char *const *) images, outputs, error))
    return FALSE;
  for (const CliOutput *output = outputs; output->option != NULL; output++)
    if (output->path != NULL && !nn_file_check_writable (output->path, error))
      return FALSE;
  return TRUE;
}

static gboolean
replace (const char   *path,
         gconstpointer data,
         gsize         size,
         GError      **error)
{
  static const int numbers[] = { SIGINT, SIGTERM, SIGHUP };
  sigset_t held, before;
  gboolean done;

  sigemptyset (&held);
  for (gsize i = 0; i < G_N_ELEMENTS (numbers); i++)
    sigaddset (&held, numbers[i]);
  pthread_sigmask (SIG_BLOCK, &held, &before);
  done = nn_file_replace (path, data, size, error);
  pthread_sigmask (SIG_SETMASK, &before, NULL);
  return done;
}

gboolean
cli_write (const char *path,
           GString    *text,
           GError    **error)
{
  return replace (path, text->str, text->len, error);
}

gboolean
cli_write_bytes (const char *path,
                 GBytes     *bytes,
                 GError    **error)
{
  gsize size;
  gconstpointer data = g_bytes_get_data (bytes, &size);

  return replace (path, data, size, error);
}

/* Ends. */

int
cli_fail (const char *verb,
          GError     *error)
{
  gboolean usage = error->domain == CLI_USAGE_ERROR;

  cli_progress_clear ();
  fprintf (stderr, "imagette-cli %s: %s\n", verb, error->message);
  if (usage)
    fprintf (stderr, _("“imagette-cli %s --help” lists the options.\n"), verb);
  g_error_free (error);
  return usage ? CLI_USAGE : CLI_FAILED;
}

void
cli_flush (void)
{
  if (fflush (stdout) != 0 && output_error == 0)
    output_error = errno;
}

int
cli_finish (const char *verb)
{
  cli_flush ();
  if (output_error == 0 && !ferror (stdout))
    return CLI_DONE;
  fprintf (stderr, _("imagette-cli %s: cannot write to the standard output: %s\n"), verb,
           g_strerror (output_error != 0 ? output_error : EIO));
  return CLI_FAILED;
}

/* Ctrl-C. */

static void
interrupt (int number)
{
  interrupted = 1;
}

void
cli_catch_interrupt (void)
{
  /* SA_RESETHAND: who presses it twice means it. */
  struct sigaction action = { .sa_handler = interrupt, .sa_flags = (int) SA_RESETHAND | SA_RESTART };

  sigaction (SIGINT, &action, NULL);
}

gboolean
cli_is_interrupted (gpointer unused)
{
  return interrupted != 0;
}

/* Words and numbers. */

void
cli_progress (const char *format,
              ...)
{
  va_list arguments;

  if (!isatty (STDERR_FILENO))
    return;
  va_start (arguments, format);
  fputs ("\r\033[K", stderr);
  vfprintf (stderr, format, arguments);
  fflush (stderr);
  va_end (arguments);
  progress_shown = TRUE;
}

void
cli_progress_clear (void)
{
  if (!progress_shown)
    return;
  fputs ("\r\033[K", stderr);
  fflush (stderr);
  progress_shown = FALSE;
}

void
cli_append_json (GString    *text,
                 const char *key,
                 double      value)
{
  char number[G_ASCII_DTOSTR_BUF_SIZE];

  if (text->len > 0 && text->str[text->len - 1] != '{')
    g_string_append_c (text, ',');
  g_string_append_printf (text, "\"%s\":%s", key,
                          isfinite (value)
                          ? g_ascii_formatd (number, sizeof number, "%.9g", value) : "null");
}

void
cli_append_csv (GString *text,
                double   value)
{
  char number[G_ASCII_DTOSTR_BUF_SIZE];

  if (text->len > 0 && text->str[text->len - 1] != '\n')
    g_string_append_c (text, ',');
  if (isfinite (value))
    g_string_append (text, g_ascii_formatd (number, sizeof number, "%.9g", value));
}
