/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "nn/nn-hands.h"

#include <math.h>
#include <string.h>

/* A filter on the sphere is off it by roundings of its weights, far less than this. */
#define ON_SPHERE 1e-5

static gboolean
has_any (const guint32 *maps)
{
  for (int l = 0; l < NN_MAX_LAYERS; l++)
    if (maps[l] != 0)
      return TRUE;
  return FALSE;
}

gboolean
nn_hands_has_muted (const NnHands *hands)
{
  g_return_val_if_fail (hands != NULL, FALSE);
  return has_any (hands->muted);
}

gboolean
nn_hands_is_empty (const NnHands *hands)
{
  g_return_val_if_fail (hands != NULL, TRUE);
  return !has_any (hands->muted) && !has_any (hands->frozen);
}

gboolean
nn_hands_equal (const NnHands *a,
                const NnHands *b)
{
  g_return_val_if_fail (a != NULL && b != NULL, FALSE);
  return memcmp (a, b, sizeof *a) == 0;
}

static gboolean
get_bit (const guint32 *maps,
         int            layer,
         int            map)
{
  g_return_val_if_fail (layer >= 0 && layer < NN_MAX_LAYERS && map >= 0, FALSE);
  return map < 32 && (maps[layer] >> map & 1) != 0;
}

static void
set_bit (guint32  *maps,
         int       layer,
         int       map,
         gboolean  on)
{
  g_return_if_fail (layer >= 0 && layer < NN_MAX_LAYERS && map >= 0 && map < 32);

  if (on)
    maps[layer] |= (guint32) 1 << map;
  else
    maps[layer] &= ~((guint32) 1 << map);
}

gboolean
nn_hands_is_muted (const NnHands *hands,
                   int            layer,
                   int            map)
{
  g_return_val_if_fail (hands != NULL, FALSE);
  return get_bit (hands->muted, layer, map);
}

gboolean
nn_hands_is_frozen (const NnHands *hands,
                    int            layer,
                    int            map)
{
  g_return_val_if_fail (hands != NULL, FALSE);
  return get_bit (hands->frozen, layer, map);
}

void
nn_hands_set_muted (NnHands  *hands,
                    int       layer,
                    int       map,
                    gboolean  muted)
{
  g_return_if_fail (hands != NULL);
  set_bit (hands->muted, layer, map, muted);
}

void
nn_hands_set_frozen (NnHands  *hands,
                     int       layer,
                     int       map,
                     gboolean  frozen)
{
  g_return_if_fail (hands != NULL);
  set_bit (hands->frozen, layer, map, frozen);
}

gboolean
nn_hands_fit (const NnHands   *hands,
              const NnNetwork *network)
{
  g_return_val_if_fail (hands != NULL && network != NULL, FALSE);

  for (int l = 0; l < NN_MAX_LAYERS; l++)
    for (int map = 0; map < 32; map++)
      if ((get_bit (hands->muted, l, map) || get_bit (hands->frozen, l, map))
          && !nn_filter_exists (network, l, map))
        return FALSE;
  return TRUE;
}

/* Words */

char *
nn_hands_to_string (const NnNetwork *network,
                    const guint32   *maps)
{
  GString *text = g_string_new (NULL);
  int n_layers;
  const NnLayer *layers = nn_network_get_layers (network, &n_layers);

  for (int l = 0; l < n_layers; l++)
    for (int map = 0; map < 32; map++)
      if (get_bit (maps, l, map))
        g_string_append_printf (text, "%s%s:%d", text->len > 0 ? " " : "", layers[l].name,
                                map + 1);
  return g_string_free (text, FALSE);
}

static gboolean
add_word (const NnNetwork *network,
          const char      *word,
          guint32         *maps)
{
  const char *colon = strchr (word, ':');
  g_autofree char *name = colon != NULL ? g_strndup (word, colon - word) : NULL;
  const NnLayer *layer = name != NULL ? nn_network_find_layer (network, name) : NULL;
  guint64 number;
  int index;

  if (layer == NULL || !g_ascii_string_to_unsigned (colon + 1, 10, 1, 32, &number, NULL))
    return FALSE;
  index = (int) (layer - nn_network_get_layers (network, NULL));
  if (!nn_filter_exists (network, index, (int) number - 1))
    return FALSE;
  set_bit (maps, index, (int) number - 1, TRUE);
  return TRUE;
}

gboolean
nn_hands_from_string (const NnNetwork *network,
                      const char      *text,
                      guint32         *maps)
{
  g_auto (GStrv) words = NULL;
  g_autofree char *again = NULL;
  guint32 found[NN_MAX_LAYERS] = { 0 };

  g_return_val_if_fail (network != NULL && text != NULL && maps != NULL, FALSE);

  words = g_strsplit (text, " ", -1);
  for (char **word = words; *word != NULL; word++)
    if (!add_word (network, *word, found))
      return FALSE;
  /* One content, one text: no map twice, none out of order, no "+1", no "01". */
  again = nn_hands_to_string (network, found);
  if (strcmp (again, text) != 0)
    return FALSE;
  memcpy (maps, found, sizeof found);
  return TRUE;
}

/* Filters */

