/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

/* IDX streams made up for tests: images whose pixels and labels follow from their index. */
GByteArray *make_images (guint n);
GByteArray *make_labels (guint n);
/* data in gzip. (transfer full) */
GByteArray *make_gzip   (const GByteArray *data);
void        set_be32    (GByteArray *data,
                         gsize       at,
                         guint32     value);
