/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "pages/imagette-display.h"
#include "session/nn-frame.h"

G_BEGIN_DECLS

/* A card with all filters of C1 and C3, to choose one of them: badged where a hand
 * or the clip is on it.
 *
 * Signals: "picked" (int layer, int map, int channel)   indices from 0, of the table
 */
#define IMAGETTE_TYPE_HANDS_PICKER (imagette_hands_picker_get_type ())
G_DECLARE_FINAL_TYPE (ImagetteHandsPicker, imagette_hands_picker, IMAGETTE, HANDS_PICKER, AdwBin)

GtkWidget *imagette_hands_picker_new    (void);
/* A frame of a network with C1 and C3. */
void       imagette_hands_picker_update (ImagetteHandsPicker *self,
                                         NnFrame             *frame,
                                         ImagetteDisplay     *display,
                                         int                  layer,      /* the chosen one */
                                         int                  map,
                                         int                  channel);
/* 1: the size at 1280 x 800. */
void       imagette_hands_picker_set_factor (ImagetteHandsPicker *self,
                                             double               factor);

G_END_DECLS
