/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "widgets/imagette-evolution-grid.h"

#include "ui-test.h"

#define ROWS 2
#define COLUMNS 3

static const ImagetteMark marks[COLUMNS] = { { 0, 0 }, { 1, 0 }, { 938, 1 } };

/* All of one value but for the first, which is the largest. */
static NnTensor *
make_projection (float value)
{
  const gsize shape[] = { 28, 28 };
  float *values = g_new (float, 784);

  for (int i = 0; i < 784; i++)
    values[i] = value / 2;
  values[0] = value;
  return nn_tensor_new_take (2, shape, values);
}

/* Rows of 1, 2, 4 and of 8, nothing, 16; the last of the first row is another image's. */
static ImagetteEvolutionGrid *
make_grid (void)
{
  static const float largest[ROWS][COLUMNS] = { { 1, 2, 4 }, { 8, 0, 16 } };
  ImagetteEvolutionGrid *grid = IMAGETTE_EVOLUTION_GRID (imagette_evolution_grid_new ());

  imagette_canvas_set_title (IMAGETTE_CANVAS (grid), "evolution");
  imagette_evolution_grid_set_size (grid, ROWS, marks, COLUMNS);
  for (int row = 0; row < ROWS; row++)
    for (int column = 0; column < COLUMNS; column++)
      {
        g_autoptr (NnTensor) projection = largest[row][column] > 0
                                            ? make_projection (largest[row][column]) : NULL;
        g_autofree char *words = projection != NULL
                                   ? g_strdup_printf ("map %d, moment %d", row + 1, column)
                                   : g_strdup ("dead: not positive on any digit");

        imagette_evolution_grid_set_cell (grid, row, column, projection, row == 0 && column == 2,
                                          "dead", words);
      }
  return grid;
}

static guint32
middle_color (ImagetteEvolutionGrid *grid, cairo_surface_t *picture, int row, int column)
{
  graphene_rect_t rect;

  imagette_evolution_grid_get_cell_rect (grid, row, column, &rect);
  return ui_test_pixel (picture, (int) (rect.origin.x + rect.size.width / 2),
                        (int) (rect.origin.y + rect.size.height / 2));
}

static guint32
grey_of (float value, float m)
{
  return nn_tile_grey (NN_TILE_SIGNED, value, m) * 0x10101u;
}

/* Every cell is where it is said to be, as large as fits, and in the scope's greys. */
static void
test_cells (void)
{
  ImagetteEvolutionGrid *grid = make_grid ();
  GtkWidget *window = ui_test_show (GTK_WIDGET (grid), 500, 300);
  cairo_surface_t *picture = ui_test_picture (GTK_WIDGET (grid));
  graphene_rect_t rect;
  int scale = imagette_evolution_grid_get_scale (grid);

  g_assert_cmpint (scale, >, 2);
  imagette_evolution_grid_get_cell_rect (grid, 1, 2, &rect);
  g_assert_cmpfloat (rect.size.width, ==, 28 * scale);
  g_assert_cmpfloat (rect.origin.x + rect.size.width, <=, 500);
  g_assert_cmpfloat (rect.origin.y + rect.size.height, <=, 300);
  /* One more would be too much. */
  g_assert_true (rect.origin.x + rect.size.width + 3 * 28 > 500
                 || rect.origin.y + rect.size.height + 2 * 28 > 300);
  g_assert_cmphex (middle_color (grid, picture, 0, 0), ==, grey_of (0.5f, 1));
  g_assert_cmphex (middle_color (grid, picture, 1, 2), ==, grey_of (8, 16));
  cairo_surface_destroy (picture);

  imagette_evolution_grid_set_scope (grid, NN_SCOPE_ROW);
  picture = ui_test_picture (GTK_WIDGET (grid));
  g_assert_cmphex (middle_color (grid, picture, 0, 0), ==, grey_of (0.5f, 4));
  g_assert_cmphex (middle_color (grid, picture, 1, 0), ==, grey_of (4, 16));
  cairo_surface_destroy (picture);

  imagette_evolution_grid_set_scope (grid, NN_SCOPE_ALL);
  picture = ui_test_picture (GTK_WIDGET (grid));
  g_assert_cmphex (middle_color (grid, picture, 0, 2), ==, grey_of (2, 16));
  g_assert_cmpfloat (imagette_evolution_grid_get_max (grid, 0, 0), ==, 16);
  cairo_surface_destroy (picture);

  imagette_evolution_grid_set_colors (grid, NN_COLORS_DIVERGING);
  picture = ui_test_picture (GTK_WIDGET (grid));
  g_assert_cmphex (middle_color (grid, picture, 0, 2), ==,
                   nn_tile_color (NN_TILE_SIGNED, NN_COLORS_DIVERGING, 2, 16));
  cairo_surface_destroy (picture);
  gtk_window_destroy (GTK_WINDOW (window));
}

