/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "session/nn-session-lesson.h"

#include "session/nn-session-private.h"

static void
notify (NnSession *self)
{
  g_object_notify (G_OBJECT (self), "clip-lesson");
}

void
nn_session_start_clip_lesson (NnSession              *session,
                              const NnClipLessonSpec *spec)
{
  g_return_if_fail (NN_IS_SESSION (session) && spec != NULL);
  g_return_if_fail (spec->updates >= 1 && spec->training.hyper.rms_clip > 0);
  g_return_if_fail (spec->training.hold_out < session->dataset->train.n);

  session->lesson_serial = nn_viewer_ask (nn_look_get_viewer (session->look),
                                          nn_view_request_new_lesson (spec));
  notify (session);
}

void
nn_session_stop_clip_lesson (NnSession *session)
{
  g_return_if_fail (NN_IS_SESSION (session));

  if (session->lesson_serial == 0)
    return;
  nn_viewer_cancel (nn_look_get_viewer (session->look), NN_VIEW_CLIP_LESSON);
  session->lesson_serial = 0;
  notify (session);
}

gboolean
nn_session_is_in_clip_lesson (NnSession *session)
{
  g_return_val_if_fail (NN_IS_SESSION (session), FALSE);
  return session->lesson_serial != 0;
}

NnClipLesson *
nn_session_get_clip_lesson (NnSession *session)
{
  g_return_val_if_fail (NN_IS_SESSION (session), NULL);
  return session->lesson;
}

gboolean
nn_session_take_lesson (NnSession *session)
{
  g_autoptr (NnViewResult) result = nn_viewer_take (nn_look_get_viewer (session->look),
                                                    NN_VIEW_CLIP_LESSON);

  /* One that was given up may have sent a last one. */
  if (result == NULL || result->serial != session->lesson_serial)
    return FALSE;
  g_clear_pointer (&session->lesson, nn_clip_lesson_unref);
  session->lesson = g_steal_pointer (&result->study);
  if (session->lesson->finished)
    session->lesson_serial = 0;
  notify (session);
  return TRUE;
}
