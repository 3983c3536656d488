/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "widgets/imagette-tile.h"

#include <math.h>

#include "ui-test.h"

static const float ramp[6] = { -1, 0, 1, 0.5f, -0.5f, 0.25f };

static ImagetteTile *
ramp_tile (int scale)
{
  ImagetteTile *tile = IMAGETTE_TILE (imagette_tile_new ());

  imagette_tile_set_values (tile, ramp, 2, 3, NN_TILE_SIGNED, NN_COLORS_GREY, 1);
  imagette_tile_set_scale (tile, scale);
  return tile;
}

static void
test_pixels (void)
{
  g_autoptr (ImagetteTile) tile = g_object_ref_sink (ramp_tile (7));
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, 21, 14);
  cairo_t *cr = cairo_create (surface);

  gsk_render_node_draw (imagette_tile_get_node (tile), cr);
  cairo_destroy (cr);
  /* Every pixel of a block has the grey of the definition: nothing is blurred. */
  for (int y = 0; y < 14; y++)
    for (int x = 0; x < 21; x++)
      {
        guint32 grey = nn_tile_grey (NN_TILE_SIGNED, ramp[y / 7 * 3 + x / 7], 1);

        g_assert_cmphex (ui_test_pixel (surface, x, y), ==, grey << 16 | grey << 8 | grey);
      }
  cairo_surface_destroy (surface);
}

static void
test_node_is_kept (void)
{
  g_autoptr (ImagetteTile) tile = g_object_ref_sink (ramp_tile (4));
  g_autoptr (GskRenderNode) node = gsk_render_node_ref (imagette_tile_get_node (tile));
  float other[6] = { -1, 0, 1, 0.5f, -0.5f, 0.26f };

  g_assert_false (imagette_tile_set_values (tile, ramp, 2, 3, NN_TILE_SIGNED, NN_COLORS_GREY, 1));
  imagette_tile_set_selected (tile, TRUE);
  imagette_tile_set_overlay (tile, 0, 0, 1, 1);
  g_assert_true (imagette_tile_get_node (tile) == node);

  g_assert_true (imagette_tile_set_values (tile, other, 2, 3, NN_TILE_SIGNED, NN_COLORS_GREY, 1));
  g_assert_true (imagette_tile_get_node (tile) != node);
  g_assert_true (imagette_tile_set_values (tile, ramp, 2, 3, NN_TILE_SIGNED, NN_COLORS_GREY, 2));
  g_assert_true (
    imagette_tile_set_values (tile, ramp, 2, 3, NN_TILE_SIGNED, NN_COLORS_DIVERGING, 2));
  g_assert_true (
    imagette_tile_set_values (tile, ramp, 2, 3, NN_TILE_ACTIVATION, NN_COLORS_GREY, 2));
  g_clear_pointer (&node, gsk_render_node_unref);
  node = gsk_render_node_ref (imagette_tile_get_node (tile));
  imagette_tile_set_scale (tile, 5);
  g_assert_true (imagette_tile_get_node (tile) != node);
}

static void
test_bytes (void)
{
  g_autoptr (ImagetteTile) tile = IMAGETTE_TILE (g_object_ref_sink (imagette_tile_new ()));
  guint8 bytes[256];
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, 16, 16);
  cairo_t *cr = cairo_create (surface);

  for (int i = 0; i < 256; i++)
    bytes[i] = (guint8) i;
  imagette_tile_set_scale (tile, 1);
  imagette_tile_set_bytes (tile, bytes, 16, 16);
  gsk_render_node_draw (imagette_tile_get_node (tile), cr);
  cairo_destroy (cr);
  for (guint i = 0; i < 256; i++)
    g_assert_cmphex (ui_test_pixel (surface, (int) i % 16, (int) i / 16), ==, i * 0x010101);
  cairo_surface_destroy (surface);
}

