/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "datasets/nn-idx.h"

#include <inttypes.h>
#include <string.h>

#include <glib/gi18n-lib.h>

#include "base/nn-error.h"
#include "base/nn-file.h"

#define SIDE 28
#define MAX_FILE_SIZE (1u << 30)

/* Deflate cannot pack better than 1032 : 1 (258 bytes in two bits). */
#define MAX_DEFLATE_RATIO 1032

/* The unpacked bytes of a file that is wholly in memory, read from front to end. */
typedef struct
{
  const char *path;
  GBytes *file;
  const guint8 *bytes;            /* of file */
  gsize length;
  gsize position;                 /* in bytes */
  gsize offset;                   /* in the unpacked stream */
  GConverter *gunzip;             /* NULL: not packed */
  gboolean ended;                 /* the gzip member is complete and its checksum right */
} Stream;

static void
stream_clear (Stream *stream)
{
  g_clear_pointer (&stream->file, g_bytes_unref);
  g_clear_object (&stream->gunzip);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Stream, stream_clear)

static gboolean
stream_open (Stream      *stream,
             const char  *path,
             GError     **error)
{
  stream->path = path;
  stream->file = nn_file_read (path, MAX_FILE_SIZE, error);
  if (stream->file == NULL)
    return FALSE;

  stream->bytes = g_bytes_get_data (stream->file, &stream->length);
  if (stream->length >= 2 && stream->bytes[0] == 0x1f && stream->bytes[1] == 0x8b)
    stream->gunzip = G_CONVERTER (g_zlib_decompressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP));
  return TRUE;
}

/* The file's end is no error here: got says how much there was. */
static gboolean
stream_gunzip (Stream  *stream,
               guint8  *out,
               gsize    n,
               gsize   *got,
               GError **error)
{
  *got = 0;
  while (*got < n && !stream->ended)
    {
      g_autoptr (GError) local = NULL;
      gsize read = 0, written = 0;
      GConverterResult result;

      result = g_converter_convert (stream->gunzip, stream->bytes + stream->position,
                                    stream->length - stream->position, out + *got, n - *got,
                                    G_CONVERTER_INPUT_AT_END, &read, &written, &local);
      if (result == G_CONVERTER_ERROR
          && g_error_matches (local, G_IO_ERROR, G_IO_ERROR_PARTIAL_INPUT))
        break;
      if (result == G_CONVERTER_ERROR)
        {
          g_set_error (error, NN_ERROR, NN_ERROR_FORMAT,
                       _("%s: at byte %zu of the unpacked data: expected gzip data, found damage "
                         "(%s)"),
                       stream->path, stream->offset + *got, local->message);
          return FALSE;
        }
      stream->position += read;
      *got += written;
      stream->ended = result == G_CONVERTER_FINISHED;
    }
  stream->offset += *got;
  return TRUE;
}

static gboolean
stream_read (Stream  *stream,
             guint8  *out,
             gsize    n,
             gsize   *got,
             GError **error)
{
  if (stream->gunzip != NULL)
    return stream_gunzip (stream, out, n, got, error);

  *got = MIN (n, stream->length - stream->position);
  if (*got > 0)
    memcpy (out, stream->bytes + stream->position, *got);
  stream->position += *got;
  stream->offset = stream->position;
  return TRUE;
}

static guint32
read_be32 (const guint8 *bytes)
{
  return (guint32) bytes[0] << 24 | (guint32) bytes[1] << 16 | (guint32) bytes[2] << 8 | bytes[3];
}

static void
set_truncated (const Stream *stream,
               gsize         expected,
               GError      **error)
{
  g_set_error (error, NN_ERROR, NN_ERROR_TRUNCATED,
               stream->gunzip != NULL
                 ? _("%s: expected %zu bytes of unpacked data, found the end at byte %zu")
                 : _("%s: expected %zu bytes, found the end at byte %zu"),
               stream->path, expected, stream->offset);
}

/* The header, and from it the number of things; size: of each, in bytes. */
static gboolean
read_header (Stream    *stream,
             NnIdxKind  kind,
             guint32   *n,
             gsize     *size,
             GError   **error)
{
  guint8 header[16];
  gsize length = kind == NN_IDX_IMAGES ? 16 : 8;
  gsize got;

  if (!stream_read (stream, header, length, &got, error))
    return FALSE;
  if (got >= 4 && read_be32 (header) != (guint32) kind)
    {
      g_set_error (error, NN_ERROR, NN_ERROR_FORMAT,
                   kind == NN_IDX_IMAGES
                     ? _("%s: at byte 0: expected the magic number 0x%08x of IDX images, found "
                         "0x%08x")
                     : _("%s: at byte 0: expected the magic number 0x%08x of IDX labels, found "
                         "0x%08x"),
                   stream->path, (guint) kind, read_be32 (header));
      return FALSE;
    }
  if (got < length)
    {
      set_truncated (stream, length, error);
      return FALSE;
    }

  *n = read_be32 (header + 4);
  *size = 1;
  if (kind == NN_IDX_IMAGES)
    {
      guint32 rows = read_be32 (header + 8), columns = read_be32 (header + 12);

      if (rows != SIDE || columns != SIDE)
        {
          g_set_error (error, NN_ERROR, NN_ERROR_SHAPE,
                       _("%s: at byte 8: expected images of 28 rows and 28 columns, found %u and "
                         "%u"),
                       stream->path, rows, columns);
          return FALSE;
        }
      *size = SIDE * SIDE;
    }
  return TRUE;
}

