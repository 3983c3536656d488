/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "session/nn-session.h"
#include "session/nn-weight-look.h"

G_BEGIN_DECLS

/* The update of one weight, written out: only after a single step, since it is then
 * that one update lies between what was seen and what is seen. Main thread; the viewer
 * computes.
 *
 * Property of NnSession (read-only, notified from nn_session_tick () and with the call):
 *   "weight-look"    NnWeightLook* */

/* Of which weight; parameter -1: of none any more. One that the network does not have
 * is none, too. It is followed from step to step. */
void          nn_session_set_weight      (NnSession          *session,
                                          const NnWeightSpec *spec);
/* Owned by the session; valid until the next tick. */
/* The update that led to the weights that are shown; NULL: they came in another way, or
 * training runs. */
NnBatchStep  *nn_session_get_batch_step  (NnSession          *session);
/* Of that update; while another weight's is being made, the one before. NULL: none. */
NnWeightLook *nn_session_get_weight_look (NnSession          *session);

G_END_DECLS
