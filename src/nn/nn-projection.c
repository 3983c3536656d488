/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "nn/nn-projection.h"

#include <string.h>

#include "nn/nn-signal.h"

static gsize
unit_index (const NnLayer *layer,
            const NnUnit  *unit)
{
  return ((gsize) unit->channel * layer->height + unit->row) * layer->width + unit->column;
}

/* A map of tanh is drawn signed, and a · ∂a/∂x has a meaning on both sides of 0. */
static gboolean
unit_is_active (const NnNetwork *network,
                const NnUnit    *unit,
                NnGate           gate,
                float            value)
{
  const gboolean tanh = nn_network_get_spec (network)->activation == NN_ACTIVATION_TANH;
  const NnLayer *layers = nn_network_get_layers (network, NULL);

  if (tanh && gate == NN_GATE_GRADIENT && layers[unit->layer].kind != NN_LAYER_DENSE)
    return value != 0;
  return value > 0;
}

NnTensor *
nn_projection_new (const NnNetwork     *network,
                   const NnActivations *activations,
                   const NnUnit        *unit,
                   NnGate               gate)
{
  const NnSignal signal = { network, activations, gate };
  const NnLayer *layers;
  gsize largest = 0;
  g_autofree double *scratch = NULL;
  double *out, *in;
  float value, *image;

  g_return_val_if_fail (network != NULL && activations != NULL && unit != NULL, NULL);
  g_return_val_if_fail (nn_unit_is_valid (network, unit) && unit->layer > 0, NULL);
  g_return_val_if_fail (gate >= NN_GATE_DECONVNET && gate <= NN_GATE_GUIDED, NULL);

  value = nn_unit_get_value (network, activations, unit);
  if (!unit_is_active (network, unit, gate, value))
    return NULL;

  layers = nn_network_get_layers (network, NULL);
  for (int l = 0; l <= unit->layer; l++)
    largest = MAX (largest, nn_signal_size (&layers[l]));
  scratch = g_new (double, 2 * largest);
  out = scratch;
  in = scratch + largest;
  memset (out, 0, nn_signal_size (&layers[unit->layer]) * sizeof *out);
  out[unit_index (&layers[unit->layer], unit)] = value;
  for (int l = unit->layer; l > 0; l--)
    {
      double *next = in;

      nn_signal_gate (&signal, out, l);
      nn_signal_down (&signal, in, out, l);
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
