/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "session/nn-session.h"

G_BEGIN_DECLS

/* What the last single step did to the weight that was pointed at last, written out
 * (imagette-weight-words.h); where there was no single step, how to make one. While it is
 * shown the session is asked for it. A click on an image shows its positions. */
#define IMAGETTE_TYPE_WEIGHT_PANE (imagette_weight_pane_get_type ())
G_DECLARE_FINAL_TYPE (ImagetteWeightPane, imagette_weight_pane, IMAGETTE, WEIGHT_PANE, AdwBin)

GtkWidget  *imagette_weight_pane_new        (void);
/* After a change of the session: frame, state or weight look. */
void        imagette_weight_pane_update     (ImagetteWeightPane *self,
                                             NnSession          *session);
/* layer: its name; NULL: no weight, and the pane hides. tile: as in imagette-cell-words.h. */
void        imagette_weight_pane_set_weight (ImagetteWeightPane *self,
                                             const char         *layer,
                                             int                 tile,
                                             int                 row,
                                             int                 column);
/* The words without markup. (transfer none) */
const char *imagette_weight_pane_get_text   (ImagetteWeightPane *self);

G_END_DECLS
