/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "nn/nn-strongest.h"

#include <math.h>
#include <string.h>

#include "base/nn-ref.h"
#include "nn/nn-survey.h"

#define DEAD 1e-3f                /* of a tanh */
#define PROJECT_CHUNK 32          /* patches projected between two questions whether to go on */

/* A few milliseconds between two questions whether to go on. */
static guint
chunk_size (NnEngine *engine)
{
  return nn_engine_get_backend (engine) >= NN_BACKEND_BASELINE ? 512 : 16;
}

static NnStrongest *
strongest_new (const NnNetwork *network,
               int              layer,
               guint            n_images)
{
  const NnLayer *layers = nn_network_get_layers (network, NULL);
  NnStrongest *self = g_new0 (NnStrongest, 1);

  nn_ref_init (&self->ref_count);
  self->layer = layer;
  self->n_maps = layers[layer].channels;
  self->n_images = n_images;
  self->activated = layers[layer].activated;
  self->activation = nn_network_get_spec (network)->activation;
  self->map_size = layers[layer].height * layers[layer].width;
  self->maps = g_new0 (NnStrongestMap, self->n_maps);
  return self;
}

/* Images come in ascending order, so a new one goes behind its equals. */
static void
add (NnStrongestMap *map,
     guint           image,
     const NnPeak   *peak,
     int             width)
{
  int i;

  if (image == 0 || peak->value > map->max || isnan (peak->value))
    map->max = peak->value;
  if (!(peak->value > 0))
    return;
  map->positive++;
  for (i = map->n; i > 0 && map->patches[i - 1].value < peak->value; i--)
    if (i < NN_STRONGEST)
      map->patches[i] = map->patches[i - 1];
  if (i == NN_STRONGEST)
    return;
  map->patches[i] = (NnPatch) { image, peak->place / width, peak->place % width, peak->value };
  map->n = MIN (map->n + 1, NN_STRONGEST);
}

static void
add_chunk (NnStrongest   *self,
           const NnPeak  *peaks,
           guint          first,
           guint          count,
           const NnLayer *layer)
{
  for (guint i = 0; i < count; i++)
    for (int k = 0; k < self->n_maps; k++)
      add (&self->maps[k], first + i, &peaks[(gsize) i * self->n_maps + k], layer->width);
}

/* A tanh that is small, or at its ends, shows so on both sides of 0. */
static gboolean
is_tanh (const NnStrongest *self)
{
  return self->activated && self->activation == NN_ACTIVATION_TANH;
}

static void
add_reaches (NnStrongest   *self,
             const NnReach *reaches,
             guint          count)
{
  for (guint i = 0; i < count; i++)
    for (int k = 0; k < self->n_maps; k++)
      {
        const NnReach *reach = &reaches[(gsize) i * self->n_maps + k];

        self->maps[k].largest = MAX (self->maps[k].largest, reach->largest);
        self->maps[k].saturated += (guint64) reach->saturated;
      }
}

gboolean
nn_strongest_run (NnEngine        *engine,
                  const NnNetwork *network,
                  const guint8    *pixels,
                  guint            n,
                  const int       *layers,
                  int              n_layers,
                  NnStrongest    **results,
                  gboolean       (*cancelled) (gpointer data),
                  gpointer         data)
{
  const NnLayer *table;
  NnStrongest *made[NN_SURVEY_MAX_LAYERS];
  NnSurvey survey = { .n_layers = n_layers };
  gboolean done = TRUE;
  guint chunk;

  g_return_val_if_fail (engine != NULL && network != NULL && results != NULL, FALSE);
  g_return_val_if_fail (n == 0 || pixels != NULL, FALSE);
  g_return_val_if_fail (n_layers >= 1 && n_layers <= NN_SURVEY_MAX_LAYERS, FALSE);

  table = nn_network_get_layers (network, NULL);
  chunk = chunk_size (engine);
  for (int l = 0; l < n_layers; l++)
    {
      made[l] = strongest_new (network, layers[l], n);
      survey.layers[l] = layers[l];
      survey.peaks[l] = g_new (NnPeak, (gsize) chunk * made[l]->n_maps);
      if (is_tanh (made[l]))
        survey.reaches[l] = g_new (NnReach, (gsize) chunk * made[l]->n_maps);
    }
  for (guint first = 0; first < n; first += chunk)
    {
      if (cancelled != NULL && cancelled (data))
        {
          done = FALSE;
          break;
        }
      survey.n = (int) MIN (chunk, n - first);
      survey.pixels = pixels + (gsize) first * NN_IMAGE_SIZE;
      nn_engine_survey (engine, network, &survey);
      for (int l = 0; l < n_layers; l++)
        {
          add_chunk (made[l], survey.peaks[l], first, (guint) survey.n, &table[layers[l]]);
          if (survey.reaches[l] != NULL)
            add_reaches (made[l], survey.reaches[l], (guint) survey.n);
        }
    }
  for (int l = 0; l < n_layers; l++)
    {
      g_free (survey.peaks[l]);
      g_free (survey.reaches[l]);
      if (done)
        results[l] = made[l];
      else
        nn_strongest_unref (made[l]);
    }
  return done;
}

