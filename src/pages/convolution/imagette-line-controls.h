/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "pages/convolution/imagette-line-model.h"

G_BEGIN_DECLS

/* The controls beside the figure in one dimension.
 *
 * Signals:
 *   "loaded" (int source)   an ImagetteLineSource was chosen
 *   "changed" ()            anything else
 */
#define IMAGETTE_TYPE_LINE_CONTROLS (imagette_line_controls_get_type ())
G_DECLARE_FINAL_TYPE (ImagetteLineControls, imagette_line_controls, IMAGETTE, LINE_CONTROLS, AdwBin)

GtkWidget *imagette_line_controls_new  (void);
/* Without a signal. */
void       imagette_line_controls_show (ImagetteLineControls    *self,
                                        const ImagetteLineModel *model);
/* All but source, signal and filter. */
void       imagette_line_controls_read (ImagetteLineControls    *self,
                                        ImagetteLineModel       *model);

G_END_DECLS
