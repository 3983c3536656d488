/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "nn/nn-weight-step.h"

G_BEGIN_DECLS

/* From the gradient to the new weight, a line for each operation of the optimizer, in
 * the order of kernels/reference: weight decay, momentum or Adam's means and their
 * corrections, the step, the clip; or why the weight stays. Floats in full. Pango markup. */
void imagette_update_append (GString            *text,
                             const NnWeightStep *step);

G_END_DECLS
