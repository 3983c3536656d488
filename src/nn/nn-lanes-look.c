/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "nn/nn-lanes-private.h"

#include "base/nn-thread.h"

/* Every layer's output for one image: one part with the same image in all its
 * lanes, of which lane 0 is read. The numbers are those of training's forward
 * pass, to the bit; the maps before pooling, which that one never stores, come
 * from conv_forward (). */

static NnTensor *
take_lane (const float   *x,
           int            lanes,
           const NnLayer *layer)
{
  gsize shape[3] = { layer->channels, layer->height, layer->width };
  gsize n = shape[0] * shape[1] * shape[2];
  float *values = g_new (float, n);

  for (gsize i = 0; i < n; i++)
    values[i] = x[i * lanes];
  return nn_tensor_new_take (layer->kind == NN_LAYER_DENSE ? 1 : 3, shape, values);
}

static void
spread_image (const NnLanesEngine *engine,
              float               *input,
              const float         *image)
{
  int pad = engine->plan.input_pad, lanes = engine->k->lanes;
  int width = NN_IMAGE_SIDE + 2 * pad;

  for (int y = 0; y < NN_IMAGE_SIDE; y++)
    for (int x = 0; x < NN_IMAGE_SIDE; x++)
      for (int lane = 0; lane < lanes; lane++)
        input[((y + pad) * width + x + pad) * lanes + lane] = image[y * NN_IMAGE_SIDE + x];
}

/* The map before pooling; its memory is the scratch of the way back, which is not gone here. */
static NnTensor *
look_at_map (const NnLanesEngine *engine,
             const float         *block,
             int                  c,
             const NnLayer       *layer)
{
  const NnLanesConv *conv = &engine->plan.convs[c];
  const NnLanesScratch *scratch = &engine->scratch[0];
  int lanes = engine->k->lanes;
  gsize n = (gsize) conv->maps * conv->map_size * lanes;
  float *map = g_aligned_alloc (n, sizeof (float), 64);
  NnTensor *tensor;

  engine->k->conv_forward (map, c > 0 ? scratch->pooled[c - 1] : scratch->input,
                           block + conv->weight, block + conv->bias, &conv->shape,
                           engine->plan.activation);
  tensor = take_lane (map, lanes, layer);
  g_aligned_free (map);
  return tensor;
}

NnActivations *
nn_lanes_activations (NnEngine        *parent,
                      const NnNetwork *network,
                      const float     *image)
{
  const NnLanesEngine *engine = (NnLanesEngine *) parent;
  const NnLanesScratch *scratch = &engine->scratch[0];
  const float *block = nn_network_peek_block (network);
  guint state = nn_thread_flush_denormals ();
  NnTensor *tensors[NN_MAX_LAYERS];
  int n_layers, c = 0, d = 0;
  const NnLayer *layers = nn_network_get_layers (network, &n_layers);

  spread_image (engine, scratch->input, image);
  nn_lanes_forward (engine, scratch, block);

  tensors[0] = nn_tensor_new_copy (3, (gsize[]) { 1, NN_IMAGE_SIDE, NN_IMAGE_SIDE }, image);
  for (int l = 1; l < n_layers; l++)
    switch (layers[l].kind)
      {
      case NN_LAYER_CONV2D:
        tensors[l] = look_at_map (engine, block, c, &layers[l]);
        break;
      case NN_LAYER_MAX_POOL:
        tensors[l] = take_lane (scratch->pooled[c++], engine->k->lanes, &layers[l]);
        break;
      case NN_LAYER_DENSE:
        tensors[l] = take_lane (scratch->units[d++], engine->k->lanes, &layers[l]);
        break;
      case NN_LAYER_INPUT:
      default:
        g_assert_not_reached ();
      }
  nn_thread_restore_denormals (state);
  return nn_activations_new (n_layers, tensors);
}
