/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "session/nn-digit-map.h"
#include "session/nn-frame.h"

G_BEGIN_DECLS

/* Of axis 0 or 1: "24 % of the variance lies this way across". (transfer full) */
char *imagette_map_words_axis  (int               axis,
                                double            explained);
/* "Test digit 17, a 4, read as 9: a mistake." (transfer full) */
char *imagette_map_words_digit (const NnDigitMap *map,
                                int               i);
/* Why there will be no map of the layer; NULL: there will. Translated, static. */
const char *imagette_map_words_empty (const NnFrame *frame,
                                NnMapLayer        layer);

G_END_DECLS
