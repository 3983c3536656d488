/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "datasets/nn-image-list.h"

#include <errno.h>
#include <string.h>
#include <sys/stat.h>

#include <gio/gio.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#include "base/nn-error.h"
#include "base/nn-file.h"
#include "datasets/nn-photo.h"

#define MAX_CLASSES 1000          /* as many as ImageNet has */
#define MAX_FILES 1000000
#define PROGRESS_FILES 16         /* between two calls of progress */

static int
compare_strings (gconstpointer a,
                 gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

static void
leave_out (NnImageFolder *folder,
           const char    *name,
           const char    *reason)
{
  NnImageLeftOut *left = g_new (NnImageLeftOut, 1);

  left->name = g_strdup (name);
  left->reason = g_strdup (reason);
  g_ptr_array_add (folder->left_out, left);
}

/* The names in path, in code-point order, which for UTF-8 is that of the bytes. */
static GPtrArray *
list_names (const char  *path,
            GError     **error)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, error);
  GPtrArray *names;
  const char *name;

  if (dir == NULL)
    return NULL;
  names = g_ptr_array_new_with_free_func (g_free);
  while ((name = g_dir_read_name (dir)) != NULL)
    g_ptr_array_add (names, g_strdup (name));
  g_ptr_array_sort (names, compare_strings);
  return names;
}

/* Keras' list, whatever the case; the better way looks at the content instead. */
static gboolean
has_known_ending (const char *name)
{
  static const char *const endings[] = { ".png", ".jpg", ".jpeg", ".bmp", ".ppm", ".tif", ".tiff" };
  g_autofree char *lower = g_ascii_strdown (name, -1);

  for (gsize i = 0; i < G_N_ELEMENTS (endings); i++)
    if (g_str_has_suffix (lower, endings[i]))
      return TRUE;
  return FALSE;
}

/* All folders at and below name, links not followed: names below the folder, sorted as Python
 * sorts what os.walk () gives. */
static GPtrArray *
list_folders (NnImageFolder *folder,
              const char    *name)
{
  GPtrArray *folders = g_ptr_array_new_with_free_func (g_free);

  g_ptr_array_add (folders, g_strdup (name));
  for (guint i = 0; i < folders->len; i++)
    {
      const char *parent = g_ptr_array_index (folders, i);
      g_autofree char *path = g_build_filename (folder->directory, parent, NULL);
      g_autoptr (GError) local = NULL;
      g_autoptr (GPtrArray) names = list_names (path, &local);

      if (names == NULL)
        leave_out (folder, parent, local->message);
      for (guint j = 0; names != NULL && j < names->len && folders->len < MAX_FILES; j++)
        {
          g_autofree char *inner = g_build_filename (parent, g_ptr_array_index (names, j), NULL);
          g_autofree char *inner_path = g_build_filename (folder->directory, inner, NULL);
          GStatBuf info;

          if (g_lstat (inner_path, &info) == 0 && S_ISDIR (info.st_mode))
            g_ptr_array_add (folders, g_steal_pointer (&inner));
        }
    }
  g_ptr_array_sort (folders, compare_strings);
  return folders;
}

static void
add_file (NnImageFolder *folder,
          const char    *name,
          guint          label)
{
  NnImageFile *file;

  if (folder->split == NN_SPLIT_KERAS && !has_known_ending (name))
    {
      leave_out (folder, name, _("not one of png jpg jpeg bmp ppm tif tiff, which Keras looks for"));
      return;
    }
  file = g_new0 (NnImageFile, 1);
  file->name = g_strdup (name);
  file->label = label;
  g_ptr_array_add (folder->files, file);
}

/* Adds the files of the class, and says whether there were any. */
static gboolean
list_class (NnImageFolder *folder,
            const char    *class_name,
            guint          label)
{
  g_autoptr (GPtrArray) folders = list_folders (folder, class_name);
  guint before = folder->files->len;

  for (guint i = 0; i < folders->len; i++)
    {
      const char *parent = g_ptr_array_index (folders, i);
      g_autofree char *path = g_build_filename (folder->directory, parent, NULL);
      g_autoptr (GPtrArray) names = list_names (path, NULL);

      for (guint j = 0; names != NULL && j < names->len && folder->files->len < MAX_FILES; j++)
        {
          g_autofree char *name = g_build_filename (parent, g_ptr_array_index (names, j), NULL);
          g_autofree char *file_path = g_build_filename (folder->directory, name, NULL);

          if (!g_file_test (file_path, G_FILE_TEST_IS_DIR))
            add_file (folder, name, label);
        }
    }
  return folder->files->len > before;
}

static gboolean
check_classes (NnImageFolder *folder,
               GError       **error)
{
  if (folder->n_classes >= 1 && folder->n_classes <= MAX_CLASSES && folder->files->len < MAX_FILES)
    return TRUE;
  if (folder->n_classes == 0)
    g_set_error (error, NN_ERROR, NN_ERROR_MISSING,
                 _("%s: expected a folder for each class, with images in it, found none"),
                 folder->directory);
  else
    g_set_error (error, NN_ERROR, NN_ERROR_RANGE,
                 _("%s: expected at most %d classes and %d files, found more"), folder->directory,
                 MAX_CLASSES, MAX_FILES);
  return FALSE;
}

