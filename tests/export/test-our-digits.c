/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "export/nn-our-digits.h"

#include "base/nn-error.h"
#include "datasets/nn-idx.h"
#include "export/nn-grey-png.h"
#include "util/test-folder.h"

#include <string.h>

#define SIDE 56

/* A bar of ink, somewhere. */
static void
draw (guint8 *ink,
      int     left)
{
  memset (ink, 0, SIDE * SIDE);
  for (int y = 10; y < 40; y++)
    memset (ink + y * SIDE + left, 255, 6);
}

static NnOurDigits *
open_folder (const char *folder)
{
  g_autoptr (GError) error = NULL;
  NnOurDigits *digits = nn_our_digits_open (folder, &error);

  g_assert_no_error (error);
  return digits;
}

static void
add (NnOurDigits *digits,
     int          left,
     int          label,
     const char  *name)
{
  guint8 ink[SIDE * SIDE];
  g_autoptr (GError) error = NULL;

  draw (ink, left);
  g_assert_true (nn_our_digits_add (digits, ink, SIDE, label, name, &error));
  g_assert_no_error (error);
}

static int
compare_names (gconstpointer a,
               gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

/* "0001-7-Ada.png 0002-3.png", as they are on the disk. (transfer full) */
static char *
list (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  const char *name;

  while ((name = g_dir_read_name (dir)) != NULL)
    if (g_str_has_suffix (name, ".png"))
      g_ptr_array_add (names, g_strdup (name));
  g_ptr_array_sort (names, compare_names);
  g_ptr_array_add (names, NULL);
  return g_strjoinv (" ", (char **) names->pdata);
}

static void
assert_files (const char *folder,
              const char *expected)
{
  g_autofree char *found = list (folder);

  g_assert_cmpstr (found, ==, expected);
}

/* The pair holds what the set does. */
static void
assert_pair (const NnOurDigits *digits)
{
  const char *folder = nn_our_digits_get_folder (digits);
  g_autofree char *images = g_build_filename (folder, NN_OUR_DIGITS_IMAGES, NULL);
  g_autofree char *labels = g_build_filename (folder, NN_OUR_DIGITS_LABELS, NULL);
  g_autofree guint8 *pixels = NULL;
  g_autofree guint8 *given = NULL;
  g_autoptr (GError) error = NULL;
  guint n;

  if (nn_our_digits_count (digits) == 0)
    {
      g_assert_false (g_file_test (images, G_FILE_TEST_EXISTS));
      g_assert_false (g_file_test (labels, G_FILE_TEST_EXISTS));
      return;
    }
  pixels = nn_idx_read (images, NN_IDX_IMAGES, &n, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (n, ==, nn_our_digits_count (digits));
  given = nn_idx_read (labels, NN_IDX_LABELS, &n, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (n, ==, nn_our_digits_count (digits));
  for (guint i = 0; i < n; i++)
    {
      const NnOurDigit *digit = nn_our_digits_get (digits, i);

      g_assert_cmpint (given[i], ==, digit->label);
      g_assert_cmpmem (pixels + i * 784, 784, digit->prepared[NN_DIGIT_BOXED], 784);
    }
}

static void
remove_pair (const char *folder)
{
  g_autofree char *images = g_build_filename (folder, NN_OUR_DIGITS_IMAGES, NULL);
  g_autofree char *labels = g_build_filename (folder, NN_OUR_DIGITS_LABELS, NULL);

  g_remove (images);
  g_remove (labels);
}

/* ---- kept ---- */

static void
test_kept (void)
{
  g_autoptr (TestFolder) parent = test_folder_new ();
  g_autofree char *folder = g_build_filename (parent, "ours", NULL);
  g_autoptr (NnOurDigits) digits = open_folder (folder);
  g_autoptr (NnOurDigits) again = NULL;
  guint8 ink[SIDE * SIDE];

  g_assert_cmpuint (nn_our_digits_count (digits), ==, 0);
  g_assert_false (g_file_test (folder, G_FILE_TEST_EXISTS));
  add (digits, 3, 7, "Ada");
  add (digits, 20, 3, "");
  add (digits, 30, 0, " Zoë/ B:\tC ");
  assert_files (folder, "0001-7-Ada.png 0002-3.png 0003-0-Zoë_ B__C.png");
  assert_pair (digits);

  again = open_folder (folder);
  g_assert_cmpuint (nn_our_digits_count (again), ==, 3);
  for (guint i = 0; i < 3; i++)
    {
      const NnOurDigit *a = nn_our_digits_get (digits, i), *b = nn_our_digits_get (again, i);

      g_assert_cmpuint (b->number, ==, i + 1);
      g_assert_cmpint (a->label, ==, b->label);
      g_assert_cmpstr (a->name, ==, b->name);
      g_assert_cmpstr (a->file, ==, b->file);
      g_assert_cmpmem (a->ink, SIDE * SIDE, b->ink, (gsize) b->side * (gsize) b->side);
      g_assert_cmpmem (a->prepared, sizeof a->prepared, b->prepared, sizeof b->prepared);
    }
  draw (ink, 3);
  g_assert_cmpmem (nn_our_digits_get (again, 0)->ink, SIDE * SIDE, ink, sizeof ink);
  test_folder_free (g_strdup (folder));
}

/* ---- changed, and changed back ---- */

static void
test_undo (void)
{
  static const char *const states[] = {
    "", "0001-7-Ada.png", "0001-7-Ada.png 0002-3.png", "0001-1-Ada.png 0002-3.png",
    "0002-3.png", "",
  };
  g_autoptr (TestFolder) folder = test_folder_new ();
  g_autoptr (NnOurDigits) digits = open_folder (folder);
  g_autoptr (GError) error = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (states); i++)
    {
      switch (i)
        {
        case 1: add (digits, 3, 7, "Ada"); break;
        case 2: add (digits, 20, 3, ""); break;
        case 3: g_assert_true (nn_our_digits_relabel (digits, 0, 1, &error)); break;
        case 4: g_assert_true (nn_our_digits_remove (digits, 0, &error)); break;
        case 5: g_assert_true (nn_our_digits_remove (digits, 0, &error)); break;
        default: break;
        }
      assert_files (folder, states[i]);
      assert_pair (digits);
    }
  for (gsize i = G_N_ELEMENTS (states) - 1; i-- > 0;)
    {
      g_assert_true (nn_our_digits_can_undo (digits));
      g_assert_true (nn_our_digits_undo (digits, &error));
      g_assert_no_error (error);
      assert_files (folder, states[i]);
      assert_pair (digits);
    }
  g_assert_false (nn_our_digits_can_undo (digits));
  /* The same label again is no change. */
  add (digits, 3, 7, "Ada");
  g_assert_true (nn_our_digits_relabel (digits, 0, 7, &error));
  g_assert_true (nn_our_digits_undo (digits, &error));
  assert_files (folder, "");
}

/* Of one who writes on paper, and one who photographs. */
static void
test_dark_ink (void)
{
  g_autoptr (TestFolder) folder = test_folder_new ();
  g_autofree char *path = g_build_filename (folder, "5-2-paper.png", NULL);
  g_autoptr (NnOurDigits) digits = NULL;
  g_autoptr (GError) error = NULL;
  guint8 ink[SIDE * SIDE], paper[SIDE * SIDE];

  draw (ink, 12);
  for (int i = 0; i < SIDE * SIDE; i++)
    paper[i] = (guint8) (240 - ink[i] / 2);
  g_assert_true (nn_grey_png_write (path, paper, SIDE, SIDE, &error));
  digits = open_folder (folder);
  g_assert_cmpuint (nn_our_digits_count (digits), ==, 1);
  g_assert_cmpuint (nn_our_digits_get (digits, 0)->number, ==, 5);
  g_assert_cmpstr (nn_our_digits_get (digits, 0)->name, ==, "paper");
  g_assert_cmpmem (nn_our_digits_get (digits, 0)->ink, SIDE * SIDE, ink, sizeof ink);
  /* Numbers go on. */
  add (digits, 3, 7, "Ada");
  assert_files (folder, "0006-7-Ada.png 5-2-paper.png");
}

static void
test_pair_alone (void)
{
  g_autoptr (TestFolder) folder = test_folder_new ();
  g_autoptr (NnOurDigits) digits = open_folder (folder);
  g_autoptr (NnOurDigits) again = NULL;
  g_autoptr (GError) error = NULL;
  NnImages before, after;

  add (digits, 3, 7, "Ada");
  add (digits, 30, 2, "");
  nn_our_digits_dup_images (digits, NN_DIGIT_BOXED, &before);
  for (guint i = 0; i < 2; i++)
    {
      g_autofree char *path = g_build_filename (folder, nn_our_digits_get (digits, i)->file, NULL);

      g_remove (path);
    }
  again = open_folder (folder);
  g_assert_cmpuint (nn_our_digits_count (again), ==, 2);
  assert_files (folder, "");
  nn_our_digits_dup_images (again, NN_DIGIT_RAW, &after);
  g_assert_cmpmem (before.pixels, 2 * 784, after.pixels, 2 * 784);
  g_free (before.pixels);
  g_free (before.labels);
  g_free (after.pixels);
  g_free (after.labels);
  g_assert_true (nn_our_digits_relabel (again, 1, 5, &error));
  assert_files (folder, "0001-7.png 0002-5.png");
  assert_pair (again);
}

/* No number comes after it that would be read again. */
static void
test_last_number (void)
{
  g_autoptr (TestFolder) folder = test_folder_new ();
  g_autofree char *path = g_build_filename (folder, "999999999-2.png", NULL);
  g_autoptr (NnOurDigits) digits = NULL;
  g_autoptr (GError) error = NULL;
  guint8 ink[SIDE * SIDE];

  draw (ink, 12);
  g_assert_true (nn_grey_png_write (path, ink, SIDE, SIDE, &error));
  digits = open_folder (folder);
  g_assert_false (nn_our_digits_add (digits, ink, SIDE, 7, "Ada", &error));
  g_assert_error (error, NN_ERROR, NN_ERROR_RANGE);
  assert_files (folder, "999999999-2.png");
}

/* ---- broken ---- */

static void
assert_refused (const char *folder,
                const char *file,
                int         code,
                const char *says)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (nn_our_digits_open (folder, &error));
  g_assert_error (error, NN_ERROR, code);
  g_test_message ("%s", error->message);
  g_assert_nonnull (strstr (error->message, file));
  g_assert_nonnull (strstr (error->message, says));
}

static void
test_broken (void)
{
  static const struct { const char *file; int height, width, ink, code; const char *says; } cases[] = {
    { "seven.png", 56, 56, 255, NN_ERROR_FORMAT, "0007-3-Ada.png" },
    { "0001-x-Ada.png", 56, 56, 255, NN_ERROR_FORMAT, "“0001-x-Ada.png”" },
    { "0000-1.png", 56, 56, 255, NN_ERROR_FORMAT, "0007-3-Ada.png" },
    { "0001-12.png", 56, 56, 255, NN_ERROR_FORMAT, "0007-3-Ada.png" },
    { "0001.png", 56, 56, 255, NN_ERROR_FORMAT, "0007-3-Ada.png" },
    { "0001-7.png", 56, 50, 255, NN_ERROR_SHAPE, "50 × 56" },
    { "0001-7.png", 20, 20, 255, NN_ERROR_SHAPE, "20 × 20" },
    { "0001-7.png", 1100, 1100, 255, NN_ERROR_SHAPE, "1100 × 1100" },
    { "0001-7.png", 56, 56, 0, NN_ERROR_RANGE, "no ink" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (TestFolder) folder = test_folder_new ();
      g_autofree char *path = g_build_filename (folder, cases[i].file, NULL);
      const gsize n = (gsize) cases[i].height * (gsize) cases[i].width;
      g_autofree guint8 *grey = g_malloc0 (n);

      memset (grey + n / 2, cases[i].ink, n / 4);
      g_assert_true (nn_grey_png_write (path, grey, cases[i].height, cases[i].width, NULL));
      assert_refused (folder, path, cases[i].code, cases[i].says);
    }
}

static void
test_broken_files (void)
{
  g_autoptr (TestFolder) folder = test_folder_new ();
  g_autofree char *path = test_folder_write (folder, "0001-7.png", "no picture", 10);
  g_autofree char *labels = NULL;
  g_autofree char *images = g_build_filename (folder, NN_OUR_DIGITS_IMAGES, NULL);
  static const char two[] = { 0, 0, 8, 1, 0, 0, 0, 2, 3, 4 };
  g_autoptr (NnOurDigits) digits = NULL;

  assert_refused (folder, path, NN_ERROR_FORMAT, "not a PNG picture");
  assert_refused (path, path, NN_ERROR_FORMAT, "expected a folder");
  g_remove (path);
  labels = test_folder_write (folder, NN_OUR_DIGITS_LABELS, two, sizeof two);
  assert_refused (folder, images, NN_ERROR_MISSING, "missing");
  /* Beside pictures the pair is only written. */
  digits = (g_remove (labels), open_folder (folder));
  add (digits, 3, 7, "Ada");
  g_free (test_folder_write (folder, NN_OUR_DIGITS_LABELS, "rubbish", 7));
  g_clear_pointer (&digits, nn_our_digits_free);
  digits = open_folder (folder);
  add (digits, 20, 1, "Bo");
  assert_pair (digits);
  g_clear_pointer (&digits, nn_our_digits_free);
  /* A pair of unequal halves. */
  {
    g_autofree char *ada = g_build_filename (folder, "0001-7-Ada.png", NULL);
    g_autofree char *bo = g_build_filename (folder, "0002-1-Bo.png", NULL);
    static const char three[] = { 0, 0, 8, 1, 0, 0, 0, 3, 3, 4, 5 };

    g_remove (ada);
    g_remove (bo);
    g_free (test_folder_write (folder, NN_OUR_DIGITS_LABELS, three, sizeof three));
    assert_refused (folder, labels, NN_ERROR_SHAPE, "found 3");
  }
  remove_pair (folder);
}

/* The disk says no: nothing is lost, nothing is there twice. */
static void
test_no_writing (void)
{
  g_autoptr (TestFolder) parent = test_folder_new ();
  g_autofree char *file = test_folder_write (parent, "file", "x", 1);
  g_autofree char *folder = g_build_filename (file, "ours", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (NnOurDigits) digits = nn_our_digits_open (folder, &error);
  guint8 ink[SIDE * SIDE];

  g_assert_no_error (error);
  draw (ink, 3);
  g_assert_false (nn_our_digits_add (digits, ink, SIDE, 7, "Ada", &error));
  g_assert_nonnull (strstr (error->message, folder));
  g_assert_cmpuint (nn_our_digits_count (digits), ==, 0);
  g_assert_false (nn_our_digits_can_undo (digits));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/our-digits/kept", test_kept);
  g_test_add_func ("/our-digits/undo", test_undo);
  g_test_add_func ("/our-digits/dark-ink", test_dark_ink);
  g_test_add_func ("/our-digits/pair-alone", test_pair_alone);
  g_test_add_func ("/our-digits/last-number", test_last_number);
  g_test_add_func ("/our-digits/broken", test_broken);
  g_test_add_func ("/our-digits/broken-files", test_broken_files);
  g_test_add_func ("/our-digits/no-writing", test_no_writing);
  return g_test_run ();
}
