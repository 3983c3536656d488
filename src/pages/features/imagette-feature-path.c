/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pages/features/imagette-feature-path.h"

static int
find (const NnNetwork *network,
      const char      *name)
{
  const NnLayer *layer = nn_network_find_layer (network, name);
  int n;

  return layer != NULL ? (int) (layer - nn_network_get_layers (network, &n)) : -1;
}

/* The cell of the 2x2 window with its maximum, the first among equals. */
static int
winner (const float *map,
        int          side,
        int          y,
        int          x)
{
  int best = 2 * y * side + 2 * x;

  for (int i = 1; i < 4; i++)
    {
      int cell = (2 * y + i / 2) * side + 2 * x + i % 2;

      if (map[cell] > map[best])
        best = cell;
    }
  return best;
}

NnTensor *
imagette_feature_path (const NnNetwork     *network,
                       const NnActivations *activations,
                       const NnUnit        *unit)
{
  const NnLayer *layers, *c3;
  int n, from_c1 = find (network, "c1"), from_c3 = find (network, "c3");
  float value = nn_unit_get_value (network, activations, unit);
  g_autoptr (NnTensor) weights = NULL;
  const float *c1, *w;
  float sum[NN_IMAGE_SIZE] = { 0 };
  const gsize shape[] = { NN_IMAGE_SIDE, NN_IMAGE_SIDE };

  if (from_c1 < 0 || from_c3 < 0 || unit->layer != from_c3 || value <= 0)
    return NULL;
  layers = nn_network_get_layers (network, &n);
  c3 = &layers[from_c3];
  if (layers[from_c1].height != NN_IMAGE_SIDE || layers[from_c1].width != NN_IMAGE_SIDE)
    return NULL;
  weights = nn_network_get_tensor (network, c3->weight);
  w = nn_tensor_get_data (weights);
  c1 = nn_tensor_get_data (activations->layers[from_c1]);
  for (int c = 0; c < layers[from_c1].channels; c++)
    for (int y = 0; y < c3->kernel; y++)
      for (int x = 0; x < c3->kernel; x++)
        {
          float signal = value * w[((unit->channel * layers[from_c1].channels + c) * c3->kernel + y)
                                     * c3->kernel + x];

          if (signal > 0)
            sum[winner (c1 + (gsize) c * NN_IMAGE_SIZE, NN_IMAGE_SIDE, unit->row + y,
                        unit->column + x)] += signal;
        }
  return nn_tensor_new_copy (2, shape, sum);
}
