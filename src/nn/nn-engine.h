/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "nn/nn-optimizer.h"

G_BEGIN_DECLS

/* The engine computes: it owns scratch memory and worker threads, no weights.
 * One engine belongs to one thread at a time; several may exist. */
typedef enum
{
  NN_BACKEND_REFERENCE,           /* kernels/reference: the naive twin, any processor */
  NN_BACKEND_BLAS,                /* im2col + cblas_sgemm, one BLAS thread */
  NN_BACKEND_BASELINE,            /* images in lanes, plain x86-64, no FMA */
  NN_BACKEND_AVX2,                /* images in lanes; the same bits as … */
  NN_BACKEND_AVX512,              /* … this */
} NnBackend;

const char *nn_backend_to_string   (NnBackend   backend);       /* "reference", "blas", "baseline", "avx2", "avx512" */
gboolean    nn_backend_is_available (NnBackend  backend);       /* on this processor */
NnBackend   nn_backend_best        (void);
/* IMAGETTE_SIMD, or the best. NN_ERROR_UNSUPPORTED for an unknown name or a level the processor lacks. */
gboolean    nn_backend_from_environment (NnBackend  *backend,
                                         GError    **error);

typedef struct
{
  double loss;                    /* mean cross-entropy in nats, before the update */
  int correct;                    /* right answers, before the update */
} NnBatchResult;

/* Every layer's output for one image, after its activation. Immutable. */
typedef struct
{
  gatomicrefcount ref_count;
  int n_layers;                   /* as in the network's table, [0] is the input */
  NnTensor *layers[NN_MAX_LAYERS]; /* [C][H][W], dense [units]; the last one holds the logits */
  float probabilities[NN_CLASSES]; /* soft-max of the logits */
  int best, second;               /* classes; ties go to the lower class */
} NnActivations;

NnActivations *nn_activations_ref   (NnActivations *activations);
void           nn_activations_unref (NnActivations *activations);

typedef struct _NnEngine NnEngine;

/* n_threads >= 1: the caller is one of them. Weights are the same to the bit for every n_threads. */
NnEngine      *nn_engine_new        (const NnNetworkSpec *spec,
                                     NnBackend            backend,
                                     int                  n_threads);
void           nn_engine_free       (NnEngine            *engine);
NnBackend      nn_engine_get_backend (NnEngine           *engine);
int            nn_engine_get_threads (NnEngine           *engine);

/* One update on the batch of pixels[index], index in indices: loss, gradients,
 * update. network and optimizer are overwritten.
 * What all of these compute with obeys the network's hands (nn-hands.h): muted maps
 * are 0, muted and frozen filters stay as they are.
 * pixels: [any][28][28] bytes; labels: [any], 0..9; indices: [n], 1 <= n <= 1024. */
NnBatchResult  nn_engine_train_batch (NnEngine           *engine,
                                      NnNetwork          *network,
                                      NnOptimizer        *optimizer,
                                      const NnHyper      *hyper,
                                      const guint8       *pixels,
                                      const guint8       *labels,
                                      const guint32      *indices,
                                      int                 n);

/* The gradients alone, accumulated nowhere: gradient: [block_size], overwritten. For tests and the view of one weight. */
NnBatchResult  nn_engine_gradient   (NnEngine            *engine,
                                     const NnNetwork     *network,
                                     const guint8        *pixels,
                                     const guint8        *labels,
                                     const guint32       *indices,
                                     int                  n,
                                     float               *gradient);

/* Logits of n consecutive images, any n: pixels [n][28][28] bytes -> logits [n][10], overwritten. */
void           nn_engine_predict    (NnEngine            *engine,
                                     const NnNetwork     *network,
                                     const guint8        *pixels,
                                     int                  n,
                                     float               *logits);

/* image: [28][28] floats in [0, 1]. (transfer full) */
NnActivations *nn_engine_activations (NnEngine           *engine,
                                      const NnNetwork    *network,
                                      const float        *image);

/* The same for many at once, on all threads: images [n][28][28]; results: [n], (transfer full).
 * Some 35 KB each: better in portions. */
void           nn_engine_activations_many (NnEngine        *engine,
                                           const NnNetwork *network,
                                           const float     *images,
                                           int              n,
                                           NnActivations  **results);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NnActivations, nn_activations_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (NnEngine, nn_engine_free)

G_END_DECLS
