/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "session/nn-training.h"

#include <glib-object.h>

G_BEGIN_DECLS

/* What the next start will be: network, activation, seed, hold-out. Edited on the
 * Train page, used by "start again" from any page. The hyper-parameters are not
 * planned: they hold from the next batch, and the session knows them.
 *
 * Signals: "changed" ()
 */
#define IMAGETTE_TYPE_PLAN (imagette_plan_get_type ())
G_DECLARE_FINAL_TYPE (ImagettePlan, imagette_plan, IMAGETTE, PLAN, GObject)

ImagettePlan         *imagette_plan_new      (void);
const NnTrainingSpec *imagette_plan_get_spec (ImagettePlan         *self);
void                  imagette_plan_set_spec (ImagettePlan         *self,
                                              const NnTrainingSpec *spec);
/* LeNet, or the rival with about as many parameters. */
void                  imagette_plan_set_network (ImagettePlan      *self,
                                              NnArchitecture        architecture,
                                              NnActivation          activation);
/* TRUE if a start by the plan would be another one than spec's. */
gboolean              imagette_plan_differs  (ImagettePlan         *self,
                                              const NnTrainingSpec *spec);

G_END_DECLS
