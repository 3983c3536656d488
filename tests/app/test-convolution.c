/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app-test.h"

#include "pages/convolution/imagette-convolution-page.h"
#include "widgets/imagette-filter-editor.h"
#include "widgets/imagette-line-figure.h"
#include "widgets/imagette-plane-figure.h"
#include "widgets/imagette-stack-figure.h"

/* Convolution by hand in the real window. */

#define FILTER "A known one, one of the network’s first layer, or painted by hand"
#define SIGNAL "Where the numbers of the signal come from"
#define IMAGE "What the filter goes over; a grid is drawn by clicks"

static ImagettePage *
show_view (AppTest    *test,
           const char *name)
{
  ImagettePage *page = imagette_window_get_page (test->window, "convolution");

  app_test_press (test, "ctrl+1");
  app_test_wait (test, gtk_widget_get_mapped (GTK_WIDGET (page)));
  g_object_set (page, "view", name, NULL);
  gtk_test_widget_wait_for_draw (GTK_WIDGET (test->window));
  return imagette_views_page_get_view (IMAGETTE_VIEWS_PAGE (page), name);
}

static void
set_spin (ImagettePage *view,
          const char   *tooltip,
          double        value)
{
  GtkWidget *row = app_test_find (GTK_WIDGET (view), ADW_TYPE_ACTION_ROW, tooltip);

  g_assert_nonnull (row);
  gtk_spin_button_set_value (
    GTK_SPIN_BUTTON (app_test_find (row, GTK_TYPE_SPIN_BUTTON, NULL)), value);
}

static GtkDropDown *
find_choice (ImagettePage *view,
             const char   *tooltip)
{
  GtkWidget *row = app_test_find (GTK_WIDGET (view), ADW_TYPE_ACTION_ROW, tooltip);

  g_assert_nonnull (row);
  return GTK_DROP_DOWN (app_test_find (row, GTK_TYPE_DROP_DOWN, NULL));
}

static void
choose (ImagettePage *view,
        const char   *tooltip,
        guint         selected)
{
  gtk_drop_down_set_selected (find_choice (view, tooltip), selected);
}

/* The sheet's figure is there; the arrows move the window and the sum follows. */
static void
test_line (AppTest      *test,
           gconstpointer data)
{
  ImagettePage *view = show_view (test, "line");
  GtkWidget *figure = app_test_find (GTK_WIDGET (view), IMAGETTE_TYPE_LINE_FIGURE, NULL);

  g_assert_true (app_test_is_shown (test, "O(0) = I(0)·K(0) + I(1)·K(1) = 1·3 + 0·2 = 3"));
  gtk_widget_grab_focus (figure);
  app_test_press (test, "Right");
  app_test_wait (test, app_test_is_shown (test, "O(1) = I(1)·K(0) + I(2)·K(1) = 0·3 + 2·2 = 4"));
  app_test_press (test, "End");
  app_test_wait (test, app_test_is_shown (test, "O(3) = I(3)·K(0) + I(4)·K(1) = 4·3 + 3·2 = 18"));

  /* Typed into the signal: 4 becomes 5, and it is the sheet's no more. */
  app_test_press (test, "Up");
  app_test_press (test, "5");
  app_test_press (test, "Return");
  app_test_wait (test, app_test_is_shown (test, "O(3) = I(3)·K(0) + I(4)·K(1) = 5·3 + 3·2 = 21"));
  g_assert_cmpuint (gtk_drop_down_get_selected (find_choice (view, SIGNAL)), ==, 3);

  set_spin (view, "How many zeros are put around what comes in", 1);
  g_assert_true (app_test_is_shown (
    test, "Boxes of O: ⌊(5 + 2·1 − 2) / 1⌋ + 1 = 6; after max-pool: ⌊6 / 2⌋ = 3"));
  set_spin (view, "How many boxes the filter has", 7);
  set_spin (view, "How many boxes the signal has", 2);
  g_assert_true (app_test_is_shown (test, "The filter is longer than the signal: there is no place "
                                          "for it"));
}

