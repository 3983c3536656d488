/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "widgets/imagette-tile-detail.h"

G_BEGIN_DECLS

/* Shows one tile large in a card. Beside the content, which gets the rest of the width, where
 * content and card have to be seen together; else over the content, on the half where the tile
 * is not.
 *
 * Signals: "changed" ()   is_beside () is another one
 */
#define IMAGETTE_TYPE_LARGE_VIEW (imagette_large_view_get_type ())
G_DECLARE_FINAL_TYPE (ImagetteLargeView, imagette_large_view, IMAGETTE, LARGE_VIEW, GtkWidget)

GtkWidget    *imagette_large_view_new        (GtkWidget         *content);
/* The tile that is open already closes it. */
void          imagette_large_view_open       (ImagetteLargeView *self,
                                              ImagetteTile      *tile,
                                              gboolean           beside);
/* FALSE if nothing was open. */
gboolean      imagette_large_view_close      (ImagetteLargeView *self);
ImagetteTile *imagette_large_view_get_tile   (ImagetteLargeView *self);   /* NULL: none */
/* Something is open, and beside the content. */
gboolean      imagette_large_view_is_beside  (ImagetteLargeView *self);
/* What stands below the tile; hidden, it takes no room. */
void          imagette_large_view_set_foot   (ImagetteLargeView *self,
                                              GtkWidget         *foot);
/* For its "cell-hovered". (transfer none) */
ImagetteTileDetail *imagette_large_view_get_detail (ImagetteLargeView *self);
/* It takes the whole width, over the content. */
void          imagette_large_view_set_narrow (ImagetteLargeView *self,
                                              gboolean           narrow);

G_END_DECLS
