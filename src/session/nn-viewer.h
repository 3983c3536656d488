/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "session/nn-clip-lesson.h"
#include "session/nn-study.h"
#include "session/nn-trainer.h"
#include "session/nn-weight-look.h"

G_BEGIN_DECLS

/* The second worker: it answers what is asked about states that stand still (a
 * moment of the past, the present while paused), on one thread and an engine of
 * its own, so that training need not stop for looking.
 *
 * In: an immutable request. Out: an immutable result, in a slot for each kind.
 * A newer request of a kind replaces the one that waits and cancels the one in
 * work, between two chunks of at most 5 ms. Between two chunks, too, whatever is
 * more urgent (a lower number) is answered; the longer work then goes on where it
 * was, so that no number of urgent requests keeps it from its end. */
typedef enum
{
  NN_VIEW_LIVE,                   /* the present state with another probe: a frame */
  NN_VIEW_PAST,                   /* a moment: a frame */
  NN_VIEW_OCCLUDED,               /* the probe under the occluder in the hand: a frame */
  NN_VIEW_TRANSFORMED,            /* the probe shifted, scaled and turned by the hand: a frame */
  NN_VIEW_WEIGHT,                 /* of no state, but of the step between two */
  NN_VIEW_OCCLUSION,
  NN_VIEW_INVARIANCE,
  NN_VIEW_EVALUATION,             /* of a state that has none: the test set */
  NN_VIEW_FEATURES,
  NN_VIEW_MAP,
  NN_VIEW_EVOLUTION,              /* one column */
  NN_VIEW_MAXIMA,
  NN_VIEW_CLIP_LESSON,            /* of no state of the run: several results, the last one finished */
  NN_VIEW_N_KINDS,
} NnViewKind;

/* What the hand does to the probe; what of it belongs to the kind counts. */
typedef struct
{
  int row, column;                /* OCCLUDED: the middle of the occluder */
  NnTransform transform;          /* TRANSFORMED */
} NnViewHold;

typedef struct
{
  NnViewKind kind;
  guint64 serial;                 /* set by nn_viewer_ask, comes back with the result */
  NnPlace place;
  NnTrainingSpec spec;
  NnNetwork *network;
  NnProbe *probe;                 /* of frames, occlusion and invariance; else NULL */
  NnEvaluation *evaluation;       /* to go into the frame; may be NULL */
  guint64 evaluation_update;
  NnStudySpec study;              /* what of it belongs to the kind */
  gboolean units;                 /* of features */
  NnViewHold hold;                /* of OCCLUDED and TRANSFORMED */
  NnDigitMap *earlier;            /* of a map: any other one, whose pixels save time; may be NULL */
  NnBatchStep *step;              /* of a weight; else NULL */
  NnWeightSpec weight;
  NnClipLessonSpec lesson;        /* of the clip lesson, which has no network */
} NnViewRequest;

typedef struct
{
  NnViewKind kind;
  guint64 serial;
  double seconds;                 /* of work, without what was answered in between */
  NnFrame *frame;                 /* LIVE, PAST, OCCLUDED, TRANSFORMED; else NULL */
  NnEvaluation *evaluation;       /* EVALUATION; else NULL */
  /* NnWeightLook, NnOcclusion, NnInvariance, NnFeatures, NnDigitMap, NnEvolutionColumn,
   * NnMaxima, NnClipLesson of WEIGHT, OCCLUSION, INVARIANCE, FEATURES, MAP, EVOLUTION, MAXIMA,
   * CLIP_LESSON; else NULL. */
  gpointer study;
} NnViewResult;

/* Takes references. */
NnViewRequest *nn_view_request_new  (NnViewKind            kind,
                                     NnNetwork            *network,
                                     const NnTrainingSpec *spec,
                                     const NnPlace        *place,
                                     NnProbe              *probe);
NnViewRequest *nn_view_request_new_weight (NnBatchStep        *step,
                                     const NnWeightSpec   *spec);
NnViewRequest *nn_view_request_new_lesson (const NnClipLessonSpec *spec);
void           nn_view_request_free (NnViewRequest        *request);
void           nn_view_result_free  (NnViewResult         *result);
/* A reference more to, and one less of, a study of this kind. */
gpointer       nn_view_study_ref    (NnViewKind            kind,
                                     gpointer              study);
void           nn_view_study_unref  (NnViewKind            kind,
                                     gpointer              study);

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
/* Part, 0..1, of what is in work of this kind; 0 where nobody counts, and before it begins. */
double         nn_viewer_get_part   (NnViewer             *viewer,
                                     NnViewKind            kind);
NnViewResult  *nn_viewer_take       (NnViewer             *viewer,
                                     NnViewKind            kind);     /* (transfer full), NULL: nothing new */

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NnViewRequest, nn_view_request_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (NnViewResult, nn_view_result_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (NnViewer, nn_viewer_free)

G_END_DECLS
