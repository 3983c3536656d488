/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "kernels/dims.h"
#include "kernels/reference/real.h"

/* The kernels, written to be read. Conventions (README.md): plain row-major
 * [B][C][H][W]; outputs first, dimensions last; a forward pass overwrites its
 * output; a backward pass adds to d<name>, the gradient of the loss by <name>,
 * so the caller clears it first. No pointer may overlap another. Sums run in
 * double, in the order of the loops, and are rounded once. No allocation, no
 * state: any thread. */

/* out[b,oc,y,x] = bias[oc] + Σ_{c,ky,kx} in[b,c,s·y+ky-p,s·x+kx-p] · weight[oc,c,ky,kx],
 * with zeros around the input: a cross-correlation, the filter is not turned over.
 * in [B][C][H][W], weight [OC][C][KH][KW], bias [OC], out [B][OC][OH][OW]. */
void nnk_ref_conv2d_forward         (nnk_real         *out,
                                     const nnk_real   *in,
                                     const nnk_real   *weight,
                                     const nnk_real   *bias,
                                     const NnkConv2d  *dims);
void nnk_ref_conv2d_backward        (nnk_real         *din,       /* NULL: not wanted */
                                     nnk_real         *dweight,
                                     nnk_real         *dbias,
                                     const nnk_real   *dout,
                                     const nnk_real   *in,
                                     const nnk_real   *weight,
                                     const NnkConv2d  *dims);

/* The largest value of each K × K window, and which it was: switches are
 * ky * K + kx, the first in row-major order among equals; [B][C][OH][OW] like out. */
void nnk_ref_max_pool_forward       (nnk_real         *out,
                                     uint8_t          *switches,
                                     const nnk_real   *in,
                                     const NnkMaxPool *dims);
void nnk_ref_max_pool_backward      (nnk_real         *din,
                                     const nnk_real   *dout,
                                     const uint8_t    *switches,
                                     const NnkMaxPool *dims);

/* The largest value of each map, and where it is, the first in row-major order among
 * equals. in: [maps][size], values and places: [maps]. A NaN is never larger; at place 0 it stays. */
void nnk_ref_map_maximum            (nnk_real         *values,
                                     int32_t          *places,
                                     const nnk_real   *in,
                                     int               maps,
                                     int               size);

/* out[b,o] = bias[o] + Σ_i in[b,i] · weight[o,i]. in [B][C], out [B][OC], bias [OC];
 * weight: OC rows of C numbers, pitch apart (dweight alike, its padding is left alone). */
void nnk_ref_dense_forward          (nnk_real         *out,
                                     const nnk_real   *in,
                                     const nnk_real   *weight,
                                     const nnk_real   *bias,
                                     int               B,
                                     int               C,
                                     int               OC,
                                     int               pitch);
void nnk_ref_dense_backward         (nnk_real         *din,       /* NULL: not wanted */
                                     nnk_real         *dweight,
                                     nnk_real         *dbias,
                                     const nnk_real   *dout,
                                     const nnk_real   *in,
                                     const nnk_real   *weight,
                                     int               B,
                                     int               C,
                                     int               OC,
                                     int               pitch);

/* Element by element; the backward passes need only what came out. out may be in. */
void nnk_ref_relu_forward           (nnk_real         *out,
                                     const nnk_real   *in,
                                     size_t            n);
void nnk_ref_relu_backward          (nnk_real         *din,
                                     const nnk_real   *dout,
                                     const nnk_real   *out,
                                     size_t            n);
void nnk_ref_tanh_forward           (nnk_real         *out,
                                     const nnk_real   *in,
                                     size_t            n);
void nnk_ref_tanh_backward          (nnk_real         *din,
                                     const nnk_real   *dout,
                                     const nnk_real   *out,
                                     size_t            n);

/* probabilities[b,c] = exp (logits[b,c]) / Σ_k exp (logits[b,k]); both [B][C]. */
void nnk_ref_softmax_forward        (nnk_real         *probabilities,
                                     const nnk_real   *logits,
                                     int               B,
                                     int               C);
/* losses[b] = -ln probabilities[b,targets[b]], straight from the logits; [B], in nats. */
void nnk_ref_cross_entropy_forward  (double           *losses,
                                     const nnk_real   *logits,
                                     const uint8_t    *targets,
                                     int               B,
                                     int               C);
/* The gradient by the logits of scale · Σ_b losses[b]: scale = 1/B for the mean. */
void nnk_ref_cross_entropy_backward (nnk_real         *dlogits,
                                     const nnk_real   *probabilities,
                                     const uint8_t    *targets,
                                     double            scale,
                                     int               B,
                                     int               C);

/* Optimizers: w [n] and their state are overwritten; the exact order of every
 * rounding is in their sources. weight_decay is added to the gradient. */
void nnk_ref_sgd_update             (nnk_real         *w,
                                     const nnk_real   *g,
                                     size_t            n,
                                     nnk_real          rate,
                                     nnk_real          weight_decay);
void nnk_ref_momentum_update        (nnk_real         *w,
                                     nnk_real         *v,
                                     const nnk_real   *g,
                                     size_t            n,
                                     nnk_real          rate,
                                     nnk_real          momentum,
                                     nnk_real          weight_decay);

void nnk_ref_rmsprop_update         (nnk_real         *w,
                                     nnk_real         *v,
                                     const nnk_real   *g,
                                     size_t            n,
                                     nnk_real          rate);

typedef struct
{
  double rate;
  double beta1_power, beta2_power; /* β₁ᵗ and β₂ᵗ, this update included */
  double weight_decay;
} NnkAdam;

void nnk_ref_adam_update            (nnk_real         *w,
                                     nnk_real         *m,
                                     nnk_real         *v,
                                     const nnk_real   *g,
                                     size_t            n,
                                     const NnkAdam    *adam);

/* For each of rows filters of columns weights: if q = sqrt (mean w²) > radius,
 * w ← w·radius/q. Zeiler and Fergus, "Visualizing and Understanding Convolutional
 * Networks", 2014, §3: no single filter may dominate the first layer. */
void nnk_ref_rms_clip               (nnk_real         *w,
                                     int               rows,
                                     int               columns,
                                     nnk_real          radius);
