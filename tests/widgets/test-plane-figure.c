/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "widgets/imagette-plane-figure.h"

#include "ui-test.h"

static const float image[6 * 6] = { [7] = 1, [8] = 1, [14] = 1 };
static const float output[4 * 4] = { 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16 };
static const float pooled[2 * 2] = { 6, 8, 14, 16 };

typedef struct
{
  int row, column, n;
  double value;
} Edit;

static void
edited_cb (ImagettePlaneFigure *figure, int row, int column, double value, gpointer data)
{
  Edit *edit = data;

  *edit = (Edit) { row, column, edit->n + 1, value };
}

static void
moved_cb (ImagettePlaneFigure *figure, int row, int column, gpointer data)
{
  ((Edit *) data)->n++;
}

static void
set (ImagettePlaneFigure *figure, int side, int pool, gboolean editable)
{
  const ImagettePlanes planes = {
    .planes = { { image, 6, NN_TILE_ACTIVATION, 1 }, { output, side, NN_TILE_SIGNED, 16 },
                { pooled, pool > 1 ? side / pool : 0, NN_TILE_SIGNED, 16 } },
    .kernel = 3, .stride = 1, .padding = 0, .pool = pool, .editable = editable,
  };

  imagette_plane_figure_set_planes (figure, &planes);
}

static ImagettePlaneFigure *
make_figure (gboolean editable)
{
  ImagettePlaneFigure *figure
    = IMAGETTE_PLANE_FIGURE (g_object_ref_sink (imagette_plane_figure_new ()));

  set (figure, 4, 2, editable);
  return figure;
}

static void
check_at (ImagettePlaneFigure *figure, int row, int column)
{
  int r, c;

  g_assert_true (imagette_plane_figure_get_position (figure, &r, &c));
  g_assert_cmpint (r, ==, row);
  g_assert_cmpint (c, ==, column);
}

static void
test_keys (void)
{
  ImagettePlaneFigure *figure = make_figure (FALSE);
  GtkWidget *widget = GTK_WIDGET (figure);
  Edit moved = { 0 };
  int row, column;

  g_signal_connect (figure, "moved", G_CALLBACK (moved_cb), &moved);
  check_at (figure, 0, 0);
  ui_test_press (widget, GDK_KEY_Right, 0);
  ui_test_press (widget, GDK_KEY_Down, 0);
  check_at (figure, 1, 1);
  ui_test_press (widget, GDK_KEY_End, 0);
  check_at (figure, 1, 3);
  g_assert_cmpint (moved.n, ==, 3);
  ui_test_press (widget, GDK_KEY_Right, 0);
  g_assert_cmpint (moved.n, ==, 3);
  ui_test_press (widget, GDK_KEY_End, GDK_CONTROL_MASK);
  check_at (figure, 3, 3);
  ui_test_press (widget, GDK_KEY_Home, GDK_CONTROL_MASK);
  check_at (figure, 0, 0);
  /* Without an output there is no place; with one again, there is. */
  set (figure, 0, 1, FALSE);
  g_assert_false (imagette_plane_figure_get_position (figure, &row, &column));
  ui_test_press (widget, GDK_KEY_Right, 0);
  g_assert_cmpint (moved.n, ==, 5);
  set (figure, 2, 1, FALSE);
  check_at (figure, 0, 0);
  g_object_unref (figure);
}

static gboolean
type (ImagettePlaneFigure *figure, guint key)
{
  gboolean taken = FALSE;

  g_signal_emit_by_name (ui_test_controller (GTK_WIDGET (figure), GTK_TYPE_EVENT_CONTROLLER_KEY),
                         "key-pressed", key, 0, 0, &taken);
  return taken;
}

