/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "widgets/imagette-patch-block.h"

#include "ui-test.h"

static guint8 pixels[784];
static float projection[784];

static void
fill (void)
{
  for (int i = 0; i < 784; i++)
    {
      pixels[i] = (guint8) (i % 256);
      projection[i] = (float) (i % 28 - 14) / 10.0f;
    }
}

static ImagettePatchBlock *
make_block (int n)
{
  ImagettePatchBlock *block = IMAGETTE_PATCH_BLOCK (imagette_patch_block_new ());

  fill ();
  imagette_patch_block_set_title (block, "map 6");
  imagette_patch_block_set_caption (block, "3.80, on 97 of 100 digits");
  imagette_patch_block_set_side (block, 14);
  for (int i = 0; i < n; i++)
    imagette_patch_block_set_cell (block, i, pixels, projection, i, 2 * i, 0, "a digit");
  imagette_patch_block_set_empty (block, n, "fewer than nine");
  gtk_widget_set_halign (GTK_WIDGET (block), GTK_ALIGN_START);
  gtk_widget_set_valign (GTK_WIDGET (block), GTK_ALIGN_START);
  return block;
}

static void
middle (ImagettePatchBlock *block, int i, gboolean of_projection, double *x, double *y)
{
  graphene_rect_t rect;

  imagette_patch_block_get_cell_rect (block, i, of_projection, &rect);
  *x = rect.origin.x + rect.size.width / 2;
  *y = rect.origin.y + rect.size.height / 2;
}

/* Every value of the window is a square of its grey, in both halves. */
static void
test_pixels (void)
{
  ImagettePatchBlock *block = make_block (9);
  GtkWidget *window = ui_test_show (GTK_WIDGET (block), 400, 250);
  cairo_surface_t *picture = ui_test_picture (GTK_WIDGET (block));
  const int i = 5, row = i, column = 2 * i;
  graphene_rect_t rect;

  for (int y = 0; y < 14; y++)
    for (int x = 0; x < 14; x++)
      {
        int from = (row + y) * 28 + column + x;
        guint32 grey = pixels[from] * 0x10101u;

        imagette_patch_block_get_cell_rect (block, i, FALSE, &rect);
        g_assert_cmphex (ui_test_pixel (picture, (int) rect.origin.x + 3 * x + 1,
                                        (int) rect.origin.y + 3 * y + 1), ==, grey);
        imagette_patch_block_get_cell_rect (block, i, TRUE, &rect);
        /* The window's largest magnitude: columns 10 to 23, so 0.9. */
        grey = nn_tile_grey (NN_TILE_SIGNED, projection[from], projection[23]) * 0x10101u;
        g_assert_cmphex (ui_test_pixel (picture, (int) rect.origin.x + 3 * x + 1,
                                        (int) rect.origin.y + 3 * y + 1), ==, grey);
      }
  cairo_surface_destroy (picture);
  gtk_window_destroy (GTK_WINDOW (window));
}

/* What lies outside of the image is neither black nor grey of the tile, but hatched. */
static void
test_outside (void)
{
  ImagettePatchBlock *block = make_block (0);
  GtkWidget *window = ui_test_show (GTK_WIDGET (block), 400, 250);
  cairo_surface_t *picture;
  graphene_rect_t rect;
  int other = 0;

  memset (pixels, 0, sizeof pixels);
  imagette_patch_block_set_cell (block, 0, pixels, projection, -2, 20, 0, "a digit");
  picture = ui_test_picture (GTK_WIDGET (block));
  imagette_patch_block_get_cell_rect (block, 0, FALSE, &rect);
  for (int y = 0; y < 42; y++)
    for (int x = 0; x < 42; x++)
      {
        gboolean inside = y >= 6 && x < 24;
        guint32 color = ui_test_pixel (picture, (int) rect.origin.x + x, (int) rect.origin.y + y);

        if (inside)
          g_assert_cmphex (color, ==, 0);
        else
          other += color != 0;
      }
  g_assert_cmpint (other, ==, 42 * 42 - 36 * 24);
  cairo_surface_destroy (picture);
  gtk_window_destroy (GTK_WINDOW (window));
}

