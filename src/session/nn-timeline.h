/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "session/nn-snapshot.h"

G_BEGIN_DECLS

/* What a run has left behind: its moments, its losses, its epochs. Owned by
 * the trainer's thread. The list of moments is never changed once it is made
 * (adding makes a longer list), so snapshots carry it up without a copy. */
typedef struct _NnTimeline NnTimeline;

NnTimeline *nn_timeline_new         (void);
void        nn_timeline_free        (NnTimeline         *timeline);
/* Up to and with this moment: what is left when training goes on from there. */
NnTimeline *nn_timeline_copy_until  (const NnTimeline   *timeline,
                                     const NnMoment     *moment);

void        nn_timeline_add_moment  (NnTimeline         *timeline,
                                     NnMoment           *moment);     /* taken */
/* For the one of the same update, at the end of the list; FALSE if the last one is older. */
gboolean    nn_timeline_replace_last (NnTimeline        *timeline,
                                     NnMoment           *moment);     /* taken */
void        nn_timeline_add_loss    (NnTimeline         *timeline,
                                     const NnLossPoint  *point);
void        nn_timeline_add_epoch   (NnTimeline         *timeline,
                                     const NnEpochPoint *point);

GPtrArray  *nn_timeline_get_moments (const NnTimeline   *timeline);   /* of NnMoment, ascending; immutable */
GArray     *nn_timeline_get_losses  (const NnTimeline   *timeline);   /* of NnLossPoint, grows */
GArray     *nn_timeline_get_epochs  (const NnTimeline   *timeline);   /* of NnEpochPoint, grows */
gboolean    nn_timeline_has_moment  (const NnTimeline   *timeline,
                                     const NnMoment     *moment);     /* this very one */

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NnTimeline, nn_timeline_free)

G_END_DECLS
