/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "pages/convolution/imagette-plane-model.h"

G_BEGIN_DECLS

/* The controls beside the figure in two dimensions.
 *
 * Signals:
 *   "image-chosen" (int image)     an ImagettePlaneImage
 *   "filter-chosen" (int filter)   whose weights (imagette-plane-model.h)
 *   "changed" ()                   anything else
 */
#define IMAGETTE_TYPE_PLANE_CONTROLS (imagette_plane_controls_get_type ())
G_DECLARE_FINAL_TYPE (ImagettePlaneControls, imagette_plane_controls, IMAGETTE, PLANE_CONTROLS,
                      AdwBin)

GtkWidget     *imagette_plane_controls_new  (void);
/* Without a signal. */
void           imagette_plane_controls_show (ImagettePlaneControls    *self,
                                             const ImagettePlaneModel *model);
ImagetteSteps  imagette_plane_controls_read (ImagettePlaneControls    *self);
int            imagette_plane_controls_read_kernel (ImagettePlaneControls *self);

G_END_DECLS
