/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "render/nn-style.h"

G_BEGIN_DECLS

/* Many digits as points of a plane, each drawn as its class in the class's colour; mistakes
 * are ringed. Both axes have one scale. All pointers are borrowed. */
typedef struct
{
  const float *points;            /* [n][2], to the right and up; what is not finite is left out */
  const guint8 *labels, *predicted; /* [n], 0 to 9 */
  int n;
  const char *axes[2];            /* along the lower and the left edge; NULL: nothing */
  const char *nothing;            /* said where no point is finite; NULL: nothing */
} NnScatter;

/* How points are laid into a rectangle at (0, 0). */
typedef struct
{
  double scale, x, y;             /* of the origin of the points */
} NnScatterPlace;

NnScatterPlace nn_scatter_place (const NnScatter      *scatter,
                                 const NnStyle        *style,
                                 double                width,
                                 double                height);
void           nn_scatter_point (const NnScatter      *scatter,
                                 const NnScatterPlace *place,
                                 int                   i,
                                 double               *x,
                                 double               *y);
/* Around a point. */
void           nn_scatter_ring  (cairo_t              *cr,
                                 const NnStyle        *style,
                                 double                x,
                                 double                y,
                                 guint32               color,
                                 double                width);
void           nn_scatter_draw  (const NnScatter      *scatter,
                                 const NnStyle        *style,
                                 cairo_t              *cr,
                                 double                width,
                                 double                height);

G_END_DECLS
