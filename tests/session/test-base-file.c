/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include <json-glib/json-glib.h>

#include "base/nn-error.h"
#include "base/nn-file.h"
#include "datasets/nn-photo.h"
#include "session/nn-base-file.h"

#define MIXED7 7

static NnBaseFile *
load (int cut)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *path = nn_base_file_find (NULL, &error);
  NnBaseFile *base = nn_base_file_load (path, cut, &error);

  g_assert_no_error (error);
  return base;
}

/* What PyTorch makes of the same bytes, in double: tests/golden/make-torch-base.py. */
static void
check_case (JsonObject *item)
{
  const char *name = json_object_get_string_member (item, "file");
  int size = (int) json_object_get_int_member (item, "size");
  JsonArray *expected = json_object_get_array_member (item, "features");
  g_autoptr (NnBaseFile) base = load ((int) json_object_get_int_member (item, "cut"));
  g_autoptr (NnBackbonePass) pass = nn_backbone_pass_new (base->backbone, size);
  g_autofree char *path = g_build_filename (SAMPLE, name, NULL);
  g_autoptr (GBytes) bytes = nn_file_read (path, NN_PHOTO_MAX_BYTES, NULL);
  g_autoptr (NnPhoto) photo = nn_photo_prepare (bytes, path, (guint) size, NN_PHOTO_NEAREST, NULL);
  guint n = nn_backbone_get_n_features (base->backbone);
  g_autofree float *features = g_new (float, n);
  double sum = 0, worst = 0, largest = 0;

  g_assert_cmpint (n, ==, json_object_get_int_member (item, "n"));
  nn_backbone_pass_run (pass, photo->pixels, base->signed_input, features);
  for (guint i = 0; i < n; i++)
    {
      sum += features[i];
      largest = fmax (largest, fabs ((double) features[i]));
    }
  for (guint i = 0; i < json_array_get_length (expected); i++)
    worst = fmax (worst, fabs (features[i] - json_array_get_double_element (expected, i)));
  g_test_message ("%s, %d pixels, mixed%d: %.3g of %.3g", name, size, base->cut, worst, largest);
  g_assert_cmpfloat (worst / largest, <, 1e-4);
  g_assert_cmpfloat_with_epsilon (sum / json_object_get_double_member (item, "sum"), 1, 1e-4);
}

static void
test_golden (void)
{
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_autofree char *path = g_build_filename (GOLDEN_FOLDER, "torch-base.json", NULL);
  g_autoptr (GError) error = NULL;
  JsonArray *cases;

  json_parser_load_from_file (parser, path, &error);
  g_assert_no_error (error);
  cases = json_node_get_array (json_parser_get_root (parser));
  g_assert_cmpuint (json_array_get_length (cases), ==, 18);
  for (guint i = 0; i < json_array_get_length (cases); i++)
    check_case (json_array_get_object_element (cases, i));
}

/* The shipped file says what it is, and where it ends. */
static void
test_shipped (void)
{
  g_autoptr (NnBaseFile) base = load (-1);
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (base->cut, ==, MIXED7);
  g_assert_false (base->signed_input);
  g_assert_cmpstr (base->licence, ==, "MIT");
  g_assert_cmpuint (nn_backbone_get_n_features (base->backbone), ==, 768);
  g_assert_null (nn_base_file_load (base->path, MIXED7 + 1, &error));
  g_assert_error (error, NN_ERROR, NN_ERROR_RANGE);
  g_assert_nonnull (strstr (error->message, "mixed7"));
}

/* A file of something else, or a spoiled one: refused, by name. */
static void
test_refused (void)
{
  static const struct { const char *text; int code; } files[] = {
    { "hello", NN_ERROR_TRUNCATED },
    { "\x02\0\0\0\0\0\0\0{}", NN_ERROR_FORMAT },
  };
  static const gsize sizes[] = { 5, 10 };

  for (gsize i = 0; i < G_N_ELEMENTS (files); i++)
    {
      g_autofree char *folder = g_dir_make_tmp ("imagette-base-XXXXXX", NULL);
      g_autofree char *path = g_build_filename (folder, "x.safetensors", NULL);
      g_autoptr (GError) error = NULL;

      g_assert_true (g_file_set_contents (path, files[i].text, (gssize) sizes[i], NULL));
      g_assert_null (nn_base_file_load (path, -1, &error));
      g_assert_error (error, NN_ERROR, files[i].code);
      g_assert_nonnull (strstr (error->message, path));
      remove (path);
      remove (folder);
    }
}

/* Each tensor that is missing is named. */
static void
test_missing (void)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *shipped = nn_base_file_find (NULL, NULL);
  g_autoptr (GBytes) bytes = nn_file_read (shipped, G_MAXUINT32, NULL);
  gsize size;
  const char *data = g_bytes_get_data (bytes, &size);
  g_autofree char *changed = g_memdup2 (data, size);
  g_autofree char *folder = g_dir_make_tmp ("imagette-base-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "x.safetensors", NULL);
  char *name = g_strstr_len (changed + 8, 65536, "\"conv2d_12/kernel\":{");

  g_assert_nonnull (name);
  name[1] = 'k';                  /* konv2d_12/kernel */
  g_assert_true (g_file_set_contents (path, changed, (gssize) size, NULL));
  g_assert_null (nn_base_file_load (path, -1, &error));
  g_assert_error (error, NN_ERROR, NN_ERROR_MISSING);
  g_assert_nonnull (strstr (error->message, "conv2d_12/kernel"));
  remove (path);
  remove (folder);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/base-file/golden", test_golden);
  g_test_add_func ("/base-file/shipped", test_shipped);
  g_test_add_func ("/base-file/refused", test_refused);
  g_test_add_func ("/base-file/missing", test_missing);
  return g_test_run ();
}