static void
test_scale_fits (void)
{
  ImagetteTile *tile = ramp_tile (0);
  GtkWidget *window = ui_test_show (GTK_WIDGET (tile), 100, 47);
  graphene_rect_t rect;

  /* 100 / 3 = 33, 47 / 2 = 23: the lesser, centred on whole pixels. */
  g_assert_cmpint (imagette_tile_get_used_scale (tile), ==, 23);
  imagette_tile_get_picture_rect (tile, &rect);
  g_assert_cmpfloat (rect.size.width, ==, 69);
  g_assert_cmpfloat (rect.origin.x, ==, 15);
  imagette_tile_set_max_scale (tile, 5);
  g_assert_cmpint (imagette_tile_get_used_scale (tile), ==, 5);
  gtk_window_destroy (GTK_WINDOW (window));
}

static void
test_frames (void)
{
  ImagetteTile *tile = ramp_tile (10);
  GtkWidget *window;
  cairo_surface_t *plain, *framed, *hatched;
  graphene_rect_t rect;
  const guint32 orange = 0xe66100;

  gtk_widget_set_halign (GTK_WIDGET (tile), GTK_ALIGN_CENTER);
  imagette_tile_set_margin (tile, 2);
  window = ui_test_show (GTK_WIDGET (tile), 200, 200);
  imagette_tile_get_picture_rect (tile, &rect);
  plain = ui_test_picture (GTK_WIDGET (tile));
  g_assert_cmpint (ui_test_count (plain, orange), ==, 0);
  imagette_tile_set_selected (tile, TRUE);
  framed = ui_test_picture (GTK_WIDGET (tile));
  g_assert_cmphex (ui_test_pixel (framed, (int) rect.origin.x - 2, (int) rect.origin.y + 10), ==,
                   orange);
  /* The picture itself stays whole. */
  g_assert_cmphex (ui_test_pixel (framed, (int) rect.origin.x, (int) rect.origin.y), ==,
                   ui_test_pixel (plain, (int) rect.origin.x, (int) rect.origin.y));
  imagette_tile_set_selected (tile, FALSE);

  /* One cell of four inside the picture, the rest above and left of it: hatched there. */
  imagette_tile_set_overlay (tile, -1, -1, 2, 2);
  hatched = ui_test_picture (GTK_WIDGET (tile));
  g_assert_cmphex (ui_test_pixel (hatched, (int) rect.origin.x + 11, (int) rect.origin.y + 5), ==,
                   orange);
  g_assert_cmphex (ui_test_pixel (hatched, (int) rect.origin.x + 5, (int) rect.origin.y + 5), ==,
                   ui_test_pixel (plain, (int) rect.origin.x + 5, (int) rect.origin.y + 5));
  {
    int marked = 0;

    for (int i = 2; i < 8; i++)
      marked += ui_test_pixel (hatched, (int) rect.origin.x - i, (int) rect.origin.y - 5)
                != ui_test_pixel (plain, (int) rect.origin.x - i, (int) rect.origin.y - 5);
    g_assert_cmpint (marked, >, 0);
  }
  cairo_surface_destroy (plain);
  cairo_surface_destroy (framed);
  cairo_surface_destroy (hatched);
  gtk_window_destroy (GTK_WINDOW (window));
}

