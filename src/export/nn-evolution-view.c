/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "export/nn-evolution-view.h"

#include <string.h>

#include "export/nn-view-words.h"
#include "nn/nn-hands.h"
#include "render/nn-film.h"

#define SECOND 1000
#define C3_COLUMNS 8              /* in the film */

/* In the language of the caption, not of the desktop. */
typedef struct
{
  const char *language;
  const char *title, *legend;
  const char *layers[NN_EVOLUTION_LAYERS];
  const char *muted, *dead, *never, *no_number; /* why a cell is empty */
} Words;

static const Words words[] = {
  {
    .language = "en",
    .title = "Evolution",
    .layers = { "C1 maps", "C3 maps" },
    .legend = "orange corner: another image wins · crossed out: no image is positive",
    .muted = "muted", .dead = "dead", .never = "never positive", .no_number = "not a number",
  },
  {
    .language = "fr",
    .title = "Évolution",
    .layers = { "Cartes C1", "Cartes C3" },
    .legend = "coin orange : une autre image l’emporte · barré : aucune image n’est positive",
    .muted = "muette", .dead = "morte", .never = "jamais positive", .no_number = "pas un nombre",
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

char *
nn_evolution_view_suffix (guint i,
                          guint n)
{
  g_autofree char *last = g_strdup_printf ("%02u", n);

  return g_strdup_printf ("-%0*u", (int) strlen (last), i + 1);
}

/* Tiles */

/* DEFINITIONS §6: the scale of a cell is the same in every picture that it is in. */
static float
find_max (const NnEvolutionView *view,
          const NnEvolution     *evolution,
          int                    layer,
          int                    map,
          int                    column)
{
  const gboolean all_columns = view->scope != NN_SCOPE_TILE;
  const gboolean all_maps = all_columns && view->scope != NN_SCOPE_ROW;
  float max = 0;

  for (int k = all_maps ? 0 : map; k < (all_maps ? evolution->n_maps[layer] : map + 1); k++)
    for (int c = all_columns ? 0 : column; c < (all_columns ? evolution->n_columns : column + 1); c++)
      {
        const NnEvolutionCell *cell = nn_evolution_get_cell (evolution, layer, k, c);

        if (cell->projection != NULL)
          max = MAX (max, nn_tensor_abs_max (cell->projection));
      }
  return max;
}

/* The values of a cell; zeros where there is none. */
static void
copy_cell (float             *out,
           const NnEvolution *evolution,
           int                layer,
           int                map,
           int                column)
{
  NnTensor *projection = nn_evolution_get_cell (evolution, layer, map, column)->projection;

  if (projection != NULL)
    memcpy (out, nn_tensor_get_data (projection), NN_IMAGE_SIZE * sizeof *out);
  else
    memset (out, 0, NN_IMAGE_SIZE * sizeof *out);
}

/* NULL: it is not. */
static const char *
why_empty (const NnEvolution *evolution,
           int                layer,
           int                map,
           int                column,
           const Words       *say)
{
  const NnEvolutionCell *cell = nn_evolution_get_cell (evolution, layer, map, column);
  const NnNetwork *network = evolution->columns[column]->network;
  const NnLayer *found = nn_network_find_layer (network, nn_feature_layer_to_string (layer));

  if (cell->projection != NULL)
    return NULL;
  if (nn_hands_is_muted (nn_network_get_hands (network),
                         (int) (found - nn_network_get_layers (network, NULL)), map))
    return say->muted;
  if (cell->state == NN_MAP_NOT_A_NUMBER)
    return say->no_number;
  return cell->state == NN_MAP_DEAD ? say->dead : say->never;
}

/* What there is to a cell beside its values, at (row, place) of the last bank. */
static void
finish_tile (NnFigure              *figure,
             int                    row,
             int                    place,
             const NnEvolutionView *view,
             const NnEvolution     *evolution,
             int                    layer,
             int                    map,
             int                    column,
             const Words           *say)
{
  const char *why = why_empty (evolution, layer, map, column, say);

  nn_figure_set_tile_max (figure, row, place, find_max (view, evolution, layer, map, column));
  if (why != NULL)
    {
      nn_figure_mark_tile (figure, row, place, NN_MARK_EMPTY);
      nn_figure_explain_tile (figure, row, place, why);
    }
  else if (nn_evolution_is_jump (evolution, layer, map, column))
    nn_figure_mark_tile (figure, row, place, NN_MARK_CHANGED);
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
      copy_cell (values + ((gsize) row * columns + c) * NN_IMAGE_SIZE, evolution, layer,
                 first + row, c);
  tensor = nn_tensor_new_take (4, shape, values);
  nn_figure_add_bank (figure, say->layers[layer], tensor, rows, columns, NN_TILE_SIGNED, 0);
  for (int row = 0; row < rows; row++)
    {
      before[row] = g_strdup_printf ("%d", first + row + 1);
      for (int c = 0; c < columns; c++)
        finish_tile (figure, row, c, view, evolution, layer, first + row, c, say);
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

static void
add_moment (NnFigure              *figure,
            const NnEvolutionView *view,
            const NnEvolution     *evolution,
            int                    layer,
            int                    column,
            const Words           *say)
{
  int first = view->map >= 0 ? view->map : 0;
  int n = view->map >= 0 ? 1 : evolution->n_maps[layer];
  int columns = n > C3_COLUMNS ? C3_COLUMNS : n, rows = (n + columns - 1) / columns;
  gsize shape[4] = { (gsize) rows, (gsize) columns, NN_IMAGE_SIDE, NN_IMAGE_SIDE };
  float *values = g_new0 (float, shape[0] * shape[1] * NN_IMAGE_SIZE);
  g_autoptr (NnTensor) tensor = NULL;

  for (int k = 0; k < n; k++)
    copy_cell (values + (gsize) k * NN_IMAGE_SIZE, evolution, layer, first + k, column);
  tensor = nn_tensor_new_take (4, shape, values);
  nn_figure_add_bank (figure, NULL, tensor, rows, columns, NN_TILE_SIGNED, 0);
  for (int k = 0; k < n; k++)
    finish_tile (figure, k / columns, k % columns, view, evolution, layer, first + k, column, say);
}

NnFigure *
nn_evolution_view_frame (const NnEvolutionView *view,
                         const NnEvolution     *evolution,
                         int                    column,
                         GError               **error)
{
  const NnViewWords *common;
  NnFigure *figure;

  g_return_val_if_fail (view != NULL && evolution != NULL, NULL);
  g_return_val_if_fail (column >= 0 && column < evolution->n_columns, NULL);

  common = nn_view_words (view->language, error);
  if (common == NULL)
    return NULL;
  figure = nn_figure_new (NN_SCOPE_TILE, view->colors, view->scale);
  for (int layer = 0; layer < NN_EVOLUTION_LAYERS; layer++)
    if (view->layer < 0 || view->layer == layer)
      add_moment (figure, view, evolution, layer, column,
                  NN_VIEW_FIND_WORDS (words, common->language));
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
