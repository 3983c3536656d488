/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "widgets/imagette-sheet.h"

#include "ui-test.h"

static GtkWidget *
new_labels (void)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);

  gtk_box_append (GTK_BOX (box), gtk_label_new ("Epoch 4"));
  gtk_box_append (GTK_BOX (box), gtk_label_new ("loss 0.043"));
  return box;
}

/* What the widget draws, as GTK would ask for it. (transfer full) */
static GskRenderNode *
take_node (GtkWidget *sheet)
{
  GtkSnapshot *snapshot = gtk_snapshot_new ();

  GTK_WIDGET_GET_CLASS (sheet)->snapshot (sheet, snapshot);
  return gtk_snapshot_free_to_node (snapshot);
}

/* GSK goes into a clip only if it is the same one; else all of it is painted anew. */
static void
test_whole (void)
{
  GtkWidget *sheet = g_object_new (IMAGETTE_TYPE_SHEET, "child", new_labels (), NULL);
  GtkWidget *window = ui_test_show (sheet, 300, 200);
  g_autoptr (GskRenderNode) last = take_node (sheet);
  graphene_rect_t all = GRAPHENE_RECT_INIT (0, 0, 300, 200);

  for (int i = 0; i < 4; i++)
    {
      g_autoptr (GskRenderNode) next = take_node (sheet);

      g_assert_cmpint (gsk_render_node_get_node_type (next), ==, GSK_CLIP_NODE);
      g_assert_false (graphene_rect_equal (gsk_clip_node_get_clip (last),
                                           gsk_clip_node_get_clip (next)));
      g_assert_true (graphene_rect_contains_rect (gsk_clip_node_get_clip (next), &all));
      gsk_render_node_unref (last);
      last = gsk_render_node_ref (next);
    }
  gtk_window_destroy (GTK_WINDOW (window));
}

static void
test_looks_like_its_child (void)
{
  GtkWidget *plain = adw_bin_new ();
  GtkWidget *sheet = g_object_new (IMAGETTE_TYPE_SHEET, "child", new_labels (), NULL);
  GtkWidget *plain_window, *sheet_window;
  cairo_surface_t *expected, *found;

  adw_bin_set_child (ADW_BIN (plain), new_labels ());
  plain_window = ui_test_show (plain, 300, 200);
  sheet_window = ui_test_show (sheet, 300, 200);
  expected = ui_test_picture (plain);
  found = ui_test_picture (sheet);
  for (int y = 0; y < 200; y++)
    for (int x = 0; x < 300; x++)
      g_assert_cmphex (ui_test_pixel (found, x, y), ==, ui_test_pixel (expected, x, y));
  cairo_surface_destroy (expected);
  cairo_surface_destroy (found);
  gtk_window_destroy (GTK_WINDOW (plain_window));
  gtk_window_destroy (GTK_WINDOW (sheet_window));
}

static void
test_empty (void)
{
  GtkWidget *sheet = g_object_new (IMAGETTE_TYPE_SHEET, NULL);
  GtkWidget *window = ui_test_show (sheet, 300, 200);

  g_assert_null (take_node (sheet));
  gtk_window_destroy (GTK_WINDOW (window));
}

int
main (int    argc,
      char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sheet/whole", test_whole);
  g_test_add_func ("/sheet/looks-like-its-child", test_looks_like_its_child);
  g_test_add_func ("/sheet/empty", test_empty);
  return g_test_run ();
}
