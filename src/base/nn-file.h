/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The whole of a regular file, at most max_size bytes. Never blocks: a folder, pipe
 * or device is refused unread. G_FILE_ERROR from the system, NN_ERROR_RANGE when
 * larger; each names path. (transfer full) */
GBytes  *nn_file_read    (const char    *path,
                          guint64        max_size,
                          GError       **error);

/* Writes aside, syncs and renames: path holds the old bytes or all of the new
 * ones, never half a file, whatever happens. A file that was there keeps its rights (what a
 * umask allows of them), a link stays a link (the bytes go to what it leads to, there or not).
 * Errors (G_FILE_ERROR) name path. */
gboolean nn_file_replace (const char    *path,
                          gconstpointer  data,
                          gsize          length,
                          GError       **error);
/* That nn_file_replace () can write there, found out by making a file beside it: for before the
 * work, not after it. Errors as of that. */
gboolean nn_file_check_writable (const char  *path,
                                 GError     **error);
/* Whether both are one file, or would be: by any path, symbolic or hard link. */
gboolean nn_file_is_same        (const char  *a,
                                 const char  *b);

G_END_DECLS
