/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "session/nn-comparison.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* What an experiment has shown: curves where x is a number (shift, noise), pairs of bars
 * where it is a case (shuffled or not, so many images). */
#define IMAGETTE_TYPE_EXPERIMENT_VIEW (imagette_experiment_view_get_type ())
G_DECLARE_FINAL_TYPE (ImagetteExperimentView, imagette_experiment_view, IMAGETTE, EXPERIMENT_VIEW,
                      AdwBin)

GtkWidget *imagette_experiment_view_new (void);
/* comparison: NULL before the first one. */
void       imagette_experiment_view_set (ImagetteExperimentView *self,
                                         const NnComparison     *comparison);

G_END_DECLS
