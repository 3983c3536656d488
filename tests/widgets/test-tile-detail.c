/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "widgets/imagette-tile-detail.h"

#include "ui-test.h"
#include "widgets/imagette-cells.h"

static const float filter[6] = { -0.41f, 0.1f, 0.38f, 0, 0.2f, -0.1f };

static ImagetteTile *
make_source (void)
{
  ImagetteTile *tile = IMAGETTE_TILE (g_object_ref_sink (imagette_tile_new ()));

  imagette_tile_set_title (tile, "C1 filter 3 of 6");
  imagette_tile_set_values (tile, filter, 2, 3, NN_TILE_SIGNED, NN_COLORS_GREY, 0.41f);
  return tile;
}

static gboolean
shows (GtkWidget *widget, const char *text)
{
  if (GTK_IS_LABEL (widget) && g_str_equal (gtk_label_get_text (GTK_LABEL (widget)), text))
    return TRUE;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (shows (child, text))
      return TRUE;
  return FALSE;
}

static GtkWidget *
cells_of (GtkWidget *widget)
{
  if (IMAGETTE_IS_CELLS (widget))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = cells_of (child);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static void
test_follows_source (void)
{
  ImagetteTile *source = make_source ();
  GtkWidget *detail = imagette_tile_detail_new (), *window = ui_test_show (detail, 500, 500);
  float other[6] = { 1, 1, 1, 1, 1, 1 };

  imagette_tile_detail_set_source (IMAGETTE_TILE_DETAIL (detail), source);
  g_assert_true (shows (detail, "C1 filter 3 of 6"));
  g_assert_true (shows (detail, "2 × 3 · from −0.41 to 0.38 · m = 0.41"));
  imagette_tile_set_values (source, other, 2, 3, NN_TILE_SIGNED, NN_COLORS_GREY, 1);
  g_assert_true (shows (detail, "2 × 3 · from 1.00 to 1.00 · m = 1.00"));
  imagette_tile_set_title (source, "C1 filter 4 of 6");
  g_assert_true (shows (detail, "C1 filter 4 of 6"));
  imagette_tile_set_empty (source, "no picture");
  g_assert_true (shows (detail, "no picture"));
  /* The page may drop its tile while the view is open. */
  g_assert_finalize_object (source);
  g_assert_null (imagette_tile_detail_get_source (IMAGETTE_TILE_DETAIL (detail)));
  gtk_window_destroy (GTK_WINDOW (window));
}

static void
test_numbers (void)
{
  ImagetteTile *source = make_source (), *map = make_source ();
  GtkWidget *detail = imagette_tile_detail_new (), *window;
  guint8 digit[784] = { 0 };

  imagette_tile_detail_set_source (IMAGETTE_TILE_DETAIL (detail), source);
  window = ui_test_show (detail, 500, 500);
  g_assert_true (imagette_cells_has_numbers (IMAGETTE_CELLS (cells_of (detail))));
  /* 784 cells of some 15 pixels: the numbers would not be legible. */
  imagette_tile_set_bytes (map, digit, 28, 28);
  imagette_tile_detail_set_source (IMAGETTE_TILE_DETAIL (detail), map);
  g_assert_false (imagette_cells_has_numbers (IMAGETTE_CELLS (cells_of (detail))));
  imagette_tile_detail_set_source (IMAGETTE_TILE_DETAIL (detail), NULL);
  g_assert_finalize_object (source);
  g_assert_finalize_object (map);
  gtk_window_destroy (GTK_WINDOW (window));
}

static void
test_cells (void)
{
  ImagetteTile *source = make_source ();
  GtkWidget *detail = imagette_tile_detail_new (), *window = ui_test_show (detail, 500, 500);
  GtkWidget *cells = cells_of (detail);
  UiTestSignal hovered = { 0 }, closed = { 0 };

  g_signal_connect (detail, "cell-hovered", G_CALLBACK (ui_test_signal_cb), &hovered);
  g_signal_connect (detail, "closed", G_CALLBACK (ui_test_void_cb), &closed);
  imagette_tile_detail_set_source (IMAGETTE_TILE_DETAIL (detail), source);
  g_assert_true (gtk_widget_grab_focus (detail));
  g_assert_true (gtk_widget_has_focus (cells));
  g_assert_true (ui_test_press (cells, GDK_KEY_Right, 0));
  g_assert_true (ui_test_press (cells, GDK_KEY_Right, 0));
  g_assert_true (ui_test_press (cells, GDK_KEY_Down, 0));
  g_assert_cmpint (hovered.a, ==, 1);
  g_assert_cmpint (hovered.b, ==, 1);
  g_assert_true (shows (detail, "row 1, column 1: 0.20"));
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (cells), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                       "C1 filter 3 of 6: row 1, column 1: 0.20");
  ui_test_hover (cells, gtk_widget_get_width (cells) / 2 + 90,
                 gtk_widget_get_height (cells) / 2 - 8);
  g_assert_cmpint (hovered.a, ==, 0);
  g_assert_cmpint (hovered.b, ==, 2);
  g_assert_true (shows (detail, "row 0, column 2: 0.38"));
  g_assert_true (ui_test_press (cells, GDK_KEY_Escape, 0));
  g_assert_cmpint (closed.n, ==, 1);
  gtk_window_destroy (GTK_WINDOW (window));
  g_assert_finalize_object (source);
}

