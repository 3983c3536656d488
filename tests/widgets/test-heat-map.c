/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "widgets/imagette-heat-map.h"

#include "render/nn-class-color.h"
#include "ui-test.h"

static float values[784];
static guint8 classes[784];

static ImagetteHeatMap *
make_map (void)
{
  ImagetteHeatMap *map = IMAGETTE_HEAT_MAP (imagette_heat_map_new ());

  for (int i = 0; i < 784; i++)
    {
      values[i] = (float) i / 784.0f;
      classes[i] = i < 392 ? 4 : 9;
    }
  imagette_canvas_set_title (IMAGETTE_CANVAS (map), "probability of 4");
  return map;
}

/* How a cell is painted, found from the colours alone: as many squares as values. */
static void
test_cells (void)
{
  ImagetteHeatMap *map = make_map ();
  GtkWidget *window;
  cairo_surface_t *picture;

  imagette_heat_map_set_values (map, values, NN_TILE_ACTIVATION, NN_COLORS_GREY, 1);
  window = ui_test_show (GTK_WIDGET (map), 300, 300);
  picture = ui_test_picture (GTK_WIDGET (map));
  /* 783 / 784 of white is in the map alone, white itself only in the bar's end. */
  for (int i = 1; i < 784; i += 97)
    {
      guint32 grey = nn_tile_grey (NN_TILE_ACTIVATION, values[i], 1) * 0x10101u;

      g_assert_cmpint (ui_test_count (picture, grey), >=, 64);
    }
  cairo_surface_destroy (picture);
  gtk_window_destroy (GTK_WINDOW (window));
}

/* From the lowest to the highest value, and the bar's ends are they. */
static void
test_range (void)
{
  ImagetteHeatMap *map = make_map ();
  GtkWidget *window;
  cairo_surface_t *picture;
  float flat[784];

  for (int i = 0; i < 784; i++)
    {
      values[i] = i < 392 ? 19.5f : 31.5f;
      flat[i] = 7;
    }
  imagette_heat_map_set_range (map, values, NN_COLORS_GREY);
  window = ui_test_show (GTK_WIDGET (map), 300, 300);
  picture = ui_test_picture (GTK_WIDGET (map));
  g_assert_cmpint (ui_test_count (picture, 0x000000), >, 392 * 49);
  g_assert_cmpint (ui_test_count (picture, 0xffffff), >, 392 * 49);
  cairo_surface_destroy (picture);
  g_assert_cmpfloat (imagette_heat_map_get_values (map)[783], ==, 31.5f);
  imagette_heat_map_set_range (map, flat, NN_COLORS_GREY);
  picture = ui_test_picture (GTK_WIDGET (map));
  g_assert_cmpint (ui_test_count (picture, 0x808080), >, 784 * 49);
  cairo_surface_destroy (picture);
  imagette_heat_map_set_values (map, flat, NN_TILE_ACTIVATION, NN_COLORS_GREY, 7);
  picture = ui_test_picture (GTK_WIDGET (map));
  g_assert_cmpint (ui_test_count (picture, 0xffffff), >, 784 * 49);
  cairo_surface_destroy (picture);
  gtk_window_destroy (GTK_WINDOW (window));
}

static void
test_classes (void)
{
  ImagetteHeatMap *map = make_map ();
  g_autofree char *words = NULL;
  GtkWidget *window;
  cairo_surface_t *picture;

  imagette_heat_map_set_classes (map, classes);
  window = ui_test_show (GTK_WIDGET (map), 300, 300);
  picture = ui_test_picture (GTK_WIDGET (map));
  g_assert_cmpint (ui_test_count (picture, nn_class_color (4)), >, 392 * 49);
  g_assert_cmpint (ui_test_count (picture, nn_class_color (9)), >, 392 * 49);
  g_assert_cmpint (ui_test_count (picture, nn_class_color (3)), ==, 0);
  cairo_surface_destroy (picture);
  imagette_cell_canvas_set_cursor (IMAGETTE_CELL_CANVAS (map), 20, 3);
  words = imagette_heat_map_describe (map);
  g_assert_cmpstr (words, ==, "row 20, column 3: reads 9");
  gtk_window_destroy (GTK_WINDOW (window));
}

