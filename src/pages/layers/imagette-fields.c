/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pages/layers/imagette-fields.h"

#include "pages/layers/imagette-bank-table.h"
#include "pages/layers/imagette-receptive.h"

/* A pooled map looks at its own map alone, a convolution at all of them. */
static gboolean
pools (const char *layer,
       const char *below)
{
  return (g_strcmp0 (layer, "s2") == 0 && g_str_equal (below, "c1"))
         || (g_strcmp0 (layer, "s4") == 0 && g_str_equal (below, "c3"));
}

void
imagette_fields_show (ImagetteBank *bank,
                      const char   *layer,
                      int           map,
                      int           row,
                      int           column)
{
  const ImagetteBankSpec *table = imagette_bank_table (imagette_bank_get_kind (bank));

  for (int i = 0; i < table->n_grids; i++)
    {
      const ImagetteGridSpec *spec = &table->grids[i];
      ImagetteField field = { 0, 0, 0 };

      if (spec->filter)
        continue;
      if (layer != NULL)
        field = imagette_receptive_field (layer, spec->layer, row, column);
      for (int tile = spec->first_row; tile < spec->first_row + spec->n_rows; tile++)
        {
          int size = pools (layer, spec->layer) && tile != map ? 0 : field.size;

          imagette_tile_set_overlay (
            imagette_filter_grid_get_tile (imagette_bank_get_grid (bank, i), tile, 0), field.row,
            field.column, size, size);
        }
    }
}
