/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "session/nn-training.h"

G_BEGIN_DECLS

/* Models and whole runs as safetensors (DEFINITIONS §11).
 *
 * A model: the parameters in table order, and what they came from as metadata strings:
 *   format=imagette-1, architecture, activation, seed, epoch, update,
 *   optimizer, rate, momentum, weight_decay, batch; rms_clip and hold_out only if not 0,
 *   muted and frozen ("c1:2 c3:16", maps from 1) only if there are any.
 *
 * A run: the same, but "moments" lists the updates of its moments ("0 1 3 10"), and
 * all that belongs to one carries the prefix moment/<update>/ :
 *   tensors  <parameter>, optimizer/first/<parameter> (adam, momentum),
 *            optimizer/second/<parameter> (adam), and, if it was evaluated,
 *            evaluation/{confusion,predicted,probability,margin};
 *   metadata epoch, optimizer, rate, momentum, weight_decay, batch, muted, frozen, position, images,
 *            running_loss, running_accuracy, loss_sum, correct_sum, beta1_power,
 *            beta2_power, evaluation_loss.
 * The epoch curve is metadata, too: curve/<epoch> = "update train_loss train_accuracy
 * test_loss test_accuracy hold_out_loss hold_out_accuracy".
 *
 * No time, no threads: equal runs give equal bytes. Numbers are decimal in the C
 * locale, floats with 9 digits and doubles with 17, so that they come back to the bit.
 *
 * Errors: NN_ERROR_* or G_FILE_ERROR; each names the file, what was expected and found. */

/* What a model file says beside its weights. */
typedef struct
{
  NnTrainingSpec spec;
  guint64 update;
  guint epoch;
} NnModelInfo;

gboolean   nn_model_save    (const NnNetwork      *network,
                             const NnTrainingSpec *spec,
                             const NnPlace        *place,
                             const char           *path,
                             GError              **error);
GBytes    *nn_model_serialize (const NnNetwork    *network,
                             const NnTrainingSpec *spec,
                             const NnPlace        *place);
NnNetwork *nn_model_load    (const char           *path,
                             NnModelInfo          *info,       /* may be NULL */
                             GError              **error);
NnNetwork *nn_model_parse   (GBytes               *bytes,
                             const char           *path,       /* for messages */
                             NnModelInfo          *info,
                             GError              **error);

/* moments: of NnMoment, at least one, ascending, of one network spec, seed and hold-out;
 * curve: of NnEpochPoint (their seconds are not stored). */
gboolean   nn_run_save      (GPtrArray            *moments,
                             GArray               *curve,
                             const char           *path,
                             GError              **error);
GBytes    *nn_run_serialize (GPtrArray            *moments,
                             GArray               *curve);
/* seconds of the curve are NaN. An evaluation is of the test set the run was made with:
 * whoever shows another set compares its n first. */
gboolean   nn_run_load      (const char           *path,
                             GPtrArray           **moments,    /* (transfer full) */
                             GArray              **curve,      /* (transfer full) */
                             GError              **error);
gboolean   nn_run_parse     (GBytes               *bytes,
                             const char           *path,
                             GPtrArray           **moments,
                             GArray              **curve,
                             GError              **error);
/* TRUE if the file is one of ours, is_run: a run, not a model; FALSE with error set if neither. */
gboolean   nn_file_is_run   (const char           *path,
                             gboolean             *is_run,
                             GError              **error);

G_END_DECLS
