/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "pages/features/imagette-evolution-words.h"

#include "nn/nn-hands.h"
#include "pages/features/imagette-feature-words.h"
#include "pages/imagette-words.h"
#include "render/nn-style.h"

#include <glib/gi18n-lib.h>

char *
imagette_evolution_words_cell (const NnEvolution *evolution,
                               const NnDataset   *dataset,
                               int                layer,
                               int                map,
                               int                column)
{
  const NnEvolutionCell *cell = nn_evolution_get_cell (evolution, layer, map, column);
  g_autofree char *moment = imagette_words_moment (&evolution->columns[column]->place);
  g_autofree char *value = NULL;
  NnStyle style;

  if (cell->projection == NULL)
    /* Translators: map 3, epoch 2: why there is nothing to see */
    return g_strdup_printf (_("map %d, %s: %s"), map + 1, moment,
                            imagette_feature_silence (evolution->columns[column]->network,
                                                      (NnFeatureLayer) layer, map, cell->state));
  nn_style_init (&style, FALSE, 13);
  style.locale_numbers = TRUE;
  value = nn_style_number (&style, (double) cell->patch.value, 2);
  if (nn_evolution_is_jump (evolution, layer, map, column))
    return g_strdup_printf (_("map %d, %s: training digit %u, a %d, %s; another one than before"),
                            map + 1, moment, cell->patch.image,
                            dataset->train.labels[cell->patch.image], value);
  return g_strdup_printf (_("map %d, %s: training digit %u, a %d, %s"), map + 1, moment,
                          cell->patch.image, dataset->train.labels[cell->patch.image], value);
}

int
imagette_evolution_words_find (const NnEvolution *evolution,
                               const NnMoment    *moment)
{
  for (int column = 0; column < evolution->n_columns; column++)
    if (evolution->columns[column]->network == moment->network)
      return column;
  return -1;
}

/* In the cell, in a word or two; NULL: it is not empty. */
static const char *
reason_of (const NnEvolution *evolution,
           int                layer,
           int                map,
           int                column)
{
  const NnEvolutionCell *cell;
  const NnNetwork *network;
  const NnLayer *found;

  if (column < 0)
    return _("not computed yet");
  cell = nn_evolution_get_cell (evolution, layer, map, column);
  if (cell->projection != NULL)
    return NULL;
  network = evolution->columns[column]->network;
  found = nn_network_find_layer (network, nn_feature_layer_to_string ((NnFeatureLayer) layer));
  if (nn_hands_is_muted (nn_network_get_hands (network),
                         (int) (found - nn_network_get_layers (network, NULL)), map))
    return _("muted");
  if (cell->state == NN_MAP_DEAD || cell->state == NN_MAP_NOT_A_NUMBER)
    return imagette_feature_state_word (cell->state);
  return imagette_feature_state_word (NN_MAP_NEVER_POSITIVE);
}

static void
fill_column (ImagetteEvolutionGrid *grid,
             const NnEvolution     *evolution,
             const NnDataset       *dataset,
             int                    layer,
             int                    place,
             int                    column,
             gboolean               next)
{
  for (int map = 0; map < evolution->n_maps[layer]; map++)
    {
      const NnEvolutionCell *cell = column >= 0 ? nn_evolution_get_cell (evolution, layer, map,
                                                                         column) : NULL;
      g_autofree char *words = cell != NULL ? imagette_evolution_words_cell (evolution, dataset,
                                                                             layer, map, column)
                                            : g_strdup (_("not computed yet"));

      imagette_evolution_grid_set_cell (grid, map, place, cell != NULL ? cell->projection : NULL,
                                        next && nn_evolution_is_jump (evolution, layer, map,
                                                                      column),
                                        reason_of (evolution, layer, map, column), words);
    }
}

void
imagette_evolution_words_fill (ImagetteEvolutionGrid *grid,
                               const NnEvolution     *evolution,
                               GPtrArray             *moments,
                               const NnDataset       *dataset,
                               int                    layer)
{
  int n_columns = evolution != NULL ? (int) moments->len : 0, before = -1;
  g_autofree ImagetteMark *marks = g_new0 (ImagetteMark, MAX (n_columns, 1));

  for (int i = 0; i < n_columns; i++)
    {
      const NnPlace *place = &((NnMoment *) g_ptr_array_index (moments, i))->place;

      marks[i].update = place->update;
      marks[i].epoch = place->position == 0 ? place->epoch : 0;
    }
  imagette_evolution_grid_set_size (grid, evolution != NULL ? evolution->n_maps[layer] : 0, marks,
                                    n_columns);
  for (int i = 0; i < n_columns; i++)
    {
      int column = imagette_evolution_words_find (evolution, g_ptr_array_index (moments, i));

      /* Only beside the moment before is another winner a change. */
      fill_column (grid, evolution, dataset, layer, i, column, before >= 0 && column >= 0);
      before = column;
    }
}
