/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "nn/nn-screening.h"

#include <math.h>

static double
dot (const float *u,
     const float *v,
     gsize        n)
{
  double sum = 0;

  for (gsize i = 0; i < n; i++)
    sum += (double) u[i] * v[i];
  return sum;
}

static void
compare_filters (NnScreening       *self,
                 const float       *weights,
                 const NnParameter *parameter)
{
  double norms[NN_SCREENING_MAX_MAPS];

  for (int a = 0; a < self->n_maps; a++)
    {
      const float *u = weights + a * parameter->pitch;

      norms[a] = sqrt (dot (u, u, parameter->columns));
    }
  for (int a = 0; a < self->n_maps; a++)
    for (int b = 0; b < self->n_maps; b++)
      {
        const float *u = weights + a * parameter->pitch, *v = weights + b * parameter->pitch;
        double product = norms[a] * norms[b];

        self->cosine[a * self->n_maps + b]
          = product > 0 ? (float) (dot (u, v, parameter->columns) / product) : 0;
      }
}

static int
compare_twins (gconstpointer one,
               gconstpointer other)
{
  const NnTwins *a = one, *b = other;

  if (a->cosine != b->cosine)
    return a->cosine > b->cosine ? -1 : 1;
  return a->a != b->a ? a->a - b->a : a->b - b->b;
}

static void
find_twins (NnScreening *self)
{
  self->n_twins = 0;
  for (int a = 0; a < self->n_maps; a++)
    for (int b = a + 1; b < self->n_maps; b++)
      {
        float cosine = self->cosine[a * self->n_maps + b];

        if (cosine >= (float) NN_SCREENING_TWIN)
          self->twins[self->n_twins++] = (NnTwins) { a, b, cosine };
      }
  qsort (self->twins, (gsize) self->n_twins, sizeof *self->twins, compare_twins);
}

gboolean
nn_screening_make (NnScreening       *screening,
                   const NnNetwork   *network,
                   int                layer,
                   const NnStrongest *strongest)
{
  const NnLayer *layers;
  const NnParameter *parameter;
  int n_layers;

  g_return_val_if_fail (screening != NULL && network != NULL, FALSE);

  layers = nn_network_get_layers (network, &n_layers);
  if (layer < 0 || layer >= n_layers || layers[layer].kind != NN_LAYER_CONV2D
      || layers[layer].channels > NN_SCREENING_MAX_MAPS)
    return FALSE;
  g_return_val_if_fail (strongest == NULL || (strongest->layer == layer
                                              && strongest->n_maps == layers[layer].channels),
                        FALSE);

  parameter = &nn_network_get_parameters (network, NULL)[layers[layer].weight];
  *screening = (NnScreening) { .layer = layer, .n_maps = layers[layer].channels };
  compare_filters (screening, nn_network_peek_block (network) + parameter->offset, parameter);
  find_twins (screening);
  screening->knows_dead = strongest != NULL;
  for (int map = 0; strongest != NULL && map < screening->n_maps; map++)
    screening->states[map] = nn_strongest_get_state (strongest, map);
  return TRUE;
}
