/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pages/imagette-page.h"

G_BEGIN_DECLS

/* Convolution by hand, in one dimension: the sheet's figure, alive. */
#define IMAGETTE_TYPE_LINE_VIEW (imagette_line_view_get_type ())
G_DECLARE_FINAL_TYPE (ImagetteLineView, imagette_line_view, IMAGETTE, LINE_VIEW, ImagettePage)

G_END_DECLS
