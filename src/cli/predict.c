/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdio.h>
#include <string.h>

#include <glib/gi18n.h>

#include "base/nn-file.h"
#include "cli/cli.h"
#include "datasets/nn-photo.h"
#include "session/nn-head-file.h"

#define MAX_IMAGES 1000000

static struct
{
  char *head, *base;
  gboolean json;
  char **files;
} options;

static const GOptionEntry entries[] = {
  { "head", 0, 0, G_OPTION_ARG_FILENAME, &options.head,
    N_("what transfer has learnt: head.safetensors of its --output"), "FILE" },
  { "base", 0, 0, G_OPTION_ARG_FILENAME, &options.base,
    N_("weights of the base network (those that come along)"), "FILE" },
  { "json", 0, 0, G_OPTION_ARG_NONE, &options.json, N_("a line of JSON an image"), NULL },
  { NULL },
};

/* The text as JSON has it, in quotes. */
static void
append_string (GString    *line,
               const char *text)
{
  g_autofree char *valid = g_utf8_make_valid (text, -1);

  g_string_append_c (line, '"');
  for (const char *c = valid; *c != '\0'; c++)
    if (*c == '"' || *c == '\\')
      g_string_append_printf (line, "\\%c", *c);
    else if ((guchar) *c < 0x20)
      g_string_append_printf (line, "\\u%04x", (guint) (guchar) *c);
    else
      g_string_append_c (line, *c);
  g_string_append_c (line, '"');
}

static void
print_answer (const NnHeadFile *head,
              const char       *path,
              const float      *probabilities)
{
  guint n = nn_head_get_spec (head->head)->n_classes, best = 0;

  for (guint c = 1; c < n; c++)
    if (probabilities[c] > probabilities[best])
      best = c;
  if (options.json)
    {
      g_autoptr (GString) line = g_string_new ("{\"file\":");

      append_string (line, path);
      g_string_append (line, ",\"class\":");
      append_string (line, head->classes[best]);
      cli_append_json (line, "probability", probabilities[best]);
      printf ("%s}\n", line->str);
    }
  else
    printf (_("%s: %s, %.1f %%\n"), path, head->classes[best], 100 * probabilities[best]);
  cli_flush ();
}

/* The base network that the head was learnt on, and no other. */
static NnBaseFile *
load_base (const NnHeadFile *head,
           GError          **error)
{
  g_autofree char *path = nn_base_file_find (options.base, error);
  g_autoptr (NnBaseFile) base = path != NULL ? nn_base_file_load (path, head->cut, error) : NULL;

  if (base == NULL)
    return NULL;
  if (strcmp (base->digest, head->base_digest) != 0)
    {
      g_set_error (error, CLI_USAGE_ERROR, 0,
                   _("--base: expected the base network that the head was learnt on (%s), found %s"),
                   head->base_origin, path);
      return NULL;
    }
  if (nn_backbone_get_n_features (base->backbone) != nn_head_get_spec (head->head)->n_features)
    {
      g_set_error (error, CLI_USAGE_ERROR, 0,
                   _("--head: expected a head over %u features, found one over %u"),
                   nn_backbone_get_n_features (base->backbone),
                   nn_head_get_spec (head->head)->n_features);
      return NULL;
    }
  return g_steal_pointer (&base);
}

static gboolean
answer (const NnHeadFile *head,
        NnBaseFile       *base,
        NnBackbonePass   *pass,
        const char       *path,
        GError          **error)
{
  g_autoptr (GBytes) bytes = nn_file_read (path, NN_PHOTO_MAX_BYTES, error);
  g_autoptr (NnPhoto) photo = NULL;
  g_autofree float *features = NULL, *probabilities = NULL;

  if (bytes != NULL)
    photo = nn_photo_prepare (bytes, path, head->size, head->filter, error);
  if (photo == NULL)
    return FALSE;
  features = g_new (float, nn_backbone_get_n_features (base->backbone));
  probabilities = g_new (float, nn_head_get_spec (head->head)->n_classes);
  nn_backbone_pass_run (pass, photo->pixels, base->signed_input, features);
  nn_head_predict (head->head, features, probabilities);
  print_answer (head, path, probabilities);
  return TRUE;
}

int
cli_predict (int    argc,
             char **argv)
{
  GError *error = NULL;
  g_autoptr (NnHeadFile) head = NULL;
  g_autoptr (NnBaseFile) base = NULL;
  g_autoptr (NnBackbonePass) pass = NULL;
  int status = CLI_DONE;

  if (!cli_parse_up_to (argc, argv, _("IMAGE…"),
                        _("Says what is on images, with the head that transfer has learnt."), NULL,
                        entries, &options.files, MAX_IMAGES, &error))
    return cli_fail ("predict", error);
  if (options.head == NULL || options.files == NULL)
    {
      g_set_error (&error, CLI_USAGE_ERROR, 0,
                   _("expected --head FILE and at least one image, found none"));
      return cli_fail ("predict", error);
    }
  head = nn_head_file_load (options.head, &error);
  base = head != NULL ? load_base (head, &error) : NULL;
  if (base == NULL)
    return cli_fail ("predict", error);
  pass = nn_backbone_pass_new (base->backbone, (int) head->size);
  for (guint i = 0; options.files[i] != NULL; i++)
    if (!answer (head, base, pass, options.files[i], &error))
      {
        status = cli_fail ("predict", g_steal_pointer (&error));
      }
  return status != CLI_DONE ? status : cli_finish ("predict");
}
