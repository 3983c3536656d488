/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "formats/nn-safetensors.h"

#include <inttypes.h>
#include <math.h>
#include <string.h>

#include <glib/gi18n-lib.h>

#include "base/nn-error.h"
#include "base/nn-file.h"
#include "formats/nn-safetensors-header.h"

#if G_BYTE_ORDER != G_LITTLE_ENDIAN
#error "tensors are copied as they lie in the file: little-endian"
#endif

#define LENGTH_SIZE 8             /* the header's length, at byte 0 */
#define MAX_HEADER_SIZE 100000000 /* as the format's own reader has it */
#define MAX_FILE_SIZE ((guint64) 4 << 30)

typedef struct
{
  NnSafetensorsEntry *entry;      /* owned by the tree; its offsets are checked */
  NnTensor *tensor;               /* NULL: lies in the file's bytes, not looked at yet */
} Item;

struct _NnSafetensors
{
  char *path;                     /* for messages; NULL for a new file */
  GTree *metadata;                /* char* to char*, sorted by bytes */
  GTree *entries;                 /* name to NnSafetensorsEntry, sorted by bytes */
  GArray *items;                  /* of Item, in data order */
  GBytes *bytes;                  /* the file, NULL for a new one */
  gsize data_start;               /* in bytes */
  guint64 data_size;              /* of all tensors */
  char **metadata_keys;           /* made when asked for */
};

/* GTree's compare with data; strcmp on UTF-8 is code-point order. */
static int
compare_keys (gconstpointer a,
              gconstpointer b,
              gpointer      data)
{
  return strcmp (a, b);
}

static void
item_clear (gpointer data)
{
  Item *item = data;

  g_clear_pointer (&item->tensor, nn_tensor_unref);
}

static void
entry_free_cb (gpointer data)
{
  nn_safetensors_entry_free (data);
}

NnSafetensors *
nn_safetensors_new (void)
{
  NnSafetensors *file = g_new0 (NnSafetensors, 1);

  file->metadata = g_tree_new_full (compare_keys, NULL, g_free, g_free);
  file->entries = g_tree_new_full (compare_keys, NULL, NULL, entry_free_cb);
  file->items = g_array_new (FALSE, TRUE, sizeof (Item));
  g_array_set_clear_func (file->items, item_clear);
  return file;
}

void
nn_safetensors_free (NnSafetensors *file)
{
  if (file == NULL)
    return;
  g_array_unref (file->items);
  g_tree_unref (file->entries);
  g_tree_unref (file->metadata);
  g_clear_pointer (&file->bytes, g_bytes_unref);
  g_strfreev (file->metadata_keys);
  g_free (file->path);
  g_free (file);
}

void
nn_safetensors_set_metadata (NnSafetensors *file,
                             const char    *key,
                             const char    *value)
{
  g_return_if_fail (file != NULL && key != NULL && value != NULL);
  g_return_if_fail (g_utf8_validate (key, -1, NULL) && g_utf8_validate (value, -1, NULL));

  g_clear_pointer (&file->metadata_keys, g_strfreev);
  g_tree_replace (file->metadata, g_strdup (key), g_strdup (value));
}

const char *
nn_safetensors_get_metadata (NnSafetensors *file,
                             const char    *key)
{
  g_return_val_if_fail (file != NULL && key != NULL, NULL);

  return g_tree_lookup (file->metadata, key);
}

const char *const *
nn_safetensors_list_metadata (NnSafetensors *file)
{
  g_return_val_if_fail (file != NULL, NULL);

  if (file->metadata_keys == NULL)
    {
      g_autoptr (GStrvBuilder) keys = g_strv_builder_new ();

      for (GTreeNode *node = g_tree_node_first (file->metadata); node != NULL;
           node = g_tree_node_next (node))
        g_strv_builder_add (keys, g_tree_node_key (node));
      file->metadata_keys = g_strv_builder_end (keys);
    }
  return (const char *const *) file->metadata_keys;
}

