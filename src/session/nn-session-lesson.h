/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "session/nn-clip-lesson.h"
#include "session/nn-session.h"

G_BEGIN_DECLS

/* The lesson of figure 6 (nn-clip-lesson.h), made by the viewer beside the run, which it
 * does not touch. Main thread; nothing here computes or waits.
 *
 * Property of NnSession (read-only, notified from nn_session_tick () and by these):
 *   "clip-lesson"  NnClipLesson*   the latest, on the way or finished */

/* Starts anew; one that is under way is given up. */
void          nn_session_start_clip_lesson    (NnSession              *session,
                                               const NnClipLessonSpec *spec);
/* What has been made of it stays, unfinished. */
void          nn_session_stop_clip_lesson     (NnSession              *session);
gboolean      nn_session_is_in_clip_lesson    (NnSession              *session);
/* Owned by the session; valid until the next tick. NULL before the first. */
NnClipLesson *nn_session_get_clip_lesson      (NnSession              *session);

G_END_DECLS
