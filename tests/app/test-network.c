/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app-test.h"

#include "app/imagette-export-dialog.h"
#include "command-line.h"
#include "export/nn-keras-code.h"
#include "pages/imagette-words.h"
#include "pages/network/imagette-network-page.h"
#include "session/nn-model-file.h"
#include "ui-test.h"

/* The Network page in the real window: by pointer and by keys, live, and what it copies. */

static ImagetteNetworkPage *
show_page (AppTest *test)
{
  ImagettePage *page = imagette_window_get_page (test->window, "network");

  imagette_window_show_page (test->window, "network");
  app_test_wait (test, app_test_is_shown (test, "The whole network"));
  gtk_test_widget_wait_for_draw (GTK_WIDGET (test->window));
  return IMAGETTE_NETWORK_PAGE (page);
}

static void
click_unit (ImagetteNetworkFigure *figure,
            int                    stage,
            int                    unit)
{
  double rect[4];

  imagette_network_figure_get_rect (figure, stage, unit, rect);
  ui_test_click (GTK_WIDGET (figure), rect[0] + 1, rect[1] + rect[3] / 2);
}

/* A click on a plane: its formulas, with the numbers put in, and both vocabularies. */
static void
test_formulas (AppTest      *test,
               gconstpointer data)
{
  static const char *const said[][4] = {
    { "Input: 28×28 pixels", "1 × 28 × 28 = 784", "(28, 28, 1)", NULL },
    { "C1: 6 maps of 28×28", "(28 + 2·2 − 5) / 1 + 1 = 28", "6 × (1 × 5 × 5 + 1) = 156",
      "(28, 28, 6)" },
    { "S2: 6 maps of 14×14", "(28 − 2) / 2 + 1 = 14",
      "Subsampling is max-pool here: of 2×2 values the largest stays. Nothing is learned.", NULL },
    { "C3: 16 maps of 10×10", "(14 − 5) / 1 + 1 = 10", "16 × (6 × 5 × 5 + 1) = 2416",
      "16 × 10 × 10 × 6 × 5 × 5 = 240000" },
    { "S4: 16 maps of 5×5", "(10 − 2) / 2 + 1 = 5", "Subsampling as in S2: 32 parameters.", NULL },
    { "Flatten: 400 numbers", "16 × 5 × 5 = 400", "(400,)", NULL },
    { "C5: 120 units", "120 × (400 + 1) = 48120", "120 × 400 = 48000", "(120,)" },
    { "F6: 84 units", "84 × (120 + 1) = 10164", "(84,)", NULL },
    { "Output: 10 units", "10 × (84 + 1) = 850",
      "“Gaussian connections” are soft-max here: 10 sums become as many probabilities, which add up "
      "to one.", NULL },
  };
  ImagetteNetworkPage *page = show_page (test);

  for (int stage = 0; stage < (int) G_N_ELEMENTS (said); stage++)
    {
      click_unit (imagette_network_page_get_figure (page), stage, 0);
      for (int k = 0; k < 4 && said[stage][k] != NULL; k++)
        g_assert_true (app_test_is_shown (test, said[stage][k]));
    }
  /* Escape goes back to all of it. */
  app_test_activate (test, "win.leave");
  g_assert_true (app_test_is_shown (test, "The whole network"));
}

/* Keys go from plane to plane, and open one; a unit says what feeds it. */
static void
test_keys (AppTest      *test,
           gconstpointer data)
{
  ImagetteNetworkPage *page = show_page (test);
  GtkWidget *figure = GTK_WIDGET (imagette_network_page_get_figure (page));
  g_autofree char *number = NULL;
  g_autofree char *words = NULL;
  double rect[4];
  float value;

  g_assert_true (gtk_widget_grab_focus (figure));
  for (int i = 0; i < 4; i++)
    g_assert_true (ui_test_press (figure, GDK_KEY_Right, 0));
  for (int i = 0; i < 4; i++)
    g_assert_true (ui_test_press (figure, GDK_KEY_Down, 0));
  g_assert_true (ui_test_press (figure, GDK_KEY_Return, 0));
  g_assert_true (app_test_is_shown (test, "C3: 16 maps of 10×10"));

  imagette_network_figure_get_rect (IMAGETTE_NETWORK_FIGURE (figure), 4, 51, rect);
  ui_test_hover (figure, rect[0] + rect[2] / 2, rect[1] + rect[3] / 2);
  g_assert_true (imagette_network_figure_get_value (IMAGETTE_NETWORK_FIGURE (figure), 4, 51, &value));
  number = imagette_words_number ((double) value, 3);
  words = g_strdup_printf ("S4, plane 3, row 0, column 1: %s. It is fed by 4 numbers of C3: rows 0 to 1, "
                           "columns 2 to 3, planes 3 to 3. In the vector it is number 51, counted from 0; "
                           "in Keras, number 18.", number);
  g_assert_true (app_test_is_shown (test, words));
}

