/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pages/imagette-plan.h"

#define LENET_PARAMETERS 61706    /* the rival gets about as many */

struct _ImagettePlan
{
  GObject parent_instance;

  NnTrainingSpec spec;
};

enum { CHANGED, N_SIGNALS };
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (ImagettePlan, imagette_plan, G_TYPE_OBJECT)

static void
imagette_plan_class_init (ImagettePlanClass *class)
{
  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (class), G_SIGNAL_RUN_LAST, 0,
                                   NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
imagette_plan_init (ImagettePlan *self)
{
  self->spec = nn_training_spec_default ();
}

ImagettePlan *
imagette_plan_new (void)
{
  return g_object_new (IMAGETTE_TYPE_PLAN, NULL);
}

const NnTrainingSpec *
imagette_plan_get_spec (ImagettePlan *self)
{
  g_return_val_if_fail (IMAGETTE_IS_PLAN (self), NULL);
  return &self->spec;
}

void
imagette_plan_set_spec (ImagettePlan         *self,
                        const NnTrainingSpec *spec)
{
  g_return_if_fail (IMAGETTE_IS_PLAN (self));

  if (!imagette_plan_differs (self, spec))
    return;
  self->spec = *spec;
  g_signal_emit (self, signals[CHANGED], 0);
}

void
imagette_plan_set_network (ImagettePlan  *self,
                           NnArchitecture architecture,
                           NnActivation   activation)
{
  NnTrainingSpec spec;

  g_return_if_fail (IMAGETTE_IS_PLAN (self));

  spec = self->spec;
  if (architecture != spec.network.architecture)
    spec.network = architecture == NN_ARCHITECTURE_MLP ? nn_network_spec_rival (LENET_PARAMETERS)
                                                       : nn_training_spec_default ().network;
  spec.network.activation = activation;
  imagette_plan_set_spec (self, &spec);
}

gboolean
imagette_plan_differs (ImagettePlan         *self,
                       const NnTrainingSpec *spec)
{
  g_return_val_if_fail (IMAGETTE_IS_PLAN (self), FALSE);

  return self->spec.network.architecture != spec->network.architecture
         || self->spec.network.activation != spec->network.activation
         || self->spec.seed != spec->seed || self->spec.hold_out != spec->hold_out;
}
