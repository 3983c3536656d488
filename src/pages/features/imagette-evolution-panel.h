/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "pages/features/imagette-evolution-curves.h"
#include "pages/features/imagette-evolution-side.h"
#include "widgets/imagette-evolution-grid.h"

G_BEGIN_DECLS

/* The grid of an evolution, under it the curves of its filters' weights, and beside it the cell under the pointer; without one, the
 * last map that was pointed at, in the moment that is looked at.
 *
 * Signals: "column-activated" (int column)
 */
#define IMAGETTE_TYPE_EVOLUTION_PANEL (imagette_evolution_panel_get_type ())
G_DECLARE_FINAL_TYPE (ImagetteEvolutionPanel, imagette_evolution_panel, IMAGETTE, EVOLUTION_PANEL,
                      AdwBin)

GtkWidget *imagette_evolution_panel_new        (void);

/* evolution: NULL: nothing is there yet; moments: of NnMoment, a column each; all three are
 * referenced. selected: the moment that is looked at, -1: none. The same evolution and layer:
 * only frames and colours change. */
void       imagette_evolution_panel_update     (ImagetteEvolutionPanel *self,
                                                NnEvolution            *evolution,
                                                GPtrArray              *moments,
                                                NnDataset              *dataset,
                                                int                     layer,
                                                NnColors                colors,
                                                int                     selected);
void       imagette_evolution_panel_set_scope  (ImagetteEvolutionPanel *self,
                                                NnScope                 scope);
void       imagette_evolution_panel_set_narrow (ImagetteEvolutionPanel *self,
                                                gboolean                narrow);
ImagetteEvolutionGrid *imagette_evolution_panel_get_grid (ImagetteEvolutionPanel *self);
ImagetteEvolutionCurves *imagette_evolution_panel_get_curves (ImagetteEvolutionPanel *self);
ImagetteEvolutionSide *imagette_evolution_panel_get_side (ImagetteEvolutionPanel *self);

G_END_DECLS
