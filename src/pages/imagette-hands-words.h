/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "session/nn-frame.h"
#include "widgets/imagette-filter-grid.h"

G_BEGIN_DECLS

/* What hands and the clip have done to a filter, in a word for its tile: "muted",
 * "frozen", "clipped", the strongest of them; NULL if nothing. Translated, static.
 * layer: index into the network's table, map from 0; rms_clip: the radius in force, 0 is
 * none. */
const char *imagette_hands_word  (const NnNetwork    *network,
                                  float               rms_clip,
                                  int                 layer,
                                  int                 map);
/* The same of what a tile shows: of a filter that word, of a map, before pooling and after, only
 * that it is muted; of other layers nothing. layer: of the frame's network. */
const char *imagette_hands_tile_word (NnFrame        *frame,
                                  const NnLayer      *layer,
                                  gboolean            filter,
                                  int                 map);
/* All of the network in a line: "2 maps muted · 1 filter frozen"; NULL if nothing. A filter
 * counts once, as its word. (transfer full) */
char       *imagette_hands_line  (const NnNetwork    *network,
                                  float               rms_clip);
/* Badges on a grid with a row a map. layer: by name, a convolution, or the pooling
 * after one; of others there is nothing to say. filter: the grid has its filters, a column
 * an input channel; else its maps, which show only that they are muted. */
void        imagette_hands_badge (ImagetteFilterGrid *grid,
                                  NnFrame            *frame,
                                  const char         *layer,
                                  gboolean            filter);

G_END_DECLS
