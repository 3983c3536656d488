/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Numbers that were measured, in the order they came. */
typedef struct _Series Series;

Series *series_new      (void);
void    series_free     (Series *series);
void    series_add      (Series *series,
                         double  value);
guint   series_count    (Series *series);
/* The smallest value that at least that part of all (0 … 1) does not exceed; NaN when there are none. */
double  series_quantile (Series *series,
                         double  part);

G_END_DECLS
