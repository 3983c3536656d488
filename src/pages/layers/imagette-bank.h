/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "pages/imagette-display.h"
#include "pages/layers/imagette-all-max.h"
#include "session/nn-frame.h"
#include "widgets/imagette-filter-grid.h"

G_BEGIN_DECLS

/* A card with the filters of a layer, its maps, and their pooled maps, row by
 * row: C1 → S2, or C3 → S4 in two halves; or the rival's first weights.
 *
 * Signals:
 *   "cell-hovered" (char *layer, gboolean filter, int tile, int y, int x)
 *                                     of which a filter; -1 when the pointer leaves
 *   "tile-opened" (ImagetteTile *tile)
 */
#define IMAGETTE_TYPE_BANK (imagette_bank_get_type ())
G_DECLARE_FINAL_TYPE (ImagetteBank, imagette_bank, IMAGETTE, BANK, AdwBin)

typedef enum { IMAGETTE_BANK_C1, IMAGETTE_BANK_C3, IMAGETTE_BANK_RIVAL } ImagetteBankKind;

GtkWidget *imagette_bank_new       (ImagetteBankKind      kind);
/* The frame's numbers; all_max is used where the scope is all moments. */
void       imagette_bank_update    (ImagetteBank         *self,
                                    NnFrame              *frame,
                                    ImagetteDisplay      *display,
                                    ImagetteAllMax       *all_max,
                                    gboolean              running);
/* Pixels a value of each grid, in proportion; 1 is the size for 1280 x 800. */
void       imagette_bank_set_size  (ImagetteBank         *self,
                                    double                factor);
/* projector: with larger text, fewer words, since the tiles need the room. maps_only: no filters,
 * whose room the large view takes. */
void       imagette_bank_set_look  (ImagetteBank         *self,
                                    gboolean              projector,
                                    gboolean              maps_only);
void       imagette_bank_set_place (ImagetteBank         *self,
                                    const char           *place);
ImagetteBankKind    imagette_bank_get_kind (ImagetteBank  *self);
/* In the order of its table; NULL past the last. (transfer none) */
ImagetteFilterGrid *imagette_bank_get_grid (ImagetteBank  *self,
                                    int                   index);

G_END_DECLS
