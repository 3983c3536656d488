/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "widgets/imagette-filter-grid.h"

#include "ui-test.h"

#define ROWS 4
#define COLUMNS 3
#define TILE 4                    /* values */

/* Tile t holds t + 1, 0, -(t + 1) / 2, 0; bumped: one tile gets another value. */
static NnTensor *
bank (int bumped)
{
  const gsize shape[] = { ROWS, COLUMNS, 2, 2 };
  float *data = g_new0 (float, ROWS * COLUMNS * TILE);

  for (int t = 0; t < ROWS * COLUMNS; t++)
    {
      data[t * TILE] = (float) (t + 1);
      data[t * TILE + 2] = -(float) (t + 1) / 2;
    }
  if (bumped >= 0)
    data[bumped * TILE + 1] = 0.5f;
  return nn_tensor_new_take (4, shape, data);
}

static ImagetteFilterGrid *
make_grid (void)
{
  ImagetteFilterGrid *grid = IMAGETTE_FILTER_GRID (imagette_filter_grid_new ());
  g_autoptr (NnTensor) tensor = bank (-1);

  imagette_filter_grid_set_tensor (grid, tensor);
  return grid;
}

static GskRenderNode *
node_of (ImagetteFilterGrid *grid, int index)
{
  return imagette_tile_get_node (imagette_filter_grid_get_tile (grid, index / COLUMNS,
                                                                index % COLUMNS));
}

static void
test_only_changed_tiles (void)
{
  ImagetteFilterGrid *grid = make_grid ();
  GtkWidget *window = ui_test_show (GTK_WIDGET (grid), 300, 300);
  g_autoptr (NnTensor) same = bank (-1), other = bank (5);
  GskRenderNode *nodes[ROWS * COLUMNS];
  ImagetteTile *tile = imagette_filter_grid_get_tile (grid, 0, 0);

  for (int i = 0; i < ROWS * COLUMNS; i++)
    nodes[i] = gsk_render_node_ref (node_of (grid, i));
  imagette_filter_grid_set_tensor (grid, same);
  for (int i = 0; i < ROWS * COLUMNS; i++)
    g_assert_true (node_of (grid, i) == nodes[i]);
  imagette_filter_grid_set_tensor (grid, other);
  for (int i = 0; i < ROWS * COLUMNS; i++)
    g_assert_true ((node_of (grid, i) == nodes[i]) == (i != 5));
  g_assert_true (imagette_filter_grid_get_tile (grid, 0, 0) == tile);
  for (int i = 0; i < ROWS * COLUMNS; i++)
    gsk_render_node_unref (nodes[i]);
  gtk_window_destroy (GTK_WINDOW (window));
}

static int
count_pictures (GskRenderNode *node)
{
  int n = 0;

  switch ((int) gsk_render_node_get_node_type (node))
    {
    case GSK_CAIRO_NODE:
      return 1;
    case GSK_TRANSFORM_NODE:
      return count_pictures (gsk_transform_node_get_child (node));
    case GSK_CLIP_NODE:
      return count_pictures (gsk_clip_node_get_child (node));
    case GSK_CONTAINER_NODE:
      for (guint i = 0; i < gsk_container_node_get_n_children (node); i++)
        n += count_pictures (gsk_container_node_get_child (node, i));
      return n;
    default:
      return 0;
    }
}

static void
assert_shows_tile (cairo_surface_t *picture, ImagetteFilterGrid *grid, int row, int column)
{
  ImagetteTile *tile = imagette_filter_grid_get_tile (grid, row, column);
  int scale = imagette_filter_grid_get_used_scale (grid);
  graphene_rect_t bounds;
  float m;
  const float *values = imagette_tile_get_values (tile, NULL, NULL, NULL, NULL, &m);

  g_assert_true (gtk_widget_compute_bounds (GTK_WIDGET (tile), GTK_WIDGET (grid), &bounds));
  for (int y = 0; y < 2 * scale; y++)
    for (int x = 0; x < 2 * scale; x++)
      g_assert_cmphex (ui_test_pixel (picture, (int) bounds.origin.x + x, (int) bounds.origin.y + y),
                       ==, nn_tile_color (NN_TILE_SIGNED, NN_COLORS_GREY,
                                          values[y / scale * 2 + x / scale], m));
}

/* However many tiles a row has, GTK gets one picture of it: with new numbers, folded, wider, and
 * without a trace of the words of an empty tile. */
