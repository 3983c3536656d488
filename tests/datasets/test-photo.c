/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include <json-glib/json-glib.h>

#include "base/nn-error.h"
#include "base/nn-file.h"
#include "datasets/nn-photo.h"

static GBytes *
read_photo (const char *name)
{
  g_autofree char *path = g_build_filename (GOLDEN_FOLDER, "photos", name, NULL);
  g_autoptr (GError) error = NULL;
  GBytes *bytes = nn_file_read (path, NN_PHOTO_MAX_BYTES, &error);

  g_assert_no_error (error);
  return bytes;
}

/* tests/golden/make-photos.py: PIL's bytes of every kind of file, at three sizes, in both ways. */
static void
test_golden (void)
{
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_autofree char *path = g_build_filename (GOLDEN_FOLDER, "photos.json", NULL);
  g_autoptr (GError) error = NULL;
  JsonArray *cases;

  json_parser_load_from_file (parser, path, &error);
  g_assert_no_error (error);
  cases = json_node_get_array (json_parser_get_root (parser));
  g_assert_cmpuint (json_array_get_length (cases), >, 150);
  for (guint i = 0; i < json_array_get_length (cases); i++)
    {
      JsonObject *item = json_array_get_object_element (cases, i);
      const char *name = json_object_get_string_member (item, "file");
      const char *filter = json_object_get_string_member (item, "filter");
      guint size = (guint) json_object_get_int_member (item, "size");
      g_autoptr (GBytes) bytes = read_photo (name);
      g_autoptr (NnPhoto) photo = nn_photo_prepare (
        bytes, name, size, strcmp (filter, "nearest") == 0 ? NN_PHOTO_NEAREST : NN_PHOTO_BILINEAR,
        &error);
      g_autofree char *sha256 = NULL;
      gint64 sum = 0;

      g_assert_no_error (error);
      g_assert_cmpuint (photo->width, ==, size);
      g_assert_cmpuint (photo->height, ==, size);
      for (gsize p = 0; p < (gsize) size * size * 3; p++)
        sum += photo->pixels[p];
      sha256 = g_compute_checksum_for_data (G_CHECKSUM_SHA256, photo->pixels,
                                            (gsize) size * size * 3);
      if (strcmp (sha256, json_object_get_string_member (item, "sha256")) != 0)
        {
          g_test_message ("%s %s %u: the sum of all bytes is %" G_GINT64_FORMAT ", of PIL's %"
                          G_GINT64_FORMAT, name, filter, size, sum,
                          json_object_get_int_member (item, "sum"));
          g_test_fail ();
        }
    }
}

/* Turned as EXIF says, all eight show one image. */
static void
test_turned (void)
{
  g_autoptr (GBytes) upright = read_photo ("turn1.jpg");
  g_autoptr (NnPhoto) first = nn_photo_decode (upright, "turn1.jpg", NN_PHOTO_BILINEAR, NULL);

  for (guint turn = 2; turn <= 8; turn++)
    {
      g_autofree char *name = g_strdup_printf ("turn%u.jpg", turn);
      g_autoptr (GBytes) bytes = read_photo (name);
      g_autoptr (NnPhoto) raw = nn_photo_decode (bytes, name, NN_PHOTO_NEAREST, NULL);
      g_autoptr (NnPhoto) turned = nn_photo_decode (bytes, name, NN_PHOTO_BILINEAR, NULL);

      g_assert_cmpmem (raw->pixels, raw->width * raw->height * 3, first->pixels,
                       first->width * first->height * 3);
      g_assert_cmpuint (turned->width, ==, turn < 5 ? raw->width : raw->height);
    }
}

static void
check_refused (const char *data,
               gsize       size,
               NnError     code)
{
  g_autoptr (GBytes) bytes = g_bytes_new (data, size);
  g_autoptr (GError) error = NULL;

  g_assert_null (nn_photo_decode (bytes, "a/file", NN_PHOTO_BILINEAR, &error));
  g_assert_error (error, NN_ERROR, (int) code);
  g_assert_nonnull (strstr (error->message, "a/file"));
}

