/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "session/nn-timeline.h"

G_BEGIN_DECLS

/* A training run with all that it leaves behind. Owned by the trainer's thread,
 * which reads the fields and changes them only through these functions. */
typedef struct
{
  NnTraining *training;
  NnTimeline *timeline;
  NnEvaluation *evaluation;       /* the latest on the test set; NULL before the first */
  guint64 evaluation_update;      /* where it was made … */
  guint64 evaluation_state;       /* … and of which weights */
  double evaluation_seconds;      /* what it cost; 0 unknown */
  double epoch_seconds;           /* of training alone, in the running epoch */
  gboolean diverged;              /* the last loss is not finite: no further batch is done */
  guint64 origin;                 /* the state it began with; a larger one was learned or drawn here */
  GArray *edits;                  /* what hands have changed, for undo; nn-run-hands.c */
} NnRun;

/* Asked between two chunks of an evaluation; TRUE gives it up. */
typedef gboolean (*NnCancelled) (gpointer data);

/* From its seed; the initial weights are its first moment. */
NnRun   *nn_run_new            (NnDataset            *dataset,
                                const NnTrainingSpec *spec,
                                NnBackend             backend,
                                int                   n_threads);
/* At the last of these moments (at least one, all of one network). epochs may be NULL. */
NnRun   *nn_run_new_from_moments (NnDataset          *dataset,
                                GPtrArray            *moments,    /* of NnMoment */
                                GArray               *epochs,     /* of NnEpochPoint */
                                NnBackend             backend,
                                int                   n_threads);
/* A new run at a moment of this one, without what came later. This one stays as it is. */
NnRun   *nn_run_branch         (const NnRun          *run,
                                NnMoment             *moment);
void     nn_run_free           (NnRun                *run);

/* One batch: its loss point, at the end of an epoch evaluation and epoch point,
 * and a moment where the timeline keeps one. cancelled, asked during the
 * evaluation, is for the end of the program: the epoch then has no point. */
void     nn_run_batch          (NnRun                *run,
                                NnCancelled           cancelled,
                                gpointer              data);
/* The test set, now. FALSE if it was cancelled; the old evaluation then stays. */
gboolean nn_run_evaluate       (NnRun                *run,
                                NnCancelled           cancelled,
                                gpointer              data);
/* TRUE if evaluation is not that of the present weights. */
gboolean nn_run_needs_evaluation (const NnRun        *run);

/* Hands on the network: what is muted and frozen, or a filter with new weights ([n],
 * input channels · kernel · kernel), its bias kept, its optimizer state empty. more: the
 * same stroke of the hand goes on, so that one undo takes all of it back. A moment
 * of this update is made anew. Without effect where there is no such filter. */
void     nn_run_set_hands       (NnRun                *run,
                                 const NnHands        *hands);
void     nn_run_set_filter      (NnRun                *run,
                                 int                   layer,
                                 int                   map,
                                 const float          *weights,
                                 int                   n,
                                 gboolean              more);
/* Takes the latest edit back, to the bit if no batch came between; FALSE if there is none. */
gboolean nn_run_undo_hands      (NnRun                *run);
/* The weights are other ones, at the same update. */
void     nn_run_note_edit       (NnRun                *run);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NnRun, nn_run_free)

G_END_DECLS
