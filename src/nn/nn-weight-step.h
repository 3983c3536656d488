/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "nn/nn-engine.h"

G_BEGIN_DECLS

/* What one update does to one parameter (a weight or a bias), written out: the
 * gradient as a sum over the images of the batch, each image's share as a sum over
 * the positions at which the weight was used, and the optimizer's arithmetic from
 * the old number to the new one.
 *
 * Shares are computed in double from the activations, by the chain rule; `gradient`
 * is what the engine itself came to in float, and everything after it is rounded as
 * the engine does, so that new_w is the updated network's number to the bit. */
typedef struct
{
  guint32 image;                  /* index into pixels */
  double share;                   /* of the gradient: of the batch's mean, so 1 / n is in it */
} NnShare;

/* One position at which a weight was used. */
typedef struct
{
  double delta;                   /* ∂loss/∂ of the sum there, before its activation; 1 / n is in it */
  double input;                   /* what the weight met; 1 for a bias */
  double product;                 /* delta · input: what it adds to the share */
} NnUse;

typedef struct
{
  int parameter;                  /* index into the network's table of parameters */
  gsize index;                    /* in file order, 0 … size - 1 */
  int n;                          /* images of the batch */
  NnShare *shares;                /* [n], in the batch's order */
  double sum;                     /* of the shares: the gradient, but for its rounding */
  float gradient;                 /* the engine's */
  gboolean held;                  /* its filter is muted or frozen: all below stays as it is … */
  gboolean muted;                 /* … and no image has a share in a muted one */
  float decay;                    /* weight_decay · w, added to it; 0 without */

  NnHyper hyper;
  float w, first, second;         /* before; Adam's m and v, momentum's v in first; else 0 */
  float step, scale;              /* Adam: rate / (1 - β₁ᵗ), 1 / sqrt (1 - β₂ᵗ) (kernels/reference/adam.h) */
  float new_first, new_second;
  float change;                   /* what is subtracted from w; 0 if it is held */
  float unclipped;                /* the new weight before the RMS clip … */
  float new_w;                    /* … and after it: what is in the network then */
} NnWeightStep;

/* network, optimizer: before the update, left alone. pixels, labels, indices, n: the
 * batch, as for nn_engine_train_batch (). Some 20 ms for 64 images: not on the main
 * thread. cancelled (data), which may be NULL, is asked before the batch's gradient and
 * before each image; NULL if it answered TRUE. (transfer full) */
NnWeightStep *nn_weight_step_new       (NnEngine            *engine,
                                        NnNetwork           *network,
                                        const NnOptimizer   *optimizer,
                                        const NnHyper       *hyper,
                                        const guint8        *pixels,
                                        const guint8        *labels,
                                        const guint32       *indices,
                                        int                  n,
                                        int                  parameter,
                                        gsize                index,
                                        gboolean           (*cancelled) (gpointer data),
                                        gpointer             data);
void          nn_weight_step_free      (NnWeightStep        *step);

/* The layer that the parameter belongs to, an index into the network's table. */
int           nn_weight_step_find_layer (const NnNetwork    *network,
                                        int                  parameter);

/* One image's share, taken apart: [height][width] of the parameter's layer, what each
 * position adds (a dense layer has one position; a muted map adds nothing). weight: of
 * the image's loss in the batch's mean, 1 / n. activations: of the image. (transfer full) */
NnUse        *nn_weight_step_positions (NnNetwork           *network,
                                        const NnActivations *activations,
                                        int                  label,
                                        double               weight,
                                        int                  parameter,
                                        gsize                index);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NnWeightStep, nn_weight_step_free)

G_END_DECLS
