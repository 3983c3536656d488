/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "widgets/imagette-image-item.h"

struct _ImagetteImageItem
{
  GObject parent_instance;

  guint8 *pixels;
  int height, width;
  char *caption, *second, *title;
  gboolean mistake;
  guint index;
};

G_DEFINE_FINAL_TYPE (ImagetteImageItem, imagette_image_item, G_TYPE_OBJECT)

static void
imagette_image_item_finalize (GObject *object)
{
  ImagetteImageItem *self = IMAGETTE_IMAGE_ITEM (object);

  g_free (self->pixels);
  g_free (self->caption);
  g_free (self->second);
  g_free (self->title);
  G_OBJECT_CLASS (imagette_image_item_parent_class)->finalize (object);
}

static void
imagette_image_item_class_init (ImagetteImageItemClass *class)
{
  G_OBJECT_CLASS (class)->finalize = imagette_image_item_finalize;
}

static void
imagette_image_item_init (ImagetteImageItem *self)
{
}

ImagetteImageItem *
imagette_image_item_new (const guint8 *pixels,
                         int           height,
                         int           width,
                         const char   *caption,
                         const char   *second,
                         const char   *title,
                         gboolean      mistake,
                         guint         index)
{
  ImagetteImageItem *self;

  g_return_val_if_fail (pixels != NULL && height > 0 && width > 0, NULL);

  self = g_object_new (IMAGETTE_TYPE_IMAGE_ITEM, NULL);
  self->pixels = g_memdup2 (pixels, (gsize) height * (gsize) width);
  self->height = height;
  self->width = width;
  self->caption = g_strdup (caption);
  self->second = g_strdup (second);
  self->title = g_strdup (title);
  self->mistake = mistake;
  self->index = index;
  return self;
}

const guint8 *
imagette_image_item_get_pixels (ImagetteImageItem *self, int *height, int *width)
{
  g_return_val_if_fail (IMAGETTE_IS_IMAGE_ITEM (self), NULL);

  if (height != NULL)
    *height = self->height;
  if (width != NULL)
    *width = self->width;
  return self->pixels;
}

const char *
imagette_image_item_get_caption (ImagetteImageItem *self)
{
  g_return_val_if_fail (IMAGETTE_IS_IMAGE_ITEM (self), NULL);
  return self->caption;
}

const char *
imagette_image_item_get_second (ImagetteImageItem *self)
{
  g_return_val_if_fail (IMAGETTE_IS_IMAGE_ITEM (self), NULL);
  return self->second;
}

const char *
imagette_image_item_get_title (ImagetteImageItem *self)
{
  g_return_val_if_fail (IMAGETTE_IS_IMAGE_ITEM (self), NULL);
  return self->title;
}

gboolean
imagette_image_item_get_mistake (ImagetteImageItem *self)
{
  g_return_val_if_fail (IMAGETTE_IS_IMAGE_ITEM (self), FALSE);
  return self->mistake;
}

guint
imagette_image_item_get_index (ImagetteImageItem *self)
{
  g_return_val_if_fail (IMAGETTE_IS_IMAGE_ITEM (self), 0);
  return self->index;
}
