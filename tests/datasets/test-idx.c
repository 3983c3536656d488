/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/nn-error.h"
#include "datasets/nn-idx.h"
#include "idx-maker.h"
#include "util/test-folder.h"

#define FUZZ_ROUNDS 20000

/* What each broken file must give: its error, and what its message must say. */
static void
assert_refused (TestFolder       *folder,
                const GByteArray *data,
                NnIdxKind         kind,
                NnError           code,
                const char       *says)
{
  g_autofree char *path = test_folder_write (folder, "broken-file", data->data, data->len);
  g_autoptr (GError) error = NULL;
  guint n;

  g_assert_null (nn_idx_read (path, kind, &n, &error));
  g_assert_error (error, NN_ERROR, (int) code);
  g_assert_nonnull (strstr (error->message, path));
  if (strstr (error->message, says) == NULL)
    g_error ("expected “%s” in “%s”", says, error->message);
}

static void
test_round_trip (void)
{
  g_autoptr (TestFolder) folder = test_folder_new ();

  for (int packed = 0; packed < 2; packed++)
    for (int kind = 0; kind < 2; kind++)
      {
        g_autoptr (GByteArray) data = kind == 0 ? make_images (13) : make_labels (13);
        g_autoptr (GByteArray) gzip = make_gzip (data);
        const GByteArray *file = packed ? gzip : data;
        /* The name lies about the packing: the first bytes tell. */
        g_autofree char *path = test_folder_write (folder, packed ? "plain" : "packed.gz",
                                                   file->data, file->len);
        g_autofree guint8 *read = NULL;
        g_autoptr (GError) error = NULL;
        gsize header = kind == 0 ? 16 : 8;
        guint n = 0;

        read = nn_idx_read (path, kind == 0 ? NN_IDX_IMAGES : NN_IDX_LABELS, &n, &error);
        g_assert_no_error (error);
        g_assert_cmpuint (n, ==, 13);
        g_assert_cmpmem (read, data->len - header, data->data + header, data->len - header);
      }
}

