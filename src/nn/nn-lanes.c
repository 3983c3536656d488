/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "nn/nn-lanes-private.h"

#include <math.h>
#include <string.h>

#include "kernels/reference/adam.h"

static const NnkLanes *
find_kernels (NnBackend backend)
{
  switch (backend)
    {
    case NN_BACKEND_BASELINE:
      return nnk_lanes_baseline ();
    case NN_BACKEND_AVX2:
      return nnk_lanes_avx2 ();
    case NN_BACKEND_AVX512:
      return nnk_lanes_avx512 ();
    case NN_BACKEND_REFERENCE:
    case NN_BACKEND_BLAS:
    default:
      return NULL;
    }
}

static NnEngine *
create (const NnNetworkSpec *spec,
        NnBackend            backend,
        int                  n_threads)
{
  NnLanesEngine *engine = g_new0 (NnLanesEngine, 1);

  engine->k = find_kernels (backend);
  engine->pool = nn_pool_new (n_threads);
  nn_lanes_plan_init (&engine->plan, spec);
  nn_lanes_make_scratch (engine, nn_pool_get_threads (engine->pool));
  return &engine->parent;
}

static void
destroy (NnEngine *parent)
{
  NnLanesEngine *engine = (NnLanesEngine *) parent;

  nn_pool_free (engine->pool);
  nn_lanes_plan_clear (&engine->plan);
  nn_arena_clear (&engine->scratch_arena);
  nn_arena_clear (&engine->batch_arena);
  g_free (engine->scratch);
  g_free (engine);
}

static NnkUpdate
make_update (NnOptimizer   *optimizer,
             const NnHyper *hyper)
{
  NnkUpdate update = { .step = hyper->rate, .weight_decay = hyper->weight_decay };

  nn_optimizer_advance (optimizer);
  switch (hyper->kind)
    {
    case NN_OPTIMIZER_SGD:
      update.kind = NNK_SGD;
      break;
    case NN_OPTIMIZER_MOMENTUM:
      update.kind = NNK_MOMENTUM;
      update.momentum = hyper->momentum;
      break;
    case NN_OPTIMIZER_ADAM:
    default:
      update.kind = NNK_ADAM;
      update.beta1 = (float) NNK_ADAM_BETA1;
      update.one_minus_beta1 = (float) NNK_ADAM_1_BETA1;
      update.beta2 = (float) NNK_ADAM_BETA2;
      update.one_minus_beta2 = (float) NNK_ADAM_1_BETA2;
      update.epsilon = (float) NNK_ADAM_EPSILON;
      update.step = (float) ((double) hyper->rate
                             / (1 - nn_optimizer_get_beta1_power (optimizer)));
      update.inv_sqrt_bc2 = (float) (1 / sqrt (1 - nn_optimizer_get_beta2_power (optimizer)));
      break;
    }
  return update;
}

/* Off by default, and small: the reference's own. */
static void
clip_filters (const NnLanesPlan *plan,
              float             *block,
              float              r)
{
  for (int c = 0; c < plan->n_convs; c++)
    {
      const NnLanesConv *conv = &plan->convs[c];

      nnk_ref_rms_clip (block + conv->weight, conv->maps, conv->n_weights / conv->maps, r);
    }
}

static NnBatchResult
collect (const NnLanesCall *call)
{
  NnBatchResult result = { 0 };
  double sum = 0;

  for (int i = 0; i < call->n; i++)
    {
      sum += (double) call->engine->batch.loss[i];
      result.correct += call->engine->batch.correct[i];
    }
  result.loss = sum / call->n;
  return result;
}

/* Both phases. */
static NnBatchResult
run (NnLanesCall   *call,
     const guint8  *pixels,
     const guint8  *labels,
     const guint32 *indices,
     int            n)
{
  NnLanesEngine *engine = call->engine;

  call->pixels = pixels;
  call->labels = labels;
  call->indices = indices;
  call->n = n;
  call->shards = (n + NNK_SHARD - 1) / NNK_SHARD;
  call->groups = MIN (call->shards, NN_LANES_MAX_GROUPS);
  nn_lanes_make_batch (engine, call->shards);
  nn_pool_run (engine->pool, nn_lanes_train_worker, call);
  nn_pool_run (engine->pool, nn_lanes_update_worker, call);
  return collect (call);
}

static NnBatchResult
train_batch (NnEngine      *parent,
             NnNetwork     *network,
             NnOptimizer   *optimizer,
             const NnHyper *hyper,
             const guint8  *pixels,
             const guint8  *labels,
             const guint32 *indices,
             int            n)
{
  NnLanesEngine *engine = (NnLanesEngine *) parent;
  NnLanesCall call = {
    .engine = engine,
    .block = nn_network_peek_block (network),
    .w = nn_network_get_block (network),
    .first = nn_optimizer_get_first (optimizer),
    .second = nn_optimizer_get_second (optimizer),
    .update = make_update (optimizer, hyper),
  };
  NnBatchResult result = run (&call, pixels, labels, indices, n);

  if (hyper->rms_clip > 0.0f)
    clip_filters (&engine->plan, call.w, hyper->rms_clip);
  return result;
}

static NnBatchResult
gradient (NnEngine        *parent,
          const NnNetwork *network,
          const guint8    *pixels,
          const guint8    *labels,
          const guint32   *indices,
          int              n,
          float           *out)
{
  gsize size = nn_network_get_block_size (network);
  g_autofree gpointer memory = g_malloc0 (size * sizeof (float) + 64);
  float *aligned = (float *) (((gsize) memory + 63) & ~(gsize) 63);
  NnLanesCall call = {
    .engine = (NnLanesEngine *) parent,
    .block = nn_network_peek_block (network),
    .w = aligned,
    .update = { .kind = NNK_STORE },
  };
  NnBatchResult result = run (&call, pixels, labels, indices, n);

  memcpy (out, aligned, size * sizeof (float));
  return result;
}

static void
predict (NnEngine        *parent,
         const NnNetwork *network,
         const guint8    *pixels,
         int              n,
         float           *logits)
{
  NnLanesEngine *engine = (NnLanesEngine *) parent;
  NnLanesCall call = {
    .engine = engine,
    .block = nn_network_peek_block (network),
    .pixels = pixels,
    .n = n,
    .shards = (n + NNK_SHARD - 1) / NNK_SHARD,
    .logits = logits,
  };

  nn_pool_run (engine->pool, nn_lanes_predict_worker, &call);
}

static const NnEngineClass lanes_class;

const NnEngineClass *
nn_lanes_engine_class (NnBackend backend)
{
  return find_kernels (backend) != NULL ? &lanes_class : NULL;
}

static const NnEngineClass lanes_class = {
  .create = create,
  .destroy = destroy,
  .train_batch = train_batch,
  .gradient = gradient,
  .predict = predict,
  .activations = nn_lanes_activations,
  .survey = nn_lanes_survey,
};
