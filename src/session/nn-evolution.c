/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "session/nn-evolution.h"

#include <math.h>

#include "base/nn-ref.h"

/* Columns */

/* The winner of one map, and its projection. */
static void
fill_cell (NnEvolutionCell   *cell,
           NnEngine          *engine,
           const NnNetwork   *network,
           const NnImages    *images,
           const NnStrongest *strongest,
           int                map)
{
  const NnStrongestMap *best = &strongest->maps[map];
  NnUnit unit = { strongest->layer, map, 0, 0 };
  float image[NN_IMAGE_SIZE];
  g_autoptr (NnActivations) activations = NULL;

  cell->state = nn_strongest_get_state (strongest, map);
  if (best->n == 0)
    return;
  cell->patch = best->patches[0];
  unit.row = cell->patch.row;
  unit.column = cell->patch.column;
  for (int p = 0; p < NN_IMAGE_SIZE; p++)
    image[p] = images->pixels[(gsize) cell->patch.image * NN_IMAGE_SIZE + p] / 255.0f;
  activations = nn_engine_activations (engine, network, image);
  cell->projection = nn_projection_new (network, activations, &unit, NN_GATE_DECONVNET);
}

/* FALSE if cancelled. */
static gboolean
fill_cells (NnEvolutionColumn  *self,
            NnEngine           *engine,
            const NnImages     *images,
            NnStrongest *const *strongest,
            gboolean          (*cancelled) (gpointer data),
            gpointer            data)
{
  for (int layer = 0; layer < NN_EVOLUTION_LAYERS; layer++)
    {
      self->n_maps[layer] = strongest[layer]->n_maps;
      self->cells[layer] = g_new0 (NnEvolutionCell, self->n_maps[layer]);
      for (int map = 0; map < self->n_maps[layer]; map++)
        {
          if (cancelled != NULL && cancelled (data))
            return FALSE;
          fill_cell (&self->cells[layer][map], engine, self->network, images, strongest[layer],
                     map);
        }
    }
  return TRUE;
}

NnEvolutionColumn *
nn_evolution_column_run (NnEngine      *engine,
                         NnNetwork     *network,
                         const NnPlace *place,
                         NnDataset     *dataset,
                         gboolean     (*cancelled) (gpointer data),
                         gpointer       data)
{
  g_autoptr (NnEvolutionColumn) self = NULL;
  NnStrongest *strongest[NN_EVOLUTION_LAYERS];
  int layers[NN_EVOLUTION_LAYERS];
  gboolean done;

  g_return_val_if_fail (engine != NULL && network != NULL && place != NULL, NULL);
  g_return_val_if_fail (dataset != NULL, NULL);

  for (int layer = 0; layer < NN_EVOLUTION_LAYERS; layer++)
    {
      const NnLayer *found = nn_network_find_layer (network,
                                                    nn_feature_layer_to_string (layer));

      g_return_val_if_fail (found != NULL, NULL);
      layers[layer] = (int) (found - nn_network_get_layers (network, NULL));
    }
  if (!nn_strongest_run (engine, network, dataset->train.pixels, dataset->train.n, layers,
                         NN_EVOLUTION_LAYERS, strongest, cancelled, data))
    return NULL;

  self = g_new0 (NnEvolutionColumn, 1);
  nn_ref_init (&self->ref_count);
  self->place = *place;
  self->network = nn_network_ref (network);
  done = fill_cells (self, engine, &dataset->train, strongest, cancelled, data);
  for (int layer = 0; layer < NN_EVOLUTION_LAYERS; layer++)
    nn_strongest_unref (strongest[layer]);
  return done ? g_steal_pointer (&self) : NULL;
}

NnEvolutionColumn *
nn_evolution_column_ref (NnEvolutionColumn *column)
{
  g_return_val_if_fail (column != NULL, NULL);

  nn_ref_inc (&column->ref_count);
  return column;
}

void
nn_evolution_column_unref (NnEvolutionColumn *column)
{
  g_return_if_fail (column != NULL);

  if (!nn_ref_dec (&column->ref_count))
    return;
  for (int layer = 0; layer < NN_EVOLUTION_LAYERS; layer++)
    {
      for (int map = 0; column->cells[layer] != NULL && map < column->n_maps[layer]; map++)
        g_clear_pointer (&column->cells[layer][map].projection, nn_tensor_unref);
      g_free (column->cells[layer]);
    }
  g_clear_pointer (&column->network, nn_network_unref);
  g_free (column);
}

/* All of them together */

/* Root mean square of a filter's weights, or of its difference to another's (NULL: to 0). */
static double
filter_rms (const NnNetwork *a,
            const NnNetwork *b,
            int              weight,
            int              map)
{
  const NnParameter *parameter = &nn_network_get_parameters (a, NULL)[weight];
  gsize n = parameter->size / parameter->shape[0];
  gsize offset = parameter->offset + (gsize) map * n;
  const float *x = nn_network_peek_block (a) + offset;
  const float *y = b != NULL ? nn_network_peek_block (b) + offset : NULL;
  double sum = 0;

  for (gsize i = 0; i < n; i++)
    {
      double d = (double) x[i] - (y != NULL ? (double) y[i] : 0);

      sum += d * d;
    }
  return sqrt (sum / (double) n);
}

