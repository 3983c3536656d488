/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pages/layers/imagette-receptive.h"

/* Going down one layer: a cell r sees rows stride·r − padding … + kernel of the next. */
static const struct
{
  const char *name;
  int kernel, stride, padding;
} chain[] = {
  { "input", 0, 0, 0 },
  { "c1", 5, 1, 2 },
  { "s2", 2, 2, 0 },
  { "c3", 5, 1, 0 },
  { "s4", 2, 2, 0 },
};

static int
find (const char *name)
{
  for (int i = 0; i < (int) G_N_ELEMENTS (chain); i++)
    if (g_strcmp0 (chain[i].name, name) == 0)
      return i;
  return -1;
}

ImagetteField
imagette_receptive_field (const char *layer,
                          const char *below,
                          int         row,
                          int         column)
{
  ImagetteField field = { row, column, 1 };
  int from = find (layer), to = find (below);

  if (from < 0 || to < 0 || to >= from)
    return (ImagetteField) { 0, 0, 0 };
  for (int i = from; i > to; i--)
    {
      field.row = field.row * chain[i].stride - chain[i].padding;
      field.column = field.column * chain[i].stride - chain[i].padding;
      field.size = (field.size - 1) * chain[i].stride + chain[i].kernel;
    }
  return field;
}
