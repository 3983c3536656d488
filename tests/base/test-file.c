/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/nn-file.h"

#include <string.h>
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

/* Also one that leads nowhere yet, or through another. */
static void
test_link_to_nothing (Fixture       *f,
                      gconstpointer  data)
{
  g_autofree char *link_path = g_build_filename (f->folder, "link", NULL);
  g_autofree char *second_path = g_build_filename (f->folder, "second", NULL);
  g_autofree char *target = g_build_filename (f->folder, "target", NULL);
  g_autofree char *loop = g_build_filename (f->folder, "loop", NULL);
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (symlink (target, link_path), ==, 0);
  g_assert_cmpint (symlink ("link", second_path), ==, 0);
  g_assert_true (nn_file_check_writable (second_path, NULL));
  g_assert_true (nn_file_replace (second_path, "new", 3, NULL));
  g_assert_true (g_file_test (link_path, G_FILE_TEST_IS_SYMLINK));
  g_assert_true (g_file_test (second_path, G_FILE_TEST_IS_SYMLINK));
  assert_contents (target, "new");

  g_assert_cmpint (symlink ("loop", loop), ==, 0);
  g_assert_false (nn_file_replace (loop, "new", 3, &error));
  g_assert_error (error, G_FILE_ERROR, G_FILE_ERROR_LOOP);
  g_assert_true (g_str_has_prefix (error->message, loop));
}

static void
test_same (Fixture       *f,
           gconstpointer  data)
{
  g_autofree char *link_path = g_build_filename (f->folder, "link", NULL);
  g_autofree char *hard = g_build_filename (f->folder, "hard", NULL);
  g_autofree char *other = g_build_filename (f->folder, "other", NULL);
  g_autofree char *leading = g_build_filename (f->folder, "leading", NULL);
  g_autofree char *dotted = g_strdup_printf ("%s/./file", f->folder);
  g_autofree char *new_dotted = g_strdup_printf ("%s/../%s", f->folder, strrchr (other, '/') + 1);
  g_autofree char *new_around = g_strdup_printf ("%s/.//other", f->folder);

  g_assert_cmpint (symlink ("file", link_path), ==, 0);
  g_assert_cmpint (symlink ("other", leading), ==, 0);
  g_assert_cmpint (link (f->path, hard), ==, 0);
  g_assert_true (nn_file_is_same (f->path, f->path));
  g_assert_true (nn_file_is_same (f->path, dotted));
  g_assert_true (nn_file_is_same (f->path, link_path));
  g_assert_true (nn_file_is_same (hard, link_path));
  g_assert_false (nn_file_is_same (f->path, other));
  g_assert_false (nn_file_is_same (link_path, leading));
  /* Of files that are not there yet. */
  g_assert_true (nn_file_is_same (other, new_around));
  g_assert_true (nn_file_is_same (other, leading));
  g_assert_false (nn_file_is_same (other, new_dotted));
}

static void
test_check_writable (Fixture       *f,
                     gconstpointer  data)
{
  g_autofree char *other = g_build_filename (f->folder, "other", NULL);
  g_autofree char *nowhere = g_build_filename (f->folder, "none", "file", NULL);
  g_autoptr (GError) folder_error = NULL, nowhere_error = NULL;

  g_assert_true (nn_file_check_writable (f->path, NULL));
  g_assert_true (nn_file_check_writable (other, NULL));
  g_assert_cmpuint (count_files (f->folder), ==, 1);
  assert_contents (f->path, "old");
  g_assert_false (nn_file_check_writable (f->folder, &folder_error));
  g_assert_error (folder_error, G_FILE_ERROR, G_FILE_ERROR_ISDIR);
  g_assert_false (nn_file_check_writable (nowhere, &nowhere_error));
  g_assert_error (nowhere_error, G_FILE_ERROR, G_FILE_ERROR_NOENT);
  g_assert_true (g_str_has_prefix (nowhere_error->message, nowhere));
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
  g_test_add ("/file/link-to-nothing", Fixture, NULL, set_up, test_link_to_nothing, tear_down);
  g_test_add ("/file/same", Fixture, NULL, set_up, test_same, tear_down);
  g_test_add ("/file/check-writable", Fixture, NULL, set_up, test_check_writable, tear_down);
  g_test_add ("/file/special-files", Fixture, NULL, set_up, test_special_files, tear_down);
  g_test_add ("/file/missing-folder", Fixture, NULL, set_up, test_missing_folder, tear_down);
  return g_test_run ();
}