/* Whether something is painted within the frame of a cell, and how low that begins. */
static int
count_ink (ImagetteEvolutionGrid *grid, int row, int column)
{
  cairo_surface_t *picture = ui_test_picture (GTK_WIDGET (grid));
  graphene_rect_t rect;
  guint32 paper;
  int ink = 0;

  imagette_evolution_grid_get_cell_rect (grid, row, column, &rect);
  paper = ui_test_pixel (picture, (int) rect.origin.x + 3, (int) rect.origin.y + 3);
  for (int y = 3; y < (int) rect.size.height - 3; y++)
    for (int x = 1; x < (int) rect.size.width - 1; x++)
      ink += ui_test_pixel (picture, (int) rect.origin.x + x, (int) rect.origin.y + y) != paper;
  cairo_surface_destroy (picture);
  return ink;
}

/* An empty cell says why, and nothing stands over its edge; a filled one says nothing. */
static void
test_reason (void)
{
  ImagetteEvolutionGrid *grid = make_grid ();
  GtkWidget *window = ui_test_show (GTK_WIDGET (grid), 300, 160);
  g_autoptr (NnTensor) projection = make_projection (2);
  int dead, never, wide, filled;

  dead = count_ink (grid, 1, 1);
  imagette_evolution_grid_set_cell (grid, 1, 1, NULL, FALSE, "never positive", "");
  never = count_ink (grid, 1, 1);
  g_assert_cmpint (dead, >, 10);
  g_assert_cmpint (never, >, dead);
  imagette_evolution_grid_set_cell (grid, 1, 1, NULL, FALSE, "unverhältnismäßigkeitshalber", "");
  wide = count_ink (grid, 1, 1);
  g_assert_cmpint (wide, >, 10);
  imagette_evolution_grid_set_cell (grid, 1, 1, projection, FALSE, "dead", "");
  filled = count_ink (grid, 1, 1);
  g_assert_cmpint (filled, ==, 0);
  gtk_window_destroy (GTK_WINDOW (window));
}

/* Orange is in the corner of a cell whose image changed, and around the selected column. */
static void
test_marks (void)
{
  ImagetteEvolutionGrid *grid = make_grid ();
  GtkWidget *window = ui_test_show (GTK_WIDGET (grid), 500, 300);
  cairo_surface_t *picture = ui_test_picture (GTK_WIDGET (grid));
  int corner = ui_test_count (picture, 0xe66100);
  graphene_rect_t rect;

  for (int row = 0; row < ROWS; row++)
    for (int column = 0; column < COLUMNS; column++)
      {
        guint32 color;

        imagette_evolution_grid_get_cell_rect (grid, row, column, &rect);
        color = ui_test_pixel (picture, (int) rect.origin.x + 2, (int) rect.origin.y + 2);
        if (row == 0 && column == 2)
          g_assert_cmphex (color, ==, 0xe66100);
        else
          g_assert_cmphex (color, !=, 0xe66100);
      }
  cairo_surface_destroy (picture);
  imagette_evolution_grid_set_selected (grid, 1);
  picture = ui_test_picture (GTK_WIDGET (grid));
  imagette_evolution_grid_get_cell_rect (grid, 1, 1, &rect);
  g_assert_cmpint (ui_test_count (picture, 0xe66100), >, corner + 4 * (int) rect.size.height);
  g_assert_cmphex (ui_test_pixel (picture, (int) rect.origin.x - 2, (int) rect.origin.y + 20), ==,
                   0xe66100);
  cairo_surface_destroy (picture);
  gtk_window_destroy (GTK_WINDOW (window));
}

