/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "render/nn-pairs.h"
#include "widgets/imagette-canvas.h"

G_BEGIN_DECLS

/* Pairs of bars (render/nn-pairs.h) under a heading, which is the title, too. */
#define IMAGETTE_TYPE_PAIRS (imagette_pairs_get_type ())
G_DECLARE_FINAL_TYPE (ImagettePairs, imagette_pairs, IMAGETTE, PAIRS, ImagetteCanvas)

GtkWidget *imagette_pairs_new (void);
/* Everything is copied. names: of the first and the second bar, spoken. */
void       imagette_pairs_set (ImagettePairs     *self,
                               const NnPairs     *pairs,
                               const char *const  names[2]);

G_END_DECLS
