/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* One IDX file, the format of MNIST: big-endian 32-bit magic (00 00, element
 * type 08 = unsigned byte, number of dimensions), one 32-bit size a dimension,
 * then the bytes, row-major. As it is or in gzip, told apart by the first bytes,
 * never by the name.
 *
 * Trusts nothing: no more than the header promises is ever unpacked, and a
 * promise that the file cannot hold is refused before memory is asked for. */
typedef enum
{
  NN_IDX_LABELS = 0x00000801,     /* [n], each 0..9 */
  NN_IDX_IMAGES = 0x00000803,     /* [n][28][28] */
} NnIdxKind;

#define NN_IDX_MAX_COUNT 1000000  /* images or labels of one file; 784 MB */

/* n: at least 1. Returns [n] or [n][28][28] bytes. (transfer full)
 * Errors name the file, the byte offset (in the unpacked stream), what was expected
 * and what was found: NN_ERROR_FORMAT (magic, gzip, bytes after the end),
 * _TRUNCATED, _SHAPE (not 28x28), _RANGE (label, count); G_FILE_ERROR from the system. */
guint8 *nn_idx_read (const char  *path,
                     NnIdxKind    kind,
                     guint       *n,
                     GError     **error);
/* Not packed; replaces path whole or not at all. data: [n] or [n][28][28], n at least 1. Errors of
 * nn_file_replace (). */
gboolean nn_idx_write (const char   *path,
                       NnIdxKind     kind,
                       const guint8 *data,
                       guint         n,
                       GError      **error);

G_END_DECLS
