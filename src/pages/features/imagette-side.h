/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* A content, and over one half of it a card that opens and closes. */
#define IMAGETTE_TYPE_SIDE (imagette_side_get_type ())
G_DECLARE_FINAL_TYPE (ImagetteSide, imagette_side, IMAGETTE, SIDE, AdwBin)

GtkWidget *imagette_side_new        (GtkWidget    *content,
                                     GtkWidget    *card);
/* On the left or on the right half. */
void       imagette_side_open       (ImagetteSide *self,
                                     gboolean      left);
void       imagette_side_close      (ImagetteSide *self);
gboolean   imagette_side_is_open    (ImagetteSide *self);
/* The card takes the whole width. */
void       imagette_side_set_narrow (ImagetteSide *self,
                                     gboolean      narrow);

G_END_DECLS
