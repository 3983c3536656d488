/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "widgets/imagette-canvas.h"

G_BEGIN_DECLS

/* What the network reads: a bar with its percentage for each of the ten digits, the
 * best guess in bold and blue. A known label has a blue dot; a wrong best guess is red
 * and crossed. Focusable; spoken as one sentence, renewed at most once a second.
 *
 * Properties: "title" of ImagetteCanvas.
 */
#define IMAGETTE_TYPE_OUTPUT_BARS (imagette_output_bars_get_type ())
G_DECLARE_FINAL_TYPE (ImagetteOutputBars, imagette_output_bars, IMAGETTE, OUTPUT_BARS,
                      ImagetteCanvas)

GtkWidget *imagette_output_bars_new         (void);

/* probabilities: [10], copied; NULL: empty. label: the true class, -1 unknown. */
void       imagette_output_bars_set_values  (ImagetteOutputBars *self,
                                             const float        *probabilities,
                                             int                 label);
/* [10], NULL: empty. */
const float *imagette_output_bars_get_values (ImagetteOutputBars *self);
/* Spoken while there are no values: "the class guesses first"; NULL: that none are computed yet. */
void       imagette_output_bars_set_empty_text (ImagetteOutputBars *self,
                                             const char         *text);
/* Whole per cents and a narrower picture. */
void       imagette_output_bars_set_compact (ImagetteOutputBars *self,
                                             gboolean            compact);
/* In words: "4 with 99.8 %, then 9 with 0.1 %; it is a 4". (transfer full) */
char      *imagette_output_bars_describe    (ImagetteOutputBars *self);
/* The class of the largest (k 0) or second largest (k 1) probability, ties to the lower
 * class; -1 while empty. */
int        imagette_output_bars_get_guess   (ImagetteOutputBars *self,
                                             int                 k);

G_END_DECLS
