/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "widgets/imagette-cell-canvas.h"

G_BEGIN_DECLS

/* Many digits as points of a plane, each drawn as its class in the class's colour;
 * mistakes are ringed. The pointer finds the nearest point; arrow keys go from point to
 * point, to the next one in that direction. Both axes have one scale.
 *
 * Properties: "title" of ImagetteCanvas
 *
 * Signals:
 *   "point-hovered" (int i)     the nearest point now; -1: none is near
 *   "point-activated" (int i)   click or Enter on it
 */
#define IMAGETTE_TYPE_SCATTER (imagette_scatter_get_type ())
G_DECLARE_FINAL_TYPE (ImagetteScatter, imagette_scatter, IMAGETTE, SCATTER, ImagetteCellCanvas)

GtkWidget *imagette_scatter_new        (void);

/* points: [n][2], to the right and up; labels, predicted: [n], 0 to 9; all copied.
 * n 0: empty. The same numbers: nothing happens. */
void       imagette_scatter_set_points (ImagetteScatter *self,
                                        const float     *points,
                                        const guint8    *labels,
                                        const guint8    *predicted,
                                        int              n);
/* Why there are no points; NULL: not computed yet. */
void       imagette_scatter_set_empty  (ImagetteScatter *self,
                                        const char      *why);
/* Along the axes: "first component, 24 % of the variance". */
void       imagette_scatter_set_axes   (ImagetteScatter *self,
                                        const char      *x,
                                        const char      *y);
/* The framed point, chosen from outside (the probe); -1: none. */
void       imagette_scatter_set_chosen (ImagetteScatter *self,
                                        int              i);
int        imagette_scatter_get_hovered (ImagetteScatter *self);
/* Where point i lies in the widget. */
void       imagette_scatter_get_place  (ImagetteScatter *self,
                                        int              i,
                                        double          *x,
                                        double          *y);

G_END_DECLS
