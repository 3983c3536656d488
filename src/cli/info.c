/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <inttypes.h>
#include <math.h>
#include <stdio.h>

#include <glib/gi18n.h>

#include "cli/cli.h"

static struct
{
  gboolean json;
  char **files;
} options;

static const GOptionEntry entries[] = {
  { "json", 0, 0, G_OPTION_ARG_NONE, &options.json, N_("one object of JSON"), NULL },
  { NULL },
};

static const char *
activation_name (const NnNetworkSpec *spec)
{
  return spec->activation == NN_ACTIVATION_TANH ? "tanh" : "relu";
}

/* "[6,1,5,5]". (transfer full) */
static char *
shape_to_string (const NnParameter *parameter)
{
  GString *text = g_string_new ("[");

  for (int axis = 0; axis < parameter->rank; axis++)
    g_string_append_printf (text, "%s%zu", axis > 0 ? "," : "", parameter->shape[axis]);
  g_string_append_c (text, ']');
  return g_string_free (text, FALSE);
}

/* Maps that are muted or frozen are named only where there are any, as in the file. */
static void
append_hands (GString         *line,
              const NnNetwork *network)
{
  const NnHands *hands = nn_network_get_hands (network);
  g_autofree char *muted = nn_hands_to_string (network, hands->muted);
  g_autofree char *frozen = nn_hands_to_string (network, hands->frozen);

  if (*muted != '\0')
    g_string_append_printf (line, ",\"muted\":\"%s\"", muted);
  if (*frozen != '\0')
    g_string_append_printf (line, ",\"frozen\":\"%s\"", frozen);
}

static void
print_hands (const NnNetwork *network)
{
  const NnHands *hands = nn_network_get_hands (network);
  g_autofree char *muted = nn_hands_to_string (network, hands->muted);
  g_autofree char *frozen = nn_hands_to_string (network, hands->frozen);

  if (*muted != '\0')
    printf (_("muted         %s\n"), muted);
  if (*frozen != '\0')
    printf (_("frozen        %s\n"), frozen);
}

/* No name in here needs escaping: all of them are the program's own. */
static void
print_json (const NnNetwork   *network,
            const NnModelInfo *info,
            GPtrArray         *moments)
{
  g_autoptr (GString) line = g_string_new ("{");
  g_autofree char *architecture = nn_network_spec_to_string (&info->spec.network);
  g_autofree char *sha256 = nn_network_sha256 (network);
  const NnHyper *hyper = &info->spec.hyper;
  int n;
  const NnParameter *parameters = nn_network_get_parameters (network, &n);

  g_string_append_printf (line, "\"kind\":\"%s\",\"architecture\":\"%s\",\"activation\":\"%s\","
                          "\"parameters\":%zu,\"seed\":%" G_GUINT64_FORMAT ",\"epoch\":%u,"
                          "\"update\":%" G_GUINT64_FORMAT ",\"optimizer\":\"%s\"",
                          moments != NULL ? "run" : "model", architecture,
                          activation_name (&info->spec.network),
                          nn_network_count_parameters (network), info->spec.seed, info->epoch,
                          info->update, nn_optimizer_kind_to_string (hyper->kind));
  cli_append_json (line, "rate", hyper->rate);
  cli_append_json (line, "momentum", hyper->momentum);
  cli_append_json (line, "weight_decay", hyper->weight_decay);
  cli_append_json (line, "rms_clip", hyper->rms_clip);
  append_hands (line, network);
  g_string_append_printf (line, ",\"batch\":%u,\"hold_out\":%u,\"sha256\":\"%s\",\"tensors\":[",
                          info->spec.batch, info->spec.hold_out, sha256);
  for (int i = 0; i < n; i++)
    {
      g_autofree char *shape = shape_to_string (&parameters[i]);

      g_string_append_printf (line, "%s{\"name\":\"%s\",\"shape\":%s}", i > 0 ? "," : "",
                              parameters[i].name, shape);
    }
  g_string_append_c (line, ']');
  for (guint i = 0; moments != NULL && i < moments->len; i++)
    {
      const NnMoment *moment = g_ptr_array_index (moments, i);
      const NnEvaluation *test = moment->evaluation;

      g_string_append_printf (line, "%s{\"update\":%" G_GUINT64_FORMAT ",\"epoch\":%u",
                              i > 0 ? "," : ",\"moments\":[", moment->place.update,
                              moment->place.epoch);
      cli_append_json (line, "test_accuracy",
                       test != NULL ? (double) test->correct / test->n : NAN);
      g_string_append_c (line, '}');
    }
  printf ("%s%s}\n", line->str, moments != NULL ? "]" : "");
}

static void
print_moments (GPtrArray *moments)
{
  printf (_("moments\n"));
  for (guint i = 0; i < moments->len; i++)
    {
      const NnMoment *moment = g_ptr_array_index (moments, i);
      const NnEvaluation *test = moment->evaluation;

      printf (_("  update %-8" PRIu64 " epoch %-4u"), moment->place.update,
              moment->place.epoch);
      if (test != NULL)
        printf (_(" test accuracy %.2f %%"), 100.0 * test->correct / test->n);
      putchar ('\n');
    }
}

static void
print_text (const NnNetwork   *network,
            const NnModelInfo *info,
            GPtrArray         *moments)
{
  g_autofree char *architecture = nn_network_spec_to_string (&info->spec.network);
  const NnHyper *hyper = &info->spec.hyper;
  int n;
  const NnParameter *parameters = nn_network_get_parameters (network, &n);

  printf (_("architecture  %s, %s\n"), architecture, activation_name (&info->spec.network));
  printf (_("parameters    %zu\n"), nn_network_count_parameters (network));
  printf (_("seed          %" PRIu64 "\n"), info->spec.seed);
  printf (_("epoch         %u (update %" PRIu64 ")\n"), info->epoch, info->update);
  printf (_("optimizer     %s, rate %g, momentum %g, weight decay %g, batch %u\n"),
          nn_optimizer_kind_to_string (hyper->kind), hyper->rate, hyper->momentum,
          hyper->weight_decay, info->spec.batch);
  if (hyper->rms_clip > 0)
    printf (_("RMS clip      %g\n"), hyper->rms_clip);
  print_hands (network);
  printf (_("tensors\n"));
  for (int i = 0; i < n; i++)
    {
      g_autofree char *shape = shape_to_string (&parameters[i]);

      printf ("  %-14s %s\n", parameters[i].name, shape);
    }
  if (moments != NULL)
    print_moments (moments);
}

int
cli_info (int    argc,
          char **argv)
{
  GError *error = NULL;
  NnModelInfo info;
  g_autoptr (GPtrArray) moments = NULL;
  g_autoptr (NnNetwork) network = NULL;

  if (!cli_parse (argc, argv, "FILE", _("Says what a model or run file holds."), NULL, entries,
                  &options.files, 1, &error))
    return cli_fail ("info", error);
  network = cli_load_model (options.files[0], &info, &moments, &error);
  if (network == NULL)
    return cli_fail ("info", error);

  if (options.json)
    print_json (network, &info, moments);
  else
    print_text (network, &info, moments);
  return cli_finish ("info");
}
