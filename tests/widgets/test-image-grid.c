/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "widgets/imagette-image-grid.h"

#include "ui-test.h"
#include "widgets/imagette-tile.h"

static GPtrArray *
make_items (guint first, guint n)
{
  GPtrArray *items = g_ptr_array_new_with_free_func (g_object_unref);
  guint8 pixels[784] = { 0 };

  for (guint i = first; i < first + n; i++)
    {
      g_autofree char *second = g_strdup_printf ("read as %u", i);

      pixels[0] = (guint8) i;
      g_ptr_array_add (items, imagette_image_item_new (pixels, 28, 28, "given 5", second,
                                                       "Test digit", TRUE, i));
    }
  return items;
}

static GtkWidget *
find (GtkWidget *widget, GType type)
{
  if (g_type_is_a (G_OBJECT_TYPE (widget), type))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find (child, type);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static void
uint_cb (GtkWidget *widget, guint index, guint *seen)
{
  *seen = index;
}

static void
test_items (void)
{
  GtkWidget *grid = imagette_image_grid_new (), *window = ui_test_show (grid, 400, 300), *view;
  g_autoptr (GPtrArray) items = make_items (10, 20);
  guint activated = 0, selected = 0;
  GtkWidget *tile;

  view = find (grid, GTK_TYPE_GRID_VIEW);
  g_signal_connect (grid, "activated", G_CALLBACK (uint_cb), &activated);
  g_signal_connect (grid, "selected", G_CALLBACK (uint_cb), &selected);
  imagette_image_grid_set_items (IMAGETTE_IMAGE_GRID (grid), items);
  g_assert_cmpint (g_list_model_get_n_items (
                     imagette_image_grid_get_items (IMAGETTE_IMAGE_GRID (grid))), ==, 20);
  UI_TEST_WAIT ((tile = find (grid, IMAGETTE_TYPE_TILE)) != NULL
                && imagette_tile_get_values (IMAGETTE_TILE (tile), NULL, NULL, NULL, NULL, NULL));
  g_assert_cmpfloat_with_epsilon (imagette_tile_get_value (IMAGETTE_TILE (tile), 0, 0), 10 / 255.0,
                                  1e-6);
  g_signal_emit_by_name (view, "activate", 3);
  g_assert_cmpint (activated, ==, 13);
  g_assert_true (gtk_widget_activate_action (view, "list.select-item", "(ubb)", 4, FALSE, FALSE));
  g_assert_cmpint (selected, ==, 14);
  gtk_window_destroy (GTK_WINDOW (window));
}

/* New mistakes after an epoch: the chosen one stays chosen if it is still one. */
static void
test_selection_is_kept (void)
{
  GtkWidget *grid = imagette_image_grid_new (), *window = ui_test_show (grid, 400, 300), *view;
  g_autoptr (GPtrArray) before = make_items (10, 20), after = make_items (12, 20);
  g_autoptr (GPtrArray) others = make_items (100, 3);
  guint selected = 0;

  view = find (grid, GTK_TYPE_GRID_VIEW);
  imagette_image_grid_set_items (IMAGETTE_IMAGE_GRID (grid), before);
  gtk_widget_activate_action (view, "list.select-item", "(ubb)", 4, FALSE, FALSE);
  g_signal_connect (grid, "selected", G_CALLBACK (uint_cb), &selected);
  imagette_image_grid_set_items (IMAGETTE_IMAGE_GRID (grid), after);
  g_assert_cmpint (selected, ==, 0);
  g_assert_true (gtk_selection_model_is_selected (
    gtk_grid_view_get_model (GTK_GRID_VIEW (view)), 2));
  imagette_image_grid_set_items (IMAGETTE_IMAGE_GRID (grid), others);
  g_assert_cmpint (selected, ==, G_MAXUINT);
  gtk_window_destroy (GTK_WINDOW (window));
}

static void
test_empty (void)
{
  GtkWidget *grid = imagette_image_grid_new (), *window, *stack;
  g_autoptr (GPtrArray) items = make_items (0, 2);

  imagette_image_grid_set_empty_text (IMAGETTE_IMAGE_GRID (grid), "No mistakes yet");
  window = ui_test_show (grid, 400, 300);
  stack = find (grid, GTK_TYPE_STACK);
  g_assert_cmpstr (gtk_stack_get_visible_child_name (GTK_STACK (stack)), ==, "empty");
  g_assert_cmpstr (gtk_label_get_text (GTK_LABEL (gtk_stack_get_visible_child (GTK_STACK (stack)))),
                   ==, "No mistakes yet");
  imagette_image_grid_set_items (IMAGETTE_IMAGE_GRID (grid), items);
  g_assert_cmpstr (gtk_stack_get_visible_child_name (GTK_STACK (stack)), ==, "images");
  imagette_image_grid_set_items (IMAGETTE_IMAGE_GRID (grid), NULL);
  g_assert_cmpstr (gtk_stack_get_visible_child_name (GTK_STACK (stack)), ==, "empty");
  gtk_window_destroy (GTK_WINDOW (window));
}

static void
test_finalizes (void)
{
  GtkWidget *grid = imagette_image_grid_new (), *window = ui_test_show (grid, 400, 300);
  GPtrArray *items = make_items (0, 5);
  GObject *item = g_object_ref (g_ptr_array_index (items, 0));

  imagette_image_grid_set_items (IMAGETTE_IMAGE_GRID (grid), items);
  g_ptr_array_unref (items);
  gtk_test_widget_wait_for_draw (window);
  imagette_image_grid_set_scale (IMAGETTE_IMAGE_GRID (grid), 2);
  gtk_test_widget_wait_for_draw (window);
  ui_test_destroy (window, grid);
  g_assert_finalize_object (item);
}

static void
add_tests (void)
{
  g_test_add_func ("/image-grid/items", test_items);
  g_test_add_func ("/image-grid/selection-is-kept", test_selection_is_kept);
  g_test_add_func ("/image-grid/empty", test_empty);
  g_test_add_func ("/image-grid/finalizes", test_finalizes);
}

int
main (int argc, char **argv)
{
  return ui_test_main (&argc, &argv, add_tests);
}
