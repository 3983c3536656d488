/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app-test.h"

#include "app/imagette-export-dialog.h"
#include "command-line.h"
#include "pages/imagette-dialogs.h"
#include "test-png.h"
#include "widgets/imagette-timeline.h"

#include <math.h>
#include <string.h>

/* A lesson by keyboard and mouse in the real window, beside imagette-cli on the same images: what
 * the one saves and exports is, byte for byte, what the other writes at the same epoch. */

#define BATCHES 10                /* an epoch of 640 images */

/* ---- the command line ---- */

static GBytes *
train_by_command_line (AppTest *test,
                       guint    epochs)
{
  g_autofree char *name = g_strdup_printf ("cli%u.safetensors", epochs);
  g_autofree char *number = g_strdup_printf ("%u", epochs);
  const char *words[] = { "train", "--threads", "3", "--epochs", number, NULL };

  return command_line_run (test, name, words);
}

/* ---- the window ---- */

static char *
pick_path (const ImagettePick *pick,
           gpointer            data)
{
  return g_strdup (data);
}

/* The bytes that the window writes to it. (transfer full) */
static GBytes *
save (AppTest    *test,
      const char *name)
{
  g_autofree char *path = g_build_filename (test->folder, name, NULL);
  char *data;
  gsize length;

  imagette_pick_file_set_hook (pick_path, path);
  app_test_activate (test, "win.save");
  app_test_wait (test, g_file_test (path, G_FILE_TEST_EXISTS)
                         && !imagette_window_is_busy (test->window));
  imagette_pick_file_set_hook (NULL, NULL);
  g_assert_true (g_file_get_contents (path, &data, &length, NULL));
  return g_bytes_new_take (data, length);
}

static void
assert_saves_as_command_line (AppTest    *test,
                              const char *name,
                              guint       epochs)
{
  g_autoptr (GBytes) expected = train_by_command_line (test, epochs);
  g_autoptr (GBytes) saved = save (test, name);

  g_assert_cmpuint (get_update (test->session), ==, epochs * BATCHES);
  g_assert_cmpmem (g_bytes_get_data (saved, NULL), g_bytes_get_size (saved),
                   g_bytes_get_data (expected, NULL), g_bytes_get_size (expected));
}

static void
assert_plain_frame (AppTest *test,
                    guint64  update)
{
  g_autofree char *plain = app_test_plain (test, update);
  g_autofree char *shown = nn_network_sha256 (nn_session_get_frame (test->session)->network);

  g_assert_true (g_str_has_prefix (plain, shown));
}

static void
answer (AppTest    *test,
        const char *response)
{
  GtkWidget *dialog = app_test_wait_window (test, ADW_TYPE_MESSAGE_DIALOG);

  adw_message_dialog_response (ADW_MESSAGE_DIALOG (dialog), response);
}

static void
press_epoch (AppTest *test)
{
  guint64 end = (get_update (test->session) / BATCHES + 1) * BATCHES;

  app_test_press (test, "e");
  app_test_wait (test, get_update (test->session) == end);
  wait_for_rest (test->session);
}

/* xdotool's words after those that find the window. */
static void
mouse (const char *words)
{
  g_autofree char *line = g_strconcat ("xdotool getwindowfocus ", words, NULL);
  g_autoptr (GError) error = NULL;
  int status;

  g_assert_true (g_spawn_command_line_sync (line, NULL, NULL, &status, &error));
  g_assert_no_error (error);
  g_assert_true (g_spawn_check_wait_status (status, NULL));
}

/* Takes the slider by the mouse and pulls it to the left until the pages show that update. */
static void
scrub_to (AppTest *test,
          guint64  update)
{
  GtkWidget *timeline = app_test_find (GTK_WIDGET (test->window), IMAGETTE_TYPE_TIMELINE, NULL);
  graphene_point_t point;
  double dx, dy;
  g_autofree char *start = NULL;
  guint64 shown = G_MAXUINT64;
  int x = gtk_widget_get_width (timeline) - 4;

  g_assert_true (gtk_widget_compute_point (timeline, GTK_WIDGET (test->window),
                                           &GRAPHENE_POINT_INIT (0, 12), &point));
  gtk_native_get_surface_transform (GTK_NATIVE (test->window), &dx, &dy);
  start = g_strdup_printf ("mousemove --window %%1 %d %d mousedown 1", (int) (point.x + dx) + x,
                           (int) (point.y + dy));
  mouse (start);
  for (; x > 0 && shown != update; x -= 6)
    {
      mouse ("mousemove_relative -- -6 0");
      gtk_test_widget_wait_for_draw (GTK_WIDGET (test->window));
      gtk_test_widget_wait_for_draw (GTK_WIDGET (test->window));
      shown = nn_session_get_frame (test->session)->place.update;
    }
  mouse ("mouseup 1");
  g_assert_cmpuint (shown, ==, update);
}

/* ---- pictures ---- */

/* The numbers of a tensor, taken from the file by a reader that only knows where to look. */
static const float *
find_tensor (GBytes     *model,
             const char *name,
             gsize       n)
{
  gsize size;
  const char *data = g_bytes_get_data (model, &size);
  guint64 length;
  g_autofree char *header = NULL;
  g_autofree char *key = g_strdup_printf ("\"%s\":{\"data_offsets\":[", name);
  const char *found;
  guint64 begin;

  memcpy (&length, data, sizeof length);
  header = g_strndup (data + 8, length);
  found = strstr (header, key);
  g_assert_nonnull (found);
  begin = g_ascii_strtoull (found + strlen (key), NULL, 10);
  g_assert_cmpuint (8 + length + begin + 4 * n, <=, size);
  g_assert_cmpuint ((8 + length + begin) % sizeof (float), ==, 0);
  return (const float *) (gconstpointer) (data + 8 + length + begin);
}

