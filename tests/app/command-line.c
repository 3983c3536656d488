/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "command-line.h"

#include <string.h>

static const char *cli;

void
command_line_init (int    argc,
                   char **argv)
{
  g_assert_cmpint (argc, >, 1);
  cli = argv[argc - 1];
}

static void
write_part (AppTest        *test,
            const char     *part,
            const NnImages *images)
{
  const guint8 image_header[] = { 0, 0, 8, 3, 0, 0, (guint8) (images->n >> 8), (guint8) images->n,
                                  0, 0, 0, 28, 0, 0, 0, 28 };
  const guint8 label_header[] = { 0, 0, 8, 1, 0, 0, (guint8) (images->n >> 8), (guint8) images->n };
  g_autoptr (GByteArray) pixels = g_byte_array_new ();
  g_autoptr (GByteArray) labels = g_byte_array_new ();
  g_autofree char *pixels_name = g_strconcat (part, "-images-idx3-ubyte", NULL);
  g_autofree char *labels_name = g_strconcat (part, "-labels-idx1-ubyte", NULL);
  g_autofree char *pixels_path = NULL;
  g_autofree char *labels_path = NULL;

  g_byte_array_append (pixels, image_header, sizeof image_header);
  g_byte_array_append (pixels, images->pixels, images->n * NN_IMAGE_SIZE);
  g_byte_array_append (labels, label_header, sizeof label_header);
  g_byte_array_append (labels, images->labels, images->n);
  pixels_path = test_folder_write (test->folder, pixels_name, pixels->data, pixels->len);
  labels_path = test_folder_write (test->folder, labels_name, labels->data, labels->len);
}

void
command_line_write_data (AppTest *test)
{
  write_part (test, "train", &test->dataset->train);
  write_part (test, "t10k", &test->dataset->test);
}

void
command_line_write (AppTest           *test,
                    const char        *name,
                    const char *const *words)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) argv = NULL;
  g_autofree char *path = g_build_filename (test->folder, name, NULL);
  g_autoptr (GSubprocess) process = NULL;
  g_autoptr (GError) error = NULL;

  g_strv_builder_add (builder, cli);
  g_strv_builder_addv (builder, (const char **) words);
  if (!g_str_equal (words[0], "maximise")) /* that looks at no digit */
    {
      g_strv_builder_add (builder, "--data");
      g_strv_builder_add (builder, test->folder);
    }
  g_strv_builder_add (builder, "--output");
  g_strv_builder_add (builder, path);
  argv = g_strv_builder_end (builder);
  process = g_subprocess_newv ((const char *const *) argv, G_SUBPROCESS_FLAGS_STDOUT_SILENCE, &error);
  g_assert_no_error (error);
  g_assert_true (g_subprocess_wait_check (process, NULL, &error));
  g_assert_no_error (error);
}

GBytes *
command_line_run (AppTest           *test,
                  const char        *name,
                  const char *const *words)
{
  command_line_write (test, name, words);
  return command_line_read (test, name);
}

GBytes *
command_line_read (AppTest    *test,
                   const char *name)
{
  g_autofree char *path = g_build_filename (test->folder, name, NULL);
  g_autoptr (GError) error = NULL;
  char *data;
  gsize length;

  g_assert_true (g_file_get_contents (path, &data, &length, &error));
  return g_bytes_new_take (data, length);
}