void
nn_safetensors_add (NnSafetensors *file,
                    const char    *name,
                    NnTensor      *tensor)
{
  NnSafetensorsEntry *entry;
  Item item;

  g_return_if_fail (file != NULL && name != NULL && tensor != NULL);
  g_return_if_fail (g_utf8_validate (name, -1, NULL) && strcmp (name, "__metadata__") != 0);
  g_return_if_fail (g_tree_lookup (file->entries, name) == NULL);

  entry = g_new0 (NnSafetensorsEntry, 1);
  entry->name = g_strdup (name);
  entry->dtype = g_strdup ("F32");
  entry->shape = g_array_new (FALSE, FALSE, sizeof (guint64));
  for (int axis = 0; axis < nn_tensor_get_rank (tensor); axis++)
    {
      guint64 dim = nn_tensor_get_dim (tensor, axis);

      g_array_append_val (entry->shape, dim);
    }
  entry->begin = file->data_size;
  entry->end = entry->begin + nn_tensor_get_size (tensor) * sizeof (float);
  entry->index = file->items->len;
  file->data_size = entry->end;

  g_tree_insert (file->entries, entry->name, entry);
  item = (Item) { entry, nn_tensor_ref (tensor) };
  g_array_append_val (file->items, item);
}

guint
nn_safetensors_get_n (NnSafetensors *file)
{
  g_return_val_if_fail (file != NULL, 0);

  return file->items->len;
}

const char *
nn_safetensors_get_name (NnSafetensors *file,
                         guint          index)
{
  g_return_val_if_fail (file != NULL && index < file->items->len, NULL);

  return g_array_index (file->items, Item, index).entry->name;
}

/* Reading: what the header says, held against the file. */

static int
compare_items (gconstpointer a,
               gconstpointer b)
{
  const NnSafetensorsEntry *x = ((const Item *) a)->entry, *y = ((const Item *) b)->entry;

  if (x->begin != y->begin)
    return x->begin < y->begin ? -1 : 1;
  if (x->end != y->end)
    return x->end < y->end ? -1 : 1;
  return strcmp (x->name, y->name);
}

/* The tensors must tile the data: from its first byte to its last, no gap, no overlap. */
static gboolean
check_offsets (NnSafetensors *file,
               guint64        available,
               GError       **error)
{
  guint64 place = 0;

  for (guint i = 0; i < file->items->len; i++)
    {
      NnSafetensorsEntry *entry = g_array_index (file->items, Item, i).entry;

      entry->index = i;
      if (entry->begin != place)
        {
          g_set_error (error, NN_ERROR, NN_ERROR_RANGE,
                       entry->begin < place
                         ? _("%s: at byte %zu: expected the data of tensor \"%s\" to start at "
                             "offset %" PRIu64 ", found %" PRIu64 " (an overlap)")
                         : _("%s: at byte %zu: expected the data of tensor \"%s\" to start at "
                             "offset %" PRIu64 ", found %" PRIu64 " (a gap)"),
                       file->path, entry->at, entry->name, place, entry->begin);
          return FALSE;
        }
      if (entry->end > available)
        {
          g_set_error (error, NN_ERROR, NN_ERROR_TRUNCATED,
                       _("%s: at byte %zu: expected %" PRIu64 " bytes of data up to the end of "
                         "tensor \"%s\", found %" PRIu64),
                       file->path, entry->at, entry->end, entry->name, available);
          return FALSE;
        }
      place = entry->end;
    }

  if (place != available)
    {
      g_set_error (error, NN_ERROR, NN_ERROR_FORMAT,
                   _("%s: at byte %" PRIu64 ": expected the end of the file, found %" PRIu64
                     " bytes of no tensor"),
                   file->path, file->data_start + place, available - place);
      return FALSE;
    }
  file->data_size = place;
  return TRUE;
}

