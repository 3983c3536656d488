/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "drive.h"

#include "session/nn-session-private.h"
#include "synthetic.h"

/* As a window does: a frame clock ticks, the main loop runs. */
NnSession *
start_session (NnDataset            *dataset,
               const NnTrainingSpec *spec)
{
  NnSession *session = nn_session_new (dataset, spec, nn_backend_best (), 2);

  wait_until (session, nn_session_get_live_frame (session) != NULL);
  return session;
}

void
tick (NnSession *session)
{
  nn_session_tick (session);
  g_main_context_iteration (NULL, FALSE);
  g_usleep (500);
}

const NnPlace *
get_place (NnSession *session)
{
  NnFrame *frame = nn_session_get_live_frame (session);

  return frame != NULL ? &frame->place : NULL;
}

guint64
get_update (NnSession *session)
{
  return get_place (session) != NULL ? get_place (session)->update : G_MAXUINT64;
}

void
wait_for_update (NnSession *session,
                 guint64    update)
{
  wait_until (session, get_update (session) == update);
}

/* A session says that it rests as soon as it was told to: the trainer may still do a batch. */
void
wait_for_rest (NnSession *session)
{
  wait_until (session, nn_session_get_state (session) != NN_STATE_RUNNING
                       && session->done >= session->state_command);
}

void
wait_for_quiet (NnSession *session)
{
  wait_for_rest (session);
  wait_until (session, get_place (session) != NULL);
  wait_until (session, nn_session_get_live_frame (session)->evaluation_update
                       == get_update (session));
}

void
mark_saved (NnSession *session)
{
  nn_session_mark_saved (session, "a file", &get_place (session)->state, 1);
}

char *
describe (NnSession *session)
{
  NnFrame *frame = nn_session_get_live_frame (session);

  return describe_state (frame->network, &frame->place);
}

/* What a plain training gives after so many updates: what the command line does. */
char *
describe_plain (NnDataset            *dataset,
                const NnTrainingSpec *spec,
                guint64               updates)
{
  g_autoptr (NnTraining) training = nn_training_new (dataset, spec, NN_BACKEND_REFERENCE, 1);

  for (guint64 i = 0; i < updates; i++)
    nn_training_step (training, NULL);
  return describe_state (nn_training_get_network (training), nn_training_get_place (training));
}

void
assert_plain (NnSession            *session,
              const NnTrainingSpec *spec,
              guint64               updates)
{
  g_autofree char *state = describe (session);
  g_autofree char *expected = describe_plain (nn_session_get_dataset (session), spec, updates);

  g_assert_cmpstr (state, ==, expected);
}

/* Each update's loss is there, once, in order. */
void
assert_losses (NnSession *session,
               guint64    first,
               guint64    last)
{
  GArray *losses = nn_session_get_losses (session);

  g_assert_cmpuint (losses->len, ==, last + 1 - first);
  for (guint i = 0; i < losses->len; i++)
    g_assert_cmpuint (g_array_index (losses, NnLossPoint, i).update, ==, first + i);
}

NnMoment *
get_moment (NnSession *session,
            guint64    update)
{
  GPtrArray *moments = nn_session_get_moments (session);

  for (guint i = 0; i < moments->len; i++)
    {
      NnMoment *moment = g_ptr_array_index (moments, i);

      if (moment->place.update == update)
        return moment;
    }
  return NULL;
}

char *
list_moments (NnSession *session)
{
  GPtrArray *moments = nn_session_get_moments (session);
  GString *list = g_string_new (NULL);

  for (guint i = 0; i < moments->len; i++)
    g_string_append_printf (list, "%" G_GUINT64_FORMAT " ",
                            ((NnMoment *) g_ptr_array_index (moments, i))->place.update);
  return g_string_free (list, FALSE);
}

void
assert_moments (NnSession  *session,
                const char *expected)
{
  g_autofree char *list = list_moments (session);

  g_assert_cmpstr (list, ==, expected);
}
