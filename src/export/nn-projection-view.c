/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "export/nn-projection-view.h"

#include "base/nn-error.h"
#include "export/nn-view-words.h"

#include <glib/gi18n-lib.h>

/* In the language of the caption, not of the desktop. */
typedef struct
{
  const char *language;
  const char *projection, *of;
  const char *gates[NN_N_GATES];
  const char *map, *row, *column; /* before their numbers, like the next two */
  const char *unit;
  const char *output;             /* before a digit */
} Words;

static const Words words[] = {
  {
    .language = "en",
    .projection = "Projection",
    .of = "of",
    .gates = { "deconvnet", "gradient", "guided" },
    .map = "map",
    .row = "row",
    .column = "column",
    .unit = "unit",
    .output = "the output for",
  },
  {
    .language = "fr",
    .projection = "Projection",
    .of = "de",
    .gates = { "deconvnet", "gradient", "guidée" },
    .map = "carte",
    .row = "ligne",
    .column = "colonne",
    .unit = "unité",
    .output = "la sortie pour",
  },
};

static char *
format_title (const NnProjectionView *view,
              const NnNetwork        *network,
              const Words            *say)
{
  int n_layers;
  const NnLayer *layers = nn_network_get_layers (network, &n_layers);
  const NnLayer *layer = &layers[view->unit.layer];
  GString *title = g_string_new (NULL);

  g_string_append_printf (title, "%s (%s) %s ", say->projection, say->gates[view->gate], say->of);
  if (view->unit.layer == n_layers - 1)
    g_string_append_printf (title, "%s %d", say->output, view->unit.channel);
  else if (layer->kind == NN_LAYER_DENSE)
    g_string_append_printf (title, "%s %s %d", layer->title, say->unit, view->unit.channel + 1);
  else
    g_string_append_printf (title, "%s %s %d, %s %d, %s %d", layer->title, say->map,
                            view->unit.channel + 1, say->row, view->unit.row, say->column,
                            view->unit.column);
  return g_string_free (title, FALSE);
}

NnFigure *
nn_projection_view_figure (const NnProjectionView *view,
                           const NnNetwork        *network,
                           const NnTrainingSpec   *training,
                           const NnPlace          *place,
                           const NnActivations    *activations,
                           NnProbe                *probe,
                           NnTensor              **projection,
                           GError                **error)
{
  const NnViewWords *common;
  g_autoptr (NnTensor) tensor = NULL;
  g_autofree char *title = NULL;
  g_autoptr (GString) caption = NULL;
  NnFigure *figure;

  g_return_val_if_fail (view != NULL && network != NULL && training != NULL && place != NULL, NULL);
  g_return_val_if_fail (activations != NULL && view->scale >= 1, NULL);

  common = nn_view_words (view->language, error);
  if (common == NULL)
    return NULL;
  title = format_title (view, network, NN_VIEW_FIND_WORDS (words, common->language));
  tensor = nn_projection_new (network, activations, &view->unit, view->gate);
  if (tensor == NULL)
    {
      g_set_error (error, NN_ERROR, NN_ERROR_MISSING,
                   _("“%s”: expected an active unit, found the value %.6g"), title,
                   nn_unit_get_value (network, activations, &view->unit));
      return NULL;
    }

  figure = nn_figure_new (NN_SCOPE_TILE, view->colors, view->scale);
  nn_figure_add_bank (figure, title, tensor, 1, 1, NN_TILE_SIGNED, 0);
  caption = g_string_new (title);
  nn_view_append_origin (caption, common, training, place, probe);
  nn_view_append_hands (caption, common, network, training);
  nn_figure_set_caption (figure, caption->str, common->language);
  if (projection != NULL)
    *projection = g_steal_pointer (&tensor);
  return figure;
}