static void
test_row_pictures (void)
{
  ImagetteFilterGrid *grid = IMAGETTE_FILTER_GRID (imagette_filter_grid_new ());
  g_autoptr (NnTensor) first = bank (-1), second = bank (7);
  NnTensor *tensors[] = { first, second, first, second };
  GtkWidget *window;

  imagette_filter_grid_set_layout (grid, ROWS, COLUMNS, 2, 2);
  imagette_filter_grid_set_captions (grid, IMAGETTE_CAPTIONS_ROW);
  window = ui_test_show (GTK_WIDGET (grid), 300, 300);
  for (int i = 0; i < 4; i++)
    {
      GtkSnapshot *snapshot = gtk_snapshot_new ();
      g_autoptr (GskRenderNode) node = NULL;
      cairo_surface_t *picture;

      imagette_filter_grid_set_tensor (grid, tensors[i]);
      if (i == 2)
        imagette_filter_grid_set_fold (grid, TRUE);
      else if (i == 3)
        g_object_set (grid, "scale", 7, "gap", 9, NULL);
      picture = ui_test_picture (GTK_WIDGET (grid));
      for (int t = 0; t < ROWS * COLUMNS; t++)
        assert_shows_tile (picture, grid, t / COLUMNS, t % COLUMNS);
      GTK_WIDGET_GET_CLASS (grid)->snapshot (GTK_WIDGET (grid), snapshot);
      node = gtk_snapshot_free_to_node (snapshot);
      g_assert_cmpint (count_pictures (node), ==, ROWS);
      cairo_surface_destroy (picture);
    }
  gtk_window_destroy (GTK_WINDOW (window));
}

static float
m_of (ImagetteFilterGrid *grid, int row, int column)
{
  float m;

  imagette_tile_get_values (imagette_filter_grid_get_tile (grid, row, column), NULL, NULL, NULL,
                            NULL, &m);
  g_assert_cmpfloat (m, ==, imagette_filter_grid_get_tile_max (grid, row, column));
  return m;
}

static void
test_scopes (void)
{
  ImagetteFilterGrid *grid = IMAGETTE_FILTER_GRID (g_object_ref_sink (make_grid ()));

  g_assert_cmpfloat (m_of (grid, 0, 0), ==, 12);
  g_assert_cmpfloat (imagette_filter_grid_get_max (grid), ==, 12);
  imagette_filter_grid_set_scope (grid, NN_SCOPE_TILE, 0);
  g_assert_cmpfloat (m_of (grid, 0, 0), ==, 1);
  g_assert_cmpfloat (m_of (grid, 2, 1), ==, 8);
  imagette_filter_grid_set_scope (grid, NN_SCOPE_ROW, 0);
  g_assert_cmpfloat (m_of (grid, 0, 0), ==, 3);
  g_assert_cmpfloat (m_of (grid, 3, 0), ==, 12);
  imagette_filter_grid_set_scope (grid, NN_SCOPE_ALL, 20);
  g_assert_cmpfloat (m_of (grid, 1, 1), ==, 20);
  imagette_filter_grid_set_scope (grid, NN_SCOPE_ALL, 30);
  g_assert_cmpfloat (m_of (grid, 1, 1), ==, 30);
  g_assert_cmpfloat (imagette_filter_grid_get_max (grid), ==, 30);
  /* A range keeps the m of the whole layer. */
  imagette_filter_grid_set_scope (grid, NN_SCOPE_LAYER, 0);
  imagette_filter_grid_set_range (grid, 1, 2);
  g_assert_cmpfloat (m_of (grid, 1, 0), ==, 12);
  g_assert_null (imagette_filter_grid_get_tile (grid, 0, 0));
  g_assert_null (imagette_filter_grid_get_tile (grid, 3, 0));
  g_assert_cmpfloat (imagette_tile_get_value (imagette_filter_grid_get_tile (grid, 2, 2), 0, 0), ==,
                     9);
  g_object_unref (grid);
}

