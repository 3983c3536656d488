/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "widgets/imagette-canvas.h"

G_BEGIN_DECLS

/* How many there are of each of ten digits: a column for each, as high as its count among the
 * largest, with the count over it. One of them may be marked as the answer, in blue and with a tick,
 * never by colour alone. Spoken as one sentence.
 *
 * Properties: "title" of ImagetteCanvas.
 */
#define IMAGETTE_TALLY_DIGITS 10

#define IMAGETTE_TYPE_TALLY (imagette_tally_get_type ())
G_DECLARE_FINAL_TYPE (ImagetteTally, imagette_tally, IMAGETTE, TALLY, ImagetteCanvas)

GtkWidget *imagette_tally_new      (void);
/* counts: [10], copied. answer: -1: none is marked. */
void       imagette_tally_set      (ImagetteTally *self,
                                    const guint   *counts,
                                    int            answer);
int        imagette_tally_get_answer (ImagetteTally *self);
/* "3: 12, 8: 5; the answer is 3"; "none yet". (transfer full) */
char      *imagette_tally_describe (ImagetteTally *self);

G_END_DECLS
