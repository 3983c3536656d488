/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "nn/nn-projection.h"

G_BEGIN_DECLS

/* The arithmetic behind one cell, written out from the numbers on screen: the inputs
 * are the activations' own, the weights the network's, and the sum is made again in
 * the order of the engine, so that it ends in the activation, to the bit. */
typedef struct
{
  int channel, row, column;       /* of the input: a cell of the layer before, or of the padding */
  gboolean padding;               /* a zero around the map */
  float input;
  float weight;                   /* max-pooling: 1 for the winner, else 0 */
  double product;                 /* input · weight, exact: 24 bits by 24 bits fit into 53 */
  float sum;                      /* so far: bias and the terms up to this one, rounded as the engine does */
} NnTerm;

/* How an engine adds (src/kernels/README.md, Rounding). */
typedef enum
{
  NN_ROUNDING_FUSED,              /* sum ← fma (weight, input, sum): avx2, avx512 */
  NN_ROUNDING_SEPARATE,           /* the product is rounded, too: baseline */
  NN_ROUNDING_LATE,               /* in double, rounded once: reference */
} NnRounding;

typedef struct
{
  NnUnit unit;
  NnLayerKind kind;
  gboolean activated;
  gboolean muted;                 /* a hand lies on the map: its value is 0, whatever the sum says */
  int n_terms;                    /* conv: input channels · kernel²; dense: inputs; pool: the window */
  NnTerm *terms;                  /* [n_terms]: channel by channel, row-major: document and engine order */
  int n_channels;                 /* of the input; pool: 1 */
  double *channel_sums;           /* [n_channels]: of the products of each, in double */
  float bias;                     /* pool: 0 */
  float sum;                      /* before the activation: bias + all products; pool: the maximum */
  float value;                    /* after it: the activations' own number */
  int winner;                     /* pool: index into terms; else -1 */
  NnRounding rounding;            /* with which the sum came nearest */
  gboolean exact;                 /* the sum, activated, is the value to the bit; not of BLAS, whose order is its
                                     own, and not always of tanh, which the lanes round otherwise */
} NnArithmetic;

/* unit: of any layer but the input. (transfer full) */
NnArithmetic *nn_arithmetic_new  (const NnNetwork     *network,
                                  const NnActivations *activations,
                                  const NnUnit        *unit);
void          nn_arithmetic_free (NnArithmetic        *arithmetic);

/* Soft-max of the logits: p = exp (z - largest) / sum. */
typedef struct
{
  float logits[NN_CLASSES];
  float largest;
  double exponentials[NN_CLASSES]; /* exp (z - largest), each in 0 … 1 */
  double sum;                     /* of the ten, 1 … 10 */
  float probabilities[NN_CLASSES]; /* the activations' own, equal to exponentials / sum rounded once */
} NnSoftMax;

NnSoftMax     nn_soft_max_of     (const NnActivations *activations);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NnArithmetic, nn_arithmetic_free)

G_END_DECLS
