/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "base/nn-error.h"
#include "config.h"
#include "datasets/nn-dataset.h"
#include "idx-maker.h"
#include "util/test-folder.h"

#define MNIST (IMAGETTE_SOURCE_DATA "/mnist")
#define FASHION "/usr/share/datasets/fashion-mnist"

static void
write_part (TestFolder *folder,
            const char *name,
            const char *ending,
            GByteArray *part)             /* taken */
{
  g_autofree char *full_name = g_strconcat (name, ending, NULL);
  g_autoptr (GByteArray) raw = part;
  g_autoptr (GByteArray) packed = make_gzip (raw);
  const GByteArray *data = *ending != '\0' ? packed : raw;

  g_free (test_folder_write (folder, full_name, data->data, data->len));
}

static void
write_set (TestFolder *folder,
           const char *ending,
           guint       n_train_labels)
{
  write_part (folder, "train-images-idx3-ubyte", ending, make_images (40));
  write_part (folder, "train-labels-idx1-ubyte", ending, make_labels (n_train_labels));
  write_part (folder, "t10k-images-idx3-ubyte", ending, make_images (20));
  write_part (folder, "t10k-labels-idx1-ubyte", ending, make_labels (20));
}

static char *
checksum (guint         magic,
          guint         n,
          const guint8 *data,
          gsize         size)
{
  g_autoptr (GChecksum) sum = g_checksum_new (G_CHECKSUM_SHA256);
  g_autoptr (GByteArray) header = g_byte_array_new ();

  g_byte_array_set_size (header, magic == 0x803 ? 16 : 8);
  set_be32 (header, 0, magic);
  set_be32 (header, 4, n);
  if (magic == 0x803)
    {
      set_be32 (header, 8, 28);
      set_be32 (header, 12, 28);
    }
  g_checksum_update (sum, header->data, header->len);
  g_checksum_update (sum, data, (gssize) size);
  return g_strdup (g_checksum_get_string (sum));
}

/* The published sums are of the unpacked streams: header and data put together again. */
static void
test_mnist (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (NnDataset) set = nn_dataset_load (MNIST, &error);
  g_autofree char *train_images = NULL, *train_labels = NULL, *images = NULL, *labels = NULL;

  g_assert_no_error (error);
  g_assert_cmpuint (set->train.n, ==, 60000);
  g_assert_cmpuint (set->test.n, ==, 10000);
  g_assert_cmpstr (set->name, ==, "mnist");
  train_images = checksum (0x803, 60000, set->train.pixels, 60000 * 784);
  train_labels = checksum (0x801, 60000, set->train.labels, 60000);
  images = checksum (0x803, 10000, set->test.pixels, 10000 * 784);
  labels = checksum (0x801, 10000, set->test.labels, 10000);
  g_assert_cmpstr (train_images, ==, "ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db");
  g_assert_cmpstr (train_labels, ==, "65a50cbbf4e906d70832878ad85ccda5333a97f0f4c3dd2ef09a8a9eef7101c5");
  g_assert_cmpstr (images, ==, "0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7");
  g_assert_cmpstr (labels, ==, "ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2");
}

/* Debian's dataset-fashion-mnist is a need of the tests. */
static void
test_fashion (void)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *found = nn_dataset_find (FASHION, NULL, &error);
  g_autoptr (NnDataset) set = NULL;

  g_assert_no_error (error);
  set = nn_dataset_load (found, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (set->name, ==, "fashion-mnist");
  g_assert_cmpuint (set->train.n, ==, 60000);
  g_assert_cmpuint (set->test.n, ==, 10000);
}

static void
test_raw_and_packed (void)
{
  static const char *const endings[] = { "", ".gz" };

  for (int i = 0; i < 2; i++)
    {
      g_autoptr (TestFolder) folder = test_folder_new ();
      g_autoptr (GError) error = NULL;
      g_autoptr (NnDataset) set = NULL;

      write_set (folder, endings[i], 40);
      set = nn_dataset_load (folder, &error);
      g_assert_no_error (error);
      g_assert_cmpuint (set->train.n, ==, 40);
      g_assert_cmpuint (set->test.n, ==, 20);
      g_assert_cmpuint (set->train.labels[7], ==, 1);
      g_assert_cmpuint (set->train.pixels[784 + 3], ==, (guint8) (787 * 7 + 1));
    }
}

static void
test_counts_disagree (void)
{
  g_autoptr (TestFolder) folder = test_folder_new ();
  g_autoptr (GError) error = NULL;

  write_set (folder, "", 39);
  g_assert_null (nn_dataset_load (folder, &error));
  g_assert_error (error, NN_ERROR, NN_ERROR_SHAPE);
  g_assert_nonnull (strstr (error->message, "train-labels-idx1-ubyte: at byte 4: expected a label for each of the 40 images"));
  g_assert_nonnull (strstr (error->message, "found 39"));
}

static void
test_missing_file (void)
{
  g_autoptr (TestFolder) folder = test_folder_new ();
  g_autofree char *labels = g_build_filename (folder, "t10k-labels-idx1-ubyte", NULL);
  g_autoptr (GError) error = NULL;

  write_set (folder, "", 40);
  g_remove (labels);
  g_assert_null (nn_dataset_load (folder, &error));
  g_assert_error (error, NN_ERROR, NN_ERROR_MISSING);
  g_assert_nonnull (strstr (error->message, folder));
  g_assert_nonnull (strstr (error->message, "no t10k-labels-idx1-ubyte or t10k-labels-idx1-ubyte.gz"));
}

