/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "kernels/dims.h"

/* Convolution as a product of matrices (Chellapilla, Puri and Simard 2006): the
 * patch under each position of the filter becomes a column. One image:
 * columns [C·KH·KW][OH·OW] from in [C][H][W]; dims->B and dims->OC are not used. */
void nnk_im2col_forward  (float           *columns,
                          const float     *in,
                          const NnkConv2d *dims);
/* din[…] += Σ of all columns' copies of it. */
void nnk_im2col_backward (float           *din,
                          const float     *dcolumns,
                          const NnkConv2d *dims);
