/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "session/nn-session-private.h"

guint64
nn_session_send (NnSession *session,
                 NnCommand *command)
{
  command->serial = ++session->command;
  nn_trainer_send (session->trainer, command);
  return session->command;
}

/* The state is as good as changed: a second press of the same key means the
 * opposite, even before the trainer has answered. */
static void
expect_state (NnSession *self,
              guint64    command,
              NnState    state)
{
  self->state_command = command;
  if (self->state != NN_STATE_DIVERGED || self->done < self->run_command)
    nn_session_set_state (self, state);
}

void
nn_session_run (NnSession *session)
{
  g_return_if_fail (NN_IS_SESSION (session));

  expect_state (session, nn_session_send (session, nn_command_new (NN_COMMAND_RUN)), NN_STATE_RUNNING);
}

void
nn_session_run_to (NnSession *session,
                   guint      epoch)
{
  NnCommand *command;

  g_return_if_fail (NN_IS_SESSION (session));

  command = nn_command_new (NN_COMMAND_RUN_TO);
  command->epoch = epoch;
  expect_state (session, nn_session_send (session, command), NN_STATE_RUNNING);
}

void
nn_session_pause (NnSession *session)
{
  guint64 command;

  g_return_if_fail (NN_IS_SESSION (session));

  command = nn_session_send (session, nn_command_new (NN_COMMAND_PAUSE));
  if (session->state == NN_STATE_RUNNING)
    expect_state (session, command, NN_STATE_PAUSED);
}

void
nn_session_step_batch (NnSession *session)
{
  g_return_if_fail (NN_IS_SESSION (session));

  expect_state (session, nn_session_send (session, nn_command_new (NN_COMMAND_STEP_BATCH)), NN_STATE_PAUSED);
}

void
nn_session_step_epoch (NnSession *session)
{
  g_return_if_fail (NN_IS_SESSION (session));

  expect_state (session, nn_session_send (session, nn_command_new (NN_COMMAND_STEP_EPOCH)), NN_STATE_RUNNING);
}

/* Another run takes over: all that was said of the present one is out of date. */
static void
send_new_run (NnSession *self,
              NnCommand *command)
{
  if (command->kind == NN_COMMAND_UNDO)
    self->n_undo--;
  else
    self->n_undo = MIN (self->n_undo + 1, NN_TRAINER_MAX_OLD_RUNS);
  self->run_command = nn_session_send (self, command);
  self->spec_command = self->target_command = self->hands_command = self->run_command;
  expect_state (self, self->run_command, NN_STATE_PAUSED);
  nn_session_look_at (self, NULL);
}

void
nn_session_reset (NnSession            *session,
                  const NnTrainingSpec *spec)
{
  NnCommand *command;

  g_return_if_fail (NN_IS_SESSION (session) && spec != NULL);
  g_return_if_fail (spec->batch >= 1 && spec->batch <= 1024);
  g_return_if_fail (spec->hold_out < session->dataset->train.n);

  command = nn_command_new (NN_COMMAND_RESET);
  command->spec = session->spec = *spec;
  send_new_run (session, command);
}

gboolean
nn_session_undo_reset (NnSession *session)
{
  g_return_val_if_fail (NN_IS_SESSION (session), FALSE);

  if (session->n_undo == 0)
    return FALSE;
  send_new_run (session, nn_command_new (NN_COMMAND_UNDO));
  return TRUE;
}

gboolean
nn_session_can_undo_reset (NnSession *session)
{
  g_return_val_if_fail (NN_IS_SESSION (session), FALSE);
  return session->n_undo > 0;
}

void
nn_session_go_on_from (NnSession *session,
                       NnMoment  *moment)
{
  NnCommand *command;
  NnState state;

  g_return_if_fail (NN_IS_SESSION (session) && moment != NULL);

  /* A moment of a run that is no more (or will be none in an instant). */
  if (session->done < session->run_command
      || !g_ptr_array_find (session->moments, moment, NULL))
    return;
  state = session->state == NN_STATE_RUNNING ? NN_STATE_RUNNING : NN_STATE_PAUSED;
  command = nn_command_new (NN_COMMAND_GO_ON_FROM);
  command->moment = nn_moment_ref (moment);
  send_new_run (session, command);
  expect_state (session, session->run_command, state);
}

