/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "datasets/nn-photo.h"

G_BEGIN_DECLS

/* The JPEG part of nn-photo, for nn-photo.c alone. Arguments and errors as there. */
gboolean nn_photo_jpeg_probe  (GBytes      *bytes,
                               const char  *path,
                               guint       *width,
                               guint       *height,
                               GError     **error);
/* orientation: of its EXIF part, 1 … 8; 1 if there is none. */
NnPhoto *nn_photo_jpeg_decode (GBytes      *bytes,
                               const char  *path,
                               guint       *orientation,
                               GError     **error);

/* Sets NN_ERROR_RANGE, and FALSE, if an image of this size is not to be decoded. */
gboolean nn_photo_check_size  (guint        width,
                               guint        height,
                               const char  *path,
                               GError     **error);

G_END_DECLS
