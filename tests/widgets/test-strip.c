/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "widgets/imagette-strip.h"

#include "ui-test.h"

static NnTensor *
vector (gsize n)
{
  float *data = g_new (float, n);

  for (gsize i = 0; i < n; i++)
    data[i] = (float) i;
  return nn_tensor_new_take (1, &n, data);
}

static void
test_cells (void)
{
  ImagetteStrip *strip = IMAGETTE_STRIP (g_object_ref_sink (imagette_strip_new ()));
  ImagetteTile *tile = imagette_strip_get_tile (strip);
  g_autoptr (NnTensor) f6 = vector (84), odd = vector (13);
  int height, width;
  float m;

  imagette_strip_set_tensor (strip, f6, NN_TILE_ACTIVATION, NN_COLORS_GREY, 0);
  imagette_tile_get_values (tile, &height, &width, NULL, NULL, &m);
  g_assert_cmpint (height, ==, 7);
  g_assert_cmpint (width, ==, 12);
  g_assert_cmpfloat (m, ==, 83);
  g_assert_cmpfloat (imagette_tile_get_value (tile, 6, 11), ==, 83);
  imagette_strip_set_tensor (strip, f6, NN_TILE_ACTIVATION, NN_COLORS_GREY, 100);
  imagette_tile_get_values (tile, NULL, NULL, NULL, NULL, &m);
  g_assert_cmpfloat (m, ==, 100);
  /* Thirteen take two rows; what is left over is zero. */
  imagette_strip_set_tensor (strip, odd, NN_TILE_ACTIVATION, NN_COLORS_GREY, 0);
  g_assert_cmpfloat (imagette_tile_get_value (tile, 1, 0), ==, 12);
  g_assert_cmpfloat (imagette_tile_get_value (tile, 1, 1), ==, 0);
  imagette_strip_set_tensor (strip, NULL, NN_TILE_ACTIVATION, NN_COLORS_GREY, 0);
  g_assert_null (imagette_tile_get_values (tile, &height, NULL, NULL, NULL, NULL));
  g_assert_cmpint (height, ==, 2);
  g_object_unref (strip);
}

static void
test_hover (void)
{
  GtkWidget *strip = imagette_strip_new (), *window, *tile;
  UiTestSignal unit = { 0 }, activated = { 0 };
  g_autoptr (NnTensor) odd = vector (13);
  graphene_rect_t rect;

  imagette_strip_set_tensor (IMAGETTE_STRIP (strip), odd, NN_TILE_ACTIVATION, NN_COLORS_GREY, 0);
  g_object_set (strip, "scale", 10, "title", "C5, 13 units", NULL);
  window = ui_test_show (strip, 200, 100);
  tile = GTK_WIDGET (imagette_strip_get_tile (IMAGETTE_STRIP (strip)));
  imagette_tile_get_picture_rect (IMAGETTE_TILE (tile), &rect);
  g_signal_connect (strip, "unit-hovered", G_CALLBACK (ui_test_int_cb), &unit);
  g_signal_connect (strip, "activated", G_CALLBACK (ui_test_void_cb), &activated);
  ui_test_hover (tile, rect.origin.x + 35, rect.origin.y + 5);
  g_assert_cmpint (unit.a, ==, 3);
  ui_test_hover (tile, rect.origin.x + 5, rect.origin.y + 15);
  g_assert_cmpint (unit.a, ==, 12);
  ui_test_hover (tile, rect.origin.x + 15, rect.origin.y + 15);
  g_assert_cmpint (unit.a, ==, -1);
  ui_test_click (tile, 1, 1);
  g_assert_cmpint (activated.n, ==, 1);
  gtk_window_set_focus (GTK_WINDOW (window), NULL);
  gtk_widget_grab_focus (tile);
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (tile), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                       "C5, 13 units, from 0.00 to 12.00");
  gtk_window_destroy (GTK_WINDOW (window));
}

/* One unit, or the layer as a whole. */
static void
test_frame (void)
{
  ImagetteStrip *strip = IMAGETTE_STRIP (g_object_ref_sink (imagette_strip_new ()));
  int frame[4];

  imagette_strip_set_length (strip, 84);
  g_assert_false (imagette_tile_get_overlay (imagette_strip_get_tile (strip), frame));
  imagette_strip_frame (strip, 25, 1);
  g_assert_true (imagette_tile_get_overlay (imagette_strip_get_tile (strip), frame));
  g_assert_cmpmem (frame, sizeof frame, ((int[]) { 2, 1, 1, 1 }), sizeof frame);
  imagette_strip_frame (strip, 0, 84);
  g_assert_true (imagette_tile_get_overlay (imagette_strip_get_tile (strip), frame));
  g_assert_cmpmem (frame, sizeof frame, ((int[]) { 0, 0, 7, 12 }), sizeof frame);
  imagette_strip_frame (strip, 0, 0);
  g_assert_false (imagette_tile_get_overlay (imagette_strip_get_tile (strip), frame));
  g_object_unref (strip);
}

static void
test_finalizes (void)
{
  GtkWidget *strip = g_object_ref_sink (imagette_strip_new ());

  imagette_strip_set_length (IMAGETTE_STRIP (strip), 120);
  g_assert_finalize_object (strip);
}

static void
add_tests (void)
{
  g_test_add_func ("/strip/cells", test_cells);
  g_test_add_func ("/strip/hover", test_hover);
  g_test_add_func ("/strip/frame", test_frame);
  g_test_add_func ("/strip/finalizes", test_finalizes);
}

int
main (int argc, char **argv)
{
  return ui_test_main (&argc, &argv, add_tests);
}
