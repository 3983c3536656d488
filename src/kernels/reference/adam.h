/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "kernels/reference/reference.h"

/* Kingma and Ba, "Adam: a method for stochastic optimization", 2015 (arXiv
 * 1412.6980), with ε outside of the square root, as PyTorch has it: m is a running
 * mean of the gradient, v of its square, and both start at 0, which 1 - βᵗ makes
 * up for.
 *
 * Every implementation rounds alike. Once per update, in double, from the running
 * products β₁ᵗ and β₂ᵗ (β₁ᵗ = β₁ᵗ⁻¹ · β₁, never pow ()), each cast to float once:
 *
 *   step  = rate / (1 - β₁ᵗ)
 *   scale = 1 / sqrt (1 - β₂ᵗ)
 *
 * Then per element, in float, each operation rounded by itself (no fused
 * multiply-add), parentheses as they are written:
 *
 *   g ← g + (weight_decay · w)              left out when weight_decay is 0
 *   m ← (β₁ · m) + (NNK_ADAM_1_BETA1 · g)
 *   v ← (β₂ · v) + ((NNK_ADAM_1_BETA2 · g) · g)
 *   w ← w - ((step · m) / ((sqrt (v) · scale) + ε))
 *
 * with the constants below cast to float. */
#define NNK_ADAM_BETA1 0.9
#define NNK_ADAM_BETA2 0.999
#define NNK_ADAM_1_BETA1 (1 - NNK_ADAM_BETA1)
#define NNK_ADAM_1_BETA2 (1 - NNK_ADAM_BETA2)
#define NNK_ADAM_EPSILON 1e-8
