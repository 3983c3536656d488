/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A colour image, immutable, ref-counted: any thread may read it. */
typedef struct
{
  gatomicrefcount ref_count;
  guint width, height;            /* pixels, >= 1 */
  guint8 *pixels;                 /* [height][width][3]: red, green, blue */
} NnPhoto;

/* How a file becomes the square that a network gets (DEFINITIONS §9). */
typedef enum
{
  NN_PHOTO_NEAREST,               /* as Keras: alpha dropped, no EXIF rotation, nearest neighbour */
  NN_PHOTO_BILINEAR,              /* alpha over white, EXIF rotation, antialiased bilinear */
} NnPhotoFilter;

#define NN_PHOTO_MAX_PIXELS (50u * 1000 * 1000)   /* larger is refused before it is decoded */
#define NN_PHOTO_MAX_BYTES (256u << 20)           /* of a file */

/* "nearest", "bilinear". */
const char *nn_photo_filter_to_string (NnPhotoFilter   filter);

/* The image in bytes, decoded for filter: JPEG by libjpeg (the bits of Python's PIL), PNG, BMP,
 * PNM, GIF (its first frame), TIFF and WebP by gdk-pixbuf where it has a loader for them; by
 * content, whatever the name. Grey, palette and CMYK become red, green, blue. path: for messages.
 * NN_ERROR_FORMAT: no image, or a broken one; _TRUNCATED: it ends too early; _RANGE: too large;
 * _UNSUPPORTED: a format without a loader here. (transfer full) */
NnPhoto    *nn_photo_decode    (GBytes         *bytes,
                                const char     *path,
                                NnPhotoFilter   filter,
                                GError        **error);
/* Looks at the head of the file alone: what nn_photo_decode () would refuse at once, is refused. */
gboolean    nn_photo_probe     (GBytes         *bytes,
                                const char     *path,
                                guint          *width,
                                guint          *height,
                                GError        **error);
/* pixels: width * height * 3, g_malloc'd, taken. */
NnPhoto    *nn_photo_new_take  (guint           width,
                                guint           height,
                                guint8         *pixels);
NnPhoto    *nn_photo_ref       (NnPhoto        *photo);
void        nn_photo_unref     (NnPhoto        *photo);

/* To width × height, without keeping the aspect. Nearest: pixel x is that of source
 * floor ((x + 0.5) · w / width), summed up as PIL does; bilinear: PIL's triangle filter, as wide
 * as the reduction, columns before rows, in whole numbers of 2⁻²². Both are PIL's bits.
 * (transfer full) */
NnPhoto    *nn_photo_resize    (NnPhoto        *photo,
                                guint           width,
                                guint           height,
                                NnPhotoFilter   filter);
/* Turned and mirrored as EXIF orientation 1 … 8 asks for. (transfer full) */
NnPhoto    *nn_photo_orient    (NnPhoto        *photo,
                                guint           orientation);
/* Decoded and resized to size × size: just what a network gets. (transfer full) */
NnPhoto    *nn_photo_prepare   (GBytes         *bytes,
                                const char     *path,
                                guint           size,
                                NnPhotoFilter   filter,
                                GError        **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NnPhoto, nn_photo_unref)

G_END_DECLS