static void
test_cursor (void)
{
  ImagetteHeatMap *map = make_map ();
  GtkWidget *widget = GTK_WIDGET (map), *window;
  UiTestSignal hovered = { 0 }, opened = { 0 };
  g_autofree char *range = NULL;

  g_signal_connect (map, "cell-hovered", G_CALLBACK (ui_test_signal_cb), &hovered);
  g_signal_connect (map, "cell-activated", G_CALLBACK (ui_test_signal_cb), &opened);
  window = ui_test_show (widget, 300, 300);
  /* Nothing to choose before there are numbers. */
  ui_test_hover (widget, 20, 60);
  g_assert_cmpint (hovered.n, ==, 0);
  imagette_heat_map_set_values (map, values, NN_TILE_ACTIVATION, NN_COLORS_GREY, 1);
  range = imagette_heat_map_describe (map);
  g_assert_cmpstr (range, ==, "largest 1.00");
  ui_test_hover (widget, 1, 60);
  g_assert_cmpint (hovered.n, ==, 1);
  g_assert_cmpint (hovered.a, >, 2);
  g_assert_cmpint (hovered.b, ==, 0);
  ui_test_click (widget, 1, 60);
  g_assert_cmpint (opened.a, ==, hovered.a);
  g_assert_true (gtk_widget_grab_focus (widget));
  imagette_cell_canvas_set_cursor (IMAGETTE_CELL_CANVAS (map), 5, 27);
  g_assert_true (ui_test_press (widget, GDK_KEY_Right, 0));
  g_assert_true (ui_test_press (widget, GDK_KEY_Down, 0));
  g_assert_cmpint (hovered.a, ==, 6);
  g_assert_cmpint (hovered.b, ==, 27);
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                       "probability of 4: row 6, column 27: 0.25");
  g_assert_true (ui_test_press (widget, GDK_KEY_Return, 0));
  g_assert_cmpint (opened.b, ==, 27);
  ui_test_leave (widget);
  g_assert_cmpint (hovered.a, ==, -1);
  gtk_window_destroy (GTK_WINDOW (window));
}

/* Equal numbers are not painted anew; marks and cursor lie over the kept painting. */
static void
test_node_is_kept (void)
{
  ImagetteHeatMap *map = make_map ();
  const int marks[] = { 0, 400, 783 };
  GtkWidget *window;
  cairo_surface_t *picture;

  imagette_heat_map_set_values (map, values, NN_TILE_ACTIVATION, NN_COLORS_GREY, 1);
  window = ui_test_show (GTK_WIDGET (map), 300, 300);
  UI_TEST_KEEPS (map, imagette_canvas_get_node (IMAGETTE_CANVAS (map)), {
    imagette_heat_map_set_values (map, values, NN_TILE_ACTIVATION, NN_COLORS_GREY, 1);
    imagette_heat_map_set_marks (map, marks, 3);
    imagette_cell_canvas_set_cursor (IMAGETTE_CELL_CANVAS (map), 3, 3 + ui_try);
  });
  picture = ui_test_picture (GTK_WIDGET (map));
  g_assert_cmpint (ui_test_count (picture, 0xe66100), >, 3 * 100);
  cairo_surface_destroy (picture);
  values[5] = 0.5f;
  imagette_heat_map_set_values (map, values, NN_TILE_ACTIVATION, NN_COLORS_GREY, 1);
  g_assert_null (imagette_canvas_get_node (IMAGETTE_CANVAS (map)));
  ui_test_destroy (window, map);
}

static void
add_tests (void)
{
  g_test_add_func ("/heat-map/cells", test_cells);
  g_test_add_func ("/heat-map/range", test_range);
  g_test_add_func ("/heat-map/classes", test_classes);
  g_test_add_func ("/heat-map/cursor", test_cursor);
  g_test_add_func ("/heat-map/node-is-kept", test_node_is_kept);
}

int
main (int argc, char **argv)
{
  return ui_test_main (&argc, &argv, add_tests);
}