static gboolean
read_header_length (const guint8 *data,
                    gsize         size,
                    const char   *path,
                    guint64      *length,
                    GError      **error)
{
  if (size < LENGTH_SIZE)
    {
      g_set_error (error, NN_ERROR, NN_ERROR_TRUNCATED,
                   _("%s: at byte 0: expected the 8 bytes of the header's length, found %zu"), path,
                   size);
      return FALSE;
    }
  memcpy (length, data, LENGTH_SIZE);
  if (*length > MAX_HEADER_SIZE)
    {
      g_set_error (error, NN_ERROR, NN_ERROR_RANGE,
                   _("%s: at byte 0: expected a header of at most %d bytes, found %" PRIu64),
                   path, MAX_HEADER_SIZE, *length);
      return FALSE;
    }
  if (*length > size - LENGTH_SIZE)
    {
      g_set_error (error, NN_ERROR, NN_ERROR_TRUNCATED,
                   _("%s: at byte 0: expected a header of %" PRIu64 " bytes, found %zu"),
                   path, *length, size - LENGTH_SIZE);
      return FALSE;
    }
  return TRUE;
}

NnSafetensors *
nn_safetensors_parse (GBytes      *bytes,
                      const char  *path,
                      GError     **error)
{
  g_autoptr (NnSafetensors) file = nn_safetensors_new ();
  gsize size;
  const guint8 *data;
  guint64 length;

  g_return_val_if_fail (bytes != NULL && path != NULL, NULL);

  data = g_bytes_get_data (bytes, &size);
  if (!read_header_length (data, size, path, &length, error))
    return NULL;

  file->path = g_strdup (path);
  file->bytes = g_bytes_ref (bytes);
  file->data_start = LENGTH_SIZE + (gsize) length;
  if (!nn_safetensors_header_parse ((const char *) data + LENGTH_SIZE, (gsize) length, path,
                                    file->metadata, file->entries, error))
    return NULL;

  for (GTreeNode *node = g_tree_node_first (file->entries); node != NULL;
       node = g_tree_node_next (node))
    {
      Item item = { g_tree_node_value (node), NULL };

      if (!nn_safetensors_entry_check (item.entry, path, error))
        return NULL;
      g_array_append_val (file->items, item);
    }
  g_array_sort (file->items, compare_items);
  if (!check_offsets (file, size - file->data_start, error))
    return NULL;
  return g_steal_pointer (&file);
}

NnSafetensors *
nn_safetensors_load (const char  *path,
                     GError     **error)
{
  g_autoptr (GBytes) bytes = NULL;

  g_return_val_if_fail (path != NULL, NULL);

  bytes = nn_file_read (path, MAX_FILE_SIZE, error);
  return bytes != NULL ? nn_safetensors_parse (bytes, path, error) : NULL;
}

static Item *
find_item (NnSafetensors *file,
           const char    *name)
{
  const NnSafetensorsEntry *entry = g_tree_lookup (file->entries, name);

  return entry != NULL ? &g_array_index (file->items, Item, entry->index) : NULL;
}

/* For messages. */
static const char *
name_file (NnSafetensors *file)
{
  return file->path != NULL ? file->path : _("new file");
}

/* rank 0: any shape that a tensor can have. */
static gboolean
check_shape (NnSafetensors            *file,
             const NnSafetensorsEntry *entry,
             int                       rank,
             const gsize              *shape,
             GError                  **error)
{
  guint64 wanted[NN_TENSOR_MAX_RANK] = { 0 };
  gboolean same = rank == 0 ? entry->shape->len >= 1 && entry->shape->len <= NN_TENSOR_MAX_RANK
                            : entry->shape->len == (guint) rank;
  g_autofree char *expected = NULL, *found = NULL;

  for (guint i = 0; i < entry->shape->len && same; i++)
    {
      guint64 dim = g_array_index (entry->shape, guint64, i);

      same = rank == 0 ? dim >= 1 : dim == shape[i];
    }
  if (same)
    return TRUE;

  for (int i = 0; i < rank; i++)
    wanted[i] = shape[i];
  expected = rank == 0 ? g_strdup (_("one to four dimensions of at least 1"))
                       : nn_safetensors_shape_to_string (wanted, (guint) rank);
  found = nn_safetensors_entry_shape (entry);
  g_set_error (error, NN_ERROR, NN_ERROR_SHAPE,
               _("%s: at byte %zu: tensor \"%s\": expected the shape %s, found %s"),
               name_file (file), entry->at, entry->name, expected,
               found);
  return FALSE;
}