/* A row of the digit follows the digit. */
static void
test_line_sources (AppTest      *test,
                   gconstpointer data)
{
  ImagettePage *view = show_view (test, "line");
  GtkWidget *figure = app_test_find (GTK_WIDGET (view), IMAGETTE_TYPE_LINE_FIGURE, NULL);
  char *before;

  choose (view, SIGNAL, 1);
  g_assert_true (app_test_is_shown (
    test, "Boxes of O: ⌊(20 + 2·0 − 2) / 1⌋ + 1 = 19; after max-pool: ⌊19 / 2⌋ = 9"));
  before = IMAGETTE_CANVAS_GET_CLASS (figure)->describe (IMAGETTE_CANVAS (figure));
  for (int row = 8; row < 20; row++)
    {
      g_autofree char *now = NULL;

      set_spin (view, "Which row of the digit, from 0; its pixels in tenths", row);
      now = IMAGETTE_CANVAS_GET_CLASS (figure)->describe (IMAGETTE_CANVAS (figure));
      if (!g_str_equal (now, before))
        break;
      g_assert_cmpint (row, <, 19);
    }
  g_free (before);
  choose (view, SIGNAL, 2);
  g_assert_true (app_test_is_shown (test, "The filter matches best at O(3), where the signal looks "
                                          "most like it: cosine 1. That is also the largest sum."));
  choose (view, SIGNAL, 0);
  g_assert_true (app_test_is_shown (test, "O(0) = I(0)·K(0) + I(1)·K(1) = 1·3 + 0·2 = 3"));
}

/* Played, the window goes from the first output to the last, and the button comes back. */
static void
test_line_play (AppTest      *test,
                gconstpointer data)
{
  ImagettePage *view = show_view (test, "line");
  GtkWidget *figure = app_test_find (GTK_WIDGET (view), IMAGETTE_TYPE_LINE_FIGURE, NULL);
  GtkWidget *play = app_test_find (GTK_WIDGET (view), GTK_TYPE_BUTTON, "Play");

  set_spin (view, "How many boxes the signal has", 3);
  imagette_line_figure_set_position (IMAGETTE_LINE_FIGURE (figure), 1);
  g_signal_emit_by_name (play, "clicked");
  g_assert_cmpint (imagette_line_figure_get_position (IMAGETTE_LINE_FIGURE (figure)), ==, 0);
  g_assert_cmpstr (gtk_button_get_label (GTK_BUTTON (play)), ==, "Stop");
  app_test_wait (test, imagette_line_figure_get_position (IMAGETTE_LINE_FIGURE (figure)) == 1);
  app_test_wait (test, g_str_equal (gtk_button_get_label (GTK_BUTTON (play)), "Play"));
  /* What is hidden does not play on. */
  g_signal_emit_by_name (play, "clicked");
  imagette_window_show_page (test->window, "layers");
  app_test_wait (test, g_str_equal (gtk_button_get_label (GTK_BUTTON (play)), "Play"));
}

/* A filter of C1 over the digit is the map that the network itself computes. */
static void
test_plane_is_the_network (AppTest      *test,
                           gconstpointer data)
{
  ImagettePage *view = show_view (test, "plane");
  ImagettePlaneFigure *figure
    = IMAGETTE_PLANE_FIGURE (app_test_find (GTK_WIDGET (view), IMAGETTE_TYPE_PLANE_FIGURE, NULL));
  NnFrame *frame = nn_session_get_frame (test->session);
  const float *map = nn_tensor_get_data (frame->activations->layers[1]) + 2 * 28 * 28;

  choose (view, FILTER, 6 + 2);
  for (int i = 0; i < 28; i++)
    {
      g_autofree char *value = imagette_line_figure_number ((double) map[i * 28 + (i + 9) % 28]);
      g_autofree char *words = NULL, *wanted = g_strdup_printf (": output %s", value);

      imagette_plane_figure_set_position (figure, i, (i + 9) % 28);
      words = IMAGETTE_CANVAS_GET_CLASS (figure)->describe (IMAGETTE_CANVAS (figure));
      g_assert_true (g_str_has_suffix (words, wanted));
    }
  g_assert_true (app_test_is_shown (
    test, "Cross-correlation, as networks compute it: O(y, x) = Σ I(y + a − 2, x + b − 2) K(a, b)\n"
          "Rows and columns of O: ⌊(28 + 2·2 − 5) / 1⌋ + 1 = 28; after max-pool: ⌊28 / 2⌋ = 14"));

  /* It is trained on; what is seen stays the network's. Painted over, it is one's own. */
  app_test_activate (test, "win.batch");
  app_test_wait (test, get_update (test->session) == 1);
  wait_for_rest (test->session);
  {
    GtkWidget *editor = app_test_find (GTK_WIDGET (view), IMAGETTE_TYPE_FILTER_EDITOR, NULL);
    g_autoptr (NnTensor) weights = NULL;

    frame = nn_session_get_frame (test->session);
    weights = nn_network_get_tensor (frame->network,
                                     nn_network_find_layer (frame->network, "c1")->weight);
    g_assert_cmpmem (imagette_filter_editor_get_values (IMAGETTE_FILTER_EDITOR (editor)),
                     25 * sizeof (float), nn_tensor_get_data (weights) + 2 * 25,
                     25 * sizeof (float));
    imagette_filter_editor_apply_preset (IMAGETTE_FILTER_EDITOR (editor), IMAGETTE_PRESET_DELTA);
    g_assert_cmpuint (gtk_drop_down_get_selected (find_choice (view, FILTER)), ==, 0);
  }
}

