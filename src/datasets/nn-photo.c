/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "datasets/nn-photo.h"

#include <string.h>

#include <gdk-pixbuf/gdk-pixbuf.h>
#include <glib/gi18n-lib.h>

#include "base/nn-error.h"
#include "base/nn-ref.h"
#include "datasets/nn-photo-jpeg.h"

#define CHUNK 65536               /* bytes given to a loader at once, until it knows the size */

/* What a file begins with, and which loader of gdk-pixbuf reads that. NULL: libjpeg. Only these:
 * gdk-pixbuf left to itself would open drawings, icons and whatever else is installed. */
static const struct
{
  gsize at, length;
  const char *magic, *loader;
} formats[] = {
  { 0, 3, "\xff\xd8\xff", NULL },
  { 0, 8, "\x89PNG\r\n\x1a\n", "png" },
  { 0, 2, "BM", "bmp" },
  { 0, 6, "GIF87a", "gif" },
  { 0, 6, "GIF89a", "gif" },
  { 0, 4, "II*\0", "tiff" },
  { 0, 4, "MM\0*", "tiff" },
  { 8, 4, "WEBP", "webp" },
  { 0, 2, "P1", "pnm" },
  { 0, 2, "P2", "pnm" },
  { 0, 2, "P3", "pnm" },
  { 0, 2, "P4", "pnm" },
  { 0, 2, "P5", "pnm" },
  { 0, 2, "P6", "pnm" },
};

const char *
nn_photo_filter_to_string (NnPhotoFilter filter)
{
  return filter == NN_PHOTO_NEAREST ? "nearest" : "bilinear";
}

NnPhoto *
nn_photo_new_take (guint   width,
                   guint   height,
                   guint8 *pixels)
{
  NnPhoto *photo = g_new0 (NnPhoto, 1);

  nn_ref_init (&photo->ref_count);
  photo->width = width;
  photo->height = height;
  photo->pixels = pixels;
  return photo;
}

NnPhoto *
nn_photo_ref (NnPhoto *photo)
{
  g_return_val_if_fail (photo != NULL, NULL);

  nn_ref_inc (&photo->ref_count);
  return photo;
}

void
nn_photo_unref (NnPhoto *photo)
{
  g_return_if_fail (photo != NULL);

  if (!nn_ref_dec (&photo->ref_count))
    return;
  g_free (photo->pixels);
  g_free (photo);
}

gboolean
nn_photo_check_size (guint        width,
                     guint        height,
                     const char  *path,
                     GError     **error)
{
  if (width >= 1 && height >= 1 && (guint64) width * height <= NN_PHOTO_MAX_PIXELS)
    return TRUE;
  g_set_error (error, NN_ERROR, NN_ERROR_RANGE,
               _("%s: expected an image of at most %u megapixels, found %u×%u"), path,
               NN_PHOTO_MAX_PIXELS / 1000000, width, height);
  return FALSE;
}

/* Which of formats; -1, and error, if none. */
static int
find_format (GBytes      *bytes,
             const char  *path,
             GError     **error)
{
  gsize size;
  const guint8 *data = g_bytes_get_data (bytes, &size);

  for (gsize i = 0; i < G_N_ELEMENTS (formats); i++)
    if (size >= formats[i].at + formats[i].length
        && memcmp (data + formats[i].at, formats[i].magic, formats[i].length) == 0)
      return (int) i;
  if (size == 0)
    g_set_error (error, NN_ERROR, NN_ERROR_TRUNCATED, _("%s: the file is empty"), path);
  else
    g_set_error (error, NN_ERROR, NN_ERROR_FORMAT, _("%s: not an image of a known format"), path);
  return -1;
}

/* gdk-pixbuf. */

typedef struct
{
  guint width, height;            /* 0: not known yet */
} Size;

/* A size of 0 makes the loader stop before it allocates anything. */
static void
size_prepared_cb (GdkPixbufLoader *loader,
                  int              width,
                  int              height,
                  Size            *size)
{
  size->width = (guint) MAX (width, 0);
  size->height = (guint) MAX (height, 0);
  if (!nn_photo_check_size (size->width, size->height, "", NULL))
    gdk_pixbuf_loader_set_size (loader, 0, 0);
}

/* A loader, once made, wants to be closed, whatever came of it. */
typedef GdkPixbufLoader Loader;

static void
close_loader (Loader *loader)
{
  gdk_pixbuf_loader_close (loader, NULL);
  g_object_unref (loader);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Loader, close_loader)

/* Writes bytes to a new loader, no more than it takes to know the size if head_only. */
static Loader *
feed (GBytes      *bytes,
      const char  *path,
      const char  *type,
      gboolean     head_only,
      Size        *found,
      GError     **error)
{
  g_autoptr (GError) local = NULL;
  g_autoptr (Loader) loader = gdk_pixbuf_loader_new_with_type (type, &local);
  gsize size;
  const guint8 *data = g_bytes_get_data (bytes, &size);

  if (loader == NULL)
    {
      g_set_error (error, NN_ERROR, NN_ERROR_UNSUPPORTED,
                   _("%s: nothing that reads images of the kind “%s” is installed"), path, type);
      return NULL;
    }
  g_signal_connect (loader, "size-prepared", G_CALLBACK (size_prepared_cb), found);
  for (gsize at = 0; at < size && !(head_only && found->width > 0); at += CHUNK)
    if (!gdk_pixbuf_loader_write (loader, data + at, MIN (CHUNK, size - at), &local))
      break;
  if (found->width > 0 && !nn_photo_check_size (found->width, found->height, path, error))
    return NULL;
  if (local != NULL && !(head_only && found->width > 0))
    {
      g_set_error (error, NN_ERROR, NN_ERROR_FORMAT, _("%s: not an image that can be read: %s"),
                   path, local->message);
      return NULL;
    }
  return g_steal_pointer (&loader);
}

