/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "session/nn-look.h"

/* What the viewer was asked for and has not answered yet. The references keep
 * an address from being given to something else. */
typedef struct
{
  guint64 serial;                 /* 0: nothing */
  NnNetwork *network;
  NnProbe *probe;
  NnEvaluation *evaluation;
} Asked;

struct _NnLook
{
  NnViewer *viewer;
  NnFrame *live, *past, *shown;
  NnProbe *probe;
  NnMoment *moment;               /* NULL: now */
  NnEvaluation *evaluation;       /* of the moment, made by the viewer where it has none of its own */
  gboolean running;
  Asked asked[NN_VIEW_N_KINDS];
};

static void
forget_asked (Asked *asked)
{
  asked->serial = 0;
  g_clear_pointer (&asked->network, nn_network_unref);
  g_clear_pointer (&asked->probe, nn_probe_unref);
  g_clear_pointer (&asked->evaluation, nn_evaluation_unref);
}

/* Takes request; drops it if the very same is on its way. */
static void
ask (NnLook        *self,
     NnViewRequest *request)
{
  Asked *asked = &self->asked[request->kind];

  if (asked->serial != 0 && asked->network == request->network && asked->probe == request->probe
      && asked->evaluation == request->evaluation)
    {
      nn_view_request_free (request);
      return;
    }
  forget_asked (asked);
  asked->network = nn_network_ref (request->network);
  asked->probe = request->probe != NULL ? nn_probe_ref (request->probe) : NULL;
  asked->evaluation = request->evaluation != NULL ? nn_evaluation_ref (request->evaluation) : NULL;
  asked->serial = nn_viewer_ask (self->viewer, request);
}

static void
stop_asking (NnLook     *self,
             NnViewKind  kind)
{
  nn_viewer_cancel (self->viewer, kind);
  forget_asked (&self->asked[kind]);
}

static void
ask_for_frame (NnLook               *self,
               NnViewKind            kind,
               NnNetwork            *network,
               const NnTrainingSpec *spec,
               const NnPlace        *place,
               NnEvaluation         *evaluation,
               guint64               evaluation_update)
{
  NnViewRequest *request = nn_view_request_new (kind, network, spec, place, self->probe);

  if (evaluation != NULL)
    {
      request->evaluation = nn_evaluation_ref (evaluation);
      request->evaluation_update = evaluation_update;
    }
  ask (self, request);
}

static void
ask_for_live (NnLook *self)
{
  NnFrame *live = self->live;

  if (live == NULL || self->running || live->probe == self->probe)
    return;
  ask_for_frame (self, NN_VIEW_LIVE, live->network, &live->spec, &live->place, live->evaluation,
                 live->evaluation_update);
}

static void
ask_for_past (NnLook *self)
{
  NnMoment *moment = self->moment;
  NnEvaluation *evaluation;

  if (moment == NULL)
    return;
  evaluation = moment->evaluation != NULL ? moment->evaluation : self->evaluation;
  if (self->past == NULL || self->past->network != moment->network
      || self->past->probe != self->probe || self->past->evaluation != evaluation)
    ask_for_frame (self, NN_VIEW_PAST, moment->network, &moment->spec, &moment->place, evaluation,
                   moment->place.update);
  if (evaluation == NULL)
    ask (self, nn_view_request_new (NN_VIEW_EVALUATION, moment->network, &moment->spec,
                                    &moment->place, NULL));
}

static void
update_shown (NnLook *self)
{
  NnFrame *frame = self->live;

  if (self->moment != NULL)
    {
      if (self->past == NULL || self->past->network != self->moment->network)
        return;
      frame = self->past;
    }
  if (frame == NULL || frame == self->shown)
    return;
  g_clear_pointer (&self->shown, nn_frame_unref);
  self->shown = nn_frame_ref (frame);
}

static void
update (NnLook *self)
{
  ask_for_live (self);
  ask_for_past (self);
  update_shown (self);
}

