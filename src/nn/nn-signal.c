/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "nn/nn-signal.h"

#include <string.h>

#include "nn/nn-hands.h"

gsize
nn_signal_size (const NnLayer *layer)
{
  return (gsize) layer->channels * layer->height * layer->width;
}

static const float *
weight_of (const NnSignal    *self,
           const NnLayer     *layer,
           const NnParameter **parameter)
{
  *parameter = &nn_network_get_parameters (self->network, NULL)[layer->weight];
  return nn_network_peek_block (self->network) + (*parameter)->offset;
}

/* Each output of a convolution puts its filter, weighted, where it had looked.
 * Most signals are zero, and cost nothing. */
static void
transpose_conv2d (const NnSignal *self,
                  double         *in,
                  const double   *out,
                  const NnLayer  *layer,
                  const NnLayer  *input)
{
  const NnParameter *parameter;
  const float *weight = weight_of (self, layer, &parameter);
  const int k = layer->kernel, H = input->height, W = input->width;

  for (int oc = 0; oc < layer->channels; oc++)
    for (int oy = 0; oy < layer->height; oy++)
      for (int ox = 0; ox < layer->width; ox++)
        {
          const double signal = *out++;
          const int top = oy * layer->stride - layer->padding;
          const int left = ox * layer->stride - layer->padding;

          if (signal == 0)
            continue;
          for (int c = 0; c < input->channels; c++)
            {
              const float *filter = weight + oc * parameter->pitch + (gsize) c * k * k;

              for (int y = MAX (top, 0); y < MIN (top + k, H); y++)
                for (int x = MAX (left, 0); x < MIN (left + k, W); x++)
                  in[(c * H + y) * W + x] += signal * filter[(y - top) * k + x - left];
            }
        }
}

/* The switch: where in its window the maximum was, the first among equals. */
static gsize
find_switch (const float   *map,
             const NnLayer *layer,
             int            width,
             int            row,
             int            column)
{
  const gsize corner = (gsize) row * layer->stride * width + column * layer->stride;
  gsize best = corner;

  for (int y = 0; y < layer->kernel; y++)
    for (int x = 0; x < layer->kernel; x++)
      if (map[corner + y * width + x] > map[best])
        best = corner + y * width + x;
  return best;
}

static void
unpool (double        *in,
        const double  *out,
        const float   *map,             /* of the layer before: where the maxima were */
        const NnLayer *layer,
        const NnLayer *input)
{
  const gsize size = (gsize) input->height * input->width;

  for (int c = 0; c < layer->channels; c++, map += size, in += size)
    for (int y = 0; y < layer->height; y++)
      for (int x = 0; x < layer->width; x++, out++)
        if (*out != 0)
          in[find_switch (map, layer, input->width, y, x)] += *out;
}

static void
transpose_dense (const NnSignal *self,
                 double         *in,
                 const double   *out,
                 const NnLayer  *layer)
{
  const NnParameter *parameter;
  const float *weight = weight_of (self, layer, &parameter);

  for (int o = 0; o < layer->channels; o++, weight += parameter->pitch)
    if (out[o] != 0)
      for (gsize i = 0; i < parameter->columns; i++)
        in[i] += out[o] * weight[i];
}

/* Through a map that is muted nothing came up, so nothing goes down either. */
static void
mute_maps (const NnSignal *self,
           double         *signal,
           int             layer)
{
  const NnHands *hands = nn_network_get_hands (self->network);
  const NnLayer *table = &nn_network_get_layers (self->network, NULL)[layer];
  const gsize size = (gsize) table->height * table->width;

  if (table->kind != NN_LAYER_CONV2D)
    return;
  for (int map = 0; map < table->channels; map++)
    if (nn_hands_is_muted (hands, layer, map))
      memset (signal + map * size, 0, size * sizeof *signal);
}

/* The three gates. NaN passes none that looks at the sign. */
static void
pass_gate (const NnSignal *self,
           double         *signal,
           int             layer)
{
  const float *a = nn_tensor_get_data (self->activations->layers[layer]);
  const gsize n = nn_signal_size (&nn_network_get_layers (self->network, NULL)[layer]);

  if (self->gate != NN_GATE_GRADIENT)
    for (gsize i = 0; i < n; i++)
      signal[i] = signal[i] > 0 ? signal[i] : 0;
  if (self->gate == NN_GATE_DECONVNET)
    return;
  if (nn_network_get_spec (self->network)->activation == NN_ACTIVATION_TANH)
    for (gsize i = 0; i < n; i++)
      signal[i] *= 1 - (double) a[i] * a[i];
  else
    for (gsize i = 0; i < n; i++)
      signal[i] = a[i] > 0 ? signal[i] : 0;
}

void
nn_signal_gate (const NnSignal *self,
                double         *signal,
                int             layer)
{
  if (nn_network_get_layers (self->network, NULL)[layer].activated)
    pass_gate (self, signal, layer);
  mute_maps (self, signal, layer);
}

void
nn_signal_down (const NnSignal *self,
                double         *in,
                const double   *out,
                int             layer)
{
  const NnLayer *table = &nn_network_get_layers (self->network, NULL)[layer], *input = table - 1;

  memset (in, 0, nn_signal_size (input) * sizeof *in);
  switch (table->kind)
    {
    case NN_LAYER_CONV2D:
      transpose_conv2d (self, in, out, table, input);
      break;
    case NN_LAYER_MAX_POOL:
      unpool (in, out, nn_tensor_get_data (self->activations->layers[layer - 1]), table, input);
      break;
    case NN_LAYER_DENSE:
      transpose_dense (self, in, out, table);
      break;
    case NN_LAYER_INPUT:
    default:
      g_assert_not_reached ();
    }
}