/* gdk-pixbuf takes a PNG without its end for a whole one, and leaves the rest of it blank. */
static gboolean
has_png_end (GBytes *bytes)
{
  gsize size;
  const guint8 *data = g_bytes_get_data (bytes, &size);

  for (guint64 at = 8; at + 12 <= size;)
    {
      const guint8 *chunk = data + at;

      if (memcmp (chunk + 4, "IEND", 4) == 0)
        return TRUE;
      at += 12 + ((guint64) chunk[0] << 24 | chunk[1] << 16 | chunk[2] << 8 | chunk[3]);
    }
  return FALSE;
}

/* alpha: laid on white if over_white, else left out. */
static NnPhoto *
copy_pixels (GdkPixbuf *pixbuf,
             gboolean   over_white)
{
  guint width = (guint) gdk_pixbuf_get_width (pixbuf);
  guint height = (guint) gdk_pixbuf_get_height (pixbuf);
  guint n = (guint) gdk_pixbuf_get_n_channels (pixbuf);
  gsize stride = (gsize) gdk_pixbuf_get_rowstride (pixbuf);
  const guint8 *in = gdk_pixbuf_read_pixels (pixbuf);
  guint8 *pixels = g_malloc ((gsize) width * height * 3), *out = pixels;

  for (guint y = 0; y < height; y++)
    for (guint x = 0; x < width; x++, out += 3)
      {
        const guint8 *pixel = in + y * stride + (gsize) x * n;

        for (guint c = 0; c < 3; c++)
          out[c] = n == 4 && over_white
                     ? (guint8) ((pixel[c] * pixel[3] + 255u * (255u - pixel[3]) + 127) / 255)
                     : pixel[c];
      }
  return nn_photo_new_take (width, height, pixels);
}

/* Closing says whether the file was whole; a loader that has drawn all of its picture may still
 * miss its last bytes. */
static NnPhoto *
decode_pixbuf (GBytes        *bytes,
               const char    *path,
               const char    *type,
               NnPhotoFilter  filter,
               guint         *orientation,
               GError       **error)
{
  Size size = { 0, 0 };
  g_autoptr (GError) local = NULL;
  g_autoptr (Loader) loader = feed (bytes, path, type, FALSE, &size, error);
  GdkPixbuf *pixbuf;
  const char *turn;

  if (loader == NULL)
    return NULL;
  if (!gdk_pixbuf_loader_close (loader, &local)
      || (strcmp (type, "png") == 0 && !has_png_end (bytes))
      || (pixbuf = gdk_pixbuf_loader_get_pixbuf (loader)) == NULL)
    {
      g_set_error (error, NN_ERROR, NN_ERROR_TRUNCATED, _("%s: the image is not whole: %s"), path,
                   local != NULL ? local->message : type);
      return NULL;
    }
  turn = gdk_pixbuf_get_option (pixbuf, "orientation");
  *orientation = turn != NULL ? (guint) CLAMP (g_ascii_strtoull (turn, NULL, 10), 1, 8) : 1;
  return copy_pixels (pixbuf, filter == NN_PHOTO_BILINEAR);
}

/* Both. */

gboolean
nn_photo_probe (GBytes      *bytes,
                const char  *path,
                guint       *width,
                guint       *height,
                GError     **error)
{
  Size size = { 0, 0 };
  g_autoptr (GError) local = NULL;
  g_autoptr (Loader) loader = NULL;
  int format;

  g_return_val_if_fail (bytes != NULL && path != NULL, FALSE);

  format = find_format (bytes, path, error);
  if (format < 0)
    return FALSE;
  if (formats[format].loader == NULL)
    return nn_photo_jpeg_probe (bytes, path, width, height, error);
  loader = feed (bytes, path, formats[format].loader, TRUE, &size, error);
  if (loader == NULL)
    return FALSE;
  /* TIFF is read when all of it is there. */
  if (size.width == 0 && !gdk_pixbuf_loader_close (loader, &local))
    g_debug ("%s: %s", path, local->message);
  if (!nn_photo_check_size (size.width, size.height, path, size.width > 0 ? error : NULL))
    {
      if (size.width == 0)
        g_set_error (error, NN_ERROR, NN_ERROR_FORMAT, _("%s: not an image that can be read: %s"),
                     path, local != NULL ? local->message : formats[format].loader);
      return FALSE;
    }
  *width = size.width;
  *height = size.height;
  return TRUE;
}

NnPhoto *
nn_photo_decode (GBytes         *bytes,
                 const char     *path,
                 NnPhotoFilter   filter,
                 GError        **error)
{
  g_autoptr (NnPhoto) photo = NULL;
  guint orientation = 1;
  int format;

  g_return_val_if_fail (bytes != NULL && path != NULL, NULL);

  format = find_format (bytes, path, error);
  if (format < 0)
    return NULL;
  if (formats[format].loader == NULL)
    photo = nn_photo_jpeg_decode (bytes, path, &orientation, error);
  else
    photo = decode_pixbuf (bytes, path, formats[format].loader, filter, &orientation, error);
  if (photo == NULL || filter == NN_PHOTO_NEAREST)
    return g_steal_pointer (&photo);
  return nn_photo_orient (photo, orientation);
}

NnPhoto *
nn_photo_prepare (GBytes         *bytes,
                  const char     *path,
                  guint           size,
                  NnPhotoFilter   filter,
                  GError        **error)
{
  g_autoptr (NnPhoto) photo = nn_photo_decode (bytes, path, filter, error);

  return photo != NULL ? nn_photo_resize (photo, size, size, filter) : NULL;
}
