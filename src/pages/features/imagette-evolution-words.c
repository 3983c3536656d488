/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "pages/features/imagette-evolution-words.h"

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
    /* Translators: map 3, epoch 2 … */
    return g_strdup_printf (_("map %d, %s: dead, not positive on any training digit"), map + 1,
                            moment);
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

void
imagette_evolution_words_fill (ImagetteEvolutionGrid *grid,
                               const NnEvolution     *evolution,
                               const NnDataset       *dataset,
                               int                    layer)
{
  int n_columns = evolution != NULL ? evolution->n_columns : 0;
  int n_maps = evolution != NULL ? evolution->n_maps[layer] : 0;
  g_autofree ImagetteMark *marks = g_new0 (ImagetteMark, MAX (n_columns, 1));

  for (int column = 0; column < n_columns; column++)
    {
      const NnPlace *place = &evolution->columns[column]->place;

      marks[column].update = place->update;
      marks[column].epoch = place->position == 0 ? place->epoch : 0;
    }
  imagette_evolution_grid_set_size (grid, n_maps, marks, n_columns);
  for (int map = 0; map < n_maps; map++)
    for (int column = 0; column < n_columns; column++)
      {
        g_autofree char *words = imagette_evolution_words_cell (evolution, dataset, layer, map,
                                                                column);

        imagette_evolution_grid_set_cell (grid, map, column,
                                          nn_evolution_get_cell (evolution, layer, map,
                                                                 column)->projection,
                                          nn_evolution_is_jump (evolution, layer, map, column),
                                          words);
      }
}
