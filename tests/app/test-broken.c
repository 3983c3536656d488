/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "../datasets/idx-maker.h"
#include "app-test.h"
#include "session/nn-model-file.h"

#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* Broken models and broken images, opened while the class watches a training run: each gives one
 * dialog that says which file, what was expected and what was found, and the run goes on. */

#define PACE 30                   /* batches a second: it is still running when all is done */
#define NOBODY 65534

static void
start (AppTest *test)
{
  nn_session_set_pace (test->session, PACE, 0);
  nn_session_set_target (test->session, 1000);
  app_test_activate (test, "win.run");
  app_test_wait (test, get_update (test->session) >= 1);
}

static void
assert_one_dialog (AppTest    *test,
                   const char *path,
                   const char *says)
{
  GtkWidget *dialog = app_test_wait_window (test, ADW_TYPE_MESSAGE_DIALOG);
  g_autofree char *body = g_strdup (adw_message_dialog_get_body (ADW_MESSAGE_DIALOG (dialog)));

  if (strstr (body, path) != body || strstr (body, says) == NULL || strchr (body, '\n') != NULL)
    g_error ("expected a line on %s that says “%s”, found “%s”", path, says, body);
  g_object_add_weak_pointer (G_OBJECT (dialog), (gpointer *) &dialog);
  gtk_window_close (GTK_WINDOW (dialog));
  app_test_wait (test, dialog == NULL);
  g_assert_false (imagette_window_is_busy (test->window));
}

/* Of the same run, on the same images; and it has learned meanwhile. */
static void
assert_goes_on (AppTest *test,
                guint64  before)
{
  g_assert_true (imagette_window_get_session (test->window) == test->session);
  g_assert_cmpint (nn_session_get_state (test->session), ==, NN_STATE_RUNNING);
  app_test_wait (test, get_update (test->session) > before);
}

/* After all of it the weights are those of a run that nobody disturbed. */
static void
assert_untouched (AppTest *test)
{
  g_autoptr (GSettings) settings = g_settings_new (IMAGETTE_ID);
  g_autofree char *folder = g_settings_get_string (settings, "data-folder");
  g_autofree char *file = g_settings_get_string (settings, "last-file");
  g_autofree char *window = NULL;
  g_autofree char *plain = NULL;

  app_test_activate (test, "win.run");
  wait_for_rest (test->session);
  window = describe (test->session);
  plain = app_test_plain (test, get_update (test->session));
  g_assert_cmpstr (window, ==, plain);
  assert_losses (test->session, 1, get_update (test->session));
  g_assert_cmpstr (folder, ==, "");
  g_assert_cmpstr (file, ==, "");
}

/* ---- models ---- */

static void
open_broken (AppTest    *test,
             const char *path,
             const char *says)
{
  guint64 before = get_update (test->session);

  imagette_window_open_file (test->window, path);
  assert_one_dialog (test, path, says);
  assert_goes_on (test, before);
}

static GBytes *
good_model (AppTest *test)
{
  NnFrame *frame = nn_session_get_frame (test->session);

  return nn_model_serialize (frame->network, &frame->spec, &frame->place);
}

/* The model with one piece of its header replaced, and the header's length told anew. */
static GByteArray *
edit_header (GBytes     *model,
             const char *old,
             const char *new)
{
  gsize size;
  const char *data = g_bytes_get_data (model, &size);
  g_autoptr (GString) header = NULL;
  GByteArray *edited = g_byte_array_new ();
  guint64 length;

  memcpy (&length, data, 8);
  header = g_string_new_len (data + 8, (gssize) length);
  g_assert_cmpuint (g_string_replace (header, old, new, 1), ==, 1);
  length = header->len;
  g_byte_array_append (edited, (const guint8 *) &length, 8);
  g_byte_array_append (edited, (const guint8 *) header->str, (guint) length);
  memcpy (&length, data, 8);
  g_byte_array_append (edited, (const guint8 *) data + 8 + length, (guint) (size - 8 - length));
  return edited;
}

