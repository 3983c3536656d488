/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "session/nn-study-hand.h"

struct _NnStudyHand
{
  NnViewer *viewer;               /* borrowed */
  NnViewKind kind;

  gboolean full;                  /* there is something in the hand: */
  NnViewHold hold;
  gboolean moved;                 /* … and the viewer does not know yet */

  NnNetwork *network;             /* what was asked for; NULL: nothing, of this run */
  NnProbe *probe;
  guint64 since;                  /* serial of the first one asked for, of this run; 0: none */

  NnFrame *frame;                 /* shown; owned */
  gboolean changed;               /* … since the last update */
};

static gboolean
is_same_hold (const NnViewHold *a,
              const NnViewHold *b)
{
  const NnTransform *s = &a->transform, *t = &b->transform;

  return a->row == b->row && a->column == b->column && s->shift_x == t->shift_x
         && s->shift_y == t->shift_y && s->scale == t->scale && s->rotation == t->rotation;
}

/* Takes frame. */
static void
show (NnStudyHand *hand,
      NnFrame     *frame)
{
  if (frame != hand->frame)
    hand->changed = TRUE;
  g_clear_pointer (&hand->frame, nn_frame_unref);
  hand->frame = frame;
}

static void
forget (NnStudyHand *hand)
{
  g_clear_pointer (&hand->network, nn_network_unref);
  g_clear_pointer (&hand->probe, nn_probe_unref);
}

static void
take (NnStudyHand *hand)
{
  g_autoptr (NnViewResult) answer = nn_viewer_take (hand->viewer, hand->kind);

  if (answer != NULL && hand->full && hand->since > 0 && answer->serial >= hand->since)
    show (hand, g_steal_pointer (&answer->frame));
}

static void
ask (NnStudyHand        *hand,
     const NnStudyState *state,
     NnProbe            *probe,
     const NnStudySpec  *spec)
{
  NnViewRequest *request;
  guint64 serial;

  if (state->network == NULL
      || (!hand->moved && hand->network == state->network && hand->probe == probe))
    return;
  request = nn_view_request_new (hand->kind, state->network, state->spec, state->place, probe);
  request->study = *spec;
  request->hold = hand->hold;
  serial = nn_viewer_ask (hand->viewer, request);
  if (hand->since == 0)
    hand->since = serial;
  hand->moved = FALSE;
  forget (hand);
  hand->network = nn_network_ref (state->network);
  hand->probe = nn_probe_ref (probe);
}

gboolean
nn_study_hand_update (NnStudyHand        *hand,
                      const NnStudyState *state,
                      NnProbe            *probe,
                      const NnStudySpec  *spec)
{
  gboolean changed;

  take (hand);
  if (hand->full)
    ask (hand, state, probe, spec);
  else
    show (hand, NULL);
  changed = hand->changed;
  hand->changed = FALSE;
  return changed;
}

void
nn_study_hand_hold (NnStudyHand      *hand,
                    const NnViewHold *hold)
{
  if (hand->full == (hold != NULL) && (hold == NULL || is_same_hold (&hand->hold, hold)))
    return;
  hand->full = hold != NULL;
  if (hold != NULL)
    hand->hold = *hold;
  hand->moved = TRUE;
}

void
nn_study_hand_ask_anew (NnStudyHand *hand)
{
  hand->moved = TRUE;
}

void
nn_study_hand_change_run (NnStudyHand *hand)
{
  show (hand, NULL);
  forget (hand);
  hand->since = 0;
}

NnFrame *
nn_study_hand_get (NnStudyHand *hand)
{
  return hand->frame;
}

NnStudyHand *
nn_study_hand_new (NnViewer  *viewer,
                   NnViewKind kind)
{
  NnStudyHand *hand;

  g_return_val_if_fail (kind == NN_VIEW_OCCLUDED || kind == NN_VIEW_TRANSFORMED, NULL);

  hand = g_new0 (NnStudyHand, 1);
  hand->viewer = viewer;
  hand->kind = kind;
  return hand;
}

void
nn_study_hand_free (NnStudyHand *hand)
{
  if (hand == NULL)
    return;
  show (hand, NULL);
  forget (hand);
  g_free (hand);
}
