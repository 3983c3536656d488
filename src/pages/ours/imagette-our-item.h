/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "export/nn-our-digits.h"
#include "nn/nn-evaluation.h"
#include "widgets/imagette-image-item.h"

G_BEGIN_DECLS

/* Digit i for the gallery: "7 · Ada", "read as 1". reading: -1: not known. (transfer full) */
ImagetteImageItem *imagette_our_item_new (const NnOurDigit *digit,
                                          int               reading,
                                          guint             i);
/* Number, label and reading of each: equal bytes, equal galleries. While training, most answers are
 * the same as before. digits and evaluation may be NULL. (transfer full) */
GByteArray        *imagette_our_items_describe (const NnOurDigits  *digits,
                                                const NnEvaluation *evaluation);

G_END_DECLS
