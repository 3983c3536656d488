/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "nn/nn-invariance.h"
#include "widgets/imagette-tile.h"

G_BEGIN_DECLS

/* The digit and how it is changed: four sliders that work together, each at a place of its
 * sweep, and a button that takes them all back to where nothing is changed.
 *
 * Signals: "changed" ()          another place, whoever moved it
 *          "touched" (int sweep) the hand moved that slider
 */
#define IMAGETTE_TYPE_INVARIANCE_SLIDERS (imagette_invariance_sliders_get_type ())
G_DECLARE_FINAL_TYPE (ImagetteInvarianceSliders, imagette_invariance_sliders, IMAGETTE,
                      INVARIANCE_SLIDERS, GtkWidget)

GtkWidget  *imagette_invariance_sliders_new           (void);

/* pixels: [28][28], of the unchanged one; copied. */
void        imagette_invariance_sliders_set_digit     (ImagetteInvarianceSliders *self,
                                                       const guint8              *pixels);
int         imagette_invariance_sliders_get_place     (ImagetteInvarianceSliders *self,
                                                       NnSweep                    sweep);
void        imagette_invariance_sliders_set_place     (ImagetteInvarianceSliders *self,
                                                       NnSweep                    sweep,
                                                       int                        place);
NnTransform imagette_invariance_sliders_get_transform (ImagetteInvarianceSliders *self);
/* Nothing is changed. */
gboolean    imagette_invariance_sliders_is_still      (ImagetteInvarianceSliders *self);
/* The changed digit. (transfer none) */
ImagetteTile *imagette_invariance_sliders_get_tile    (ImagetteInvarianceSliders *self);
/* "shift right" … of a sweep, in the user's language. */
const char *imagette_invariance_sliders_name          (NnSweep                    sweep);

G_END_DECLS
