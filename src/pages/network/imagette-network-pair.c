/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pages/network/imagette-network-pair.h"

#include <string.h>

gboolean
imagette_network_pair_set (ImagetteNetworkPair *pair,
                           const NnFrame       *frame)
{
  const NnNetworkSpec *spec = &frame->spec.network;
  const NnArchitecture trained = spec->architecture;
  const NnArchitecture other = trained == NN_ARCHITECTURE_LENET ? NN_ARCHITECTURE_MLP
                                                                : NN_ARCHITECTURE_LENET;
  NnNetwork *old = pair->of[trained];
  const gboolean same = old != NULL && pair->trained == trained
                        && memcmp (nn_network_get_spec (old), spec, sizeof *spec) == 0;
  NnNetworkSpec other_spec;

  if (old != frame->network)
    {
      g_clear_pointer (&pair->of[trained], nn_network_unref);
      pair->of[trained] = nn_network_ref (frame->network);
    }
  pair->trained = trained;
  if (same)
    return FALSE;
  other_spec = nn_network_spec_other (frame->network);
  g_clear_pointer (&pair->of[other], nn_network_unref);
  pair->of[other] = nn_network_new (&other_spec);
  return TRUE;
}

void
imagette_network_pair_clear (ImagetteNetworkPair *pair)
{
  for (int i = 0; i < 2; i++)
    g_clear_pointer (&pair->of[i], nn_network_unref);
}
