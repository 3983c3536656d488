/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pages/imagette-display.h"
#include "session/nn-frame.h"
#include "widgets/imagette-strip.h"

G_BEGIN_DECLS

/* A dense layer: its units as a strip, and beside them what they are, "C5 · 120". */
#define IMAGETTE_TYPE_DENSE_ROW (imagette_dense_row_get_type ())
G_DECLARE_FINAL_TYPE (ImagetteDenseRow, imagette_dense_row, IMAGETTE, DENSE_ROW, GtkBox)

/* Room for n units. */
GtkWidget     *imagette_dense_row_new       (int               n);
/* layer: a dense one, of the frame's network. */
void           imagette_dense_row_update    (ImagetteDenseRow *self,
                                             NnFrame          *frame,
                                             const NnLayer    *layer,
                                             ImagetteDisplay  *display);
/* Without its name it is as narrow as the strip. */
void           imagette_dense_row_set_named (ImagetteDenseRow *self,
                                             gboolean          named);
ImagetteStrip *imagette_dense_row_get_strip (ImagetteDenseRow *self);   /* (transfer none) */
/* "c5" …; NULL before the first update. */
const char    *imagette_dense_row_get_layer (ImagetteDenseRow *self);

G_END_DECLS