static void
replace_frame (NnFrame **frame,
               NnFrame  *with)
{
  nn_frame_ref (with);
  g_clear_pointer (frame, nn_frame_unref);
  *frame = with;
}

static gboolean
take_view (NnLook     *self,
           NnViewKind  kind)
{
  g_autoptr (NnViewResult) result = nn_viewer_take (self->viewer, kind);
  gboolean newest;

  if (result == NULL)
    return FALSE;
  newest = result->serial == self->asked[kind].serial;
  if (newest)
    forget_asked (&self->asked[kind]);

  /* An answer for an older probe is better than none while somebody draws;
   * one for weights that have moved on is of no use. */
  if (kind == NN_VIEW_LIVE && !self->running && result->frame->network == self->live->network)
    replace_frame (&self->live, result->frame);
  else if (kind == NN_VIEW_PAST && self->moment != NULL
           && result->frame->network == self->moment->network)
    replace_frame (&self->past, result->frame);
  else if (kind == NN_VIEW_EVALUATION && newest)
    self->evaluation = g_steal_pointer (&result->evaluation);
  return TRUE;
}

gboolean
nn_look_take (NnLook *look)
{
  gboolean taken = FALSE;

  taken |= take_view (look, NN_VIEW_LIVE);
  taken |= take_view (look, NN_VIEW_PAST);
  taken |= take_view (look, NN_VIEW_EVALUATION);
  if (taken)
    update (look);
  return taken;
}

void
nn_look_set_live (NnLook  *look,
                  NnFrame *frame)
{
  replace_frame (&look->live, frame);
  update (look);
}

void
nn_look_set_running (NnLook   *look,
                     gboolean  running)
{
  look->running = running;
  update (look);
}

void
nn_look_set_probe (NnLook  *look,
                   NnProbe *probe)
{
  nn_probe_ref (probe);
  nn_probe_unref (look->probe);
  look->probe = probe;
  update (look);
}

void
nn_look_set_moment (NnLook   *look,
                    NnMoment *moment)
{
  if (moment == look->moment)
    return;
  if (moment != NULL)
    nn_moment_ref (moment);
  g_clear_pointer (&look->moment, nn_moment_unref);
  g_clear_pointer (&look->evaluation, nn_evaluation_unref);
  look->moment = moment;
  stop_asking (look, NN_VIEW_PAST);
  stop_asking (look, NN_VIEW_EVALUATION);
  update (look);
}

NnViewer *
nn_look_get_viewer (NnLook *look)
{
  return look->viewer;
}

NnFrame *
nn_look_get_live (NnLook *look)
{
  return look->live;
}

NnFrame *
nn_look_get_shown (NnLook *look)
{
  return look->shown;
}

NnProbe *
nn_look_get_probe (NnLook *look)
{
  return look->probe;
}

NnMoment *
nn_look_get_moment (NnLook *look)
{
  return look->moment;
}

NnLook *
nn_look_new (NnDataset *dataset,
             NnBackend  backend,
             NnProbe   *probe,
             NnWake     wake,
             gpointer   data)
{
  NnLook *look = g_new0 (NnLook, 1);

  look->probe = nn_probe_ref (probe);
  look->viewer = nn_viewer_new (dataset, backend, wake, data);
  return look;
}

void
nn_look_free (NnLook *look)
{
  if (look == NULL)
    return;
  nn_viewer_free (look->viewer);
  for (int kind = 0; kind < NN_VIEW_N_KINDS; kind++)
    forget_asked (&look->asked[kind]);
  g_clear_pointer (&look->live, nn_frame_unref);
  g_clear_pointer (&look->past, nn_frame_unref);
  g_clear_pointer (&look->shown, nn_frame_unref);
  g_clear_pointer (&look->moment, nn_moment_unref);
  g_clear_pointer (&look->evaluation, nn_evaluation_unref);
  nn_probe_unref (look->probe);
  g_free (look);
}
