/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "session/nn-maxima.h"

#include "base/nn-ref.h"

static const NnLayer *
find_layer (const NnNetwork *network,
            NnFeatureLayer   layer)
{
  return nn_network_find_layer (network, nn_feature_layer_to_string (layer));
}

gboolean
nn_maxima_has_layer (const NnNetwork *network,
                     NnFeatureLayer   layer)
{
  g_return_val_if_fail (network != NULL && (guint) layer < NN_N_FEATURES, FALSE);
  return find_layer (network, layer) != NULL;
}

static NnMaxima *
maxima_new (NnNetwork         *network,
            const NnPlace     *place,
            NnFeatureLayer     feature,
            const NnMaximiser *maximiser)
{
  const NnLayer *layer = find_layer (network, feature);
  NnMaxima *self = g_new0 (NnMaxima, 1);

  nn_ref_init (&self->ref_count);
  self->place = *place;
  self->network = nn_network_ref (network);
  self->layer = feature;
  self->maximiser = *maximiser;
  self->row = layer->height / 2;
  self->column = layer->width / 2;
  self->n = layer->channels;
  self->images = g_new0 (NnTensor *, self->n);
  self->values = g_new0 (float, self->n);
  return self;
}

NnMaxima *
nn_maxima_run (NnEngine          *engine,
               NnNetwork         *network,
               const NnPlace     *place,
               NnFeatureLayer     layer,
               const NnMaximiser *maximiser,
               gboolean         (*cancelled) (gpointer data),
               void             (*report) (double part, gpointer data),
               gpointer           data)
{
  g_autoptr (NnMaxima) self = NULL;

  g_return_val_if_fail (engine != NULL && network != NULL && place != NULL, NULL);
  g_return_val_if_fail (maximiser != NULL && (guint) layer < NN_N_FEATURES, NULL);

  if (!nn_maxima_has_layer (network, layer))
    return NULL;
  self = maxima_new (network, place, layer, maximiser);
  for (int k = 0; k < self->n; k++)
    {
      const NnUnit unit = {
        .layer = (int) (find_layer (network, layer) - nn_network_get_layers (network, NULL)),
        .channel = k,
        .row = self->row,
        .column = self->column,
      };

      self->images[k] = nn_maximise (engine, network, &unit, maximiser, &self->values[k],
                                     cancelled, data);
      if (self->images[k] == NULL)
        return NULL;
      if (report != NULL)
        report ((k + 1.0) / self->n, data);
    }
  return g_steal_pointer (&self);
}

NnMaxima *
nn_maxima_ref (NnMaxima *maxima)
{
  g_return_val_if_fail (maxima != NULL, NULL);

  nn_ref_inc (&maxima->ref_count);
  return maxima;
}

void
nn_maxima_unref (NnMaxima *maxima)
{
  g_return_if_fail (maxima != NULL);

  if (!nn_ref_dec (&maxima->ref_count))
    return;
  for (int k = 0; k < maxima->n; k++)
    g_clear_pointer (&maxima->images[k], nn_tensor_unref);
  g_free (maxima->images);
  g_free (maxima->values);
  g_clear_pointer (&maxima->network, nn_network_unref);
  g_free (maxima);
}
