/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "widgets/imagette-network-figure.h"

#include "ui-test.h"

/* A digit of 4x4, three maps of 4x4, their vector, an answer. */
static const int shapes[][3] = { { 1, 4, 4 }, { 3, 4, 4 }, { 48, 1, 1 }, { 10, 1, 1 } };

static NnNetworkFigure *
make_figure (int   n,
             float first)
{
  NnNetworkFigure *figure = nn_network_figure_new ();
  static const char *const names[] = { "Input", "C1: maps", "Flatten", "Output" };

  for (int i = 0; i < n; i++)
    {
      const gsize size = (gsize) shapes[i][0] * shapes[i][1] * shapes[i][2];
      float *values = g_new (float, size);
      g_autoptr (NnTensor) tensor = NULL;
      NnNetworkStage stage = {
        .channels = shapes[i][0], .height = shapes[i][1], .width = shapes[i][2],
        .name = (char *) names[i], .size = (char *) "3@4×4", .kind = NN_TILE_ACTIVATION,
      };

      for (gsize k = 0; k < size; k++)
        values[k] = first + (float) k;
      stage.values = tensor = nn_tensor_new_take (1, &size, values);
      nn_network_figure_add (figure, &stage);
    }
  return figure;
}

static ImagetteNetworkFigure *
show_figure (GtkWidget **window)
{
  ImagetteNetworkFigure *figure = IMAGETTE_NETWORK_FIGURE (imagette_network_figure_new ());

  imagette_canvas_set_title (IMAGETTE_CANVAS (figure), "Network");
  imagette_network_figure_take (figure, make_figure (4, 1));
  *window = ui_test_show (GTK_WIDGET (figure), 700, 400);
  return figure;
}

static void
test_pointer (void)
{
  GtkWidget *window;
  ImagetteNetworkFigure *figure = show_figure (&window);
  UiTestSignal hovered = { 0 }, opened = { 0 };
  double rect[4];

  g_signal_connect (figure, "cell-hovered", G_CALLBACK (ui_test_signal_cb), &hovered);
  g_signal_connect (figure, "cell-activated", G_CALLBACK (ui_test_signal_cb), &opened);
  /* The first cell of each plane is seen, whatever lies over the rest. */
  for (int stage = 0; stage < 4; stage++)
    for (int c = 0; c < shapes[stage][0]; c++)
      {
        const int unit = c * shapes[stage][1] * shapes[stage][2];

        imagette_network_figure_get_rect (figure, stage, unit, rect);
        ui_test_hover (GTK_WIDGET (figure), rect[0] + 1, rect[1] + rect[3] / 2);
        g_assert_cmpint (hovered.a, ==, stage);
        g_assert_cmpint (hovered.b, ==, unit);
      }
  imagette_network_figure_get_rect (figure, 1, 47, rect);
  ui_test_click (GTK_WIDGET (figure), rect[0] + rect[2] / 2, rect[1] + rect[3] / 2);
  g_assert_cmpint (opened.a, ==, 1);
  g_assert_cmpint (opened.b, ==, 47);
  ui_test_hover (GTK_WIDGET (figure), 1, 399);
  g_assert_cmpint (hovered.a, ==, -1);
  /* Raised, the first plane lies over its neighbours. */
  imagette_network_figure_raise (figure, 1, 0);
  imagette_network_figure_get_rect (figure, 1, 15, rect);
  ui_test_hover (GTK_WIDGET (figure), rect[0] + rect[2] / 2, rect[1] + rect[3] / 2);
  g_assert_cmpint (hovered.b, ==, 15);
  imagette_network_figure_raise (figure, -1, -1);
  ui_test_leave (GTK_WIDGET (figure));
  ui_test_hover (GTK_WIDGET (figure), rect[0] + rect[2] / 2, rect[1] + rect[3] / 2);
  g_assert_cmpint (hovered.b, >=, 16);
  gtk_window_destroy (GTK_WINDOW (window));
}

