/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "session/nn-session-studies.h"

G_BEGIN_DECLS

/* Which layer, from which seed, renewing or not, and how far it is.
 *
 * Signals: "changed" ()            another layer or seed
 */
#define IMAGETTE_TYPE_MAXIMA_CONTROLS (imagette_maxima_controls_get_type ())
G_DECLARE_FINAL_TYPE (ImagetteMaximaControls, imagette_maxima_controls, IMAGETTE, MAXIMA_CONTROLS,
                      GtkWidget)

GtkWidget     *imagette_maxima_controls_new           (void);

/* The output first. */
NnFeatureLayer imagette_maxima_controls_get_layer     (ImagetteMaximaControls *self);
guint64        imagette_maxima_controls_get_seed      (ImagetteMaximaControls *self);
void           imagette_maxima_controls_set_spec      (ImagetteMaximaControls *self,
                                                       const NnStudySpec      *spec);
/* place: of what is shown; NULL: nothing is yet. */
void           imagette_maxima_controls_update        (ImagetteMaximaControls *self,
                                                       NnSession              *session,
                                                       const NnPlace          *place);

G_END_DECLS