static void
test_matching_cells_light_up (void)
{
  ImagettePatchBlock *block = make_block (9);
  GtkWidget *window = ui_test_show (GTK_WIDGET (block), 400, 250);
  UiTestSignal hovered = { 0 }, opened = { 0 };
  cairo_surface_t *picture;
  double x, y;
  int n;

  g_signal_connect (block, "cell-hovered", G_CALLBACK (ui_test_int_cb), &hovered);
  g_signal_connect (block, "cell-activated", G_CALLBACK (ui_test_int_cb), &opened);
  middle (block, 4, TRUE, &x, &y);
  ui_test_hover (GTK_WIDGET (block), x, y);
  g_assert_cmpint (hovered.a, ==, 4);
  g_assert_cmpint (imagette_patch_block_get_lit (block), ==, 4);
  g_assert_cmpstr (gtk_widget_get_tooltip_text (GTK_WIDGET (block)), ==, "a digit");
  picture = ui_test_picture (GTK_WIDGET (block));
  for (int half = 0; half < 2; half++)
    {
      graphene_rect_t rect;

      imagette_patch_block_get_cell_rect (block, 4, half, &rect);
      g_assert_cmphex (ui_test_pixel (picture, (int) rect.origin.x - 1, (int) rect.origin.y + 20),
                       ==, 0xe66100);
    }
  cairo_surface_destroy (picture);
  ui_test_click (GTK_WIDGET (block), x, y);
  g_assert_cmpint (opened.a, ==, 4);
  ui_test_leave (GTK_WIDGET (block));
  g_assert_cmpint (hovered.a, ==, -1);
  g_assert_cmpint (imagette_patch_block_get_lit (block), ==, -1);

  imagette_patch_block_set_selected (block, 2);
  picture = ui_test_picture (GTK_WIDGET (block));
  n = ui_test_count (picture, 0xe66100);
  g_assert_cmpint (n, >, 850);
  cairo_surface_destroy (picture);
  gtk_window_destroy (GTK_WINDOW (window));
}

static void
test_keys (void)
{
  ImagettePatchBlock *block = make_block (7);
  GtkWidget *widget = GTK_WIDGET (block), *window = ui_test_show (widget, 400, 250);
  UiTestSignal hovered = { 0 }, opened = { 0 };

  g_signal_connect (block, "cell-hovered", G_CALLBACK (ui_test_int_cb), &hovered);
  g_signal_connect (block, "cell-activated", G_CALLBACK (ui_test_int_cb), &opened);
  g_assert_true (gtk_widget_grab_focus (widget));
  g_assert_true (ui_test_press (widget, GDK_KEY_Right, 0));
  g_assert_true (ui_test_press (widget, GDK_KEY_Down, 0));
  g_assert_cmpint (hovered.a, ==, 4);
  g_assert_true (ui_test_press (widget, GDK_KEY_Return, 0));
  g_assert_cmpint (opened.a, ==, 4);
  gtk_test_accessible_assert_property (
    GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL,
    "map 6, 3.80, on 97 of 100 digits: 5 of nine, a digit");
  /* An empty one says why, and does not open. */
  g_assert_true (ui_test_press (widget, GDK_KEY_KP_Down, 0));
  g_assert_cmpint (hovered.a, ==, 7);
  g_assert_true (ui_test_press (widget, GDK_KEY_Return, 0));
  g_assert_cmpint (opened.n, ==, 1);
  gtk_test_accessible_assert_property (
    GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL,
    "map 6, 3.80, on 97 of 100 digits: 8 of nine, fewer than nine");
  gtk_window_destroy (GTK_WINDOW (window));
}

