/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "export/nn-view.h"

#include "base/nn-error.h"
#include "export/nn-view-table.h"
#include "export/nn-view-words.h"

#include <string.h>

#include <glib/gi18n-lib.h>

NnViewSpec
nn_view_spec_default (void)
{
  return (NnViewSpec) {
    .view = NN_VIEW_C1_FILTERS,
    .tile = -1,
    .scope = NN_SCOPE_LAYER,
    .colors = NN_COLORS_GREY,
    .scale = 8,
  };
}

static NnTileKind
get_kind (NnView view, const NnNetwork *network)
{
  if (!nn_view_needs_probe (view)
      || nn_network_get_spec (network)->activation == NN_ACTIVATION_TANH)
    return NN_TILE_SIGNED;
  return NN_TILE_ACTIVATION;
}

static float
get_all_max (const NnViewSpec *spec, NnView view, NnTensor *tensor)
{
  return spec->all_max[view] > 0 ? spec->all_max[view] : nn_tensor_abs_max (tensor);
}

/* m that the tile has among its neighbours, of size values each. */
static float
get_tile_m (const NnViewSpec *spec, NnTensor *tensor, int columns, gsize size)
{
  const float *data = nn_tensor_get_data (tensor);
  const gsize row = spec->tile / columns;

  switch (spec->scope)
    {
    case NN_SCOPE_TILE:
      return nn_scope_max (data + spec->tile * size, size);
    case NN_SCOPE_ROW:
      return nn_scope_max (data + row * columns * size, columns * size);
    case NN_SCOPE_LAYER:
      return nn_tensor_abs_max (tensor);
    case NN_SCOPE_ALL:
      return get_all_max (spec, spec->view, tensor);
    default:
      g_return_val_if_reached (0);
    }
}

/* "C1 filters · LeNet · test digit 17 · seed 1 · epoch 10 · update 9380" */
static char *
format_caption (const NnViewSpec     *spec,
                const NnViewWords    *words,
                const char           *title,
                const NnNetwork      *network,
                const NnTrainingSpec *training,
                const NnPlace        *place,
                NnProbe              *probe)
{
  GString *text = g_string_new (title);

  nn_view_append_origin (text, words, training, place,
                         nn_view_needs_probe (spec->view) ? probe : NULL);
  nn_view_append_hands (text, words, network, training);
  return g_string_free (text, FALSE);
}

static gboolean
add_view (NnFigure          *figure,
          const NnViewSpec  *spec,
          NnView             view,
          const NnViewWords *words,
          const NnNetwork   *network,
          NnActivations     *activations,
          GError           **error)
{
  g_autoptr (NnTensor) tensor = nn_view_tensor (view, network, activations, error);
  g_autofree char *title = nn_view_title (words, view);
  int rows, columns;

  if (!tensor)
    return FALSE;
  nn_view_layout (view, network, &rows, &columns);
  nn_figure_add_bank (figure, title, tensor, rows, columns, get_kind (view, network),
                      get_all_max (spec, view, tensor));
  return TRUE;
}

static void
add_input (NnFigure *figure, const NnViewWords *words, NnProbe *probe)
{
  gsize shape[] = { NN_IMAGE_SIDE, NN_IMAGE_SIDE };
  float *values = g_new (float, NN_IMAGE_SIZE);
  g_autoptr (NnTensor) tensor = NULL;

  for (int i = 0; i < NN_IMAGE_SIZE; i++)
    values[i] = probe->pixels[i] / 255.0f;
  tensor = nn_tensor_new_take (2, shape, values);
  nn_figure_add_bank (figure, words->input, tensor, 1, 1, NN_TILE_INPUT, 1);
}

/* One tile alone, as a figure whose m is already known. */
static NnFigure *
make_tile (const NnViewSpec *spec,
           const char       *title,
           const NnNetwork  *network,
           NnActivations    *activations,
           GError          **error)
{
  g_autoptr (NnTensor) tensor = nn_view_tensor (spec->view, network, activations, error);
  g_autoptr (NnTensor) tile = NULL;
  gsize shape[2], size;
  NnFigure *figure;
  int rank, rows, columns;

  if (!tensor)
    return NULL;
  nn_view_layout (spec->view, network, &rows, &columns);
  if (spec->tile >= rows * columns)
    {
      g_set_error (error, NN_ERROR, NN_ERROR_RANGE,
                   _("The view “%s” has %d tiles; there is no tile %d"),
                   nn_view_to_string (spec->view), rows * columns, spec->tile + 1);
      return NULL;
    }

  rank = nn_tensor_get_rank (tensor);
  shape[0] = rank > 1 ? nn_tensor_get_dim (tensor, rank - 2) : 1;
  shape[1] = nn_tensor_get_dim (tensor, rank - 1);
  size = shape[0] * shape[1];
  tile = nn_tensor_new_copy (2, shape, nn_tensor_get_data (tensor) + spec->tile * size);
  figure = nn_figure_new (NN_SCOPE_ALL, spec->colors, spec->scale);
  nn_figure_add_bank (figure, title, tile, 1, 1, get_kind (spec->view, network),
                      get_tile_m (spec, tensor, columns, size));
  return figure;
}

static NnFigure *
make_whole (const NnViewSpec  *spec,
            const NnViewWords *words,
            const NnNetwork   *network,
            NnActivations     *activations,
            NnProbe           *probe,
            GError           **error)
{
  g_autoptr (NnFigure) figure = nn_figure_new (spec->scope, spec->colors, spec->scale);
  const NnView *page;
  int n;

  if (spec->view != NN_VIEW_ALL)
    return add_view (figure, spec, spec->view, words, network, activations, error)
             ? g_steal_pointer (&figure)
             : NULL;

  if (probe)
    add_input (figure, words, probe);
  page = nn_view_page (network, &n);
  for (int i = 0; i < n; i++)
    if (!add_view (figure, spec, page[i], words, network, activations, error))
      return NULL;
  return g_steal_pointer (&figure);
}

NnFigure *
nn_view_figure (const NnViewSpec     *spec,
                const NnNetwork      *network,
                const NnTrainingSpec *training,
                const NnPlace        *place,
                NnActivations        *activations,
                NnProbe              *probe,
                GError              **error)
{
  g_autofree char *title = NULL, *caption = NULL;
  const NnViewWords *words;
  NnFigure *figure;

  g_return_val_if_fail (spec != NULL && network != NULL, NULL);
  g_return_val_if_fail (training != NULL && place != NULL, NULL);
  g_return_val_if_fail ((guint) spec->view <= NN_VIEW_ALL && spec->scale >= 1, NULL);

  words = nn_view_words (spec->language, error);
  if (!words)
    return NULL;
  if (spec->tile >= 0 && spec->view == NN_VIEW_ALL)
    {
      g_set_error (error, NN_ERROR, NN_ERROR_RANGE, _("The view “all” has no single tiles"));
      return NULL;
    }

  if (spec->tile >= 0)
    {
      title = nn_view_tile_title (words, spec->view, spec->tile);
      figure = make_tile (spec, title, network, activations, error);
    }
  else
    {
      title = nn_view_title (words, spec->view);
      figure = make_whole (spec, words, network, activations, probe, error);
    }
  if (!figure)
    return NULL;

  caption = format_caption (spec, words, title, network, training, place, probe);
  nn_figure_set_caption (figure, caption, words->language);
  return figure;
}