static void
assert_words (ImagetteEvolutionGrid *grid, const char *expected)
{
  g_autofree char *words = imagette_evolution_grid_describe (grid);

  g_assert_cmpstr (words, ==, expected);
}

static void
test_cursor (void)
{
  ImagetteEvolutionGrid *grid = make_grid ();
  GtkWidget *widget = GTK_WIDGET (grid), *window = ui_test_show (widget, 500, 300);
  UiTestSignal hovered = { 0 }, opened = { 0 };
  graphene_rect_t rect;

  g_signal_connect (grid, "cell-hovered", G_CALLBACK (ui_test_signal_cb), &hovered);
  g_signal_connect (grid, "column-activated", G_CALLBACK (ui_test_int_cb), &opened);
  assert_words (grid, "2 rows, 3 columns");
  imagette_evolution_grid_get_cell_rect (grid, 1, 1, &rect);
  ui_test_hover (widget, rect.origin.x + 4, rect.origin.y + 4);
  g_assert_cmpint (hovered.a, ==, 1);
  g_assert_cmpint (hovered.b, ==, 1);
  /* An empty cell says why it is. */
  assert_words (grid, "dead: not positive on any digit");
  g_assert_cmpstr (gtk_widget_get_tooltip_text (widget), ==, "dead: not positive on any digit");
  ui_test_click (widget, rect.origin.x + 4, rect.origin.y + 4);
  g_assert_cmpint (opened.a, ==, 1);
  g_assert_true (ui_test_press (widget, GDK_KEY_Right, 0));
  g_assert_true (ui_test_press (widget, GDK_KEY_Right, 0));
  g_assert_true (ui_test_press (widget, GDK_KEY_Up, 0));
  g_assert_cmpint (hovered.a, ==, 0);
  g_assert_cmpint (hovered.b, ==, 2);
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                       "evolution: map 1, moment 2");
  g_assert_true (ui_test_press (widget, GDK_KEY_Return, 0));
  g_assert_cmpint (opened.a, ==, 2);
  g_assert_cmpint (opened.n, ==, 2);
  /* Over the headings there is no cell. */
  ui_test_hover (widget, rect.origin.x + 4, 2);
  g_assert_cmpint (hovered.a, ==, -1);
  ui_test_click (widget, rect.origin.x + 4, 2);
  g_assert_cmpint (opened.n, ==, 2);
  gtk_window_destroy (GTK_WINDOW (window));
}

/* Frames lie over the kept painting; fewer columns take cursor and frame with them. */
static void
test_node_is_kept (void)
{
  ImagetteEvolutionGrid *grid = make_grid ();
  GtkWidget *window = ui_test_show (GTK_WIDGET (grid), 500, 300);
  graphene_rect_t rect;

  UI_TEST_KEEPS (grid, imagette_canvas_get_node (IMAGETTE_CANVAS (grid)), {
    imagette_evolution_grid_get_cell_rect (grid, 1, ui_try % 2 + 1, &rect);
    ui_test_hover (GTK_WIDGET (grid), rect.origin.x + 4, rect.origin.y + 4);
    imagette_evolution_grid_set_selected (grid, ui_try % 2 + 1);
  });
  imagette_evolution_grid_set_selected (grid, 2);
  imagette_evolution_grid_set_size (grid, 1, marks, 1);
  g_assert_cmpint (imagette_evolution_grid_get_selected (grid), ==, -1);
  g_assert_null (gtk_widget_get_tooltip_text (GTK_WIDGET (grid)));
  assert_words (grid, "1 rows, 1 columns");
  imagette_evolution_grid_set_size (grid, 0, NULL, 0);
  assert_words (grid, "not computed yet");
  gtk_test_widget_wait_for_draw (GTK_WIDGET (grid));
  ui_test_destroy (window, grid);
}

/* Too many for the room: they keep two pixels a value and scroll under the heads; what is
 * selected, or where keys go, is seen. */
