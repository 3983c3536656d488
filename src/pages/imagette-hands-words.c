/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "pages/imagette-hands-words.h"

#include <glib/gi18n-lib.h>

typedef enum { NONE, MUTED, FROZEN, CLIPPED, N_STATES } State;

static State
state_of (const NnNetwork *network,
          float            rms_clip,
          int              layer,
          int              map)
{
  const NnHands *hands = nn_network_get_hands (network);

  if (nn_hands_is_muted (hands, layer, map))
    return MUTED;
  if (nn_hands_is_frozen (hands, layer, map))
    return FROZEN;
  return nn_filter_is_clipped (network, layer, map, rms_clip) ? CLIPPED : NONE;
}

const char *
imagette_hands_word (const NnNetwork *network,
                     float            rms_clip,
                     int              layer,
                     int              map)
{
  g_return_val_if_fail (network != NULL, NULL);

  switch (state_of (network, rms_clip, layer, map))
    {
    case MUTED:
      return _("muted");
    case FROZEN:
      return _("frozen");
    case CLIPPED:
      return _("clipped");
    case NONE:
    case N_STATES:
    default:
      return NULL;
    }
}

/* text is taken. */
static void
append (GString *line,
        int      n,
        char    *text)
{
  if (n > 0)
    g_string_append_printf (line, "%s%s", line->len > 0 ? " · " : "", text);
  g_free (text);
}

char *
imagette_hands_line (const NnNetwork *network,
                     float            rms_clip)
{
  const NnLayer *layers;
  int n_layers, n[N_STATES] = { 0 };
  g_autoptr (GString) line = g_string_new (NULL);

  g_return_val_if_fail (network != NULL, NULL);

  layers = nn_network_get_layers (network, &n_layers);
  for (int layer = 0; layer < n_layers; layer++)
    for (int map = 0; layers[layer].kind == NN_LAYER_CONV2D && map < layers[layer].channels; map++)
      n[state_of (network, rms_clip, layer, map)]++;
  append (line, n[MUTED], g_strdup_printf (ngettext ("%d map muted", "%d maps muted",
                                                     (gulong) n[MUTED]), n[MUTED]));
  append (line, n[FROZEN], g_strdup_printf (ngettext ("%d filter frozen", "%d filters frozen",
                                                      (gulong) n[FROZEN]), n[FROZEN]));
  append (line, n[CLIPPED], g_strdup_printf (ngettext ("%d filter clipped", "%d filters clipped",
                                                       (gulong) n[CLIPPED]), n[CLIPPED]));
  return line->len > 0 ? g_strdup (line->str) : NULL;
}

const char *
imagette_hands_tile_word (NnFrame       *frame,
                          const NnLayer *layer,
                          gboolean       filter,
                          int            map)
{
  int index;

  g_return_val_if_fail (frame != NULL && layer != NULL, NULL);

  if (layer->kind == NN_LAYER_MAX_POOL)
    layer--;
  if (layer->kind != NN_LAYER_CONV2D)
    return NULL;
  index = (int) (layer - nn_network_get_layers (frame->network, NULL));
  if (filter)
    return imagette_hands_word (frame->network, frame->spec.hyper.rms_clip, index, map);
  return nn_hands_is_muted (nn_network_get_hands (frame->network), index, map) ? _("muted") : NULL;
}

void
imagette_hands_badge (ImagetteFilterGrid *grid,
                      NnFrame            *frame,
                      const char         *layer,
                      gboolean            filter)
{
  const NnLayer *found;
  int columns;

  g_return_if_fail (IMAGETTE_IS_FILTER_GRID (grid) && frame != NULL && layer != NULL);

  found = nn_network_find_layer (frame->network, layer);
  if (found == NULL || (found->kind != NN_LAYER_CONV2D && found->kind != NN_LAYER_MAX_POOL))
    return;
  columns = filter ? found[-1].channels : 1;
  for (int row = 0; row < found->channels; row++)
    for (int column = 0; column < columns; column++)
      imagette_filter_grid_set_badge (grid, row, column,
                                      imagette_hands_tile_word (frame, found, filter, row));
}
