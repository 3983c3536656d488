/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pages/imagette-page.h"
#include "widgets/imagette-tile.h"

G_BEGIN_DECLS

/* The input card: the probe digit, how to choose another one, and how the
 * numbers are shown. Its buttons are actions of the window.
 *
 * Signals: "cell-hovered" (int row, int column), "tile-opened" (ImagetteTile *tile)
 */
#define IMAGETTE_TYPE_PROBE_PANE (imagette_probe_pane_get_type ())
G_DECLARE_FINAL_TYPE (ImagetteProbePane, imagette_probe_pane, IMAGETTE, PROBE_PANE, AdwBin)

GtkWidget    *imagette_probe_pane_new          (void);
void          imagette_probe_pane_update       (ImagetteProbePane *self,
                                                NnSession         *session,
                                                ImagetteDisplay   *display);
ImagetteTile *imagette_probe_pane_get_tile     (ImagetteProbePane *self);
void          imagette_probe_pane_set_scale    (ImagetteProbePane *self,
                                                int                scale);
/* FALSE: only the digit (projector). */
void          imagette_probe_pane_show_controls (ImagetteProbePane *self,
                                                gboolean           shown);

G_END_DECLS
