/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "session/nn-session-studies.h"

G_BEGIN_DECLS

/* Which layer, among which digits, when they are renewed, and how far it is.
 *
 * Signals: "layer-chosen" (), "set-chosen" ()
 */
#define IMAGETTE_TYPE_FIGURE2_CONTROLS (imagette_figure2_controls_get_type ())
G_DECLARE_FINAL_TYPE (ImagetteFigure2Controls, imagette_figure2_controls, IMAGETTE,
                      FIGURE2_CONTROLS, GtkWidget)

GtkWidget     *imagette_figure2_controls_new           (void);

NnFeatureLayer imagette_figure2_controls_get_layer     (ImagetteFigure2Controls *self);   /* C3 first */
void           imagette_figure2_controls_set_layer     (ImagetteFigure2Controls *self,
                                                        NnFeatureLayer           layer);
NnSet          imagette_figure2_controls_get_set       (ImagetteFigure2Controls *self);
void           imagette_figure2_controls_set_set       (ImagetteFigure2Controls *self,
                                                        NnSet                    set);
/* place: of the features shown; NULL: there are none yet. */
void           imagette_figure2_controls_update        (ImagetteFigure2Controls *self,
                                                        NnSession               *session,
                                                        const NnPlace           *place);

G_END_DECLS
