/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "widgets/imagette-tile.h"

G_BEGIN_DECLS

/* A vector (C5 120, F6 84) as a grid of cells, row by row; one focusable tile.
 *
 * Properties:
 *   "columns"   int   cells a row (default 12)
 *   "scale"     int   pixels a cell; 0 (default): the largest that fits
 *   "max-scale" int   upper bound for scale 0 (default 16)
 *   "title"     char* spoken: "C5, 120 units"
 *   "place"     char* spoken after it: "epoch 4"
 *
 * Signals:
 *   "unit-hovered" (int unit)   -1 when the pointer leaves
 *   "activated" ()
 */
#define IMAGETTE_TYPE_STRIP (imagette_strip_get_type ())
G_DECLARE_FINAL_TYPE (ImagetteStrip, imagette_strip, IMAGETTE, STRIP, GtkWidget)

GtkWidget    *imagette_strip_new         (void);

/* Keeps the room of n units before there are numbers. */
void          imagette_strip_set_length  (ImagetteStrip *self,
                                          int            n);
/* All values of the tensor, whatever its shape. m <= 0: the largest magnitude. NULL: empty. */
void          imagette_strip_set_tensor  (ImagetteStrip *self,
                                          NnTensor      *tensor,
                                          NnTileKind     kind,
                                          NnColors       colors,
                                          float          m);
void          imagette_strip_set_columns (ImagetteStrip *self,
                                          int            columns);
void          imagette_strip_set_title   (ImagetteStrip *self,
                                          const char    *title);
void          imagette_strip_set_place   (ImagetteStrip *self,
                                          const char    *place);
/* The orange frame: around a unit, or around all of them if n is more than 1; n 0: none. */
void          imagette_strip_frame       (ImagetteStrip *self,
                                          int            first,
                                          int            n);
/* Its one tile: for the large view. (transfer none) */
ImagetteTile *imagette_strip_get_tile    (ImagetteStrip *self);

G_END_DECLS
