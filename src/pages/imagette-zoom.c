/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pages/imagette-zoom.h"

static const double steps[] = { IMAGETTE_ZOOM_MIN, 0.75, 1, 1.5, 2, 3, IMAGETTE_ZOOM_MAX };

double
imagette_zoom_step (double zoom,
                    int    direction)
{
  double next = 1;

  if (direction > 0)
    {
      next = IMAGETTE_ZOOM_MAX;
      for (gsize i = G_N_ELEMENTS (steps); i-- > 0;)
        if (steps[i] > zoom + 1e-6)
          next = steps[i];
    }
  else if (direction < 0)
    {
      next = IMAGETTE_ZOOM_MIN;
      for (gsize i = 0; i < G_N_ELEMENTS (steps); i++)
        if (steps[i] < zoom - 1e-6)
          next = steps[i];
    }
  return next;
}
