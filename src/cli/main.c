/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <locale.h>
#include <stdio.h>
#include <string.h>

#include <glib/gi18n.h>

#include "cli/cli.h"
#include "config.h"

typedef struct
{
  const char *name;
  int (*run) (int argc, char **argv);
  const char *summary;
} Verb;

static const Verb verbs[] = {
  { "train", cli_train, N_("train a network and write it to a file") },
  { "evaluate", cli_evaluate, N_("count the right answers of a network on the test images") },
  { "compare", cli_compare, N_("train LeNet and its fully connected rival, and compare them") },
  { "export", cli_export, N_("write filters and activations as pictures or numbers") },
  { "features", cli_features, N_("show what the maps look for: their strongest patches") },
  { "map", cli_map, N_("show how a layer sets the digits apart") },
  { "maximise", cli_maximise, N_("find the images that units answer to most") },
  { "occlusion", cli_occlusion, N_("show what covering a part of a digit does") },
  { "project", cli_project, N_("show what in a digit makes a unit answer") },
  { "evolution", cli_evolution, N_("show how the maps of a run came to look for what they do") },
  { "invariance", cli_invariance, N_("show how far shifts, sizes and turns move a digit") },
  { "network", cli_network, N_("draw a network as LeCun and others drew LeNet in 1998") },
  { "worksheet", cli_worksheet, N_("write worksheets to be done by hand, and their answers") },
  { "transfer", cli_transfer, N_("learn to tell your own images apart, with a base network") },
  { "predict", cli_predict, N_("say what is on images, with what transfer has learnt") },
  { "info", cli_info, N_("say what a model or run file holds") },
  { "benchmark", cli_benchmark, N_("measure the speed of training and of answers") },
};

static void
print_usage (FILE *stream)
{
  fprintf (stream, "%s\n  imagette-cli %s\n\n", _("Usage:"), _("VERB [OPTION…]"));
  fprintf (stream, "%s\n\n%s\n", _("Trains LeNet on MNIST and shows its filters and activations."),
           _("Verbs:"));
  for (gsize i = 0; i < G_N_ELEMENTS (verbs); i++)
    fprintf (stream, "  %-10s  %s\n", verbs[i].name, _(verbs[i].summary));
  fprintf (stream, "\n%s\n", _("“imagette-cli VERB --help” lists the options of a verb; "
                               "--version prints the version."));
}

int
main (int    argc,
      char **argv)
{
  const char *verb = argc > 1 ? argv[1] : NULL;
  const char *localedir = g_getenv ("IMAGETTE_LOCALEDIR"); /* of a build that is not installed */

  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, localedir != NULL ? localedir : LOCALEDIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);

  if (verb == NULL)
    {
      print_usage (stderr);
      return CLI_USAGE;
    }
  if (strcmp (verb, "--help") == 0 || strcmp (verb, "-h") == 0)
    {
      print_usage (stdout);
      return cli_finish ("");
    }
  if (strcmp (verb, "--version") == 0)
    {
      printf ("imagette-cli %s\n", IMAGETTE_VERSION);
      return cli_finish ("");
    }

  for (gsize i = 0; i < G_N_ELEMENTS (verbs); i++)
    if (strcmp (verb, verbs[i].name) == 0)
      {
        g_autofree char *name = g_strconcat ("imagette-cli ", verb, NULL);

        g_set_prgname (name);
        return verbs[i].run (argc - 1, argv + 1);
      }

  fprintf (stderr, _("imagette-cli: expected a verb, found “%s”\n\n"), verb);
  print_usage (stderr);
  return CLI_USAGE;
}