static void
test_scrolls (void)
{
  ImagetteEvolutionGrid *grid = make_grid ();
  GtkWidget *scrolled = gtk_scrolled_window_new (), *window;
  UiTestSignal hovered = { 0 };
  graphene_rect_t rect;

  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), GTK_WIDGET (grid));
  window = ui_test_show (scrolled, 160, 120);
  g_assert_cmpint (gtk_widget_get_width (GTK_WIDGET (grid)), <=, 160);
  g_assert_cmpint (imagette_evolution_grid_get_scale (grid), ==, 2);
  imagette_evolution_grid_get_cell_rect (grid, 0, 2, &rect);
  g_assert_cmpfloat (rect.origin.x + rect.size.width, >, 160);
  imagette_evolution_grid_set_selected (grid, 2);
  imagette_evolution_grid_get_cell_rect (grid, 0, 2, &rect);
  g_assert_cmpfloat (rect.origin.x + rect.size.width, <=, 160);
  g_signal_connect (grid, "cell-hovered", G_CALLBACK (ui_test_signal_cb), &hovered);
  gtk_widget_grab_focus (GTK_WIDGET (grid));
  g_assert_true (ui_test_press (GTK_WIDGET (grid), GDK_KEY_Down, 0));
  g_assert_true (ui_test_press (GTK_WIDGET (grid), GDK_KEY_Down, 0));
  g_assert_cmpint (hovered.a, ==, 1);
  g_assert_cmpint (hovered.b, ==, 2);
  imagette_evolution_grid_get_cell_rect (grid, 1, 2, &rect);
  g_assert_cmpfloat (rect.origin.y + rect.size.height, <=, 120);
  /* The first row lies under the head now, which is no cell. */
  imagette_evolution_grid_get_cell_rect (grid, 0, 2, &rect);
  g_assert_cmpfloat (rect.origin.y, <, 20);
  ui_test_hover (GTK_WIDGET (grid), rect.origin.x + 5, 20);
  g_assert_cmpint (hovered.a, ==, -1);
  gtk_window_destroy (GTK_WINDOW (window));
}

/* The last node, the cursor's, is about as large as a cell: only there GTK paints anew. */
static void
test_cursor_is_small (void)
{
  ImagetteEvolutionGrid *grid = make_grid ();
  GtkWidget *window = ui_test_show (GTK_WIDGET (grid), 500, 300);
  GtkSnapshot *snapshot = gtk_snapshot_new ();
  g_autoptr (GskRenderNode) all = NULL;
  graphene_rect_t cell, bounds;
  GskRenderNode *over;

  g_assert_true (ui_test_press (GTK_WIDGET (grid), GDK_KEY_Right, 0));
  imagette_evolution_grid_get_cell_rect (grid, 0, 0, &cell);
  GTK_WIDGET_GET_CLASS (grid)->snapshot (GTK_WIDGET (grid), snapshot);
  all = gtk_snapshot_free_to_node (snapshot);
  g_assert_cmpint (gsk_render_node_get_node_type (all), ==, GSK_CONTAINER_NODE);
  over = gsk_container_node_get_child (all, gsk_container_node_get_n_children (all) - 1);
  gsk_render_node_get_bounds (over, &bounds);
  g_assert_cmpfloat (bounds.size.width, >=, cell.size.width);
  g_assert_cmpfloat (bounds.size.width, <=, cell.size.width + 12);
  g_assert_cmpfloat (bounds.size.height, <=, cell.size.height + 12);
  gtk_window_destroy (GTK_WINDOW (window));
}

static void
add_tests (void)
{
  g_test_add_func ("/evolution-grid/cells", test_cells);
  g_test_add_func ("/evolution-grid/reason", test_reason);
  g_test_add_func ("/evolution-grid/marks", test_marks);
  g_test_add_func ("/evolution-grid/cursor", test_cursor);
  g_test_add_func ("/evolution-grid/scrolls", test_scrolls);
  g_test_add_func ("/evolution-grid/node-is-kept", test_node_is_kept);
  g_test_add_func ("/evolution-grid/cursor-is-small", test_cursor_is_small);
}

int
main (int argc, char **argv)
{
  return ui_test_main (&argc, &argv, add_tests);
}
