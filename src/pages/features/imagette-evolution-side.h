/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "session/nn-evolution.h"
#include "widgets/imagette-plot.h"
#include "widgets/imagette-tile.h"

G_BEGIN_DECLS

/* Beside the evolution: one of its cells enlarged, in words, and what the weights of its
 * filter did over the moments. */
#define IMAGETTE_TYPE_EVOLUTION_SIDE (imagette_evolution_side_get_type ())
G_DECLARE_FINAL_TYPE (ImagetteEvolutionSide, imagette_evolution_side, IMAGETTE, EVOLUTION_SIDE,
                      GtkWidget)

GtkWidget    *imagette_evolution_side_new       (void);

/* Nothing is there yet. */
void          imagette_evolution_side_clear     (ImagetteEvolutionSide *self);
/* m: what the grid draws the cell by. */
void          imagette_evolution_side_show_cell (ImagetteEvolutionSide *self,
                                                 const NnEvolution     *evolution,
                                                 const NnDataset       *dataset,
                                                 int                    layer,
                                                 int                    map,
                                                 int                    column,
                                                 NnColors               colors,
                                                 float                  m);
ImagetteTile *imagette_evolution_side_get_tile  (ImagetteEvolutionSide *self);
/* RMS, change since the moment before, since the start; x counts the moments. */
ImagettePlot *imagette_evolution_side_get_plot  (ImagetteEvolutionSide *self);

G_END_DECLS
