/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Factors by which tiles are larger than they fit. */
#define IMAGETTE_ZOOM_MIN 0.5
#define IMAGETTE_ZOOM_MAX 4.0

/* One step up (1), down (-1), or back to 1 (0). */
double imagette_zoom_step (double zoom,
                           int    direction);

G_END_DECLS
