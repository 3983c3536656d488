/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The smoothed loss: an exponential mean, 0.98 a batch, bias-corrected, one
 * step a value: s <- 0.98 s + 0.02 x, w <- 0.98 w, mean = s / (1 - w).
 * Values that are not finite are passed over. A plain value. */
#define NN_SMOOTH_DECAY 0.98

typedef struct
{
  double sum, weight;
} NnSmooth;

void   nn_smooth_init (NnSmooth *smooth);
double nn_smooth_add  (NnSmooth *smooth,
                       double    value);     /* the mean now; NaN before the first finite value */

G_END_DECLS
