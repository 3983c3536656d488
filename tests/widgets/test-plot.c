/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "widgets/imagette-plot.h"

#include <math.h>

#include "ui-test.h"

static const float x[5] = { 0, 1, 2, 3, 4 };
static const float y[5] = { 2, 1, 0.5f, 0.25f, 0.125f };

static ImagettePlot *
make_plot (void)
{
  ImagettePlot *plot = IMAGETTE_PLOT (imagette_plot_new ());

  g_object_set (plot, "x-label", "epoch", "title", "Loss", "empty-text", "Press Space", NULL);
  g_assert_cmpint (imagette_plot_add_series (plot, "loss", NN_LINE_BOLD, 0), ==, 0);
  return plot;
}

static void
test_points (void)
{
  ImagettePlot *plot = make_plot ();
  GtkWidget *widget = GTK_WIDGET (plot), *window = ui_test_show (widget, 400, 300);
  cairo_surface_t *empty, *drawn;
  g_autoptr (GskRenderNode) node = NULL;
  NnStyle style;

  imagette_look_init_style (widget, &style);
  empty = ui_test_picture (widget);
  imagette_plot_set_points (plot, 0, x, y, 5);
  drawn = ui_test_picture (widget);
  g_assert_cmpint (ui_test_count (drawn, style.series[0]), >,
                   ui_test_count (empty, style.series[0]) + 100);

  /* The same points and a moving cross-hair keep the painting. */
  UI_TEST_KEEPS (plot, imagette_canvas_get_node (IMAGETTE_CANVAS (plot)), {
    imagette_plot_set_points (plot, 0, x, y, 5);
    imagette_plot_set_cursor (plot, 2 + ui_try % 2);
  });
  node = gsk_render_node_ref (imagette_canvas_get_node (IMAGETTE_CANVAS (plot)));
  imagette_plot_append (plot, 0, (float[]) { 5 }, (float[]) { 0.1f }, 1);
  cairo_surface_destroy (ui_test_picture (widget));
  g_assert_true (imagette_canvas_get_node (IMAGETTE_CANVAS (plot)) != node);
  cairo_surface_destroy (empty);
  cairo_surface_destroy (drawn);
  gtk_window_destroy (GTK_WINDOW (window));
}

static void
moved_cb (ImagettePlot *plot, double value, double *seen)
{
  *seen = value;
}

static void
test_cursor (void)
{
  ImagettePlot *plot = make_plot ();
  GtkWidget *widget = GTK_WIDGET (plot), *window = ui_test_show (widget, 400, 300);
  g_autofree char *empty = imagette_plot_describe (plot), *at_two = NULL, *at_end = NULL;
  double seen = -1;

  g_assert_cmpstr (empty, ==, "Press Space");
  ui_test_hover (widget, 200, 100);
  g_assert_true (isnan (imagette_plot_get_cursor (plot)));

  imagette_plot_set_points (plot, 0, x, y, 5);
  g_signal_connect (plot, "cursor-moved", G_CALLBACK (moved_cb), &seen);
  ui_test_hover (widget, 200, 100);
  g_assert_cmpfloat (seen, >, 1);
  g_assert_cmpfloat (seen, <, 3);
  g_assert_cmpfloat (seen, ==, imagette_plot_get_cursor (plot));
  ui_test_leave (widget);
  g_assert_true (isnan (seen));

  imagette_plot_set_cursor (plot, 2);
  at_two = imagette_plot_describe (plot);
  g_assert_cmpstr (at_two, ==, "epoch 2: loss 0.500");
  g_assert_true (ui_test_press (widget, GDK_KEY_End, 0));
  at_end = imagette_plot_describe (plot);
  g_assert_cmpstr (at_end, ==, "epoch 4: loss 0.125");
  g_assert_true (ui_test_press (widget, GDK_KEY_Page_Up, 0));
  g_assert_cmpfloat_with_epsilon (seen, 3.6, 1e-6);
  g_assert_true (ui_test_press (widget, GDK_KEY_Left, 0));
  g_assert_cmpfloat_with_epsilon (seen, 3.56, 1e-6);
  g_assert_true (ui_test_press (widget, GDK_KEY_Home, 0));
  g_assert_true (ui_test_press (widget, GDK_KEY_Left, 0));
  g_assert_cmpfloat (seen, ==, 0);
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (plot), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                       "Loss: epoch 0: loss 2.00");
  g_assert_true (ui_test_press (widget, GDK_KEY_Escape, 0));
  g_assert_true (isnan (seen));
  /* Nothing to hide: Escape is for the window. */
  g_assert_false (ui_test_press (widget, GDK_KEY_Escape, 0));
  gtk_window_destroy (GTK_WINDOW (window));
}