/* Arrows, the grid, a filter that does not fit any more, play. */
static void
test_plane (AppTest      *test,
            gconstpointer data)
{
  ImagettePage *view = show_view (test, "plane");
  GtkWidget *figure = app_test_find (GTK_WIDGET (view), IMAGETTE_TYPE_PLANE_FIGURE, NULL);
  GtkWidget *play = app_test_find (GTK_WIDGET (view), GTK_TYPE_BUTTON, "Play");
  int row, column;

  choose (view, IMAGE, 1);
  choose (view, FILTER, 5);
  imagette_plane_figure_set_position (IMAGETTE_PLANE_FIGURE (figure), 0, 0);
  gtk_widget_grab_focus (figure);
  app_test_press (test, "Right");
  app_test_wait (test, app_test_is_shown (test, "O(0, 1) = Σ I·K = 0.5"));
  app_test_press (test, "9");
  app_test_wait (test, app_test_is_shown (test, "O(0, 1) = Σ I·K = 4.5"));
  g_assert_true (app_test_is_shown (
    test, "The same 26 parameters serve all 36 outputs, with 900 multiply-adds. A dense layer from "
          "this input to this output: 3636 parameters, 3600 multiply-adds.")
                 || app_test_is_shown (
    test, "The same 26 parameters serve all 36 outputs, with 900 multiply-adds. A dense layer from "
          "this input to this output: 3,636 parameters, 3,600 multiply-adds."));
  set_spin (view, "How far the window moves from one output to the next", 4);
  g_signal_emit_by_name (play, "clicked");
  app_test_wait (test, imagette_plane_figure_get_position (IMAGETTE_PLANE_FIGURE (figure), &row,
                                                           &column) && row == 1 && column == 0);
  app_test_wait (test, g_str_equal (gtk_button_get_label (GTK_BUTTON (play)), "Play"));
  imagette_plane_figure_get_position (IMAGETTE_PLANE_FIGURE (figure), &row, &column);
  g_assert_cmpint (row * 2 + column, ==, 3);
}

