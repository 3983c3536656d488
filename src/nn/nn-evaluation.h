/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "nn/nn-engine.h"

G_BEGIN_DECLS

/* A network's answers to a labelled set. Immutable once made. */
typedef struct
{
  gatomicrefcount ref_count;
  guint n, correct;
  double loss;                    /* mean, nats; summed in double in image order */
  guint confusion[NN_CLASSES][NN_CLASSES]; /* [given][predicted] */
  guint8 *predicted;              /* [n] */
  float *probability;             /* [n], of the predicted class */
  float *margin;                  /* [n], best logit minus second */
} NnEvaluation;

/* Runs in chunks of a few ms, asking cancelled (data) before each; NULL if it
 * answered TRUE. cancelled may be NULL. */
NnEvaluation *nn_evaluation_run   (NnEngine        *engine,
                                   const NnNetwork *network,
                                   const guint8    *pixels,    /* [n][28][28] */
                                   const guint8    *labels,    /* [n] */
                                   guint            n,
                                   gboolean       (*cancelled) (gpointer data),
                                   gpointer         data);
NnEvaluation *nn_evaluation_ref   (NnEvaluation *evaluation);
void          nn_evaluation_unref (NnEvaluation *evaluation);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NnEvaluation, nn_evaluation_unref)

G_END_DECLS