static void
test_headers (void)
{
  g_autoptr (TestFolder) folder = test_folder_new ();
  static const struct
  {
    gsize at;
    guint32 value;
    NnError code;
    const char *says;
  } changes[] = {
    { 0, 0x801, NN_ERROR_FORMAT, "at byte 0: expected the magic number 0x00000803 of IDX images, found 0x00000801" },
    { 0, 0x89504e47, NN_ERROR_FORMAT, "found 0x89504e47" },
    { 4, 0, NN_ERROR_RANGE, "at byte 4: expected a count from 1 to 1000000, found 0" },
    { 4, 14, NN_ERROR_TRUNCATED, "at byte 4: a count of 14 expects 10976 more bytes" },
    { 4, 12, NN_ERROR_FORMAT, "at byte 9424: expected the end of the file" },
    { 4, 1000000, NN_ERROR_TRUNCATED, "at byte 4" },
    { 4, 1000001, NN_ERROR_RANGE, "found 1000001" },
    { 4, 0xffffffff, NN_ERROR_RANGE, "found 4294967295" },
    { 8, 32, NN_ERROR_SHAPE, "at byte 8: expected images of 28 rows and 28 columns, found 32 and 28" },
    { 12, 0, NN_ERROR_SHAPE, "found 28 and 0" },
    { 12, 0xffffffff, NN_ERROR_SHAPE, "found 28 and 4294967295" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (changes); i++)
    {
      g_autoptr (GByteArray) data = make_images (13);

      set_be32 (data, changes[i].at, changes[i].value);
      assert_refused (folder, data, NN_IDX_IMAGES, changes[i].code, changes[i].says);
    }
}

static void
test_labels (void)
{
  g_autoptr (TestFolder) folder = test_folder_new ();

  /* Every byte is tried: 0..9 are labels, the others are not. */
  for (guint label = 0; label < 256; label++)
    {
      g_autoptr (GByteArray) data = make_labels (5);
      g_autofree char *says = g_strdup_printf ("at byte 10: expected a label from 0 to 9, found %u",
                                               label);

      data->data[10] = (guint8) label;
      if (label > 9)
        assert_refused (folder, data, NN_IDX_LABELS, NN_ERROR_RANGE, says);
      else
        {
          g_autofree char *path = test_folder_write (folder, "good", data->data, data->len);
          guint n;
          g_autofree guint8 *read = nn_idx_read (path, NN_IDX_LABELS, &n, NULL);

          g_assert_nonnull (read);
          g_assert_cmpuint (read[2], ==, label);
        }
    }
}

/* Cut after any byte, a file is refused; a packed one, too. */
static void
test_cuts (void)
{
  g_autoptr (TestFolder) folder = test_folder_new ();

  for (int packed = 0; packed < 2; packed++)
    {
      g_autoptr (GByteArray) data = make_images (2);
      g_autoptr (GByteArray) gzip = make_gzip (data);
      g_autoptr (GByteArray) cut = g_byte_array_new ();
      const GByteArray *whole = packed ? gzip : data;

      for (guint length = 0; length < whole->len; length += length < 40 ? 1 : 13)
        {
          g_byte_array_set_size (cut, 0);
          if (length > 0)
            g_byte_array_append (cut, whole->data, length);
          assert_refused (folder, cut, NN_IDX_IMAGES, NN_ERROR_TRUNCATED, "expect");
        }
    }
}

static void
test_gzip (void)
{
  g_autoptr (TestFolder) folder = test_folder_new ();
  g_autoptr (GByteArray) data = make_images (3);
  g_autoptr (GByteArray) gzip = make_gzip (data);
  g_autoptr (GByteArray) longer = make_images (4);
  g_autoptr (GByteArray) packed_longer = NULL;
  guint end = gzip->len;

  /* The checksum of the last eight bytes is compared. */
  gzip->data[end - 8] ^= 1;
  assert_refused (folder, gzip, NN_IDX_IMAGES, NN_ERROR_FORMAT, "found damage");
  gzip->data[end - 8] ^= 1;

  g_byte_array_append (gzip, (const guint8 *) "more", 4);
  assert_refused (folder, gzip, NN_IDX_IMAGES, NN_ERROR_FORMAT, "of the packed file: expected its end, found 4 more bytes");

  set_be32 (longer, 4, 3);
  packed_longer = make_gzip (longer);
  assert_refused (folder, packed_longer, NN_IDX_IMAGES, NN_ERROR_FORMAT,
                  "at byte 2368: expected the end of the file, found more bytes");
}

/* A bomb: a few kilobytes that promise 784 megabytes are refused before any is asked for,
 * and what unpacks to more than it promises is not unpacked. */
static void
test_bomb (void)
{
  g_autoptr (TestFolder) folder = test_folder_new ();
  g_autoptr (GByteArray) data = make_images (1);
  g_autoptr (GByteArray) zeros = make_images (10000);
  g_autoptr (GByteArray) promise = NULL, bomb = NULL;

  set_be32 (data, 4, 1000000);
  promise = make_gzip (data);
  assert_refused (folder, promise, NN_IDX_IMAGES, NN_ERROR_TRUNCATED,
                  "a count of 1000000 expects 784000000 more bytes, found a file that has room for at most");

  memset (zeros->data + 16, 0, zeros->len - 16);
  set_be32 (zeros, 4, 1);
  bomb = make_gzip (zeros);
  assert_refused (folder, bomb, NN_IDX_IMAGES, NN_ERROR_FORMAT, "at byte 800: expected the end");
}

static void
test_no_file (void)
{
  g_autoptr (TestFolder) folder = test_folder_new ();
  g_autofree char *missing = g_build_filename (folder, "not-there", NULL);
  g_autofree char *pipe = g_build_filename (folder, "pipe", NULL);
  g_autoptr (GByteArray) data = make_labels (3);
  g_autofree char *secret = test_folder_write (folder, "secret", data->data, data->len);
  const struct { const char *path; GFileError code; } cases[] = {
    { missing, G_FILE_ERROR_NOENT },
    { folder, G_FILE_ERROR_ISDIR },
    { pipe, G_FILE_ERROR_INVAL },
    { "/dev/zero", G_FILE_ERROR_INVAL },
    { secret, G_FILE_ERROR_ACCES },
  };
  gboolean is_root = geteuid () == 0;

  g_assert_cmpint (mkfifo (pipe, 0644), ==, 0);
  g_assert_cmpint (g_chmod (secret, 0), ==, 0);
  g_assert_cmpint (g_chmod (folder, 0755), ==, 0);
  if (is_root)                    /* whom no permission stops */
    g_assert_cmpint (seteuid (65534), ==, 0);
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      guint n;

      g_assert_null (nn_idx_read (cases[i].path, NN_IDX_LABELS, &n, &error));
      g_assert_error (error, G_FILE_ERROR, (int) cases[i].code);
      g_assert_nonnull (strstr (error->message, cases[i].path));
    }
  if (is_root)
    g_assert_cmpint (seteuid (0), ==, 0);
}

