/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/nn-file.h"

#include <sys/stat.h>
#include <unistd.h>

#include <glib/gstdio.h>

typedef struct
{
  char *folder;
  char *path;                     /* folder/file, "old" */
} Fixture;

static void
set_up (Fixture       *f,
        gconstpointer  data)
{
  g_autoptr (GError) error = NULL;

  f->folder = g_dir_make_tmp ("imagette-file-XXXXXX", &error);
  g_assert_no_error (error);
  f->path = g_build_filename (f->folder, "file", NULL);
  g_assert_true (nn_file_replace (f->path, "old", 3, &error));
  g_assert_no_error (error);
}

static void
tear_down (Fixture       *f,
           gconstpointer  data)
{
  g_autoptr (GDir) dir = g_dir_open (f->folder, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (f->folder, name, NULL);

      g_remove (path);
    }
  g_rmdir (f->folder);
  g_free (f->path);
  g_free (f->folder);
}

static void
assert_contents (const char *path,
                 const char *expected)
{
  g_autofree char *text = NULL;

  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  g_assert_cmpstr (text, ==, expected);
}

static guint
count_files (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  guint n = 0;

  while (g_dir_read_name (dir) != NULL)
    n++;
  return n;
}

static void
test_replace (Fixture       *f,
              gconstpointer  data)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (nn_file_replace (f->path, "newer", 5, &error));
  g_assert_no_error (error);
  assert_contents (f->path, "newer");
  g_assert_true (nn_file_replace (f->path, NULL, 0, &error));
  assert_contents (f->path, "");
  g_assert_cmpuint (count_files (f->folder), ==, 1);
}

/* What was private stays private. */
static void
test_rights_stay (Fixture       *f,
                  gconstpointer  data)
{
  GStatBuf info;

  g_assert_cmpint (g_chmod (f->path, 0600), ==, 0);
  g_assert_true (nn_file_replace (f->path, "new", 3, NULL));
  g_assert_cmpint (g_stat (f->path, &info), ==, 0);
  g_assert_cmpint (info.st_mode & 0777, ==, 0600);
}

/* The bytes go aside first: whoever has the old file open goes on reading old ones. */
static void
test_writes_aside (Fixture       *f,
                   gconstpointer  data)
{
  GStatBuf before, after;

  g_assert_cmpint (g_stat (f->path, &before), ==, 0);
  g_assert_true (nn_file_replace (f->path, "new", 3, NULL));
  g_assert_cmpint (g_stat (f->path, &after), ==, 0);
  g_assert_cmpuint (before.st_ino, !=, after.st_ino);
}

static void
test_link_stays (Fixture       *f,
                 gconstpointer  data)
{
  g_autofree char *link_path = g_build_filename (f->folder, "link", NULL);

  g_assert_cmpint (symlink ("file", link_path), ==, 0);
  g_assert_true (nn_file_replace (link_path, "new", 3, NULL));
  g_assert_true (g_file_test (link_path, G_FILE_TEST_IS_SYMLINK));
  assert_contents (f->path, "new");
}

/* A rename over a pipe or a device would succeed, and lose it. */
static void
test_special_files (Fixture       *f,
                    gconstpointer  data)
{
  g_autofree char *pipe_path = g_build_filename (f->folder, "pipe", NULL);
  g_autoptr (GError) pipe_error = NULL;
  g_autoptr (GError) folder_error = NULL;
  GStatBuf info;

  g_assert_cmpint (mkfifo (pipe_path, 0600), ==, 0);
  g_assert_false (nn_file_replace (pipe_path, "new", 3, &pipe_error));
  g_assert_error (pipe_error, G_FILE_ERROR, G_FILE_ERROR_INVAL);
  g_assert_cmpint (g_stat (pipe_path, &info), ==, 0);
  g_assert_true (S_ISFIFO (info.st_mode));

  g_assert_false (nn_file_replace (f->folder, "new", 3, &folder_error));
  g_assert_error (folder_error, G_FILE_ERROR, G_FILE_ERROR_ISDIR);
}

static void
test_missing_folder (Fixture       *f,
                     gconstpointer  data)
{
  g_autofree char *path = g_build_filename (f->folder, "none", "file", NULL);
  g_autoptr (GError) error = NULL;

  g_assert_false (nn_file_replace (path, "new", 3, &error));
  g_assert_error (error, G_FILE_ERROR, G_FILE_ERROR_NOENT);
  g_assert_true (g_str_has_prefix (error->message, path));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/file/replace", Fixture, NULL, set_up, test_replace, tear_down);
  g_test_add ("/file/writes-aside", Fixture, NULL, set_up, test_writes_aside, tear_down);
  g_test_add ("/file/rights-stay", Fixture, NULL, set_up, test_rights_stay, tear_down);
  g_test_add ("/file/link-stays", Fixture, NULL, set_up, test_link_stays, tear_down);
  g_test_add ("/file/special-files", Fixture, NULL, set_up, test_special_files, tear_down);
  g_test_add ("/file/missing-folder", Fixture, NULL, set_up, test_missing_folder, tear_down);
  return g_test_run ();
}
