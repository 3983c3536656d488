/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "datasets/nn-image-folder.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "base/nn-error.h"
#include "base/nn-rng.h"
#include "datasets/nn-image-list.h"

#define VALIDATION 0.2            /* as the sheet has it */
#define MIN_IMAGES 5              /* of a class, so that one of them validates */

const char *
nn_split_to_string (NnSplit split)
{
  return split == NN_SPLIT_KERAS ? "keras" : "seeded";
}

static void
free_file (gpointer data)
{
  NnImageFile *file = data;

  g_free (file->name);
  g_free (file);
}

static void
free_left_out (gpointer data)
{
  NnImageLeftOut *left = data;

  g_free (left->name);
  g_free (left->reason);
  g_free (left);
}

void
nn_image_folder_free (NnImageFolder *folder)
{
  if (folder == NULL)
    return;
  g_ptr_array_unref (folder->files);
  g_ptr_array_unref (folder->left_out);
  g_array_unref (folder->duplicates);
  g_strfreev (folder->classes);
  g_free (folder->directory);
  g_free (folder);
}

static NnImageFile *
get_file (NnImageFolder *folder,
          guint          index)
{
  return g_ptr_array_index (folder->files, index);
}

/* The split of one class, of the n files from first on. int (0.2 · n) in double, as Python has it. */
static void
split_class (NnImageFolder *folder,
             guint          label,
             guint          first,
             guint          n)
{
  g_autofree guint32 *order = g_new (guint32, n);
  guint n_validation = (guint) (VALIDATION * n);
  NnRng rng;

  for (guint i = 0; i < n; i++)
    order[i] = first + i;
  if (folder->split == NN_SPLIT_SEEDED)
    {
      nn_rng_init (&rng, folder->seed, NN_STREAM_HOLD_OUT, label);
      nn_rng_shuffle (&rng, order, n);
    }
  for (guint i = 0; i < n_validation; i++)
    get_file (folder, order[i])->validation = TRUE;
}

static void
split_files (NnImageFolder *folder)
{
  for (guint first = 0, end; first < folder->files->len; first = end)
    {
      guint label = get_file (folder, first)->label;

      for (end = first; end < folder->files->len && get_file (folder, end)->label == label;)
        end++;
      split_class (folder, label, first, end - first);
    }
}

static guint
hash_digest (gconstpointer key)
{
  guint hash;

  memcpy (&hash, ((const NnImageFile *) key)->digest, sizeof hash);
  return hash;
}

static gboolean
same_digest (gconstpointer a,
             gconstpointer b)
{
  return memcmp (((const NnImageFile *) a)->digest, ((const NnImageFile *) b)->digest,
                 NN_DIGEST_SIZE) == 0;
}

static void
find_duplicates (NnImageFolder *folder)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (hash_digest, same_digest);

  for (guint i = 0; i < folder->files->len; i++)
    {
      NnImageFile *file = get_file (folder, i);
      gpointer first;

      if (g_hash_table_lookup_extended (seen, file, NULL, &first))
        {
          NnDuplicate pair = { GPOINTER_TO_UINT (first), i, FALSE };

          pair.across = get_file (folder, pair.first)->validation != file->validation;
          g_array_append_val (folder->duplicates, pair);
        }
      else
        g_hash_table_insert (seen, file, GUINT_TO_POINTER (i));
    }
}

NnImageFolder *
nn_image_folder_scan (const char         *directory,
                      NnSplit             split,
                      guint64             seed,
                      NnImageFolderFunc   progress,
                      gpointer            data,
                      GError            **error)
{
  g_autoptr (NnImageFolder) folder = NULL;

  g_return_val_if_fail (directory != NULL, NULL);

  folder = g_new0 (NnImageFolder, 1);
  folder->directory = g_canonicalize_filename (directory, NULL);
  folder->split = split;
  folder->seed = seed;
  folder->files = g_ptr_array_new_with_free_func (free_file);
  folder->left_out = g_ptr_array_new_with_free_func (free_left_out);
  folder->duplicates = g_array_new (FALSE, FALSE, sizeof (NnDuplicate));
  if (!nn_image_list_fill (folder, error)
      || !nn_image_list_read (folder, progress, data, error))
    return NULL;
  split_files (folder);
  find_duplicates (folder);
  return g_steal_pointer (&folder);
}

/* What it is good for. */

guint
nn_image_folder_count (NnImageFolder *folder,
                       guint          label,
                       gboolean       validation)
{
  guint n = 0;

  g_return_val_if_fail (folder != NULL, 0);

  for (guint i = 0; i < folder->files->len; i++)
    {
      NnImageFile *file = get_file (folder, i);

      n += (label == G_MAXUINT || file->label == label) && !file->validation == !validation;
    }
  return n;
}

