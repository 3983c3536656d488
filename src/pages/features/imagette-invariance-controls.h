/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "session/nn-session-studies.h"

G_BEGIN_DECLS

/* Which way the digit is changed, and by how much.
 *
 * Signals: "sweep-chosen" (), "place-changed" (), "following-changed" ()
 */
#define IMAGETTE_TYPE_INVARIANCE_CONTROLS (imagette_invariance_controls_get_type ())
G_DECLARE_FINAL_TYPE (ImagetteInvarianceControls, imagette_invariance_controls, IMAGETTE,
                      INVARIANCE_CONTROLS, GtkWidget)

GtkWidget *imagette_invariance_controls_new           (void);

NnSweep    imagette_invariance_controls_get_sweep     (ImagetteInvarianceControls *self);
/* Number of the place in the sweep, from 0. */
int        imagette_invariance_controls_get_place     (ImagetteInvarianceControls *self);
/* To the place nearest to x of the sweep's own scale. */
void       imagette_invariance_controls_set_x         (ImagetteInvarianceControls *self,
                                                       double                      x);
gboolean   imagette_invariance_controls_get_following (ImagetteInvarianceControls *self);
void       imagette_invariance_controls_update        (ImagetteInvarianceControls *self,
                                                       NnSession                  *session);

G_END_DECLS
