/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Ten buttons, 0 to 9, and over each the column of a tally (imagette-tally.h).
 *
 * Signals: "chosen" (int digit)   its button was pressed
 */
#define IMAGETTE_TYPE_BALLOT (imagette_ballot_get_type ())
G_DECLARE_FINAL_TYPE (ImagetteBallot, imagette_ballot, IMAGETTE, BALLOT, GtkWidget)

GtkWidget  *imagette_ballot_new         (void);
/* As imagette_tally_set (). open: the buttons can be pressed. */
void        imagette_ballot_set         (ImagetteBallot *self,
                                         const guint    *counts,
                                         int             answer,
                                         gboolean        open);
/* What a button does and is called, with %d for its digit: "Vote for %d"; what the tally is of. */
void        imagette_ballot_set_words   (ImagetteBallot *self,
                                         const char     *button,
                                         const char     *tally);
/* (transfer none) */
GtkWidget  *imagette_ballot_get_button  (ImagetteBallot *self,
                                         int             digit);
char       *imagette_ballot_describe    (ImagetteBallot *self);  /* of the tally (transfer full) */

G_END_DECLS
