/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "kernels/reference/real.h"

/* The naive twins of nnk-channels.h, one image, [C][H][H]: windows that need not be square, and means
 * that leave padding out of their count. Conventions as in reference.h; forward overwrites. */
typedef struct
{
  int C, H;                       /* input [C][H][H] */
  int OC, OH;                     /* output [OC][OH][OH]; of pools OC = C */
  int KH, KW, stride;
  int pad_rows, pad_columns;      /* zeros on each side */
} NnkRefWindow;

/* out = max (0, bias + conv (in)): weight [OC][C][KH][KW], bias [OC]. */
void nnk_ref_window_conv     (nnk_real           *out,
                              const nnk_real     *in,
                              const nnk_real     *weight,
                              const nnk_real     *bias,
                              const NnkRefWindow *dims);
void nnk_ref_window_maximum  (nnk_real           *out,
                              const nnk_real     *in,
                              const NnkRefWindow *dims);
void nnk_ref_window_mean     (nnk_real           *out,
                              const nnk_real     *in,
                              const NnkRefWindow *dims);