void
nn_filter_compare (const NnNetwork *now,
                   const NnNetwork *before,
                   const NnNetwork *first,
                   NnFeatureLayer   layer,
                   int              map,
                   NnFilterChange  *change)
{
  int weight;

  g_return_if_fail (now != NULL && before != NULL && first != NULL && change != NULL);
  g_return_if_fail (layer < NN_EVOLUTION_LAYERS);

  weight = nn_network_find_layer (now, nn_feature_layer_to_string (layer))->weight;
  *change = (NnFilterChange) {
    filter_rms (now, NULL, weight, map),
    filter_rms (now, before, weight, map),
    filter_rms (now, first, weight, map),
  };
}

static void
compare (NnEvolution *self,
         int          layer,
         int          map,
         int          column)
{
  int i = map * self->n_columns + column;
  NnEvolutionColumn *present = self->columns[column];
  NnEvolutionColumn *before = self->columns[MAX (column - 1, 0)];
  const NnEvolutionCell *a = &present->cells[layer][map], *b = &before->cells[layer][map];

  /* From nobody to somebody, and back, is a change of winner, too. */
  self->jumps[layer][i] = (a->projection == NULL) != (b->projection == NULL)
                          || (a->projection != NULL && a->patch.image != b->patch.image);
  nn_filter_compare (present->network, before->network, self->columns[0]->network,
                     (NnFeatureLayer) layer, map, &self->filters[layer][i]);
}

NnEvolution *
nn_evolution_new (GPtrArray *columns,
                  guint      n_moments)
{
  static gint last_serial;
  NnEvolution *self;

  g_return_val_if_fail (columns != NULL && columns->len > 0, NULL);

  self = g_new0 (NnEvolution, 1);
  nn_ref_init (&self->ref_count);
  self->serial = (guint) g_atomic_int_add (&last_serial, 1) + 1;
  self->n_columns = (int) columns->len;
  self->n_moments = MAX (n_moments, columns->len);
  self->columns = g_new (NnEvolutionColumn *, columns->len);
  for (guint c = 0; c < columns->len; c++)
    self->columns[c] = nn_evolution_column_ref (g_ptr_array_index (columns, c));

  for (int layer = 0; layer < NN_EVOLUTION_LAYERS; layer++)
    {
      int n_maps = self->n_maps[layer] = self->columns[0]->n_maps[layer];

      self->jumps[layer] = g_new0 (gboolean, n_maps * self->n_columns);
      self->filters[layer] = g_new0 (NnFilterChange, n_maps * self->n_columns);
      for (int map = 0; map < n_maps; map++)
        for (int column = 0; column < self->n_columns; column++)
          compare (self, layer, map, column);
    }
  return self;
}

NnEvolution *
nn_evolution_ref (NnEvolution *evolution)
{
  g_return_val_if_fail (evolution != NULL, NULL);

  nn_ref_inc (&evolution->ref_count);
  return evolution;
}

void
nn_evolution_unref (NnEvolution *evolution)
{
  g_return_if_fail (evolution != NULL);

  if (!nn_ref_dec (&evolution->ref_count))
    return;
  for (int c = 0; c < evolution->n_columns; c++)
    nn_evolution_column_unref (evolution->columns[c]);
  for (int layer = 0; layer < NN_EVOLUTION_LAYERS; layer++)
    {
      g_free (evolution->jumps[layer]);
      g_free (evolution->filters[layer]);
    }
  g_free (evolution->columns);
  g_free (evolution);
}

static int
cell_index (const NnEvolution *evolution,
            int                layer,
            int                map,
            int                column)
{
  g_assert (layer >= 0 && layer < NN_EVOLUTION_LAYERS);
  g_assert (map >= 0 && map < evolution->n_maps[layer]);
  g_assert (column >= 0 && column < evolution->n_columns);
  return map * evolution->n_columns + column;
}

const NnEvolutionCell *
nn_evolution_get_cell (const NnEvolution *evolution,
                       int                layer,
                       int                map,
                       int                column)
{
  g_return_val_if_fail (evolution != NULL, NULL);

  cell_index (evolution, layer, map, column);
  return &evolution->columns[column]->cells[layer][map];
}

gboolean
nn_evolution_is_jump (const NnEvolution *evolution,
                      int                layer,
                      int                map,
                      int                column)
{
  g_return_val_if_fail (evolution != NULL, FALSE);
  return evolution->jumps[layer][cell_index (evolution, layer, map, column)];
}

const NnFilterChange *
nn_evolution_get_filter (const NnEvolution *evolution,
                         int                layer,
                         int                map,
                         int                column)
{
  g_return_val_if_fail (evolution != NULL, NULL);
  return &evolution->filters[layer][cell_index (evolution, layer, map, column)];
}
