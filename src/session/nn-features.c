/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "session/nn-features.h"

#include "base/nn-ref.h"

static const char *const names[NN_N_FEATURES] = { "c1", "c3", "f6", "output" };

/* FALSE if cancelled. */
static gboolean
project_all (NnFeatures     *self,
             NnEngine       *engine,
             const NnImages *images,
             gboolean      (*cancelled) (gpointer data),
             gpointer        data)
{
  for (int layer = 0; layer < NN_N_FEATURES; layer++)
    if (self->strongest[layer] != NULL
        && !nn_strongest_project (engine, self->network, images->pixels, self->strongest[layer],
                                  NN_GATE_DECONVNET, self->projections[layer], cancelled, data))
      return FALSE;
  return TRUE;
}

/* The layers of the table that are wanted, and which ones they are. */
static int
choose_layers (const NnNetwork *network,
               gboolean         units,
               int             *layers,
               int             *features)
{
  const NnLayer *table = nn_network_get_layers (network, NULL);
  int n = 0;

  for (int f = 0; f < (units ? NN_N_FEATURES : NN_FEATURE_F6); f++)
    {
      const NnLayer *layer = nn_network_find_layer (network, names[f]);

      if (layer == NULL)
        continue;
      layers[n] = (int) (layer - table);
      features[n++] = f;
    }
  return n;
}

NnFeatures *
nn_features_run (NnEngine      *engine,
                 NnNetwork     *network,
                 const NnPlace *place,
                 NnDataset     *dataset,
                 NnSet          set,
                 gboolean       units,
                 gboolean     (*cancelled) (gpointer data),
                 gpointer       data)
{
  g_autoptr (NnFeatures) self = NULL;
  const NnImages *images;
  NnStrongest *strongest[NN_N_FEATURES] = { NULL };
  int layers[NN_N_FEATURES], features[NN_N_FEATURES];
  int n;

  g_return_val_if_fail (engine != NULL && network != NULL && place != NULL, NULL);
  g_return_val_if_fail (dataset != NULL, NULL);
  g_return_val_if_fail (nn_network_find_layer (network, "c1") != NULL, NULL);

  images = set == NN_SET_TRAIN ? &dataset->train : &dataset->test;
  n = choose_layers (network, units, layers, features);
  if (!nn_strongest_run (engine, network, images->pixels, images->n, layers, n, strongest,
                         cancelled, data))
    return NULL;

  self = g_new0 (NnFeatures, 1);
  nn_ref_init (&self->ref_count);
  self->place = *place;
  self->network = nn_network_ref (network);
  self->set = set;
  for (int i = 0; i < n; i++)
    {
      self->strongest[features[i]] = strongest[i];
      self->projections[features[i]] = g_new0 (NnTensor *, strongest[i]->n_maps * NN_STRONGEST);
    }
  if (!project_all (self, engine, images, cancelled, data))
    return NULL;
  return g_steal_pointer (&self);
}

NnFeatures *
nn_features_ref (NnFeatures *features)
{
  g_return_val_if_fail (features != NULL, NULL);

  nn_ref_inc (&features->ref_count);
  return features;
}

void
nn_features_unref (NnFeatures *features)
{
  g_return_if_fail (features != NULL);

  if (!nn_ref_dec (&features->ref_count))
    return;
  for (int layer = 0; layer < NN_N_FEATURES; layer++)
    {
      if (features->strongest[layer] == NULL)
        continue;
      for (int i = 0; i < features->strongest[layer]->n_maps * NN_STRONGEST; i++)
        g_clear_pointer (&features->projections[layer][i], nn_tensor_unref);
      g_free (features->projections[layer]);
      nn_strongest_unref (features->strongest[layer]);
    }
  g_clear_pointer (&features->network, nn_network_unref);
  g_free (features);
}

NnTensor *
nn_features_get_projection (const NnFeatures *features,
                            NnFeatureLayer    layer,
                            int               map,
                            int               i)
{
  g_return_val_if_fail (features != NULL && (guint) layer < NN_N_FEATURES, NULL);
  g_return_val_if_fail (i >= 0 && i < NN_STRONGEST, NULL);

  if (features->strongest[layer] == NULL)
    return NULL;
  g_return_val_if_fail (map >= 0 && map < features->strongest[layer]->n_maps, NULL);
  return features->projections[layer][map * NN_STRONGEST + i];
}

NnProbe *
nn_features_new_probe (NnDataset *dataset,
                       NnSet      set,
                       guint      image)
{
  g_autofree char *source = NULL;

  g_return_val_if_fail (dataset != NULL, NULL);
  g_return_val_if_fail (image < (set == NN_SET_TRAIN ? dataset->train : dataset->test).n, NULL);

  if (set == NN_SET_TEST)
    return nn_probe_new_test (dataset, image);
  source = g_strdup_printf ("train:%u", image);
  return nn_probe_new (dataset->train.pixels + (gsize) image * NN_IMAGE_SIZE, -1,
                       dataset->train.labels[image], source);
}

const char *
nn_feature_layer_to_string (NnFeatureLayer layer)
{
  g_return_val_if_fail ((guint) layer < NN_N_FEATURES, NULL);
  return names[layer];
}
