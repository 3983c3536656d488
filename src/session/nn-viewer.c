/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "session/nn-viewer.h"

#include <pthread.h>
#include <stdatomic.h>
#include <string.h>
#include <time.h>

#include "session/nn-slot.h"

struct _NnViewer
{
  pthread_mutex_t lock;
  pthread_cond_t changed;
  NnViewRequest *waiting[NN_VIEW_N_KINDS]; /* under the lock, at most one of a kind */
  guint64 last_serial;                     /* the main thread's */

  /* Written under the lock, read between chunks without it. */
  _Atomic guint64 wanted[NN_VIEW_N_KINDS]; /* serial of the newest request; 0: none is wanted */
  atomic_int urgent;                       /* the most urgent kind that waits, NN_VIEW_N_KINDS if none */
  atomic_bool closed;

  atomic_int permille[NN_VIEW_N_KINDS];    /* done of what is in work, where somebody counts */

  NnSlot results[NN_VIEW_N_KINDS];
  NnWake wake;
  gpointer wake_data;
  pthread_t thread;

  /* Of the worker alone: an engine a kind, since one kind's work stands still in the middle
   * while another's is done. NULL before the first request. */
  NnDataset *dataset;
  NnBackend backend;
  NnEngine *engines[NN_VIEW_N_KINDS];
  NnNetworkSpec engine_specs[NN_VIEW_N_KINDS];
};

/* A request in work. */
typedef struct
{
  NnViewer *viewer;
  const NnViewRequest *request;
  double elsewhere;               /* seconds that went to more urgent ones */
} Work;

static void serve (NnViewer *self, NnViewRequest *request);

/* Requests and results */

NnViewRequest *
nn_view_request_new (NnViewKind            kind,
                     NnNetwork            *network,
                     const NnTrainingSpec *spec,
                     const NnPlace        *place,
                     NnProbe              *probe)
{
  NnViewRequest *request;

  g_return_val_if_fail (network != NULL && spec != NULL && place != NULL, NULL);
  g_return_val_if_fail (probe != NULL || kind >= NN_VIEW_EVALUATION, NULL);

  request = g_new0 (NnViewRequest, 1);
  request->kind = kind;
  request->network = nn_network_ref (network);
  request->spec = *spec;
  request->place = *place;
  request->probe = probe != NULL ? nn_probe_ref (probe) : NULL;
  request->study = nn_study_spec_default ();
  return request;
}

NnViewRequest *
nn_view_request_new_weight (NnBatchStep        *step,
                            const NnWeightSpec *spec)
{
  const NnMoment *before;
  NnViewRequest *request;

  g_return_val_if_fail (step != NULL && spec != NULL, NULL);

  before = step->before;
  request = g_new0 (NnViewRequest, 1);
  request->kind = NN_VIEW_WEIGHT;
  request->network = nn_network_ref (before->network);
  request->spec = before->spec;
  request->place = before->place;
  request->step = nn_batch_step_ref (step);
  request->weight = *spec;
  return request;
}

NnViewRequest *
nn_view_request_new_lesson (const NnClipLessonSpec *spec)
{
  NnViewRequest *request;

  g_return_val_if_fail (spec != NULL, NULL);

  request = g_new0 (NnViewRequest, 1);
  request->kind = NN_VIEW_CLIP_LESSON;
  request->lesson = *spec;
  return request;
}

void
nn_view_request_free (NnViewRequest *request)
{
  if (request == NULL)
    return;
  g_clear_pointer (&request->network, nn_network_unref);
  g_clear_pointer (&request->probe, nn_probe_unref);
  g_clear_pointer (&request->evaluation, nn_evaluation_unref);
  g_clear_pointer (&request->earlier, nn_digit_map_unref);
  g_clear_pointer (&request->step, nn_batch_step_unref);
  g_free (request);
}

void
nn_view_result_free (NnViewResult *result)
{
  if (result == NULL)
    return;
  g_clear_pointer (&result->frame, nn_frame_unref);
  g_clear_pointer (&result->evaluation, nn_evaluation_unref);
  if (result->study != NULL)
    nn_view_study_unref (result->kind, result->study);
  g_free (result);
}

