/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* Plays a figure step by step: from the first step on, one at a time, until there is none
 * left, it is pressed again, or it is hidden. */
#define IMAGETTE_TYPE_PLAY_BUTTON (imagette_play_button_get_type ())
G_DECLARE_FINAL_TYPE (ImagettePlayButton, imagette_play_button, IMAGETTE, PLAY_BUTTON, AdwBin)

/* step: 0, 1, 2 …, and -1 when it is over, whatever ended it. TRUE: there are more. */
typedef gboolean (*ImagettePlayFunc) (int step, gpointer data);

/* data: whoever owns the button. (transfer floating) */
GtkWidget *imagette_play_button_new        (const char         *tooltip,
                                            guint               milliseconds,
                                            ImagettePlayFunc    play,
                                            gpointer            data);
void       imagette_play_button_set_pace   (ImagettePlayButton *self,
                                            guint               milliseconds);
void       imagette_play_button_stop       (ImagettePlayButton *self);
gboolean   imagette_play_button_is_playing (ImagettePlayButton *self);

G_END_DECLS
