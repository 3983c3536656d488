/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "nn/nn-engine-private.h"

#include <string.h>

#include "nn/nn-hands.h"

/* Muting and freezing around the back ends, which know nothing of it: a muted
 * filter is 0 while they compute, and what is held is put back after the update.
 * So every back end obeys in the same way, and none of them pays when no hand is on. */

const NnNetwork *
nn_engine_listen (NnEngine        *engine,
                  const NnNetwork *network)
{
  if (network == engine->silent || !nn_hands_has_muted (nn_network_get_hands (network)))
    return network;
  if (engine->silent == NULL)
    engine->silent = nn_network_copy (network);
  else
    memcpy (nn_network_get_block (engine->silent), nn_network_peek_block (network),
            nn_network_get_block_size (network) * sizeof (float));
  nn_network_set_hands (engine->silent, nn_network_get_hands (network));
  nn_hands_silence (engine->silent);
  return engine->silent;
}

static GArray *
keep_held (const NnNetwork   *network,
           const NnOptimizer *optimizer)
{
  const NnHands *hands = nn_network_get_hands (network);
  GArray *kept = g_array_new (FALSE, FALSE, sizeof (NnFilter));

  for (int l = 0; l < NN_MAX_LAYERS; l++)
    for (int map = 0; map < 32; map++)
      if (nn_hands_is_muted (hands, l, map) || nn_hands_is_frozen (hands, l, map))
        {
          NnFilter filter;

          nn_filter_get (&filter, network, optimizer, l, map);
          g_array_append_val (kept, filter);
        }
  return kept;
}

NnBatchResult
nn_engine_train_held (NnEngine      *engine,
                      NnNetwork     *network,
                      NnOptimizer   *optimizer,
                      const NnHyper *hyper,
                      const guint8  *pixels,
                      const guint8  *labels,
                      const guint32 *indices,
                      int            n)
{
  g_autoptr (GArray) kept = keep_held (network, optimizer);
  NnBatchResult result;

  nn_hands_silence (network);
  result = engine->klass->train_batch (engine, network, optimizer, hyper, pixels, labels, indices,
                                       n);
  for (guint i = 0; i < kept->len; i++)
    nn_filter_put (&g_array_index (kept, NnFilter, i), network, optimizer);
  return result;
}

void
nn_engine_mute_gradient (const NnNetwork *network,
                         float           *gradient)
{
  const NnHands *hands = nn_network_get_hands (network);
  const NnLayer *layers = nn_network_get_layers (network, NULL);
  const NnParameter *parameters = nn_network_get_parameters (network, NULL);

  for (int l = 0; l < NN_MAX_LAYERS; l++)
    for (int map = 0; map < 32; map++)
      if (nn_hands_is_muted (hands, l, map))
        {
          const NnParameter *weight = &parameters[layers[l].weight];

          memset (gradient + weight->offset + map * weight->pitch, 0,
                  weight->columns * sizeof (float));
          gradient[parameters[layers[l].bias].offset + map] = 0;
        }
}
