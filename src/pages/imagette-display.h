/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "pages/imagette-hidden.h"
#include "pages/imagette-vote.h"
#include "render/nn-tile.h"

G_BEGIN_DECLS

/* How the numbers are shown, the same on every page: scope of the greys,
 * colours, zoom. One object, owned by the window, bound to the settings.
 *
 * Properties (read-write): "scope" char* ("tile", "row", "layer", "all"),
 *   "colors" char* ("grey", "diverging"), "zoom" double (0.5 to 4),
 *   "projector" gboolean (full screen: pages hide their controls)
 *
 * Signals: "changed" ()
 */
#define IMAGETTE_TYPE_DISPLAY (imagette_display_get_type ())
G_DECLARE_FINAL_TYPE (ImagetteDisplay, imagette_display, IMAGETTE, DISPLAY, GObject)

ImagetteDisplay *imagette_display_new        (void);
NnScope          imagette_display_get_scope  (ImagetteDisplay *self);
NnColors         imagette_display_get_colors (ImagetteDisplay *self);
double           imagette_display_get_zoom   (ImagetteDisplay *self);
gboolean         imagette_display_get_projector (ImagetteDisplay *self);
void             imagette_display_set_scope  (ImagetteDisplay *self,
                                              NnScope          scope);
void             imagette_display_set_colors (ImagetteDisplay *self,
                                              NnColors         colors);
void             imagette_display_set_projector (ImagetteDisplay *self,
                                              gboolean         projector);
/* What a lesson takes out of sight; 0: nothing. The secrets among it are asked of the class. */
ImagetteHidden   imagette_display_get_hidden (ImagetteDisplay *self);
void             imagette_display_set_hidden (ImagetteDisplay *self,
                                              ImagetteHidden   hidden);
/* Owned by the display; "changed" of the display comes when what is secret changes. */
ImagetteVote    *imagette_display_get_vote   (ImagetteDisplay *self);
/* What no picture, word, tooltip or spoken name may tell now. */
ImagetteHidden   imagette_display_get_secret (ImagetteDisplay *self);
/* One step up (1), down (-1), or back to what fits (0). */
void             imagette_display_zoom       (ImagetteDisplay *self,
                                              int              direction);

G_END_DECLS
