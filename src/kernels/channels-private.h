/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "kernels/lanes-private.h"
#include "kernels/nnk-channels.h"

/* The table's functions, see nnk-channels.h. */
void NNK_NAME (channels_conv) (float *out, const float *x, const float *w, const float *bias,
                               const NnkWindow *window, const NnkPart *part);
void NNK_NAME (channels_max_pool) (float *out, const float *x, const NnkWindow *window,
                                   const NnkPart *part);
void NNK_NAME (channels_average_pool) (float *out, const float *x, const NnkWindow *window,
                                       const NnkPart *part);
