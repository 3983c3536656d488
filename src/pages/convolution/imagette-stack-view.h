/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pages/imagette-page.h"

G_BEGIN_DECLS

/* Convolution over channels: colours to a map, or the six maps of S2 to one of C3. */
#define IMAGETTE_TYPE_STACK_VIEW (imagette_stack_view_get_type ())
G_DECLARE_FINAL_TYPE (ImagetteStackView, imagette_stack_view, IMAGETTE, STACK_VIEW, ImagettePage)

G_END_DECLS
