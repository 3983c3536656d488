/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "session/nn-command.h"
#include "session/nn-snapshot.h"

G_BEGIN_DECLS

/* The worker that trains. Its thread owns the run (weights, optimizer, timeline,
 * curves) and shares none of it:
 *
 *   main thread                               trainer's thread
 *   nn_trainer_send     --- command queue -->  between two batches
 *   nn_trainer_take     <-- slot ------------  NnSnapshot: all that is to be seen
 *   nn_trainer_take_outcome <-- slot --------  NnOutcome: finished, diverged
 *   wake ()             <-- any time --------  look into the slots, even if no frame clock ticks
 *
 * Snapshots are made when the slot is empty and 33 ms have passed since the
 * last one, and always as the answer to commands (a change of probe excepted:
 * while paused that is the viewer's) and at the end of a step, a pause, a
 * finish or a failure. One that was not taken in time is replaced, and its
 * loss points and epochs go with the next: they all arrive, and once.
 *
 * The test set is evaluated at the end of each epoch; at the timeline's early
 * moments if that takes less than a twentieth of a second; and while paused, as
 * long as no command comes. NnFrame.evaluation_update says of which weights it is. */
/* So many earlier runs are kept for undo; the untrained ones go first. */
#define NN_TRAINER_MAX_OLD_RUNS 4

typedef struct _NnTrainer NnTrainer;

/* Called from the worker's thread; must neither wait nor call back. */
typedef void (*NnWake) (gpointer data);

NnTrainer  *nn_trainer_new          (NnDataset            *dataset,
                                     const NnTrainingSpec *spec,
                                     NnBackend             backend,
                                     int                   n_threads,
                                     NnProbe              *probe,
                                     NnWake                wake,
                                     gpointer              data);
/* Ends the thread after at most one batch or one chunk of an evaluation. */
void        nn_trainer_free         (NnTrainer            *trainer);
void        nn_trainer_send         (NnTrainer            *trainer,
                                     NnCommand            *command);  /* taken */
NnSnapshot *nn_trainer_take         (NnTrainer            *trainer);  /* (transfer full), NULL: nothing new */
NnOutcome  *nn_trainer_take_outcome (NnTrainer            *trainer);  /* likewise */

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NnTrainer, nn_trainer_free)

G_END_DECLS
