/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "nn/nn-lanes-private.h"

#include <string.h>

/* Phase A, and prediction: what runs through the layers, a part at a time. */

typedef struct
{
  const guint8 *images[NNK_SHARD];
  gint32 labels[NNK_SHARD] __attribute__ ((aligned (64)));
  float weight[NNK_SHARD] __attribute__ ((aligned (64)));
} Lanes;

static inline const guint8 *
find_image (const NnLanesCall *call,
            int                i)
{
  return call->pixels + (gsize) (call->indices ? call->indices[i] : (guint32) i) * NN_IMAGE_SIZE;
}

/* Which images lie in the lanes from `image` on. Past the batch's end image 0 is
 * repeated with weight 0: finite numbers that change nothing. */
static void
fill_lanes (Lanes             *lanes,
            const NnLanesCall *call,
            int                image)
{
  float weight = 1.0f / (float) call->n;

  for (int lane = 0; lane < call->engine->k->lanes; lane++)
    {
      int i = image + lane < call->n ? image + lane : 0;

      lanes->images[lane] = find_image (call, i);
      if (call->labels == NULL)
        continue;
      lanes->labels[lane] = call->labels[call->indices[i]];
      lanes->weight[lane] = image + lane < call->n ? weight : 0.0f;
    }
}

static void
gather (const NnLanesEngine  *engine,
        const NnLanesScratch *scratch,
        const Lanes          *lanes)
{
  engine->k->gather (scratch->input, lanes->images, NN_IMAGE_SIDE, NN_IMAGE_SIDE,
                     engine->plan.input_pad);
  nn_stopwatch_lap (scratch->watch, 0, NN_PHASE_FORWARD);
}

/* The first dense layer's input in lanes. */
static const float *
dense_input (const NnLanesEngine  *engine,
             const NnLanesScratch *scratch)
{
  return engine->plan.n_convs > 0 ? scratch->pooled[engine->plan.n_convs - 1] : scratch->input;
}

void
nn_lanes_forward (const NnLanesEngine  *engine,
                  const NnLanesScratch *scratch,
                  const float          *block)
{
  const NnLanesPlan *plan = &engine->plan;
  const float *x = scratch->input;

  for (int c = 0; c < plan->n_convs; c++)
    {
      const NnLanesConv *conv = &plan->convs[c];

      engine->k->conv_pool_forward (scratch->pooled[c], scratch->switches[c], x,
                                    block + conv->weight, block + conv->bias, &conv->shape,
                                    plan->activation);
      nn_stopwatch_lap (scratch->watch, conv->layer, NN_PHASE_FORWARD);
      x = scratch->pooled[c];
    }
  for (int l = 0; l < plan->n_dense; l++)
    {
      const NnLanesDense *dense = &plan->dense[l];

      engine->k->dense_forward (scratch->units[l], x, block + dense->weight, block + dense->bias,
                                dense->inputs, dense->outputs, dense->pitch, dense->activation);
      nn_stopwatch_lap (scratch->watch, dense->layer, NN_PHASE_FORWARD);
      x = scratch->units[l];
    }
}

/* From the last deltas (of the logits) to those of the first dense layer, and on
 * to the pooled maps, which are its input. */
static void
dense_backward (const NnLanesEngine  *engine,
                const NnLanesScratch *scratch,
                const float          *block)
{
  const NnLanesPlan *plan = &engine->plan;

  for (int l = plan->n_dense - 1; l >= 0; l--)
    {
      const NnLanesDense *dense = &plan->dense[l];
      const float *x = l > 0 ? scratch->units[l - 1] : dense_input (engine, scratch);
      float *dx = l > 0 ? scratch->dunits[l - 1] : NULL;

      if (l == 0 && plan->n_convs > 0)
        dx = scratch->dpooled[plan->n_convs - 1];
      if (dx != NULL)
        engine->k->dense_backward (dx, scratch->dunits[l], x, block + dense->weight, dense->inputs,
                                   dense->outputs, dense->pitch, plan->activation);
      nn_stopwatch_lap (scratch->watch, dense->layer, NN_PHASE_BACKWARD);
    }
}

static void
conv_backward (const NnLanesEngine  *engine,
               const NnLanesScratch *scratch,
               const float          *block,
               float                *sums,
               gboolean              first)
{
  const NnLanesPlan *plan = &engine->plan;
  int lanes = engine->k->lanes;

  for (int c = plan->n_convs - 1; c >= 0; c--)
    {
      const NnLanesConv *conv = &plan->convs[c];
      float *dx = c > 0 ? scratch->dpooled[c - 1] : NULL;
      const float *x = c > 0 ? scratch->pooled[c - 1] : scratch->input;

      engine->k->conv_pool_backward (sums + conv->gradient_weight * lanes,
                                     sums + conv->gradient_bias * lanes, dx, scratch->scratch,
                                     scratch->dpooled[c], scratch->switches[c], x,
                                     block + conv->weight, &conv->shape, first);
      if (c > 0)
        engine->k->activation_backward (dx, x, conv->shape.channels * conv->shape.height
                                                 * conv->shape.width, plan->activation);
      nn_stopwatch_lap (scratch->watch, conv->layer, NN_PHASE_BACKWARD);
    }
}

