/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "session/nn-session-hands.h"

#include "session/nn-session-private.h"

static void
send_edit (NnSession *self,
           NnCommand *command)
{
  self->hands_command = nn_session_send (self, command);
  nn_session_update_unsaved (self);
}

const NnHands *
nn_session_get_hands (NnSession *session)
{
  g_return_val_if_fail (NN_IS_SESSION (session), NULL);
  return &session->hands;
}

void
nn_session_set_hands (NnSession     *session,
                      const NnHands *hands)
{
  NnCommand *command;

  g_return_if_fail (NN_IS_SESSION (session) && hands != NULL);

  if (nn_hands_equal (hands, &session->hands))
    return;
  command = nn_command_new (NN_COMMAND_SET_HANDS);
  command->hands = session->hands = *hands;
  session->edits++;
  send_edit (session, command);
}

void
nn_session_set_filter (NnSession   *session,
                       int          layer,
                       int          map,
                       const float *weights,
                       int          n,
                       gboolean     more)
{
  NnCommand *command;

  g_return_if_fail (NN_IS_SESSION (session) && weights != NULL);
  g_return_if_fail (n >= 1 && n <= NN_HANDS_MAX_FILTER);

  command = nn_command_new (NN_COMMAND_SET_FILTER);
  command->layer = layer;
  command->map = map;
  command->more = more;
  command->weights = g_array_sized_new (FALSE, FALSE, sizeof (float), (guint) n);
  g_array_append_vals (command->weights, weights, (guint) n);
  if (!more || session->edits == 0)
    session->edits++;
  send_edit (session, command);
}

gboolean
nn_session_hands_settled (NnSession *session)
{
  g_return_val_if_fail (NN_IS_SESSION (session), FALSE);
  return session->done >= session->hands_command;
}

guint
nn_session_get_edits (NnSession *session)
{
  g_return_val_if_fail (NN_IS_SESSION (session), 0);
  return session->edits;
}

gboolean
nn_session_undo_hands (NnSession *session)
{
  g_return_val_if_fail (NN_IS_SESSION (session), FALSE);

  if (session->edits == 0)
    return FALSE;
  session->edits--;
  send_edit (session, nn_command_new (NN_COMMAND_UNDO_HANDS));
  return TRUE;
}
