/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "session/nn-session-studies.h"

G_BEGIN_DECLS

/* The square: its side and value; probability or margin; the three places that explain.
 *
 * Signals: "square-changed" (), "looks-changed" ()
 */
#define IMAGETTE_TYPE_OCCLUSION_CONTROLS (imagette_occlusion_controls_get_type ())
G_DECLARE_FINAL_TYPE (ImagetteOcclusionControls, imagette_occlusion_controls, IMAGETTE,
                      OCCLUSION_CONTROLS, GtkWidget)

GtkWidget *imagette_occlusion_controls_new           (void);

/* Writes side and value into occluder, leaves the rest. */
void       imagette_occlusion_controls_get_square    (ImagetteOcclusionControls *self,
                                                      NnOccluder                *occluder);
void       imagette_occlusion_controls_set_square    (ImagetteOcclusionControls *self,
                                                      const NnOccluder          *occluder);
gboolean   imagette_occlusion_controls_get_margin    (ImagetteOcclusionControls *self);
gboolean   imagette_occlusion_controls_get_explain   (ImagetteOcclusionControls *self);
void       imagette_occlusion_controls_update        (ImagetteOcclusionControls *self,
                                                      NnSession                 *session);

G_END_DECLS
