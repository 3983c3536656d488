/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* The pace: from one batch a second, evenly by ratio, to flat out at the right end.
 *
 * Properties: "pace" double   batches a second, 0: flat out
 * Signals: "moved" (double pace)   by the user, not by set_pace ()
 */
#define IMAGETTE_TYPE_PACE_SCALE (imagette_pace_scale_get_type ())
G_DECLARE_FINAL_TYPE (ImagettePaceScale, imagette_pace_scale, IMAGETTE, PACE_SCALE, GtkBox)

GtkWidget *imagette_pace_scale_new      (void);
void       imagette_pace_scale_set_pace (ImagettePaceScale *self,
                                         double             pace);
double     imagette_pace_scale_get_pace (ImagettePaceScale *self);
/* One step of the slider, as if by the user: 1 faster, -1 slower. */
void       imagette_pace_scale_step     (ImagettePaceScale *self,
                                         int                direction);

G_END_DECLS
