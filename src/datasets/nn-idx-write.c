/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "datasets/nn-idx.h"

#include "base/nn-file.h"

#define SIDE 28

static void
append_be32 (GByteArray *bytes,
             guint32     value)
{
  const guint32 big = GUINT32_TO_BE (value);

  g_byte_array_append (bytes, (const guint8 *) &big, sizeof big);
}

gboolean
nn_idx_write (const char   *path,
              NnIdxKind     kind,
              const guint8 *data,
              guint         n,
              GError      **error)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();

  g_return_val_if_fail (path != NULL && data != NULL && n > 0 && n <= NN_IDX_MAX_COUNT, FALSE);
  g_return_val_if_fail (kind == NN_IDX_IMAGES || kind == NN_IDX_LABELS, FALSE);

  append_be32 (bytes, (guint32) kind);
  append_be32 (bytes, n);
  if (kind == NN_IDX_IMAGES)
    {
      append_be32 (bytes, SIDE);
      append_be32 (bytes, SIDE);
    }
  g_byte_array_append (bytes, data, kind == NN_IDX_IMAGES ? n * SIDE * SIDE : n);
  return nn_file_replace (path, bytes->data, bytes->len, error);
}
