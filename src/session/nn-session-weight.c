/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "session/nn-session-weight.h"

#include "session/nn-session-private.h"

static gboolean
is_in_network (const NnNetwork    *network,
               const NnWeightSpec *spec)
{
  int n;
  const NnParameter *parameters = nn_network_get_parameters (network, &n);

  return spec->parameter >= 0 && spec->parameter < n
         && spec->index < parameters[spec->parameter].size;
}

static void
forget_asked (NnSession *self)
{
  self->weight_serial = 0;
  g_clear_pointer (&self->weight_batch, nn_batch_step_unref);
}

static void
show (NnSession    *self,
      NnWeightLook *look)         /* taken; NULL: none */
{
  if (look == self->weight_look)
    return;
  g_clear_pointer (&self->weight_look, nn_weight_look_unref);
  self->weight_look = look;
  g_object_notify (G_OBJECT (self), "weight-look");
}

static gboolean
take (NnSession *self)
{
  g_autoptr (NnViewResult) result = nn_viewer_take (nn_look_get_viewer (self->look),
                                                    NN_VIEW_WEIGHT);

  if (result == NULL || result->serial != self->weight_serial)
    return FALSE;
  forget_asked (self);
  show (self, g_steal_pointer (&result->study));
  return TRUE;
}

/* What is to be looked at now; FALSE: nothing. */
static gboolean
choose (NnSession     *self,
        NnBatchStep  **batch,
        NnWeightSpec  *spec)
{
  *batch = nn_session_get_batch_step (self);
  *spec = self->weight;
  if (*batch == NULL || !is_in_network ((*batch)->before->network, spec))
    return FALSE;
  if (spec->image >= (*batch)->n)
    spec->image = -1;
  return TRUE;
}

gboolean
nn_session_update_weight (NnSession *session)
{
  const gboolean taken = take (session);
  NnWeightLook *look = session->weight_look;
  NnBatchStep *batch;
  NnWeightSpec spec;

  if (!choose (session, &batch, &spec))
    {
      if (session->weight_serial != 0)
        nn_viewer_cancel (nn_look_get_viewer (session->look), NN_VIEW_WEIGHT);
      forget_asked (session);
      show (session, NULL);
      return taken;
    }
  if (look != NULL && look->batch != batch)
    show (session, look = NULL);
  if (session->weight_serial != 0)
    {
      if (session->weight_batch == batch && nn_weight_spec_equal (&session->weight_asked, &spec))
        return taken;
    }
  else if (look != NULL && nn_weight_spec_equal (&look->spec, &spec))
    return taken;
  forget_asked (session);
  session->weight_asked = spec;
  session->weight_batch = nn_batch_step_ref (batch);
  session->weight_serial = nn_viewer_ask (nn_look_get_viewer (session->look),
                                          nn_view_request_new_weight (batch, &spec));
  return taken;
}

void
nn_session_set_weight (NnSession          *session,
                       const NnWeightSpec *spec)
{
  g_return_if_fail (NN_IS_SESSION (session) && spec != NULL);

  session->weight = *spec;
  g_object_freeze_notify (G_OBJECT (session));
  nn_session_update_weight (session);
  g_object_thaw_notify (G_OBJECT (session));
}

NnBatchStep *
nn_session_get_batch_step (NnSession *session)
{
  NnFrame *shown;

  g_return_val_if_fail (NN_IS_SESSION (session), NULL);

  shown = nn_look_get_shown (session->look);
  if (session->state == NN_STATE_RUNNING || session->batch_step == NULL || shown == NULL
      || shown->place.state != session->batch_step->state)
    return NULL;
  return session->batch_step;
}

NnWeightLook *
nn_session_get_weight_look (NnSession *session)
{
  g_return_val_if_fail (NN_IS_SESSION (session), NULL);
  return session->weight_look;
}