static void
test_hidden_series (void)
{
  ImagettePlot *plot = IMAGETTE_PLOT (g_object_ref_sink (make_plot ()));
  int other = imagette_plot_add_series (plot, "test", NN_LINE_POINTS, 1);
  g_autofree char *both = NULL, *one = NULL;

  imagette_plot_set_points (plot, 0, x, y, 5);
  imagette_plot_set_points (plot, other, x, y, 3);
  imagette_plot_set_cursor (plot, 1);
  both = imagette_plot_describe (plot);
  g_assert_cmpstr (both, ==, "epoch 1: loss 1.00, test 1.00");
  imagette_plot_set_visible_series (plot, 0, FALSE);
  one = imagette_plot_describe (plot);
  g_assert_cmpstr (one, ==, "epoch 1: test 1.00");
  g_object_unref (plot);
}

/* Named columns stand where they are told to, keys go from one to the next, and the chosen curve
 * moves over a painting that stays. */
static void
test_columns (void)
{
  static const char *const names[] = { "start", "batch 1", "epoch 1", NULL };
  static const float low[] = { 0, 0.25f, 0.5f }, high[] = { 2, 1.5f, 1 };
  ImagettePlot *plot = make_plot ();
  GtkWidget *widget = GTK_WIDGET (plot), *window = ui_test_show (widget, 400, 300);
  int chosen = imagette_plot_add_series (plot, "chosen", NN_LINE_CHOSEN, 0), orange;
  g_autofree char *under_pointer = NULL, *next = NULL;
  cairo_surface_t *picture;
  NnStyle style;

  imagette_look_init_style (widget, &style);
  imagette_plot_set_columns (plot, names);
  imagette_plot_place_columns (plot, 90, 120);
  imagette_plot_set_points (plot, 0, x, high, 3);
  imagette_plot_set_points (plot, chosen, x, low, 3);
  ui_test_hover (widget, 210 + 50, 150);
  under_pointer = imagette_plot_describe (plot);
  g_assert_cmpstr (under_pointer, ==, "batch 1: loss 1.50, chosen 0.250");
  imagette_plot_set_cursor (plot, 1);
  g_assert_true (ui_test_press (widget, GDK_KEY_Right, 0));
  next = imagette_plot_describe (plot);
  g_assert_cmpstr (next, ==, "epoch 1: loss 1.00, chosen 0.500");
  imagette_plot_set_cursor (plot, NAN);

  picture = ui_test_picture (widget);
  orange = ui_test_count (picture, style.select);
  g_assert_cmpint (orange, >, 300);
  cairo_surface_destroy (picture);
  UI_TEST_KEEPS (plot, imagette_canvas_get_node (IMAGETTE_CANVAS (plot)), {
    imagette_plot_set_points (plot, chosen, x, ui_try % 2 == 0 ? high : low, 3);
    imagette_plot_set_mark (plot, 2 - ui_try % 3);
  });
  picture = ui_test_picture (widget);
  g_assert_cmpint (ui_test_count (picture, style.select), >, orange + 100);
  cairo_surface_destroy (picture);
  gtk_window_destroy (GTK_WINDOW (window));
}

static void
test_finalizes (void)
{
  ImagettePlot *plot = make_plot ();
  GtkWidget *window = ui_test_show (GTK_WIDGET (plot), 400, 300);

  imagette_plot_set_points (plot, 0, x, y, 5);
  ui_test_destroy (window, plot);
}

static void
add_tests (void)
{
  g_test_add_func ("/plot/points", test_points);
  g_test_add_func ("/plot/cursor", test_cursor);
  g_test_add_func ("/plot/hidden-series", test_hidden_series);
  g_test_add_func ("/plot/columns", test_columns);
  g_test_add_func ("/plot/finalizes", test_finalizes);
}

int
main (int argc, char **argv)
{
  return ui_test_main (&argc, &argv, add_tests);
}
