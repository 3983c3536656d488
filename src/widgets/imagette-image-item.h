/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* One picture of a gallery. Immutable. */
#define IMAGETTE_TYPE_IMAGE_ITEM (imagette_image_item_get_type ())
G_DECLARE_FINAL_TYPE (ImagetteImageItem, imagette_image_item, IMAGETTE, IMAGE_ITEM, GObject)

/* pixels: [height][width], copied; caption, second: two lines ("given 5", "read as 3"),
 * either may be NULL; title: spoken. mistake: the second line in red with a cross.
 * index: the owner's number. */
ImagetteImageItem *imagette_image_item_new         (const guint8      *pixels,
                                                    int                height,
                                                    int                width,
                                                    const char        *caption,
                                                    const char        *second,
                                                    const char        *title,
                                                    gboolean           mistake,
                                                    guint              index);
const guint8      *imagette_image_item_get_pixels  (ImagetteImageItem *self,
                                                    int               *height,
                                                    int               *width);
const char        *imagette_image_item_get_caption (ImagetteImageItem *self);
const char        *imagette_image_item_get_second  (ImagetteImageItem *self);
const char        *imagette_image_item_get_title   (ImagetteImageItem *self);
gboolean           imagette_image_item_get_mistake (ImagetteImageItem *self);
guint              imagette_image_item_get_index   (ImagetteImageItem *self);

G_END_DECLS
