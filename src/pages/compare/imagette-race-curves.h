/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "session/nn-comparison.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* What both racers have reached over epochs, seconds and multiply-adds: three plots in a
 * row, which become three rows. */
#define IMAGETTE_TYPE_RACE_CURVES (imagette_race_curves_get_type ())
G_DECLARE_FINAL_TYPE (ImagetteRaceCurves, imagette_race_curves, IMAGETTE, RACE_CURVES, GtkBox)

GtkWidget *imagette_race_curves_new (void);
/* comparison: NULL empties them. */
void       imagette_race_curves_set (ImagetteRaceCurves *self,
                                     const NnComparison *comparison);

/* "LeNet", "784-70-84-10". (transfer full) */
char      *imagette_racer_name      (const NnComparison *comparison,
                                     NnRacer             racer);

G_END_DECLS
