/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "nn/nn-arithmetic.h"
#include "session/nn-frame.h"

G_BEGIN_DECLS

/* The arithmetic of one cell, written out from the frame's own numbers as Pango markup:
 * bias, what each map of the layer before adds, the activation, and where the value
 * goes. Each map is a link whose address is its number from 0; the one that is open
 * shows its products, too. A layer with one map is always open.
 * unit: any cell but of the input; open: -1 for none. (transfer full) */
char *imagette_sum_words (NnFrame      *frame,
                          const NnUnit *unit,
                          int           open);

/* Soft-max: the ten exponentials, their sum, and the quotient for the answer. (transfer full) */
char *imagette_soft_max_words (NnFrame *frame);

G_END_DECLS
