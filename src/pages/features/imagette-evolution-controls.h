/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "render/nn-tile.h"
#include "session/nn-session-studies.h"

G_BEGIN_DECLS

/* Which layer's evolution is shown and by what scale, and the button that plays its
 * moments as a film, two a second.
 *
 * Signals: "layer-chosen" (), "scope-chosen" (),
 *   "film-started" (), "film-step" ()
 */
#define IMAGETTE_TYPE_EVOLUTION_CONTROLS (imagette_evolution_controls_get_type ())
G_DECLARE_FINAL_TYPE (ImagetteEvolutionControls, imagette_evolution_controls, IMAGETTE,
                      EVOLUTION_CONTROLS, GtkWidget)

GtkWidget *imagette_evolution_controls_new           (void);

/* NN_FEATURE_C1 or NN_FEATURE_C3. */
int        imagette_evolution_controls_get_layer     (ImagetteEvolutionControls *self);
void       imagette_evolution_controls_set_layer     (ImagetteEvolutionControls *self,
                                                      int                        layer);
NnScope    imagette_evolution_controls_get_scope     (ImagetteEvolutionControls *self);
void       imagette_evolution_controls_set_scope     (ImagetteEvolutionControls *self,
                                                      NnScope                    scope);
/* place: of the newest column; NULL: nothing is shown yet. playable: there is more than one. */
void       imagette_evolution_controls_update        (ImagetteEvolutionControls *self,
                                                      NnSession                 *session,
                                                      const NnPlace             *place,
                                                      gboolean                   playable);
void       imagette_evolution_controls_set_playing   (ImagetteEvolutionControls *self,
                                                      gboolean                   playing);
gboolean   imagette_evolution_controls_get_playing   (ImagetteEvolutionControls *self);

G_END_DECLS
