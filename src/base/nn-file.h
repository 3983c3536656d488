/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Writes aside, syncs and renames: path holds the old bytes or all of the new
 * ones, never half a file, whatever happens. Errors (G_FILE_ERROR) name path. */
gboolean nn_file_replace (const char    *path,
                          gconstpointer  data,
                          gsize          length,
                          GError       **error);

G_END_DECLS