gpointer
nn_view_study_ref (NnViewKind kind,
                   gpointer   study)
{
  switch (kind)
    {
    case NN_VIEW_WEIGHT:
      return nn_weight_look_ref (study);
    case NN_VIEW_OCCLUSION:
      return nn_occlusion_ref (study);
    case NN_VIEW_INVARIANCE:
      return nn_invariance_ref (study);
    case NN_VIEW_FEATURES:
      return nn_features_ref (study);
    case NN_VIEW_MAP:
      return nn_digit_map_ref (study);
    case NN_VIEW_EVOLUTION:
      return nn_evolution_column_ref (study);
    case NN_VIEW_MAXIMA:
      return nn_maxima_ref (study);
    case NN_VIEW_CLIP_LESSON:
      return nn_clip_lesson_ref (study);
    case NN_VIEW_LIVE:
    case NN_VIEW_PAST:
    case NN_VIEW_OCCLUDED:
    case NN_VIEW_TRANSFORMED:
    case NN_VIEW_EVALUATION:
    case NN_VIEW_N_KINDS:
    default:
      g_assert_not_reached ();
    }
}

void
nn_view_study_unref (NnViewKind kind,
                     gpointer   study)
{
  switch (kind)
    {
    case NN_VIEW_WEIGHT:
      nn_weight_look_unref (study);
      break;
    case NN_VIEW_OCCLUSION:
      nn_occlusion_unref (study);
      break;
    case NN_VIEW_INVARIANCE:
      nn_invariance_unref (study);
      break;
    case NN_VIEW_FEATURES:
      nn_features_unref (study);
      break;
    case NN_VIEW_MAP:
      nn_digit_map_unref (study);
      break;
    case NN_VIEW_EVOLUTION:
      nn_evolution_column_unref (study);
      break;
    case NN_VIEW_MAXIMA:
      nn_maxima_unref (study);
      break;
    case NN_VIEW_CLIP_LESSON:
      nn_clip_lesson_unref (study);
      break;
    case NN_VIEW_LIVE:
    case NN_VIEW_PAST:
    case NN_VIEW_OCCLUDED:
    case NN_VIEW_TRANSFORMED:
    case NN_VIEW_EVALUATION:
    case NN_VIEW_N_KINDS:
    default:
      g_assert_not_reached ();
    }
}

/* The worker */

/* Under the lock. */
static void
note_urgent (NnViewer *self)
{
  int kind = 0;

  while (kind < NN_VIEW_N_KINDS && self->waiting[kind] == NULL)
    kind++;
  atomic_store (&self->urgent, kind);
}

static gboolean
is_unwanted (NnViewer            *self,
             const NnViewRequest *request)
{
  return atomic_load (&self->wanted[request->kind]) != request->serial
         || atomic_load (&self->closed);
}

/* The most urgent request of those before limit, NULL if there is none. */
static NnViewRequest *
take_request (NnViewer *self,
              int       limit)
{
  NnViewRequest *request = NULL;

  pthread_mutex_lock (&self->lock);
  if (atomic_load (&self->urgent) < limit)
    {
      request = g_steal_pointer (&self->waiting[atomic_load (&self->urgent)]);
      note_urgent (self);
    }
  pthread_mutex_unlock (&self->lock);
  return request;
}

/* Of this thread's own time: what it waits for a processor is no cost to anybody. */
static double
seconds_worked (void)
{
  struct timespec time;

  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &time);
  return (double) time.tv_sec + (double) time.tv_nsec * 1e-9;
}

/* Between two chunks. */
static gboolean
is_cancelled_cb (gpointer data)
{
  Work *work = data;
  NnViewer *self = work->viewer;
  int kind = (int) work->request->kind;

  while (atomic_load (&self->urgent) < kind && !is_unwanted (self, work->request))
    {
      NnViewRequest *urgent = take_request (self, kind);
      double begin = seconds_worked ();

      if (urgent != NULL)
        serve (self, urgent);
      work->elsewhere += seconds_worked () - begin;
    }
  return is_unwanted (self, work->request);
}

static void
report_cb (double   part,
           gpointer data)
{
  Work *work = data;

  atomic_store (&work->viewer->permille[work->request->kind], (int) (1000 * part));
}

/* An engine is made for one shape of network; all moments of a run share it. NULL for what
 * has no network: a lesson brings engines of its own. */
static NnEngine *
get_engine (NnViewer            *self,
            const NnViewRequest *request)
{
  NnViewKind kind = request->kind;
  const NnNetworkSpec *spec;
  NnEngine **engine = &self->engines[kind];

  if (request->network == NULL)
    return NULL;
  spec = nn_network_get_spec (request->network);
  if (*engine != NULL && memcmp (&self->engine_specs[kind], spec, sizeof *spec) != 0)
    g_clear_pointer (engine, nn_engine_free);
  if (*engine == NULL)
    *engine = nn_engine_new (spec, self->backend, 1);
  self->engine_specs[kind] = *spec;
  return *engine;
}

static void
get_image (const NnProbe *probe,
           float         *image)
{
  for (int i = 0; i < NN_IMAGE_SIZE; i++)
    image[i] = probe->pixels[i] / 255.0f;
}

