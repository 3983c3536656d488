/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "widgets/imagette-output-bars.h"

#include "ui-test.h"

static const float four[10] = { 0, 0.01f, 0, 0, 0.95f, 0, 0, 0, 0, 0.04f };
static const float tie[10] = { 0.1f, 0.2f, 0.1f, 0.1f, 0.1f, 0.2f, 0.1f, 0.1f, 0, 0 };

static void
test_guesses (void)
{
  ImagetteOutputBars *bars = IMAGETTE_OUTPUT_BARS (g_object_ref_sink (imagette_output_bars_new ()));

  g_assert_cmpint (imagette_output_bars_get_guess (bars, 0), ==, -1);
  imagette_output_bars_set_values (bars, four, -1);
  g_assert_cmpint (imagette_output_bars_get_guess (bars, 0), ==, 4);
  g_assert_cmpint (imagette_output_bars_get_guess (bars, 1), ==, 9);
  imagette_output_bars_set_values (bars, tie, -1);
  g_assert_cmpint (imagette_output_bars_get_guess (bars, 0), ==, 1);
  g_assert_cmpint (imagette_output_bars_get_guess (bars, 1), ==, 5);
  imagette_output_bars_set_values (bars, NULL, -1);
  g_assert_cmpint (imagette_output_bars_get_guess (bars, 0), ==, -1);
  g_object_unref (bars);
}

static void
test_colors (void)
{
  GtkWidget *bars = imagette_output_bars_new (), *window = ui_test_show (bars, 400, 300);
  cairo_surface_t *right, *wrong;
  NnStyle style;

  imagette_look_init_style (bars, &style);
  imagette_output_bars_set_values (IMAGETTE_OUTPUT_BARS (bars), four, 4);
  right = ui_test_picture (bars);
  imagette_output_bars_set_values (IMAGETTE_OUTPUT_BARS (bars), four, 9);
  wrong = ui_test_picture (bars);
  g_assert_cmpint (ui_test_count (right, style.mistake), ==, 0);
  g_assert_cmpint (ui_test_count (right, style.accent), >, 1000);
  g_assert_cmpint (ui_test_count (wrong, style.mistake), >, 1000);
  /* The cross beside the mistaken bar: red left of where bars begin. */
  {
    int cross = 0, middle = (int) (4.5 * cairo_image_surface_get_height (wrong) / 10);

    for (int y = middle - 6; y < middle + 6; y++)
      for (int x = (int) (1.2 * style.font_size); x < (int) (1.9 * style.font_size); x++)
        cross += ui_test_pixel (wrong, x, y) == style.mistake;
    g_assert_cmpint (cross, >, 3);
  }
  cairo_surface_destroy (right);
  cairo_surface_destroy (wrong);
  gtk_window_destroy (GTK_WINDOW (window));
}

static void
test_painting_is_kept (void)
{
  GtkWidget *bars = imagette_output_bars_new (), *window;
  g_autoptr (GskRenderNode) node = NULL;

  imagette_output_bars_set_values (IMAGETTE_OUTPUT_BARS (bars), four, 4);
  window = ui_test_show (bars, 400, 300);
  UI_TEST_KEEPS (bars, imagette_canvas_get_node (IMAGETTE_CANVAS (bars)),
                 imagette_output_bars_set_values (IMAGETTE_OUTPUT_BARS (bars), four, 4));
  node = gsk_render_node_ref (imagette_canvas_get_node (IMAGETTE_CANVAS (bars)));
  imagette_output_bars_set_values (IMAGETTE_OUTPUT_BARS (bars), tie, 4);
  cairo_surface_destroy (ui_test_picture (bars));
  g_assert_true (imagette_canvas_get_node (IMAGETTE_CANVAS (bars)) != node);
  gtk_window_destroy (GTK_WINDOW (window));
}

/* Dark paints anew; bigger CSS text makes the widget bigger. */
static void
test_look (void)
{
  GtkWidget *bars = imagette_output_bars_new (), *window = ui_test_show (bars, 400, 300);
  AdwStyleManager *manager = adw_style_manager_get_default ();
  g_autoptr (GskRenderNode) node = NULL;
  g_autoptr (GtkCssProvider) css = gtk_css_provider_new ();
  int before, after;

  cairo_surface_destroy (ui_test_picture (bars));
  node = gsk_render_node_ref (imagette_canvas_get_node (IMAGETTE_CANVAS (bars)));
  adw_style_manager_set_color_scheme (manager, ADW_COLOR_SCHEME_FORCE_DARK);
  g_assert_null (imagette_canvas_get_node (IMAGETTE_CANVAS (bars)));
  adw_style_manager_set_color_scheme (manager, ADW_COLOR_SCHEME_DEFAULT);

  gtk_widget_measure (bars, GTK_ORIENTATION_VERTICAL, -1, NULL, &before, NULL, NULL);
  gtk_css_provider_load_from_data (css, "window.projector { font-size: 150%; }", -1);
  gtk_style_context_add_provider_for_display (gdk_display_get_default (), GTK_STYLE_PROVIDER (css),
                                              GTK_STYLE_PROVIDER_PRIORITY_APPLICATION);
  gtk_widget_add_css_class (window, "projector");
  gtk_test_widget_wait_for_draw (window);
  gtk_widget_measure (bars, GTK_ORIENTATION_VERTICAL, -1, NULL, &after, NULL, NULL);
  g_assert_cmpfloat_with_epsilon ((double) after / before, 1.5, 0.02);
  gtk_style_context_remove_provider_for_display (gdk_display_get_default (),
                                                 GTK_STYLE_PROVIDER (css));
  gtk_window_destroy (GTK_WINDOW (window));
}

static void
test_speech (void)
{
  GtkWidget *bars = imagette_output_bars_new (), *window = ui_test_show (bars, 400, 300);
  g_autofree char *difference = NULL;

  imagette_canvas_set_title (IMAGETTE_CANVAS (bars), "Output");
  imagette_output_bars_set_values (IMAGETTE_OUTPUT_BARS (bars), four, 9);
  gtk_window_set_focus (GTK_WINDOW (window), NULL);
  gtk_widget_grab_focus (bars);
  gtk_test_accessible_assert_role (GTK_ACCESSIBLE (bars), GTK_ACCESSIBLE_ROLE_IMG);
  /* Not by the macro: it takes the per cent signs for a format. */
  difference = gtk_test_accessible_check_property (GTK_ACCESSIBLE (bars),
                                                   GTK_ACCESSIBLE_PROPERTY_LABEL,
                                                   "Output: 4 with 95.0 %, then 9 with 4.0 %; "
                                                   "mistaken, it is a 9");
  g_assert_null (difference);
  gtk_window_destroy (GTK_WINDOW (window));
}

static void
test_finalizes (void)
{
  GtkWidget *bars = imagette_output_bars_new (), *window = ui_test_show (bars, 400, 300);

  ui_test_destroy (window, bars);
}

static void
add_tests (void)
{
  g_test_add_func ("/output-bars/guesses", test_guesses);
  g_test_add_func ("/output-bars/colors", test_colors);
  g_test_add_func ("/output-bars/painting-is-kept", test_painting_is_kept);
  g_test_add_func ("/output-bars/look", test_look);
  g_test_add_func ("/output-bars/speech", test_speech);
  g_test_add_func ("/output-bars/finalizes", test_finalizes);
}

int
main (int argc, char **argv)
{
  return ui_test_main (&argc, &argv, add_tests);
}
