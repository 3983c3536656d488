/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "datasets/nn-dataset.h"
#include "nn/nn-evaluation.h"
#include "nn/nn-hands.h"

G_BEGIN_DECLS

/* One training run as a plain synchronous object: the command line drives it
 * in a loop, the trainer drives it from its thread. Both get the same bits. */
typedef struct
{
  NnNetworkSpec network;
  guint64 seed;                   /* 1 */
  NnHyper hyper;                  /* nn_hyper_default (NN_OPTIMIZER_ADAM) */
  guint batch;                    /* 64; 1..1024 */
  guint hold_out;                 /* 0 */
} NnTrainingSpec;

NnTrainingSpec nn_training_spec_default (void);
/* A spec from a file, for this data: the batch in its range, no more held out than there is. */
NnTrainingSpec nn_training_spec_fit     (const NnTrainingSpec *spec,
                                         const NnDataset      *dataset);

/* Where a run is. "epoch" counts completed ones; the fourth is running when it is 3. */
typedef struct
{
  guint64 update;                 /* since the start */
  guint epoch;
  guint position;                 /* images of the running epoch already used */
  guint images;                   /* images an epoch */
  guint batch, batches;           /* "batch 412 of 938" at the present batch size; 0 at an epoch's start */
  double running_loss, running_accuracy; /* means over the running epoch so far (at its end: the whole epoch) */
  guint64 state;                  /* which weights: equal numbers, in the whole process, equal weights; later ones are larger */
} NnPlace;

/* Fills in batch and batches, which follow from position and images: no file needs to hold them. */
void           nn_place_count_batches   (NnPlace *place,
                                         guint    batch);

/* A line of the epoch curve, of --json and of the CSV. */
typedef struct
{
  guint epoch;                    /* 1 … */
  guint64 update;
  double train_loss, train_accuracy;
  double test_loss, test_accuracy;
  double hold_out_loss, hold_out_accuracy; /* NaN without hold-out */
  double seconds;                 /* of training alone */
} NnEpochPoint;

/* A full state to go on from: immutable, ref-counted. */
typedef struct
{
  gatomicrefcount ref_count;
  NnPlace place;
  NnTrainingSpec spec;            /* hyper-parameters in force then */
  NnNetwork *network;
  NnOptimizer *optimizer;
  double loss_sum;                /* of the running epoch, so that its mean resumes to the bit */
  guint correct_sum;
  NnEvaluation *evaluation;       /* on the test set; NULL if none was made at this moment */
} NnMoment;

/* network and optimizer are taken; evaluation may be NULL; the sums are 0. */
NnMoment      *nn_moment_new            (NnNetwork            *network,
                                         NnOptimizer          *optimizer,
                                         const NnTrainingSpec *spec,
                                         const NnPlace        *place,
                                         NnEvaluation         *evaluation);
NnMoment      *nn_moment_ref            (NnMoment *moment);
void           nn_moment_unref          (NnMoment *moment);

typedef struct _NnTraining NnTraining;

NnTraining    *nn_training_new          (NnDataset            *dataset,
                                         const NnTrainingSpec *spec,
                                         NnBackend             backend,
                                         int                   n_threads);
void           nn_training_free         (NnTraining           *training);

const NnTrainingSpec *nn_training_get_spec (NnTraining        *training);
const NnPlace *nn_training_get_place    (NnTraining           *training);
const NnNetwork *nn_training_get_network (NnTraining          *training);
NnEngine      *nn_training_get_engine   (NnTraining           *training);
NnDataset     *nn_training_get_dataset  (NnTraining           *training);

/* Hold from the next batch on; the order of the epoch's other images stays.
 * Another kind of optimizer starts with an empty state. */
void           nn_training_set_hyper    (NnTraining           *training,
                                         const NnHyper        *hyper);
void           nn_training_set_batch    (NnTraining           *training,
                                         guint                 batch);

/* Hands on the network, from the next batch on; see nn/nn-hands.h. */
void           nn_training_set_hands    (NnTraining           *training,
                                         const NnHands        *hands);
void           nn_training_get_filter   (NnTraining           *training,
                                         int                   layer,
                                         int                   map,
                                         NnFilter             *filter);
void           nn_training_set_filter   (NnTraining           *training,
                                         const NnFilter       *filter);

/* The images that the next step will use, in its order: [n], valid until then. */
const guint32 *nn_training_get_next_batch (NnTraining         *training,
                                         guint                *n);
/* One batch. TRUE if it ended an epoch. A loss that is not finite is in result; nothing is hidden. */
gboolean       nn_training_step         (NnTraining           *training,
                                         NnBatchResult        *result);
NnEvaluation  *nn_training_evaluate     (NnTraining           *training,       /* on the test set */
                                         gboolean            (*cancelled) (gpointer data),
                                         gpointer              data);
NnEvaluation  *nn_training_evaluate_held_out (NnTraining      *training);      /* NULL without hold-out */

/* Side by side; valid until the next restore. NULL without hold-out. */
const NnImages *nn_training_get_held_out (NnTraining          *training);

NnMoment      *nn_training_capture      (NnTraining           *training,
                                         NnEvaluation         *evaluation);    /* may be NULL */
/* The state of moment, to the bit. Shapes must agree (same network spec). */
void           nn_training_restore      (NnTraining           *training,
                                         const NnMoment       *moment);
/* The line of the epoch that has just ended; test, held_out: NULL gives NaN. */
NnEpochPoint   nn_training_epoch_point  (NnTraining           *training,
                                         const NnEvaluation   *test,
                                         const NnEvaluation   *held_out,
                                         double                seconds);
/* TRUE at the updates that a timeline keeps: 0, 1, 3, 10, 30, 100, 300 and each end of an epoch. */
gboolean       nn_training_is_moment    (NnTraining           *training);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NnTraining, nn_training_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (NnMoment, nn_moment_unref)

G_END_DECLS