/* The probe, or what the hand has made of it. */
static void
get_held_image (const NnViewRequest *request,
                float               *image)
{
  const NnOccluder *occluder = &request->study.occluder;
  float still[NN_IMAGE_SIZE];

  get_image (request->probe, image);
  if (request->kind == NN_VIEW_OCCLUDED)
    nn_occlude (image, occluder->size, occluder->value, request->hold.row, request->hold.column);
  else if (request->kind == NN_VIEW_TRANSFORMED)
    {
      memcpy (still, image, sizeof still);
      nn_transform_image (image, still, &request->hold.transform);
    }
}

static NnFrame *
make_frame (NnEngine            *engine,
            const NnViewRequest *request)
{
  float image[NN_IMAGE_SIZE];
  NnFrame *frame;

  get_held_image (request, image);
  frame = nn_frame_new_for_image (engine, request->network, &request->spec, &request->place,
                                  request->probe, image);
  if (request->evaluation != NULL)
    {
      frame->evaluation = nn_evaluation_ref (request->evaluation);
      frame->evaluation_update = request->evaluation_update;
    }
  return frame;
}

/* result is taken. */
static void
send (NnViewer     *self,
      NnViewResult *result)
{
  nn_view_result_free (nn_slot_put (&self->results[result->kind], result));
  self->wake (self->wake_data);
}

static void
report_lesson_cb (NnClipLesson *lesson,
                  gpointer      data)
{
  Work *work = data;
  NnViewResult *result = g_new0 (NnViewResult, 1);

  result->kind = work->request->kind;
  result->serial = work->request->serial;
  result->study = lesson;
  send (work->viewer, result);
}

/* NULL if it was cancelled. */
static gpointer
study (NnEngine *engine,
       Work     *work)
{
  const NnViewRequest *request = work->request;
  NnDataset *dataset = work->viewer->dataset;
  NnOccluder occluder = request->study.occluder;
  float image[NN_IMAGE_SIZE];

  if (request->probe != NULL)
    get_image (request->probe, image);
  switch (request->kind)
    {
    case NN_VIEW_WEIGHT:
      return nn_weight_look_run (engine, dataset, request->step, &request->weight,
                                 is_cancelled_cb, work);
    case NN_VIEW_OCCLUSION:
      occluder.label = request->probe->label;
      return nn_occlusion_run (engine, request->network, image, &occluder, is_cancelled_cb, work);
    case NN_VIEW_INVARIANCE:
      return nn_invariance_run (engine, request->network, image, request->probe->label,
                                is_cancelled_cb, work);
    case NN_VIEW_FEATURES:
      return nn_features_run (engine, request->network, &request->place, dataset,
                              request->study.set, request->units, is_cancelled_cb, work);
    case NN_VIEW_MAP:
      return nn_digit_map_run (engine, request->network, &request->place, dataset,
                               request->study.map_layer, request->earlier, is_cancelled_cb,
                               work);
    case NN_VIEW_EVOLUTION:
      return nn_evolution_column_run (engine, request->network, &request->place, dataset,
                                      is_cancelled_cb, work);
    case NN_VIEW_MAXIMA:
      return nn_maxima_run (engine, request->network, &request->place,
                            request->study.maxima_layer, &request->study.maximiser,
                            is_cancelled_cb, report_cb, work);
    case NN_VIEW_CLIP_LESSON:
      return nn_clip_lesson_run (dataset, &request->lesson, work->viewer->backend,
                                 report_lesson_cb, is_cancelled_cb, work);
    case NN_VIEW_LIVE:
    case NN_VIEW_PAST:
    case NN_VIEW_OCCLUDED:
    case NN_VIEW_TRANSFORMED:
    case NN_VIEW_EVALUATION:
    case NN_VIEW_N_KINDS:
    default:
      g_assert_not_reached ();
    }
}

/* FALSE if it was cancelled. */
static gboolean
answer (NnEngine     *engine,
        Work         *work,
        NnViewResult *result)
{
  const NnViewRequest *request = work->request;
  const NnImages *test = &work->viewer->dataset->test;

  if (request->kind <= NN_VIEW_TRANSFORMED)
    result->frame = make_frame (engine, request);
  else if (request->kind == NN_VIEW_EVALUATION)
    result->evaluation = nn_evaluation_run (engine, request->network, test->pixels, test->labels,
                                            test->n, is_cancelled_cb, work);
  else
    result->study = study (engine, work);
  return result->frame != NULL || result->evaluation != NULL || result->study != NULL;
}

