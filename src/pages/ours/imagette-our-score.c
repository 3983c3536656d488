/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pages/ours/imagette-our-score.h"

#include <gio/gio.h>

#define DRAWING_SIZE (NN_DIGIT_N_WAYS * NN_IMAGE_SIZE)

typedef struct
{
  NnFrame *frame;
  NnImages sets[NN_DIGIT_N_WAYS];
  guint8 *drawing;                /* NULL: none */
} Job;

struct _ImagetteOurScore
{
  GObject parent_instance;

  ImagetteOurAnswer *answer;
  GCancellable *busy;             /* of the job in work; NULL: none is */
  Job *next;
};

enum { CHANGED, N_SIGNALS };
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (ImagetteOurScore, imagette_our_score, G_TYPE_OBJECT)

static void
job_free (Job *job)
{
  nn_frame_unref (job->frame);
  for (int way = 0; way < NN_DIGIT_N_WAYS; way++)
    {
      g_free (job->sets[way].pixels);
      g_free (job->sets[way].labels);
    }
  g_free (job->drawing);
  g_free (job);
}

static void
answer_free (ImagetteOurAnswer *answer)
{
  for (int way = 0; way < NN_DIGIT_N_WAYS; way++)
    g_clear_pointer (&answer->sets[way], nn_evaluation_unref);
  g_clear_pointer (&answer->drawing, nn_evaluation_unref);
  g_free (answer);
}

/* ---- in the thread ---- */

static gboolean
cancelled (gpointer cancellable)
{
  return g_cancellable_is_cancelled (cancellable);
}

static void
job_thread (GTask        *task,
            gpointer      source,
            gpointer      data,
            GCancellable *cancellable)
{
  const Job *job = data;
  ImagetteOurAnswer *answer = g_new0 (ImagetteOurAnswer, 1);
  g_autoptr (NnEngine) engine
    = nn_engine_new (nn_network_get_spec (job->frame->network), nn_backend_best (), 1);
  const guint8 none[NN_DIGIT_N_WAYS] = { 0 };

  for (int way = 0; way < NN_DIGIT_N_WAYS; way++)
    if (job->sets[way].n > 0)
      answer->sets[way] = nn_evaluation_run (engine, job->frame->network, job->sets[way].pixels,
                                             job->sets[way].labels, job->sets[way].n, cancelled,
                                             cancellable);
  if (job->drawing != NULL)
    answer->drawing = nn_evaluation_run (engine, job->frame->network, job->drawing, none,
                                         NN_DIGIT_N_WAYS, cancelled, cancellable);
  g_task_return_pointer (task, answer, (GDestroyNotify) answer_free);
}

/* ---- and out of it ---- */

static void start (ImagetteOurScore *self,
                   Job              *job);

static void
done_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      data)
{
  ImagetteOurScore *self = IMAGETTE_OUR_SCORE (source);
  ImagetteOurAnswer *answer = g_task_propagate_pointer (G_TASK (result), NULL);

  g_clear_object (&self->busy);
  if (self->next != NULL)
    start (self, g_steal_pointer (&self->next));
  if (answer == NULL)
    return;
  g_clear_pointer (&self->answer, answer_free);
  self->answer = answer;
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
start (ImagetteOurScore *self,
       Job              *job)
{
  g_autoptr (GTask) task = NULL;

  self->busy = g_cancellable_new ();
  task = g_task_new (self, self->busy, done_cb, NULL);
  g_task_set_task_data (task, job, (GDestroyNotify) job_free);
  g_task_run_in_thread (task, job_thread);
}

/* ---- life ---- */

static void
imagette_our_score_dispose (GObject *object)
{
  ImagetteOurScore *self = IMAGETTE_OUR_SCORE (object);

  if (self->busy != NULL)
    g_cancellable_cancel (self->busy);
  g_clear_object (&self->busy);
  g_clear_pointer (&self->next, job_free);
  g_clear_pointer (&self->answer, answer_free);

  G_OBJECT_CLASS (imagette_our_score_parent_class)->dispose (object);
}

static void
imagette_our_score_class_init (ImagetteOurScoreClass *class)
{
  G_OBJECT_CLASS (class)->dispose = imagette_our_score_dispose;
  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (class), G_SIGNAL_RUN_LAST, 0,
                                   NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
imagette_our_score_init (ImagetteOurScore *self)
{
}

ImagetteOurScore *
imagette_our_score_new (void)
{
  return g_object_new (IMAGETTE_TYPE_OUR_SCORE, NULL);
}

void
imagette_our_score_ask (ImagetteOurScore  *self,
                        NnFrame           *frame,
                        const NnOurDigits *digits,
                        const guint8      *drawing)
{
  Job *job;

  g_return_if_fail (IMAGETTE_IS_OUR_SCORE (self) && frame != NULL);

  job = g_new0 (Job, 1);
  job->frame = nn_frame_ref (frame);
  for (int way = 0; digits != NULL && way < NN_DIGIT_N_WAYS; way++)
    nn_our_digits_dup_images (digits, (NnDigitWay) way, &job->sets[way]);
  if (drawing != NULL)
    job->drawing = g_memdup2 (drawing, DRAWING_SIZE);
  if (self->busy == NULL)
    start (self, job);
  else
    {
      g_clear_pointer (&self->next, job_free);
      self->next = job;
    }
}

const ImagetteOurAnswer *
imagette_our_score_get_answer (ImagetteOurScore *self)
{
  g_return_val_if_fail (IMAGETTE_IS_OUR_SCORE (self), NULL);
  return self->answer;
}

gboolean
imagette_our_score_is_settled (ImagetteOurScore *self)
{
  g_return_val_if_fail (IMAGETTE_IS_OUR_SCORE (self), FALSE);
  return self->busy == NULL;
}
