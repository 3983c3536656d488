/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "session/nn-frame.h"

G_BEGIN_DECLS

/* How a cell came to its value, written out (imagette-sum-words.h); follows the frames
 * with the cell that was pointed at last. A click on a map unfolds its products. */
#define IMAGETTE_TYPE_SUM_PANE (imagette_sum_pane_get_type ())
G_DECLARE_FINAL_TYPE (ImagetteSumPane, imagette_sum_pane, IMAGETTE, SUM_PANE, AdwBin)

GtkWidget  *imagette_sum_pane_new       (void);
/* NULL: none yet. */
void        imagette_sum_pane_set_frame (ImagetteSumPane *self,
                                         NnFrame         *frame);
/* layer: its name; NULL: nothing to write out, and the pane hides. unit: its map or unit. */
void        imagette_sum_pane_set_cell  (ImagetteSumPane *self,
                                         const char      *layer,
                                         int              unit,
                                         int              row,
                                         int              column);
/* Unfolds the products of one map of the layer before, from 0; -1: none. */
void        imagette_sum_pane_open      (ImagetteSumPane *self,
                                         int              map);
/* The words without markup. (transfer none) */
const char *imagette_sum_pane_get_text  (ImagetteSumPane *self);

G_END_DECLS