void
nn_session_open_model (NnSession            *session,
                       NnNetwork            *network,
                       const NnTrainingSpec *spec,
                       guint64               update,
                       guint                 epoch)
{
  NnCommand *command;

  g_return_if_fail (NN_IS_SESSION (session) && network != NULL && spec != NULL);

  command = nn_command_new (NN_COMMAND_OPEN_MODEL);
  command->network = nn_network_ref (network);
  command->spec = session->spec = nn_training_spec_fit (spec, session->dataset);
  command->update = update;
  command->epoch = epoch;
  send_new_run (session, command);
}

void
nn_session_open_run (NnSession *session,
                     GPtrArray *moments,
                     GArray    *curve)
{
  NnCommand *command;
  NnMoment *last;

  g_return_if_fail (NN_IS_SESSION (session) && moments != NULL && moments->len > 0);

  last = g_ptr_array_index (moments, moments->len - 1);
  command = nn_command_new (NN_COMMAND_OPEN_RUN);
  command->moments = g_ptr_array_new_with_free_func ((GDestroyNotify) nn_moment_unref);
  for (guint i = 0; i < moments->len; i++)
    g_ptr_array_add (command->moments, nn_moment_ref (g_ptr_array_index (moments, i)));
  command->epochs = curve != NULL ? g_array_copy (curve) : NULL;
  session->spec = nn_training_spec_fit (&last->spec, session->dataset);
  send_new_run (session, command);
}

void
nn_session_set_hyper (NnSession     *session,
                      const NnHyper *hyper,
                      guint          batch)
{
  NnCommand *command;

  g_return_if_fail (NN_IS_SESSION (session) && hyper != NULL);
  g_return_if_fail (batch >= 1 && batch <= 1024);

  session->spec.hyper = *hyper;
  session->spec.batch = batch;
  command = nn_command_new (NN_COMMAND_SET_HYPER);
  command->spec = session->spec;
  session->spec_command = nn_session_send (session, command);
}

void
nn_session_set_pace (NnSession *session,
                     double     batches_per_second,
                     guint64    start_until)
{
  NnCommand *command;

  g_return_if_fail (NN_IS_SESSION (session));
  g_return_if_fail (batches_per_second >= 0);

  command = nn_command_new (NN_COMMAND_SET_PACE);
  command->pace = batches_per_second;
  command->update = start_until;
  nn_session_send (session, command);
}

void
nn_session_set_probe (NnSession *session,
                      NnProbe   *probe)
{
  NnCommand *command;

  g_return_if_fail (NN_IS_SESSION (session) && probe != NULL);

  if (probe == nn_look_get_probe (session->look))
    return;
  command = nn_command_new (NN_COMMAND_SET_PROBE);
  command->probe = nn_probe_ref (probe);
  nn_session_send (session, command);
  nn_look_set_probe (session->look, probe);
  nn_session_notify_probe (session);
  nn_session_update_studies (session);
}

void
nn_session_set_target (NnSession *session,
                       guint      epoch)
{
  NnCommand *command;

  g_return_if_fail (NN_IS_SESSION (session));
  g_return_if_fail (epoch >= 1);

  session->target = epoch;
  command = nn_command_new (NN_COMMAND_SET_TARGET);
  command->epoch = epoch;
  session->target_command = nn_session_send (session, command);
}

void
nn_session_mark_saved (NnSession     *session,
                       const char    *path,
                       const guint64 *states,
                       guint          n)
{
  GArray *saved;

  g_return_if_fail (NN_IS_SESSION (session) && path != NULL && states != NULL);

  saved = g_array_sized_new (FALSE, FALSE, sizeof (guint64), n);
  g_array_append_vals (saved, states, n);
  g_hash_table_replace (session->saved, g_strdup (path), saved);
  nn_session_update_unsaved (session);
}

gboolean
nn_session_is_saved (NnSession *session,
                     guint64    state)
{
  GHashTableIter iter;
  gpointer value;

  g_hash_table_iter_init (&iter, session->saved);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      const GArray *states = value;

      for (guint i = 0; i < states->len; i++)
        if (g_array_index (states, guint64, i) == state)
          return TRUE;
    }
  return FALSE;
}