static void
test_layout (void)
{
  ImagetteFilterGrid *grid = make_grid ();
  GtkWidget *widget = GTK_WIDGET (grid), *window;
  graphene_rect_t a, b, c;
  int width, height;

  g_object_set (grid, "scale", 10, "gap", 1, "row-gap", 6, NULL);
  gtk_widget_measure (widget, GTK_ORIENTATION_HORIZONTAL, -1, &width, NULL, NULL, NULL);
  gtk_widget_measure (widget, GTK_ORIENTATION_VERTICAL, -1, &height, NULL, NULL, NULL);
  g_assert_cmpint (width, ==, 3 * 20 + 2);
  g_assert_cmpint (height, ==, 4 * 20 + 3 * 6);
  window = ui_test_show (widget, 300, 200);
  g_assert_true (gtk_widget_compute_bounds (
    GTK_WIDGET (imagette_filter_grid_get_tile (grid, 0, 0)), widget, &a));
  g_assert_true (gtk_widget_compute_bounds (
    GTK_WIDGET (imagette_filter_grid_get_tile (grid, 1, 2)), widget, &b));
  g_assert_cmpfloat (b.origin.x - a.origin.x, ==, 2 * 21);
  g_assert_cmpfloat (b.origin.y - a.origin.y, ==, 26);
  g_assert_cmpfloat (b.size.width, ==, 20);

  /* Folded: row 2 stands beside row 0. */
  imagette_filter_grid_set_fold (grid, TRUE);
  gtk_test_widget_wait_for_draw (window);
  g_assert_true (gtk_widget_compute_bounds (
    GTK_WIDGET (imagette_filter_grid_get_tile (grid, 2, 0)), widget, &c));
  g_assert_cmpfloat (c.origin.y, ==, a.origin.y);
  g_assert_cmpfloat (c.origin.x, >, a.origin.x + 62);
  gtk_widget_measure (widget, GTK_ORIENTATION_VERTICAL, -1, &height, NULL, NULL, NULL);
  g_assert_cmpint (height, ==, 2 * 20 + 6);

  /* Fitting: the largest whole number for 300 x 200. */
  g_object_set (grid, "fold", FALSE, "scale", 0, "max-scale", 100, NULL);
  gtk_test_widget_wait_for_draw (window);
  g_assert_cmpint (imagette_filter_grid_get_used_scale (grid), ==, (200 - 3 * 6) / 4 / 2);
  gtk_window_destroy (GTK_WINDOW (window));
}

/* Two banks of other tiles but as many rows stand row by row when spread. */
static void
test_spread (void)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6), *window;
  ImagetteFilterGrid *a = make_grid (), *b = IMAGETTE_FILTER_GRID (imagette_filter_grid_new ());

  imagette_filter_grid_set_layout (b, ROWS, 1, 8, 8);
  g_object_set (a, "spread", TRUE, "scale", 3, NULL);
  g_object_set (b, "spread", TRUE, "scale", 5, NULL);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (a));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (b));
  window = ui_test_show (box, 300, 403);
  for (int row = 0; row < ROWS; row++)
    {
      graphene_rect_t left, right;
      float middle;

      g_assert_true (gtk_widget_compute_bounds (
        GTK_WIDGET (imagette_filter_grid_get_tile (a, row, 0)), box, &left));
      g_assert_true (gtk_widget_compute_bounds (
        GTK_WIDGET (imagette_filter_grid_get_tile (b, row, 0)), box, &right));
      middle = left.origin.y + left.size.height / 2;
      g_assert_cmpfloat_with_epsilon (middle, right.origin.y + right.size.height / 2, 1);
      g_assert_cmpfloat_with_epsilon (middle, (float) (row + 0.5) * 403 / 4, 1.5);
    }
  gtk_window_destroy (GTK_WINDOW (window));
}

static int
focused (ImagetteFilterGrid *grid)
{
  for (int i = 0; i < ROWS * COLUMNS; i++)
    if (gtk_widget_has_focus (GTK_WIDGET (
          imagette_filter_grid_get_tile (grid, i / COLUMNS, i % COLUMNS))))
      return i;
  return -1;
}

