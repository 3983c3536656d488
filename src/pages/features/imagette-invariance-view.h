/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pages/imagette-page.h"
#include "widgets/imagette-tile.h"

G_BEGIN_DECLS

/* Figure 5 of Zeiler and Fergus: how far C1, C3 and F6 move when the probe is shifted,
 * scaled or turned, and what becomes of the probability of its class. The slider and the
 * cross-hair of the curves are one place; the digit there stands beside them. */
#define IMAGETTE_TYPE_INVARIANCE_VIEW (imagette_invariance_view_get_type ())
G_DECLARE_FINAL_TYPE (ImagetteInvarianceView, imagette_invariance_view, IMAGETTE, INVARIANCE_VIEW,
                      ImagettePage)

/* For the page's head. (transfer none) */
GtkWidget    *imagette_invariance_view_get_controls (ImagettePage           *view);
/* The transformed digit, and what is said of it. (transfer none) */
ImagetteTile *imagette_invariance_view_get_digit    (ImagetteInvarianceView *self);
const char   *imagette_invariance_view_get_words    (ImagetteInvarianceView *self);

G_END_DECLS
