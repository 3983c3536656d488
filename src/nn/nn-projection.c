/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "nn/nn-projection.h"

#include <string.h>

#include "nn/nn-hands.h"

/* What one projection reads. Signals run in double and are rounded once, at the
 * end, so that a · ∂a/∂x is one to seven digits whatever lies between. */
typedef struct
{
  const NnNetwork *network;
  const NnLayer *layers;
  const NnActivations *activations;
  NnGate gate;
} Projection;

static gsize
layer_size (const NnLayer *layer)
{
  return (gsize) layer->channels * layer->height * layer->width;
}

static gsize
unit_index (const NnLayer *layer,
            const NnUnit  *unit)
{
  return ((gsize) unit->channel * layer->height + unit->row) * layer->width + unit->column;
}

static const float *
weight_of (const Projection  *self,
           const NnLayer     *layer,
           const NnParameter **parameter)
{
  *parameter = &nn_network_get_parameters (self->network, NULL)[layer->weight];
  return nn_network_peek_block (self->network) + (*parameter)->offset;
}

/* Each output of a convolution puts its filter, weighted, where it had looked.
 * Most signals are zero, and cost nothing. */
static void
transpose_conv2d (const Projection *self,
                  double           *in,
                  const double     *out,
                  const NnLayer    *layer,
                  const NnLayer    *input)
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
unpool (const Projection *self,
        double           *in,
        const double     *out,
        const NnLayer    *layer,
        const NnLayer    *input)
{
  const float *map = nn_tensor_get_data (self->activations->layers[input - self->layers]);
  const gsize size = (gsize) input->height * input->width;

  for (int c = 0; c < layer->channels; c++, map += size, in += size)
    for (int y = 0; y < layer->height; y++)
      for (int x = 0; x < layer->width; x++, out++)
        if (*out != 0)
          in[find_switch (map, layer, input->width, y, x)] += *out;
}

static void
transpose_dense (const Projection *self,
                 double           *in,
                 const double     *out,
                 const NnLayer    *layer)
{
  const NnParameter *parameter;
  const float *weight = weight_of (self, layer, &parameter);

  for (int o = 0; o < layer->channels; o++, weight += parameter->pitch)
    if (out[o] != 0)
      for (gsize i = 0; i < parameter->columns; i++)
        in[i] += out[o] * weight[i];
}

/* The three gates. NaN passes none that looks at the sign. */
static void
pass_gate (const Projection *self,
           double           *signal,
           int               layer)
{
  const float *a = nn_tensor_get_data (self->activations->layers[layer]);
  const gsize n = layer_size (&self->layers[layer]);
  const gboolean tanh = nn_network_get_spec (self->network)->activation == NN_ACTIVATION_TANH;

  if (self->gate != NN_GATE_GRADIENT)
    for (gsize i = 0; i < n; i++)
      signal[i] = signal[i] > 0 ? signal[i] : 0;
  if (self->gate == NN_GATE_DECONVNET)
    return;
  if (tanh)
    for (gsize i = 0; i < n; i++)
      signal[i] *= 1 - (double) a[i] * a[i];
  else
    for (gsize i = 0; i < n; i++)
      signal[i] = a[i] > 0 ? signal[i] : 0;
}

/* Through a map that is muted nothing came up, so nothing goes down either. */
static void
mute_maps (const Projection *self,
           double           *signal,
           int               layer)
{
  const NnHands *hands = nn_network_get_hands (self->network);
  const gsize size = (gsize) self->layers[layer].height * self->layers[layer].width;

  for (int map = 0; map < self->layers[layer].channels; map++)
    if (nn_hands_is_muted (hands, layer, map))
      memset (signal + map * size, 0, size * sizeof *signal);
}

/* From the outputs of a layer to its inputs; in is overwritten. */
static void
go_down (const Projection *self,
         double           *in,
         double           *out,
         int               l)
{
  const NnLayer *layer = &self->layers[l], *input = layer - 1;

  if (layer->activated)
    pass_gate (self, out, l);
  if (layer->kind == NN_LAYER_CONV2D)
    mute_maps (self, out, l);
  memset (in, 0, layer_size (input) * sizeof *in);
  switch (layer->kind)
    {
    case NN_LAYER_CONV2D:
      transpose_conv2d (self, in, out, layer, input);
      break;
    case NN_LAYER_MAX_POOL:
      unpool (self, in, out, layer, input);
      break;
    case NN_LAYER_DENSE:
      transpose_dense (self, in, out, layer);
      break;
    case NN_LAYER_INPUT:
    default:
      g_assert_not_reached ();
    }
}