/* Seeded changes of good files: read or refused with an error, never more. */
static void
test_fuzz (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (1);
  g_autoptr (GByteArray) images = make_images (2), labels = make_labels (20);
  g_autoptr (GByteArray) packed_images = make_gzip (images), packed_labels = make_gzip (labels);
  const GByteArray *good[] = { images, labels, packed_images, packed_labels };
  int fd = memfd_create ("fuzzed", MFD_CLOEXEC);        /* a file in memory */
  g_autofree char *path = g_strdup_printf ("/proc/self/fd/%d", fd);
  guint refused = 0;

  for (int round = 0; round < FUZZ_ROUNDS; round++)
    {
      int which = round % 4;
      g_autofree guint8 *data = g_memdup2 (good[which]->data, good[which]->len);
      guint length = good[which]->len, n = 0;
      NnIdxKind kind = which % 2 == 0 ? NN_IDX_IMAGES : NN_IDX_LABELS;
      g_autoptr (GError) error = NULL;
      g_autofree guint8 *read = NULL;

      for (int changes = g_rand_int_range (rand, 1, 5); changes > 0; changes--)
        data[g_rand_int_range (rand, 0, g_rand_boolean (rand) ? MIN (24, (gint32) length)
                                                              : (gint32) length)]
          = (guint8) g_rand_int (rand);
      if (g_rand_int_range (rand, 0, 4) == 0)
        length = (guint) g_rand_int_range (rand, 0, (gint32) length);

      g_assert_cmpint (ftruncate (fd, length), ==, 0);
      g_assert_cmpint ((int) pwrite (fd, data, length, 0), ==, (int) length);
      read = nn_idx_read (path, kind, &n, &error);
      g_assert_true ((read == NULL) == (error != NULL));
      if (read == NULL)
        refused++;
      else
        g_assert_cmpuint (n, >=, 1);
    }
  g_assert_cmpuint (refused, >, FUZZ_ROUNDS / 2);
  close (fd);
}

/* What is written is what is read, and every byte is where the format has it. */
static void
test_write (void)
{
  g_autoptr (GByteArray) images = make_images (3);
  g_autoptr (GByteArray) labels = make_labels (3);
  g_autofree char *folder = g_dir_make_tmp ("imagette-test-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "a", NULL);
  g_autoptr (GError) error = NULL;
  const struct { NnIdxKind kind; GByteArray *file; guint header; } cases[] = {
    { NN_IDX_IMAGES, images, 16 }, { NN_IDX_LABELS, labels, 8 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *written = NULL;
      g_autofree guint8 *read = NULL;
      const guint8 *data = cases[i].file->data + cases[i].header;
      gsize length;
      guint n;

      g_assert_true (nn_idx_write (path, cases[i].kind, data, 3, &error));
      g_assert_no_error (error);
      g_assert_true (g_file_get_contents (path, &written, &length, NULL));
      g_assert_cmpmem (written, length, cases[i].file->data, cases[i].file->len);
      read = nn_idx_read (path, cases[i].kind, &n, &error);
      g_assert_no_error (error);
      g_assert_cmpuint (n, ==, 3);
      g_assert_cmpmem (read, length - cases[i].header, data, length - cases[i].header);
    }
  g_remove (path);
  g_rmdir (folder);
  g_assert_false (nn_idx_write (path, NN_IDX_LABELS, labels->data, 3, &error));
  g_assert_nonnull (strstr (error->message, folder));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/idx/write", test_write);
  g_test_add_func ("/idx/round-trip", test_round_trip);
  g_test_add_func ("/idx/headers", test_headers);
  g_test_add_func ("/idx/labels", test_labels);
  g_test_add_func ("/idx/cuts", test_cuts);
  g_test_add_func ("/idx/gzip", test_gzip);
  g_test_add_func ("/idx/bomb", test_bomb);
  g_test_add_func ("/idx/no-file", test_no_file);
  g_test_add_func ("/idx/fuzz", test_fuzz);
  return g_test_run ();
}
