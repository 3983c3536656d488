/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "session/nn-comparison.h"

G_BEGIN_DECLS

/* A comparison that is made on a thread of its own while somebody looks on; lives on the
 * main thread. Commands go down to the worker, reports come up through a slot. Nothing
 * here computes; stopping waits for at most two batches or a pass over the test images.
 *
 * Signals: "changed" ()   another report, or another state
 */
#define NN_TYPE_CONTEST (nn_contest_get_type ())
G_DECLARE_FINAL_TYPE (NnContest, nn_contest, NN, CONTEST, GObject)

typedef enum { NN_CONTEST_IDLE, NN_CONTEST_RUNNING, NN_CONTEST_PAUSED } NnContestState;

NnContest          *nn_contest_new          (NnDataset              *dataset,
                                             NnBackend               backend,
                                             int                     n_threads);
/* Ends what was running, and forgets what it came to. n_seeds >= 1. */
void                nn_contest_start        (NnContest              *contest,
                                             const NnComparisonSpec *spec,
                                             guint                   n_seeds);
void                nn_contest_pause        (NnContest              *contest);
void                nn_contest_resume       (NnContest              *contest);
/* What it came to stays. */
void                nn_contest_stop         (NnContest              *contest);
NnContestState      nn_contest_get_state    (NnContest              *contest);
/* Immutable, the heat under way included; NULL before the first start. Valid until "changed". */
const NnComparison *nn_contest_get_report   (NnContest              *contest);
double              nn_contest_get_progress (NnContest              *contest);   /* 0..1 */
NnDataset          *nn_contest_get_dataset  (NnContest              *contest);

G_END_DECLS
