/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pages/imagette-page.h"

G_BEGIN_DECLS

/* Convolution in two dimensions: a filter goes over the digit, or over a small grid. */
#define IMAGETTE_TYPE_PLANE_VIEW (imagette_plane_view_get_type ())
G_DECLARE_FINAL_TYPE (ImagettePlaneView, imagette_plane_view, IMAGETTE, PLANE_VIEW, ImagettePage)

G_END_DECLS
