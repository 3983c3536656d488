/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "widgets/imagette-products.h"

#include "ui-test.h"

static void
test_products (void)
{
  const float inputs[] = { 1, 0, 2, -1, 0.5f, 3 }, weights[] = { 3, 9, -0.5f, 2, 4, 0 };
  ImagetteProducts *products = IMAGETTE_PRODUCTS (g_object_ref_sink (imagette_products_new ()));
  GtkWidget *window;
  cairo_surface_t *picture;
  g_autofree char *words = NULL;

  imagette_products_set (products, inputs, weights, 2, 3);
  words = IMAGETTE_CANVAS_GET_CLASS (products)->describe (IMAGETTE_CANVAS (products));
  g_assert_cmpstr (words, ==, "6 products, together 2");
  /* More is warm, less is cool, nothing is neither. */
  window = ui_test_show (GTK_WIDGET (products), 300, 80);
  picture = ui_test_picture (GTK_WIDGET (products));
#define AT(column, row) ui_test_pixel (picture, (column) * gtk_widget_get_width (GTK_WIDGET (products)) / 3 + 4, \
                                       (row) * gtk_widget_get_height (GTK_WIDGET (products)) / 2 + 4)
  g_assert_cmphex (AT (1, 0), ==, AT (2, 1));
  g_assert_cmphex (AT (0, 0), !=, AT (1, 0));
  g_assert_cmphex (AT (0, 1), !=, AT (1, 0));
  g_assert_cmpint (AT (0, 0) >> 16 & 0xff, >, AT (0, 0) & 0xff);
  g_assert_cmpint (AT (0, 1) >> 16 & 0xff, <, AT (0, 1) & 0xff);
#undef AT
  cairo_surface_destroy (picture);
  gtk_window_destroy (GTK_WINDOW (window));
  g_object_unref (products);
}

static void
add (void)
{
  g_test_add_func ("/products/all", test_products);
}

int
main (int argc, char **argv)
{
  return ui_test_main (&argc, &argv, add);
}
