/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pages/imagette-page.h"

G_BEGIN_DECLS

/* The settings of training, in two groups: what holds from the next batch on, and
 * what needs a new start (the plan). Its buttons are actions of the window. */
#define IMAGETTE_TYPE_TRAINING_PANE (imagette_training_pane_get_type ())
G_DECLARE_FINAL_TYPE (ImagetteTrainingPane, imagette_training_pane, IMAGETTE, TRAINING_PANE, AdwBin)

GtkWidget *imagette_training_pane_new    (void);
void       imagette_training_pane_update (ImagetteTrainingPane *self,
                                          NnSession            *session,
                                          ImagettePlan         *plan);

G_END_DECLS