/* Digits go into the middle of the window, where the input may be changed. */
static void
test_typing (void)
{
  ImagettePlaneFigure *figure = make_figure (TRUE);
  Edit edit = { 0 };

  g_signal_connect (figure, "edited", G_CALLBACK (edited_cb), &edit);
  imagette_plane_figure_set_position (figure, 2, 1);
  g_assert_true (type (figure, GDK_KEY_7));
  g_assert_cmpint (edit.row, ==, 3);
  g_assert_cmpint (edit.column, ==, 2);
  g_assert_cmpfloat (edit.value, ==, 7);
  g_assert_true (type (figure, GDK_KEY_Delete));
  g_assert_cmpfloat (edit.value, ==, 0);
  set (figure, 4, 2, FALSE);
  g_assert_false (type (figure, GDK_KEY_7));
  g_assert_cmpint (edit.n, ==, 2);
  g_object_unref (figure);
}

static void
press_at (ImagettePlaneFigure *figure, ImagettePlaneRole plane, int row, int column)
{
  graphene_rect_t cell;

  g_assert_true (imagette_plane_figure_get_cell (figure, plane, row, column, &cell));
  g_signal_emit_by_name (ui_test_controller (GTK_WIDGET (figure), GTK_TYPE_GESTURE_DRAG),
                         "drag-begin", (double) cell.origin.x + 2, (double) cell.origin.y + 2);
}

static void
test_pointer (void)
{
  ImagettePlaneFigure *figure = make_figure (FALSE);
  GtkWidget *window = ui_test_show (GTK_WIDGET (figure), 700, 300);
  graphene_rect_t a, b;

  press_at (figure, IMAGETTE_PLANE_OUTPUT, 2, 3);
  check_at (figure, 2, 3);
  press_at (figure, IMAGETTE_PLANE_POOLED, 1, 0);
  check_at (figure, 2, 0);
  /* On the input the middle of the window comes under the pointer. */
  press_at (figure, IMAGETTE_PLANE_INPUT, 2, 4);
  check_at (figure, 1, 3);
  g_assert_false (imagette_plane_figure_get_cell (figure, IMAGETTE_PLANE_POOLED, 2, 0, &a));
  /* All planes have one scale. */
  imagette_plane_figure_get_cell (figure, IMAGETTE_PLANE_INPUT, 0, 0, &a);
  imagette_plane_figure_get_cell (figure, IMAGETTE_PLANE_POOLED, 0, 0, &b);
  g_assert_cmpfloat (a.size.width, ==, b.size.width);
  /* Where the input is edited a click is not for the window. */
  set (figure, 4, 2, TRUE);
  press_at (figure, IMAGETTE_PLANE_INPUT, 5, 5);
  check_at (figure, 1, 3);
  gtk_window_destroy (GTK_WINDOW (window));
  g_object_unref (figure);
}

static void
test_revealed (void)
{
  ImagettePlaneFigure *figure = make_figure (FALSE);
  GtkWidget *window = ui_test_show (GTK_WIDGET (figure), 700, 300);
  graphene_rect_t first, last;
  cairo_surface_t *all, *some;

  imagette_plane_figure_get_cell (figure, IMAGETTE_PLANE_OUTPUT, 0, 1, &first);
  imagette_plane_figure_get_cell (figure, IMAGETTE_PLANE_OUTPUT, 3, 3, &last);
  all = ui_test_picture (GTK_WIDGET (figure));
  imagette_plane_figure_set_revealed (figure, 3);
  some = ui_test_picture (GTK_WIDGET (figure));
#define AT(picture, cell) ui_test_pixel (picture, (int) (cell).origin.x + 6, (int) (cell).origin.y + 6)
  g_assert_cmphex (AT (all, first), ==, AT (some, first));
  g_assert_cmphex (AT (all, last), !=, AT (some, last));
#undef AT
  cairo_surface_destroy (all);
  cairo_surface_destroy (some);
  gtk_window_destroy (GTK_WINDOW (window));
  g_object_unref (figure);
}

static void
add (void)
{
  g_test_add_func ("/plane-figure/keys", test_keys);
  g_test_add_func ("/plane-figure/typing", test_typing);
  g_test_add_func ("/plane-figure/pointer", test_pointer);
  g_test_add_func ("/plane-figure/revealed", test_revealed);
}

int
main (int argc, char **argv)
{
  return ui_test_main (&argc, &argv, add);
}