/* Six maps of S2 and a filter of C3 come to the map that the network itself computes. */
static void
test_channels (AppTest      *test,
               gconstpointer data)
{
  ImagettePage *view = show_view (test, "stack");
  ImagetteCellCanvas *figure
    = IMAGETTE_CELL_CANVAS (app_test_find (GTK_WIDGET (view), IMAGETTE_TYPE_STACK_FIGURE, NULL));
  NnFrame *frame = nn_session_get_frame (test->session);
  const float *map = nn_tensor_get_data (frame->activations->layers[3]) + 4 * 100;
  GtkWidget *play = app_test_find (GTK_WIDGET (view), GTK_TYPE_BUTTON, "Play");

  g_assert_true (app_test_is_shown (
    test, "3 planes of 28 × 28 become one map of 24 × 24: one filter of 3 × 5 × 5 weights and a "
          "bias, 3·25 + 1 = 76 parameters. It looks for red."));
  choose (view, "What the filters go over", 1);
  set_spin (view, "Which of the sixteen maps they make", 5);
  for (int i = 0; i < 100; i += 7)
    {
      g_autofree char *value = imagette_line_figure_number ((double) map[i]);
      g_autofree char *words = NULL, *wanted = NULL;

      imagette_cell_canvas_set_cursor (figure, i / 10, i % 10);
      words = IMAGETTE_CANVAS_GET_CLASS (figure)->describe (IMAGETTE_CANVAS (figure));
      wanted = g_strdup_printf ("row %d, column %d: %s", i / 10, i % 10, value);
      g_assert_cmpstr (words, ==, wanted);
    }
  imagette_cell_canvas_set_cursor (figure, -1, -1);
  gtk_widget_grab_focus (GTK_WIDGET (figure));
  g_assert_true (app_test_is_shown (test, "Point at a cell to see what each plane adds to it"));
  app_test_press (test, "Right");
  app_test_wait (test, !app_test_is_shown (test, "Point at a cell to see what each plane adds to it"));
  g_signal_emit_by_name (play, "clicked");
  g_assert_cmpstr (gtk_button_get_label (GTK_BUTTON (play)), ==, "Stop");
  app_test_wait (test, g_str_equal (gtk_button_get_label (GTK_BUTTON (play)), "Play"));
}

static gboolean
is_view (AppTest    *test,
         const char *page,
         const char *view)
{
  ImagettePage *it = imagette_window_get_page (test->window, page);
  g_autofree char *shown = imagette_page_dup_view (it);

  return gtk_widget_get_mapped (GTK_WIDGET (it)) && g_str_equal (shown, view);
}

/* Alt and a number: of the page shown, if it has so many; else of Features. */
static void
test_views_by_keys (AppTest      *test,
                    gconstpointer data)
{
  show_view (test, "line");
  app_test_press (test, "alt+3");
  app_test_wait (test, is_view (test, "convolution", "stack"));
  app_test_press (test, "alt+2");
  app_test_wait (test, is_view (test, "convolution", "plane"));
  app_test_press (test, "alt+1");
  app_test_wait (test, is_view (test, "convolution", "line"));
  app_test_press (test, "alt+4");
  app_test_wait (test, is_view (test, "features", "occlusion"));
  app_test_press (test, "alt+1");
  app_test_wait (test, is_view (test, "features", "figure2"));
  app_test_press (test, "ctrl+4");
  app_test_wait (test, !is_view (test, "features", "figure2"));
  app_test_press (test, "alt+2");
  app_test_wait (test, is_view (test, "features", "maxima"));
}

/* A filter of another side, by its control: window, products and sizes follow. */
static void
test_side (AppTest      *test,
           gconstpointer data)
{
  ImagettePage *view = show_view (test, "plane");

  choose (view, IMAGE, 1);
  choose (view, FILTER, 5);
  set_spin (view, "How many weights the filter has along each side; those of C1 have five", 3);
  g_assert_true (app_test_is_shown (test, "filter 3 × 3: drag to paint"));
  g_assert_true (app_test_is_shown (
    test, "Cross-correlation, as networks compute it: O(y, x) = Σ I(y + a, x + b) K(a, b)\n"
          "Rows and columns of O: ⌊(10 + 2·0 − 3) / 1⌋ + 1 = 8; after max-pool: ⌊8 / 2⌋ = 4"));
  choose (view, FILTER, 6);
  g_assert_true (app_test_is_shown (test, "filter 5 × 5: drag to paint"));
}

int
main (int    argc,
      char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  app_test_add ("/app/convolution/line", test_line);
  app_test_add ("/app/convolution/line-sources", test_line_sources);
  app_test_add ("/app/convolution/line-play", test_line_play);
  app_test_add ("/app/convolution/plane-is-the-network", test_plane_is_the_network);
  app_test_add ("/app/convolution/plane", test_plane);
  app_test_add ("/app/convolution/channels", test_channels);
  app_test_add ("/app/convolution/views-by-keys", test_views_by_keys);
  app_test_add ("/app/convolution/side", test_side);
  return g_test_run ();
}
