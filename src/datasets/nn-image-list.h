/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "datasets/nn-image-folder.h"

G_BEGIN_DECLS

/* The listing and reading half of nn-image-folder, for nn-image-folder.c alone. Errors as there. */

/* Fills classes, and files with their names and labels, digests still empty; in Keras' order. */
gboolean nn_image_list_fill   (NnImageFolder      *folder,
                               GError            **error);
/* Reads each file once; what is no image goes to left_out. */
gboolean nn_image_list_read   (NnImageFolder      *folder,
                               NnImageFolderFunc   progress,
                               gpointer            data,
                               GError            **error);

G_END_DECLS
