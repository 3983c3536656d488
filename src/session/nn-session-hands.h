/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "session/nn-session.h"

G_BEGIN_DECLS

/* Hands on the network of the present run (nn/nn-hands.h): commands like those of
 * nn-session.h. Each makes a new live frame, also while paused, and a fresh
 * evaluation; a moment of the same update is made anew; the run is unsaved. */

/* What is muted and frozen now, as last asked for; valid until the next tick. */
const NnHands *nn_session_get_hands  (NnSession     *session);
void           nn_session_set_hands  (NnSession     *session,
                                      const NnHands *hands);
/* A filter drawn by hand: weights [n], n as in the network; its bias stays, its
 * optimizer state is emptied. more: goes on with the stroke before, which is undone
 * with it. */
void           nn_session_set_filter (NnSession     *session,
                                      int            layer,
                                      int            map,
                                      const float   *weights,
                                      int            n,
                                      gboolean       more);
/* The live frame has all that was asked for: what it shows is no older than the hand. */
gboolean       nn_session_hands_settled (NnSession  *session);
/* Changes by hand that can be taken back (at most 64), and taking back the latest. */
guint          nn_session_get_edits  (NnSession     *session);
gboolean       nn_session_undo_hands (NnSession     *session);   /* FALSE if there is none */

G_END_DECLS
