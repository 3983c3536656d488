/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "kernels/dims.h"
#include "nn/nn-engine-private.h"

G_BEGIN_DECLS

/* The plain executor: walks the layer table over [B][C][H][W] blocks, on the
 * calling thread. Where the multiply-adds are done is a table of four functions,
 * with the meaning of their nnk_ref_ twins; all else is the reference's. */
typedef struct
{
  /* scratch: [C·KH·KW·OH·OW] floats of the largest convolution, for whoever wants it. */
  void (*conv2d_forward)  (float *out, const float *in, const float *weight, const float *bias,
                           const NnkConv2d *dims, float *scratch);
  void (*conv2d_backward) (float *din, float *dweight, float *dbias, const float *dout,
                           const float *in, const float *weight, const NnkConv2d *dims,
                           float *scratch);
  void (*dense_forward)   (float *out, const float *in, const float *weight, const float *bias,
                           int B, int C, int OC, int pitch);
  void (*dense_backward)  (float *din, float *dweight, float *dbias, const float *dout,
                           const float *in, const float *weight,
                           int B, int C, int OC, int pitch);
} NnPlainKernels;

/* The rest of a class: each back end's create () calls this with its kernels. */
NnEngine      *nn_plain_engine_create (const NnNetworkSpec  *spec,
                                       const NnPlainKernels *kernels);

void           nn_plain_destroy       (NnEngine            *engine);
NnBatchResult  nn_plain_train_batch   (NnEngine            *engine,
                                       NnNetwork           *network,
                                       NnOptimizer         *optimizer,
                                       const NnHyper       *hyper,
                                       const guint8        *pixels,
                                       const guint8        *labels,
                                       const guint32       *indices,
                                       int                  n);
NnBatchResult  nn_plain_gradient      (NnEngine            *engine,
                                       const NnNetwork     *network,
                                       const guint8        *pixels,
                                       const guint8        *labels,
                                       const guint32       *indices,
                                       int                  n,
                                       float               *gradient);
void           nn_plain_predict       (NnEngine            *engine,
                                       const NnNetwork     *network,
                                       const guint8        *pixels,
                                       int                  n,
                                       float               *logits);
void           nn_plain_activations   (NnEngine            *engine,
                                       const NnNetwork     *network,
                                       const float         *images,
                                       int                  n,
                                       NnActivations      **results);

/* The class of a back end that is one: all but its create (). */
#define NN_PLAIN_ENGINE_CLASS(create_)    \
  {                                       \
    .create = (create_),                  \
    .destroy = nn_plain_destroy,          \
    .train_batch = nn_plain_train_batch,  \
    .gradient = nn_plain_gradient,        \
    .predict = nn_plain_predict,          \
    .activations = nn_plain_activations,  \
  }

/* One update of all parameters by gradient [block_size], then the RMS clip:
 * the reference's optimizers on the whole block. */
void           nn_plain_update        (NnNetwork           *network,
                                       NnOptimizer         *optimizer,
                                       const NnHyper       *hyper,
                                       const float         *gradient);

G_END_DECLS