static void
test_hover_and_open (void)
{
  ImagetteTile *tile = ramp_tile (10);
  GtkWidget *widget = GTK_WIDGET (tile), *window = ui_test_show (widget, 200, 100);
  UiTestSignal hovered = { 0 }, activated = { 0 };
  graphene_rect_t rect;

  imagette_tile_get_picture_rect (tile, &rect);
  g_signal_connect (tile, "cell-hovered", G_CALLBACK (ui_test_signal_cb), &hovered);
  g_signal_connect (tile, "activated", G_CALLBACK (ui_test_void_cb), &activated);
  ui_test_hover (widget, rect.origin.x + 25, rect.origin.y + 3);
  g_assert_cmpint (hovered.n, ==, 1);
  g_assert_cmpint (hovered.a, ==, 0);
  g_assert_cmpint (hovered.b, ==, 2);
  g_assert_cmpfloat (imagette_tile_get_value (tile, hovered.a, hovered.b), ==, 1);
  ui_test_hover (widget, rect.origin.x + 26, rect.origin.y + 4);
  g_assert_cmpint (hovered.n, ==, 1);
  ui_test_hover (widget, rect.origin.x - 1, rect.origin.y + 4);
  g_assert_cmpint (hovered.a, ==, -1);
  ui_test_hover (widget, rect.origin.x + 1, rect.origin.y + 14);
  ui_test_leave (widget);
  g_assert_cmpint (hovered.b, ==, -1);
  g_assert_cmpint (hovered.n, ==, 4);
  g_assert_true (isnan (imagette_tile_get_value (tile, 2, 0)));

  ui_test_click (widget, rect.origin.x, rect.origin.y);
  g_assert_cmpint (activated.n, ==, 1);
  g_assert_true (gtk_widget_has_focus (widget));
  g_assert_true (ui_test_press (widget, GDK_KEY_Return, 0));
  g_assert_cmpint (activated.n, ==, 2);
  /* Space is the window's: run and pause. */
  ui_test_press (widget, GDK_KEY_space, 0);
  g_assert_cmpint (activated.n, ==, 2);
  gtk_window_destroy (GTK_WINDOW (window));
}

static gboolean
is_labelled (GtkAccessible *accessible, const char *label)
{
  g_autofree char *other = gtk_test_accessible_check_property (
    accessible, GTK_ACCESSIBLE_PROPERTY_LABEL, label);

  return other == NULL;
}

static void
test_speech (void)
{
  ImagetteTile *tile = ramp_tile (10);
  GtkWidget *window = ui_test_show (GTK_WIDGET (tile), 100, 100);
  GtkAccessible *accessible = GTK_ACCESSIBLE (tile);
  float other[6] = { -0.41f, 0.38f, 0, 0, 0, 0 };

  gtk_test_accessible_assert_role (accessible, GTK_ACCESSIBLE_ROLE_IMG);
  imagette_tile_set_title (tile, "C1 filter 3 of 6");
  imagette_tile_set_place (tile, "epoch 4");
  gtk_window_set_focus (GTK_WINDOW (window), NULL);
  gtk_widget_grab_focus (GTK_WIDGET (tile));
  gtk_test_accessible_assert_property (accessible, GTK_ACCESSIBLE_PROPERTY_LABEL,
                                       "C1 filter 3 of 6, epoch 4, from −1.00 to 1.00");
  /* A change right after is told later, not now. */
  imagette_tile_set_values (tile, other, 2, 3, NN_TILE_SIGNED, NN_COLORS_GREY, 0.41f);
  gtk_test_accessible_assert_property (accessible, GTK_ACCESSIBLE_PROPERTY_LABEL,
                                       "C1 filter 3 of 6, epoch 4, from −1.00 to 1.00");
  UI_TEST_WAIT (is_labelled (accessible, "C1 filter 3 of 6, epoch 4, from −0.41 to 0.38"));
  gtk_window_destroy (GTK_WINDOW (window));
}

