/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "export/nn-view-words.h"

#include "nn/nn-hands.h"

enum { MUTED, FROZEN, CLIPPED, N_DEEDS };

static const struct
{
  const char *language;
  const char *deeds[N_DEEDS];
} badges[] = {
  { "en", { "muted", "frozen", "clipped" } },
  { "fr", { "muet", "gelé", "écrêté" } },
};

static gboolean
is_done (int                   deed,
         const NnNetwork      *network,
         const NnTrainingSpec *training,
         int                   layer,
         int                   map)
{
  const NnHands *hands = nn_network_get_hands (network);

  if (deed == MUTED)
    return nn_hands_is_muted (hands, layer, map);
  if (deed == FROZEN)
    return nn_hands_is_frozen (hands, layer, map);
  return nn_filter_is_clipped (network, layer, map, training->hyper.rms_clip);
}

void
nn_view_append_hands (GString              *text,
                      const NnViewWords    *say,
                      const NnNetwork      *network,
                      const NnTrainingSpec *training)
{
  int n_layers, language = 0;
  const NnLayer *layers = nn_network_get_layers (network, &n_layers);

  for (guint i = 0; i < G_N_ELEMENTS (badges); i++)
    if (g_str_equal (badges[i].language, say->language))
      language = (int) i;
  for (int deed = 0; deed < N_DEEDS; deed++)
    {
      gboolean any = FALSE;

      for (int layer = 0; layer < n_layers; layer++)
        for (int map = 0; layers[layer].kind == NN_LAYER_CONV2D && map < layers[layer].channels; map++)
          if (is_done (deed, network, training, layer, map))
            {
              if (!any)
                g_string_append_printf (text, " · %s:", badges[language].deeds[deed]);
              g_string_append_printf (text, " %s.%d", layers[layer].title, map + 1);
              any = TRUE;
            }
    }
}
