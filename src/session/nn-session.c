/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "session/nn-session-private.h"
#include "session/nn-wake.h"

#include <math.h>

#define FIRST_TARGET 10

enum
{
  PROP_0,
  PROP_FRAME,
  PROP_LIVE_FRAME,
  PROP_STATE,
  PROP_PROGRESS,
  PROP_CURVE,
  PROP_TIMELINE,
  PROP_LOOKING_BACK,
  PROP_PROBE,
  PROP_UNSAVED,
  PROP_FAILURE,
  PROP_FEATURES,
  PROP_EVOLUTION,
  PROP_OCCLUSION,
  PROP_INVARIANCE,
  PROP_DIGIT_MAP,
  PROP_MAXIMA,
  PROP_OCCLUDED_FRAME,
  PROP_TRANSFORMED_FRAME,
  PROP_STUDY_PROGRESS,
  PROP_CLIP_LESSON,
  PROP_WEIGHT_LOOK,
  N_PROPS,
};

static GParamSpec *props[N_PROPS];

G_DEFINE_FINAL_TYPE (NnSession, nn_session, G_TYPE_OBJECT)

static void
notify (NnSession *self,
        guint      property)
{
  g_object_notify_by_pspec (G_OBJECT (self), props[property]);
}

static gboolean
tick_cb (gpointer data)
{
  nn_session_tick (data);
  return G_SOURCE_CONTINUE;
}

/* Taking what the trainer sends */

void
nn_session_set_state (NnSession *session,
                      NnState    state)
{
  if (state == session->state)
    return;
  session->state = state;
  nn_look_set_running (session->look, state == NN_STATE_RUNNING);
  notify (session, PROP_STATE);
  notify (session, PROP_FAILURE);
}

void
nn_session_update_unsaved (NnSession *session)
{
  NnFrame *live = nn_look_get_live (session->look);
  /* A hand's edit counts at once, before the trainer has made a state of it. */
  gboolean edited = session->hands_command > session->done
                    && session->hands_command > session->run_command;
  gboolean unsaved = live != NULL
                     && (edited || (live->place.state > session->origin
                                    && !nn_session_is_saved (session, live->place.state)));

  if (unsaved == session->unsaved)
    return;
  session->unsaved = unsaved;
  notify (session, PROP_UNSAVED);
}

void
nn_session_update_frames (NnSession *session)
{
  NnFrame *live = nn_look_get_live (session->look);
  NnFrame *shown = nn_look_get_shown (session->look);

  if (live != NULL && live->serial != session->notified_live)
    notify (session, PROP_LIVE_FRAME);
  if (shown != NULL && shown->serial != session->notified_frame)
    notify (session, PROP_FRAME);
  session->notified_live = live != NULL ? live->serial : 0;
  session->notified_frame = shown != NULL ? shown->serial : 0;
}

void
nn_session_notify_probe (NnSession *session)
{
  notify (session, PROP_PROBE);
}

void
nn_session_update_studies (NnSession *session)
{
  static const guint properties[NN_VIEW_N_KINDS] = {
    [NN_VIEW_OCCLUDED] = PROP_OCCLUDED_FRAME,
    [NN_VIEW_TRANSFORMED] = PROP_TRANSFORMED_FRAME,
    [NN_VIEW_OCCLUSION] = PROP_OCCLUSION,
    [NN_VIEW_INVARIANCE] = PROP_INVARIANCE,
    [NN_VIEW_FEATURES] = PROP_FEATURES,
    [NN_VIEW_MAP] = PROP_DIGIT_MAP,
    [NN_VIEW_MAXIMA] = PROP_MAXIMA,
    [NN_VIEW_EVOLUTION] = PROP_EVOLUTION,
  };
  NnScene scene = {
    .running = session->state == NN_STATE_RUNNING,
    .generation = session->generation,
    .live = nn_look_get_live (session->look),
    .looked_at = nn_look_get_moment (session->look),
    .probe = nn_look_get_probe (session->look),
    .moments = session->moments,
  };
  double progress = nn_study_desk_get_progress (session->desk);
  guint changed = nn_study_desk_update (session->desk, &scene);

  for (NnViewKind kind = 0; kind < NN_VIEW_N_KINDS; kind++)
    if (changed & (1u << kind))
      notify (session, properties[kind]);
  if (progress != nn_study_desk_get_progress (session->desk))
    notify (session, PROP_STUDY_PROGRESS);
}

