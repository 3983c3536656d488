/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "pages/features/imagette-feature-words.h"

#include "nn/nn-hands.h"
#include "render/nn-style.h"
#include "pages/imagette-hands-words.h"
#include "pages/imagette-words.h"

#include <glib/gi18n-lib.h>
#include <math.h>

ImagetteField
imagette_feature_field (NnFeatureLayer layer,
                        int            row,
                        int            column)
{
  if (layer == NN_FEATURE_C1)
    return (ImagetteField) { row - 2, column - 2, 5 };
  if (layer == NN_FEATURE_C3)
    return (ImagetteField) { 2 * row - 2, 2 * column - 2, 14 };
  return (ImagetteField) { 0, 0, NN_IMAGE_SIDE };
}

int
imagette_feature_count_maps (const NnNetwork *network,
                             NnFeatureLayer   layer)
{
  const NnLayer *found = nn_network_find_layer (network, nn_feature_layer_to_string (layer));

  return found != NULL && nn_network_find_layer (network, "c1") != NULL ? found->channels : 0;
}

const char *
imagette_feature_title (NnFeatureLayer layer)
{
  static const char *const titles[NN_N_FEATURES] = { "C1", "C3", "F6", N_("Output") };

  return layer == NN_FEATURE_OUTPUT ? _(titles[layer]) : titles[layer];
}

char *
imagette_feature_map_words (NnFeatureLayer layer,
                            int            map)
{
  if (layer == NN_FEATURE_OUTPUT)
    /* Translators: the output unit of one of the ten digits. */
    return g_strdup_printf (_("digit %d"), map);
  if (layer == NN_FEATURE_F6)
    return g_strdup_printf (_("unit %d"), map + 1);
  return g_strdup_printf (_("map %d"), map + 1);
}

const NnImages *
imagette_feature_images (const NnFeatures *features,
                         NnDataset        *dataset)
{
  return features->set == NN_SET_TRAIN ? &dataset->train : &dataset->test;
}

char *
imagette_feature_patch_words (const NnFeatures *features,
                              NnDataset        *dataset,
                              const NnPatch    *patch)
{
  int label = imagette_feature_images (features, dataset)->labels[patch->image];
  g_autofree char *value = imagette_words_number ((double) patch->value, 2);

  if (features->set == NN_SET_TRAIN)
    return g_strdup_printf (_("training digit %u, a %d, %s"), patch->image, label, value);
  return g_strdup_printf (_("test digit %u, a %d, %s"), patch->image, label, value);
}

