/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "session/nn-session-studies.h"

G_BEGIN_DECLS

/* Whose curves are shown: of which of the four ways to change the digit.
 *
 * Signals: "sweep-chosen" ()
 */
#define IMAGETTE_TYPE_INVARIANCE_CONTROLS (imagette_invariance_controls_get_type ())
G_DECLARE_FINAL_TYPE (ImagetteInvarianceControls, imagette_invariance_controls, IMAGETTE,
                      INVARIANCE_CONTROLS, GtkWidget)

GtkWidget *imagette_invariance_controls_new           (void);

NnSweep    imagette_invariance_controls_get_sweep     (ImagetteInvarianceControls *self);
void       imagette_invariance_controls_set_sweep     (ImagetteInvarianceControls *self,
                                                       NnSweep                     sweep);
void       imagette_invariance_controls_update        (ImagetteInvarianceControls *self,
                                                       NnSession                  *session);

G_END_DECLS