/* Inputs and deltas of the dense layers, image by image, for phase B. */
static void
leave_rows (const NnLanesEngine  *engine,
            const NnLanesScratch *scratch,
            const Lanes          *lanes,
            int                   image)
{
  const NnLanesPlan *plan = &engine->plan;
  const NnLanesBatch *batch = &engine->batch;

  for (int l = 0; l < plan->n_dense; l++)
    {
      const NnLanesDense *dense = &plan->dense[l];
      float *inputs = batch->inputs[l] + (gsize) image * dense->pitch;

      if (l > 0)
        engine->k->to_rows (inputs, scratch->units[l - 1], dense->inputs, dense->pitch);
      else if (plan->n_convs > 0)
        engine->k->to_rows (inputs, dense_input (engine, scratch), dense->inputs, dense->pitch);
      else
        engine->k->gather_rows (inputs, lanes->images, NN_IMAGE_SIZE, dense->pitch);
      engine->k->to_rows (batch->deltas[l] + (gsize) image * dense->delta_pitch,
                          scratch->dunits[l], dense->outputs, dense->delta_pitch);
      nn_stopwatch_lap (scratch->watch, dense->layer, NN_PHASE_BACKWARD);
    }
}

static void
train_part (const NnLanesCall    *call,
            const NnLanesScratch *scratch,
            int                   image,
            float                *sums,
            gboolean              first)
{
  const NnLanesEngine *engine = call->engine;
  int last = engine->plan.n_dense - 1;
  Lanes lanes;

  fill_lanes (&lanes, call, image);
  gather (engine, scratch, &lanes);
  nn_lanes_forward (engine, scratch, call->block);
  engine->k->loss (engine->batch.loss + image, engine->batch.correct + image,
                   scratch->dunits[last], scratch->units[last], lanes.labels, lanes.weight);
  nn_stopwatch_lap (scratch->watch, engine->plan.dense[last].layer, NN_PHASE_LOSS);
  dense_backward (engine, scratch, call->block);
  conv_backward (engine, scratch, call->block, sums, first);
  leave_rows (engine, scratch, &lanes, image);
}

static void
train_group (const NnLanesCall    *call,
             const NnLanesScratch *scratch,
             int                   group)
{
  const NnLanesEngine *engine = call->engine;
  const NnLanesPlan *plan = &engine->plan;
  gsize part_size = plan->gradient_size * engine->k->lanes;
  int from = group * call->shards / call->groups, to = (group + 1) * call->shards / call->groups;
  float *out = engine->batch.groups + group * plan->gradient_size;

  for (int shard = from; shard < to; shard++)
    for (int part = 0; part < NNK_SHARD / engine->k->lanes; part++)
      train_part (call, scratch, shard * NNK_SHARD + part * engine->k->lanes,
                  scratch->sums + part * part_size, shard == from);
  if (plan->n_convs > 0)
    engine->k->reduce (out, scratch->sums, part_size, (int) plan->gradient_size);
}

void
nn_lanes_train_worker (int      worker,
                       gpointer data)
{
  NnLanesCall *call = data;
  NnLanesScratch *scratch = &call->engine->scratch[worker];
  int group;

  while ((group = atomic_fetch_add_explicit (&call->next, 1, memory_order_relaxed)) < call->groups)
    {
      scratch->watch = nn_engine_start_watch (&call->engine->parent, worker);
      train_group (call, scratch, group);
    }
  scratch->watch = NULL;
}

static void
predict_part (const NnLanesCall    *call,
              const NnLanesScratch *scratch,
              int                   image)
{
  const NnLanesEngine *engine = call->engine;
  int lanes = engine->k->lanes;
  const float *logits = scratch->units[engine->plan.n_dense - 1];
  Lanes lane_images;

  fill_lanes (&lane_images, call, image);
  gather (engine, scratch, &lane_images);
  nn_lanes_forward (engine, scratch, call->block);
  for (int lane = 0; lane < lanes && image + lane < call->n; lane++)
    for (int c = 0; c < NN_CLASSES; c++)
      call->logits[(gsize) (image + lane) * NN_CLASSES + c] = logits[c * lanes + lane];
}

void
nn_lanes_predict_worker (int      worker,
                         gpointer data)
{
  NnLanesCall *call = data;
  int lanes = call->engine->k->lanes, shard;

  while ((shard = atomic_fetch_add_explicit (&call->next, 1, memory_order_relaxed)) < call->shards)
    for (int image = shard * NNK_SHARD;
         image < MIN ((shard + 1) * NNK_SHARD, call->n); image += lanes)
      predict_part (call, &call->engine->scratch[worker], image);
}
