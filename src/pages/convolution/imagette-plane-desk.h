/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "pages/convolution/imagette-plane-model.h"

G_BEGIN_DECLS

/* What is seen of a convolution in two dimensions: the filter under the hand, the planes, the
 * products of one place, and the sentences about them.
 *
 * Signals: "painted" () the filter's weights, by hand; of the figure it has no own.
 */
#define IMAGETTE_TYPE_PLANE_DESK (imagette_plane_desk_get_type ())
G_DECLARE_FINAL_TYPE (ImagettePlaneDesk, imagette_plane_desk, IMAGETTE, PLANE_DESK, AdwBin)

GtkWidget           *imagette_plane_desk_new         (void);
void                 imagette_plane_desk_show        (ImagettePlaneDesk        *self,
                                                      const ImagettePlaneModel *model,
                                                      NnColors                  colors);
/* Products and sum of the place that the figure looks at. */
void                 imagette_plane_desk_show_place  (ImagettePlaneDesk        *self,
                                                      const ImagettePlaneModel *model);
/* [kernel][kernel], owned by the desk. */
const float         *imagette_plane_desk_get_weights (ImagettePlaneDesk        *self);
ImagettePlaneFigure *imagette_plane_desk_get_figure  (ImagettePlaneDesk        *self);
void                 imagette_plane_desk_set_narrow  (ImagettePlaneDesk        *self,
                                                      gboolean                  narrow);

G_END_DECLS
