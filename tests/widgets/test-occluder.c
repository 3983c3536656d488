/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "widgets/imagette-occluder.h"

#include "ui-test.h"

/* All ink, in a window in which a pixel of it is 10 x 10. */
static ImagetteOccluder *
make_occluder (GtkWidget **window)
{
  ImagetteOccluder *occluder = IMAGETTE_OCCLUDER (imagette_occluder_new ());
  guint8 pixels[784];

  memset (pixels, 200, sizeof pixels);
  imagette_canvas_set_title (IMAGETTE_CANVAS (occluder), "digit");
  imagette_occluder_set_digit (occluder, pixels);
  imagette_occluder_set_square (occluder, 5, 0.5f);
  *window = ui_test_show (GTK_WIDGET (occluder), 289, 340);
  return occluder;
}

static void
drag (ImagetteOccluder *occluder, double x, double y, double dx, double dy)
{
  GtkEventController *gesture = ui_test_controller (GTK_WIDGET (occluder), GTK_TYPE_GESTURE_DRAG);

  g_signal_emit_by_name (gesture, "drag-begin", x, y);
  if (dx != 0 || dy != 0)
    g_signal_emit_by_name (gesture, "drag-update", dx, dy);
}

static void
test_drag (void)
{
  GtkWidget *window;
  ImagetteOccluder *occluder = make_occluder (&window);
  UiTestSignal moved = { 0 };
  cairo_surface_t *picture;
  int row, column;

  g_signal_connect (occluder, "moved", G_CALLBACK (ui_test_signal_cb), &moved);
  imagette_occluder_get_place (occluder, &row, &column);
  g_assert_cmpint (row, ==, -1);
  picture = ui_test_picture (GTK_WIDGET (occluder));
  g_assert_cmpint (ui_test_count (picture, 0xc8c8c8), ==, 784 * 100);
  cairo_surface_destroy (picture);

  drag (occluder, 105, 200, 0, 0);
  g_assert_cmpint (moved.n, ==, 1);
  g_assert_cmpint (moved.b, ==, 10);
  imagette_occluder_get_place (occluder, &row, &column);
  g_assert_cmpint (row, ==, moved.a);
  picture = ui_test_picture (GTK_WIDGET (occluder));
  /* 5 x 5 pixels of grey, less the half of the frame that lies on them. */
  g_assert_cmpint (ui_test_count (picture, 0x808080) + ui_test_count (picture, 0x7f7f7f), >, 2100);
  g_assert_cmpint (ui_test_count (picture, 0xc8c8c8), <, 784 * 100 - 2500);
  cairo_surface_destroy (picture);

  /* On the same pixel nothing is asked anew; past the edge it stays on the digit. */
  drag (occluder, 108, 200, 0, 0);
  g_assert_cmpint (moved.n, ==, 1);
  drag (occluder, 1000, 5, 0, 0);
  g_assert_cmpint (moved.a, ==, 0);
  g_assert_cmpint (moved.b, ==, 27);
  gtk_window_destroy (GTK_WINDOW (window));
}

static void
test_keys (void)
{
  GtkWidget *window;
  ImagetteOccluder *occluder = make_occluder (&window);
  GtkWidget *widget = GTK_WIDGET (occluder);
  UiTestSignal moved = { 0 };

  g_signal_connect (occluder, "moved", G_CALLBACK (ui_test_signal_cb), &moved);
  g_assert_true (gtk_widget_grab_focus (widget));
  g_assert_true (ui_test_press (widget, GDK_KEY_Return, 0));
  g_assert_true (ui_test_press (widget, GDK_KEY_KP_Left, 0));
  g_assert_true (ui_test_press (widget, GDK_KEY_Up, 0));
  g_assert_cmpint (moved.a, ==, 13);
  g_assert_cmpint (moved.b, ==, 13);
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                       "digit: square of 5 pixels around row 13, column 13");
  imagette_occluder_move (occluder, 0, 0);
  g_assert_true (ui_test_press (widget, GDK_KEY_Up, 0));
  g_assert_cmpint (moved.a, ==, 0);
  g_assert_true (ui_test_press (widget, GDK_KEY_Delete, 0));
  g_assert_cmpint (moved.a, ==, -1);
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                       "digit: no square on the digit");
  gtk_window_destroy (GTK_WINDOW (window));
}

/* The square is drawn over the kept digit: only what moves is painted. */
static void
test_node_is_kept (void)
{
  GtkWidget *window;
  ImagetteOccluder *occluder = make_occluder (&window);

  UI_TEST_KEEPS (occluder, imagette_canvas_get_node (IMAGETTE_CANVAS (occluder)), {
    imagette_occluder_move (occluder, 4, 4 + ui_try);
    imagette_occluder_set_square (occluder, 9 - ui_try, 0);
  });
  ui_test_destroy (window, occluder);
}

static void
add_tests (void)
{
  g_test_add_func ("/occluder/drag", test_drag);
  g_test_add_func ("/occluder/keys", test_keys);
  g_test_add_func ("/occluder/node-is-kept", test_node_is_kept);
}

int
main (int argc, char **argv)
{
  return ui_test_main (&argc, &argv, add_tests);
}
