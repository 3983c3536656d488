/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "session/nn-contest.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* What a race is to be, a button that ends it, and how far it is.
 *
 * Signals: "stopped" ()
 *          "rival-changed" ()   other widths
 */
#define IMAGETTE_TYPE_RACE_CONTROLS (imagette_race_controls_get_type ())
G_DECLARE_FINAL_TYPE (ImagetteRaceControls, imagette_race_controls, IMAGETTE, RACE_CONTROLS, GtkBox)

GtkWidget       *imagette_race_controls_new       (void);
NnComparisonSpec imagette_race_controls_get_spec  (ImagetteRaceControls *self);
guint            imagette_race_controls_get_seeds (ImagetteRaceControls *self);
/* Nothing can be chosen while it runs. */
void             imagette_race_controls_update    (ImagetteRaceControls *self,
                                                   NnContest            *contest);

G_END_DECLS
