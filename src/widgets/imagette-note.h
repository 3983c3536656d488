/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "widgets/imagette-look.h"

G_BEGIN_DECLS

/* A few lines of text in a box of fixed size, for words that follow the pointer or the arrow
 * keys: whatever they say, nothing around them moves, and no other widget is laid out anew (a
 * GtkLabel has the whole window look for its place). What has no room ends in "…". Painted at
 * most eight times a second, spoken as a label, at reading speed. */
#define IMAGETTE_TYPE_NOTE (imagette_note_get_type ())
G_DECLARE_FINAL_TYPE (ImagetteNote, imagette_note, IMAGETTE, NOTE, GtkWidget)

/* The box: characters of a usual width, and lines. */
GtkWidget  *imagette_note_new      (int           n_chars,
                                    int           n_lines);
/* NULL: none. */
void        imagette_note_set_text (ImagetteNote *self,
                                    const char   *text);
const char *imagette_note_get_text (ImagetteNote *self);

G_END_DECLS
