/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "session/nn-frame.h"

G_BEGIN_DECLS

/* What there is to say about one cell: "C3 map 6" and "row 4, column 3: 1.284, looks
 * at rows 6 to 19, columns 4 to 17". Counted as DEFINITIONS §0: maps and filters from
 * 1, rows and columns from 0. tile: row-major in its bank; a dense layer's unit.
 * title, text: (transfer full), both NULL if the frame has no such cell. */
void imagette_cell_words (NnFrame    *frame,
                          const char *layer,
                          gboolean    filter,
                          int         tile,
                          int         y,
                          int         x,
                          char      **title,
                          char      **text);

G_END_DECLS
