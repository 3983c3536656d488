/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app-test.h"

#include "pages/layers/imagette-layers-page.h"
#include "ui-test.h"
#include "widgets/imagette-cells.h"
#include "widgets/imagette-tile.h"

/* A cell under the pointer of the X server: what it looks at and what it feeds is framed, whether
 * it is a small tile's or the large view's, and can be seen. */

static ImagetteTile *
find (AppTest    *test,
      const char *title)
{
  GtkWidget *tile = app_test_find_tile (test, title);

  g_assert_nonnull (tile);
  return IMAGETTE_TILE (tile);
}

/* The cell's middle in a small tile. */
static void
point_at (AppTest      *test,
          ImagetteTile *tile,
          int           row,
          int           column)
{
  const int scale = imagette_tile_get_used_scale (tile);
  graphene_rect_t rect;

  imagette_tile_get_picture_rect (tile, &rect);
  app_test_point (test, GTK_WIDGET (tile), (double) rect.origin.x + (column + 0.5) * scale,
                  (double) rect.origin.y + (row + 0.5) * scale);
}

static GtkWidget *
find_cells (AppTest *test)
{
  return app_test_find (GTK_WIDGET (imagette_window_get_page (test->window, "layers")),
                        IMAGETTE_TYPE_CELLS, NULL);
}

/* The same in the large view, whose tile is side by side cells. */
static void
point_at_large (AppTest *test,
                int      side,
                int      row,
                int      column)
{
  GtkWidget *cells = find_cells (test);
  const int width = gtk_widget_get_width (cells), height = gtk_widget_get_height (cells);
  const int scale = MIN (width, height) / side;

  app_test_point (test, cells, (width - scale * side) / 2 + (column + 0.5) * scale,
                  (height - scale * side) / 2 + (row + 0.5) * scale);
}

static gboolean
is_framed (AppTest    *test,
           const char *title,
           int         row,
           int         column,
           int         height,
           int         width)
{
  const int expected[4] = { row, column, height, width };
  int overlay[4];

  return imagette_tile_get_overlay (find (test, title), overlay)
         && memcmp (overlay, expected, sizeof overlay) == 0;
}

static gboolean
is_free (AppTest    *test,
         const char *title)
{
  int overlay[4];

  return !imagette_tile_get_overlay (find (test, title), overlay);
}

static void
assert_all_framed (AppTest    *test,
                   const char *layer,
                   int         n,
                   int         row,
                   int         column,
                   int         size)
{
  for (int map = 1; map <= n; map++)
    {
      g_autofree char *title = g_strdup_printf ("%s map %d of %d", layer, map, n);

      g_assert_true (is_framed (test, title, row, column, size, size));
    }
}

static gboolean
is_seen (AppTest      *test,
         ImagetteTile *tile)
{
  GtkWidget *window = GTK_WIDGET (test->window);
  const float x = (float) gtk_widget_get_width (GTK_WIDGET (tile)) / 2;
  const float y = (float) gtk_widget_get_height (GTK_WIDGET (tile)) / 2;
  graphene_point_t middle;

  return gtk_widget_compute_point (GTK_WIDGET (tile), window, &GRAPHENE_POINT_INIT (x, y), &middle)
         && gtk_widget_pick (window, (double) middle.x, (double) middle.y, GTK_PICK_DEFAULT)
              == GTK_WIDGET (tile);
}

/* Nothing lies over a tile that has a frame; of how many. */
static int
count_seen (AppTest   *test,
            GtkWidget *root)
{
  int overlay[4], n = 0;

  if (IMAGETTE_IS_TILE (root) && gtk_widget_get_mapped (root)
      && imagette_tile_get_overlay (IMAGETTE_TILE (root), overlay))
    {
      g_assert_true (is_seen (test, IMAGETTE_TILE (root)));
      n++;
    }
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    n += count_seen (test, child);
  return n;
}

static ImagetteTile *
get_opened (AppTest *test)
{
  return imagette_layers_page_get_opened (
    IMAGETTE_LAYERS_PAGE (imagette_window_get_page (test->window, "layers")));
}

static void
open_large (AppTest    *test,
            const char *title)
{
  ImagetteTile *tile = find (test, title);

  app_test_click (test, GTK_WIDGET (tile), gtk_widget_get_width (GTK_WIDGET (tile)) / 2.0,
                  gtk_widget_get_height (GTK_WIDGET (tile)) / 2.0);
  app_test_wait (test, get_opened (test) == tile);
  gtk_test_widget_wait_for_draw (GTK_WIDGET (test->window));
}

/* C3 map 4, row 4, column 6, and S2, C1, the pixels before it; S4 and the units after it. */
static void
assert_fields_of_c3 (AppTest *test)
{
  app_test_wait (test, is_framed (test, "Input digit", 6, 10, 14, 14));
  assert_all_framed (test, "C1", 6, 8, 12, 10);
  assert_all_framed (test, "S2", 6, 4, 6, 5);
  g_assert_true (is_framed (test, "C3 map 4 of 16", 4, 6, 1, 1));
  g_assert_true (is_free (test, "C3 map 5 of 16"));
  g_assert_true (is_framed (test, "S4 map 4 of 16", 2, 3, 1, 1));
  g_assert_true (is_free (test, "S4 map 5 of 16"));
  g_assert_true (is_framed (test, "C5, 120 units", 0, 0, 10, 12));
  g_assert_true (is_framed (test, "F6, 84 units", 0, 0, 7, 12));
  g_assert_cmpint (count_seen (test, GTK_WIDGET (test->window)), ==, 1 + 6 + 6 + 1 + 1 + 2);
}

