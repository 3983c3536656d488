/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "formats/nn-safetensors-header.h"

#include <inttypes.h>
#include <string.h>

#include <glib/gi18n-lib.h>

#include "base/nn-error.h"

#define HEADER_START 8            /* byte of the file */

typedef struct
{
  const char *path;
  const char *start, *at, *end;
} Cursor;

typedef gboolean (*ReadMember) (Cursor *cursor, char *key, gpointer data, GError **error);

void
nn_safetensors_entry_free (NnSafetensorsEntry *entry)
{
  if (entry == NULL)
    return;
  g_free (entry->name);
  g_free (entry->dtype);
  g_clear_pointer (&entry->shape, g_array_unref);
  g_free (entry);
}

static gsize
file_offset (const Cursor *cursor)
{
  return HEADER_START + (gsize) (cursor->at - cursor->start);
}

/* expected: marked with N_ (). Always FALSE, so that a caller can return it. */
static gboolean
fail (const Cursor *cursor,
      const char   *expected,
      GError      **error)
{
  g_autofree char *found = NULL;

  if (cursor->at == cursor->end)
    found = g_strdup (_("the end of the header"));
  else if (g_ascii_isprint (*cursor->at))
    found = g_strdup_printf ("'%c'", *cursor->at);
  else
    found = g_strdup_printf (_("byte 0x%02x"), (guint8) *cursor->at);
  g_set_error (error, NN_ERROR, NN_ERROR_FORMAT, _("%s: at byte %zu: expected %s, found %s"),
               cursor->path, file_offset (cursor), _(expected), found);
  return FALSE;
}

static void
skip_space (Cursor *cursor)
{
  while (cursor->at < cursor->end && strchr (" \t\n\r", *cursor->at) != NULL && *cursor->at != 0)
    cursor->at++;
}

static gboolean
next_is (Cursor *cursor,
         char    c)
{
  skip_space (cursor);
  return cursor->at < cursor->end && *cursor->at == c;
}

static gboolean
take (Cursor *cursor,
        char    c)
{
  if (!next_is (cursor, c))
    return FALSE;
  cursor->at++;
  return TRUE;
}

static gboolean
expect (Cursor     *cursor,
        char        c,
        const char *expected,
        GError    **error)
{
  return take (cursor, c) || fail (cursor, expected, error);
}

/* The four digits of \uXXXX, at cursor. */
static gboolean
read_hex4 (Cursor   *cursor,
           gunichar *value,
           GError  **error)
{
  *value = 0;
  for (int i = 0; i < 4; i++)
    {
      int digit = cursor->at < cursor->end ? g_ascii_xdigit_value (*cursor->at) : -1;

      if (digit < 0)
        return fail (cursor, N_ ("a hexadecimal digit"), error);
      *value = *value * 16 + (gunichar) digit;
      cursor->at++;
    }
  return TRUE;
}

/* After "\u": a character, or a pair of surrogates that make one. */
static gboolean
read_unicode (Cursor   *cursor,
              GString  *text,
              GError  **error)
{
  const char *start = cursor->at;
  gunichar high, low;

  if (!read_hex4 (cursor, &high, error))
    return FALSE;
  if (high >= 0xd800 && high < 0xdc00)
    {
      if (cursor->end - cursor->at < 2 || cursor->at[0] != '\\' || cursor->at[1] != 'u')
        return fail (cursor, N_ ("the second half of a surrogate pair"), error);
      cursor->at += 2;
      start = cursor->at;
      if (!read_hex4 (cursor, &low, error))
        return FALSE;
      if (low < 0xdc00 || low > 0xdfff)
        {
          cursor->at = start;
          return fail (cursor, N_ ("the second half of a surrogate pair"), error);
        }
      high = 0x10000 + ((high - 0xd800) << 10) + (low - 0xdc00);
    }
  else if (high == 0 || (high >= 0xdc00 && high <= 0xdfff))
    {
      cursor->at = start;
      return fail (cursor, N_ ("a character"), error);
    }
  g_string_append_unichar (text, high);
  return TRUE;
}

