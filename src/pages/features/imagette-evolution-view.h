/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pages/features/imagette-evolution-controls.h"
#include "pages/features/imagette-evolution-panel.h"
#include "pages/imagette-page.h"

G_BEGIN_DECLS

/* How the maps of C1 or C3 came to look for what they look for (Zeiler & Fergus, figure 4):
 * all moments side by side, or one after the other as a film. A click on a column looks
 * at its moment. */
#define IMAGETTE_TYPE_EVOLUTION_VIEW (imagette_evolution_view_get_type ())
G_DECLARE_FINAL_TYPE (ImagetteEvolutionView, imagette_evolution_view, IMAGETTE, EVOLUTION_VIEW,
                      ImagettePage)

/* For the page's head. (transfer none) */
GtkWidget              *imagette_evolution_view_get_controls (ImagettePage          *view);
ImagetteEvolutionPanel *imagette_evolution_view_get_panel    (ImagetteEvolutionView *self);

G_END_DECLS
