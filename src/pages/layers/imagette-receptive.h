/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What one cell of a layer looks at (DEFINITIONS §4): a square of cells of a
 * lower layer; it may leave that layer's picture on any side. */
typedef struct
{
  int row, column, size;          /* size 0: nothing, or all of it */
} ImagetteField;

/* layer, below: "input", "c1", "s2", "c3", "s4". Size 0 unless below lies under layer. */
ImagetteField imagette_receptive_field (const char *layer,
                                        const char *below,
                                        int         row,
                                        int         column);

G_END_DECLS