char *
imagette_feature_classes (const NnFeatures *features,
                          NnDataset        *dataset,
                          NnFeatureLayer    layer,
                          int               map)
{
  const NnStrongestMap *strongest = &features->strongest[layer]->maps[map];
  const NnImages *images = imagette_feature_images (features, dataset);
  g_autoptr (GString) text = g_string_new (NULL);
  int count[NN_CLASSES] = { 0 };

  for (int i = 0; i < strongest->n; i++)
    count[images->labels[strongest->patches[i].image]]++;
  for (int times = NN_STRONGEST; times > 0; times--)
    for (int class = 0; class < NN_CLASSES; class++)
      if (count[class] == times)
        {
          g_string_append (text, text->len > 0 ? ", " : "");
          /* Translators: the digit %d, and how many of the nine strongest patches are of it. */
          g_string_append_printf (text, ngettext ("%d (once)", "%d (%d times)", (gulong) times),
                                  class, times);
        }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/* In percent; what is neither none nor all never reads as 0 or 100. */
static char *
part_words (double part)
{
  if (part > 0 && part < 0.1)
    return imagette_words_number (MAX (100 * part, 0.1), 1);
  if (part > 0.995 && part < 1)
    return imagette_words_number (MIN (100 * part, 99.9), 1);
  return imagette_words_number (100 * part, 0);
}

const char *
imagette_feature_state_word (NnMapState state)
{
  switch (state)
    {
    case NN_MAP_DEAD:
      return _("dead");
    case NN_MAP_NEARLY_DEAD:
      return _("nearly dead");
    case NN_MAP_NEVER_POSITIVE:
      return _("never positive");
    case NN_MAP_SATURATED:
      return _("saturated");
    case NN_MAP_NOT_A_NUMBER:
      return _("not a number");
    case NN_MAP_ALIVE:
    default:
      return NULL;
    }
}

gboolean
imagette_feature_is_muted (const NnNetwork *network,
                           NnFeatureLayer   layer,
                           int              map)
{
  const NnLayer *found = nn_network_find_layer (network, nn_feature_layer_to_string (layer));

  return nn_hands_is_muted (nn_network_get_hands (network),
                            (int) (found - nn_network_get_layers (network, NULL)), map);
}

const char *
imagette_feature_silence (const NnNetwork *network,
                          NnFeatureLayer   layer,
                          int              map,
                          NnMapState       state)
{
  g_return_val_if_fail (network != NULL && (guint) layer < NN_N_FEATURES, NULL);

  if (imagette_feature_is_muted (network, layer, map))
    return _("muted: all of its values are 0");
  if (state == NN_MAP_NOT_A_NUMBER)
    return _("not a number");
  if (state != NN_MAP_DEAD)
    return _("never positive: above 0 on no digit");
  return nn_network_get_spec (network)->activation == NN_ACTIVATION_TANH
           ? _("dead: within ±0.001 on every digit") : _("dead: not positive on any digit");
}

const char *
imagette_feature_empty (const NnFeatures *features,
                        NnFeatureLayer    layer,
                        int               map)
{
  const NnStrongest *all;
  NnMapState state;

  g_return_val_if_fail ((guint) layer < NN_N_FEATURES, NULL);

  all = features != NULL ? features->strongest[layer] : NULL;
  if (all == NULL || map >= all->n_maps)
    return _("not computed yet");
  state = nn_strongest_get_state (all, map);
  if (all->maps[map].n > 0 && state != NN_MAP_NOT_A_NUMBER
      && !imagette_feature_is_muted (features->network, layer, map))
    return _("fewer than nine digits are positive");
  return imagette_feature_silence (features->network, layer, map, state);
}

/* "max 3.80 · on 97 % of digits", and the badge. */
static void
fill_head (ImagettePatchBlock *block,
           const NnFeatures   *features,
           NnFeatureLayer      layer,
           int                 map,
           float               rms_clip)
{
  const NnStrongest *all = features->strongest[layer];
  const NnStrongestMap *strongest = &all->maps[map];
  double part = all->n_images > 0 ? (double) strongest->positive / all->n_images : 0;
  const char *badge = NULL;
  g_autofree char *value = imagette_words_number ((double) strongest->max, 2);
  g_autofree char *percent = part_words (part);
  /* Translators: the strongest value of a map, and on how many of the digits it is positive. */
  g_autofree char *caption = g_strdup_printf (_("max %s · on %s %% of digits"), value, percent);

  imagette_patch_block_set_caption (block, isnan (strongest->max) ? NULL : caption);
  if (imagette_feature_is_muted (features->network, layer, map))
    badge = _("muted");
  else
    badge = imagette_feature_state_word (nn_strongest_get_state (all, map));
  if (badge == NULL && (layer == NN_FEATURE_C1 || layer == NN_FEATURE_C3))
    badge = imagette_hands_word (features->network, rms_clip, all->layer, map);
  imagette_patch_block_set_badge (block, badge);
}

void
imagette_feature_fill (ImagettePatchBlock *block,
                       const NnFeatures   *features,
                       NnDataset          *dataset,
                       NnFeatureLayer      layer,
                       int                 map,
                       float               rms_clip)
{
  const NnStrongestMap *strongest;
  const NnImages *images;
  g_autofree char *title = imagette_feature_map_words (layer, map);

  imagette_patch_block_set_title (block, title);
  imagette_patch_block_set_side (block, imagette_feature_field (layer, 0, 0).size);
  if (features == NULL || features->strongest[layer] == NULL
      || map >= features->strongest[layer]->n_maps)
    {
      imagette_patch_block_set_caption (block, NULL);
      imagette_patch_block_set_badge (block, NULL);
      imagette_patch_block_set_empty (block, 0, imagette_feature_empty (features, layer, map));
      return;
    }
  strongest = &features->strongest[layer]->maps[map];
  images = imagette_feature_images (features, dataset);
  fill_head (block, features, layer, map, rms_clip);
  for (int i = 0; i < strongest->n; i++)
    {
      const NnPatch *patch = &strongest->patches[i];
      ImagetteField field = imagette_feature_field (layer, patch->row, patch->column);
      NnTensor *projection = nn_features_get_projection (features, layer, map, i);
      g_autofree char *words = imagette_feature_patch_words (features, dataset, patch);

      g_return_if_fail (projection != NULL && patch->image < images->n);
      imagette_patch_block_set_cell (block, i, images->pixels + (gsize) patch->image * NN_IMAGE_SIZE,
                                     nn_tensor_get_data (projection), field.row, field.column, 0,
                                     words);
    }
  if (strongest->n < NN_STRONGEST)
    imagette_patch_block_set_empty (block, strongest->n, imagette_feature_empty (features, layer, map));
}
