/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pages/network/imagette-network-cells.h"

#include "nn/nn-field.h"

static void
set_cells (NnNetworkCells *cells,
           const NnField  *field)
{
  *cells = (NnNetworkCells) {
    .shown = TRUE,
    .channels = { field->channels.first, field->channels.last },
    .rows = { field->rows.first, field->rows.last },
    .columns = { field->columns.first, field->columns.last },
  };
}

static int
count_units (const NnLayer *layer)
{
  return layer->channels * layer->height * layer->width;
}

void
imagette_network_cells_find (const NnNetwork     *network,
                             const NnNetworkStep *steps,
                             int                  stage,
                             int                  index,
                             NnNetworkCells      *cells)
{
  const NnNetworkStep step = steps[stage];
  const NnLayer *layer = &nn_network_get_layers (network, NULL)[step.layer];
  const gboolean dense = !step.flat && layer->kind == NN_LAYER_DENSE;
  NnUnit unit = { .layer = step.layer };
  NnField field;

  nn_network_view_cell (network, step.layer, index, &unit.channel, &unit.row, &unit.column);
  for (int i = dense ? stage - 1 : 0; i < stage; i++)
    {
      const NnField seen = nn_field_seen (network, &unit, steps[i].layer);

      field = nn_field_clip (network, &seen, steps[i].layer);
      if (steps[i].flat)
        field = (NnField) { .channels = { 0, count_units (layer - 1) - 1 } };
      set_cells (&cells[i], &field);
    }
  if (!step.flat && steps[stage + 1].flat)
    {
      field = (NnField) { .channels = { index, index } };
      set_cells (&cells[stage + 1], &field);
    }
}
