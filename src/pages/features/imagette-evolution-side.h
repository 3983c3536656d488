/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pages/features/imagette-evolution-curves.h"
#include "widgets/imagette-tile.h"

G_BEGIN_DECLS

/* Beside the evolution: one of its cells enlarged and in words, and which curves are shown under
 * the grid.
 *
 * Signals: "kind-chosen" () */
#define IMAGETTE_TYPE_EVOLUTION_SIDE (imagette_evolution_side_get_type ())
G_DECLARE_FINAL_TYPE (ImagetteEvolutionSide, imagette_evolution_side, IMAGETTE, EVOLUTION_SIDE,
                      GtkWidget)

GtkWidget    *imagette_evolution_side_new       (void);

/* Nothing is there yet. */
void          imagette_evolution_side_clear     (ImagetteEvolutionSide *self);
/* m: what the grid draws the cell by; rms_clip: the radius that was in force then, 0: none. What
 * it and hands have done to the filter is a badge. */
void          imagette_evolution_side_show_cell (ImagetteEvolutionSide *self,
                                                 const NnEvolution     *evolution,
                                                 const NnDataset       *dataset,
                                                 int                    layer,
                                                 int                    map,
                                                 int                    column,
                                                 NnColors               colors,
                                                 float                  m,
                                                 float                  rms_clip);
ImagetteTile *imagette_evolution_side_get_tile  (ImagetteEvolutionSide *self);
const char   *imagette_evolution_side_get_words (ImagetteEvolutionSide *self);
ImagetteCurveKind imagette_evolution_side_get_kind (ImagetteEvolutionSide *self);
void          imagette_evolution_side_set_kind  (ImagetteEvolutionSide *self,
                                                 ImagetteCurveKind      kind);

G_END_DECLS
