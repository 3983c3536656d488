/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <stdint.h>

#include "kernels/dims.h"
#include "kernels/reference/real.h"

/* The way back that Zeiler and Fergus take ("Visualizing and understanding
 * convolutional networks", 2014, §2.1), densely and naively: what a projection is
 * tested against. Conventions as in reference.h, but for one: these overwrite in
 * (they are maps of their own, not gradients that add up). No bias anywhere.
 *
 * Each is the transpose of its forward pass as a matrix: ⟨forward (x), y⟩ =
 * ⟨x, transposed (y)⟩ with bias 0; max-pooling at given switches is linear, too. */

/* in[b,c,y,x] = Σ_{oc,ky,kx} out[b,oc,oy,ox] · weight[oc,c,ky,kx] over all
 * s·oy + ky - p = y, s·ox + kx - p = x. in [B][C][H][W], out [B][OC][OH][OW]. */
void nnk_ref_conv2d_transposed   (nnk_real         *in,
                                  const nnk_real   *out,
                                  const nnk_real   *weight,
                                  const NnkConv2d  *dims);

/* Each value back to where the maximum was; 0 elsewhere. in [B][C][H][W], out and
 * switches [B][C][OH][OW], as nnk_ref_max_pool_forward writes them. */
void nnk_ref_max_unpool          (nnk_real         *in,
                                  const nnk_real   *out,
                                  const uint8_t    *switches,
                                  const NnkMaxPool *dims);

/* in[b,i] = Σ_o out[b,o] · weight[o,i]; weight: OC rows, pitch apart. */
void nnk_ref_dense_transposed    (nnk_real         *in,
                                  const nnk_real   *out,
                                  const nnk_real   *weight,
                                  int               B,
                                  int               C,
                                  int               OC,
                                  int               pitch);
