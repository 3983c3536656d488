/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "session/nn-batch-step.h"

#include "base/nn-ref.h"

NnBatchStep *
nn_batch_step_new (NnTraining *training)
{
  NnBatchStep *step;
  const guint32 *indices;
  guint n;

  g_return_val_if_fail (training != NULL, NULL);

  step = g_new0 (NnBatchStep, 1);
  nn_ref_init (&step->ref_count);
  step->before = nn_training_capture (training, NULL);
  indices = nn_training_get_next_batch (training, &n);
  step->n = (int) n;
  step->indices = g_memdup2 (indices, n * sizeof *indices);
  return step;
}

NnBatchStep *
nn_batch_step_ref (NnBatchStep *step)
{
  g_return_val_if_fail (step != NULL, NULL);

  nn_ref_inc (&step->ref_count);
  return step;
}

void
nn_batch_step_unref (NnBatchStep *step)
{
  g_return_if_fail (step != NULL);

  if (!nn_ref_dec (&step->ref_count))
    return;
  nn_moment_unref (step->before);
  g_free (step->indices);
  g_free (step);
}
