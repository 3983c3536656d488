/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* What the network reads: a bar with its percentage a class, the best guess in
 * bold. With a known label its bar is blue and ticked; a wrong best guess is red
 * and crossed. Focusable; spoken as one sentence, renewed at most once a second.
 *
 * Properties: "title" char* (spoken before the sentence).
 */
#define IMAGETTE_TYPE_OUTPUT_BARS (imagette_output_bars_get_type ())
G_DECLARE_FINAL_TYPE (ImagetteOutputBars, imagette_output_bars, IMAGETTE, OUTPUT_BARS, GtkWidget)

GtkWidget *imagette_output_bars_new         (void);

/* names: [n], copied; NULL: the digits "0" … */
void       imagette_output_bars_set_classes (ImagetteOutputBars *self,
                                             const char * const *names,
                                             int                 n);
/* probabilities: [n], copied; NULL: empty. label: the true class, -1 unknown. */
void       imagette_output_bars_set_values  (ImagetteOutputBars *self,
                                             const float        *probabilities,
                                             int                 n,
                                             int                 label);
/* The class of the k-th largest probability (0: best), ties to the lower class; -1 while empty. */
int        imagette_output_bars_get_guess   (ImagetteOutputBars *self,
                                             int                 k);

G_END_DECLS
