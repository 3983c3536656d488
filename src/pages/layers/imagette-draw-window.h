/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "pages/imagette-display.h"
#include "session/nn-session.h"

G_BEGIN_DECLS

/* A pad to draw a digit on; what is drawn is the probe of the session at once,
 * so that the network answers while one draws, unless the answer is a secret. One at most over
 * a window; it closes when the window shows another session. */
#define IMAGETTE_TYPE_DRAW_WINDOW (imagette_draw_window_get_type ())
G_DECLARE_FINAL_TYPE (ImagetteDrawWindow, imagette_draw_window, IMAGETTE, DRAW_WINDOW, AdwWindow)

void imagette_draw_window_present (GtkWindow       *parent,
                                   NnSession       *session,
                                   ImagetteDisplay *display);

G_END_DECLS
