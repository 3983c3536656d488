/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* Words written out as Pango markup, scrolled where they are long, with links that fold
 * and unfold.
 *
 * Signals:
 *   "link" (char *address)     one was clicked, or Enter pressed on it
 */
#define IMAGETTE_TYPE_WORDS_PANE (imagette_words_pane_get_type ())
G_DECLARE_FINAL_TYPE (ImagetteWordsPane, imagette_words_pane, IMAGETTE, WORDS_PANE, AdwBin)

/* height: of its window on the words, pixels. */
GtkWidget  *imagette_words_pane_new        (int                height);
/* The same words again change nothing: neither focus nor what is selected. */
void        imagette_words_pane_set_markup (ImagetteWordsPane *self,
                                            const char        *markup);
/* Without markup. (transfer none) */
const char *imagette_words_pane_get_text   (ImagetteWordsPane *self);

G_END_DECLS
