/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>
#include <unistd.h>

#include <gio/gio.h>
#include <glib/gstdio.h>

#include "base/nn-error.h"
#include "base/nn-file.h"
#include "datasets/nn-image-folder.h"

typedef struct
{
  char *path;                     /* the folder that is scanned */
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  g_autoptr (GError) error = NULL;

  fixture->path = g_dir_make_tmp ("imagette-folder-XXXXXX", &error);
  g_assert_no_error (error);
}

static void
remove_all (const char *path)
{
  g_autoptr (GDir) dir = NULL;
  const char *name;

  if (g_file_test (path, G_FILE_TEST_IS_DIR) && !g_file_test (path, G_FILE_TEST_IS_SYMLINK))
    {
      g_chmod (path, 0700);
      dir = g_dir_open (path, 0, NULL);
      while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
        {
          g_autofree char *inner = g_build_filename (path, name, NULL);

          remove_all (inner);
        }
    }
  g_remove (path);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  remove_all (fixture->path);
  g_free (fixture->path);
}

static void
write_file (Fixture    *fixture,
            const char *name,
            const char *text,
            gsize       length)
{
  g_autofree char *path = g_build_filename (fixture->path, name, NULL);
  g_autofree char *folder = g_path_get_dirname (path);
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (g_mkdir_with_parents (folder, 0755), ==, 0);
  g_file_set_contents (path, text, (gssize) length, &error);
  g_assert_no_error (error);
}

/* An image of one pixel, each number another colour. */
static void
write_image (Fixture    *fixture,
             const char *name,
             guint       number)
{
  g_autofree char *text = g_strdup_printf ("P3 1 1 255 %u %u %u\n", number % 256, number / 256, 7u);

  write_file (fixture, name, text, strlen (text));
}

static NnImageFolder *
scan (Fixture *fixture,
      NnSplit  split,
      guint64  seed)
{
  g_autoptr (GError) error = NULL;
  NnImageFolder *folder = nn_image_folder_scan (fixture->path, split, seed, NULL, NULL, &error);

  g_assert_no_error (error);
  return folder;
}

static NnImageFile *
get_file (NnImageFolder *folder,
          guint          index)
{
  return g_ptr_array_index (folder->files, index);
}

/* Folders, then names, in code-point order; capitals come first, whatever the language says; the
 * first int (0.2 n) of a class validate. */
static void
test_keras (Fixture       *fixture,
            gconstpointer  data)
{
  static const char *const expected[] = {
    "B/1.ppm", "B/2.ppm", "B/3.ppm", "B/4.ppm", "a/Z.ppm", "a/b.ppm", "a/é.ppm",
    "a/more/1.ppm", "a/more/2.ppm", "a/more-of/1.PPM", "a/more/inner/1.ppm"
  };
  static const guint n_validation[] = { 0, 1 };
  g_autoptr (NnImageFolder) folder = NULL;
  g_autoptr (GString) csv = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (expected); i++)
    write_image (fixture, expected[i], i);
  write_file (fixture, "a/notes.txt", "x", 1);
  write_file (fixture, "readme", "x", 1);
  folder = scan (fixture, NN_SPLIT_KERAS, 0);

  g_assert_cmpuint (folder->n_classes, ==, 2);
  g_assert_cmpstr (folder->classes[0], ==, "B");
  g_assert_cmpuint (folder->files->len, ==, G_N_ELEMENTS (expected));
  /* os.walk () sorted by path: "a/more-of" stands before "a/more/inner", after "a/more". */
  g_assert_cmpstr (get_file (folder, 7)->name, ==, "a/more/1.ppm");
  g_assert_cmpstr (get_file (folder, 9)->name, ==, "a/more-of/1.PPM");
  for (guint i = 0; i < folder->files->len; i++)
    g_assert_cmpstr (get_file (folder, i)->name, ==, expected[i]);
  for (guint label = 0; label < 2; label++)
    g_assert_cmpuint (nn_image_folder_count (folder, label, TRUE), ==, n_validation[label]);
  g_assert_true (get_file (folder, 4)->validation);
  g_assert_cmpuint (folder->left_out->len, ==, 2);

  csv = nn_image_folder_to_csv (folder);
  g_assert_nonnull (strstr (csv->str, "\na/Z.ppm,a,validation\n"));
  g_assert_nonnull (strstr (csv->str, "\na/b.ppm,a,train\n"));
  g_assert_nonnull (strstr (csv->str, "\na/notes.txt,,\"not one of"));
}

