/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "session/nn-digit-map.h"

#include <string.h>

#include "base/nn-ref.h"
#include "nn/nn-pca.h"
#include "nn/nn-survey.h"

/* Images between two questions whether to go on. */
#define LOOK_CHUNK 16
#define SURVEY_CHUNK 256

static const char *const names[NN_N_MAP_LAYERS] = { "pixels", "s4", "c5", "f6" };

typedef gboolean (*Cancelled) (gpointer data);

static gboolean
is_cancelled (Cancelled cancelled,
              gpointer  data)
{
  return cancelled != NULL && cancelled (data);
}

/* Index into the network's table; 0, the input, for the pixels; -1: there is none. */
static int
find_layer (const NnNetwork *network,
            NnMapLayer       layer)
{
  const NnLayer *layers = nn_network_get_layers (network, NULL);
  const NnLayer *found;

  if (layer == NN_MAP_PIXELS)
    return 0;
  found = nn_network_find_layer (network, names[layer]);
  return found != NULL ? (int) (found - layers) : -1;
}

gboolean
nn_digit_map_has_layer (const NnNetwork *network,
                        NnMapLayer       layer)
{
  g_return_val_if_fail (network != NULL && (guint) layer < NN_N_MAP_LAYERS, FALSE);
  return find_layer (network, layer) >= 0;
}

const char *
nn_map_layer_to_string (NnMapLayer layer)
{
  g_return_val_if_fail ((guint) layer < NN_N_MAP_LAYERS, NULL);
  return names[layer];
}

static gboolean
predict (NnDigitMap     *self,
         NnEngine       *engine,
         const NnImages *images,
         Cancelled       cancelled,
         gpointer        data)
{
  float logits[SURVEY_CHUNK * NN_CLASSES];

  for (guint first = 0; first < self->n; first += SURVEY_CHUNK)
    {
      guint count = MIN (SURVEY_CHUNK, self->n - first);

      if (is_cancelled (cancelled, data))
        return FALSE;
      nn_engine_predict (engine, self->network, images->pixels + (gsize) first * NN_IMAGE_SIZE,
                         (int) count, logits);
      for (guint i = 0; i < count; i++)
        {
          const float *row = logits + (gsize) i * NN_CLASSES;
          int best = 0;

          for (int c = 1; c < NN_CLASSES; c++)
            if (row[c] > row[best])
              best = c;
          self->predicted[first + i] = (guint8) best;
        }
    }
  return TRUE;
}

/* Of units: a survey's largest value of each is the value. FALSE if cancelled. */
static gboolean
collect_units (const NnDigitMap *self,
               NnEngine         *engine,
               const NnImages   *images,
               int               index,
               int               size,
               float            *rows,
               Cancelled         cancelled,
               gpointer          data)
{
  g_autofree NnPeak *peaks = g_new (NnPeak, (gsize) SURVEY_CHUNK * size);

  for (guint first = 0; first < self->n; first += SURVEY_CHUNK)
    {
      guint count = MIN (SURVEY_CHUNK, self->n - first);
      NnSurvey survey = {
        .n = (int) count,
        .pixels = images->pixels + (gsize) first * NN_IMAGE_SIZE,
        .n_layers = 1,
        .layers = { index },
        .peaks = { peaks },
      };

      if (is_cancelled (cancelled, data))
        return FALSE;
      nn_engine_survey (engine, self->network, &survey);
      for (gsize i = 0; i < (gsize) count * size; i++)
        rows[(gsize) first * size + i] = peaks[i].value;
    }
  return TRUE;
}

/* Of maps, image by image. FALSE if cancelled. */
static gboolean
collect_maps (const NnDigitMap *self,
              NnEngine         *engine,
              const NnImages   *images,
              int               index,
              int               size,
              float            *rows,
              Cancelled         cancelled,
              gpointer          data)
{
  float image[NN_IMAGE_SIZE];

  for (guint i = 0; i < self->n; i++)
    {
      g_autoptr (NnActivations) activations = NULL;

      if (i % LOOK_CHUNK == 0 && is_cancelled (cancelled, data))
        return FALSE;
      for (int p = 0; p < NN_IMAGE_SIZE; p++)
        image[p] = images->pixels[(gsize) i * NN_IMAGE_SIZE + p] / 255.0f;
      activations = nn_engine_activations (engine, self->network, image);
      memcpy (rows + (gsize) i * size, nn_tensor_get_data (activations->layers[index]),
              size * sizeof (float));
    }
  return TRUE;
}

/* The vectors that are mapped, [n][size]; NULL if cancelled. */
static float *
collect (const NnDigitMap *self,
         NnEngine         *engine,
         const NnImages   *images,
         int               index,
         int               size,
         Cancelled         cancelled,
         gpointer          data)
{
  g_autofree float *rows = g_new (float, (gsize) self->n * size);
  NnLayerKind kind = nn_network_get_layers (self->network, NULL)[index].kind;
  gboolean done = TRUE;

  if (kind == NN_LAYER_INPUT)
    for (gsize i = 0; i < (gsize) self->n * size; i++)
      rows[i] = images->pixels[i] / 255.0f;
  else if (kind == NN_LAYER_DENSE)
    done = collect_units (self, engine, images, index, size, rows, cancelled, data);
  else
    done = collect_maps (self, engine, images, index, size, rows, cancelled, data);
  return done ? g_steal_pointer (&rows) : NULL;
}