/* A held cell stays, whatever the pointer and the keys do, until it is let go of. */
static void
test_hold (void)
{
  ImagetteTile *source = make_source (), *other = make_source ();
  GtkWidget *widget = imagette_tile_detail_new (), *window = ui_test_show (widget, 500, 500);
  ImagetteTileDetail *detail = IMAGETTE_TILE_DETAIL (widget);
  GtkWidget *cells = cells_of (widget);
  UiTestSignal hovered = { 0 };
  int row, column;

  g_signal_connect (detail, "cell-hovered", G_CALLBACK (ui_test_signal_cb), &hovered);
  imagette_tile_detail_set_source (detail, source);
  g_assert_false (imagette_tile_detail_get_marked (detail, &row, &column));
  g_assert_cmpint (row, ==, -1);
  /* Keys go on from the cell that is marked. */
  imagette_tile_detail_mark (detail, 1, 0);
  g_assert_cmpint (hovered.n, ==, 0);
  g_assert_true (shows (widget, "row 1, column 0: 0.00"));
  gtk_widget_grab_focus (widget);
  ui_test_press (cells, GDK_KEY_Right, 0);
  g_assert_cmpint (hovered.n, ==, 1);
  g_assert_cmpint (hovered.a, ==, 1);
  g_assert_cmpint (hovered.b, ==, 1);

  ui_test_press (cells, GDK_KEY_Return, 0);
  g_assert_true (imagette_tile_detail_get_marked (detail, &row, &column));
  hovered.n = 0;
  ui_test_press (cells, GDK_KEY_Right, 0);
  ui_test_press (cells, GDK_KEY_Up, 0);
  ui_test_hover (cells, gtk_widget_get_width (cells) / 2 + 90,
                 gtk_widget_get_height (cells) / 2 - 8);
  g_assert_cmpint (hovered.n, ==, 0);
  g_assert_true (shows (widget, "row 0, column 2: 0.38"));
  g_assert_true (imagette_tile_detail_get_marked (detail, &row, &column));
  g_assert_cmpint (row, ==, 1);
  g_assert_cmpint (column, ==, 1);

  /* Another one is held, and let go of. */
  ui_test_press (cells, GDK_KEY_Return, 0);
  g_assert_true (imagette_tile_detail_get_marked (detail, &row, &column));
  g_assert_cmpint (column, ==, 2);
  g_assert_cmpint (hovered.b, ==, 2);
  ui_test_press (cells, GDK_KEY_Return, 0);
  g_assert_false (imagette_tile_detail_get_marked (detail, &row, &column));
  ui_test_press (cells, GDK_KEY_Left, 0);
  g_assert_cmpint (hovered.b, ==, 1);

  /* Another tile begins anew. */
  ui_test_press (cells, GDK_KEY_Return, 0);
  imagette_tile_detail_set_source (detail, other);
  g_assert_false (imagette_tile_detail_get_marked (detail, &row, &column));
  g_assert_cmpint (row, ==, -1);
  gtk_window_destroy (GTK_WINDOW (window));
  g_assert_finalize_object (source);
  g_assert_finalize_object (other);
}

static void
test_finalizes (void)
{
  ImagetteTile *source = make_source ();
  GtkWidget *detail = imagette_tile_detail_new (), *window = ui_test_show (detail, 500, 500);

  imagette_tile_detail_set_source (IMAGETTE_TILE_DETAIL (detail), source);
  ui_test_destroy (window, detail);
  g_assert_finalize_object (source);
}

static void
add_tests (void)
{
  g_test_add_func ("/tile-detail/follows-source", test_follows_source);
  g_test_add_func ("/tile-detail/numbers", test_numbers);
  g_test_add_func ("/tile-detail/cells", test_cells);
  g_test_add_func ("/tile-detail/hold", test_hold);
  g_test_add_func ("/tile-detail/finalizes", test_finalizes);
}

int
main (int argc, char **argv)
{
  return ui_test_main (&argc, &argv, add_tests);
}
