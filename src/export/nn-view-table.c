/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "export/nn-view-table.h"

#include "base/nn-error.h"

#include <glib/gi18n-lib.h>

/* Columns of tiles of a layer with as many units as one likes. */
#define MAX_COLUMNS 10

#define WEIGHTS(name) { name "-weights", name, NN_VIEW_OF_WEIGHTS, 1, 1 }
#define BIASES(name) { name "-biases", name, NN_VIEW_OF_BIASES, 1, 1 }

static const NnViewEntry entries[] = {
  [NN_VIEW_C1_FILTERS] = { "c1-filters", "c1", NN_VIEW_OF_WEIGHTS, 1, 6 },
  [NN_VIEW_C3_FILTERS] = { "c3-filters", "c3", NN_VIEW_OF_WEIGHTS, 16, 6 },
  [NN_VIEW_C1_MAPS] = { "c1-maps", "c1", NN_VIEW_OF_OUTPUT, 1, 6 },
  [NN_VIEW_S2_MAPS] = { "s2-maps", "s2", NN_VIEW_OF_OUTPUT, 1, 6 },
  [NN_VIEW_C3_MAPS] = { "c3-maps", "c3", NN_VIEW_OF_OUTPUT, 2, 8 },
  [NN_VIEW_S4_MAPS] = { "s4-maps", "s4", NN_VIEW_OF_OUTPUT, 2, 8 },
  [NN_VIEW_C5_WEIGHTS] = WEIGHTS ("c5"),
  [NN_VIEW_F6_WEIGHTS] = WEIGHTS ("f6"),
  [NN_VIEW_H1_WEIGHTS] = { "h1-weights", "h1", NN_VIEW_OF_WEIGHTS, 0, 0 },
  [NN_VIEW_H2_WEIGHTS] = WEIGHTS ("h2"),
  [NN_VIEW_H3_WEIGHTS] = WEIGHTS ("h3"),
  [NN_VIEW_H4_WEIGHTS] = WEIGHTS ("h4"),
  [NN_VIEW_OUTPUT_WEIGHTS] = WEIGHTS ("output"),
  [NN_VIEW_C1_BIASES] = BIASES ("c1"),
  [NN_VIEW_C3_BIASES] = BIASES ("c3"),
  [NN_VIEW_C5_BIASES] = BIASES ("c5"),
  [NN_VIEW_F6_BIASES] = BIASES ("f6"),
  [NN_VIEW_H1_BIASES] = BIASES ("h1"),
  [NN_VIEW_H2_BIASES] = BIASES ("h2"),
  [NN_VIEW_H3_BIASES] = BIASES ("h3"),
  [NN_VIEW_H4_BIASES] = BIASES ("h4"),
  [NN_VIEW_OUTPUT_BIASES] = BIASES ("output"),
  [NN_VIEW_ALL] = { "all", NULL, NN_VIEW_OF_OUTPUT, 1, 1 },
};

const NnViewEntry *
nn_view_entry (NnView view)
{
  return &entries[view];
}

const NnView *
nn_view_page (const NnNetwork *network, int *n)
{
  static const NnView lenet[] = { NN_VIEW_C1_FILTERS, NN_VIEW_C1_MAPS, NN_VIEW_S2_MAPS,
                                  NN_VIEW_C3_FILTERS, NN_VIEW_C3_MAPS, NN_VIEW_S4_MAPS };
  static const NnView rival[] = { NN_VIEW_H1_WEIGHTS };

  if (nn_network_get_spec (network)->architecture == NN_ARCHITECTURE_LENET)
    {
      *n = G_N_ELEMENTS (lenet);
      return lenet;
    }
  *n = G_N_ELEMENTS (rival);
  return rival;
}

void
nn_view_layout (NnView view, const NnNetwork *network, int *rows, int *columns)
{
  int units;

  *rows = entries[view].rows;
  *columns = entries[view].columns;
  if (*rows > 0)
    return;
  units = nn_network_find_layer (network, entries[view].layer)->channels;
  for (*columns = MIN (units, MAX_COLUMNS); units % *columns != 0;)
    *columns -= 1;                /* no tile is left over */
  *rows = units / *columns;
}

const char *
nn_view_to_string (NnView view)
{
  g_return_val_if_fail ((guint) view < G_N_ELEMENTS (entries), NULL);
  return entries[view].name;
}

gboolean
nn_view_from_string (NnView *view, const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (entries); i++)
    if (g_strcmp0 (entries[i].name, name) == 0)
      {
        *view = (NnView) i;
        return TRUE;
      }
  return FALSE;
}

gboolean
nn_view_is_of (NnView view, const NnNetwork *network)
{
  g_return_val_if_fail ((guint) view <= NN_VIEW_ALL && network != NULL, FALSE);
  return entries[view].layer == NULL || nn_network_find_layer (network, entries[view].layer) != NULL;
}

gboolean
nn_view_needs_probe (NnView view)
{
  g_return_val_if_fail ((guint) view <= NN_VIEW_ALL, FALSE);
  return entries[view].source == NN_VIEW_OF_OUTPUT;
}

int
nn_view_count_tiles (NnView view, const NnNetwork *network)
{
  int rows, columns;

  g_return_val_if_fail (network != NULL, 0);
  if (view == NN_VIEW_ALL || !nn_view_is_of (view, network))
    return 0;
  nn_view_layout (view, network, &rows, &columns);
  return rows * columns;
}

static void
set_no_view (NnView view, const NnNetwork *network, GError **error)
{
  g_autoptr (GString) names = g_string_new (NULL);
  g_autofree char *name = nn_network_spec_to_string (nn_network_get_spec (network));

  for (NnView other = 0; other <= NN_VIEW_ALL; other++)
    if (nn_view_is_of (other, network))
      g_string_append_printf (names, "%s%s", names->len > 0 ? ", " : "", entries[other].name);
  g_set_error (error, NN_ERROR, NN_ERROR_UNSUPPORTED, _("“%s” has no view “%s”; it has %s"), name,
               entries[view].name, names->str);
}

NnTensor *
nn_view_tensor (NnView view, const NnNetwork *network, NnActivations *activations, GError **error)
{
  const NnViewEntry *entry = &entries[view];
  const NnLayer *layer = nn_network_find_layer (network, entry->layer);

  if (layer == NULL)
    {
      set_no_view (view, network, error);
      return NULL;
    }
  if (entry->source == NN_VIEW_OF_BIASES)
    return nn_network_get_tensor (network, layer->bias);
  if (entry->source == NN_VIEW_OF_WEIGHTS)
    {
      g_autoptr (NnTensor) weights = nn_network_get_tensor (network, layer->weight);
      const gsize shape[] = { layer->channels, NN_IMAGE_SIDE, NN_IMAGE_SIDE };

      return entry->rows > 0 ? g_steal_pointer (&weights)
                             : nn_tensor_new_copy (3, shape, nn_tensor_get_data (weights));
    }
  if (activations == NULL)
    {
      g_set_error (error, NN_ERROR, NN_ERROR_MISSING, _("The view “%s” needs a digit to look at"),
                   entry->name);
      return NULL;
    }
  return nn_tensor_ref (activations->layers[layer - nn_network_get_layers (network, NULL)]);
}
