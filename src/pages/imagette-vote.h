/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

#include "pages/imagette-hidden.h"

G_BEGIN_DECLS

/* Guess first: a question to the class, whose answer is kept secret until the votes are in. A vote
 * is a digit: what the network reads in the probe, what the probe is, or how many of a hundred test
 * digits are misread (9: nine or more). Knows no network; who asks knows the answer.
 *
 * Signals: "changed" ()   the question, the votes, or what is secret
 */
#define IMAGETTE_VOTE_CHOICES 10
#define IMAGETTE_VOTE_MOST 9999   /* votes for one digit */

#define IMAGETTE_TYPE_VOTE (imagette_vote_get_type ())
G_DECLARE_FINAL_TYPE (ImagetteVote, imagette_vote, IMAGETTE, VOTE, GObject)

ImagetteVote  *imagette_vote_new          (void);
/* What is to be kept secret, of IMAGETTE_HIDDEN_SECRETS; 0: nothing is asked any more. The same
 * again changes nothing; another one begins anew. */
void           imagette_vote_ask          (ImagetteVote  *self,
                                           ImagetteHidden secrets);
/* The one that is voted on: the first of prediction, label, accuracy; 0: none. */
ImagetteHidden imagette_vote_get_question (ImagetteVote  *self);
/* What must not be seen or heard now; 0 once the answer is shown. */
ImagetteHidden imagette_vote_get_secret   (ImagetteVote  *self);
/* The same question once more: no votes, and secret again. */
void           imagette_vote_begin        (ImagetteVote  *self);
/* FALSE, and nothing happens, unless there is a question and its answer is not shown. */
gboolean       imagette_vote_cast         (ImagetteVote  *self,
                                           int            digit);
/* The last vote; FALSE: there is none, or the answer is shown. */
gboolean       imagette_vote_take_back    (ImagetteVote  *self);
gboolean       imagette_vote_show         (ImagetteVote  *self);
gboolean       imagette_vote_is_shown     (ImagetteVote  *self);
/* [IMAGETTE_VOTE_CHOICES]. (transfer none) */
const guint   *imagette_vote_get_tally    (ImagetteVote  *self);
guint          imagette_vote_count        (ImagetteVote  *self);

G_END_DECLS
