/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "export/nn-evolution-view.h"

#include <string.h>

#include "export/nn-view-words.h"
#include "render/nn-film.h"

#define SECOND 1000
#define C3_COLUMNS 8              /* in the film */

/* In the language of the caption, not of the desktop. */
typedef struct
{
  const char *language;
  const char *title, *legend;
  const char *layers[NN_EVOLUTION_LAYERS];
} Words;

static const Words words[] = {
  {
    .language = "en",
    .title = "Evolution",
    .layers = { "C1 maps", "C3 maps" },
    .legend = "orange corner: another image wins · crossed out: no image is positive",
  },
  {
    .language = "fr",
    .title = "Évolution",
    .layers = { "Cartes C1", "Cartes C3" },
    .legend = "coin orange : une autre image l’emporte · barré : aucune image n’est positive",
  },
};

char *
nn_evolution_view_label (const NnPlace *place,
                         const char    *language)
{
  const NnViewWords *say = nn_view_words (language, NULL);

  if (place->epoch > 0 && place->position == 0 && say != NULL)
    return g_strdup_printf ("%s %u", say->epoch, place->epoch);
  return g_strdup_printf ("%" G_GUINT64_FORMAT, place->update);
}

/* max |v| of some projections of a layer: map and column, or all (-1). */
static float
find_max (const NnEvolution *evolution,
          int                layer,
          int                map,
          int                column)
{
  float max = 0;

  for (int k = 0; k < evolution->n_maps[layer]; k++)
    for (int c = 0; c < evolution->n_columns; c++)
      {
        const NnEvolutionCell *cell = nn_evolution_get_cell (evolution, layer, k, c);

        if ((map < 0 || map == k) && (column < 0 || column == c) && cell->projection != NULL)
          max = MAX (max, nn_tensor_abs_max (cell->projection));
      }
  return max;
}

/* The values of a cell, divided by m; zeros where there is none. */
static void
copy_cell (float                 *out,
           const NnEvolutionCell *cell,
           float                  m)
{
  const float *values = cell->projection != NULL ? nn_tensor_get_data (cell->projection) : NULL;

  for (int i = 0; i < NN_IMAGE_SIZE; i++)
    out[i] = values == NULL ? 0 : m == 1 ? values[i] : m > 0 ? values[i] / m : 0;
}

static NnMark
mark_of (const NnEvolution *evolution,
         int                layer,
         int                map,
         int                column)
{
  if (nn_evolution_get_cell (evolution, layer, map, column)->projection == NULL)
    return NN_MARK_EMPTY;
  return nn_evolution_is_jump (evolution, layer, map, column) ? NN_MARK_CHANGED : NN_MARK_NONE;
}

/* The strip */

static void
add_rows (NnFigure              *figure,
          const NnEvolutionView *view,
          const NnEvolution     *evolution,
          int                    layer,
          const Words           *say)
{
  int first = view->map >= 0 ? view->map : 0;
  int rows = view->map >= 0 ? 1 : evolution->n_maps[layer], columns = evolution->n_columns;
  gsize shape[4] = { (gsize) rows, (gsize) columns, NN_IMAGE_SIDE, NN_IMAGE_SIDE };
  float *values = g_new (float, shape[0] * shape[1] * NN_IMAGE_SIZE);
  g_autoptr (NnTensor) tensor = NULL;
  g_auto (GStrv) over = g_new0 (char *, columns + 1);
  g_auto (GStrv) before = g_new0 (char *, rows + 1);

  for (int row = 0; row < rows; row++)
    for (int c = 0; c < columns; c++)
      copy_cell (values + ((gsize) row * columns + c) * NN_IMAGE_SIZE,
                 nn_evolution_get_cell (evolution, layer, first + row, c), 1);
  tensor = nn_tensor_new_take (4, shape, values);
  nn_figure_add_bank (figure, say->layers[layer], tensor, rows, columns, NN_TILE_SIGNED,
                      nn_tensor_abs_max (tensor));
  for (int row = 0; row < rows; row++)
    {
      before[row] = g_strdup_printf ("%d", first + row + 1);
      for (int c = 0; c < columns; c++)
        nn_figure_mark_tile (figure, row, c, mark_of (evolution, layer, first + row, c));
    }
  for (int c = 0; c < columns; c++)
    over[c] = nn_evolution_view_label (&evolution->columns[c]->place, say->language);
  nn_figure_label_bank (figure, (const char *const *) over, (const char *const *) before);
}

