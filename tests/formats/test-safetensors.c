/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "base/nn-error.h"
#include "formats/nn-safetensors.h"
#include "util/test-folder.h"

static NnTensor *
make_tensor (int   rank,
             gsize a,
             gsize b,
             float start)
{
  gsize shape[2] = { a, b }, size = rank == 2 ? a * b : a;
  float *values = g_new (float, size);

  for (gsize i = 0; i < size; i++)
    values[i] = start + (float) i / 8;
  return nn_tensor_new_take (rank, shape, values);
}

/* Two tensors, named against the order of the alphabet, and two strings. */
static NnSafetensors *
make_file (void)
{
  NnSafetensors *file = nn_safetensors_new ();
  g_autoptr (NnTensor) weight = make_tensor (2, 2, 3, 1), bias = make_tensor (1, 2, 0, -5);

  nn_safetensors_add (file, "z.weight", weight);
  nn_safetensors_add (file, "a.bias", bias);
  nn_safetensors_set_metadata (file, "seed", "1");
  nn_safetensors_set_metadata (file, "format", "imagette-1");
  return file;
}

/* Written out byte by byte: sorted keys, data in the order of adding, spaces up to 8. */
static void
test_bytes (void)
{
  static const char header[] =
    "{\"__metadata__\":{\"format\":\"imagette-1\",\"seed\":\"1\"},"
    "\"a.bias\":{\"data_offsets\":[24,32],\"dtype\":\"F32\",\"shape\":[2]},"
    "\"z.weight\":{\"data_offsets\":[0,24],\"dtype\":\"F32\",\"shape\":[2,3]}}";
  static const float data[] = { 1, 1.125f, 1.25f, 1.375f, 1.5f, 1.625f, -5, -4.875f };
  g_autoptr (NnSafetensors) file = make_file ();
  g_autoptr (GBytes) bytes = nn_safetensors_serialize (file);
  gsize size, padded = (strlen (header) + 7) / 8 * 8;
  const guint8 *raw = g_bytes_get_data (bytes, &size);
  guint64 length;

  memcpy (&length, raw, 8);
  g_assert_cmpuint (length, ==, padded);
  g_assert_cmpmem (raw + 8, strlen (header), header, strlen (header));
  for (gsize i = strlen (header); i < padded; i++)
    g_assert_cmpint (raw[8 + i], ==, ' ');
  g_assert_cmpmem (raw + 8 + padded, size - 8 - padded, data, sizeof data);
}

static void
test_equal_content (void)
{
  g_autoptr (NnSafetensors) one = make_file (), two = make_file ();
  g_autoptr (GBytes) first = nn_safetensors_serialize (one), second = NULL;

  nn_safetensors_set_metadata (two, "seed", "2");
  nn_safetensors_set_metadata (two, "seed", "1");
  second = nn_safetensors_serialize (two);
  g_assert_true (g_bytes_equal (first, second));
}

static void
test_round_trip (void)
{
  g_autoptr (TestFolder) folder = test_folder_new ();
  g_autofree char *path = g_build_filename (folder, "model.safetensors", NULL);
  g_autoptr (NnSafetensors) file = make_file (), read = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) written = NULL, again = NULL;
  g_autoptr (NnTensor) weight = NULL, bias = NULL;
  gsize shape[] = { 2, 3 };
  const char *const *keys;

  g_assert_true (nn_safetensors_save (file, path, &error));
  g_assert_no_error (error);
  read = nn_safetensors_load (path, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (nn_safetensors_get_n (read), ==, 2);
  g_assert_cmpstr (nn_safetensors_get_name (read, 0), ==, "z.weight");
  g_assert_cmpstr (nn_safetensors_get_name (read, 1), ==, "a.bias");
  g_assert_cmpstr (nn_safetensors_get_metadata (read, "seed"), ==, "1");
  g_assert_null (nn_safetensors_get_metadata (read, "epoch"));
  keys = nn_safetensors_list_metadata (read);
  g_assert_cmpstr (keys[0], ==, "format");
  g_assert_cmpstr (keys[1], ==, "seed");
  g_assert_null (keys[2]);

  weight = nn_safetensors_get (read, "z.weight", 2, shape, &error);
  g_assert_no_error (error);
  g_assert_cmpfloat (nn_tensor_get_data (weight)[5], ==, 1.625f);
  bias = nn_safetensors_get (read, "a.bias", 0, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (nn_tensor_get_rank (bias), ==, 1);
  g_assert_cmpfloat (nn_tensor_get_data (bias)[1], ==, -4.875f);

  /* What was read is written as it was. */
  written = nn_safetensors_serialize (file);
  again = nn_safetensors_serialize (read);
  g_assert_true (g_bytes_equal (written, again));
}

static void
test_no_tensors (void)
{
  g_autoptr (NnSafetensors) file = nn_safetensors_new (), read = NULL;
  g_autoptr (GBytes) bytes = nn_safetensors_serialize (file);
  g_autoptr (GError) error = NULL;

  read = nn_safetensors_parse (bytes, "empty", &error);
  g_assert_no_error (error);
  g_assert_cmpuint (nn_safetensors_get_n (read), ==, 0);
}

/* Every character that JSON must escape, and some it need not, comes back. */
static void
test_strings (void)
{
  static const char hard[] = "\"\\/\b\f\n\r\t\x01\x1f é 数 \xf0\x9f\x96\xbc";
  g_autoptr (NnSafetensors) file = nn_safetensors_new (), read = NULL;
  g_autoptr (NnTensor) tensor = make_tensor (1, 1, 0, 0);
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GError) error = NULL;

  nn_safetensors_set_metadata (file, hard, hard);
  nn_safetensors_add (file, hard, tensor);
  bytes = nn_safetensors_serialize (file);
  read = nn_safetensors_parse (bytes, "strings", &error);
  g_assert_no_error (error);
  g_assert_cmpstr (nn_safetensors_get_metadata (read, hard), ==, hard);
  g_assert_cmpstr (nn_safetensors_get_name (read, 0), ==, hard);
}

static void
test_get_refuses (void)
{
  g_autoptr (NnSafetensors) file = make_file (), read = NULL;
  g_autoptr (GBytes) bytes = nn_safetensors_serialize (file);
  gsize shape[] = { 3, 2 };
  const struct { const char *name; int rank; NnError code; const char *says; } cases[] = {
    { "c1.weight", 2, NN_ERROR_MISSING, "expected a tensor \"c1.weight\", found none" },
    { "z.weight", 2, NN_ERROR_SHAPE, "expected the shape [3,2], found [2,3]" },
    { "z.weight", 1, NN_ERROR_SHAPE, "expected the shape [3], found [2,3]" },
  };

  read = nn_safetensors_parse (bytes, "some.safetensors", NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (nn_safetensors_get (read, cases[i].name, cases[i].rank, shape, &error));
      g_assert_error (error, NN_ERROR, (int) cases[i].code);
      g_assert_nonnull (strstr (error->message, cases[i].says));
      g_assert_nonnull (strstr (error->message, "some.safetensors"));
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/safetensors/bytes", test_bytes);
  g_test_add_func ("/safetensors/equal-content", test_equal_content);
  g_test_add_func ("/safetensors/round-trip", test_round_trip);
  g_test_add_func ("/safetensors/no-tensors", test_no_tensors);
  g_test_add_func ("/safetensors/strings", test_strings);
  g_test_add_func ("/safetensors/get-refuses", test_get_refuses);
  return g_test_run ();
}
