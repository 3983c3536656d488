/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "session/nn-session-private.h"

/* Asks the viewer for what follows from a change, and tells of it. */
static void
update (NnSession *self)
{
  g_object_freeze_notify (G_OBJECT (self));
  nn_session_update_studies (self);
  g_object_thaw_notify (G_OBJECT (self));
}

void
nn_session_set_wanted (NnSession *session,
                       NnStudies  wanted)
{
  g_return_if_fail (NN_IS_SESSION (session));

  nn_study_desk_set_wanted (session->desk, wanted);
  update (session);
}

NnStudies
nn_session_get_wanted (NnSession *session)
{
  g_return_val_if_fail (NN_IS_SESSION (session), 0);
  return nn_study_desk_get_wanted (session->desk);
}

void
nn_session_set_renewal (NnSession *session,
                        double     seconds)
{
  g_return_if_fail (NN_IS_SESSION (session) && seconds >= 0);

  if (seconds == nn_study_desk_get_renewal (session->desk))
    return;
  nn_study_desk_set_renewal (session->desk, seconds);
  update (session);
}

double
nn_session_get_renewal (NnSession *session)
{
  g_return_val_if_fail (NN_IS_SESSION (session), 0);
  return nn_study_desk_get_renewal (session->desk);
}

void
nn_session_renew (NnSession *session)
{
  g_return_if_fail (NN_IS_SESSION (session));

  nn_study_desk_renew (session->desk);
  update (session);
}

gboolean
nn_session_is_studied (NnSession *session,
                       NnMoment  *moment)
{
  g_return_val_if_fail (NN_IS_SESSION (session) && moment != NULL, FALSE);
  return nn_study_desk_has (session->desk, moment);
}

void
nn_session_set_study_spec (NnSession         *session,
                           const NnStudySpec *spec)
{
  g_return_if_fail (NN_IS_SESSION (session) && spec != NULL);
  g_return_if_fail (spec->occluder.size >= 1 && spec->occluder.size <= NN_OCCLUDER_MAX);
  g_return_if_fail ((guint) spec->map_layer < NN_N_MAP_LAYERS);
  g_return_if_fail ((guint) spec->maxima_layer < NN_N_FEATURES);

  nn_study_desk_set_spec (session->desk, spec);
  update (session);
}

const NnStudySpec *
nn_session_get_study_spec (NnSession *session)
{
  g_return_val_if_fail (NN_IS_SESSION (session), NULL);
  return nn_study_desk_get_spec (session->desk);
}

void
nn_session_hold_occluder (NnSession *session,
                          int        row,
                          int        column)
{
  const NnViewHold hold = { .row = row, .column = column };

  g_return_if_fail (NN_IS_SESSION (session));
  g_return_if_fail (row < NN_IMAGE_SIDE && column < NN_IMAGE_SIDE);

  nn_study_desk_hold (session->desk, NN_VIEW_OCCLUDED, row >= 0 ? &hold : NULL);
  update (session);
}

void
nn_session_hold_transform (NnSession         *session,
                           const NnTransform *transform)
{
  NnViewHold hold = { 0 };

  g_return_if_fail (NN_IS_SESSION (session));
  g_return_if_fail (transform == NULL || transform->scale > 0);

  if (transform != NULL)
    hold.transform = *transform;
  nn_study_desk_hold (session->desk, NN_VIEW_TRANSFORMED, transform != NULL ? &hold : NULL);
  update (session);
}

/* What is shown of that kind. */
static gpointer
get (NnSession *session,
     NnViewKind kind)
{
  g_return_val_if_fail (NN_IS_SESSION (session), NULL);
  return nn_study_desk_get (session->desk, kind);
}

NnFeatures *
nn_session_get_features (NnSession *session)
{
  return get (session, NN_VIEW_FEATURES);
}

NnEvolution *
nn_session_get_evolution (NnSession *session)
{
  return get (session, NN_VIEW_EVOLUTION);
}

NnOcclusion *
nn_session_get_occlusion (NnSession *session)
{
  return get (session, NN_VIEW_OCCLUSION);
}

NnInvariance *
nn_session_get_invariance (NnSession *session)
{
  return get (session, NN_VIEW_INVARIANCE);
}

NnDigitMap *
nn_session_get_digit_map (NnSession *session)
{
  return get (session, NN_VIEW_MAP);
}

NnMaxima *
nn_session_get_maxima (NnSession *session)
{
  return get (session, NN_VIEW_MAXIMA);
}

NnFrame *
nn_session_get_occluded_frame (NnSession *session)
{
  return get (session, NN_VIEW_OCCLUDED);
}

NnFrame *
nn_session_get_transformed_frame (NnSession *session)
{
  return get (session, NN_VIEW_TRANSFORMED);
}

double
nn_session_get_study_progress (NnSession *session)
{
  g_return_val_if_fail (NN_IS_SESSION (session), 1);
  return nn_study_desk_get_progress (session->desk);
}
