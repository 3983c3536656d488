/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pages/imagette-views-page.h"

G_BEGIN_DECLS

/* Convolution by hand, alive: the sub-views "line", in one dimension, and "plane", in two, and
 * "stack", over channels.
 */
#define IMAGETTE_TYPE_CONVOLUTION_PAGE (imagette_convolution_page_get_type ())
G_DECLARE_FINAL_TYPE (ImagetteConvolutionPage, imagette_convolution_page, IMAGETTE,
                      CONVOLUTION_PAGE, ImagetteViewsPage)

G_END_DECLS
