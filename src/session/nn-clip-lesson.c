/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "session/nn-clip-lesson.h"

#include <math.h>

#include "base/nn-ref.h"

#define RATE 0.05f
#define RADIUS 0.2f
#define INTERVAL (G_USEC_PER_SEC / 10) /* between two that are reported */

NnClipLessonSpec
nn_clip_lesson_spec_default (const NnTrainingSpec *run,
                             const NnDataset      *dataset)
{
  NnClipLessonSpec spec = { .training = nn_training_spec_default () };

  g_return_val_if_fail (run != NULL && dataset != NULL, spec);

  spec.training.seed = run->seed;
  if (run->network.architecture == NN_ARCHITECTURE_LENET)
    spec.training.network = run->network;
  spec.training.hyper = nn_hyper_default (NN_OPTIMIZER_MOMENTUM);
  spec.training.hyper.rate = RATE;
  spec.training.hyper.rms_clip = RADIUS;
  spec.updates = MAX (1, (dataset->train.n + spec.training.batch - 1) / spec.training.batch);
  return spec;
}

/* The lesson as it stands: copies, which no update will touch. */
static NnClipLesson *
capture (const NnClipLessonSpec *spec,
         guint64                 update,
         NnTraining            **trainings,
         const guint64          *diverged)
{
  NnClipLesson *self = g_new0 (NnClipLesson, 1);

  nn_ref_init (&self->ref_count);
  self->spec = *spec;
  self->update = update;
  for (int side = 0; side < NN_CLIP_N_HALVES; side++)
    {
      self->halves[side].network = nn_network_copy (nn_training_get_network (trainings[side]));
      self->halves[side].diverged = diverged[side];
    }
  return self;
}

/* FALSE if cancelled. */
static gboolean
judge (NnClipHalf *half,
       NnTraining *training,
       gboolean  (*cancelled) (gpointer data),
       gpointer    data)
{
  const NnImages *test = &nn_training_get_dataset (training)->test;
  const NnLayer *c1 = nn_network_find_layer (half->network, "c1");
  int layer = (int) (c1 - nn_network_get_layers (half->network, NULL));

  half->evaluation = nn_training_evaluate (training, cancelled, data);
  return half->evaluation != NULL
         && nn_strongest_run (nn_training_get_engine (training), half->network, test->pixels,
                              test->n, &layer, 1, &half->c1, cancelled, data);
}

/* FALSE if cancelled. */
static gboolean
train (NnTraining            **trainings,
       const NnClipLessonSpec *spec,
       guint64                *diverged,
       void                  (*report) (NnClipLesson *lesson, gpointer data),
       gboolean              (*cancelled) (gpointer data),
       gpointer                data)
{
  gint64 next = 0;

  for (guint64 update = 0; update < spec->updates; update++)
    {
      gint64 now = g_get_monotonic_time ();

      if (now >= next)
        {
          report (capture (spec, update, trainings, diverged), data);
          next = now + INTERVAL;
        }
      for (int side = 0; side < NN_CLIP_N_HALVES; side++)
        {
          NnBatchResult result;

          if (cancelled (data))
            return FALSE;
          if (diverged[side] > 0)
            continue;
          nn_training_step (trainings[side], &result);
          if (!isfinite (result.loss))
            diverged[side] = update + 1;
        }
    }
  return TRUE;
}

NnClipLesson *
nn_clip_lesson_run (NnDataset              *dataset,
                    const NnClipLessonSpec *spec,
                    NnBackend               backend,
                    void                  (*report) (NnClipLesson *lesson, gpointer data),
                    gboolean              (*cancelled) (gpointer data),
                    gpointer                data)
{
  g_autoptr (NnTraining) without = NULL;
  g_autoptr (NnTraining) with = NULL;
  NnTraining *trainings[NN_CLIP_N_HALVES];
  guint64 diverged[NN_CLIP_N_HALVES] = { 0 };
  NnTrainingSpec training;
  g_autoptr (NnClipLesson) lesson = NULL;

  g_return_val_if_fail (dataset != NULL && spec != NULL, NULL);
  g_return_val_if_fail (report != NULL && cancelled != NULL, NULL);
  g_return_val_if_fail (spec->updates >= 1 && spec->training.hyper.rms_clip > 0, NULL);
  g_return_val_if_fail (spec->training.network.architecture == NN_ARCHITECTURE_LENET, NULL);

  training = spec->training;
  trainings[NN_CLIP_WITH] = with = nn_training_new (dataset, &training, backend, 1);
  training.hyper.rms_clip = 0;
  trainings[NN_CLIP_WITHOUT] = without = nn_training_new (dataset, &training, backend, 1);
  if (!train (trainings, spec, diverged, report, cancelled, data))
    return NULL;

  lesson = capture (spec, spec->updates, trainings, diverged);
  for (int side = 0; side < NN_CLIP_N_HALVES; side++)
    if (!judge (&lesson->halves[side], trainings[side], cancelled, data))
      return NULL;
  lesson->finished = TRUE;
  return g_steal_pointer (&lesson);
}

NnClipLesson *
nn_clip_lesson_ref (NnClipLesson *lesson)
{
  g_return_val_if_fail (lesson != NULL, NULL);

  nn_ref_inc (&lesson->ref_count);
  return lesson;
}

void
nn_clip_lesson_unref (NnClipLesson *lesson)
{
  g_return_if_fail (lesson != NULL);

  if (!nn_ref_dec (&lesson->ref_count))
    return;
  for (int side = 0; side < NN_CLIP_N_HALVES; side++)
    {
      NnClipHalf *half = &lesson->halves[side];

      g_clear_pointer (&half->network, nn_network_unref);
      g_clear_pointer (&half->c1, nn_strongest_unref);
      g_clear_pointer (&half->evaluation, nn_evaluation_unref);
    }
  g_free (lesson);
}
