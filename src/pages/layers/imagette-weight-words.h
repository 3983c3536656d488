/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "session/nn-weight-look.h"

G_BEGIN_DECLS

/* One update of one weight, written out as Pango markup: what each image of the batch
 * wants of it, the gradient that they add up to, and the optimizer's arithmetic down to
 * the new weight. In the first part the shown decimals add up, to the last one; the second
 * has as many digits as name a float, so that every line can be done again, to the bit.
 *
 * The largest shares are shown, or all; each image is a link whose address is its number
 * in the batch, from 0, and the one that the look has open shows the positions. The
 * address "all" is for showing all, or only the largest again.
 *
 * name: of the weight; now: what it is in the network that is shown; labels: of the
 * training set. (transfer full) */
char *imagette_weight_words (const char         *name,
                             const NnWeightLook *look,
                             const guint8       *labels,
                             float               now,
                             gboolean            all);

G_END_DECLS
