/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pages/layers/imagette-bank.h"

G_BEGIN_DECLS

/* Frames what cell (row, column) of that map of layer looks at, on the maps of the
 * bank that lie below it; layer NULL: takes the frames away. */
void imagette_fields_show (ImagetteBank *bank,
                           const char   *layer,
                           int           map,
                           int           row,
                           int           column);

G_END_DECLS