static void
test_models (AppTest      *test,
             gconstpointer data)
{
  static const struct { const char *what, *old, *new, *says; } edits[] = {
    { "overlap", "[600,624]", "[596,620]", "596" },
    { "gap", "[600,624]", "[604,628]", "604" },
    { "backwards", "[600,624]", "[624,600]", "624" },
    { "beyond", "[600,624]", "[18446744073709551608,16]", "18446744073709551608" },
    { "type", "\"F32\",\"shape\":[6]", "\"I32\",\"shape\":[6]", "I32" },
    { "shape", "\"shape\":[6,1,5,5]", "\"shape\":[5,5,1,6]", "[5,5,1,6]" },
    { "size", "\"shape\":[6]", "\"shape\":[7]", "expected 28 bytes" },
    { "utf8", "\"c1.bias\"", "\"c1.b\xff\xff\"", "expected UTF-8, found byte 0xff" },
    { "json", "{\"__metadata__\":", "{'__metadata__':", "expected a key, found '''" },
    { "name", "\"c1.bias\"", "\"c9.bias\"", "c1.bias" },
    { "format", "imagette-1", "imagette-9", "imagette-9" },
    { "architecture", "\"lenet\"", "\"alexnet\"", "alexnet" },
    { "seed", "\"seed\":\"1\"", "\"seed\":\"-1\"", "\"-1\"" },
    { "epoch", "\"epoch\":\"0\"", "\"epoch\":0", "metadata are strings" },
  };
  g_autoptr (GBytes) model = good_model (test);
  gsize size;
  const guint8 *bytes = g_bytes_get_data (model, &size);
  g_autofree guint8 *huge = g_memdup2 (bytes, size);

  start (test);
  for (gsize i = 0; i < G_N_ELEMENTS (edits); i++)
    {
      g_autofree char *name = g_strconcat (edits[i].what, ".safetensors", NULL);
      g_autoptr (GByteArray) edited = edit_header (model, edits[i].old, edits[i].new);
      g_autofree char *path = test_folder_write (test->folder, name, edited->data, edited->len);

      open_broken (test, path, edits[i].says);
    }
  {
    g_autofree char *path = NULL;
    g_autofree char *cut = test_folder_write (test->folder, "cut.safetensors", bytes, size - 1);

    memcpy (huge, "\0\0\0\0\0\0\0\x80", 8);
    path = test_folder_write (test->folder, "huge.safetensors", huge, size);
    open_broken (test, path, "found 9223372036854775808");
    open_broken (test, cut, "bytes");
  }
  assert_untouched (test);
}

static void
test_what_is_no_file (AppTest      *test,
                      gconstpointer data)
{
  g_autofree char *fifo = g_build_filename (test->folder, "fifo.safetensors", NULL);
  g_autofree char *folder = g_build_filename (test->folder, "folder.safetensors", NULL);
  g_autofree char *none = g_build_filename (test->folder, "none.safetensors", NULL);
  g_autofree char *picture = test_folder_write (test->folder, "picture.png", "\x89PNG\r\n", 6);

  g_assert_cmpint (mkfifo (fifo, 0600), ==, 0);
  g_assert_cmpint (g_mkdir (folder, 0700), ==, 0);
  start (test);
  open_broken (test, fifo, "found a device, pipe or socket");
  open_broken (test, folder, "found a folder");
  open_broken (test, none, "No such file");
  open_broken (test, picture, "not a PNG picture");
  assert_untouched (test);
}

/* ---- images ---- */

/* Four small good files, with one of them replaced. */
static void
write_set (AppTest          *test,
           const char       *name,
           const GByteArray *content)
{
  static const char *const names[] = { "train-images-idx3-ubyte", "train-labels-idx1-ubyte",
                                       "t10k-images-idx3-ubyte", "t10k-labels-idx1-ubyte" };

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr (GByteArray) good = i % 2 == 0 ? make_images (20) : make_labels (20);
      const GByteArray *chosen = g_str_equal (names[i], name) ? content : good;
      g_free (test_folder_write (test->folder, names[i], chosen->data, chosen->len));
    }
}

static void
change_to_broken (AppTest    *test,
                  const char *name,
                  const char *says)
{
  g_autofree char *path = g_build_filename (test->folder, name, NULL);
  guint64 before = get_update (test->session);

  imagette_window_change_data (test->window, test->folder);
  assert_one_dialog (test, path, says);
  assert_goes_on (test, before);
}

