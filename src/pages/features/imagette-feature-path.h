/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "nn/nn-projection.h"

G_BEGIN_DECLS

/* The path of the max-pool switches of one unit of C3, or of S4 above it: which cells
 * of C1 its signal comes back to (DEFINITIONS §3, steps 2 to 4), summed over the six maps.
 * C1's cells lie on the pixels they look at, so it is drawn over the digit. Any thread.
 * [28][28], not negative; NULL for other layers, and when the unit is not active.
 * (transfer full) */
NnTensor *imagette_feature_path (const NnNetwork     *network,
                                 const NnActivations *activations,
                                 const NnUnit        *unit);

G_END_DECLS