NnTensor *
nn_safetensors_get (NnSafetensors *file,
                    const char    *name,
                    int            rank,
                    const gsize   *shape,
                    GError       **error)
{
  gsize dims[NN_TENSOR_MAX_RANK];
  const guint8 *data;
  Item *item;

  g_return_val_if_fail (file != NULL && name != NULL, NULL);
  g_return_val_if_fail (rank >= 0 && rank <= NN_TENSOR_MAX_RANK, NULL);

  item = find_item (file, name);
  if (item == NULL)
    {
      g_set_error (error, NN_ERROR, NN_ERROR_MISSING,
                   _("%s: expected a tensor \"%s\", found none"), name_file (file), name);
      return NULL;
    }
  if (strcmp (item->entry->dtype, "F32") != 0)
    {
      g_set_error (error, NN_ERROR, NN_ERROR_TYPE,
                   _("%s: at byte %zu: tensor \"%s\": expected the type F32, found %s"), file->path,
                   item->entry->at, name, item->entry->dtype);
      return NULL;
    }
  if (!check_shape (file, item->entry, rank, shape, error))
    return NULL;
  if (item->tensor != NULL)
    return nn_tensor_ref (item->tensor);

  for (guint i = 0; i < item->entry->shape->len; i++)
    dims[i] = g_array_index (item->entry->shape, guint64, i);
  data = g_bytes_get_data (file->bytes, NULL);
  /* Copied: the data may start at any byte, floats may not. */
  return nn_tensor_new_take ((int) item->entry->shape->len, dims,
                             g_memdup2 (data + file->data_start + item->entry->begin,
                                        item->entry->end - item->entry->begin));
}

/* A number of the metadata: "<name>.min". */
static gboolean
read_number (NnSafetensors *file,
             const char    *name,
             const char    *ending,
             double        *value,
             GError       **error)
{
  g_autofree char *key = g_strconcat (name, ending, NULL);
  const char *text = nn_safetensors_get_metadata (file, key);
  char *end = NULL;

  *value = text != NULL ? g_ascii_strtod (text, &end) : 0;
  if (text != NULL && *text != '\0' && *end == '\0' && isfinite (*value))
    return TRUE;
  g_set_error (error, NN_ERROR, NN_ERROR_FORMAT, _("%s: expected a number for \"%s\", found %s"),
               name_file (file), key, text != NULL ? text : _("none"));
  return FALSE;
}

NnTensor *
nn_safetensors_get_scaled (NnSafetensors *file,
                           const char    *name,
                           int            rank,
                           const gsize   *shape,
                           GError       **error)
{
  gsize dims[NN_TENSOR_MAX_RANK], n;
  const guint8 *data;
  double min, scale;
  float *values;
  Item *item;

  g_return_val_if_fail (file != NULL && name != NULL, NULL);
  g_return_val_if_fail (rank >= 0 && rank <= NN_TENSOR_MAX_RANK, NULL);

  item = find_item (file, name);
  if (item == NULL || strcmp (item->entry->dtype, "U8") != 0)
    return nn_safetensors_get (file, name, rank, shape, error);
  if (!check_shape (file, item->entry, rank, shape, error)
      || !read_number (file, name, ".min", &min, error)
      || !read_number (file, name, ".scale", &scale, error))
    return NULL;
  for (guint i = 0; i < item->entry->shape->len; i++)
    dims[i] = g_array_index (item->entry->shape, guint64, i);
  data = (const guint8 *) g_bytes_get_data (file->bytes, NULL) + file->data_start
         + item->entry->begin;
  n = item->entry->end - item->entry->begin;
  values = g_new (float, n);
  for (gsize i = 0; i < n; i++)
    values[i] = (float) (min + scale * data[i]);
  return nn_tensor_new_take ((int) item->entry->shape->len, dims, values);
}