/* The projections of count patches of the list, each map * NN_STRONGEST + its number. */
static void
project_chunk (NnEngine          *engine,
               const NnNetwork   *network,
               const guint8      *pixels,
               const NnStrongest *strongest,
               NnGate             gate,
               const int         *list,
               int                count,
               NnTensor         **projections)
{
  g_autofree float *images = g_new (float, (gsize) count * NN_IMAGE_SIZE);
  NnActivations *activations[PROJECT_CHUNK];

  for (int i = 0; i < count; i++)
    {
      const NnPatch *patch = &strongest->maps[list[i] / NN_STRONGEST].patches[list[i] % NN_STRONGEST];
      const guint8 *bytes = pixels + (gsize) patch->image * NN_IMAGE_SIZE;

      for (int p = 0; p < NN_IMAGE_SIZE; p++)
        images[(gsize) i * NN_IMAGE_SIZE + p] = bytes[p] / 255.0f;
    }
  nn_engine_activations_many (engine, network, images, count, activations);
  for (int i = 0; i < count; i++)
    {
      const int map = list[i] / NN_STRONGEST;
      const NnPatch *patch = &strongest->maps[map].patches[list[i] % NN_STRONGEST];
      const NnUnit unit = { strongest->layer, map, patch->row, patch->column };

      projections[list[i]] = nn_projection_new (network, activations[i], &unit, gate);
      nn_activations_unref (activations[i]);
    }
}

gboolean
nn_strongest_project (NnEngine          *engine,
                      const NnNetwork   *network,
                      const guint8      *pixels,
                      const NnStrongest *strongest,
                      NnGate             gate,
                      NnTensor         **projections,
                      gboolean         (*cancelled) (gpointer data),
                      gpointer           data)
{
  g_autofree int *list = NULL;
  int n = 0;

  g_return_val_if_fail (engine != NULL && network != NULL && strongest != NULL, FALSE);
  g_return_val_if_fail (pixels != NULL || strongest->n_images == 0, FALSE);
  g_return_val_if_fail (projections != NULL, FALSE);

  memset (projections, 0, (gsize) strongest->n_maps * NN_STRONGEST * sizeof *projections);
  list = g_new (int, (gsize) strongest->n_maps * NN_STRONGEST);
  for (int m = 0; m < strongest->n_maps; m++)
    for (int i = 0; i < strongest->maps[m].n; i++)
      list[n++] = m * NN_STRONGEST + i;

  for (int first = 0; first < n; first += PROJECT_CHUNK)
    {
      if (cancelled != NULL && cancelled (data))
        {
          for (int i = 0; i < strongest->n_maps * NN_STRONGEST; i++)
            g_clear_pointer (&projections[i], nn_tensor_unref);
          return FALSE;
        }
      project_chunk (engine, network, pixels, strongest, gate, list + first,
                     MIN (PROJECT_CHUNK, n - first), projections);
    }
  return TRUE;
}

NnStrongest *
nn_strongest_ref (NnStrongest *strongest)
{
  g_return_val_if_fail (strongest != NULL, NULL);

  nn_ref_inc (&strongest->ref_count);
  return strongest;
}

void
nn_strongest_unref (NnStrongest *strongest)
{
  g_return_if_fail (strongest != NULL);

  if (!nn_ref_dec (&strongest->ref_count))
    return;
  g_free (strongest->maps);
  g_free (strongest);
}

NnMapState
nn_strongest_get_state (const NnStrongest *strongest,
                        int                map)
{
  const NnStrongestMap *best;

  g_return_val_if_fail (strongest != NULL && map >= 0 && map < strongest->n_maps, NN_MAP_ALIVE);

  best = &strongest->maps[map];
  if (isnan (best->max))
    return NN_MAP_NOT_A_NUMBER;
  if (is_tanh (strongest))
    {
      guint64 values = (guint64) strongest->n_images * (guint64) strongest->map_size;

      if (best->largest < DEAD)
        return NN_MAP_DEAD;
      if (best->saturated * 100 >= values * 99)
        return NN_MAP_SATURATED;
      return best->positive == 0 ? NN_MAP_NEVER_POSITIVE : NN_MAP_ALIVE;
    }
  if (best->positive == 0)
    return strongest->activated ? NN_MAP_DEAD : NN_MAP_NEVER_POSITIVE;
  return (guint64) best->positive * 100 < strongest->n_images ? NN_MAP_NEARLY_DEAD : NN_MAP_ALIVE;
}