static void
test_images (AppTest      *test,
             gconstpointer data)
{
  static const struct { gsize at; guint32 value; const char *says; } fields[] = {
    { 0, 0xdeadbeef, "expected the magic number 0x00000803 of IDX images, found 0xdeadbeef" },
    { 4, 21, "a count of 21 expects" },
    { 4, 0xffffffff, "found 4294967295" },
    { 8, 32, "28 rows and 28 columns, found 32 and 28" },
  };
  static const char *const images_name = "train-images-idx3-ubyte";
  static const char *const labels_name = "train-labels-idx1-ubyte";
  g_autoptr (GByteArray) images = make_images (20);
  g_autoptr (GByteArray) labels = make_labels (20);
  g_autoptr (GByteArray) packed = make_gzip (images);

  start (test);
  for (gsize i = 0; i < G_N_ELEMENTS (fields); i++)
    {
      g_autoptr (GByteArray) broken = make_images (20);

      set_be32 (broken, fields[i].at, fields[i].value);
      write_set (test, images_name, broken);
      change_to_broken (test, images_name, fields[i].says);
    }
  g_byte_array_set_size (images, images->len - 1);
  write_set (test, images_name, images);
  change_to_broken (test, images_name, "a count of 20 expects");

  g_byte_array_set_size (packed, packed->len / 2);
  write_set (test, images_name, packed);
  change_to_broken (test, images_name, "found the end at byte");

  for (guint i = 0; i < 20; i++)
    labels->data[8 + i] = (guint8) (i * 255 / 19);
  write_set (test, labels_name, labels);
  change_to_broken (test, labels_name, "expected a label from 0 to 9, found 13");
  assert_untouched (test);
}

/* A good folder becomes the preferred one, and its images begin a run of their own. */
static void
test_good_images (AppTest      *test,
                  gconstpointer data)
{
  g_autoptr (GSettings) settings = g_settings_new (IMAGETTE_ID);
  g_autoptr (GByteArray) images = make_images (20);
  g_autofree char *folder = NULL;

  write_set (test, "train-images-idx3-ubyte", images);
  imagette_window_change_data (test->window, test->folder);
  app_test_wait (test, imagette_window_get_session (test->window) != test->session);
  folder = g_settings_get_string (settings, "data-folder");
  g_assert_cmpstr (folder, ==, test->folder);
  g_settings_reset (settings, "data-folder");
}

/* ---- permission ---- */

/* Root may read everything: so for the time of it the test is nobody. */
static void
test_no_permission (AppTest      *test,
                    gconstpointer data)
{
  static const char *const images_name = "train-images-idx3-ubyte";
  gboolean root = geteuid () == 0;
  g_autoptr (GBytes) model = good_model (test);
  g_autoptr (GByteArray) images = make_images (20);
  gsize size;
  gconstpointer bytes = g_bytes_get_data (model, &size);
  g_autofree char *path = test_folder_write (test->folder, "secret.safetensors", bytes, size);
  g_autofree char *images_path = g_build_filename (test->folder, images_name, NULL);

  write_set (test, images_name, images);
  g_assert_cmpint (g_chmod (test->folder, 0755), ==, 0);
  g_assert_cmpint (g_chmod (path, 0), ==, 0);
  g_assert_cmpint (g_chmod (images_path, 0), ==, 0);
  if (root && seteuid (NOBODY) != 0)
    {
      g_test_skip ("root here may not become somebody else");
      return;
    }
  start (test);
  open_broken (test, path, "Permission denied");
  change_to_broken (test, images_name, "Permission denied");
  if (root)
    g_assert_cmpint (seteuid (0), ==, 0);
  assert_untouched (test);
}

int
main (int    argc,
      char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  app_test_add ("/app/broken/models", test_models);
  app_test_add ("/app/broken/no-file", test_what_is_no_file);
  app_test_add ("/app/broken/images", test_images);
  app_test_add ("/app/broken/good-images", test_good_images);
  app_test_add ("/app/broken/no-permission", test_no_permission);
  return g_test_run ();
}