/* A folder where a file should be counts as there, and is then refused by name. */
static void
test_folder_for_file (void)
{
  g_autoptr (TestFolder) folder = test_folder_new ();
  g_autofree char *labels = g_build_filename (folder, "t10k-labels-idx1-ubyte", NULL);
  g_autoptr (GError) error = NULL;

  write_set (folder, "", 40);
  g_remove (labels);
  g_assert_cmpint (g_mkdir (labels, 0755), ==, 0);
  g_assert_null (nn_dataset_load (folder, &error));
  g_assert_error (error, G_FILE_ERROR, G_FILE_ERROR_ISDIR);
  g_assert_nonnull (strstr (error->message, labels));
}

static void
assert_found (const char *explicit_directory,
              const char *preferred,
              const char *expected)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *found = nn_dataset_find (explicit_directory, preferred, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (found, ==, expected);
}

/* Explicit before IMAGETTE_DATA before the preferences before the source. */
static void
test_order (void)
{
  g_autoptr (TestFolder) explicit_one = test_folder_new (), environment = test_folder_new ();
  g_autoptr (TestFolder) preferred = test_folder_new (), empty = test_folder_new ();
  g_autoptr (GError) error = NULL, named = NULL;

  write_set (explicit_one, "", 40);
  write_set (environment, ".gz", 40);
  write_set (preferred, "", 40);

  g_setenv ("IMAGETTE_DATA", environment, TRUE);
  assert_found (explicit_one, preferred, explicit_one);
  assert_found (NULL, preferred, environment);
  g_setenv ("IMAGETTE_DATA", empty, TRUE);
  assert_found (explicit_one, preferred, explicit_one);
  /* Who names a folder means it: no other set is taken in its place. */
  g_assert_null (nn_dataset_find (NULL, preferred, &named));
  g_assert_error (named, NN_ERROR, NN_ERROR_MISSING);
  g_assert_true (g_str_has_prefix (named->message, "IMAGETTE_DATA="));
  g_assert_nonnull (strstr (named->message, empty));
  g_assert_nonnull (strstr (named->message, "no train-images-idx3-ubyte"));
  g_setenv ("IMAGETTE_DATA", "", TRUE);
  assert_found (NULL, preferred, preferred);
  g_unsetenv ("IMAGETTE_DATA");
  assert_found (NULL, preferred, preferred);
  assert_found (NULL, NULL, MNIST);
  assert_found (NULL, "", MNIST);
  /* The folder above counts, too. */
  assert_found (IMAGETTE_SOURCE_DATA, NULL, MNIST);

  /* An explicit folder is the only one; the message says where and why. */
  g_assert_null (nn_dataset_find (empty, preferred, &error));
  g_assert_error (error, NN_ERROR, NN_ERROR_MISSING);
  g_assert_nonnull (strstr (error->message, empty));
  g_assert_nonnull (strstr (error->message, "no train-images-idx3-ubyte"));
}

/* Only where another set is taken in its place. */
static void
test_passed_over (void)
{
  g_autoptr (TestFolder) set = test_folder_new (), empty = test_folder_new ();
  g_autofree char *reason = NULL;

  write_set (set, "", 40);
  g_assert_null (nn_dataset_why_passed_over (NULL, set));
  g_assert_null (nn_dataset_why_passed_over (NULL, NULL));
  g_assert_null (nn_dataset_why_passed_over (NULL, ""));
  g_assert_null (nn_dataset_why_passed_over (set, empty));
  g_setenv ("IMAGETTE_DATA", set, TRUE);
  g_assert_null (nn_dataset_why_passed_over (NULL, empty));
  g_unsetenv ("IMAGETTE_DATA");
  reason = nn_dataset_why_passed_over (NULL, empty);
  g_assert_true (g_str_has_prefix (reason, empty));
  g_assert_nonnull (strstr (reason, "no train-images-idx3-ubyte"));
}

static void
test_list_files (void)
{
  g_autoptr (TestFolder) set = test_folder_new (), empty = test_folder_new ();
  g_auto (GStrv) files = NULL;

  write_set (set, ".gz", 40);
  g_assert_null (nn_dataset_list_files (empty));
  files = nn_dataset_list_files (set);
  g_assert_cmpuint (g_strv_length (files), ==, 4);
  for (char **file = files; *file != NULL; file++)
    g_assert_true (g_str_has_suffix (*file, ".gz") && g_file_test (*file, G_FILE_TEST_IS_REGULAR));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/dataset/mnist", test_mnist);
  g_test_add_func ("/dataset/fashion", test_fashion);
  g_test_add_func ("/dataset/raw-and-packed", test_raw_and_packed);
  g_test_add_func ("/dataset/counts-disagree", test_counts_disagree);
  g_test_add_func ("/dataset/missing-file", test_missing_file);
  g_test_add_func ("/dataset/folder-for-file", test_folder_for_file);
  g_test_add_func ("/dataset/order", test_order);
  g_test_add_func ("/dataset/passed-over", test_passed_over);
  g_test_add_func ("/dataset/list-files", test_list_files);
  return g_test_run ();
}