/* A fifth of each class, another one for another seed, the same for the same. */
static void
test_seeded (Fixture       *fixture,
             gconstpointer  data)
{
  g_autoptr (NnImageFolder) one = NULL, again = NULL, other = NULL;
  guint differ = 0;

  for (guint i = 0; i < 100; i++)
    {
      g_autofree char *name = g_strdup_printf ("%s/%02u.of-any-kind", i % 2 ? "cat" : "dog", i);

      write_image (fixture, name, i);
    }
  one = scan (fixture, NN_SPLIT_SEEDED, 1);
  again = scan (fixture, NN_SPLIT_SEEDED, 1);
  other = scan (fixture, NN_SPLIT_SEEDED, 2);
  for (guint label = 0; label < 2; label++)
    g_assert_cmpuint (nn_image_folder_count (one, label, TRUE), ==, 10);
  for (guint i = 0; i < 100; i++)
    {
      g_assert_cmpint (get_file (one, i)->validation, ==, get_file (again, i)->validation);
      differ += get_file (one, i)->validation != get_file (other, i)->validation;
    }
  g_assert_cmpuint (differ, >, 10);
}

/* What is no image is left out, with a reason, and the rest is a folder all the same. */
static void
test_left_out (Fixture       *fixture,
               gconstpointer  data)
{
  static const char *const bad[] = {
    "a/broken.png", "a/empty.jpg", "a/gone.ppm", "b/text.ppm", ".git", "nothing", "only-text"
  };
  g_autoptr (NnImageFolder) folder = NULL;
  g_autofree char *link = g_build_filename (fixture->path, "a/gone.ppm", NULL);
  g_autofree char *loop = g_build_filename (fixture->path, "a/loop", NULL);
  g_autofree char *hidden = g_build_filename (fixture->path, ".git", NULL);
  g_autofree char *empty = g_build_filename (fixture->path, "nothing", NULL);
  g_autofree char *pipe = g_build_filename (fixture->path, "a/pipe.ppm", NULL);

  for (guint i = 0; i < 12; i++)
    {
      g_autofree char *name = g_strdup_printf ("%c/%u.ppm", i % 2 ? 'a' : 'b', i);

      write_image (fixture, name, i);
    }
  write_file (fixture, "a/empty.jpg", "", 0);
  write_file (fixture, "a/broken.png", "\x89PNG\r\n\x1a\nxxxxxxxxxxxxxxxx", 24);
  write_file (fixture, "b/text.ppm", "hello", 5);
  write_file (fixture, "only-text/a.png", "hello", 5);
  g_assert_cmpint (g_mkdir (hidden, 0755), ==, 0);
  g_assert_cmpint (g_mkdir (empty, 0755), ==, 0);
  g_assert_cmpint (symlink ("nowhere", link), ==, 0);
  g_assert_cmpint (symlink ("..", loop), ==, 0);
  g_assert_cmpint (mkfifo (pipe, 0644), ==, 0);
  folder = scan (fixture, NN_SPLIT_KERAS, 0);

  g_assert_cmpuint (folder->n_classes, ==, 2);
  g_assert_cmpuint (folder->files->len, ==, 12);
  g_assert_true (nn_image_folder_check (folder, NULL));
  for (guint b = 0; b < G_N_ELEMENTS (bad); b++)
    {
      gboolean found = FALSE;

      for (guint i = 0; i < folder->left_out->len; i++)
        {
          const NnImageLeftOut *left = g_ptr_array_index (folder->left_out, i);

          found = found || (strcmp (left->name, bad[b]) == 0 && *left->reason != '\0'
                            && strstr (left->reason, fixture->path) == NULL);
        }
      g_test_message ("%s", bad[b]);
      g_assert_true (found);
    }
}

static void
check_fails (Fixture    *fixture,
             const char *words)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (NnImageFolder) folder
    = nn_image_folder_scan (fixture->path, NN_SPLIT_KERAS, 0, NULL, NULL, &error);

  g_assert_true (folder == NULL || !nn_image_folder_check (folder, &error));
  g_assert_error (error, NN_ERROR, NN_ERROR_MISSING);
  g_assert_nonnull (strstr (error->message, fixture->path));
  g_test_message ("%s", error->message);
  g_assert_nonnull (strstr (error->message, words));
}

