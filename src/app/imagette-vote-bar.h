/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pages/imagette-display.h"
#include "session/nn-session.h"
#include "widgets/imagette-ballot.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* Guess first, over all pages while it is on: the question, a button and a column for each of the ten
 * votes, and once the answer is shown, how many guessed it. A new probe is a new question; a stroke
 * more on a drawing is not. */
#define IMAGETTE_TYPE_VOTE_BAR (imagette_vote_bar_get_type ())
G_DECLARE_FINAL_TYPE (ImagetteVoteBar, imagette_vote_bar, IMAGETTE, VOTE_BAR, AdwBin)

GtkWidget      *imagette_vote_bar_new         (void);
void            imagette_vote_bar_set_display (ImagetteVoteBar *self,
                                               ImagetteDisplay *display);
/* Before the pages get it: what is secret of another probe is so before they show it. */
void            imagette_vote_bar_set_session (ImagetteVoteBar *self,
                                               NnSession       *session);
void            imagette_vote_bar_set_narrow  (ImagetteVoteBar *self,
                                               gboolean         narrow);
ImagetteBallot *imagette_vote_bar_get_ballot  (ImagetteVoteBar *self);
/* The question, or how it went. (transfer none) */
const char     *imagette_vote_bar_get_text    (ImagetteVoteBar *self);

G_END_DECLS
