/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pages/ours/imagette-our-score.h"
#include "widgets/imagette-tile.h"

G_BEGIN_DECLS

/* The three ways of making a drawing ready, side by side: what becomes of the drawing, what the
 * network reads in it, and how many of our digits it reads rightly that way; beside them, the test
 * digits of the set that it learns from. */
#define IMAGETTE_TYPE_OUR_WAYS (imagette_our_ways_get_type ())
G_DECLARE_FINAL_TYPE (ImagetteOurWays, imagette_our_ways, IMAGETTE, OUR_WAYS, GtkWidget)

GtkWidget    *imagette_our_ways_new         (void);
/* [NN_DIGIT_N_WAYS][28][28]; NULL: nothing is drawn. */
void          imagette_our_ways_set_drawing (ImagetteOurWays         *self,
                                             const guint8            *drawing);
/* answer NULL: none yet, or a secret; test NULL: likewise. */
void          imagette_our_ways_set_answer  (ImagetteOurWays         *self,
                                             const ImagetteOurAnswer *answer,
                                             const NnEvaluation      *test);
ImagetteTile *imagette_our_ways_get_tile    (ImagetteOurWays         *self,
                                             NnDigitWay               way);
/* "reads 7 · 98 %", "12 of 15"; of NN_DIGIT_N_WAYS: the test digits. (transfer none) */
const char   *imagette_our_ways_get_reads   (ImagetteOurWays         *self,
                                             NnDigitWay               way);
const char   *imagette_our_ways_get_right   (ImagetteOurWays         *self,
                                             int                      way);

G_END_DECLS