/* No class, one class, too few images: said, with what there is. */
static void
test_too_few (Fixture       *fixture,
              gconstpointer  data)
{
  g_autoptr (GError) error = NULL;

  check_fails (fixture, "found none");
  write_image (fixture, "lonely.ppm", 1);
  check_fails (fixture, "found none");
  write_image (fixture, "cat/1.ppm", 1);
  check_fails (fixture, "cat");
  write_image (fixture, "dog/1.ppm", 2);
  check_fails (fixture, "at least 5");

  g_assert_null (nn_image_folder_scan ("/nowhere/at/all", NN_SPLIT_KERAS, 0, NULL, NULL, &error));
  g_assert_nonnull (strstr (error->message, "/nowhere/at/all"));
}

/* Equal bytes are pointed out, and those across the split warned of. */
static void
test_duplicates (Fixture       *fixture,
                 gconstpointer  data)
{
  g_autoptr (NnImageFolder) folder = NULL;
  g_auto (GStrv) warnings = NULL;
  const NnDuplicate *pairs;

  for (guint i = 0; i < 5; i++)
    {
      g_autofree char *cat = g_strdup_printf ("cat/%u.ppm", i);
      g_autofree char *dog = g_strdup_printf ("dog/%u.ppm", i);

      write_image (fixture, cat, i == 3 ? 0 : i);     /* 3 is 0, which validates */
      write_image (fixture, dog, i == 4 ? 12 : 10 + i);
    }
  folder = scan (fixture, NN_SPLIT_KERAS, 0);
  pairs = (const NnDuplicate *) (gpointer) folder->duplicates->data;
  g_assert_cmpuint (folder->duplicates->len, ==, 2);
  g_assert_cmpuint (pairs[0].first, ==, 0);
  g_assert_cmpuint (pairs[0].second, ==, 3);
  g_assert_true (pairs[0].across);
  g_assert_false (pairs[1].across);
  warnings = nn_image_folder_list_warnings (folder);
  g_assert_cmpuint (g_strv_length (warnings), ==, 1);

  nn_image_folder_leave_out (folder, 3, "broken after all");
  g_assert_cmpuint (folder->duplicates->len, ==, 1);
  g_assert_cmpuint (folder->files->len, ==, 9);
}

static gboolean
stop_cb (guint    done,
         guint    n,
         gpointer data)
{
  return done < 16;
}

static void
test_stopped (Fixture       *fixture,
              gconstpointer  data)
{
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < 40; i++)
    {
      g_autofree char *name = g_strdup_printf ("%u/%u.ppm", i % 2, i);

      write_image (fixture, name, i);
    }
  g_assert_null (nn_image_folder_scan (fixture->path, NN_SPLIT_KERAS, 0, stop_cb, NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

/* The sample that comes along: 146 animals, 104 things, a fair first fifth, nothing twice. */
static void
test_sample (void)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *path = nn_image_folder_find (SAMPLE, &error);
  g_autoptr (NnImageFolder) folder = nn_image_folder_scan (path, NN_SPLIT_KERAS, 0, NULL, NULL,
                                                           &error);

  g_assert_no_error (error);
  g_assert_true (nn_image_folder_check (folder, &error));
  g_assert_cmpstr (folder->classes[0], ==, "animals");
  g_assert_cmpstr (folder->classes[1], ==, "things");
  g_assert_cmpuint (folder->files->len, ==, 250);
  g_assert_cmpuint (nn_image_folder_count (folder, 0, FALSE), ==, 117);
  g_assert_cmpuint (nn_image_folder_count (folder, 0, TRUE), ==, 29);
  g_assert_cmpuint (nn_image_folder_count (folder, 1, TRUE), ==, 20);
  g_assert_cmpuint (folder->duplicates->len, ==, 0);
  g_assert_cmpuint (get_file (folder, 0)->width, ==, 200);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
#define ADD(path, func) g_test_add (path, Fixture, NULL, set_up, func, tear_down)
  ADD ("/image-folder/keras", test_keras);
  ADD ("/image-folder/seeded", test_seeded);
  ADD ("/image-folder/left-out", test_left_out);
  ADD ("/image-folder/too-few", test_too_few);
  ADD ("/image-folder/duplicates", test_duplicates);
  ADD ("/image-folder/stopped", test_stopped);
  g_test_add_func ("/image-folder/sample", test_sample);
  return g_test_run ();
}
