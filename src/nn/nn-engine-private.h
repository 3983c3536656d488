/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "nn/nn-stopwatch.h"
#include "nn/nn-survey.h"

G_BEGIN_DECLS

/* What a back end is: a struct that starts with NnEngine, and these functions.
 * Arguments are checked before they get here; meanings as in nn-engine.h. */
typedef struct
{
  /* A new instance; its NnEngine is filled in by nn_engine_new (). */
  NnEngine      *(*create)      (const NnNetworkSpec *spec,
                                 NnBackend            backend,
                                 int                  n_threads);
  void           (*destroy)     (NnEngine            *engine);   /* the instance, too */
  NnBatchResult  (*train_batch) (NnEngine            *engine,
                                 NnNetwork           *network,
                                 NnOptimizer         *optimizer,
                                 const NnHyper       *hyper,
                                 const guint8        *pixels,
                                 const guint8        *labels,
                                 const guint32       *indices,
                                 int                  n);
  NnBatchResult  (*gradient)    (NnEngine            *engine,
                                 const NnNetwork     *network,
                                 const guint8        *pixels,
                                 const guint8        *labels,
                                 const guint32       *indices,
                                 int                  n,
                                 float               *gradient);
  void           (*predict)     (NnEngine            *engine,
                                 const NnNetwork     *network,
                                 const guint8        *pixels,
                                 int                  n,
                                 float               *logits);
  void           (*activations) (NnEngine            *engine,
                                 const NnNetwork     *network,
                                 const float         *images,
                                 int                  n,
                                 NnActivations      **results);
  /* NULL: nn_survey_plain () will do. */
  void           (*survey)      (NnEngine            *engine,
                                 const NnNetwork     *network,
                                 const NnSurvey      *survey);
} NnEngineClass;

struct _NnEngine
{
  const NnEngineClass *klass;
  NnNetworkSpec spec;
  NnBackend backend;
  int n_threads;
  NnNetwork *silent;              /* the last network with muted maps, silenced; NULL before the first */
  NnStopwatch *watches;           /* [n_threads]; NULL: nobody measures */
  gint64 watched_since;
};

/* What is to be computed with, of a network that is only read: itself, or, with
 * muted maps, a silenced copy that is the engine's and holds until the next call.
 * The functions of a class get this one. */
const NnNetwork *nn_engine_listen (NnEngine        *engine,
                                   const NnNetwork *network);

/* A batch of training with hands on: held filters come out as they went in. */
NnBatchResult nn_engine_train_held (NnEngine      *engine,
                                    NnNetwork     *network,
                                    NnOptimizer   *optimizer,
                                    const NnHyper *hyper,
                                    const guint8  *pixels,
                                    const guint8  *labels,
                                    const guint32 *indices,
                                    int            n);
/* Nothing depends on a muted filter: its gradient ([block_size], in place) is 0. */
void          nn_engine_mute_gradient (const NnNetwork *network,
                                       float           *gradient);

/* The watch of a thread of it, started; NULL if nobody measures. */
static inline NnStopwatch *
nn_engine_start_watch (NnEngine *engine,
                       int       worker)
{
  NnStopwatch *watch = engine->watches != NULL ? &engine->watches[worker] : NULL;

  nn_stopwatch_start (watch);
  return watch;
}

/* NULL: not in this build, or not for this processor. */
const NnEngineClass *nn_reference_engine_class (void);
const NnEngineClass *nn_blas_engine_class      (void);
const NnEngineClass *nn_lanes_engine_class     (NnBackend backend);

/* For back ends: the tensors of the layer table (taken), [n_layers - 1] the
 * logits, from which probabilities, best and second follow. */
NnActivations *nn_activations_new (int        n_layers,
                                   NnTensor **layers);

G_END_DECLS
