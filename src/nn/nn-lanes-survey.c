/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "nn/nn-lanes-private.h"

/* Notes on many images, taken out of the lanes behind training's own forward
 * pass. A map before pooling is never stored there, and need not be: its largest
 * value is the largest pooled one, and the switch tells where in the window. */

typedef struct
{
  NnLanesEngine *engine;
  const NnLayer *layers;
  const float *block;
  const NnSurvey *survey;
  atomic_int next;                /* part to be taken */
} Call;

/* Index among the convolutions, or among the dense layers, of an entry of the table. */
static int
count_before (const NnLayer *layers,
              int            layer)
{
  int n = 0;

  for (int l = 1; l < layer; l++)
    n += layers[l].kind == layers[layer].kind;
  return n;
}

void
nn_lanes_spread_images (const NnLanesEngine *engine,
                        float               *input,
                        const float *const  *images)
{
  const int pad = engine->plan.input_pad, lanes = engine->k->lanes;
  const int width = NN_IMAGE_SIDE + 2 * pad;

  for (int y = 0; y < NN_IMAGE_SIDE; y++)
    {
      float *row = input + ((y + pad) * width + pad) * lanes;

      for (int lane = 0; lane < lanes; lane++)
        for (int x = 0; x < NN_IMAGE_SIDE; x++)
          row[x * lanes + lane] = images[lane][y * NN_IMAGE_SIDE + x];
    }
}

/* Past the last image, lanes repeat the part's first. */
static void
load_part (const Call           *call,
           const NnLanesScratch *scratch,
           int                   image)
{
  const NnSurvey *survey = call->survey;
  const guint8 *pixels[NNK_SHARD];
  const float *images[NNK_SHARD];

  for (int lane = 0; lane < call->engine->k->lanes; lane++)
    {
      gsize first = (gsize) (image + lane < survey->n ? image + lane : image) * NN_IMAGE_SIZE;

      if (survey->pixels != NULL)
        pixels[lane] = survey->pixels + first;
      else
        images[lane] = survey->images + first;
    }
  if (survey->pixels != NULL)
    call->engine->k->gather (scratch->input, pixels, NN_IMAGE_SIDE, NN_IMAGE_SIDE,
                             call->engine->plan.input_pad);
  else
    nn_lanes_spread_images (call->engine, scratch->input, images);
}

static void
note_peaks (const Call           *call,
            const NnLanesScratch *scratch,
            int                   image,
            int                   l)
{
  const NnSurvey *survey = call->survey;
  const NnLayer *layer = &call->layers[survey->layers[l]];
  int lanes = call->engine->k->lanes, index = count_before (call->layers, survey->layers[l]);
  float values[NN_LANES_MAX_MAPS * NNK_SHARD] __attribute__ ((aligned (64)));
  gint32 places[NN_LANES_MAX_MAPS * NNK_SHARD];
  gboolean maps = layer->kind == NN_LAYER_CONV2D;
  const float *x = maps ? values : scratch->units[index];

  if (maps)
    call->engine->k->map_maximum (values, places, scratch->pooled[index], scratch->switches[index],
                                  &call->engine->plan.convs[index].shape);
  for (int lane = 0; lane < lanes && image + lane < survey->n; lane++)
    {
      NnPeak *peaks = survey->peaks[l] + (gsize) (image + lane) * layer->channels;

      for (int k = 0; k < layer->channels; k++)
        peaks[k] = (NnPeak) { x[k * lanes + lane], maps ? places[k * lanes + lane] : 0 };
    }
}

/* The one map before pooling, of convolution c. It is written over the scratch of the way
 * back, which a survey does not go. */
static const float *
make_map (const Call           *call,
          const NnLanesScratch *scratch,
          int                   c,
          int                   k)
{
  const NnLanesEngine *engine = call->engine;
  const NnLanesConv *conv = &engine->plan.convs[c];
  NnkConv one = conv->shape;
  float *map = scratch->scratch;

  one.filters = 1;
  engine->k->conv_forward (map, c > 0 ? scratch->pooled[c - 1] : scratch->input,
                           call->block + conv->weight + k * (conv->n_weights / conv->maps),
                           call->block + conv->bias + k, &one, engine->plan.activation);
  return map;
}

static void
note_reaches (const Call           *call,
              const NnLanesScratch *scratch,
              int                   image,
              int                   l)
{
  const NnSurvey *survey = call->survey;
  const NnLayer *layer = &call->layers[survey->layers[l]];
  int lanes = call->engine->k->lanes, index = count_before (call->layers, survey->layers[l]);
  gboolean maps = layer->kind == NN_LAYER_CONV2D;
  int size = maps ? call->engine->plan.convs[index].map_size : 1;

  for (int k = 0; k < layer->channels; k++)
    {
      const float *map = maps ? make_map (call, scratch, index, k)
                              : scratch->units[index] + k * lanes;

      for (int lane = 0; lane < lanes && image + lane < survey->n; lane++)
        {
          NnReach reach = { 0 };

          for (int i = 0; i < size; i++)
            nn_reach_add (&reach, map[i * lanes + lane]);
          survey->reaches[l][(gsize) (image + lane) * layer->channels + k] = reach;
        }
    }
}

static void
note_sums (const Call           *call,
           const NnLanesScratch *scratch,
           int                   image)
{
  const NnSurvey *survey = call->survey;
  int c = count_before (call->layers, survey->sum_layer), lanes = call->engine->k->lanes;
  const float *map = make_map (call, scratch, c, survey->sum_channel);
  double sums[NNK_SHARD] = { 0 };

  for (int i = 0; i < call->engine->plan.convs[c].map_size; i++)
    for (int lane = 0; lane < lanes; lane++)
      sums[lane] += map[i * lanes + lane];
  for (int lane = 0; lane < lanes && image + lane < survey->n; lane++)
    survey->sums[image + lane] = sums[lane];
}

static void
survey_part (const Call           *call,
             const NnLanesScratch *scratch,
             int                   image)
{
  const NnSurvey *survey = call->survey;
  const NnLanesEngine *engine = call->engine;
  const float *logits = scratch->units[engine->plan.n_dense - 1];
  int lanes = engine->k->lanes;

  load_part (call, scratch, image);
  nn_lanes_forward (engine, scratch, call->block);
  if (survey->logits != NULL)
    for (int lane = 0; lane < lanes && image + lane < survey->n; lane++)
      for (int k = 0; k < NN_CLASSES; k++)
        survey->logits[(gsize) (image + lane) * NN_CLASSES + k] = logits[k * lanes + lane];
  for (int l = 0; l < survey->n_layers; l++)
    {
      note_peaks (call, scratch, image, l);
      if (survey->reaches[l] != NULL)
        note_reaches (call, scratch, image, l);
    }
  if (survey->sums != NULL)
    note_sums (call, scratch, image);
}

static void
survey_worker (int      worker,
               gpointer data)
{
  Call *call = data;
  int lanes = call->engine->k->lanes, parts = (call->survey->n + lanes - 1) / lanes, part;

  while ((part = atomic_fetch_add_explicit (&call->next, 1, memory_order_relaxed)) < parts)
    survey_part (call, &call->engine->scratch[worker], part * lanes);
}

void
nn_lanes_survey (NnEngine        *parent,
                 const NnNetwork *network,
                 const NnSurvey  *survey)
{
  NnLanesEngine *engine = (NnLanesEngine *) parent;
  Call call = {
    .engine = engine,
    .layers = nn_network_get_layers (network, NULL),
    .block = nn_network_peek_block (network),
    .survey = survey,
  };

  nn_pool_run (engine->pool, survey_worker, &call);
}
