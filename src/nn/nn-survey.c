/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "nn/nn-survey.h"

#include <string.h>

#include "base/nn-thread.h"
#include "nn/nn-engine-private.h"

static NnPeak
find_peak (const float *map,
           int          size)
{
  NnPeak peak = { map[0], 0 };

  for (int i = 1; i < size; i++)
    if (map[i] > peak.value)
      peak = (NnPeak) { map[i], i };
  return peak;
}

static NnReach
find_reach (const float *map,
            int          size)
{
  NnReach reach = { 0 };

  for (int i = 0; i < size; i++)
    nn_reach_add (&reach, map[i]);
  return reach;
}

static void
note (const NnNetwork     *network,
      const NnActivations *activations,
      const NnSurvey      *survey,
      int                  image)
{
  int n_layers;
  const NnLayer *layers = nn_network_get_layers (network, &n_layers);

  if (survey->logits != NULL)
    memcpy (survey->logits + (gsize) image * NN_CLASSES,
            nn_tensor_get_data (activations->layers[n_layers - 1]), NN_CLASSES * sizeof (float));
  for (int l = 0; l < survey->n_layers; l++)
    {
      const NnLayer *layer = &layers[survey->layers[l]];
      const float *maps = nn_tensor_get_data (activations->layers[survey->layers[l]]);
      int size = layer->height * layer->width;

      for (int k = 0; k < layer->channels; k++)
        survey->peaks[l][(gsize) image * layer->channels + k] = find_peak (maps + k * size, size);
      for (int k = 0; survey->reaches[l] != NULL && k < layer->channels; k++)
        survey->reaches[l][(gsize) image * layer->channels + k] = find_reach (maps + k * size, size);
    }
  if (survey->sums != NULL)
    {
      const NnLayer *layer = &layers[survey->sum_layer];
      int size = layer->height * layer->width;
      const float *map = nn_tensor_get_data (activations->layers[survey->sum_layer])
                         + survey->sum_channel * size;

      survey->sums[image] = 0;
      for (int i = 0; i < size; i++)
        survey->sums[image] += map[i];
    }
}

void
nn_survey_plain (NnEngine        *engine,
                 const NnNetwork *network,
                 const NnSurvey  *survey)
{
  float image[NN_IMAGE_SIZE];

  for (int i = 0; i < survey->n; i++)
    {
      g_autoptr (NnActivations) activations = NULL;
      const float *x = image;

      if (survey->pixels == NULL)
        x = survey->images + (gsize) i * NN_IMAGE_SIZE;
      else
        for (int p = 0; p < NN_IMAGE_SIZE; p++)
          image[p] = survey->pixels[(gsize) i * NN_IMAGE_SIZE + p] / 255.0f;
      activations = nn_engine_activations (engine, network, x);
      note (network, activations, survey, i);
    }
}

void
nn_engine_survey (NnEngine        *engine,
                  const NnNetwork *network,
                  const NnSurvey  *survey)
{
  const NnLayer *layers;
  int n_layers;

  g_return_if_fail (engine != NULL && network != NULL && survey != NULL);
  g_return_if_fail (survey->n == 0 || survey->pixels != NULL || survey->images != NULL);
  g_return_if_fail (survey->n_layers >= 0 && survey->n_layers <= NN_SURVEY_MAX_LAYERS);

  layers = nn_network_get_layers (network, &n_layers);
  for (int l = 0; l < survey->n_layers; l++)
    {
      g_return_if_fail (survey->layers[l] > 0 && survey->layers[l] < n_layers);
      g_return_if_fail (layers[survey->layers[l]].kind != NN_LAYER_MAX_POOL);
    }
  if (survey->sums != NULL)
    {
      g_return_if_fail (survey->sum_layer > 0 && survey->sum_layer < n_layers);
      g_return_if_fail (layers[survey->sum_layer].kind == NN_LAYER_CONV2D);
      g_return_if_fail (survey->sum_channel >= 0
                        && survey->sum_channel < layers[survey->sum_layer].channels);
    }

  nn_kernel_entry ();
  if (engine->klass->survey != NULL)
    engine->klass->survey (engine, nn_engine_listen (engine, network), survey);
  else
    nn_survey_plain (engine, network, survey);
}