static void
test_keyboard (void)
{
  ImagetteFilterGrid *grid = make_grid ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6), *window;
  GtkWidget *before = gtk_button_new_with_label ("a"), *after = gtk_button_new_with_label ("b");
  UiTestSignal activated = { 0 }, selected = { 0 };

  gtk_box_append (GTK_BOX (box), before);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (grid));
  gtk_box_append (GTK_BOX (box), after);
  window = ui_test_show (box, 400, 300);
  g_signal_connect (grid, "tile-activated", G_CALLBACK (ui_test_signal_cb), &activated);
  g_signal_connect (grid, "tile-selected", G_CALLBACK (ui_test_signal_cb), &selected);
  gtk_widget_grab_focus (before);
  g_assert_true (gtk_widget_child_focus (window, GTK_DIR_TAB_FORWARD));
  g_assert_cmpint (focused (grid), ==, 0);
  gtk_widget_child_focus (window, GTK_DIR_RIGHT);
  gtk_widget_child_focus (window, GTK_DIR_DOWN);
  g_assert_cmpint (focused (grid), ==, 4);
  g_assert_cmpint (selected.a, ==, 1);
  g_assert_cmpint (selected.b, ==, 1);
  gtk_widget_child_focus (window, GTK_DIR_UP);
  gtk_widget_child_focus (window, GTK_DIR_LEFT);
  g_assert_cmpint (focused (grid), ==, 0);
  g_assert_true (ui_test_press (gtk_window_get_focus (GTK_WINDOW (window)), GDK_KEY_End, 0));
  g_assert_cmpint (focused (grid), ==, 2);
  g_assert_true (ui_test_press (gtk_window_get_focus (GTK_WINDOW (window)), GDK_KEY_Return, 0));
  g_assert_cmpint (activated.a, ==, 0);
  g_assert_cmpint (activated.b, ==, 2);
  /* Past the edge: on to what is there. */
  gtk_widget_child_focus (window, GTK_DIR_RIGHT);
  g_assert_true (gtk_widget_has_focus (after));
  /* Back by Tab at the tile one left, and out again with one more. */
  gtk_widget_child_focus (window, GTK_DIR_TAB_BACKWARD);
  g_assert_cmpint (focused (grid), ==, 2);
  gtk_widget_child_focus (window, GTK_DIR_TAB_BACKWARD);
  g_assert_true (gtk_widget_has_focus (before));
  gtk_window_destroy (GTK_WINDOW (window));
}

static void
test_fold_keyboard (void)
{
  ImagetteFilterGrid *grid = make_grid ();
  GtkWidget *window;

  imagette_filter_grid_set_fold (grid, TRUE);
  window = ui_test_show (GTK_WIDGET (grid), 400, 300);
  gtk_widget_grab_focus (GTK_WIDGET (imagette_filter_grid_get_tile (grid, 0, 2)));
  gtk_widget_child_focus (window, GTK_DIR_RIGHT);
  g_assert_cmpint (focused (grid), ==, 6);
  gtk_widget_child_focus (window, GTK_DIR_DOWN);
  g_assert_cmpint (focused (grid), ==, 9);
  gtk_widget_child_focus (window, GTK_DIR_LEFT);
  g_assert_cmpint (focused (grid), ==, 5);
  gtk_window_destroy (GTK_WINDOW (window));
}

typedef struct
{
  int row, column, y, x;
} Hover;

static void
hovered_cb (ImagetteFilterGrid *grid, int row, int column, int y, int x, Hover *hover)
{
  *hover = (Hover) { row, column, y, x };
}

static void
test_pointer (void)
{
  ImagetteFilterGrid *grid = make_grid ();
  GtkWidget *tile, *window;
  UiTestSignal activated = { 0 };
  Hover hover = { 0 };
  int row, column;

  g_object_set (grid, "scale", 10, NULL);
  imagette_filter_grid_set_range (grid, 1, 3);
  window = ui_test_show (GTK_WIDGET (grid), 300, 300);
  g_signal_connect (grid, "tile-activated", G_CALLBACK (ui_test_signal_cb), &activated);
  g_signal_connect (grid, "cell-hovered", G_CALLBACK (hovered_cb), &hover);
  tile = GTK_WIDGET (imagette_filter_grid_get_tile (grid, 2, 1));
  ui_test_hover (tile, 15, 5);
  g_assert_cmpint (hover.row, ==, 2);
  g_assert_cmpint (hover.column, ==, 1);
  g_assert_cmpint (hover.y, ==, 0);
  g_assert_cmpint (hover.x, ==, 1);
  ui_test_leave (tile);
  g_assert_cmpint (hover.row, ==, -1);
  ui_test_click (tile, 5, 5);
  g_assert_cmpint (activated.a, ==, 2);
  g_assert_cmpint (activated.b, ==, 1);

  imagette_filter_grid_set_selected (grid, 3, 2);
  imagette_filter_grid_get_selected (grid, &row, &column);
  g_assert_cmpint (row, ==, 3);
  g_assert_cmpint (column, ==, 2);
  g_assert_true (imagette_tile_get_selected (imagette_filter_grid_get_tile (grid, 3, 2)));
  imagette_filter_grid_set_selected (grid, -1, -1);
  g_assert_false (imagette_tile_get_selected (imagette_filter_grid_get_tile (grid, 3, 2)));
  gtk_window_destroy (GTK_WINDOW (window));
}