static void
take_curves (NnSession  *self,
             NnSnapshot *snapshot)
{
  if (snapshot->generation != self->generation)
    {
      g_array_unref (self->losses);
      g_array_unref (self->epochs);
      self->losses = g_steal_pointer (&snapshot->losses);
      self->epochs = g_steal_pointer (&snapshot->epochs);
    }
  else if (snapshot->losses->len > 0 || snapshot->epochs->len > 0)
    {
      g_array_append_vals (self->losses, snapshot->losses->data, snapshot->losses->len);
      g_array_append_vals (self->epochs, snapshot->epochs->data, snapshot->epochs->len);
    }
  else
    return;
  self->curve++;
  notify (self, PROP_CURVE);
}

static void
take_moments (NnSession  *self,
              NnSnapshot *snapshot)
{
  NnMoment *looked_at = nn_look_get_moment (self->look);

  if (snapshot->moments == self->moments)
    return;
  g_ptr_array_unref (self->moments);
  self->moments = g_ptr_array_ref (snapshot->moments);
  if (looked_at != NULL && !g_ptr_array_find (self->moments, looked_at, NULL))
    nn_session_look_at (self, NULL);
  self->timeline++;
  notify (self, PROP_TIMELINE);
}

static gboolean
take_snapshot (NnSession *self)
{
  g_autoptr (NnSnapshot) snapshot = nn_trainer_take (self->trainer);

  if (snapshot == NULL)
    return FALSE;
  self->done = snapshot->command;
  take_curves (self, snapshot);
  take_moments (self, snapshot);
  nn_look_set_live (self->look, snapshot->frame);
  if (self->done >= self->spec_command)
    self->spec = snapshot->frame->spec;
  if (self->done >= self->target_command)
    self->target = snapshot->target_epoch;
  if (self->done >= self->hands_command)
    {
      self->hands = *nn_network_get_hands (snapshot->frame->network);
      self->edits = snapshot->edits;
    }
  g_clear_pointer (&self->batch_step, nn_batch_step_unref);
  self->batch_step = g_steal_pointer (&snapshot->step);
  self->origin = snapshot->origin;
  self->generation = snapshot->generation;
  if (self->done >= self->state_command)
    nn_session_set_state (self, snapshot->state);
  self->images_per_second = snapshot->images_per_second;
  self->seconds_left = snapshot->seconds_left;
  nn_session_update_unsaved (self);
  self->progress++;
  notify (self, PROP_PROGRESS);
  return TRUE;
}

static gboolean
take_outcome (NnSession *self)
{
  NnOutcome *outcome = nn_trainer_take_outcome (self->trainer);

  if (outcome == NULL)
    return FALSE;
  nn_outcome_free (self->outcome);
  self->outcome = outcome;
  notify (self, PROP_FAILURE);
  return TRUE;
}

gboolean
nn_session_tick (NnSession *session)
{
  gboolean taken;

  g_return_val_if_fail (NN_IS_SESSION (session), FALSE);

  g_object_freeze_notify (G_OBJECT (session));
  taken = take_snapshot (session);
  taken |= take_outcome (session);
  taken |= nn_look_take (session->look);
  taken |= nn_session_take_lesson (session);
  nn_session_update_frames (session);
  nn_session_update_studies (session);
  taken |= nn_session_update_weight (session);
  g_object_thaw_notify (G_OBJECT (session));
  return taken;
}

