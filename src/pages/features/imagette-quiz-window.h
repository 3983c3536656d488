/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "session/nn-session-studies.h"
#include "widgets/imagette-ballot.h"
#include "widgets/imagette-patch-block.h"

G_BEGIN_DECLS

/* The quiz out of figure 2: the nine strongest patches of a map without a word on what they are of;
 * which digit are most of them? Answered by buttons or keys, then the words come, and the next one by
 * N or Enter. Needs the session to want features, as the figure's view does. */
#define IMAGETTE_TYPE_QUIZ_WINDOW (imagette_quiz_window_get_type ())
G_DECLARE_FINAL_TYPE (ImagetteQuizWindow, imagette_quiz_window, IMAGETTE, QUIZ_WINDOW, AdwWindow)

ImagetteQuizWindow *imagette_quiz_window_present    (GtkWindow          *parent,
                                                     NnSession          *session);
/* A question of one's choice; FALSE if there is no patch of that map. */
gboolean            imagette_quiz_window_ask        (ImagetteQuizWindow *self,
                                                     NnFeatureLayer      layer,
                                                     int                 map);
ImagettePatchBlock *imagette_quiz_window_get_block  (ImagetteQuizWindow *self);
ImagetteBallot     *imagette_quiz_window_get_ballot (ImagetteQuizWindow *self);
/* What stands below the patches, and the count of right answers. (transfer none) */
const char         *imagette_quiz_window_get_text   (ImagetteQuizWindow *self);
const char         *imagette_quiz_window_get_score  (ImagetteQuizWindow *self);

G_END_DECLS