static void
test_empty (void)
{
  ImagettePatchBlock *block = make_block (3);
  GtkWidget *window = ui_test_show (GTK_WIDGET (block), 400, 250);
  double x, y;

  g_assert_cmpint (imagette_patch_block_get_filled (block), ==, 3);
  g_assert_nonnull (imagette_patch_block_get_node (block, 2, TRUE));
  g_assert_null (imagette_patch_block_get_node (block, 3, TRUE));
  middle (block, 8, FALSE, &x, &y);
  ui_test_hover (GTK_WIDGET (block), x, y);
  g_assert_cmpstr (gtk_widget_get_tooltip_text (GTK_WIDGET (block)), ==, "fewer than nine");
  imagette_patch_block_set_empty (block, 0, "dead: 0 on all digits");
  g_assert_cmpint (imagette_patch_block_get_filled (block), ==, 0);
  g_assert_cmpstr (imagette_patch_block_get_empty_text (block), ==, "dead: 0 on all digits");
  /* Another layer: all of it is to come. */
  imagette_patch_block_set_side (block, 5);
  g_assert_cmpint (imagette_patch_block_get_filled (block), ==, 0);
  gtk_window_destroy (GTK_WINDOW (window));
}

/* Equal content keeps its node, another one drops that cell's alone. */
static void
test_nodes_are_kept (void)
{
  ImagettePatchBlock *block = make_block (9);
  GtkWidget *window = ui_test_show (GTK_WIDGET (block), 400, 250);
  GskRenderNode *first = imagette_patch_block_get_node (block, 0, TRUE);
  GskRenderNode *other = imagette_patch_block_get_node (block, 1, TRUE);

  imagette_patch_block_set_cell (block, 0, pixels, projection, 0, 0, 0, "a digit");
  imagette_patch_block_set_selected (block, 3);
  imagette_patch_block_set_badge (block, "nearly dead");
  g_assert_true (imagette_patch_block_get_node (block, 0, TRUE) == first);
  gsk_render_node_ref (first);
  projection[0] = 3;
  imagette_patch_block_set_cell (block, 0, pixels, projection, 0, 0, 0, "a digit");
  g_assert_true (imagette_patch_block_get_node (block, 0, TRUE) != first);
  g_assert_true (imagette_patch_block_get_node (block, 1, TRUE) == other);
  gsk_render_node_unref (first);
  gtk_window_destroy (GTK_WINDOW (window));
}

static void
test_size (void)
{
  ImagettePatchBlock *block = make_block (9);
  GtkWidget *window = ui_test_show (GTK_WIDGET (block), 400, 250);
  int width, wider;

  gtk_widget_measure (GTK_WIDGET (block), GTK_ORIENTATION_HORIZONTAL, -1, &width, NULL, NULL, NULL);
  g_assert_cmpint (width, ==, 2 * (3 * 14 * 3 + 2) + 12);
  imagette_patch_block_set_scale (block, 4);
  gtk_widget_measure (GTK_WIDGET (block), GTK_ORIENTATION_HORIZONTAL, -1, &wider, NULL, NULL, NULL);
  g_assert_cmpint (wider, ==, 2 * (3 * 14 * 4 + 2) + 12);
  ui_test_destroy (window, block);
}

static void
add_tests (void)
{
  g_test_add_func ("/patch-block/pixels", test_pixels);
  g_test_add_func ("/patch-block/outside", test_outside);
  g_test_add_func ("/patch-block/matching-cells-light-up", test_matching_cells_light_up);
  g_test_add_func ("/patch-block/keys", test_keys);
  g_test_add_func ("/patch-block/empty", test_empty);
  g_test_add_func ("/patch-block/nodes-are-kept", test_nodes_are_kept);
  g_test_add_func ("/patch-block/size", test_size);
}

int
main (int argc, char **argv)
{
  return ui_test_main (&argc, &argv, add_tests);
}
