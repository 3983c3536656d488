/* SPDX-License-Identifier: GPL-3.0-or-later */
#define NNK_DOUBLE
#include "kernels/reference/reference.h"
#include "kernels/reference/transposed.h"

#include <string.h>

#include "twin.h"

static gsize
layer_size (const Twin *twin,
            int         l)
{
  return (gsize) twin->table[l].channels * twin->table[l].height * twin->table[l].width;
}

static NnkConv2d
conv_dims (const Twin *twin,
           int         l)
{
  const NnLayer *layer = &twin->table[l], *input = layer - 1;

  return (NnkConv2d) {
    .B = 1, .C = input->channels, .H = input->height, .W = input->width, .OC = layer->channels,
    .KH = layer->kernel, .KW = layer->kernel, .padding = layer->padding, .stride = layer->stride,
  };
}

static NnkMaxPool
pool_dims (const Twin *twin,
           int         l)
{
  const NnLayer *layer = &twin->table[l], *input = layer - 1;

  return (NnkMaxPool) {
    .B = 1, .C = input->channels, .H = input->height, .W = input->width,
    .K = layer->kernel, .stride = layer->stride,
  };
}

static double *
doubles (const NnNetwork *network,
         int              parameter)
{
  g_autoptr (NnTensor) tensor = nn_network_get_tensor (network, parameter);
  const float *values = nn_tensor_get_data (tensor);
  double *copy = g_new (double, nn_tensor_get_size (tensor));

  for (gsize i = 0; i < nn_tensor_get_size (tensor); i++)
    copy[i] = values[i];
  return copy;
}

Twin *
twin_new (const NnNetwork *network)
{
  Twin *twin = g_new0 (Twin, 1);

  twin->network = network;
  twin->table = nn_network_get_layers (network, &twin->n_layers);
  twin->tanh = nn_network_get_spec (network)->activation == NN_ACTIVATION_TANH;
  for (int l = 1; l < twin->n_layers; l++)
    if (twin->table[l].weight >= 0)
      {
        twin->weights[l] = doubles (network, twin->table[l].weight);
        twin->biases[l] = doubles (network, twin->table[l].bias);
      }
  return twin;
}

void
twin_free (Twin *twin)
{
  for (int l = 0; l < twin->n_layers; l++)
    {
      g_free (twin->weights[l]);
      g_free (twin->biases[l]);
    }
  g_free (twin);
}

static void
forward_layer (Twin *twin,
               int   l)
{
  const double *in = twin->layers[l - 1];
  double *out = twin->layers[l];
  const gsize n = layer_size (twin, l);
  const NnkConv2d conv = conv_dims (twin, l);
  const NnkMaxPool pool = pool_dims (twin, l);

  if (twin->table[l].kind == NN_LAYER_CONV2D)
    nnk_ref_conv2d_forward (out, in, twin->weights[l], twin->biases[l], &conv);
  else if (twin->table[l].kind == NN_LAYER_MAX_POOL)
    nnk_ref_max_pool_forward (out, twin->switches[l], in, &pool);
  else
    nnk_ref_dense_forward (out, in, twin->weights[l], twin->biases[l], 1,
                           (int) layer_size (twin, l - 1), (int) n, (int) layer_size (twin, l - 1));
  if (twin->table[l].activated && twin->tanh)
    nnk_ref_tanh_forward (out, out, n);
  else if (twin->table[l].activated)
    nnk_ref_relu_forward (out, out, n);
}

void
twin_forward (Twin         *twin,
              const double *image)
{
  memcpy (twin->layers[0], image, NN_IMAGE_SIZE * sizeof *image);
  for (int l = 1; l < twin->n_layers; l++)
    forward_layer (twin, l);
}

void
twin_set (Twin                *twin,
          const NnActivations *activations)
{
  for (int l = 0; l < twin->n_layers; l++)
    {
      const float *values = nn_tensor_get_data (activations->layers[l]);

      if (twin->table[l].kind == NN_LAYER_MAX_POOL)
        forward_layer (twin, l);
      for (gsize i = 0; i < layer_size (twin, l); i++)
        twin->layers[l][i] = values[i];
    }
}

static void
gate_layer (Twin   *twin,
            int     l,
            double *signal,
            NnGate  gate)
{
  const gsize n = layer_size (twin, l);
  g_autofree double *passed = g_new0 (double, n);

  if (gate != NN_GATE_GRADIENT)
    nnk_ref_relu_forward (signal, signal, n);
  if (gate == NN_GATE_DECONVNET)
    return;
  if (twin->tanh)
    nnk_ref_tanh_backward (passed, signal, twin->layers[l], n);
  else
    nnk_ref_relu_backward (passed, signal, twin->layers[l], n);
  memcpy (signal, passed, n * sizeof *signal);
}

void
twin_project (Twin         *twin,
              int           layer,
              const double *signal,
              NnGate        gate,
              double       *projection)
{
  g_autofree double *out = g_new (double, TWIN_MAX_LAYER);
  g_autofree double *in = g_new (double, TWIN_MAX_LAYER);

  memcpy (out, signal, layer_size (twin, layer) * sizeof *out);
  for (int l = layer; l > 0; l--)
    {
      const NnkConv2d conv = conv_dims (twin, l);
      const NnkMaxPool pool = pool_dims (twin, l);

      if (twin->table[l].activated)
        gate_layer (twin, l, out, gate);
      if (twin->table[l].kind == NN_LAYER_CONV2D)
        nnk_ref_conv2d_transposed (in, out, twin->weights[l], &conv);
      else if (twin->table[l].kind == NN_LAYER_MAX_POOL)
        nnk_ref_max_unpool (in, out, twin->switches[l], &pool);
      else
        nnk_ref_dense_transposed (in, out, twin->weights[l], 1, (int) layer_size (twin, l - 1),
                                  (int) layer_size (twin, l), (int) layer_size (twin, l - 1));
      memcpy (out, in, layer_size (twin, l - 1) * sizeof *out);
    }
  memcpy (projection, out, NN_IMAGE_SIZE * sizeof *projection);
}

gsize
twin_index (const Twin   *twin,
            const NnUnit *unit)
{
  const NnLayer *layer = &twin->table[unit->layer];

  return ((gsize) unit->channel * layer->height + unit->row) * layer->width + unit->column;
}

gboolean
twin_same_side (const Twin *a,
                const Twin *b,
                int         layer)
{
  for (int l = 1; l <= layer; l++)
    {
      const gsize n = layer_size (a, l);

      if (a->table[l].kind == NN_LAYER_MAX_POOL && memcmp (a->switches[l], b->switches[l], n) != 0)
        return FALSE;
      if (a->table[l].activated && !a->tanh)
        for (gsize i = 0; i < n; i++)
          if ((a->layers[l][i] > 0) != (b->layers[l][i] > 0))
            return FALSE;
    }
  return TRUE;
}
