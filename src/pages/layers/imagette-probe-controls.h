/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pages/imagette-page.h"

G_BEGIN_DECLS

/* Which digit is looked at, and how its numbers are shown. */
#define IMAGETTE_TYPE_PROBE_CONTROLS (imagette_probe_controls_get_type ())
G_DECLARE_FINAL_TYPE (ImagetteProbeControls, imagette_probe_controls, IMAGETTE, PROBE_CONTROLS,
                      GtkBox)

GtkWidget *imagette_probe_controls_new    (void);
void       imagette_probe_controls_update (ImagetteProbeControls *self,
                                           NnSession             *session,
                                           ImagetteDisplay       *display);

G_END_DECLS