/* The planes follow the training. */
static void
test_live (AppTest      *test,
           gconstpointer data)
{
  ImagetteNetworkPage *page = show_page (test);
  ImagetteNetworkFigure *figure = imagette_network_page_get_figure (page);
  float before, now, shown;

  g_assert_true (imagette_network_figure_get_value (figure, 8, 3, &before));
  app_test_activate (test, "win.epoch");
  wait_for_rest (test->session);
  app_test_wait (test, nn_session_get_frame (test->session)->place.epoch == 1);
  now = nn_session_get_frame (test->session)->activations->probabilities[3];
  g_assert_true (imagette_network_figure_get_value (figure, 8, 3, &shown));
  g_assert_cmpfloat (shown, ==, now);
  g_assert_cmpfloat (shown, !=, before);
  /* The rival has no values but the digit. */
  imagette_network_page_show (page, NN_ARCHITECTURE_MLP);
  g_assert_true (imagette_network_figure_get_value (figure, 0, 3, &shown));
  g_assert_false (imagette_network_figure_get_value (figure, 2, 3, &shown));
  click_unit (figure, 2, 0);
  g_assert_true (app_test_is_shown (test, "70 × (784 + 1) = 54950"));
}

static gboolean copied;

static void
read_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      data)
{
  *(char **) data = gdk_clipboard_read_text_finish (GDK_CLIPBOARD (source), result, NULL);
  copied = TRUE;
}

static void
test_copy (AppTest      *test,
           gconstpointer data)
{
  ImagetteNetworkPage *page = show_page (test);
  g_autofree char *expected = nn_keras_code (nn_session_get_frame (test->session)->network);
  g_autofree char *found = NULL;

  g_signal_emit_by_name (app_test_find (GTK_WIDGET (page), GTK_TYPE_BUTTON, "As Keras code"),
                         "clicked");
  copied = FALSE;
  gdk_clipboard_read_text_async (gtk_widget_get_clipboard (GTK_WIDGET (page)), NULL, read_cb, &found);
  app_test_wait (test, copied);
  g_assert_cmpstr (found, ==, expected);
}

/* Opens the dialog on what the page shows, and holds what it writes against a verb's file. */
static void
check_export (AppTest           *test,
              const char        *what,
              const char        *format,
              const char        *end,     /* of the name that is suggested */
              const char *const *words)
{
  g_autofree char *name = g_strdup_printf ("cli-%s.%s", what, format);
  g_autoptr (GBytes) expected = command_line_run (test, name, words);
  g_autofree char *path = NULL;
  g_autofree char *suffix = NULL;
  g_autofree char *written = NULL;
  ImagetteExportDialog *dialog;
  gsize length;

  app_test_activate (test, "win.export");
  dialog = IMAGETTE_EXPORT_DIALOG (app_test_wait_window (test, IMAGETTE_TYPE_EXPORT_DIALOG));
  imagette_export_dialog_set_folder (dialog, test->folder);
  g_assert_cmpstr (imagette_export_options_get_what (imagette_export_dialog_get_options (dialog)),
                   ==, what);
  imagette_export_dialog_choose (dialog, what, format);
  app_test_wait (test, imagette_export_dialog_is_ready (dialog));
  path = imagette_export_dialog_get_path (dialog);
  g_object_add_weak_pointer (G_OBJECT (dialog), (gpointer *) &dialog);
  g_signal_emit_by_name (app_test_find (GTK_WIDGET (dialog), GTK_TYPE_BUTTON, "_Export"), "clicked");
  app_test_wait (test, dialog == NULL);
  suffix = g_strconcat (end, format, NULL);
  g_assert_true (g_str_has_suffix (path, suffix));
  g_assert_true (g_file_get_contents (path, &written, &length, NULL));
  g_assert_cmpmem (written, length, g_bytes_get_data (expected, NULL), g_bytes_get_size (expected));
}

/* It is the network that the page shows: LeNet with its maps, or the rival without any. */
static void
test_export (AppTest      *test,
             gconstpointer data)
{
  static const char *const formats[] = { "png", "svg", "pdf" };
  g_autofree char *model = g_build_filename (test->folder, "model.safetensors", NULL);
  g_autofree char *probe = NULL;
  NnFrame *frame = nn_session_get_frame (test->session);
  ImagetteNetworkPage *page = show_page (test);

  command_line_write_data (test);
  g_assert_true (nn_model_save (frame->network, &frame->spec, &frame->place, model, NULL));
  probe = g_strdup_printf ("test:%d", frame->probe->index);
  for (gsize i = 0; i < G_N_ELEMENTS (formats); i++)
    {
      const char *lenet[] = { "network", model, "--probe", probe, NULL };
      const char *rival[] = { "network", "--network", "mlp-784-70-84-10", NULL };

      imagette_network_page_show (page, NN_ARCHITECTURE_LENET);
      check_export (test, "network", formats[i], "-network.", lenet);
      imagette_network_page_show (page, NN_ARCHITECTURE_MLP);
      check_export (test, "other-network", formats[i], "/mlp-784-70-84-10-network.", rival);
    }
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  command_line_init (argc, argv);
  app_test_add ("/app/network/formulas", test_formulas);
  app_test_add ("/app/network/keys", test_keys);
  app_test_add ("/app/network/live", test_live);
  app_test_add ("/app/network/copy", test_copy);
  app_test_add ("/app/network/export", test_export);
  return g_test_run ();
}
