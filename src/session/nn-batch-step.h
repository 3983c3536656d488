/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "session/nn-training.h"

G_BEGIN_DECLS

/* One update that was asked for by itself ("step one batch"): all that is needed to
 * do it once more and look at it closely. Immutable once state is set, ref-counted. */
typedef struct
{
  gatomicrefcount ref_count;
  NnMoment *before;               /* weights, optimizer and hyper-parameters that it began with */
  int n;                          /* images of the batch */
  guint32 *indices;               /* [n] into the training set, in the batch's order */
  guint64 state;                  /* of the weights that came of it (NnPlace) */
} NnBatchStep;

/* The update that training will do next; its maker sets state when it is done. (transfer full) */
NnBatchStep *nn_batch_step_new   (NnTraining  *training);
NnBatchStep *nn_batch_step_ref   (NnBatchStep *step);
void         nn_batch_step_unref (NnBatchStep *step);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NnBatchStep, nn_batch_step_unref)

G_END_DECLS