static void
test_refused (void)
{
  g_autoptr (GBytes) jpeg = read_photo ("rgb.jpg");
  g_autoptr (GBytes) png = read_photo ("rgb.png");

  check_refused ("", 0, NN_ERROR_TRUNCATED);
  check_refused ("<svg xmlns='http://www.w3.org/2000/svg'/>", 41, NN_ERROR_FORMAT);
  check_refused ("hello", 5, NN_ERROR_FORMAT);
  check_refused ("\xff\xd8\xff\xe0", 4, NN_ERROR_TRUNCATED);
  check_refused (g_bytes_get_data (jpeg, NULL), g_bytes_get_size (jpeg) / 2, NN_ERROR_TRUNCATED);
  check_refused (g_bytes_get_data (png, NULL), g_bytes_get_size (png) / 2, NN_ERROR_TRUNCATED);
}

/* The head of a PNG, BMP or JPEG of 60,000 × 50,000 pixels: refused by its size, without them. */
static void
test_bombs (void)
{
  static const struct { const char *file; gsize at; guint8 bytes[8]; gsize n; } bombs[] = {
    { "rgb.bmp", 18, { 0x60, 0xea, 0, 0, 0x50, 0xc3, 0, 0 }, 8 },
    { "rgb.png", 16, { 0, 0, 0xea, 0x60, 0, 0, 0xc3, 0x50 }, 8 },
    { "palette.gif", 6, { 0x60, 0xea, 0x50, 0xc3 }, 4 },
    { "full.jpg", 163, { 0xc3, 0x50, 0xea, 0x60 }, 4 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (bombs); i++)
    {
      g_autoptr (GBytes) whole = read_photo (bombs[i].file);
      gsize size, at = bombs[i].at;
      const guint8 *data = g_bytes_get_data (whole, &size);
      g_autofree guint8 *changed = g_memdup2 (data, size);
      g_autoptr (GBytes) bytes = NULL;
      g_autoptr (GError) error = NULL, probe_error = NULL;
      guint width, height;

      if (data[0] == 0xff)        /* a JPEG's size stands in its frame header */
        for (at = 2; at + 9 < size && !(data[at] == 0xff && data[at + 1] == 0xc0);)
          at += 2 + (gsize) data[at + 2] * 256 + data[at + 3];
      memcpy (changed + at + (data[0] == 0xff ? 5 : 0), bombs[i].bytes, bombs[i].n);
      if (data[0] == 0x89)        /* the sum of IHDR, as a PNG with this size has it */
        memcpy (changed + 29, "\x51\xef\x99\xf7", 4);
      bytes = g_bytes_new (changed, size);
      g_assert_null (nn_photo_decode (bytes, bombs[i].file, NN_PHOTO_NEAREST, &error));
      g_assert_nonnull (error);
      g_assert_false (nn_photo_probe (bytes, bombs[i].file, &width, &height, &probe_error));
      g_assert_nonnull (probe_error);
      g_test_message ("%s", error->message);
      g_assert_error (error, NN_ERROR, NN_ERROR_RANGE);
    }
}

static void
test_probe (void)
{
  static const char *const names[] = {
    "rgb.jpg", "rgb.png", "rgb.bmp", "palette.gif", "rgb.tif", "rgb.ppm"
  };

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr (GBytes) bytes = read_photo (names[i]);
      g_autoptr (GError) error = NULL;
      guint width, height;

      g_assert_true (nn_photo_probe (bytes, names[i], &width, &height, &error));
      g_assert_no_error (error);
      g_assert_cmpuint (width, ==, 61);
      g_assert_cmpuint (height, ==, 43);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/photo/golden", test_golden);
  g_test_add_func ("/photo/turned", test_turned);
  g_test_add_func ("/photo/refused", test_refused);
  g_test_add_func ("/photo/bombs", test_bombs);
  g_test_add_func ("/photo/probe", test_probe);
  return g_test_run ();
}
