/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pages/convolution/imagette-line-model.h"

G_BEGIN_DECLS

/* What is said about a convolution in one dimension. All (transfer full). */

/* "O(2) = I(2)·K(0) + I(3)·K(1) = 2·3 + 4·2 = 14"; "" where there is no such output. */
char *imagette_line_words_sum     (const ImagetteLineModel *self,
                                   int                      position);
/* "cross-correlation: O(t) = Σ I(t + a) K(a)", as stride, padding and turning over have it. */
char *imagette_line_words_formula (const ImagetteLineModel *self);
/* "O has ⌊(5 + 2·0 − 2) / 1⌋ + 1 = 4 boxes", and what the pooling leaves of them. */
char *imagette_line_words_size    (const ImagetteLineModel *self);
/* Where the filter matches, and why the largest sum may be elsewhere. */
char *imagette_line_words_best    (const ImagetteLineModel *self);

/* A factor of a product, in brackets if a sign would stand behind the dot. */
char *imagette_line_words_factor  (float                    value);

G_END_DECLS