/* NULL if cancelled. */
static NnPca *
find_axes (const NnDigitMap *self,
           NnEngine         *engine,
           const NnImages   *images,
           int               index,
           Cancelled         cancelled,
           gpointer          data)
{
  const NnLayer *layer = &nn_network_get_layers (self->network, NULL)[index];
  int size = layer->channels * layer->height * layer->width;
  g_autofree float *rows = collect (self, engine, images, index, size, cancelled, data);

  return rows != NULL ? nn_pca_new (rows, (int) self->n, size, cancelled, data) : NULL;
}

/* Pixels do not learn: their map is made once. FALSE if cancelled. */
static gboolean
place_pixels (NnDigitMap       *self,
              NnEngine         *engine,
              const NnImages   *images,
              const NnDigitMap *earlier,
              Cancelled         cancelled,
              gpointer          data)
{
  const gsize shape[] = { self->n, 2 };
  g_autoptr (NnPca) pca = NULL;

  if (earlier != NULL)
    {
      self->pixels = nn_tensor_ref (earlier->pixels);
      memcpy (self->pixels_explained, earlier->pixels_explained, sizeof self->pixels_explained);
      return TRUE;
    }
  pca = find_axes (self, engine, images, 0, cancelled, data);
  if (pca == NULL)
    return FALSE;
  self->pixels = nn_tensor_new_copy (2, shape, pca->points);
  memcpy (self->pixels_explained, pca->explained, sizeof self->pixels_explained);
  return TRUE;
}

/* FALSE if cancelled. */
static gboolean
place_points (NnDigitMap     *self,
              NnEngine       *engine,
              const NnImages *images,
              Cancelled       cancelled,
              gpointer        data)
{
  int index = find_layer (self->network, self->layer);
  const float *pixels = nn_tensor_get_data (self->pixels);
  g_autoptr (NnPca) pca = NULL;

  if (index == 0)
    {
      self->points = g_memdup2 (pixels, 2 * self->n * sizeof (float));
      memcpy (self->explained, self->pixels_explained, sizeof self->explained);
      return TRUE;
    }
  pca = find_axes (self, engine, images, index, cancelled, data);
  if (pca == NULL)
    return FALSE;
  nn_pca_align (pca, pixels);
  self->points = g_steal_pointer (&pca->points);
  memcpy (self->explained, pca->explained, sizeof self->explained);
  return TRUE;
}

NnDigitMap *
nn_digit_map_run (NnEngine         *engine,
                  NnNetwork        *network,
                  const NnPlace    *place,
                  NnDataset        *dataset,
                  NnMapLayer        layer,
                  const NnDigitMap *earlier,
                  gboolean        (*cancelled) (gpointer data),
                  gpointer          data)
{
  g_autoptr (NnDigitMap) self = NULL;

  g_return_val_if_fail (engine != NULL && network != NULL && place != NULL, NULL);
  g_return_val_if_fail (dataset != NULL && dataset->test.n >= 2, NULL);
  g_return_val_if_fail ((guint) layer < NN_N_MAP_LAYERS, NULL);

  if (!nn_digit_map_has_layer (network, layer))
    return NULL;
  self = g_new0 (NnDigitMap, 1);
  nn_ref_init (&self->ref_count);
  self->place = *place;
  self->network = nn_network_ref (network);
  self->layer = layer;
  self->n = MIN (dataset->test.n, NN_DIGIT_MAP_IMAGES);
  self->labels = g_memdup2 (dataset->test.labels, self->n);
  self->predicted = g_new0 (guint8, self->n);
  g_return_val_if_fail (earlier == NULL || earlier->n == self->n, NULL);

  if (!predict (self, engine, &dataset->test, cancelled, data)
      || !place_pixels (self, engine, &dataset->test, earlier, cancelled, data)
      || !place_points (self, engine, &dataset->test, cancelled, data))
    return NULL;
  return g_steal_pointer (&self);
}

NnDigitMap *
nn_digit_map_ref (NnDigitMap *map)
{
  g_return_val_if_fail (map != NULL, NULL);

  nn_ref_inc (&map->ref_count);
  return map;
}

void
nn_digit_map_unref (NnDigitMap *map)
{
  g_return_if_fail (map != NULL);

  if (!nn_ref_dec (&map->ref_count))
    return;
  g_clear_pointer (&map->network, nn_network_unref);
  g_clear_pointer (&map->pixels, nn_tensor_unref);
  g_free (map->points);
  g_free (map->labels);
  g_free (map->predicted);
  g_free (map);
}
