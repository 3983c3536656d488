/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "nn/nn-lanes-private.h"

#include "base/nn-thread.h"

/* Every layer's output for images that are looked at, one a lane; lanes without an image
 * of their own repeat the last one. The numbers are those of training's forward pass, to
 * the bit; the maps before pooling, which that one never stores, come from
 * conv_forward (). */
typedef struct
{
  NnLanesEngine *engine;
  const NnNetwork *network;
  const float *images;            /* [n][28][28] */
  int n;
  NnActivations **results;        /* [n] */
  int parts;
  atomic_int next;                /* part to be taken */
} Call;

/* The tensors of one part, [layer][lane]. */
typedef NnTensor *Tensors[NN_MAX_LAYERS][NNK_SHARD];

static void
take_lanes (NnTensor     **tensors,
            const float   *x,
            int            lanes,
            int            count,
            const NnLayer *layer)
{
  const gsize shape[3] = { layer->channels, layer->height, layer->width };
  const gsize n = shape[0] * shape[1] * shape[2];

  for (int lane = 0; lane < count; lane++)
    {
      float *values = g_new (float, n);

      for (gsize i = 0; i < n; i++)
        values[i] = x[i * lanes + lane];
      tensors[lane] = nn_tensor_new_take (layer->kind == NN_LAYER_DENSE ? 1 : 3, shape, values);
    }
}

/* A layer's maps before pooling. */
static void
look_at_maps (const Call           *call,
              const NnLanesScratch *scratch,
              NnTensor            **tensors,
              int                   c,
              int                   count,
              const NnLayer        *layer)
{
  const NnLanesEngine *engine = call->engine;
  const NnLanesConv *conv = &engine->plan.convs[c];
  const float *block = nn_network_peek_block (call->network);
  const int lanes = engine->k->lanes;
  float *map = g_aligned_alloc ((gsize) conv->maps * conv->map_size * lanes, sizeof (float), 64);

  engine->k->conv_forward (map, c > 0 ? scratch->pooled[c - 1] : scratch->input,
                           block + conv->weight, block + conv->bias, &conv->shape,
                           engine->plan.activation);
  take_lanes (tensors, map, lanes, count, layer);
  g_aligned_free (map);
}

static void
look_at_part (const Call           *call,
              const NnLanesScratch *scratch,
              int                   first)
{
  const NnLanesEngine *engine = call->engine;
  const int lanes = engine->k->lanes, count = MIN (lanes, call->n - first);
  const float *images[NNK_SHARD];
  Tensors tensors;
  int n_layers, c = 0, d = 0;
  const NnLayer *layers = nn_network_get_layers (call->network, &n_layers);

  for (int lane = 0; lane < lanes; lane++)
    images[lane] = call->images + (gsize) (first + MIN (lane, count - 1)) * NN_IMAGE_SIZE;
  nn_lanes_spread_images (engine, scratch->input, images);
  nn_lanes_forward (engine, scratch, nn_network_peek_block (call->network));

  for (int lane = 0; lane < count; lane++)
    tensors[0][lane] = nn_tensor_new_copy (3, (gsize[]) { 1, NN_IMAGE_SIDE, NN_IMAGE_SIDE },
                                           images[lane]);
  for (int l = 1; l < n_layers; l++)
    if (layers[l].kind == NN_LAYER_CONV2D)
      look_at_maps (call, scratch, tensors[l], c, count, &layers[l]);
    else if (layers[l].kind == NN_LAYER_MAX_POOL)
      take_lanes (tensors[l], scratch->pooled[c++], lanes, count, &layers[l]);
    else
      take_lanes (tensors[l], scratch->units[d++], lanes, count, &layers[l]);

  for (int lane = 0; lane < count; lane++)
    {
      NnTensor *own[NN_MAX_LAYERS];

      for (int l = 0; l < n_layers; l++)
        own[l] = tensors[l][lane];
      call->results[first + lane] = nn_activations_new (n_layers, own);
    }
}

static void
look_worker (int      worker,
             gpointer data)
{
  Call *call = data;
  int part;

  while ((part = atomic_fetch_add_explicit (&call->next, 1, memory_order_relaxed)) < call->parts)
    look_at_part (call, &call->engine->scratch[worker], part * call->engine->k->lanes);
}

void
nn_lanes_activations (NnEngine        *parent,
                      const NnNetwork *network,
                      const float     *images,
                      int              n,
                      NnActivations  **results)
{
  NnLanesEngine *engine = (NnLanesEngine *) parent;
  const int lanes = engine->k->lanes;
  Call call = {
    .engine = engine, .network = network, .images = images, .n = n, .results = results,
    .parts = (n + lanes - 1) / lanes,
  };
  guint state;

  if (call.parts > 1)
    {
      nn_pool_run (engine->pool, look_worker, &call);
      return;
    }
  state = nn_thread_flush_denormals ();     /* one part: not worth waking anybody */
  look_worker (0, &call);
  nn_thread_restore_denormals (state);
}