/* Before memory is asked for: can the file hold what its header promises? */
static gboolean
check_promise (const Stream *stream,
               guint32       n,
               gsize         size,
               GError      **error)
{
  guint64 promised = (guint64) n * size;
  guint64 room = stream->length - stream->position;

  if (n < 1 || n > NN_IDX_MAX_COUNT)
    {
      g_set_error (error, NN_ERROR, NN_ERROR_RANGE,
                   _("%s: at byte 4: expected a count from 1 to %d, found %u"), stream->path,
                   NN_IDX_MAX_COUNT, n);
      return FALSE;
    }
  /* The inflater may have taken in more than it has given out: count from the file's start. */
  if (stream->gunzip != NULL)
    room = stream->length * MAX_DEFLATE_RATIO;
  if (promised > room)
    {
      g_set_error (error, NN_ERROR, NN_ERROR_TRUNCATED,
                   stream->gunzip != NULL
                     ? _("%s: at byte 4: a count of %u expects %" PRIu64 " more bytes, found a file "
                         "that has room for at most %" PRIu64)
                     : _("%s: at byte 4: a count of %u expects %" PRIu64 " more bytes, found a file "
                         "that has room for %" PRIu64),
                   stream->path, n, promised, room);
      return FALSE;
    }
  return TRUE;
}

/* Asking for one byte more also makes the inflater compare its checksum. */
static gboolean
check_end (Stream  *stream,
           GError **error)
{
  gsize end = stream->offset;
  guint8 byte;
  gsize got;

  if (!stream_read (stream, &byte, 1, &got, error))
    return FALSE;
  if (got > 0 || stream->position < stream->length)
    {
      if (got > 0 || stream->gunzip == NULL)
        g_set_error (error, NN_ERROR, NN_ERROR_FORMAT,
                     _("%s: at byte %zu: expected the end of the file, found more bytes"),
                     stream->path, end);
      else if (stream->ended)
        g_set_error (error, NN_ERROR, NN_ERROR_FORMAT,
                     _("%s: at byte %zu of the packed file: expected its end, found %zu more "
                       "bytes"),
                     stream->path, stream->position, stream->length - stream->position);
      else
        set_truncated (stream, end, error);
      return FALSE;
    }
  if (stream->gunzip != NULL && !stream->ended)
    {
      g_set_error (error, NN_ERROR, NN_ERROR_TRUNCATED,
                   _("%s: at byte %zu of the packed file: expected the gzip checksum, found the "
                     "end"),
                   stream->path, stream->position);
      return FALSE;
    }
  return TRUE;
}

static gboolean
check_labels (const char   *path,
              const guint8 *labels,
              guint         n,
              GError      **error)
{
  for (guint i = 0; i < n; i++)
    if (labels[i] > 9)
      {
        g_set_error (error, NN_ERROR, NN_ERROR_RANGE,
                     _("%s: at byte %u: expected a label from 0 to 9, found %u"), path, 8 + i,
                     labels[i]);
        return FALSE;
      }
  return TRUE;
}

guint8 *
nn_idx_read (const char  *path,
             NnIdxKind    kind,
             guint       *n,
             GError     **error)
{
  g_auto (Stream) stream = { 0 };
  g_autofree guint8 *data = NULL;
  guint32 count;
  gsize size, got, expected;

  g_return_val_if_fail (path != NULL && n != NULL, NULL);
  g_return_val_if_fail (kind == NN_IDX_IMAGES || kind == NN_IDX_LABELS, NULL);

  if (!stream_open (&stream, path, error)
      || !read_header (&stream, kind, &count, &size, error)
      || !check_promise (&stream, count, size, error))
    return NULL;

  expected = stream.offset + count * size;
  data = g_try_malloc (count * size);
  if (data == NULL)
    {
      g_set_error (error, G_FILE_ERROR, G_FILE_ERROR_NOMEM,
                   _("%s: no memory for %zu bytes"), path, count * size);
      return NULL;
    }
  if (!stream_read (&stream, data, count * size, &got, error))
    return NULL;
  if (got < count * size)
    {
      set_truncated (&stream, expected, error);
      return NULL;
    }
  if (!check_end (&stream, error)
      || (kind == NN_IDX_LABELS && !check_labels (path, data, count, error)))
    return NULL;

  *n = count;
  return g_steal_pointer (&data);
}
