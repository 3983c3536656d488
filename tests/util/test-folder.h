/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>
#include <glib/gstdio.h>

/* A folder of a test's own, removed with all its files (it has no folders in it but empty ones). */
typedef char TestFolder;

static inline TestFolder *
test_folder_new (void)
{
  g_autoptr (GError) error = NULL;
  char *folder = g_dir_make_tmp ("imagette-test-XXXXXX", &error);

  g_assert_no_error (error);
  return folder;
}

static inline void
test_folder_free (TestFolder *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      g_remove (path);
    }
  g_rmdir (folder);
  g_free (folder);
}

/* The path of the new file. (transfer full) */
static inline char *
test_folder_write (TestFolder    *folder,
                   const char    *name,
                   gconstpointer  data,
                   gsize          length)
{
  g_autoptr (GError) error = NULL;
  char *path = g_build_filename (folder, name, NULL);

  /* Not synced: a test needs no file that outlives a power cut, and thousands would wait.
   * Without syncing GLib does not shorten a longer file that was there. */
  g_remove (path);
  g_file_set_contents_full (path, length > 0 ? data : "", (gssize) length,
                            G_FILE_SET_CONTENTS_NONE, 0644, &error);
  g_assert_no_error (error);
  return path;
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TestFolder, test_folder_free)