static char *
title (int row, int column, gpointer data)
{
  return g_strdup_printf ("C3 filter of map %d for S2 map %d", row + 1, column + 1);
}

static void
test_speech (void)
{
  ImagetteFilterGrid *grid = make_grid ();
  GtkWidget *window = ui_test_show (GTK_WIDGET (grid), 300, 300), *tile;

  imagette_filter_grid_set_title_func (grid, title, NULL, NULL);
  imagette_filter_grid_set_place (grid, "epoch 4");
  tile = GTK_WIDGET (imagette_filter_grid_get_tile (grid, 1, 2));
  gtk_widget_grab_focus (tile);
  gtk_test_accessible_assert_role (GTK_ACCESSIBLE (tile), GTK_ACCESSIBLE_ROLE_IMG);
  gtk_test_accessible_assert_property (
    GTK_ACCESSIBLE (tile), GTK_ACCESSIBLE_PROPERTY_LABEL,
    "C3 filter of map 2 for S2 map 3, epoch 4, from −3.00 to 6.00");
  gtk_window_destroy (GTK_WINDOW (window));
}

static void
test_shapes (void)
{
  ImagetteFilterGrid *grid = IMAGETTE_FILTER_GRID (g_object_ref_sink (imagette_filter_grid_new ()));
  const gsize maps[] = { 6, 2, 2 }, plane[] = { 3, 5 };
  float zeros[24] = { 0 };
  g_autoptr (NnTensor) three = nn_tensor_new_copy (3, maps, zeros);
  g_autoptr (NnTensor) two = nn_tensor_new_copy (2, plane, zeros);

  /* A layout that rank 3 fits is kept; without one it is a column. */
  imagette_filter_grid_set_layout (grid, 2, 3, 2, 2);
  imagette_filter_grid_set_tensor (grid, three);
  g_assert_nonnull (imagette_filter_grid_get_tile (grid, 1, 2));
  imagette_filter_grid_set_tensor (grid, two);
  g_assert_null (imagette_filter_grid_get_tile (grid, 1, 0));
  imagette_filter_grid_set_tensor (grid, three);
  g_assert_nonnull (imagette_filter_grid_get_tile (grid, 5, 0));
  g_assert_null (imagette_filter_grid_get_tile (grid, 0, 1));
  imagette_filter_grid_set_empty (grid, "no picture");
  g_assert_null (imagette_filter_grid_get_tensor (grid));
  g_assert_null (imagette_tile_get_values (imagette_filter_grid_get_tile (grid, 0, 0), NULL, NULL,
                                           NULL, NULL, NULL));
  g_object_unref (grid);
}

static void
test_finalizes (void)
{
  ImagetteFilterGrid *grid = make_grid ();
  GtkWidget *window = ui_test_show (GTK_WIDGET (grid), 300, 300);
  ImagetteTile *tile = g_object_ref (imagette_filter_grid_get_tile (grid, 0, 0));

  ui_test_destroy (window, grid);
  g_assert_finalize_object (tile);
}

static void
add_tests (void)
{
  g_test_add_func ("/filter-grid/only-changed-tiles", test_only_changed_tiles);
  g_test_add_func ("/filter-grid/row-pictures", test_row_pictures);
  g_test_add_func ("/filter-grid/scopes", test_scopes);
  g_test_add_func ("/filter-grid/layout", test_layout);
  g_test_add_func ("/filter-grid/spread", test_spread);
  g_test_add_func ("/filter-grid/keyboard", test_keyboard);
  g_test_add_func ("/filter-grid/fold-keyboard", test_fold_keyboard);
  g_test_add_func ("/filter-grid/pointer", test_pointer);
  g_test_add_func ("/filter-grid/speech", test_speech);
  g_test_add_func ("/filter-grid/shapes", test_shapes);
  g_test_add_func ("/filter-grid/finalizes", test_finalizes);
}

int
main (int argc, char **argv)
{
  return ui_test_main (&argc, &argv, add_tests);
}
