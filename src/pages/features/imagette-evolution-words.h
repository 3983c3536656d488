/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "session/nn-evolution.h"
#include "session/nn-session.h"
#include "widgets/imagette-evolution-grid.h"

G_BEGIN_DECLS

/* From an evolution to what is seen and said of it. */

/* "map 3, epoch 2: training digit 17, a 4, 3.80", or that it is dead. (transfer full) */
char *imagette_evolution_words_cell (const NnEvolution     *evolution,
                                     const NnDataset       *dataset,
                                     int                    layer,
                                     int                    map,
                                     int                    column);
/* The column of a moment; -1: not made yet. */
int   imagette_evolution_words_find (const NnEvolution     *evolution,
                                     const NnMoment        *moment);
/* All of the grid; evolution NULL: empty. moments: of NnMoment, a column each, so that every
 * column has its place before it is made. */
void  imagette_evolution_words_fill (ImagetteEvolutionGrid *grid,
                                     const NnEvolution     *evolution,
                                     GPtrArray             *moments,
                                     const NnDataset       *dataset,
                                     int                    layer);

G_END_DECLS