static void
test_keys (void)
{
  GtkWidget *window;
  ImagetteNetworkFigure *figure = show_figure (&window);
  GtkWidget *widget = GTK_WIDGET (figure);
  UiTestSignal hovered = { 0 }, opened = { 0 };

  g_signal_connect (figure, "cell-hovered", G_CALLBACK (ui_test_signal_cb), &hovered);
  g_signal_connect (figure, "cell-activated", G_CALLBACK (ui_test_signal_cb), &opened);
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                       "Network: Input 3@4×4, C1: maps 3@4×4, Flatten 3@4×4, "
                                       "Output 3@4×4");
  g_assert_true (gtk_widget_grab_focus (widget));
  g_assert_true (ui_test_press (widget, GDK_KEY_Right, 0));
  g_assert_cmpint (hovered.a, ==, 0);
  g_assert_true (ui_test_press (widget, GDK_KEY_Right, 0));
  g_assert_cmpint (hovered.a, ==, 1);
  g_assert_cmpint (hovered.b / 16, ==, 0);
  g_assert_true (ui_test_press (widget, GDK_KEY_Down, 0));
  g_assert_cmpint (hovered.b / 16, ==, 1);
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                       "Network: C1: maps, plane 2 of 3, row 2, column 2: 27.00");
  /* With Shift within the plane, up to its edge. */
  for (int i = 0; i < 5; i++)
    g_assert_true (ui_test_press (widget, GDK_KEY_Left, GDK_SHIFT_MASK));
  g_assert_true (ui_test_press (widget, GDK_KEY_Up, GDK_SHIFT_MASK));
  g_assert_cmpint (hovered.b, ==, 16 + 4);
  g_assert_true (ui_test_press (widget, GDK_KEY_Return, 0));
  g_assert_cmpint (opened.a, ==, 1);
  g_assert_cmpint (opened.b, ==, 20);
  /* A third of the way down the vector; one number on. */
  g_assert_true (ui_test_press (widget, GDK_KEY_Right, 0));
  g_assert_cmpint (hovered.a, ==, 2);
  g_assert_cmpint (hovered.b, ==, 16);
  g_assert_true (ui_test_press (widget, GDK_KEY_Down, 0));
  g_assert_cmpint (hovered.b, ==, 17);
  gtk_window_destroy (GTK_WINDOW (window));
}

/* What follows the pointer does not paint the planes anew; new values do. */
static void
test_painting (void)
{
  GtkWidget *window;
  ImagetteNetworkFigure *figure = show_figure (&window);
  NnNetworkCells cells[NN_NETWORK_MAX_STAGES] = { { 0 } };
  cairo_surface_t *picture;
  g_autoptr (GskRenderNode) node = NULL;
  NnStyle style;
  double rect[4];
  int without;

  imagette_look_init_style (GTK_WIDGET (figure), &style);
  picture = ui_test_picture (GTK_WIDGET (figure));
  without = ui_test_count (picture, style.select);
  cairo_surface_destroy (picture);
  g_assert_cmpint (without, ==, 0);
  UI_TEST_KEEPS (figure, imagette_canvas_get_node (IMAGETTE_CANVAS (figure)), {
    imagette_network_figure_get_rect (figure, 1, 32 - 16 * (ui_try % 2), rect);
    ui_test_hover (GTK_WIDGET (figure), rect[0] + 2, rect[1] + 2);
  });
  imagette_network_figure_get_rect (figure, 1, 32, rect);
  ui_test_hover (GTK_WIDGET (figure), rect[0] + 2, rect[1] + 2);
  cells[0] = (NnNetworkCells) { TRUE, { 0, 0 }, { 0, 1 }, { 0, 1 } };
  imagette_network_figure_set_cells (figure, cells);
  picture = ui_test_picture (GTK_WIDGET (figure));
  g_assert_cmpint (ui_test_count (picture, style.select), >, 50);
  cairo_surface_destroy (picture);
  node = gsk_render_node_ref (imagette_canvas_get_node (IMAGETTE_CANVAS (figure)));
  imagette_network_figure_take (figure, make_figure (4, 2));
  g_assert_true (imagette_cell_canvas_get_cursor (IMAGETTE_CELL_CANVAS (figure), NULL, NULL));
  picture = ui_test_picture (GTK_WIDGET (figure));
  cairo_surface_destroy (picture);
  g_assert_true (imagette_canvas_get_node (IMAGETTE_CANVAS (figure)) != node);
  /* Another network: nothing of the old one is pointed at. */
  imagette_network_figure_take (figure, make_figure (1, 1));
  g_assert_false (imagette_cell_canvas_get_cursor (IMAGETTE_CELL_CANVAS (figure), NULL, NULL));
  ui_test_destroy (window, figure);
}

static void
add_tests (void)
{
  g_test_add_func ("/network-figure/pointer", test_pointer);
  g_test_add_func ("/network-figure/keys", test_keys);
  g_test_add_func ("/network-figure/painting", test_painting);
}

int
main (int argc, char **argv)
{
  return ui_test_main (&argc, &argv, add_tests);
}
