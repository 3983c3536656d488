/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "widgets/imagette-filter-grid-private.h"

static float
row_max (ImagetteFilterGrid *self, int row)
{
  gsize n = (gsize) self->columns * (gsize) self->height * (gsize) self->width;

  return nn_scope_max (nn_tensor_get_data (self->tensor) + (gsize) row * n, n);
}

static float
tile_max (ImagetteFilterGrid *self, int row, int column, float max_of_row)
{
  gsize n = (gsize) self->height * (gsize) self->width;
  gsize index = (gsize) row * (gsize) self->columns + (gsize) column;

  switch ((NnScope) self->option[PROP_SCOPE])
    {
    case NN_SCOPE_TILE: return nn_scope_max (nn_tensor_get_data (self->tensor) + index * n, n);
    case NN_SCOPE_ROW: return max_of_row;
    case NN_SCOPE_LAYER: return self->layer_max;
    case NN_SCOPE_ALL: return self->scope_max;
    default: g_return_val_if_reached (0);
    }
}

/* Numbers into tiles; a tile whose numbers and m are the same does nothing. */
void
imagette_filter_grid_fill (ImagetteFilterGrid *self)
{
  gsize n = (gsize) self->height * (gsize) self->width;
  gboolean by_row = self->option[PROP_SCOPE] == NN_SCOPE_ROW;
  const float *data;

  if (self->tensor == NULL)
    {
      for (guint i = 0; i < self->tiles->len; i++)
        imagette_tile_set_empty (g_ptr_array_index (self->tiles, i), self->reason);
      imagette_filter_grid_drop_picture (self, -1);
      return;
    }

  data = nn_tensor_get_data (self->tensor);
  for (int i = 0; i < (int) self->tiles->len;)
    {
      int row = self->first_row + i / self->columns;
      float of_row = by_row ? row_max (self, row) : 0;
      gboolean changed = FALSE;

      for (int column = 0; column < self->columns; column++, i++)
        changed |= imagette_tile_set_values (g_ptr_array_index (self->tiles, i),
                                             data + ((gsize) (row * self->columns + column)) * n,
                                             self->height, self->width, self->option[PROP_KIND],
                                             self->option[PROP_COLORS],
                                             tile_max (self, row, column, of_row));
      if (changed)
        imagette_filter_grid_drop_picture (self, row - self->first_row);
    }
}

float
imagette_filter_grid_get_max (ImagetteFilterGrid *self)
{
  g_return_val_if_fail (IMAGETTE_IS_FILTER_GRID (self), 0);

  if (self->option[PROP_SCOPE] == NN_SCOPE_ALL)
    return self->scope_max;
  return self->tensor != NULL ? self->layer_max : 0;
}

float
imagette_filter_grid_get_tile_max (ImagetteFilterGrid *self, int row, int column)
{
  g_return_val_if_fail (IMAGETTE_IS_FILTER_GRID (self), 0);
  g_return_val_if_fail (row >= 0 && row < self->rows && column >= 0 && column < self->columns, 0);

  return self->tensor != NULL ? tile_max (self, row, column, row_max (self, row)) : 0;
}