static gboolean
read_escape (Cursor   *cursor,
             GString  *text,
             GError  **error)
{
  static const char names[] = "\"\\/bfnrt";
  static const char values[] = "\"\\/\b\f\n\r\t";
  const char *name;

  if (cursor->at < cursor->end && *cursor->at == 'u')
    {
      cursor->at++;
      return read_unicode (cursor, text, error);
    }
  name = cursor->at < cursor->end && *cursor->at != 0 ? strchr (names, *cursor->at) : NULL;
  if (name == NULL)
    return fail (cursor, N_ ("one of \"\\/bfnrtu after a backslash"), error);
  g_string_append_c (text, values[name - names]);
  cursor->at++;
  return TRUE;
}

/* NULL on error. (transfer full) */
static char *
read_string (Cursor     *cursor,
             const char *expected,
             GError    **error)
{
  g_autoptr (GString) text = NULL;

  if (!expect (cursor, '"', expected, error))
    return NULL;
  text = g_string_new (NULL);
  while (cursor->at < cursor->end && *cursor->at != '"')
    {
      if ((guint8) *cursor->at < 0x20)
        {
          fail (cursor, N_ ("a character"), error);
          return NULL;
        }
      if (*cursor->at != '\\')
        g_string_append_c (text, *cursor->at++);
      else
        {
          cursor->at++;
          if (!read_escape (cursor, text, error))
            return NULL;
        }
    }
  if (!expect (cursor, '"', N_ ("the '\"' that ends a string"), error))
    return NULL;
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static gboolean
read_number (Cursor  *cursor,
             guint64 *value,
             GError **error)
{
  const char *start;

  skip_space (cursor);
  start = cursor->at;
  *value = 0;
  for (; cursor->at < cursor->end && g_ascii_isdigit (*cursor->at); cursor->at++)
    if (!g_uint64_checked_mul (value, *value, 10)
        || !g_uint64_checked_add (value, *value, (guint64) (*cursor->at - '0')))
      {
        cursor->at = start;
        g_set_error (error, NN_ERROR, NN_ERROR_RANGE,
                     _("%s: at byte %zu: expected a number below 2^64, found a larger one"),
                     cursor->path, file_offset (cursor));
        return FALSE;
      }
  if (cursor->at == start || (*start == '0' && cursor->at > start + 1))
    {
      cursor->at = start;
      return fail (cursor, N_ ("a whole number, zero or positive"), error);
    }
  return TRUE;
}

/* [1, 2, 3]. NULL on error. (transfer full) */
static GArray *
read_numbers (Cursor  *cursor,
              GError **error)
{
  g_autoptr (GArray) numbers = NULL;

  if (!expect (cursor, '[', N_ ("a list of numbers"), error))
    return NULL;
  numbers = g_array_new (FALSE, FALSE, sizeof (guint64));
  if (!next_is (cursor, ']'))
    do
      {
        guint64 number;

        if (!read_number (cursor, &number, error))
          return NULL;
        g_array_append_val (numbers, number);
      }
    while (take (cursor, ','));
  if (!expect (cursor, ']', N_ ("',' or ']'"), error))
    return NULL;
  return g_steal_pointer (&numbers);
}

/* {"key": …, "key": …}; member takes the key and reads what follows the colon. */
static gboolean
read_object (Cursor     *cursor,
             const char *expected,
             ReadMember  member,
             gpointer    data,
             GError    **error)
{
  if (!expect (cursor, '{', expected, error))
    return FALSE;
  if (!next_is (cursor, '}'))
    do
      {
        g_autofree char *key = read_string (cursor, N_ ("a key"), error);

        if (key == NULL || !expect (cursor, ':', "':'", error))
          return FALSE;
        if (!member (cursor, g_steal_pointer (&key), data, error))
          return FALSE;
      }
    while (take (cursor, ','));
  return expect (cursor, '}', N_ ("',' or '}'"), error);
}

static gboolean
fail_duplicate (const Cursor *cursor,
                const char   *key,
                GError      **error)
{
  g_set_error (error, NN_ERROR, NN_ERROR_FORMAT,
               _("%s: at byte %zu: expected a new key, found \"%s\" again"), cursor->path,
               file_offset (cursor), key);
  return FALSE;
}

static gboolean
read_metadata_member (Cursor   *cursor,
                      char     *key,
                      gpointer  data,
                      GError  **error)
{
  GTree *metadata = data;
  g_autofree char *name = key;
  char *value;

  if (g_tree_lookup (metadata, name) != NULL)
    return fail_duplicate (cursor, name, error);
  value = read_string (cursor, N_ ("a string (metadata are strings)"), error);
  if (value == NULL)
    return FALSE;
  g_tree_insert (metadata, g_steal_pointer (&name), value);
  return TRUE;
}

typedef struct
{
  NnSafetensorsEntry *entry;
  gboolean has_offsets;
} EntryReader;

static gboolean
read_entry_member (Cursor   *cursor,
                   char     *key,
                   gpointer  data,
                   GError  **error)
{
  EntryReader *reader = data;
  NnSafetensorsEntry *entry = reader->entry;
  g_autofree char *name = key;

  if (strcmp (name, "dtype") == 0)
    {
      if (entry->dtype != NULL)
        return fail_duplicate (cursor, name, error);
      entry->dtype = read_string (cursor, N_ ("a string (the element type)"), error);
      return entry->dtype != NULL;
    }
  if (strcmp (name, "shape") == 0)
    {
      if (entry->shape != NULL)
        return fail_duplicate (cursor, name, error);
      entry->shape = read_numbers (cursor, error);
      return entry->shape != NULL;
    }
  if (strcmp (name, "data_offsets") == 0)
    {
      g_autoptr (GArray) offsets = NULL;

      if (reader->has_offsets)
        return fail_duplicate (cursor, name, error);
      offsets = read_numbers (cursor, error);
      if (offsets == NULL)
        return FALSE;
      if (offsets->len != 2)
        {
          g_set_error (error, NN_ERROR, NN_ERROR_FORMAT,
                       _("%s: before byte %zu: expected two data offsets, found %u"), cursor->path,
                       file_offset (cursor), offsets->len);
          return FALSE;
        }
      entry->begin = g_array_index (offsets, guint64, 0);
      entry->end = g_array_index (offsets, guint64, 1);
      reader->has_offsets = TRUE;
      return TRUE;
    }
  g_set_error (error, NN_ERROR, NN_ERROR_FORMAT,
               _("%s: at byte %zu: expected \"dtype\", \"shape\" or \"data_offsets\", found "
                 "\"%s\""),
               cursor->path, file_offset (cursor), name);
  return FALSE;
}

typedef struct
{
  GTree *metadata, *entries;
  gboolean has_metadata;
} HeaderReader;

static gboolean
read_header_member (Cursor   *cursor,
                    char     *key,
                    gpointer  data,
                    GError  **error)
{
  HeaderReader *reader = data;
  g_autoptr (NnSafetensorsEntry) entry = g_new0 (NnSafetensorsEntry, 1);
  EntryReader entry_reader = { entry, FALSE };
  const char *missing;

  entry->name = key;
  entry->at = file_offset (cursor);
  if (strcmp (key, "__metadata__") == 0)
    {
      if (reader->has_metadata)
        return fail_duplicate (cursor, key, error);
      reader->has_metadata = TRUE;
      return read_object (cursor, N_ ("'{' (the metadata)"), read_metadata_member, reader->metadata,
                          error);
    }
  if (g_tree_lookup (reader->entries, key) != NULL)
    return fail_duplicate (cursor, key, error);
  if (!read_object (cursor, N_ ("'{' (a tensor)"), read_entry_member, &entry_reader, error))
    return FALSE;

  missing = entry->dtype == NULL ? "dtype" : entry->shape == NULL ? "shape"
            : !entry_reader.has_offsets ? "data_offsets" : NULL;
  if (missing != NULL)
    {
      g_set_error (error, NN_ERROR, NN_ERROR_MISSING,
                   _("%s: at byte %zu: expected \"%s\" of tensor \"%s\", found none"), cursor->path,
                   entry->at, missing, entry->name);
      return FALSE;
    }
  g_tree_insert (reader->entries, entry->name, entry);
  g_steal_pointer (&entry);
  return TRUE;
}

gboolean
nn_safetensors_header_parse (const char  *json,
                             gsize        length,
                             const char  *path,
                             GTree       *metadata,
                             GTree       *entries,
                             GError     **error)
{
  Cursor cursor = { path, json, json, json + length };
  HeaderReader reader = { metadata, entries, FALSE };

  if (!g_utf8_validate_len (json, length, &cursor.at))
    return fail (&cursor, "UTF-8", error);

  cursor.at = json;
  if (!read_object (&cursor, N_ ("'{' (a JSON header)"), read_header_member, &reader, error))
    return FALSE;
  skip_space (&cursor);
  if (cursor.at < cursor.end)
    return fail (&cursor, N_ ("spaces up to the end of the header"), error);
  return TRUE;
}

static guint64
dtype_size (const char *dtype)
{
  static const struct { const char *name; guint64 size; } dtypes[] = {
    { "F32", 4 }, { "F16", 2 }, { "BF16", 2 }, { "F64", 8 },
    { "I8", 1 }, { "I16", 2 }, { "I32", 4 }, { "I64", 8 },
    { "U8", 1 }, { "U16", 2 }, { "U32", 4 }, { "U64", 8 },
    { "BOOL", 1 }, { "F8_E4M3", 1 }, { "F8_E5M2", 1 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (dtypes); i++)
    if (strcmp (dtype, dtypes[i].name) == 0)
      return dtypes[i].size;
  return 0;
}

char *
nn_safetensors_shape_to_string (const guint64 *dims,
                                guint          n)
{
  GString *text = g_string_new ("[");

  for (guint i = 0; i < n; i++)
    g_string_append_printf (text, "%s%" G_GUINT64_FORMAT, i > 0 ? "," : "", dims[i]);
  g_string_append_c (text, ']');
  return g_string_free (text, FALSE);
}

char *
nn_safetensors_entry_shape (const NnSafetensorsEntry *entry)
{
  return nn_safetensors_shape_to_string ((const guint64 *) (gpointer) entry->shape->data,
                                         entry->shape->len);
}

gboolean
nn_safetensors_entry_check (const NnSafetensorsEntry *entry,
                            const char               *path,
                            GError                  **error)
{
  guint64 size = dtype_size (entry->dtype);
  gboolean fits = TRUE;
  g_autofree char *shape = NULL;

  if (size == 0)
    {
      g_set_error (error, NN_ERROR, NN_ERROR_TYPE,
                   _("%s: at byte %zu: expected a known element type of tensor \"%s\", found "
                     "\"%s\""),
                   path, entry->at, entry->name, entry->dtype);
      return FALSE;
    }
  if (entry->begin > entry->end)
    {
      g_set_error (error, NN_ERROR, NN_ERROR_RANGE,
                   _("%s: at byte %zu: expected data offsets of tensor \"%s\" in ascending order, "
                     "found [%" PRIu64 ",%" PRIu64 "]"),
                   path, entry->at, entry->name, entry->begin, entry->end);
      return FALSE;
    }

  for (guint i = 0; i < entry->shape->len && fits; i++)
    fits = g_uint64_checked_mul (&size, size, g_array_index (entry->shape, guint64, i));
  if (fits && size == entry->end - entry->begin)
    return TRUE;

  shape = nn_safetensors_entry_shape (entry);
  if (!fits)
    g_set_error (error, NN_ERROR, NN_ERROR_RANGE,
                 _("%s: at byte %zu: expected fewer than 2^64 bytes in tensor \"%s\", found the "
                   "shape %s"), path, entry->at, entry->name, shape);
  else
    g_set_error (error, NN_ERROR, NN_ERROR_SHAPE,
                 _("%s: at byte %zu: expected %" PRIu64 " bytes in tensor \"%s\" of shape %s and "
                   "type %s, found %" PRIu64), path, entry->at, size,
                 entry->name, shape, entry->dtype, entry->end - entry->begin);
  return FALSE;
}

void
nn_safetensors_append_string (GString    *json,
                              const char *text)
{
  g_string_append_c (json, '"');
  for (; *text != '\0'; text++)
    {
      if (*text == '"' || *text == '\\')
        g_string_append_c (json, '\\');
      if ((guint8) *text < 0x20)
        g_string_append_printf (json, "\\u%04x", (guint) *text);
      else
        g_string_append_c (json, *text);
    }
  g_string_append_c (json, '"');
}