/* Writing. */

static void
append_entry (GString                  *json,
              const NnSafetensorsEntry *entry)
{
  g_autofree char *shape = nn_safetensors_entry_shape (entry);

  nn_safetensors_append_string (json, entry->name);
  g_string_append_printf (json, ":{\"data_offsets\":[%" G_GUINT64_FORMAT ",%" G_GUINT64_FORMAT
                          "],\"dtype\":\"%s\",\"shape\":%s}",
                          entry->begin, entry->end, entry->dtype, shape);
}

static void
append_metadata (GString *json,
                 GTree   *metadata)
{
  const char *separator = "";

  g_string_append (json, "\"__metadata__\":{");
  for (GTreeNode *node = g_tree_node_first (metadata); node != NULL; node = g_tree_node_next (node))
    {
      g_string_append (json, separator);
      nn_safetensors_append_string (json, g_tree_node_key (node));
      g_string_append_c (json, ':');
      nn_safetensors_append_string (json, g_tree_node_value (node));
      separator = ",";
    }
  g_string_append_c (json, '}');
}

/* All keys in one order, "__metadata__" at its place among the names. (transfer full) */
static GString *
make_header (NnSafetensors *file)
{
  GString *json = g_string_new ("{");
  gboolean metadata_due = g_tree_nnodes (file->metadata) > 0;
  const char *separator = "";

  for (GTreeNode *node = g_tree_node_first (file->entries); node != NULL;
       node = g_tree_node_next (node))
    {
      g_string_append (json, separator);
      if (metadata_due && strcmp (g_tree_node_key (node), "__metadata__") > 0)
        {
          append_metadata (json, file->metadata);
          g_string_append_c (json, ',');
          metadata_due = FALSE;
        }
      append_entry (json, g_tree_node_value (node));
      separator = ",";
    }
  if (metadata_due)
    {
      g_string_append (json, separator);
      append_metadata (json, file->metadata);
    }
  g_string_append_c (json, '}');
  while (json->len % 8 != 0)
    g_string_append_c (json, ' ');
  return json;
}

GBytes *
nn_safetensors_serialize (NnSafetensors *file)
{
  g_autoptr (GString) json = NULL;
  guint64 length;
  gsize size;
  guint8 *data, *place;

  g_return_val_if_fail (file != NULL, NULL);

  json = make_header (file);
  length = json->len;
  size = LENGTH_SIZE + json->len + (gsize) file->data_size;
  data = g_malloc (size);
  memcpy (data, &length, LENGTH_SIZE);
  memcpy (data + LENGTH_SIZE, json->str, json->len);
  place = data + LENGTH_SIZE + json->len;
  for (guint i = 0; i < file->items->len; i++)
    {
      const Item *item = &g_array_index (file->items, Item, i);
      const NnSafetensorsEntry *entry = item->entry;
      const guint8 *from;

      if (entry->end == entry->begin)
        continue;
      if (item->tensor != NULL)
        from = (const guint8 *) nn_tensor_get_data (item->tensor);
      else
        from = (const guint8 *) g_bytes_get_data (file->bytes, NULL) + file->data_start
               + entry->begin;
      memcpy (place + entry->begin, from, entry->end - entry->begin);
    }
  return g_bytes_new_take (data, size);
}

gboolean
nn_safetensors_save (NnSafetensors *file,
                     const char    *path,
                     GError       **error)
{
  g_autoptr (GBytes) bytes = NULL;
  gconstpointer data;
  gsize size;

  g_return_val_if_fail (file != NULL && path != NULL, FALSE);

  bytes = nn_safetensors_serialize (file);
  data = g_bytes_get_data (bytes, &size);
  return nn_file_replace (path, data, size, error);
}
