/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "widgets/imagette-stack-figure.h"

#include "ui-test.h"

static float planes[2 * 8 * 8], filters[2 * 9], parts[2 * 6 * 6], sums[2 * 6 * 6], output[6 * 6];

static ImagetteStackFigure *
make_figure (void)
{
  static const char *const names[] = { "one", "two" };
  ImagetteStackFigure *figure
    = IMAGETTE_STACK_FIGURE (g_object_ref_sink (imagette_stack_figure_new ()));
  ImagetteStackPlanes all = {
    .planes = planes, .filters = filters, .parts = parts, .sums = sums, .output = output, .n = 2,
    .side = 8, .kernel = 3, .n_output = 6, .kind = NN_TILE_ACTIVATION, .names = names,
  };

  for (int i = 0; i < 6 * 6; i++)
    output[i] = parts[i] = sums[36 + i] = (float) i + 1;
  imagette_stack_figure_set (figure, &all);
  return figure;
}

/* The cells are those of the map. */
static void
test_cells (void)
{
  ImagetteStackFigure *figure = make_figure ();
  ImagetteCellCanvasClass *class = IMAGETTE_CELL_CANVAS_GET_CLASS (figure);
  GtkWidget *widget = GTK_WIDGET (figure), *window = ui_test_show (widget, 500, 500);
  gboolean found[36] = { FALSE };
  g_autofree char *all = NULL, *one = NULL;

  all = IMAGETTE_CANVAS_CLASS (class)->describe (IMAGETTE_CANVAS (figure));
  g_assert_cmpstr (all, ==, "2 planes become one map of 6 × 6");
  for (int y = 0; y < gtk_widget_get_height (widget); y += 3)
    for (int x = 0; x < gtk_widget_get_width (widget); x += 3)
      {
        int row, column;

        if (class->cell_at (IMAGETTE_CELL_CANVAS (figure), x, y, &row, &column))
          found[row * 6 + column] = TRUE;
      }
  for (int i = 0; i < 36; i++)
    g_assert_true (found[i]);
  imagette_cell_canvas_set_cursor (IMAGETTE_CELL_CANVAS (figure), 2, 1);
  one = IMAGETTE_CANVAS_CLASS (class)->describe (IMAGETTE_CANVAS (figure));
  g_assert_cmpstr (one, ==, "row 2, column 1: 14");
  gtk_window_destroy (GTK_WINDOW (window));
  g_object_unref (figure);
}

/* Parts and sums come one by one. */
static void
test_revealed (void)
{
  ImagetteStackFigure *figure = make_figure ();
  GtkWidget *window = ui_test_show (GTK_WIDGET (figure), 500, 500);
  int n[4];

  for (int revealed = 0; revealed <= 3; revealed++)
    {
      cairo_surface_t *picture;

      imagette_stack_figure_set_revealed (figure, revealed);
      picture = ui_test_picture (GTK_WIDGET (figure));
      n[revealed] = ui_test_count (picture, ui_test_pixel (picture, 1, 1));
      g_assert_cmpint (revealed > 0 ? n[revealed] : 0, <, revealed > 0 ? n[revealed - 1] : 1);
      cairo_surface_destroy (picture);
    }
  gtk_window_destroy (GTK_WINDOW (window));
  g_object_unref (figure);
}

static void
add (void)
{
  g_test_add_func ("/stack-figure/cells", test_cells);
  g_test_add_func ("/stack-figure/revealed", test_revealed);
}

int
main (int argc, char **argv)
{
  return ui_test_main (&argc, &argv, add);
}
