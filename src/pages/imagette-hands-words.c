/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "pages/imagette-hands-words.h"

#include <glib/gi18n-lib.h>

const char *
imagette_hands_word (NnFrame *frame,
                     int      layer,
                     int      map)
{
  const NnHands *hands;

  g_return_val_if_fail (frame != NULL, NULL);

  hands = nn_network_get_hands (frame->network);
  if (nn_hands_is_muted (hands, layer, map))
    return _("muted");
  if (nn_hands_is_frozen (hands, layer, map))
    return _("frozen");
  if (nn_filter_is_clipped (frame->network, layer, map, frame->spec.hyper.rms_clip))
    return _("clipped");
  return NULL;
}

void
imagette_hands_badge (ImagetteFilterGrid *grid,
                      NnFrame            *frame,
                      const char         *layer,
                      gboolean            filter)
{
  const NnLayer *layers, *found;
  int index, columns;

  g_return_if_fail (IMAGETTE_IS_FILTER_GRID (grid) && frame != NULL && layer != NULL);

  layers = nn_network_get_layers (frame->network, NULL);
  found = nn_network_find_layer (frame->network, layer);
  if (found != NULL && found->kind == NN_LAYER_MAX_POOL)
    found--;
  if (found == NULL || found->kind != NN_LAYER_CONV2D)
    return;
  index = (int) (found - layers);
  columns = filter ? found[-1].channels : 1;
  for (int row = 0; row < found->channels; row++)
    {
      const char *word = NULL;

      if (filter)
        word = imagette_hands_word (frame, index, row);
      else if (nn_hands_is_muted (nn_network_get_hands (frame->network), index, row))
        word = _("muted");
      for (int column = 0; column < columns; column++)
        imagette_filter_grid_set_badge (grid, row, column, word);
    }
}
