/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "session/nn-batch-step.h"
#include "session/nn-frame.h"

G_BEGIN_DECLS

typedef enum
{
  NN_STATE_PAUSED,
  NN_STATE_RUNNING,
  NN_STATE_FINISHED,              /* reached the epoch it was to run to */
  NN_STATE_DIVERGED,              /* the loss of the last batch is not finite */
} NnState;

typedef struct
{
  guint64 update;
  float loss;
  float accuracy;                 /* of the batch */
  float x;                        /* place in epochs, fractional */
} NnLossPoint;

/* What the trainer sends up. Immutable once it is in the slot. */
typedef struct
{
  guint64 command;                /* serial of the last command that was done before this was made */
  NnState state;
  NnFrame *frame;
  guint generation;               /* grows by one when another run takes over (reset, undo, open, go on
                                   * from a moment): losses and epochs then hold all of it, from its start */
  GArray *losses;                 /* of NnLossPoint, new since the last snapshot that was taken; never lost */
  GArray *epochs;                 /* of NnEpochPoint, likewise */
  GPtrArray *moments;             /* of NnMoment, the whole timeline now, ascending; the same array until it changes */
  double images_per_second;       /* over the last second or so; 0 while paused */
  double seconds_left;            /* until it stops by itself; NaN if unknown */
  guint target_epoch;             /* where "run" stops */
  guint64 origin;                 /* the state (NnPlace) that the run began with: a larger one is its own */
  NnBatchStep *step;              /* the single step that the frame's weights came of; NULL: not of one */
  guint edits;                    /* so many changes by hand can be taken back */
} NnSnapshot;

/* How a run ended, in a slot of its own: it is not overtaken by pictures. */
typedef struct
{
  NnState state;                  /* NN_STATE_FINISHED or NN_STATE_DIVERGED */
  guint generation;
  guint64 update;
  char *failure;                  /* for people; NULL when finished */
} NnOutcome;

void nn_snapshot_free (NnSnapshot *snapshot);
void nn_outcome_free  (NnOutcome  *outcome);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NnSnapshot, nn_snapshot_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (NnOutcome, nn_outcome_free)

G_END_DECLS
