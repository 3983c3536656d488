/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "export/nn-view.h"

#include "base/nn-error.h"
#include "export/nn-view-words.h"

#include <string.h>

/* Where a view's tiles come from, and how they stand. */
typedef struct
{
  const char *name;
  const char *layer;
  gboolean filters;               /* the layer's weights; else its output */
  int rows, columns;
} Source;

static const Source sources[] = {
  [NN_VIEW_C1_FILTERS] = { "c1-filters", "c1", TRUE, 1, 6 },
  [NN_VIEW_C3_FILTERS] = { "c3-filters", "c3", TRUE, 16, 6 },
  [NN_VIEW_C1_MAPS] = { "c1-maps", "c1", FALSE, 1, 6 },
  [NN_VIEW_S2_MAPS] = { "s2-maps", "s2", FALSE, 1, 6 },
  [NN_VIEW_C3_MAPS] = { "c3-maps", "c3", FALSE, 2, 8 },
  [NN_VIEW_S4_MAPS] = { "s4-maps", "s4", FALSE, 2, 8 },
  [NN_VIEW_ALL] = { "all", NULL, FALSE, 0, 0 },
};

/* The order of the page "all": as data flows. */
static const NnView all_views[] = {
  NN_VIEW_C1_FILTERS, NN_VIEW_C1_MAPS, NN_VIEW_S2_MAPS,
  NN_VIEW_C3_FILTERS, NN_VIEW_C3_MAPS, NN_VIEW_S4_MAPS,
};

const char *
nn_view_to_string (NnView view)
{
  g_return_val_if_fail ((guint) view < G_N_ELEMENTS (sources), NULL);
  return sources[view].name;
}

gboolean
nn_view_from_string (NnView *view, const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (sources); i++)
    if (g_strcmp0 (sources[i].name, name) == 0)
      {
        *view = (NnView) i;
        return TRUE;
      }
  return FALSE;
}

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

/* The tensor of a view, checked against the table. (transfer full) */
static NnTensor *
get_tensor (NnView view, const NnNetwork *network, NnActivations *activations, GError **error)
{
  const Source *source = &sources[view];
  int n_layers;
  const NnLayer *layers = nn_network_get_layers (network, &n_layers);
  const NnLayer *layer = nn_network_find_layer (network, source->layer);

  if (!layer)
    {
      g_autofree char *name = nn_network_spec_to_string (nn_network_get_spec (network));

      g_set_error (error, NN_ERROR, NN_ERROR_UNSUPPORTED,
                   "“%s” has no view “%s”: it is fully connected, without filters or maps", name,
                   source->name);
      return NULL;
    }
  if (source->filters)
    return nn_network_get_tensor (network, layer->weight);
  if (!activations)
    {
      g_set_error (error, NN_ERROR, NN_ERROR_MISSING,
                   "The view “%s” needs a digit to look at", source->name);
      return NULL;
    }
  return nn_tensor_ref (activations->layers[layer - layers]);
}

static NnTileKind
get_kind (NnView view, const NnNetwork *network)
{
  if (sources[view].filters || nn_network_get_spec (network)->activation == NN_ACTIVATION_TANH)
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
get_tile_m (const NnViewSpec *spec, NnTensor *tensor, gsize size)
{
  const float *data = nn_tensor_get_data (tensor);
  gsize columns = sources[spec->view].columns, row = spec->tile / columns;

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

static char *
format_tile_title (const NnViewSpec *spec, const NnViewWords *words)
{
  g_auto (GStrv) parts = g_strsplit (words->tile_titles[spec->view], "%d", -1);
  int columns = sources[spec->view].columns;

  if (spec->view == NN_VIEW_C3_FILTERS)
    return g_strdup_printf ("%s%d%s%d%s", parts[0], spec->tile / columns + 1, parts[1],
                            spec->tile % columns + 1, parts[2]);
  return g_strdup_printf ("%s%d%s", parts[0], spec->tile + 1, parts[1]);
}

/* "C1 filters · LeNet · test digit 17 · seed 1 · epoch 10 · update 9380" */
static char *
format_caption (const NnViewSpec     *spec,
                const NnViewWords    *words,
                const char           *title,
                const NnTrainingSpec *training,
                const NnPlace        *place,
                NnProbe              *probe)
{
  GString *text = g_string_new (title);

  nn_view_append_origin (text, words, training, place,
                         sources[spec->view].filters ? NULL : probe);
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
  g_autoptr (NnTensor) tensor = get_tensor (view, network, activations, error);

  if (!tensor)
    return FALSE;
  nn_figure_add_bank (figure, words->titles[view], tensor, sources[view].rows,
                      sources[view].columns, get_kind (view, network),
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
  g_autoptr (NnTensor) tensor = get_tensor (spec->view, network, activations, error);
  g_autoptr (NnTensor) tile = NULL;
  const Source *source = &sources[spec->view];
  gsize shape[2], size;
  NnFigure *figure;
  int rank;

  if (!tensor)
    return NULL;
  if (spec->tile >= source->rows * source->columns)
    {
      g_set_error (error, NN_ERROR, NN_ERROR_RANGE,
                   "The view “%s” has %d tiles; there is no tile %d", source->name,
                   source->rows * source->columns, spec->tile + 1);
      return NULL;
    }

  rank = nn_tensor_get_rank (tensor);
  shape[0] = nn_tensor_get_dim (tensor, rank - 2);
  shape[1] = nn_tensor_get_dim (tensor, rank - 1);
  size = shape[0] * shape[1];
  tile = nn_tensor_new_copy (2, shape, nn_tensor_get_data (tensor) + spec->tile * size);
  figure = nn_figure_new (NN_SCOPE_ALL, spec->colors, spec->scale);
  nn_figure_add_bank (figure, title, tile, 1, 1, get_kind (spec->view, network),
                      get_tile_m (spec, tensor, size));
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

  if (spec->view != NN_VIEW_ALL)
    return add_view (figure, spec, spec->view, words, network, activations, error)
             ? g_steal_pointer (&figure)
             : NULL;

  if (probe)
    add_input (figure, words, probe);
  for (guint i = 0; i < G_N_ELEMENTS (all_views); i++)
    if (!add_view (figure, spec, all_views[i], words, network, activations, error))
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
      g_set_error (error, NN_ERROR, NN_ERROR_RANGE, "The view “all” has no single tiles");
      return NULL;
    }

  if (spec->tile >= 0)
    {
      title = format_tile_title (spec, words);
      figure = make_tile (spec, title, network, activations, error);
    }
  else
    {
      title = g_strdup (spec->view == NN_VIEW_ALL ? words->all : words->titles[spec->view]);
      figure = make_whole (spec, words, network, activations, probe, error);
    }
  if (!figure)
    return NULL;

  caption = format_caption (spec, words, title, training, place, probe);
  nn_figure_set_caption (figure, caption, words->language);
  return figure;
}
