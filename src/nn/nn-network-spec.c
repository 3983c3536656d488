/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "nn/nn-network.h"

#include <string.h>

/* Names come from files: a width that no class would use is refused. */
#define MAX_WIDTH 4096

#define RIVAL_SECOND 84           /* as wide as LeNet's F6, so that both end alike */

char *
nn_network_spec_to_string (const NnNetworkSpec *spec)
{
  GString *name;

  g_return_val_if_fail (spec != NULL, NULL);

  if (spec->architecture == NN_ARCHITECTURE_LENET)
    return g_strdup ("lenet");

  name = g_string_new (NULL);
  g_string_append_printf (name, "mlp-%d", NN_IMAGE_SIZE);
  for (int i = 0; i < NN_MAX_HIDDEN && spec->hidden[i] > 0; i++)
    g_string_append_printf (name, "-%d", spec->hidden[i]);
  g_string_append_printf (name, "-%d", NN_CLASSES);
  return g_string_free (name, FALSE);
}

/* Plain digits only, no sign, no leading zero; 0 where that is not so. */
static int
parse_width (const char *text)
{
  int width = 0;

  if (text[0] == '0' || text[0] == '\0' || strlen (text) > 4)
    return 0;
  for (const char *c = text; *c != '\0'; c++)
    {
      if (!g_ascii_isdigit (*c))
        return 0;
      width = 10 * width + (*c - '0');
    }
  return width <= MAX_WIDTH ? width : 0;
}

static gboolean
parse_mlp (NnNetworkSpec *spec,
           const char    *architecture)
{
  g_auto (GStrv) parts = g_strsplit (architecture, "-", NN_MAX_HIDDEN + 4);
  const int n = (int) g_strv_length (parts);
  NnNetworkSpec parsed = { .architecture = NN_ARCHITECTURE_MLP, .activation = spec->activation };

  if (n < 3 || n > NN_MAX_HIDDEN + 3 || strcmp (parts[0], "mlp") != 0)
    return FALSE;
  if (parse_width (parts[1]) != NN_IMAGE_SIZE || parse_width (parts[n - 1]) != NN_CLASSES)
    return FALSE;
  for (int i = 2; i < n - 1; i++)
    {
      parsed.hidden[i - 2] = parse_width (parts[i]);
      if (parsed.hidden[i - 2] == 0)
        return FALSE;
    }
  *spec = parsed;
  return TRUE;
}

gboolean
nn_network_spec_from_string (NnNetworkSpec *spec,
                             const char    *architecture)
{
  g_return_val_if_fail (spec != NULL && architecture != NULL, FALSE);

  if (strcmp (architecture, "lenet") == 0)
    {
      *spec = (NnNetworkSpec) { .architecture = NN_ARCHITECTURE_LENET, .activation = spec->activation };
      return TRUE;
    }
  return parse_mlp (spec, architecture);
}

/* Parameters of 784-W-V-…-10: 785 W + (W + 1) V + those behind V, so a line in W. */
void
nn_network_spec_fit (NnNetworkSpec *spec,
                     gsize          target)
{
  int widths[NN_MAX_HIDDEN + 1] = { 0 };
  gsize slope, rest, width = 1;
  int n = 0;

  g_return_if_fail (spec != NULL && spec->architecture == NN_ARCHITECTURE_MLP);

  while (n < NN_MAX_HIDDEN && spec->hidden[n] > 0)
    {
      widths[n] = spec->hidden[n];
      n++;
    }
  if (n == 0)
    return;
  widths[n] = NN_CLASSES;
  slope = NN_IMAGE_SIZE + 1 + (gsize) widths[1];
  rest = (gsize) widths[1];
  for (int i = 1; i < n; i++)
    rest += ((gsize) widths[i] + 1) * (gsize) widths[i + 1];
  if (target > rest)
    width = CLAMP ((target - rest + slope / 2) / slope, 1, MAX_WIDTH);
  spec->hidden[0] = (int) width;
}

NnNetworkSpec
nn_network_spec_rival (gsize target)
{
  NnNetworkSpec rival = {
    .architecture = NN_ARCHITECTURE_MLP,
    .activation = NN_ACTIVATION_RELU,
    .hidden = { 1, RIVAL_SECOND },
  };

  nn_network_spec_fit (&rival, target);
  return rival;
}

NnNetworkSpec
nn_network_spec_other (const NnNetwork *network)
{
  const NnNetworkSpec *spec;
  NnNetworkSpec other = { .architecture = NN_ARCHITECTURE_LENET };

  g_return_val_if_fail (network != NULL, other);

  spec = nn_network_get_spec (network);
  if (spec->architecture == NN_ARCHITECTURE_LENET)
    other = nn_network_spec_rival (nn_network_count_parameters (network));
  other.activation = spec->activation;
  return other;
}
