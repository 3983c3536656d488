/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "export/nn-view.h"

#include "base/nn-error.h"
#include "render/nn-digit.h"

#include <glib/gstdio.h>
#include <png.h>
#include <string.h>
#include <sys/stat.h>

enum { SIDE = NN_IMAGE_SIDE };

static char *folder;

static char *
write_file (const char *name, gconstpointer data, gsize length)
{
  char *path = g_build_filename (folder, name, NULL);

  g_assert_true (g_file_set_contents (path, data, (gssize) length, NULL));
  return path;
}

/* (transfer full) the path */
static char *
write_png (const char *name, const guint8 *pixels, int height, int width, guint32 format)
{
  char *path = g_build_filename (folder, name, NULL);
  png_image image = { .version = PNG_IMAGE_VERSION, .format = format };

  image.width = (png_uint_32) width;
  image.height = (png_uint_32) height;
  g_assert_true (png_image_write_to_file (&image, path, 0, pixels, 0, NULL));
  return path;
}

static void
check_error (const char *text, NnDataset *dataset, int code)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (nn_probe_parse (text, dataset, &error));
  g_assert_error (error, NN_ERROR, code);
  g_assert_nonnull (strstr (error->message, text));
}

static void
test_index (void)
{
  guint8 pixels[3 * NN_IMAGE_SIZE], labels[] = { 7, 2, 1 };
  NnDataset dataset = { .test = { 3, pixels, labels } };
  g_autoptr (NnProbe) probe = NULL;

  for (gsize i = 0; i < sizeof pixels; i++)
    pixels[i] = (guint8) (i * 7 / 3);
  probe = nn_probe_parse ("test:2", &dataset, NULL);
  g_assert_cmpint (probe->index, ==, 2);
  g_assert_cmpint (probe->label, ==, 1);
  g_assert_cmpstr (probe->source, ==, "test:2");
  g_assert_cmpmem (probe->pixels, NN_IMAGE_SIZE, pixels + 2 * NN_IMAGE_SIZE, NN_IMAGE_SIZE);

  check_error ("test:3", &dataset, NN_ERROR_RANGE);
  check_error ("test:-1", &dataset, NN_ERROR_RANGE);
  check_error ("test:", &dataset, NN_ERROR_RANGE);
  check_error ("test:1x", &dataset, NN_ERROR_RANGE);
  check_error ("test:18446744073709551616", &dataset, NN_ERROR_RANGE);
  check_error ("test:0", NULL, NN_ERROR_MISSING);
}

/* 28 x 28 is taken byte for byte, whatever it shows. */
static void
test_exact (void)
{
  guint8 grey[NN_IMAGE_SIZE], rgb[3 * NN_IMAGE_SIZE];

  for (int i = 0; i < NN_IMAGE_SIZE; i++)
    grey[i] = rgb[3 * i] = rgb[3 * i + 1] = rgb[3 * i + 2] = (guint8) i;
  for (int color = 0; color < 2; color++)
    {
      g_autofree char *path = write_png ("exact.png", color ? rgb : grey, SIDE, SIDE,
                                         color ? PNG_FORMAT_RGB : PNG_FORMAT_GRAY);
      g_autoptr (NnProbe) probe = nn_probe_parse (path, NULL, NULL);

      g_assert_cmpint (probe->index, ==, -1);
      g_assert_cmpint (probe->label, ==, -1);
      g_assert_cmpstr (probe->source, ==, "exact.png");
      g_assert_cmpmem (probe->pixels, NN_IMAGE_SIZE, grey, NN_IMAGE_SIZE);
    }
}

static void
test_luminance (void)
{
  guint8 rgba[4 * NN_IMAGE_SIZE];
  g_autofree char *path = NULL;
  g_autoptr (NnProbe) probe = NULL;
  const guint8 colors[][5] = {
    { 255, 0, 0, 255, 76 }, { 0, 255, 0, 255, 150 }, { 0, 0, 255, 255, 29 },
    { 0, 0, 0, 0, 255 },    { 0, 0, 0, 128, 127 },   { 0, 137, 0, 255, 80 },
  };

  for (int i = 0; i < NN_IMAGE_SIZE; i++)
    memcpy (rgba + 4 * i, colors[i % 6], 4);
  path = write_png ("luminance.png", rgba, SIDE, SIDE, PNG_FORMAT_RGBA);
  probe = nn_probe_parse (path, NULL, NULL);
  for (int i = 0; i < NN_IMAGE_SIZE; i++)
    g_assert_cmpint (probe->pixels[i], ==, colors[i % 6][4]);
}

