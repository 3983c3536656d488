/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pages/features/imagette-invariance-answer.h"
#include "pages/features/imagette-invariance-sliders.h"
#include "pages/imagette-page.h"

G_BEGIN_DECLS

/* Figure 5 of Zeiler and Fergus: the probe shifted, scaled and turned by four sliders at
 * once, and what the network reads then; beside it, for one of the sliders alone, how far
 * C1, C3 and F6 move and what becomes of the probability of the class. That slider and the
 * cross-hair of the curves are one place; a slider that the hand takes brings its curves. */
#define IMAGETTE_TYPE_INVARIANCE_VIEW (imagette_invariance_view_get_type ())
G_DECLARE_FINAL_TYPE (ImagetteInvarianceView, imagette_invariance_view, IMAGETTE, INVARIANCE_VIEW,
                      ImagettePage)

/* For the page's head. (transfer none) */
GtkWidget                 *imagette_invariance_view_get_controls (ImagettePage           *view);
/* The digit and what changes it, and what the network makes of it. (transfer none) */
ImagetteInvarianceSliders *imagette_invariance_view_get_sliders  (ImagetteInvarianceView *self);
ImagetteInvarianceAnswer  *imagette_invariance_view_get_answer   (ImagetteInvarianceView *self);

G_END_DECLS
