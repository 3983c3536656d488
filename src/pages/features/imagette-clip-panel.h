/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "render/nn-tile.h"
#include "session/nn-session-lesson.h"

G_BEGIN_DECLS

/* Figure 6 of Zeiler & Fergus: two networks of one seed side by side as they train, without
 * and with the RMS clip, beside the session's run, which goes on.
 *
 * Signals: "closed" ()   back to the filter under the hand
 */
#define IMAGETTE_TYPE_CLIP_PANEL (imagette_clip_panel_get_type ())
G_DECLARE_FINAL_TYPE (ImagetteClipPanel, imagette_clip_panel, IMAGETTE, CLIP_PANEL, AdwBin)

GtkWidget *imagette_clip_panel_new        (void);
void       imagette_clip_panel_update     (ImagetteClipPanel *self,
                                           NnSession         *session,
                                           NnColors           colors);
/* Trains both by the settings, of the session's seed. */
void       imagette_clip_panel_start      (ImagetteClipPanel *self);
void       imagette_clip_panel_set_narrow (ImagetteClipPanel *self,
                                           gboolean           narrow);

G_END_DECLS
