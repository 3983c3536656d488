/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "nn/nn-lanes-private.h"

static void
plan_conv (NnLanesPlan       *plan,
           const NnLayer     *layers,
           int                l,
           const NnParameter *parameters)
{
  const NnLayer *layer = &layers[l], *input = &layers[l - 1];
  NnLanesConv *conv = &plan->convs[plan->n_convs];

  g_assert (plan->n_convs < NN_LANES_MAX_CONVS && layer->kernel == NNK_KERNEL && layer->activated);
  g_assert (layer->channels <= NN_LANES_MAX_MAPS);
  g_assert (layer->padding == 0 || plan->n_convs == 0);

  conv->layer = l;
  conv->pad = layer->padding;
  conv->shape = (NnkConv) {
    .channels = input->channels,
    .height = input->height + 2 * layer->padding,
    .width = input->width + 2 * layer->padding,
    .filters = layer->channels,
  };
  conv->maps = layer->channels;
  conv->map_size = layer->height * layer->width;
  conv->pooled_size = conv->map_size / 4;
  conv->n_weights = (int) parameters[layer->weight].size;
  conv->weight = parameters[layer->weight].offset;
  conv->bias = parameters[layer->bias].offset;
  conv->gradient_weight = plan->gradient_size;
  conv->gradient_bias = conv->gradient_weight + NNK_ROUND_UP (conv->n_weights);
  plan->gradient_size = conv->gradient_bias + NNK_ROUND_UP (conv->maps);
  plan->n_convs++;
}

static void
plan_dense (NnLanesPlan       *plan,
            const NnLayer     *layers,
            int                l,
            const NnParameter *parameters)
{
  const NnLayer *layer = &layers[l];
  const NnParameter *weight = &parameters[layer->weight];

  g_assert (plan->n_dense < NN_LANES_MAX_DENSE);

  plan->dense[plan->n_dense++] = (NnLanesDense) {
    .layer = l,
    .inputs = (int) weight->columns,
    .outputs = (int) weight->rows,
    .pitch = (int) weight->pitch,
    .delta_pitch = NNK_ROUND_UP ((int) weight->rows),
    .weight = weight->offset,
    .bias = parameters[layer->bias].offset,
    .activation = layer->activated ? plan->activation : NNK_LINEAR,
  };
}

void
nn_lanes_plan_init (NnLanesPlan         *plan,
                    const NnNetworkSpec *spec)
{
  int n_layers, n_parameters;
  const NnLayer *layers;
  const NnParameter *parameters;

  *plan = (NnLanesPlan) { .like = nn_network_new (spec) };
  plan->activation = spec->activation == NN_ACTIVATION_TANH ? NNK_TANH : NNK_RELU;
  layers = nn_network_get_layers (plan->like, &n_layers);
  parameters = nn_network_get_parameters (plan->like, &n_parameters);

  for (int l = 1; l < n_layers; l++)
    if (layers[l].kind == NN_LAYER_CONV2D)
      plan_conv (plan, layers, l, parameters);
    else if (layers[l].kind == NN_LAYER_DENSE)
      plan_dense (plan, layers, l, parameters);

  plan->input_pad = plan->n_convs > 0 ? plan->convs[0].pad : 0;
  plan->input_size = (NN_IMAGE_SIDE + 2 * plan->input_pad) * (NN_IMAGE_SIDE + 2 * plan->input_pad);
}

void
nn_lanes_plan_clear (NnLanesPlan *plan)
{
  g_clear_pointer (&plan->like, nn_network_unref);
}

static float *
take_lanes (NnArena *arena,
            int      lanes,
            gsize    vectors)
{
  return nn_arena_take_array (arena, float, vectors * lanes);
}

static void
take_scratch (NnLanesScratch    *scratch,
              NnArena           *arena,
              const NnLanesPlan *plan,
              const NnkLanes    *k)
{
  gsize floats = 0;

  scratch->input = take_lanes (arena, k->lanes, plan->input_size);
  for (int c = 0; c < plan->n_convs; c++)
    {
      const NnLanesConv *conv = &plan->convs[c];
      gsize cells = (gsize) conv->maps * conv->pooled_size;

      scratch->pooled[c] = take_lanes (arena, k->lanes, cells);
      scratch->dpooled[c] = take_lanes (arena, k->lanes, cells);
      scratch->switches[c] = nn_arena_take_array (arena, guint8, cells * k->lanes);
      floats = MAX (floats, k->conv_scratch (&conv->shape));
    }
  scratch->scratch = nn_arena_take_array (arena, float, floats);
  for (int l = 0; l < plan->n_dense; l++)
    {
      scratch->units[l] = take_lanes (arena, k->lanes, plan->dense[l].outputs);
      scratch->dunits[l] = take_lanes (arena, k->lanes, plan->dense[l].outputs);
    }
  scratch->sums = nn_arena_take_array (arena, float, plan->gradient_size * NNK_SHARD);
}

void
nn_lanes_make_scratch (NnLanesEngine *engine,
                       int            n_threads)
{
  engine->scratch = g_new0 (NnLanesScratch, n_threads);
  for (int i = 0; i < n_threads; i++)
    take_scratch (&engine->scratch[i], &engine->scratch_arena, &engine->plan, engine->k);
  nn_arena_reserve (&engine->scratch_arena);
  for (int i = 0; i < n_threads; i++)
    take_scratch (&engine->scratch[i], &engine->scratch_arena, &engine->plan, engine->k);
}

static void
take_batch (NnLanesBatch      *batch,
            NnArena           *arena,
            const NnLanesPlan *plan,
            gsize              images)
{
  for (int l = 0; l < plan->n_dense; l++)
    {
      batch->inputs[l] = nn_arena_take_array (arena, float, images * plan->dense[l].pitch);
      batch->deltas[l] = nn_arena_take_array (arena, float, images * plan->dense[l].delta_pitch);
    }
  batch->loss = nn_arena_take_array (arena, float, images);
  batch->correct = nn_arena_take_array (arena, gint32, images);
  batch->groups = nn_arena_take_array (arena, float, NN_LANES_MAX_GROUPS * plan->gradient_size);
}

void
nn_lanes_make_batch (NnLanesEngine *engine,
                     int            shards)
{
  if (shards <= engine->capacity)
    return;
  nn_arena_clear (&engine->batch_arena);
  take_batch (&engine->batch, &engine->batch_arena, &engine->plan, (gsize) shards * NNK_SHARD);
  nn_arena_reserve (&engine->batch_arena);
  take_batch (&engine->batch, &engine->batch_arena, &engine->plan, (gsize) shards * NNK_SHARD);
  engine->capacity = shards;
}