/* grey = clamp (floor (127.5 (1 + v/m) + 0.5), 0, 255), m the largest |v| of the layer; tiles of
 * 5 x 5 values of 8 x 8 pixels, one white pixel between tiles. */
static void
assert_picture (GBytes      *png,
                const float *w,
                int          rows,
                int          columns)
{
  g_autofree guint8 *rgb = NULL;
  int width, height;
  gboolean grey;
  double m = 0;

  rgb = test_png_decode (png, &width, &height, &grey);
  g_assert_true (grey);
  g_assert_cmpint (width, ==, columns * 41 - 1);
  g_assert_cmpint (height, ==, rows * 41 - 1);
  for (int i = 0; i < rows * columns * 25; i++)
    m = MAX (m, fabs ((double) w[i]));
  for (int y = 0; y < height; y++)
    for (int x = 0; x < width; x++)
      {
        int expected = 255;

        if (x % 41 < 40 && y % 41 < 40)
          {
            float v = w[((y / 41 * columns + x / 41) * 5 + y % 41 / 8) * 5 + x % 41 / 8];

            expected = CLAMP ((int) floor (127.5 * (1 + (double) v / m) + 0.5), 0, 255);
          }
        g_assert_cmpint (rgb[3 * (y * width + x)], ==, expected);
      }
}

static void
check_export (AppTest    *test,
              GBytes     *model,
              const char *view,
              int         rows,
              int         columns)
{
  g_autofree char *name = g_strconcat ("cli-", view, ".png", NULL);
  g_autofree char *model_path = g_build_filename (test->folder, "cli2.safetensors", NULL);
  const char *words[] = { "export", model_path, "--view", view, NULL };
  g_autoptr (GBytes) expected = command_line_run (test, name, words);
  g_autoptr (GBytes) png = NULL;
  g_autofree char *path = NULL;
  g_autofree char *tensor = g_strdup_printf ("%.2s.weight", view);
  ImagetteExportDialog *dialog;
  char *data;
  gsize length;

  app_test_activate (test, "win.export");
  dialog = IMAGETTE_EXPORT_DIALOG (app_test_wait_window (test, IMAGETTE_TYPE_EXPORT_DIALOG));
  imagette_export_dialog_choose (dialog, view, "png");
  imagette_export_dialog_set_folder (dialog, test->folder);
  path = imagette_export_dialog_get_path (dialog);
  g_object_add_weak_pointer (G_OBJECT (dialog), (gpointer *) &dialog);
  g_signal_emit_by_name (app_test_find (GTK_WIDGET (dialog), GTK_TYPE_BUTTON, "_Export"), "clicked");
  app_test_wait (test, g_file_test (path, G_FILE_TEST_EXISTS) && dialog == NULL);
  g_assert_true (g_file_get_contents (path, &data, &length, NULL));
  png = g_bytes_new_take (data, length);

  g_assert_cmpmem (data, length, g_bytes_get_data (expected, NULL), g_bytes_get_size (expected));
  assert_picture (png, find_tensor (model, tensor, (gsize) rows * columns * 25), rows, columns);
}

/* ---- the lesson ---- */

static void
test_lesson (AppTest      *test,
             gconstpointer data)
{
  g_autoptr (GBytes) model = NULL;
  guint64 paused;

  command_line_write_data (test);
  gtk_window_set_focus (GTK_WINDOW (test->window), NULL);

  /* Run, pause. */
  nn_session_set_pace (test->session, 20, 0);
  app_test_press (test, "space");
  app_test_wait (test, get_update (test->session) >= 2);
  app_test_press (test, "space");
  wait_for_rest (test->session);
  paused = get_update (test->session);
  assert_plain_frame (test, paused);
  nn_session_set_pace (test->session, 0, 0);

  /* One batch, then to the end of the epoch. */
  app_test_press (test, "b");
  app_test_wait (test, get_update (test->session) == paused + 1);
  wait_for_rest (test->session);
  press_epoch (test);
  press_epoch (test);
  assert_saves_as_command_line (test, "epoch2.safetensors", get_update (test->session) / BATCHES);

  /* Back to an early moment: the pages show it, the run stays where it was. */
  scrub_to (test, 3);
  assert_plain_frame (test, 3);
  g_assert_cmpuint (get_update (test->session), >=, 2 * BATCHES);
  app_test_wait (test, app_test_is_shown (test, "You are looking at batch 3."));

  /* On from there: the same way again. */
  app_test_activate (test, "win.go-on");
  answer (test, "accept");
  app_test_wait (test, get_update (test->session) == 3);
  /* From here by actions: a dialog takes the keys with it where no window manager gives them back. */
  app_test_activate (test, "win.epoch");
  app_test_wait (test, get_update (test->session) == BATCHES);
  wait_for_rest (test->session);
  assert_saves_as_command_line (test, "epoch1-again.safetensors", 1);
  nn_session_set_target (test->session, 2);
  app_test_activate (test, "win.run");
  app_test_wait (test, nn_session_get_state (test->session) == NN_STATE_FINISHED);
  assert_saves_as_command_line (test, "epoch2-again.safetensors", 2);

  model = save (test, "epoch2-once-more.safetensors");
  check_export (test, model, "c1-filters", 1, 6);
  check_export (test, model, "c3-filters", 16, 6);
}

int
main (int    argc,
      char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  command_line_init (argc, argv);
  app_test_add ("/app/lesson/as-the-command-line", test_lesson);
  return g_test_run ();
}
