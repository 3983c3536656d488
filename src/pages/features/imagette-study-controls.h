/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "session/nn-session-studies.h"

G_BEGIN_DECLS

/* What every sub-view has at the end of its controls: of which moment the pictures are,
 * how far the next ones have come, and a button that stops them coming.
 *
 * Signals: "following-changed" ()
 */
#define IMAGETTE_TYPE_STUDY_CONTROLS (imagette_study_controls_get_type ())
G_DECLARE_FINAL_TYPE (ImagetteStudyControls, imagette_study_controls, IMAGETTE, STUDY_CONTROLS,
                      GtkWidget)

GtkWidget *imagette_study_controls_new           (void);

/* Whether pictures are to be renewed: what a view wants of the session only then. */
gboolean   imagette_study_controls_get_following (ImagetteStudyControls *self);
/* place: of what is shown; NULL: nothing is yet. */
void       imagette_study_controls_update        (ImagetteStudyControls *self,
                                                  NnSession             *session,
                                                  const NnPlace         *place);

G_END_DECLS