static const NnParameter *
find_parameter (const NnNetwork *network,
                int              layer,
                gboolean         bias)
{
  const NnLayer *l = &nn_network_get_layers (network, NULL)[layer];

  return &nn_network_get_parameters (network, NULL)[bias ? l->bias : l->weight];
}

/* Where the filter and its bias lie in a block of the network's layout. */
static gsize
weight_offset (const NnNetwork *network,
               int              layer,
               int              map)
{
  const NnParameter *weight = find_parameter (network, layer, FALSE);

  return weight->offset + map * weight->pitch;
}

static gsize
bias_offset (const NnNetwork *network,
             int              layer,
             int              map)
{
  return find_parameter (network, layer, TRUE)->offset + map;
}

gboolean
nn_filter_exists (const NnNetwork *network,
                  int              layer,
                  int              map)
{
  int n_layers;
  const NnLayer *layers;

  g_return_val_if_fail (network != NULL, FALSE);

  layers = nn_network_get_layers (network, &n_layers);
  return layer >= 0 && layer < n_layers && layers[layer].kind == NN_LAYER_CONV2D
         && map >= 0 && map < MIN (layers[layer].channels, 32)
         && find_parameter (network, layer, FALSE)->columns <= NN_HANDS_MAX_FILTER;
}

void
nn_filter_get (NnFilter          *filter,
               const NnNetwork   *network,
               const NnOptimizer *optimizer,
               int                layer,
               int                map)
{
  const float *block = nn_network_peek_block (network);
  gsize weight, bias, bytes;

  g_return_if_fail (filter != NULL && nn_filter_exists (network, layer, map));

  weight = weight_offset (network, layer, map);
  bias = bias_offset (network, layer, map);
  memset (filter, 0, sizeof *filter);
  filter->layer = layer;
  filter->map = map;
  filter->n = (int) find_parameter (network, layer, FALSE)->columns;
  bytes = filter->n * sizeof (float);
  memcpy (filter->weights, block + weight, bytes);
  filter->bias = block[bias];
  if (optimizer == NULL)
    return;
  memcpy (filter->first, nn_optimizer_peek_first (optimizer) + weight, bytes);
  memcpy (filter->second, nn_optimizer_peek_second (optimizer) + weight, bytes);
  filter->bias_first = nn_optimizer_peek_first (optimizer)[bias];
  filter->bias_second = nn_optimizer_peek_second (optimizer)[bias];
}

void
nn_filter_put (const NnFilter *filter,
               NnNetwork      *network,
               NnOptimizer    *optimizer)
{
  float *block = nn_network_get_block (network);
  gsize weight, bias, bytes;

  g_return_if_fail (filter != NULL && nn_filter_exists (network, filter->layer, filter->map));
  g_return_if_fail (filter->n == (int) find_parameter (network, filter->layer, FALSE)->columns);

  weight = weight_offset (network, filter->layer, filter->map);
  bias = bias_offset (network, filter->layer, filter->map);
  bytes = filter->n * sizeof (float);
  memcpy (block + weight, filter->weights, bytes);
  block[bias] = filter->bias;
  if (optimizer == NULL)
    return;
  memcpy (nn_optimizer_get_first (optimizer) + weight, filter->first, bytes);
  memcpy (nn_optimizer_get_second (optimizer) + weight, filter->second, bytes);
  nn_optimizer_get_first (optimizer)[bias] = filter->bias_first;
  nn_optimizer_get_second (optimizer)[bias] = filter->bias_second;
}

double
nn_filter_rms (const NnNetwork *network,
               int              layer,
               int              map)
{
  const float *w;
  double sum = 0;
  gsize n;

  g_return_val_if_fail (nn_filter_exists (network, layer, map), 0);

  w = nn_network_peek_block (network) + weight_offset (network, layer, map);
  n = find_parameter (network, layer, FALSE)->columns;
  for (gsize i = 0; i < n; i++)
    sum += (double) w[i] * w[i];
  return sqrt (sum / n);
}

gboolean
nn_filter_is_clipped (const NnNetwork *network,
                      int              layer,
                      int              map,
                      float            radius)
{
  return radius > 0 && nn_filter_rms (network, layer, map) >= radius * (1 - ON_SPHERE);
}

/* Silence */

void
nn_hands_silence (NnNetwork *network)
{
  const NnHands *hands = nn_network_get_hands (network);
  float *block = nn_network_get_block (network);

  g_return_if_fail (hands != NULL);

  for (int l = 0; l < NN_MAX_LAYERS; l++)
    for (int map = 0; map < 32 && hands->muted[l] >> map != 0; map++)
      if (get_bit (hands->muted, l, map))
        {
          memset (block + weight_offset (network, l, map), 0,
                  find_parameter (network, l, FALSE)->columns * sizeof (float));
          block[bias_offset (network, l, map)] = 0;
        }
}

NnNetwork *
nn_hands_apply (NnNetwork *network)
{
  NnNetwork *silent;

  g_return_val_if_fail (network != NULL, NULL);

  if (!nn_hands_has_muted (nn_network_get_hands (network)))
    return nn_network_ref (network);
  silent = nn_network_copy (network);
  nn_hands_silence (silent);
  return silent;
}
