/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "session/nn-viewer.h"

G_BEGIN_DECLS

/* A state of the network to make something of; borrowed. */
typedef struct
{
  NnNetwork *network;             /* NULL: there is none yet */
  const NnTrainingSpec *spec;
  const NnPlace *place;
} NnStudyState;

/* What the hand does to the probe (a square laid on it, a turn), and the frame that
 * comes of it: the newest hold is asked for at once, and a frame of a hold that the hand
 * has left is shown rather than none. Of the main thread. */
typedef struct _NnStudyHand NnStudyHand;

/* kind: OCCLUDED or TRANSFORMED. viewer: borrowed. */
NnStudyHand *nn_study_hand_new        (NnViewer           *viewer,
                                       NnViewKind          kind);
void         nn_study_hand_free       (NnStudyHand        *hand);

/* Takes effect with the next update. hold: copied; NULL: the hand is empty. */
void         nn_study_hand_hold       (NnStudyHand        *hand,
                                       const NnViewHold   *hold);
/* What else the frame is made by has changed (the side of the square). */
void         nn_study_hand_ask_anew   (NnStudyHand        *hand);
/* Another run: what was made of the old one is neither shown nor awaited. */
void         nn_study_hand_change_run (NnStudyHand        *hand);
/* Takes what has come and asks for what is to come. TRUE if the frame has changed since
 * the last update. */
gboolean     nn_study_hand_update     (NnStudyHand        *hand,
                                       const NnStudyState *state,
                                       NnProbe            *probe,
                                       const NnStudySpec  *spec);
/* (transfer none), NULL: the hand is empty, or nothing has come yet. */
NnFrame     *nn_study_hand_get        (NnStudyHand        *hand);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NnStudyHand, nn_study_hand_free)

G_END_DECLS
