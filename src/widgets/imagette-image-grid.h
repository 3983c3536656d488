/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "widgets/imagette-image-item.h"

G_BEGIN_DECLS

/* A gallery of digits with two-line captions, scrolling, any number of them.
 *
 * Properties:
 *   "scale"      int    pixels a value (default 3)
 *   "empty-text" char*  shown while there is no item
 *
 * Signals: "activated" (guint index)   the item's own index; double click, Enter
 *          "selected" (guint index)    click or arrow keys; G_MAXUINT when nothing is
 */
#define IMAGETTE_TYPE_IMAGE_GRID (imagette_image_grid_get_type ())
G_DECLARE_FINAL_TYPE (ImagetteImageGrid, imagette_image_grid, IMAGETTE, IMAGE_GRID, GtkWidget)

GtkWidget  *imagette_image_grid_new            (void);

/* items: of ImagetteImageItem, refs taken; NULL: none. Keeps the selected index if it
 * is still there. */
void        imagette_image_grid_set_items      (ImagetteImageGrid *self,
                                                GPtrArray         *items);
GListModel *imagette_image_grid_get_items      (ImagetteImageGrid *self);
void        imagette_image_grid_set_scale      (ImagetteImageGrid *self,
                                                int                scale);
void        imagette_image_grid_set_empty_text (ImagetteImageGrid *self,
                                                const char        *text);

G_END_DECLS
