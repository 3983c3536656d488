/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "render/nn-tile.h"
#include "session/nn-session.h"

G_BEGIN_DECLS

/* First-layer screening (nn/nn-screening.h): how alike the filters of C1 are as a square of
 * cosines with the filters' numbers around it, and below it twins and dead ones by name. */
#define IMAGETTE_TYPE_SCREENING (imagette_screening_get_type ())
G_DECLARE_FINAL_TYPE (ImagetteScreening, imagette_screening, IMAGETTE, SCREENING, GtkBox)

GtkWidget *imagette_screening_new        (void);
/* Of the session's live frame; dead ones are known when its features are of these weights. */
void       imagette_screening_update     (ImagetteScreening *self,
                                          NnSession         *session,
                                          NnColors           colors);
/* Pixels a cell of the square. */
void       imagette_screening_set_scale  (ImagetteScreening *self,
                                          int                scale);

G_END_DECLS