/* Takes request; answers it unless it is cancelled. */
static void
serve (NnViewer      *self,
       NnViewRequest *request)
{
  NnEngine *engine = get_engine (self, request);
  double begin = seconds_worked ();
  Work work = { self, request, 0 };
  NnViewResult *result = g_new0 (NnViewResult, 1);

  atomic_store (&self->permille[request->kind], 0);
  result->kind = request->kind;
  result->serial = request->serial;
  if (!answer (engine, &work, result))
    g_clear_pointer (&result, nn_view_result_free);
  nn_view_request_free (request);
  if (result == NULL)
    return;
  result->seconds = seconds_worked () - begin - work.elsewhere;
  send (self, result);
}

/* FALSE when the viewer is closed. */
static gboolean
wait_for_request (NnViewer *self)
{
  pthread_mutex_lock (&self->lock);
  while (atomic_load (&self->urgent) == NN_VIEW_N_KINDS && !atomic_load (&self->closed))
    pthread_cond_wait (&self->changed, &self->lock);
  pthread_mutex_unlock (&self->lock);
  return !atomic_load (&self->closed);
}

static void *
viewer_thread (void *data)
{
  NnViewer *self = data;

  while (wait_for_request (self))
    {
      NnViewRequest *request = take_request (self, NN_VIEW_N_KINDS);

      if (request != NULL)
        serve (self, request);
    }
  for (int kind = 0; kind < NN_VIEW_N_KINDS; kind++)
    g_clear_pointer (&self->engines[kind], nn_engine_free);
  return NULL;
}

/* Main thread */

NnViewer *
nn_viewer_new (NnDataset *dataset,
               NnBackend  backend,
               NnWake     wake,
               gpointer   data)
{
  NnViewer *self;

  g_return_val_if_fail (dataset != NULL && wake != NULL, NULL);

  self = g_new0 (NnViewer, 1);
  pthread_mutex_init (&self->lock, NULL);
  pthread_cond_init (&self->changed, NULL);
  atomic_store (&self->urgent, NN_VIEW_N_KINDS);
  self->wake = wake;
  self->wake_data = data;
  self->dataset = nn_dataset_ref (dataset);
  self->backend = backend;
  if (pthread_create (&self->thread, NULL, viewer_thread, self) != 0)
    g_error ("no thread to look with");
  pthread_setname_np (self->thread, "viewer");
  return self;
}

void
nn_viewer_free (NnViewer *viewer)
{
  if (viewer == NULL)
    return;
  pthread_mutex_lock (&viewer->lock);
  atomic_store (&viewer->closed, true);
  pthread_cond_signal (&viewer->changed);
  pthread_mutex_unlock (&viewer->lock);
  pthread_join (viewer->thread, NULL);

  for (int kind = 0; kind < NN_VIEW_N_KINDS; kind++)
    {
      nn_view_request_free (viewer->waiting[kind]);
      nn_view_result_free (nn_slot_take (&viewer->results[kind]));
    }
  pthread_cond_destroy (&viewer->changed);
  pthread_mutex_destroy (&viewer->lock);
  nn_dataset_unref (viewer->dataset);
  g_free (viewer);
}

guint64
nn_viewer_ask (NnViewer      *viewer,
               NnViewRequest *request)
{
  NnViewKind kind;
  guint64 serial;

  g_return_val_if_fail (viewer != NULL && request != NULL, 0);

  kind = request->kind;
  serial = request->serial = ++viewer->last_serial;
  atomic_store (&viewer->permille[kind], 0);
  pthread_mutex_lock (&viewer->lock);
  nn_view_request_free (viewer->waiting[kind]);
  viewer->waiting[kind] = request;
  atomic_store (&viewer->wanted[kind], serial);
  note_urgent (viewer);
  pthread_cond_signal (&viewer->changed);
  pthread_mutex_unlock (&viewer->lock);
  return serial;
}

void
nn_viewer_cancel (NnViewer   *viewer,
                  NnViewKind  kind)
{
  g_return_if_fail (viewer != NULL && kind < NN_VIEW_N_KINDS);

  pthread_mutex_lock (&viewer->lock);
  g_clear_pointer (&viewer->waiting[kind], nn_view_request_free);
  atomic_store (&viewer->wanted[kind], 0);
  note_urgent (viewer);
  pthread_mutex_unlock (&viewer->lock);
}

double
nn_viewer_get_part (NnViewer   *viewer,
                    NnViewKind  kind)
{
  g_return_val_if_fail (viewer != NULL && kind < NN_VIEW_N_KINDS, 0);

  return atomic_load (&viewer->permille[kind]) / 1000.0;
}

NnViewResult *
nn_viewer_take (NnViewer   *viewer,
                NnViewKind  kind)
{
  g_return_val_if_fail (viewer != NULL && kind < NN_VIEW_N_KINDS, NULL);

  return nn_slot_take (&viewer->results[kind]);
}
