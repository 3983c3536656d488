/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "nn/nn-occlusion.h"

#include <string.h>

#include "base/nn-ref.h"
#include "kernels/reference/elementary.h"
#include "nn/nn-survey.h"

#define CHUNK (4 * NN_IMAGE_SIDE)  /* places between two questions whether to go on; divides 784 */

void
nn_occlude (float *image,
            int    size,
            float  value,
            int    row,
            int    column)
{
  int top = row - size / 2, left = column - size / 2;

  for (int y = MAX (top, 0); y < MIN (top + size, NN_IMAGE_SIDE); y++)
    for (int x = MAX (left, 0); x < MIN (left + size, NN_IMAGE_SIDE); x++)
      image[y * NN_IMAGE_SIDE + x] = value;
}

NnOccluder
nn_occluder_default (void)
{
  return (NnOccluder) { .size = 7, .value = 0.0f, .map = -1, .label = -1 };
}

/* Soft-max in double, from the largest logit. */
static NnOcclusionValues
read_values (const float *logits,
             double       total,
             int          label)
{
  NnOcclusionValues values = { .total = (float) total };
  int other = label == 0 ? 1 : 0;
  double sum = 0;

  for (int c = 1; c < NN_CLASSES; c++)
    {
      if (logits[c] > logits[values.best])
        values.best = (guint8) c;
      if (c != label && logits[c] > logits[other])
        other = c;
    }
  for (int c = 0; c < NN_CLASSES; c++)
    sum += nnk_ref_exp ((double) logits[c] - logits[values.best]);
  values.probability = (float) (nnk_ref_exp ((double) logits[label] - logits[values.best]) / sum);
  values.margin = logits[label] - logits[other];
  return values;
}

static int
find_last_conv (const NnNetwork *network)
{
  int n_layers, last = -1;
  const NnLayer *layers = nn_network_get_layers (network, &n_layers);

  for (int l = 1; l < n_layers; l++)
    if (layers[l].kind == NN_LAYER_CONV2D)
      last = l;
  return last;
}

/* Map and class are chosen once, by the whole digit. */
static void
look_at_bare (NnOcclusion     *self,
              NnEngine        *engine,
              const NnNetwork *network,
              const float     *image,
              int              conv)
{
  g_autoptr (NnActivations) activations = nn_engine_activations (engine, network, image);
  double total = 0;

  self->label = self->occluder.label < 0 ? activations->best : self->occluder.label;
  self->map = conv < 0 ? -1 : self->occluder.map;
  if (conv >= 0)
    {
      const NnLayer *layer = &nn_network_get_layers (network, NULL)[conv];
      const float *maps = nn_tensor_get_data (activations->layers[conv]);
      int size = layer->height * layer->width, largest = 0;

      for (int i = 1; i < layer->channels * size; i++)
        if (maps[i] > maps[largest])
          largest = i;
      if (self->map < 0)
        self->map = largest / size;
      for (int i = 0; i < size; i++)
        total += maps[self->map * size + i];
    }
  self->bare = read_values (nn_tensor_get_data (activations->layers[activations->n_layers - 1]),
                            total, self->label);
}

static NnTensor *
take_map (float *values)
{
  return nn_tensor_new_take (2, (gsize[]) { NN_IMAGE_SIDE, NN_IMAGE_SIDE }, values);
}

/* The images of CHUNK places of the square, from the first on. */
static void
cover (float            *images,
       const float      *image,
       const NnOccluder *occluder,
       int               first)
{
  for (int i = 0; i < CHUNK; i++)
    {
      float *covered = images + i * NN_IMAGE_SIZE;

      memcpy (covered, image, NN_IMAGE_SIZE * sizeof (float));
      nn_occlude (covered, occluder->size, occluder->value,
                  (first + i) / NN_IMAGE_SIDE, (first + i) % NN_IMAGE_SIDE);
    }
}

