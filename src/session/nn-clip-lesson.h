/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "nn/nn-strongest.h"
#include "session/nn-training.h"

G_BEGIN_DECLS

/* What the RMS clip does (DEFINITIONS §8), shown as Zeiler & Fergus show it in figure 6
 * (a) and (b): two networks of the same seed, trained on the same batches in the same
 * order, one without the clip and one with it. Each half is, to the bit, what
 * nn_training_step () gives, and so what "imagette-cli train" with and without
 * --rms-clip writes. */
typedef enum
{
  NN_CLIP_WITHOUT,
  NN_CLIP_WITH,
  NN_CLIP_N_HALVES,
} NnClipSide;

typedef struct
{
  NnTrainingSpec training;        /* of the half with the clip: hyper.rms_clip is the radius, > 0 */
  guint64 updates;                /* >= 1 */
} NnClipLessonSpec;

typedef struct
{
  NnNetwork *network;
  guint64 diverged;               /* the update whose loss was not finite: it stopped there; 0: none */
  NnStrongest *c1;                /* over the test set, says which filters are dead; NULL until finished */
  NnEvaluation *evaluation;       /* on the test set; NULL until finished */
} NnClipHalf;

/* Immutable. One is made several times a second while they train, and one at the end. */
typedef struct
{
  gatomicrefcount ref_count;
  NnClipLessonSpec spec;
  guint64 update;                 /* how many each half has done */
  gboolean finished;
  NnClipHalf halves[NN_CLIP_N_HALVES];
} NnClipLesson;

/* Of the seed and the network of a run (LeNet, where that has no filters), with
 * momentum 0.05 and a radius of 0.2 for an epoch: the rate is five times the usual one,
 * at which filters differ twofold in size but still none of the shipped start dies. */
NnClipLessonSpec nn_clip_lesson_spec_default (const NnTrainingSpec   *run,
                                              const NnDataset        *dataset);

/* Not on the main thread. report: gets each lesson on the way, (transfer full), the
 * first before the first update; asks cancelled (data) between two updates and every few
 * ms afterwards. The finished one, NULL if it said TRUE. */
NnClipLesson    *nn_clip_lesson_run          (NnDataset              *dataset,
                                              const NnClipLessonSpec *spec,
                                              NnBackend               backend,
                                              void                  (*report) (NnClipLesson *lesson,
                                                                               gpointer      data),
                                              gboolean              (*cancelled) (gpointer data),
                                              gpointer                data);
NnClipLesson    *nn_clip_lesson_ref          (NnClipLesson           *lesson);
void             nn_clip_lesson_unref        (NnClipLesson           *lesson);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NnClipLesson, nn_clip_lesson_unref)

G_END_DECLS
