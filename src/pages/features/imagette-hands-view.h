/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pages/imagette-page.h"

G_BEGIN_DECLS

/* "Filter by hand": choose one of the filters of C1 and C3, mute it, freeze it, draw
 * it, and see what the network does without it, or with it. */
#define IMAGETTE_TYPE_HANDS_VIEW (imagette_hands_view_get_type ())
G_DECLARE_FINAL_TYPE (ImagetteHandsView, imagette_hands_view, IMAGETTE, HANDS_VIEW, ImagettePage)

G_END_DECLS
