/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "session/nn-session-studies.h"

G_BEGIN_DECLS

/* What every sub-view has at the end of its controls: of which moment the pictures are,
 * how far the next ones have come, and a button with when they come: with each epoch, every
 * few seconds (one choice for all sub-views: that of the session), or by hand.
 */
#define IMAGETTE_TYPE_STUDY_CONTROLS (imagette_study_controls_get_type ())
G_DECLARE_FINAL_TYPE (ImagetteStudyControls, imagette_study_controls, IMAGETTE, STUDY_CONTROLS,
                      GtkWidget)

GtkWidget *imagette_study_controls_new           (void);

/* place: of what is shown; NULL: nothing is yet. */
void       imagette_study_controls_update        (ImagetteStudyControls *self,
                                                  NnSession             *session,
                                                  const NnPlace         *place);

G_END_DECLS