gboolean
nn_image_folder_check (NnImageFolder *folder,
                       GError       **error)
{
  g_return_val_if_fail (folder != NULL, FALSE);

  if (folder->n_classes < 2)
    {
      g_set_error (error, NN_ERROR, NN_ERROR_MISSING,
                   _("%s: expected at least two folders of classes, found only “%s”"),
                   folder->directory, folder->classes[0]);
      return FALSE;
    }
  for (guint label = 0; label < folder->n_classes; label++)
    if (nn_image_folder_count (folder, label, FALSE) == 0)
      {
        g_set_error (error, NN_ERROR, NN_ERROR_MISSING,
                     _("%s: expected images to learn “%s” from, found none that can be read"),
                     folder->directory, folder->classes[label]);
        return FALSE;
      }
  if (nn_image_folder_count (folder, G_MAXUINT, TRUE) > 0)
    return TRUE;
  g_set_error (error, NN_ERROR, NN_ERROR_MISSING,
               _("%s: expected at least %d images of a class, so that one can validate, found fewer "
                 "of every class"), folder->directory, MIN_IMAGES);
  return FALSE;
}

char **
nn_image_folder_list_warnings (NnImageFolder *folder)
{
  g_autoptr (GStrvBuilder) warnings = g_strv_builder_new ();
  guint across = 0;

  g_return_val_if_fail (folder != NULL, NULL);

  for (guint label = 0; label < folder->n_classes; label++)
    if (nn_image_folder_count (folder, label, TRUE) == 0)
      {
        g_autofree char *text = g_strdup_printf (
          _("No image of “%s” validates: of fewer than %d images none is held back."),
          folder->classes[label], MIN_IMAGES);

        g_strv_builder_add (warnings, text);
      }
  for (guint i = 0; i < folder->duplicates->len; i++)
    across += g_array_index (folder->duplicates, NnDuplicate, i).across ? 1 : 0;
  if (across > 0)
    {
      g_autofree char *text = g_strdup_printf (
        ngettext ("%u image that validates is among those that train, too.",
                  "%u images that validate are among those that train, too.", across), across);

      g_strv_builder_add (warnings, text);
    }
  if (folder->left_out->len > 0)
    {
      g_autofree char *text = g_strdup_printf (
        ngettext ("%u file or folder is left out.", "%u files or folders are left out.",
                  folder->left_out->len), folder->left_out->len);

      g_strv_builder_add (warnings, text);
    }
  return g_strv_builder_end (warnings);
}

char *
nn_image_folder_get_path (NnImageFolder     *folder,
                          const NnImageFile *file)
{
  g_return_val_if_fail (folder != NULL && file != NULL, NULL);

  return g_build_filename (folder->directory, file->name, NULL);
}

void
nn_image_folder_leave_out (NnImageFolder *folder,
                           guint          index,
                           const char    *reason)
{
  NnImageLeftOut *left;

  g_return_if_fail (folder != NULL && index < folder->files->len && reason != NULL);

  left = g_new (NnImageLeftOut, 1);
  left->name = g_strdup (get_file (folder, index)->name);
  left->reason = g_strdup (reason);
  g_ptr_array_add (folder->left_out, left);
  g_ptr_array_remove_index (folder->files, index);
  g_array_set_size (folder->duplicates, 0);
  find_duplicates (folder);
}

/* As CSV has it: in quotes where a comma, a quote or a new line would be misread. */
static void
append_field (GString    *text,
              const char *field)
{
  if (strpbrk (field, ",\"\r\n") == NULL)
    {
      g_string_append (text, field);
      return;
    }
  g_string_append_c (text, '"');
  for (; *field != '\0'; field++)
    g_string_append_printf (text, *field == '"' ? "\"%c" : "%c", *field);
  g_string_append_c (text, '"');
}

static void
append_line (GString    *text,
             const char *name,
             const char *class_name,
             const char *part)
{
  append_field (text, name);
  g_string_append_c (text, ',');
  append_field (text, class_name);
  g_string_append_c (text, ',');
  append_field (text, part);
  g_string_append_c (text, '\n');
}

GString *
nn_image_folder_to_csv (NnImageFolder *folder)
{
  GString *text;

  g_return_val_if_fail (folder != NULL, NULL);

  text = g_string_new ("file,class,part\n");
  for (guint i = 0; i < folder->files->len; i++)
    {
      NnImageFile *file = get_file (folder, i);

      append_line (text, file->name, folder->classes[file->label],
                   file->validation ? "validation" : "train");
    }
  for (guint i = 0; i < folder->left_out->len; i++)
    {
      NnImageLeftOut *left = g_ptr_array_index (folder->left_out, i);

      append_line (text, left->name, "", left->reason);
    }
  return text;
}

char *
nn_image_folder_find (const char  *explicit_directory,
                      GError     **error)
{
  static const char *const places[] = { IMAGETTE_SOURCE_DATA, IMAGETTE_PREFIX_DATA };

  if (explicit_directory != NULL)
    return g_strdup (explicit_directory);
  if (g_file_test ("images", G_FILE_TEST_IS_DIR))
    return g_strdup ("images");
  for (gsize i = 0; i < G_N_ELEMENTS (places); i++)
    {
      g_autofree char *path = g_build_filename (places[i], "images", NULL);

      if (g_file_test (path, G_FILE_TEST_IS_DIR))
        return g_steal_pointer (&path);
    }
  g_set_error (error, NN_ERROR, NN_ERROR_MISSING,
               _("expected a folder images/ here, or the sample images in %s or %s, found none"),
               places[0], places[1]);
  return NULL;
}
