/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* The reference kernels are one text, compiled twice: in float, as nnk_ref_…,
 * and with NNK_DOUBLE in double, as nnk_ref64_…. In double a central difference
 * (f (x + h) - f (x - h)) / 2h is good to ten digits, which is how gradients
 * are tested. A source that defines NNK_DOUBLE writes the names without 64, too. */
#ifndef NNK_DOUBLE

typedef float nnk_real;
#define nnk_real_sqrt sqrtf

#else

typedef double nnk_real;
#define nnk_real_sqrt sqrt

#define nnk_ref_conv2d_forward nnk_ref64_conv2d_forward
#define nnk_ref_conv2d_backward nnk_ref64_conv2d_backward
#define nnk_ref_max_pool_forward nnk_ref64_max_pool_forward
#define nnk_ref_max_pool_backward nnk_ref64_max_pool_backward
#define nnk_ref_dense_forward nnk_ref64_dense_forward
#define nnk_ref_dense_backward nnk_ref64_dense_backward
#define nnk_ref_relu_forward nnk_ref64_relu_forward
#define nnk_ref_relu_backward nnk_ref64_relu_backward
#define nnk_ref_tanh_forward nnk_ref64_tanh_forward
#define nnk_ref_tanh_backward nnk_ref64_tanh_backward
#define nnk_ref_softmax_forward nnk_ref64_softmax_forward
#define nnk_ref_cross_entropy_forward nnk_ref64_cross_entropy_forward
#define nnk_ref_cross_entropy_backward nnk_ref64_cross_entropy_backward
#define nnk_ref_sgd_update nnk_ref64_sgd_update
#define nnk_ref_momentum_update nnk_ref64_momentum_update
#define nnk_ref_rmsprop_update nnk_ref64_rmsprop_update
#define nnk_ref_adam_update nnk_ref64_adam_update
#define nnk_ref_rms_clip nnk_ref64_rms_clip
#define nnk_ref_conv2d_transposed nnk_ref64_conv2d_transposed
#define nnk_ref_max_unpool nnk_ref64_max_unpool
#define nnk_ref_dense_transposed nnk_ref64_dense_transposed
#define nnk_ref_window_conv nnk_ref64_window_conv
#define nnk_ref_window_maximum nnk_ref64_window_maximum
#define nnk_ref_window_mean nnk_ref64_window_mean

#endif