/* Light on dark, dark on light, or on grey paper: the same digit, as nn_center_digit () has it. */
static void
test_any_paper (void)
{
  enum { H = 90, W = 61 };
  const guint8 papers[] = { 0, 255, 200 }, inks[] = { 255, 0, 10 };
  guint8 plain[H * W] = { 0 }, digit[NN_IMAGE_SIZE];

  for (int y = 20; y < 70; y++)
    memset (plain + y * W + 15 + y / 4, 1, 6);
  for (int i = 0; i < 3; i++)
    {
      g_autofree char *path = NULL;
      g_autoptr (NnProbe) probe = NULL;
      guint8 picture[H * W], ink[H * W];

      for (int k = 0; k < H * W; k++)
        {
          picture[k] = plain[k] ? inks[i] : papers[i];
          ink[k] = plain[k] ? 255 : 0;
        }
      path = write_png ("paper.png", picture, H, W, PNG_FORMAT_GRAY);
      probe = nn_probe_parse (path, NULL, NULL);
      g_assert_true (nn_center_digit (ink, H, W, digit));
      g_assert_cmpmem (probe->pixels, NN_IMAGE_SIZE, digit, NN_IMAGE_SIZE);
    }
}

static void
test_broken (void)
{
  guint8 pixels[40 * 30], many[64] = { 0 };
  g_autofree char *blank = NULL, *text = NULL, *cut = NULL, *whole = NULL, *missing = NULL;
  g_autofree char *contents = NULL, *pipe = NULL;
  g_autoptr (GError) error = NULL;
  gsize length;

  memset (pixels, 180, sizeof pixels);
  blank = write_png ("blank.png", pixels, 40, 30, PNG_FORMAT_GRAY);
  check_error (blank, NULL, NN_ERROR_RANGE);
  text = write_file ("text.png", "not a picture", 13);
  check_error (text, NULL, NN_ERROR_FORMAT);

  for (gsize i = 0; i < sizeof pixels; i++)
    pixels[i] = (guint8) (i * i * 31 >> 4);
  whole = write_png ("whole.png", pixels, 40, 30, PNG_FORMAT_GRAY);
  g_assert_true (g_file_get_contents (whole, &contents, &length, NULL));
  cut = write_file ("cut.png", contents, length / 2);
  check_error (cut, NULL, NN_ERROR_TRUNCATED);
  g_free (cut);
  cut = write_file ("cut.png", contents, 20);
  check_error (cut, NULL, NN_ERROR_FORMAT);

  /* A header that promises 2^30 x 2^30 pixels: refused before memory is asked for. */
  memcpy (many, contents, 33);
  many[16] = many[20] = 0x40;
  g_free (cut);
  cut = write_file ("huge.png", many, sizeof many);
  g_assert_null (nn_probe_parse (cut, NULL, &error));
  g_assert_true (error->domain == NN_ERROR);
  g_clear_error (&error);

  missing = g_build_filename (folder, "missing.png", NULL);
  g_assert_null (nn_probe_parse (missing, NULL, &error));
  g_assert_error (error, G_FILE_ERROR, G_FILE_ERROR_NOENT);
  g_assert_nonnull (strstr (error->message, "missing.png"));
  g_clear_error (&error);

  /* Nobody writes into it: that is said, not waited for. */
  pipe = g_build_filename (folder, "pipe.png", NULL);
  g_assert_no_errno (mkfifo (pipe, 0600));
  g_assert_null (nn_probe_parse (pipe, NULL, &error));
  g_assert_error (error, G_FILE_ERROR, G_FILE_ERROR_INVAL);
}

static void
remove_folder (void)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (dir)))
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      g_remove (path);
    }
  g_rmdir (folder);
  g_free (folder);
}

int
main (int argc, char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);
  folder = g_dir_make_tmp ("imagette-probe-XXXXXX", NULL);
  g_test_add_func ("/probe/index", test_index);
  g_test_add_func ("/probe/exact", test_exact);
  g_test_add_func ("/probe/luminance", test_luminance);
  g_test_add_func ("/probe/any-paper", test_any_paper);
  g_test_add_func ("/probe/broken", test_broken);
  status = g_test_run ();
  remove_folder ();
  return status;
}
