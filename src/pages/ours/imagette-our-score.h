/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "export/nn-our-digits.h"
#include "session/nn-frame.h"

G_BEGIN_DECLS

/* What a state of the network makes of our digits, and of the one that is being drawn, each of them
 * made ready in the three ways. Computed in a thread, one after another: while it is busy, only the
 * latest that was asked for waits.
 *
 * Signals: "changed" ()   there is a new answer
 */
#define IMAGETTE_TYPE_OUR_SCORE (imagette_our_score_get_type ())
G_DECLARE_FINAL_TYPE (ImagetteOurScore, imagette_our_score, IMAGETTE, OUR_SCORE, GObject)

typedef struct
{
  NnEvaluation *sets[NN_DIGIT_N_WAYS]; /* NULL: there are no digits */
  NnEvaluation *drawing;          /* of the three pictures of one drawing, by way; NULL: there is none */
} ImagetteOurAnswer;

ImagetteOurScore        *imagette_our_score_new        (void);
/* digits may be NULL: none; drawing: [NN_DIGIT_N_WAYS][28][28], NULL: none; all is copied. */
void                     imagette_our_score_ask        (ImagetteOurScore  *self,
                                                        NnFrame           *frame,
                                                        const NnOurDigits *digits,
                                                        const guint8      *drawing);
/* The latest one, valid until the next; NULL before the first. */
const ImagetteOurAnswer *imagette_our_score_get_answer (ImagetteOurScore  *self);
/* Nothing is under way. */
gboolean                 imagette_our_score_is_settled (ImagetteOurScore  *self);

G_END_DECLS