static void
test_small (AppTest      *test,
            gconstpointer data)
{
  point_at (test, find (test, "C3 map 4 of 16"), 4, 6);
  assert_fields_of_c3 (test);
  /* A pooled cell sees its own map alone; a unit sees all there is. */
  point_at (test, find (test, "S2 map 3 of 6"), 13, 0);
  app_test_wait (test, is_framed (test, "C1 map 3 of 6", 26, 0, 2, 2));
  g_assert_true (is_free (test, "C1 map 2 of 6"));
  g_assert_true (is_framed (test, "Input digit", 24, -2, 6, 6));
  assert_all_framed (test, "C3", 16, 9, 0, 1);
  point_at (test, find (test, "F6, 84 units"), 1, 2);
  app_test_wait (test, is_framed (test, "F6, 84 units", 1, 2, 1, 1));
  g_assert_true (is_framed (test, "C5, 120 units", 0, 0, 10, 12));
  assert_all_framed (test, "S4", 16, 0, 0, 5);
  assert_all_framed (test, "C1", 6, 0, 0, 28);
  /* A filter's weight sees nothing. */
  point_at (test, find (test, "C1 filter 3 of 6"), 1, 1);
  app_test_wait (test, is_free (test, "C1 map 1 of 6"));
  g_assert_true (is_free (test, "Input digit"));
}

/* A click, then the pointer on the large cells: beside them all that has to do with one. */
static void
test_large (AppTest      *test,
            gconstpointer data)
{
  open_large (test, "C3 map 4 of 16");
  point_at_large (test, 10, 4, 6);
  assert_fields_of_c3 (test);
  point_at_large (test, 10, 0, 0);
  app_test_wait (test, is_framed (test, "Input digit", -2, -2, 14, 14));
  /* It stays, while the pointer is elsewhere, until a cell is there. */
  app_test_point (test, GTK_WIDGET (test->window), 5, 5);
  g_assert_true (is_framed (test, "Input digit", -2, -2, 14, 14));
  point_at (test, find (test, "C1 map 2 of 6"), 9, 15);
  app_test_wait (test, is_framed (test, "Input digit", 7, 13, 5, 5));
  app_test_point (test, GTK_WIDGET (test->window), 5, 5);
  app_test_wait (test, is_framed (test, "Input digit", -2, -2, 14, 14));
  app_test_press (test, "Escape");
  app_test_wait (test, get_opened (test) == NULL);
  app_test_wait (test, is_free (test, "Input digit"));
  g_assert_cmpint (count_seen (test, GTK_WIDGET (test->window)), ==, 0);
  g_assert_nonnull (app_test_find_tile (test, "C1 filter 1 of 6"));
}

/* Forwards, from C1 and from the pixels. */
static void
test_fed (AppTest      *test,
          gconstpointer data)
{
  open_large (test, "C1 map 3 of 6");
  point_at_large (test, 28, 9, 15);
  app_test_wait (test, is_framed (test, "Input digit", 7, 13, 5, 5));
  g_assert_true (is_framed (test, "S2 map 3 of 6", 4, 7, 1, 1));
  g_assert_true (is_free (test, "S2 map 4 of 6"));
  assert_all_framed (test, "C3", 16, 0, 3, 5);
  assert_all_framed (test, "S4", 16, 0, 1, 3);
  g_assert_cmpint (count_seen (test, GTK_WIDGET (test->window)), ==, 1 + 1 + 1 + 16 + 16 + 2);
  app_test_press (test, "Escape");
  open_large (test, "Input digit");
  point_at_large (test, 28, 0, 27);
  app_test_wait (test, is_framed (test, "C1 map 6 of 6", 0, 25, 3, 3));
  assert_all_framed (test, "S2", 6, 0, 12, 2);
  assert_all_framed (test, "C3", 16, 0, 8, 2);
  assert_all_framed (test, "S4", 16, 0, 4, 1);
  g_assert_cmpint (count_seen (test, GTK_WIDGET (test->window)), ==, 1 + 6 + 6 + 16 + 16 + 2);
}

/* A filter has no such fields: it lies over the page, which keeps its filters. */
static void
test_filter (AppTest      *test,
             gconstpointer data)
{
  open_large (test, "C1 filter 2 of 6");
  point_at_large (test, 5, 2, 2);
  g_assert_nonnull (app_test_find_tile (test, "C1 filter 1 of 6"));
  g_assert_cmpint (count_seen (test, GTK_WIDGET (test->window)), ==, 0);
}

int
main (int    argc,
      char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  app_test_add ("/app/fields/small", test_small);
  app_test_add ("/app/fields/large", test_large);
  app_test_add ("/app/fields/fed", test_fed);
  app_test_add ("/app/fields/filter", test_filter);
  return g_test_run ();
}
