/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "widgets/imagette-scatter.h"

#include "ui-test.h"

/* A cross: middle, right, up, left, down; the one on the left is mistaken. */
static const float cross[] = { 0, 0, 1, 0, 0, 1, -1, 0, 0, -1 };
static const guint8 labels[] = { 0, 1, 2, 3, 4 };
static const guint8 predicted[] = { 0, 1, 2, 8, 4 };

static ImagetteScatter *
make_scatter (GtkWidget **window)
{
  ImagetteScatter *scatter = IMAGETTE_SCATTER (imagette_scatter_new ());

  imagette_canvas_set_title (IMAGETTE_CANVAS (scatter), "F6");
  imagette_scatter_set_points (scatter, cross, labels, predicted, 5);
  imagette_scatter_set_axes (scatter, "first", "second");
  *window = ui_test_show (GTK_WIDGET (scatter), 400, 400);
  return scatter;
}

static void
test_pointer (void)
{
  GtkWidget *window;
  ImagetteScatter *scatter = make_scatter (&window);
  UiTestSignal hovered = { 0 }, opened = { 0 };
  double x, y, right_x, right_y;

  g_signal_connect (scatter, "point-hovered", G_CALLBACK (ui_test_int_cb), &hovered);
  g_signal_connect (scatter, "point-activated", G_CALLBACK (ui_test_int_cb), &opened);
  imagette_scatter_get_place (scatter, 0, &x, &y);
  imagette_scatter_get_place (scatter, 1, &right_x, &right_y);
  g_assert_cmpfloat (right_x, >, x + 100);
  g_assert_cmpfloat_with_epsilon (right_y, y, 1e-6);
  imagette_scatter_get_place (scatter, 2, &x, &y);
  g_assert_cmpfloat (y, <, right_y - 100);
  ui_test_hover (GTK_WIDGET (scatter), x + 5, y - 5);
  g_assert_cmpint (hovered.a, ==, 2);
  ui_test_click (GTK_WIDGET (scatter), x, y);
  g_assert_cmpint (opened.a, ==, 2);
  /* Between the points none is near. */
  ui_test_hover (GTK_WIDGET (scatter), x + 80, y + 80);
  g_assert_cmpint (hovered.a, ==, -1);
  ui_test_click (GTK_WIDGET (scatter), x + 80, y + 80);
  g_assert_cmpint (opened.n, ==, 1);
  gtk_window_destroy (GTK_WINDOW (window));
}

static void
test_keys (void)
{
  GtkWidget *window;
  ImagetteScatter *scatter = make_scatter (&window);
  GtkWidget *widget = GTK_WIDGET (scatter);
  UiTestSignal opened = { 0 };

  g_signal_connect (scatter, "point-activated", G_CALLBACK (ui_test_int_cb), &opened);
  g_assert_true (gtk_widget_grab_focus (widget));
  imagette_scatter_set_chosen (scatter, 0);
  g_assert_true (ui_test_press (widget, GDK_KEY_Left, 0));
  g_assert_cmpint (imagette_scatter_get_hovered (scatter), ==, 0);
  g_assert_true (ui_test_press (widget, GDK_KEY_Left, 0));
  g_assert_cmpint (imagette_scatter_get_hovered (scatter), ==, 3);
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                       "F6: digit 3, a 3, read as 8");
  /* Nothing lies further left. */
  g_assert_true (ui_test_press (widget, GDK_KEY_Left, 0));
  g_assert_cmpint (imagette_scatter_get_hovered (scatter), ==, 3);
  g_assert_true (ui_test_press (widget, GDK_KEY_Return, 0));
  g_assert_cmpint (opened.a, ==, 3);
  gtk_window_destroy (GTK_WINDOW (window));
}

static void
test_mistakes_are_ringed (void)
{
  GtkWidget *window;
  ImagetteScatter *scatter = make_scatter (&window);
  cairo_surface_t *picture = ui_test_picture (GTK_WIDGET (scatter));
  NnStyle style;
  int with, without;

  imagette_look_init_style (GTK_WIDGET (scatter), &style);
  with = ui_test_count (picture, style.mistake);
  cairo_surface_destroy (picture);
  imagette_scatter_set_points (scatter, cross, labels, labels, 5);
  picture = ui_test_picture (GTK_WIDGET (scatter));
  without = ui_test_count (picture, style.mistake);
  cairo_surface_destroy (picture);
  g_assert_cmpint (without, ==, 0);
  g_assert_cmpint (with, >, 5);
  gtk_window_destroy (GTK_WINDOW (window));
}

/* What follows the pointer does not paint the points anew. */
static void
test_two_thousand (void)
{
  GtkWidget *window;
  ImagetteScatter *scatter = make_scatter (&window);
  g_autofree float *points = g_new (float, 4000);
  g_autofree guint8 *classes = g_new (guint8, 2000);
  g_autoptr (GRand) random = g_rand_new_with_seed (1);

  for (int i = 0; i < 2000; i++)
    {
      points[2 * i] = (float) g_rand_double_range (random, -5, 5);
      points[2 * i + 1] = (float) g_rand_double_range (random, -3, 3);
      classes[i] = (guint8) (i % 10);
    }
  imagette_scatter_set_points (scatter, points, classes, classes, 2000);
  UI_TEST_KEEPS (scatter, imagette_canvas_get_node (IMAGETTE_CANVAS (scatter)), {
    imagette_scatter_set_points (scatter, points, classes, classes, 2000);
    imagette_scatter_set_chosen (scatter, 77 + ui_try);
  });
  imagette_scatter_set_points (scatter, NULL, NULL, NULL, 0);
  ui_test_destroy (window, scatter);
}

static void
add_tests (void)
{
  g_test_add_func ("/scatter/pointer", test_pointer);
  g_test_add_func ("/scatter/keys", test_keys);
  g_test_add_func ("/scatter/mistakes-are-ringed", test_mistakes_are_ringed);
  g_test_add_func ("/scatter/two-thousand", test_two_thousand);
}

int
main (int argc, char **argv)
{
  return ui_test_main (&argc, &argv, add_tests);
}
