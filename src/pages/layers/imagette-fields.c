/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pages/layers/imagette-fields.h"

#include "pages/layers/imagette-bank-table.h"

/* What unit has to do with in that layer; FALSE: nothing. */
static gboolean
find_field (const NnNetwork *network,
            const NnUnit    *unit,
            const char      *layer,
            NnField         *field)
{
  const NnLayer *found = unit != NULL && layer != NULL ? nn_network_find_layer (network, layer)
                                                       : NULL;
  int index;

  if (found == NULL)
    return FALSE;
  index = (int) (found - nn_network_get_layers (network, NULL));
  *field = index <= unit->layer ? nn_field_seen (network, unit, index)
                                : nn_field_fed (network, unit, index);
  return field->rows.last >= field->rows.first && field->columns.last >= field->columns.first;
}

/* Channel (from 0) of the field; any of the layer's. */
static void
frame (ImagetteTile  *tile,
       const NnField *field,
       int            channel)
{
  if (field == NULL || channel < field->channels.first || channel > field->channels.last)
    imagette_tile_set_overlay (tile, 0, 0, 0, 0);
  else
    imagette_tile_set_overlay (tile, field->rows.first, field->columns.first,
                               field->rows.last - field->rows.first + 1,
                               field->columns.last - field->columns.first + 1);
}

void
imagette_fields_show_bank (ImagetteBank    *bank,
                           const NnNetwork *network,
                           const NnUnit    *unit)
{
  const ImagetteBankSpec *table = imagette_bank_table (imagette_bank_get_kind (bank));

  for (int i = 0; i < table->n_grids; i++)
    {
      const ImagetteGridSpec *spec = &table->grids[i];
      NnField field;
      gboolean any;

      if (spec->filter)
        continue;
      any = find_field (network, unit, spec->layer, &field);
      for (int tile = spec->first_row; tile < spec->first_row + spec->n_rows; tile++)
        frame (imagette_filter_grid_get_tile (imagette_bank_get_grid (bank, i), tile, 0),
               any ? &field : NULL, tile);
    }
}

void
imagette_fields_show_input (ImagetteTile    *tile,
                            const NnNetwork *network,
                            const NnUnit    *unit)
{
  NnField field;

  frame (tile, find_field (network, unit, "input", &field) ? &field : NULL, 0);
}

void
imagette_fields_show_answer (ImagetteAnswerPane *answer,
                             const NnNetwork    *network,
                             const NnUnit       *unit)
{
  ImagetteDenseRow *row;
  NnField field;

  for (int i = 0; (row = imagette_answer_pane_get_row (answer, i)) != NULL; i++)
    {
      const gboolean any = find_field (network, unit, imagette_dense_row_get_layer (row), &field);

      imagette_strip_frame (imagette_dense_row_get_strip (row), any ? field.channels.first : 0,
                            any ? field.channels.last - field.channels.first + 1 : 0);
    }
  imagette_answer_pane_set_fed (answer, find_field (network, unit, "output", &field));
}
