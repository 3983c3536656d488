/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "session/nn-frame.h"
#include "session/nn-trainer.h"

G_BEGIN_DECLS

/* The second worker: it answers what is asked about states that stand still (a
 * moment of the past, the present while paused), on one thread and an engine of
 * its own, so that training need not stop for looking.
 *
 * In: an immutable request. Out: an immutable result, in a slot for each kind.
 * A newer request of a kind replaces the one that waits and cancels the one in
 * work, between two chunks of at most 5 ms; a request of a more urgent kind (lower
 * number) goes first, and long work that it interrupts is begun again after it. */
typedef enum
{
  NN_VIEW_LIVE,                   /* the present state with another probe: a frame */
  NN_VIEW_PAST,                   /* a moment: a frame */
  NN_VIEW_EVALUATION,             /* of a state that has none: the test set */
  NN_VIEW_N_KINDS,
} NnViewKind;

typedef struct
{
  NnViewKind kind;
  guint64 serial;                 /* set by nn_viewer_ask, comes back with the result */
  NnPlace place;
  NnTrainingSpec spec;
  NnNetwork *network;
  NnProbe *probe;                 /* NULL for an evaluation */
  NnEvaluation *evaluation;       /* to go into the frame; may be NULL */
  guint64 evaluation_update;
} NnViewRequest;

typedef struct
{
  NnViewKind kind;
  guint64 serial;
  NnFrame *frame;                 /* one … */
  NnEvaluation *evaluation;       /* … or the other */
} NnViewResult;

/* Takes references. */
NnViewRequest *nn_view_request_new  (NnViewKind            kind,
                                     NnNetwork            *network,
                                     const NnTrainingSpec *spec,
                                     const NnPlace        *place,
                                     NnProbe              *probe);
void           nn_view_request_free (NnViewRequest        *request);
void           nn_view_result_free  (NnViewResult         *result);

typedef struct _NnViewer NnViewer;

NnViewer      *nn_viewer_new        (NnDataset            *dataset,
                                     NnBackend             backend,
                                     NnWake                wake,
                                     gpointer              data);
void           nn_viewer_free       (NnViewer             *viewer);   /* ends the thread after at most a chunk */
guint64        nn_viewer_ask        (NnViewer             *viewer,
                                     NnViewRequest        *request);  /* taken; its serial */
/* The answer is of no use any more. */
void           nn_viewer_cancel     (NnViewer             *viewer,
                                     NnViewKind            kind);
NnViewResult  *nn_viewer_take       (NnViewer             *viewer,
                                     NnViewKind            kind);     /* (transfer full), NULL: nothing new */

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NnViewRequest, nn_view_request_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (NnViewResult, nn_view_result_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (NnViewer, nn_viewer_free)

G_END_DECLS