NnOcclusion *
nn_occlusion_run (NnEngine         *engine,
                  const NnNetwork  *network,
                  const float      *image,
                  const NnOccluder *occluder,
                  gboolean        (*cancelled) (gpointer data),
                  gpointer          data)
{
  g_autoptr (NnOcclusion) self = NULL;
  g_autofree float *images = NULL;
  float logits[CHUNK * NN_CLASSES];
  double sums[CHUNK] = { 0 };
  float *total = NULL, *probability, *margin;
  int conv;

  g_return_val_if_fail (engine != NULL && network != NULL && image != NULL, NULL);
  g_return_val_if_fail (occluder != NULL && occluder->label < NN_CLASSES, NULL);
  g_return_val_if_fail (occluder->size >= 1 && occluder->size <= NN_OCCLUDER_MAX, NULL);

  conv = find_last_conv (network);
  g_return_val_if_fail (conv < 0
                        || occluder->map < nn_network_get_layers (network, NULL)[conv].channels, NULL);
  self = g_new0 (NnOcclusion, 1);
  nn_ref_init (&self->ref_count);
  self->occluder = *occluder;
  look_at_bare (self, engine, network, image, conv);

  images = g_new (float, CHUNK * NN_IMAGE_SIZE);
  self->total = conv < 0 ? NULL : take_map (total = g_new0 (float, NN_IMAGE_SIZE));
  self->probability = take_map (probability = g_new0 (float, NN_IMAGE_SIZE));
  self->margin = take_map (margin = g_new0 (float, NN_IMAGE_SIZE));
  for (int first = 0; first < NN_IMAGE_SIZE; first += CHUNK)
    {
      NnSurvey survey = {
        .n = CHUNK, .images = images, .logits = logits,
        .sum_layer = conv, .sum_channel = self->map, .sums = conv < 0 ? NULL : sums,
      };

      if (cancelled != NULL && cancelled (data))
        return NULL;
      cover (images, image, occluder, first);
      nn_engine_survey (engine, network, &survey);
      for (int i = 0; i < CHUNK; i++)
        {
          NnOcclusionValues values = read_values (logits + i * NN_CLASSES, sums[i], self->label);

          if (conv >= 0)
            total[first + i] = values.total;
          probability[first + i] = values.probability;
          margin[first + i] = values.margin;
          self->best[first + i] = values.best;
        }
    }
  return g_steal_pointer (&self);
}

int
nn_occlusion_explain (const NnOcclusion *occlusion,
                      int               *positions,
                      int                n)
{
  const float *probability;
  int found = 0, apart;

  g_return_val_if_fail (occlusion != NULL && positions != NULL, 0);

  probability = nn_tensor_get_data (occlusion->probability);
  apart = (occlusion->occluder.size + 1) / 2;
  while (found < n)
    {
      int lowest = -1;

      for (int i = 0; i < NN_IMAGE_SIZE; i++)
        {
          gboolean counts = probability[i] < (lowest < 0 ? occlusion->bare.probability
                                                         : probability[lowest]);

          for (int k = 0; counts && k < found; k++)
            counts = ABS (positions[k] / NN_IMAGE_SIDE - i / NN_IMAGE_SIDE) >= apart
                     || ABS (positions[k] % NN_IMAGE_SIDE - i % NN_IMAGE_SIDE) >= apart;
          if (counts)
            lowest = i;
        }
      if (lowest < 0)
        break;
      positions[found++] = lowest;
    }
  return found;
}

NnOcclusion *
nn_occlusion_ref (NnOcclusion *occlusion)
{
  g_return_val_if_fail (occlusion != NULL, NULL);

  nn_ref_inc (&occlusion->ref_count);
  return occlusion;
}

void
nn_occlusion_unref (NnOcclusion *occlusion)
{
  g_return_if_fail (occlusion != NULL);

  if (!nn_ref_dec (&occlusion->ref_count))
    return;
  g_clear_pointer (&occlusion->total, nn_tensor_unref);
  g_clear_pointer (&occlusion->probability, nn_tensor_unref);
  g_clear_pointer (&occlusion->margin, nn_tensor_unref);
  g_free (occlusion);
}
