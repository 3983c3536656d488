/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "session/nn-lesson-spec.h"

#include <glib/gi18n-lib.h>
#include <math.h>

gboolean
nn_lesson_has_spec (const NnLesson *lesson)
{
  g_return_val_if_fail (lesson != NULL, FALSE);

  return lesson->has_seed || lesson->network != NULL || lesson->activation != NULL
         || lesson->optimizer != NULL || !isnan (lesson->rate) || !isnan (lesson->momentum)
         || !isnan (lesson->weight_decay) || !isnan (lesson->rms_clip) || lesson->batch > 0
         || lesson->hold_out >= 0;
}

static void
take (float *to,
      float  from)
{
  if (!isnan (from))
    *to = from;
}

gboolean
nn_lesson_get_spec (const NnLesson *lesson,
                    NnTrainingSpec *spec,
                    GError        **error)
{
  NnOptimizerKind kind;

  g_return_val_if_fail (lesson != NULL && spec != NULL, FALSE);

  *spec = nn_training_spec_default ();
  if (lesson->network != NULL && !nn_network_spec_from_string (&spec->network, lesson->network))
    return nn_lesson_fail (lesson, 0, "network", _("“lenet” or “mlp-784-…-10” of sane widths"),
                           lesson->network, error);
  if (g_strcmp0 (lesson->activation, "tanh") == 0)
    spec->network.activation = NN_ACTIVATION_TANH;
  else if (lesson->activation != NULL && !g_str_equal (lesson->activation, "relu"))
    return nn_lesson_fail (lesson, 0, "activation", _("“relu” or “tanh”"), lesson->activation,
                           error);
  if (lesson->optimizer != NULL)
    {
      if (!nn_optimizer_kind_from_string (&kind, lesson->optimizer))
        return nn_lesson_fail (lesson, 0, "optimizer", _("“sgd”, “momentum” or “adam”"),
                               lesson->optimizer, error);
      spec->hyper = nn_hyper_default (kind);
    }
  take (&spec->hyper.rate, lesson->rate);
  take (&spec->hyper.momentum, lesson->momentum);
  take (&spec->hyper.weight_decay, lesson->weight_decay);
  take (&spec->hyper.rms_clip, lesson->rms_clip);
  if (lesson->has_seed)
    spec->seed = lesson->seed;
  if (lesson->batch > 0)
    spec->batch = lesson->batch;
  if (lesson->hold_out >= 0)
    spec->hold_out = (guint) lesson->hold_out;
  return TRUE;
}

void
nn_lesson_set_spec (NnLesson             *lesson,
                    const NnTrainingSpec *spec)
{
  g_return_if_fail (lesson != NULL && spec != NULL);

  lesson->has_seed = TRUE;
  lesson->seed = spec->seed;
  g_free (lesson->network);
  lesson->network = nn_network_spec_to_string (&spec->network);
  g_free (lesson->activation);
  lesson->activation = g_strdup (spec->network.activation == NN_ACTIVATION_TANH ? "tanh" : "relu");
  g_free (lesson->optimizer);
  lesson->optimizer = g_strdup (nn_optimizer_kind_to_string (spec->hyper.kind));
  lesson->rate = spec->hyper.rate;
  lesson->momentum = spec->hyper.momentum;
  lesson->weight_decay = spec->hyper.weight_decay;
  lesson->rms_clip = spec->hyper.rms_clip;
  lesson->batch = spec->batch;
  lesson->hold_out = spec->hold_out;
}
