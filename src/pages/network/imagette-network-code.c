/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pages/network/imagette-network-code.h"

#include "export/nn-keras-code.h"

#include <string.h>

/* The line that the model begins with, behind the imports. */
static int
find_model (char **lines)
{
  int i = 0;

  while (lines[i] != NULL && !g_str_has_prefix (lines[i], "model"))
    i++;
  return i;
}

char *
imagette_network_code_markup (const NnNetwork     *network,
                              const NnNetworkStep *step)
{
  g_autofree char *code = nn_keras_code (network);
  g_auto (GStrv) lines = g_strsplit (g_strchomp (code), "\n", -1);
  NnNetworkStep steps[NN_NETWORK_MAX_STAGES];
  const int n = nn_network_view_steps (network, steps);
  g_autoptr (GString) markup = g_string_new (NULL);
  int stage = 0;

  for (int i = find_model (lines); lines[i] != NULL; i++)
    {
      char *comment = strstr (lines[i], " # ");
      gboolean is_stage, bold;
      g_autofree char *escaped = NULL;

      if (comment != NULL)
        *comment = '\0';
      escaped = g_markup_escape_text (g_strchomp (lines[i]), -1);
      is_stage = strstr (lines[i], "    layers.") != NULL && stage < n;
      bold = is_stage && step != NULL && steps[stage].layer == step->layer
             && steps[stage].flat == step->flat;
      stage += is_stage;
      g_string_append_printf (markup, bold ? "%s<b>%s</b>" : "%s%s", markup->len > 0 ? "\n" : "",
                              escaped);
    }
  return g_string_free (g_steal_pointer (&markup), FALSE);
}
