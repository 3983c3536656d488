/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "widgets/imagette-confusion.h"

#include "render/nn-confusion.h"
#include "ui-test.h"

static void
fill (guint counts[10][10])
{
  for (int i = 0; i < 100; i++)
    counts[i / 10][i % 10] = i % 11 == 0 ? 90 : 0;
  counts[4][9] = 10;
}

static void
test_cells (void)
{
  ImagetteConfusion *confusion = IMAGETTE_CONFUSION (imagette_confusion_new ());
  GtkWidget *widget = GTK_WIDGET (confusion), *window = ui_test_show (widget, 420, 420);
  UiTestSignal activated = { 0 }, hovered = { 0 };
  NnConfusion model;
  NnStyle style;
  double left, top, wide, high;
  guint counts[10][10];
  g_autofree char *mistake = NULL, *right = NULL;

  /* Nothing counted yet: nothing to open. */
  g_signal_connect (confusion, "cell-activated", G_CALLBACK (ui_test_signal_cb), &activated);
  g_signal_connect (confusion, "cell-hovered", G_CALLBACK (ui_test_signal_cb), &hovered);
  ui_test_press (widget, GDK_KEY_Return, 0);
  ui_test_click (widget, 200, 200);
  g_assert_cmpint (activated.n, ==, 0);

  fill (counts);
  imagette_confusion_set_counts (confusion, &counts[0][0]);
  nn_confusion_init (&model);
  model.given = "given";
  model.predicted = "read as";
  model.known = TRUE;
  imagette_look_init_style (widget, &style);
  nn_confusion_cell_box (&model, &style, gtk_widget_get_width (widget),
                         gtk_widget_get_height (widget), 4, 9, &left, &top, &wide, &high);
  ui_test_hover (widget, left + wide / 2, top + high / 2);
  g_assert_cmpint (hovered.a, ==, 4);
  g_assert_cmpint (hovered.b, ==, 9);
  g_assert_cmpstr (gtk_widget_get_tooltip_text (widget), ==, "4 read as 9: 10 of 100");
  ui_test_click (widget, left + wide / 2, top + high / 2);
  g_assert_cmpint (activated.n, ==, 1);
  g_assert_cmpint (activated.a, ==, 4);
  g_assert_cmpint (activated.b, ==, 9);
  ui_test_leave (widget);
  g_assert_cmpint (hovered.a, ==, -1);
  mistake = imagette_confusion_describe (confusion, 4, 9);
  g_assert_cmpstr (mistake, ==, "4 read as 9: 10 of 100");
  right = imagette_confusion_describe (confusion, 4, 4);
  g_assert_cmpstr (right, ==, "4 read rightly: 90 of 100");
  gtk_window_destroy (GTK_WINDOW (window));
}

static void
test_keyboard (void)
{
  ImagetteConfusion *confusion = IMAGETTE_CONFUSION (imagette_confusion_new ());
  GtkWidget *widget = GTK_WIDGET (confusion), *window = ui_test_show (widget, 420, 420);
  UiTestSignal activated = { 0 };
  guint counts[10][10];

  fill (counts);
  imagette_confusion_set_counts (confusion, &counts[0][0]);
  g_signal_connect (confusion, "cell-activated", G_CALLBACK (ui_test_signal_cb), &activated);
  for (int i = 0; i < 4; i++)
    g_assert_true (ui_test_press (widget, GDK_KEY_Down, 0));
  g_assert_true (ui_test_press (widget, GDK_KEY_End, 0));
  g_assert_true (ui_test_press (widget, GDK_KEY_Right, 0));
  g_assert_true (ui_test_press (widget, GDK_KEY_Return, 0));
  g_assert_cmpint (activated.a, ==, 4);
  g_assert_cmpint (activated.b, ==, 9);
  gtk_test_accessible_assert_role (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_ROLE_IMG);
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                       "4 read as 9: 10 of 100. In all 10 mistakes in 910 digits");
  g_assert_true (ui_test_press (widget, GDK_KEY_Up, 0));
  g_assert_true (ui_test_press (widget, GDK_KEY_Left, 0));
  g_assert_true (ui_test_press (widget, GDK_KEY_KP_Enter, 0));
  g_assert_cmpint (activated.a, ==, 3);
  g_assert_cmpint (activated.b, ==, 8);
  gtk_window_destroy (GTK_WINDOW (window));
}

static void
test_selection (void)
{
  ImagetteConfusion *confusion = IMAGETTE_CONFUSION (imagette_confusion_new ());
  GtkWidget *widget = GTK_WIDGET (confusion), *window;
  cairo_surface_t *plain, *framed;
  guint counts[10][10];
  int given, predicted;
  NnStyle style;

  fill (counts);
  counts[4][9] = 0;               /* whose fill would be orange */
  imagette_confusion_set_counts (confusion, &counts[0][0]);
  window = ui_test_show (widget, 420, 420);
  imagette_look_init_style (widget, &style);
  plain = ui_test_picture (widget);
  imagette_confusion_set_selected (confusion, 4, 9);
  framed = ui_test_picture (widget);
  g_assert_cmpint (ui_test_count (framed, style.select), >,
                   ui_test_count (plain, style.select) + 50);
  imagette_confusion_get_selected (confusion, &given, &predicted);
  g_assert_cmpint (given, ==, 4);
  g_assert_cmpint (predicted, ==, 9);
  imagette_confusion_set_selected (confusion, -1, 3);
  imagette_confusion_get_selected (confusion, &given, &predicted);
  g_assert_cmpint (predicted, ==, -1);
  cairo_surface_destroy (plain);
  cairo_surface_destroy (framed);
  gtk_window_destroy (GTK_WINDOW (window));
}

static void
test_finalizes (void)
{
  GtkWidget *confusion = imagette_confusion_new (), *window = ui_test_show (confusion, 420, 420);

  ui_test_destroy (window, confusion);
}

static void
add_tests (void)
{
  g_test_add_func ("/confusion/cells", test_cells);
  g_test_add_func ("/confusion/keyboard", test_keyboard);
  g_test_add_func ("/confusion/selection", test_selection);
  g_test_add_func ("/confusion/finalizes", test_finalizes);
}

int
main (int argc, char **argv)
{
  return ui_test_main (&argc, &argv, add_tests);
}