void
nn_session_look_at (NnSession *session,
                    NnMoment  *moment)
{
  gboolean looked_back;

  g_return_if_fail (NN_IS_SESSION (session));

  looked_back = nn_look_get_moment (session->look) != NULL;
  g_object_freeze_notify (G_OBJECT (session));
  nn_look_set_moment (session->look, moment);
  if (looked_back != (moment != NULL))
    notify (session, PROP_LOOKING_BACK);
  nn_session_update_frames (session);
  nn_session_update_studies (session);
  nn_session_update_weight (session);
  g_object_thaw_notify (G_OBJECT (session));
}

/* GObject */

static void
nn_session_get_property (GObject    *object,
                         guint       id,
                         GValue     *value,
                         GParamSpec *pspec)
{
  NnSession *self = NN_SESSION (object);

  switch (id)
    {
    case PROP_FRAME:
      g_value_set_pointer (value, nn_session_get_frame (self));
      break;
    case PROP_LIVE_FRAME:
      g_value_set_pointer (value, nn_session_get_live_frame (self));
      break;
    case PROP_STATE:
      g_value_set_int (value, self->state);
      break;
    case PROP_PROGRESS:
      g_value_set_uint64 (value, self->progress);
      break;
    case PROP_CURVE:
      g_value_set_uint64 (value, self->curve);
      break;
    case PROP_TIMELINE:
      g_value_set_uint64 (value, self->timeline);
      break;
    case PROP_LOOKING_BACK:
      g_value_set_boolean (value, nn_session_get_looked_at (self) != NULL);
      break;
    case PROP_PROBE:
      g_value_set_pointer (value, nn_session_get_probe (self));
      break;
    case PROP_UNSAVED:
      g_value_set_boolean (value, self->unsaved);
      break;
    case PROP_FAILURE:
      g_value_set_string (value, nn_session_get_failure (self));
      break;
    case PROP_FEATURES:
      g_value_set_pointer (value, nn_session_get_features (self));
      break;
    case PROP_EVOLUTION:
      g_value_set_pointer (value, nn_session_get_evolution (self));
      break;
    case PROP_OCCLUSION:
      g_value_set_pointer (value, nn_session_get_occlusion (self));
      break;
    case PROP_INVARIANCE:
      g_value_set_pointer (value, nn_session_get_invariance (self));
      break;
    case PROP_DIGIT_MAP:
      g_value_set_pointer (value, nn_session_get_digit_map (self));
      break;
    case PROP_MAXIMA:
      g_value_set_pointer (value, nn_session_get_maxima (self));
      break;
    case PROP_OCCLUDED_FRAME:
      g_value_set_pointer (value, nn_session_get_occluded_frame (self));
      break;
    case PROP_TRANSFORMED_FRAME:
      g_value_set_pointer (value, nn_session_get_transformed_frame (self));
      break;
    case PROP_STUDY_PROGRESS:
      g_value_set_double (value, nn_session_get_study_progress (self));
      break;
    case PROP_CLIP_LESSON:
      g_value_set_pointer (value, self->lesson);
      break;
    case PROP_WEIGHT_LOOK:
      g_value_set_pointer (value, self->weight_look);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
nn_session_dispose (GObject *object)
{
  NnSession *self = NN_SESSION (object);

  /* The threads first: they wake the source, and it calls back here. */
  g_clear_pointer (&self->trainer, nn_trainer_free);
  g_clear_pointer (&self->desk, nn_study_desk_free);
  g_clear_pointer (&self->look, nn_look_free);
  if (self->wake_source != NULL)
    g_source_destroy (self->wake_source);
  g_clear_pointer (&self->wake_source, g_source_unref);

  G_OBJECT_CLASS (nn_session_parent_class)->dispose (object);
}

static void
nn_session_finalize (GObject *object)
{
  NnSession *self = NN_SESSION (object);

  g_ptr_array_unref (self->moments);
  g_array_unref (self->losses);
  g_array_unref (self->epochs);
  g_hash_table_unref (self->saved);
  nn_outcome_free (self->outcome);
  g_clear_pointer (&self->lesson, nn_clip_lesson_unref);
  g_clear_pointer (&self->weight_look, nn_weight_look_unref);
  g_clear_pointer (&self->weight_batch, nn_batch_step_unref);
  g_clear_pointer (&self->batch_step, nn_batch_step_unref);
  nn_dataset_unref (self->dataset);

  G_OBJECT_CLASS (nn_session_parent_class)->finalize (object);
}

static void
nn_session_class_init (NnSessionClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  object_class->get_property = nn_session_get_property;
  object_class->dispose = nn_session_dispose;
  object_class->finalize = nn_session_finalize;

  props[PROP_FRAME] = g_param_spec_pointer ("frame", NULL, NULL, flags);
  props[PROP_LIVE_FRAME] = g_param_spec_pointer ("live-frame", NULL, NULL, flags);
  props[PROP_STATE] = g_param_spec_int ("state", NULL, NULL, NN_STATE_PAUSED, NN_STATE_DIVERGED,
                                        NN_STATE_PAUSED, flags);
  props[PROP_PROGRESS] = g_param_spec_uint64 ("progress", NULL, NULL, 0, G_MAXUINT64, 0, flags);
  props[PROP_CURVE] = g_param_spec_uint64 ("curve", NULL, NULL, 0, G_MAXUINT64, 0, flags);
  props[PROP_TIMELINE] = g_param_spec_uint64 ("timeline", NULL, NULL, 0, G_MAXUINT64, 0, flags);
  props[PROP_LOOKING_BACK] = g_param_spec_boolean ("looking-back", NULL, NULL, FALSE, flags);
  props[PROP_PROBE] = g_param_spec_pointer ("probe", NULL, NULL, flags);
  props[PROP_UNSAVED] = g_param_spec_boolean ("unsaved", NULL, NULL, FALSE, flags);
  props[PROP_FAILURE] = g_param_spec_string ("failure", NULL, NULL, NULL, flags);
  props[PROP_FEATURES] = g_param_spec_pointer ("features", NULL, NULL, flags);
  props[PROP_EVOLUTION] = g_param_spec_pointer ("evolution", NULL, NULL, flags);
  props[PROP_OCCLUSION] = g_param_spec_pointer ("occlusion", NULL, NULL, flags);
  props[PROP_INVARIANCE] = g_param_spec_pointer ("invariance", NULL, NULL, flags);
  props[PROP_DIGIT_MAP] = g_param_spec_pointer ("digit-map", NULL, NULL, flags);
  props[PROP_MAXIMA] = g_param_spec_pointer ("maxima", NULL, NULL, flags);
  props[PROP_OCCLUDED_FRAME] = g_param_spec_pointer ("occluded-frame", NULL, NULL, flags);
  props[PROP_TRANSFORMED_FRAME] = g_param_spec_pointer ("transformed-frame", NULL, NULL, flags);
  props[PROP_STUDY_PROGRESS] = g_param_spec_double ("study-progress", NULL, NULL, 0, 1, 1, flags);
  props[PROP_CLIP_LESSON] = g_param_spec_pointer ("clip-lesson", NULL, NULL, flags);
  props[PROP_WEIGHT_LOOK] = g_param_spec_pointer ("weight-look", NULL, NULL, flags);
  g_object_class_install_properties (object_class, N_PROPS, props);
}

static void
nn_session_init (NnSession *self)
{
  self->moments = g_ptr_array_new_with_free_func ((GDestroyNotify) nn_moment_unref);
  self->losses = g_array_new (FALSE, FALSE, sizeof (NnLossPoint));
  self->epochs = g_array_new (FALSE, FALSE, sizeof (NnEpochPoint));
  self->saved = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                       (GDestroyNotify) g_array_unref);
  self->target = FIRST_TARGET;
  self->seconds_left = NAN;
  self->weight.parameter = self->weight.image = -1;
}

NnSession *
nn_session_new (NnDataset            *dataset,
                const NnTrainingSpec *spec,
                NnBackend             backend,
                int                   n_threads)
{
  g_autoptr (NnProbe) probe = NULL;
  NnSession *self;

  g_return_val_if_fail (dataset != NULL && dataset->train.n > 0 && dataset->test.n > 0, NULL);
  g_return_val_if_fail (spec != NULL && spec->batch >= 1 && spec->batch <= 1024, NULL);
  g_return_val_if_fail (spec->hold_out < dataset->train.n, NULL);
  g_return_val_if_fail (n_threads >= 1, NULL);

  self = g_object_new (NN_TYPE_SESSION, NULL);
  self->dataset = nn_dataset_ref (dataset);
  self->spec = *spec;
  self->wake_source = nn_wake_source_new (tick_cb, self);
  probe = nn_probe_new_test (dataset, 0);
  self->trainer = nn_trainer_new (dataset, spec, backend, n_threads, probe, nn_wake,
                                  self->wake_source);
  self->look = nn_look_new (dataset, backend, probe, nn_wake, self->wake_source);
  self->desk = nn_study_desk_new (nn_look_get_viewer (self->look));
  return self;
}

/* State */

NnDataset *
nn_session_get_dataset (NnSession *session)
{
  g_return_val_if_fail (NN_IS_SESSION (session), NULL);
  return session->dataset;
}

const NnTrainingSpec *
nn_session_get_spec (NnSession *session)
{
  g_return_val_if_fail (NN_IS_SESSION (session), NULL);
  return &session->spec;
}

NnState
nn_session_get_state (NnSession *session)
{
  g_return_val_if_fail (NN_IS_SESSION (session), NN_STATE_PAUSED);
  return session->state;
}

NnFrame *
nn_session_get_frame (NnSession *session)
{
  g_return_val_if_fail (NN_IS_SESSION (session), NULL);
  return nn_look_get_shown (session->look);
}

NnFrame *
nn_session_get_live_frame (NnSession *session)
{
  g_return_val_if_fail (NN_IS_SESSION (session), NULL);
  return nn_look_get_live (session->look);
}

NnProbe *
nn_session_get_probe (NnSession *session)
{
  g_return_val_if_fail (NN_IS_SESSION (session), NULL);
  return nn_look_get_probe (session->look);
}

NnMoment *
nn_session_get_looked_at (NnSession *session)
{
  g_return_val_if_fail (NN_IS_SESSION (session), NULL);
  return nn_look_get_moment (session->look);
}

GPtrArray *
nn_session_get_moments (NnSession *session)
{
  g_return_val_if_fail (NN_IS_SESSION (session), NULL);
  return session->moments;
}

GArray *
nn_session_get_losses (NnSession *session)
{
  g_return_val_if_fail (NN_IS_SESSION (session), NULL);
  return session->losses;
}

GArray *
nn_session_get_epochs (NnSession *session)
{
  g_return_val_if_fail (NN_IS_SESSION (session), NULL);
  return session->epochs;
}

guint
nn_session_get_generation (NnSession *session)
{
  g_return_val_if_fail (NN_IS_SESSION (session), 0);
  return session->generation;
}

double
nn_session_get_images_per_second (NnSession *session)
{
  g_return_val_if_fail (NN_IS_SESSION (session), 0);
  return session->images_per_second;
}

double
nn_session_get_seconds_left (NnSession *session)
{
  g_return_val_if_fail (NN_IS_SESSION (session), NAN);
  return session->seconds_left;
}

guint
nn_session_get_target (NnSession *session)
{
  g_return_val_if_fail (NN_IS_SESSION (session), 0);
  return session->target;
}

gboolean
nn_session_get_unsaved (NnSession *session)
{
  g_return_val_if_fail (NN_IS_SESSION (session), FALSE);
  return session->unsaved;
}

const char *
nn_session_get_failure (NnSession *session)
{
  g_return_val_if_fail (NN_IS_SESSION (session), NULL);

  if (session->state != NN_STATE_DIVERGED || session->outcome == NULL)
    return NULL;
  return session->outcome->failure;
}