static void
test_empty_and_dead (void)
{
  ImagetteTile *tile = IMAGETTE_TILE (imagette_tile_new ());
  GtkWidget *window;
  float zeros[6] = { 0 };

  imagette_tile_set_room (tile, 2, 3);
  imagette_tile_set_scale (tile, 40);
  imagette_tile_set_title (tile, "C1 map 1 of 6");
  imagette_tile_set_empty (tile, "no probe");
  g_assert_null (imagette_tile_get_node (tile));
  g_assert_null (imagette_tile_get_values (tile, NULL, NULL, NULL, NULL, NULL));
  window = ui_test_show (GTK_WIDGET (tile), 200, 200);
  gtk_window_set_focus (GTK_WINDOW (window), NULL);
  gtk_widget_grab_focus (GTK_WIDGET (tile));
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (tile), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                       "C1 map 1 of 6, no probe");
  g_assert_cmpstr (gtk_widget_get_tooltip_text (GTK_WIDGET (tile)), ==, "no probe");

  imagette_tile_set_values (tile, zeros, 2, 3, NN_TILE_ACTIVATION, NN_COLORS_GREY, 0);
  gtk_window_set_focus (GTK_WINDOW (window), NULL);
  gtk_widget_grab_focus (GTK_WIDGET (tile));
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (tile), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                       "C1 map 1 of 6, from 0.00 to 0.00, dead");
  g_assert_null (gtk_widget_get_tooltip_text (GTK_WIDGET (tile)));
  imagette_tile_set_values (tile, zeros, 2, 3, NN_TILE_ACTIVATION, NN_COLORS_GREY, 1);
  gtk_window_set_focus (GTK_WINDOW (window), NULL);
  gtk_widget_grab_focus (GTK_WIDGET (tile));
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (tile), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                       "C1 map 1 of 6, from 0.00 to 0.00, all zero");

  /* What has diverged is not dead, whatever m says. */
  for (int i = 0; i < 6; i++)
    zeros[i] = NAN;
  for (NnTileKind kind = NN_TILE_SIGNED; kind <= NN_TILE_ACTIVATION; kind++)
    {
      imagette_tile_set_values (tile, zeros, 2, 3, kind, NN_COLORS_GREY, 0);
      gtk_window_set_focus (GTK_WINDOW (window), NULL);
      gtk_widget_grab_focus (GTK_WIDGET (tile));
      gtk_test_accessible_assert_property (GTK_ACCESSIBLE (tile), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                           "C1 map 1 of 6, no finite value, not a number");
    }
  gtk_window_destroy (GTK_WINDOW (window));
}

static int
least (ImagetteTile *tile, GtkOrientation orientation)
{
  int minimum;

  gtk_widget_measure (GTK_WIDGET (tile), orientation, -1, &minimum, NULL, NULL, NULL);
  return minimum;
}

/* The caption has its room before there is content, and takes no more with it. */
static void
test_nothing_jumps (void)
{
  g_autoptr (ImagetteTile) tile = IMAGETTE_TILE (g_object_ref_sink (imagette_tile_new ()));
  int width, height;

  imagette_tile_set_room (tile, 2, 3);
  imagette_tile_set_show_max (tile, TRUE);
  imagette_tile_set_scale (tile, 4);
  width = least (tile, GTK_ORIENTATION_HORIZONTAL);
  height = least (tile, GTK_ORIENTATION_VERTICAL);
  g_assert_cmpint (width, ==, 12);
  g_assert_cmpint (height, >, 8 + 12);
  imagette_tile_set_values (tile, ramp, 2, 3, NN_TILE_SIGNED, NN_COLORS_GREY, 123456);
  imagette_tile_set_caption (tile, "a long name for so small a tile");
  g_assert_cmpint (least (tile, GTK_ORIENTATION_HORIZONTAL), ==, width);
  g_assert_cmpint (least (tile, GTK_ORIENTATION_VERTICAL), ==, height);
}

static void
test_finalizes (void)
{
  ImagetteTile *tile = ramp_tile (4);
  GtkWidget *window = ui_test_show (GTK_WIDGET (tile), 100, 100);

  ui_test_destroy (window, tile);
}

static void
add_tests (void)
{
  g_test_add_func ("/tile/pixels", test_pixels);
  g_test_add_func ("/tile/node-is-kept", test_node_is_kept);
  g_test_add_func ("/tile/bytes", test_bytes);
  g_test_add_func ("/tile/scale-fits", test_scale_fits);
  g_test_add_func ("/tile/frames", test_frames);
  g_test_add_func ("/tile/hover-and-open", test_hover_and_open);
  g_test_add_func ("/tile/speech", test_speech);
  g_test_add_func ("/tile/empty-and-dead", test_empty_and_dead);
  g_test_add_func ("/tile/nothing-jumps", test_nothing_jumps);
  g_test_add_func ("/tile/finalizes", test_finalizes);
}

int
main (int argc, char **argv)
{
  return ui_test_main (&argc, &argv, add_tests);
}