gboolean
nn_image_list_fill (NnImageFolder *folder,
                    GError       **error)
{
  g_autoptr (GStrvBuilder) classes = g_strv_builder_new ();
  g_autoptr (GError) local = NULL;
  g_autoptr (GPtrArray) names = list_names (folder->directory, &local);

  if (names == NULL)
    {
      g_set_error (error, local->domain, local->code, "%s: %s", folder->directory, local->message);
      return FALSE;
    }
  for (guint i = 0; i < names->len && folder->n_classes <= MAX_CLASSES; i++)
    {
      const char *name = g_ptr_array_index (names, i);
      g_autofree char *path = g_build_filename (folder->directory, name, NULL);

      if (!g_file_test (path, G_FILE_TEST_IS_DIR))
        leave_out (folder, name, _("not in a folder of a class"));
      else if (name[0] == '.')
        leave_out (folder, name, _("a hidden folder"));
      else if (!list_class (folder, name, folder->n_classes))
        leave_out (folder, name, _("a folder without images"));
      else
        {
          g_strv_builder_add (classes, name);
          folder->n_classes++;
        }
    }
  folder->classes = g_strv_builder_end (classes);
  return check_classes (folder, error);
}

/* Reading. */

/* A message without the path that it starts with. */
static const char *
strip_path (const char *message,
            const char *path)
{
  gsize length = strlen (path);

  return g_str_has_prefix (message, path) && g_str_has_prefix (message + length, ": ")
           ? message + length + 2 : message;
}

/* The sum of the file's bytes and its size; FALSE, and in left_out, if it is no image. */
static gboolean
read_file (NnImageFolder *folder,
           NnImageFile   *file)
{
  g_autofree char *path = nn_image_folder_get_path (folder, file);
  g_autoptr (GError) local = NULL;
  g_autoptr (GBytes) bytes = nn_file_read (path, NN_PHOTO_MAX_BYTES, &local);
  g_autoptr (GChecksum) sum = NULL;
  gsize size, digest_size = NN_DIGEST_SIZE;
  const guint8 *data;

  if (bytes == NULL || !nn_photo_probe (bytes, path, &file->width, &file->height, &local))
    {
      leave_out (folder, file->name, strip_path (local->message, path));
      return FALSE;
    }
  data = g_bytes_get_data (bytes, &size);
  sum = g_checksum_new (G_CHECKSUM_SHA256);
  g_checksum_update (sum, data, (gssize) size);
  g_checksum_get_digest (sum, file->digest, &digest_size);
  return TRUE;
}

/* A class whose files were all left out is none: the labels of those behind it move up. */
static void
drop_empty_classes (NnImageFolder *folder)
{
  g_autoptr (GStrvBuilder) classes = g_strv_builder_new ();
  g_autofree guint *labels = g_new (guint, folder->n_classes);
  g_autofree gboolean *has_files = g_new0 (gboolean, folder->n_classes);
  guint n = 0;

  for (guint i = 0; i < folder->files->len; i++)
    has_files[((NnImageFile *) g_ptr_array_index (folder->files, i))->label] = TRUE;
  for (guint label = 0; label < folder->n_classes; label++)
    {
      labels[label] = n;
      if (has_files[label])
        {
          g_strv_builder_add (classes, folder->classes[label]);
          n++;
        }
      else
        leave_out (folder, folder->classes[label], _("a folder without images"));
    }
  for (guint i = 0; i < folder->files->len; i++)
    {
      NnImageFile *file = g_ptr_array_index (folder->files, i);

      file->label = labels[file->label];
    }
  g_strfreev (folder->classes);
  folder->classes = g_strv_builder_end (classes);
  folder->n_classes = n;
}

gboolean
nn_image_list_read (NnImageFolder      *folder,
                    NnImageFolderFunc   progress,
                    gpointer            data,
                    GError            **error)
{
  guint n = folder->files->len, kept = 0;
  gboolean stopped = FALSE;

  for (guint i = 0; i < n; i++)
    {
      NnImageFile *file = g_ptr_array_index (folder->files, i);

      if (i % PROGRESS_FILES == 0 && progress != NULL && !stopped)
        stopped = !progress (i, n, data);
      /* What is kept moves up; what is not goes to the end, and is freed there. */
      if (!stopped && read_file (folder, file))
        {
          folder->files->pdata[i] = folder->files->pdata[kept];
          folder->files->pdata[kept++] = file;
        }
    }
  if (stopped)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED, _("%s: stopped"), folder->directory);
      return FALSE;
    }
  g_ptr_array_set_size (folder->files, (int) kept);
  drop_empty_classes (folder);
  if (!check_classes (folder, error))
    return FALSE;
  if (progress != NULL)
    progress (n, n, data);
  return TRUE;
}