NnFigure *
nn_evolution_view_figure (const NnEvolutionView *view,
                          const NnEvolution     *evolution,
                          const NnTrainingSpec  *training,
                          GError               **error)
{
  const NnViewWords *common;
  const Words *say;
  const NnEvolutionColumn *last;
  g_autoptr (GString) caption = NULL;
  NnFigure *figure;

  g_return_val_if_fail (view != NULL && evolution != NULL && training != NULL, NULL);
  g_return_val_if_fail (view->scale >= 1 && view->layer < NN_EVOLUTION_LAYERS, NULL);
  g_return_val_if_fail (view->map < 0 || view->layer >= 0, NULL);

  common = nn_view_words (view->language, error);
  if (common == NULL)
    return NULL;
  say = NN_VIEW_FIND_WORDS (words, common->language);
  figure = nn_figure_new (view->scope, view->colors, view->scale);
  for (int layer = 0; layer < NN_EVOLUTION_LAYERS; layer++)
    if (view->layer < 0 || view->layer == layer)
      add_rows (figure, view, evolution, layer, say);

  last = evolution->columns[evolution->n_columns - 1];
  caption = g_string_new (say->title);
  nn_view_append_origin (caption, common, training, &last->place, NULL);
  nn_view_append_hands (caption, common, last->network, training);
  g_string_append_printf (caption, " · %s", say->legend);
  nn_figure_set_caption (figure, caption->str, common->language);
  return figure;
}

/* The film */

/* A picture stands alone, so that scales over all moments are divided out beforehand. */
static float
film_max (const NnEvolutionView *view,
          const NnEvolution     *evolution,
          int                    layer,
          int                    map,
          int                    column)
{
  switch (view->scope)
    {
    case NN_SCOPE_TILE:
      return find_max (evolution, layer, map, column);
    case NN_SCOPE_ROW:
      return find_max (evolution, layer, map, -1);
    case NN_SCOPE_LAYER:
    case NN_SCOPE_ALL:
    default:
      return find_max (evolution, layer, -1, -1);
    }
}

static void
add_moment (NnFigure              *figure,
            const NnEvolutionView *view,
            const NnEvolution     *evolution,
            int                    layer,
            int                    column)
{
  int first = view->map >= 0 ? view->map : 0;
  int n = view->map >= 0 ? 1 : evolution->n_maps[layer];
  int columns = n > C3_COLUMNS ? C3_COLUMNS : n, rows = (n + columns - 1) / columns;
  gsize shape[4] = { (gsize) rows, (gsize) columns, NN_IMAGE_SIDE, NN_IMAGE_SIDE };
  float *values = g_new0 (float, shape[0] * shape[1] * NN_IMAGE_SIZE);
  g_autoptr (NnTensor) tensor = NULL;

  for (int k = 0; k < n; k++)
    copy_cell (values + (gsize) k * NN_IMAGE_SIZE,
               nn_evolution_get_cell (evolution, layer, first + k, column),
               film_max (view, evolution, layer, first + k, column));
  tensor = nn_tensor_new_take (4, shape, values);
  nn_figure_add_bank (figure, NULL, tensor, rows, columns, NN_TILE_SIGNED, 1);
  for (int k = 0; k < n; k++)
    nn_figure_mark_tile (figure, k / columns, k % columns,
                         mark_of (evolution, layer, first + k, column));
}

NnFigure *
nn_evolution_view_frame (const NnEvolutionView *view,
                         const NnEvolution     *evolution,
                         int                    column,
                         GError               **error)
{
  NnFigure *figure;

  g_return_val_if_fail (view != NULL && evolution != NULL, NULL);
  g_return_val_if_fail (column >= 0 && column < evolution->n_columns, NULL);

  if (nn_view_words (view->language, error) == NULL)
    return NULL;
  figure = nn_figure_new (NN_SCOPE_ALL, view->colors, view->scale);
  for (int layer = 0; layer < NN_EVOLUTION_LAYERS; layer++)
    if (view->layer < 0 || view->layer == layer)
      add_moment (figure, view, evolution, layer, column);
  return figure;
}

GBytes *
nn_evolution_view_film (const NnEvolutionView *view,
                        const NnEvolution     *evolution,
                        GError               **error)
{
  g_autoptr (GPtrArray) figures = g_ptr_array_new_with_free_func ((GDestroyNotify) nn_figure_free);

  g_return_val_if_fail (view != NULL && evolution != NULL, NULL);

  for (int c = 0; c < evolution->n_columns; c++)
    {
      NnFigure *figure = nn_evolution_view_frame (view, evolution, c, error);

      if (figure == NULL)
        return NULL;
      g_ptr_array_add (figures, figure);
    }
  return nn_film_serialize (figures, SECOND, error);
}
