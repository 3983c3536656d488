/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "session/nn-viewer.h"

#include <pthread.h>
#include <stdatomic.h>
#include <string.h>

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

  NnSlot results[NN_VIEW_N_KINDS];
  NnWake wake;
  gpointer wake_data;
  pthread_t thread;

  /* Of the worker alone. */
  NnDataset *dataset;
  NnBackend backend;
  NnEngine *engine;               /* for networks of engine_spec; NULL before the first request */
  NnNetworkSpec engine_spec;
  NnViewRequest *present;         /* the request in work */
};

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
  g_return_val_if_fail (probe != NULL || kind == NN_VIEW_EVALUATION, NULL);

  request = g_new0 (NnViewRequest, 1);
  request->kind = kind;
  request->network = nn_network_ref (network);
  request->spec = *spec;
  request->place = *place;
  request->probe = probe != NULL ? nn_probe_ref (probe) : NULL;
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
  g_free (request);
}

void
nn_view_result_free (NnViewResult *result)
{
  if (result == NULL)
    return;
  g_clear_pointer (&result->frame, nn_frame_unref);
  g_clear_pointer (&result->evaluation, nn_evaluation_unref);
  g_free (result);
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

static gboolean
is_cancelled_cb (gpointer data)
{
  NnViewer *self = data;

  return is_unwanted (self, self->present)
         || atomic_load (&self->urgent) < (int) self->present->kind;
}

/* An engine is made for one shape of network; all moments of a run share it. */
static NnEngine *
get_engine (NnViewer            *self,
            const NnNetworkSpec *spec)
{
  if (self->engine != NULL && memcmp (&self->engine_spec, spec, sizeof *spec) != 0)
    g_clear_pointer (&self->engine, nn_engine_free);
  if (self->engine == NULL)
    self->engine = nn_engine_new (spec, self->backend, 1);
  self->engine_spec = *spec;
  return self->engine;
}

/* NULL if it was cancelled. */
static NnViewResult *
answer (NnViewer            *self,
        const NnViewRequest *request)
{
  NnEngine *engine = get_engine (self, nn_network_get_spec (request->network));
  const NnImages *test = &self->dataset->test;
  NnViewResult *result = g_new0 (NnViewResult, 1);

  result->kind = request->kind;
  result->serial = request->serial;
  if (request->kind == NN_VIEW_EVALUATION)
    {
      result->evaluation = nn_evaluation_run (engine, request->network, test->pixels, test->labels,
                                              test->n, is_cancelled_cb, self);
      if (result->evaluation == NULL)
        g_clear_pointer (&result, nn_view_result_free);
      return result;
    }
  result->frame = nn_frame_new (engine, request->network, &request->spec, &request->place,
                                request->probe);
  if (request->evaluation != NULL)
    {
      result->frame->evaluation = nn_evaluation_ref (request->evaluation);
      result->frame->evaluation_update = request->evaluation_update;
    }
  return result;
}

/* The most urgent request, when there is one; NULL when the viewer is closed. */
static NnViewRequest *
wait_for_request (NnViewer *self)
{
  NnViewRequest *request = NULL;

  pthread_mutex_lock (&self->lock);
  while (atomic_load (&self->urgent) == NN_VIEW_N_KINDS && !atomic_load (&self->closed))
    pthread_cond_wait (&self->changed, &self->lock);
  if (!atomic_load (&self->closed))
    {
      request = g_steal_pointer (&self->waiting[atomic_load (&self->urgent)]);
      note_urgent (self);
    }
  pthread_mutex_unlock (&self->lock);
  return request;
}

/* Something more urgent came between: once more, unless it has been replaced. */
static void
put_back (NnViewer      *self,
          NnViewRequest *request)
{
  pthread_mutex_lock (&self->lock);
  if (self->waiting[request->kind] == NULL && !is_unwanted (self, request))
    self->waiting[request->kind] = g_steal_pointer (&request);
  note_urgent (self);
  pthread_mutex_unlock (&self->lock);
  nn_view_request_free (request);
}

static void *
viewer_thread (void *data)
{
  NnViewer *self = data;

  while ((self->present = wait_for_request (self)) != NULL)
    {
      NnViewResult *result = answer (self, self->present);

      if (result == NULL)
        {
          put_back (self, g_steal_pointer (&self->present));
          continue;
        }
      g_clear_pointer (&self->present, nn_view_request_free);
      nn_view_result_free (nn_slot_put (&self->results[result->kind], result));
      self->wake (self->wake_data);
    }
  g_clear_pointer (&self->engine, nn_engine_free);
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

NnViewResult *
nn_viewer_take (NnViewer   *viewer,
                NnViewKind  kind)
{
  g_return_val_if_fail (viewer != NULL && kind < NN_VIEW_N_KINDS, NULL);

  return nn_slot_take (&viewer->results[kind]);
}
