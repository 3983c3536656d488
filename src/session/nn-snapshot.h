/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

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
  NnState state;
  NnFrame *frame;
  guint generation;               /* grows by one at each reset or go-on-from-here: curves start anew from … */
  gboolean truncate;              /* … or are cut after … */
  guint64 truncate_update;        /* … this update */
  GArray *losses;                 /* of NnLossPoint, new since the last snapshot that was taken; never lost */
  GArray *epochs;                 /* of NnEpochPoint, likewise */
  GPtrArray *moments;             /* of NnMoment, the whole timeline now, ascending (a few pointers) */
  double images_per_second;       /* 0 while paused */
  double seconds_left;            /* to the end of the run; NaN if unknown */
  guint target_epoch;             /* where "run" stops */
} NnSnapshot;

void nn_snapshot_free (NnSnapshot *snapshot);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NnSnapshot, nn_snapshot_free)

G_END_DECLS
