/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* A dense layer over long rows, inputs in the lanes: what the head of a transfer run computes with.
 * Rows of in and weight are pitch floats apart, a multiple of 16, what is past their C numbers is 0.
 * Sums over the inputs run in 16 lanes and one fixed tree, sums over images in order, nothing is
 * fused: one processor gives the bits of another. Twins: nnk_ref_dense_forward, _backward. */
#define NNK_ROWS_LANES 16

/* out[b,o] = bias[o] + Σ_i in[b,i] · weight[o,i]. in [B][pitch], weight [OC][pitch], out [B][OC]. */
void nnk_rows_dense_forward  (float       *out,
                              const float *in,
                              const float *weight,
                              const float *bias,
                              int          B,
                              int          OC,
                              int          pitch);
/* Adds to dweight [OC][pitch], dbias [OC] and, unless NULL, din [B][pitch]. */
void nnk_rows_dense_backward (float       *din,
                              float       *dweight,
                              float       *dbias,
                              const float *dout,
                              const float *in,
                              const float *weight,
                              int          B,
                              int          OC,
                              int          pitch);
