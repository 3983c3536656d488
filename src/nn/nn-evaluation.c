/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "nn/nn-evaluation.h"

#include "base/nn-ref.h"
#include "kernels/reference/elementary.h"

/* A few milliseconds between two questions whether to go on. */
static guint
chunk_size (NnEngine *engine)
{
  return nn_engine_get_backend (engine) >= NN_BACKEND_BASELINE ? 512 : 16;
}

/* What one image's logits say; everything in double, ties to the lower class. */
static void
add_image (NnEvaluation *self,
           guint         index,
           const float  *logits,
           guint8        label)
{
  int best = logits[1] > logits[0] ? 1 : 0;
  int second = 1 - best;
  double sum = 0;

  for (int c = 2; c < NN_CLASSES; c++)
    if (logits[c] > logits[best])
      {
        second = best;
        best = c;
      }
    else if (logits[c] > logits[second])
      second = c;
  for (int c = 0; c < NN_CLASSES; c++)
    sum += nnk_ref_exp ((double) logits[c] - logits[best]);

  self->predicted[index] = (guint8) best;
  self->probability[index] = (float) (1 / sum);
  self->margin[index] = logits[best] - logits[second];
  self->confusion[label][best]++;
  self->correct += best == label;
  self->loss += ((double) logits[best] - logits[label]) + nnk_ref_log (sum);
}

NnEvaluation *
nn_evaluation_run (NnEngine        *engine,
                   const NnNetwork *network,
                   const guint8    *pixels,
                   const guint8    *labels,
                   guint            n,
                   gboolean       (*cancelled) (gpointer data),
                   gpointer         data)
{
  g_autoptr (NnEvaluation) self = NULL;
  g_autofree float *logits = NULL;
  guint chunk;

  g_return_val_if_fail (engine != NULL && network != NULL, NULL);
  g_return_val_if_fail (n == 0 || (pixels != NULL && labels != NULL), NULL);

  self = g_new0 (NnEvaluation, 1);
  nn_ref_init (&self->ref_count);
  self->n = n;
  self->predicted = g_new0 (guint8, n);
  self->probability = g_new0 (float, n);
  self->margin = g_new0 (float, n);

  chunk = chunk_size (engine);
  logits = g_new (float, chunk * NN_CLASSES);
  for (guint first = 0; first < n; first += chunk)
    {
      const guint count = MIN (chunk, n - first);

      if (cancelled != NULL && cancelled (data))
        return NULL;
      nn_engine_predict (engine, network, pixels + (gsize) first * NN_IMAGE_SIZE, (int) count, logits);
      for (guint i = 0; i < count; i++)
        {
          g_return_val_if_fail (labels[first + i] < NN_CLASSES, NULL);
          add_image (self, first + i, logits + i * NN_CLASSES, labels[first + i]);
        }
    }
  if (n > 0)
    self->loss /= n;
  return g_steal_pointer (&self);
}

NnEvaluation *
nn_evaluation_ref (NnEvaluation *evaluation)
{
  g_return_val_if_fail (evaluation != NULL, NULL);

  nn_ref_inc (&evaluation->ref_count);
  return evaluation;
}

void
nn_evaluation_unref (NnEvaluation *evaluation)
{
  g_return_if_fail (evaluation != NULL);

  if (!nn_ref_dec (&evaluation->ref_count))
    return;
  g_free (evaluation->predicted);
  g_free (evaluation->probability);
  g_free (evaluation->margin);
  g_free (evaluation);
}