/* A map of tanh is drawn signed, and a · ∂a/∂x has a meaning on both sides of 0. */
static gboolean
unit_is_active (const Projection *self,
                const NnUnit     *unit,
                float             value)
{
  const gboolean tanh = nn_network_get_spec (self->network)->activation == NN_ACTIVATION_TANH;

  if (tanh && self->gate == NN_GATE_GRADIENT && self->layers[unit->layer].kind != NN_LAYER_DENSE)
    return value != 0;
  return value > 0;
}

NnTensor *
nn_projection_new (const NnNetwork     *network,
                   const NnActivations *activations,
                   const NnUnit        *unit,
                   NnGate               gate)
{
  Projection self = { .network = network, .activations = activations, .gate = gate };
  gsize largest = 0;
  g_autofree double *signals = NULL;
  double *out, *in;
  float value, *image;

  g_return_val_if_fail (network != NULL && activations != NULL && unit != NULL, NULL);
  g_return_val_if_fail (nn_unit_is_valid (network, unit) && unit->layer > 0, NULL);
  g_return_val_if_fail (gate >= NN_GATE_DECONVNET && gate <= NN_GATE_GUIDED, NULL);

  self.layers = nn_network_get_layers (network, NULL);
  value = nn_unit_get_value (network, activations, unit);
  if (!unit_is_active (&self, unit, value))
    return NULL;

  for (int l = 0; l <= unit->layer; l++)
    largest = MAX (largest, layer_size (&self.layers[l]));
  signals = g_new (double, 2 * largest);
  out = signals;
  in = signals + largest;
  memset (out, 0, layer_size (&self.layers[unit->layer]) * sizeof *out);
  out[unit_index (&self.layers[unit->layer], unit)] = value;
  for (int l = unit->layer; l > 0; l--)
    {
      double *next = in;

      go_down (&self, in, out, l);
      in = out;
      out = next;
    }

  image = g_new (float, NN_IMAGE_SIZE);
  for (int i = 0; i < NN_IMAGE_SIZE; i++)
    image[i] = (float) out[i];
  return nn_tensor_new_take (2, (gsize[]) { NN_IMAGE_SIDE, NN_IMAGE_SIDE }, image);
}

gboolean
nn_unit_is_valid (const NnNetwork *network,
                  const NnUnit    *unit)
{
  int n_layers;
  const NnLayer *layers;

  g_return_val_if_fail (network != NULL && unit != NULL, FALSE);

  layers = nn_network_get_layers (network, &n_layers);
  return unit->layer >= 0 && unit->layer < n_layers
         && unit->channel >= 0 && unit->channel < layers[unit->layer].channels
         && unit->row >= 0 && unit->row < layers[unit->layer].height
         && unit->column >= 0 && unit->column < layers[unit->layer].width;
}

float
nn_unit_get_value (const NnNetwork     *network,
                   const NnActivations *activations,
                   const NnUnit        *unit)
{
  g_return_val_if_fail (network != NULL && activations != NULL && unit != NULL, 0);
  g_return_val_if_fail (nn_unit_is_valid (network, unit), 0);

  return nn_tensor_get_data (activations->layers[unit->layer])
    [unit_index (&nn_network_get_layers (network, NULL)[unit->layer], unit)];
}

NnUnit
nn_unit_strongest (const NnNetwork     *network,
                   const NnActivations *activations,
                   int                  layer,
                   int                  channel)
{
  NnUnit unit = { .layer = layer, .channel = channel };
  const NnLayer *table;
  const float *map;
  int best = 0;

  g_return_val_if_fail (network != NULL && activations != NULL, unit);
  g_return_val_if_fail (nn_unit_is_valid (network, &unit), unit);

  table = &nn_network_get_layers (network, NULL)[layer];
  map = nn_tensor_get_data (activations->layers[layer]) + unit_index (table, &unit);
  for (int i = 1; i < table->height * table->width; i++)
    if (map[i] > map[best])
      best = i;
  unit.row = best / table->width;
  unit.column = best % table->width;
  return unit;
}

static const char *const gate_names[NN_N_GATES] = { "deconvnet", "gradient", "guided" };

const char *
nn_gate_to_string (NnGate gate)
{
  g_return_val_if_fail (gate >= NN_GATE_DECONVNET && gate <= NN_GATE_GUIDED, NULL);
  return gate_names[gate];
}

gboolean
nn_gate_from_string (NnGate     *gate,
                     const char *name)
{
  g_return_val_if_fail (gate != NULL && name != NULL, FALSE);

  for (int i = 0; i < NN_N_GATES; i++)
    if (strcmp (name, gate_names[i]) == 0)
      {
        *gate = (NnGate) i;
        return TRUE;
      }
  return FALSE;
}
