/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "widgets/imagette-line-figure.h"

#include "ui-test.h"

static const float the_signal[] = { 1, 0, 2, 4, 3 };
static const float the_filter[] = { 3, 2 };
static const float the_output[] = { 3, 4, 14, 18 };
static const float the_pooled[] = { 4, 18 };

typedef struct
{
  int row, index, n;
  double value;
} Edit;

static void
edited_cb (ImagetteLineFigure *figure, int row, int index, double value, gpointer data)
{
  Edit *edit = data;

  *edit = (Edit) { row, index, edit->n + 1, value };
}

static ImagetteLineFigure *
make_figure (void)
{
  ImagetteLineFigure *figure = IMAGETTE_LINE_FIGURE (g_object_ref_sink (imagette_line_figure_new ()));
  const ImagetteLine line = {
    .filter = the_filter, .signal = the_signal, .output = the_output, .pooled = the_pooled,
    .n_filter = 2, .n_signal = 5, .n_output = 4, .n_pooled = 2, .stride = 1, .pool = 2,
  };

  imagette_line_figure_set_line (figure, &line);
  imagette_line_figure_set_position (figure, 0);
  return figure;
}

static gboolean
press (ImagetteLineFigure *figure, guint key)
{
  gboolean taken = FALSE;

  if (ui_test_press (GTK_WIDGET (figure), key, 0))
    return TRUE;
  g_signal_emit_by_name (ui_test_controller (GTK_WIDGET (figure), GTK_TYPE_EVENT_CONTROLLER_KEY),
                         "key-pressed", key, 0, 0, &taken);
  return taken;
}

static void
test_keys_move_the_window (void)
{
  ImagetteLineFigure *figure = make_figure ();
  UiTestSignal moved = { 0 };

  g_signal_connect (figure, "moved", G_CALLBACK (ui_test_int_cb), &moved);
  press (figure, GDK_KEY_Right);
  g_assert_cmpint (moved.a, ==, 1);
  press (figure, GDK_KEY_End);
  g_assert_cmpint (moved.a, ==, 3);
  press (figure, GDK_KEY_Right);
  g_assert_cmpint (moved.n, ==, 2);
  press (figure, GDK_KEY_Home);
  g_assert_cmpint (imagette_line_figure_get_position (figure), ==, 0);
  /* No box is chosen: digits are not for the figure, nor is Escape. */
  g_assert_false (press (figure, GDK_KEY_7));
  g_assert_false (press (figure, GDK_KEY_Escape));
  g_object_unref (figure);
}

static void
test_typing (void)
{
  ImagetteLineFigure *figure = make_figure ();
  Edit edit = { 0 };
  ImagetteLineRow row;
  int index;

  g_signal_connect (figure, "edited", G_CALLBACK (edited_cb), &edit);
  imagette_line_figure_set_position (figure, 2);
  press (figure, GDK_KEY_Up);
  g_assert_true (imagette_line_figure_get_chosen (figure, &row, &index));
  g_assert_cmpint (row, ==, IMAGETTE_LINE_SIGNAL);
  g_assert_cmpint (index, ==, 2);
  press (figure, GDK_KEY_minus);
  press (figure, GDK_KEY_1);
  press (figure, GDK_KEY_2);
  press (figure, GDK_KEY_BackSpace);
  press (figure, GDK_KEY_comma);
  press (figure, GDK_KEY_5);
  g_assert_cmpint (edit.n, ==, 0);
  press (figure, GDK_KEY_Tab);
  g_assert_cmpint (edit.n, ==, 1);
  g_assert_cmpint (edit.row, ==, IMAGETTE_LINE_SIGNAL);
  g_assert_cmpint (edit.index, ==, 2);
  g_assert_cmpfloat (edit.value, ==, -1.5);
  imagette_line_figure_get_chosen (figure, &row, &index);
  g_assert_cmpint (index, ==, 3);
  /* Not typing, Tab leaves the figure. */
  g_assert_false (press (figure, GDK_KEY_Tab));

  press (figure, GDK_KEY_Up);
  press (figure, GDK_KEY_9);
  press (figure, GDK_KEY_Escape);
  g_assert_cmpint (edit.n, ==, 1);
  press (figure, GDK_KEY_9);
  press (figure, GDK_KEY_Return);
  g_assert_cmpint (edit.row, ==, IMAGETTE_LINE_FILTER);
  g_assert_cmpint (edit.index, ==, 1);
  g_assert_cmpfloat (edit.value, ==, 9);
  /* What is no number changes nothing. */
  press (figure, GDK_KEY_minus);
  press (figure, GDK_KEY_Return);
  g_assert_cmpint (edit.n, ==, 2);
  press (figure, GDK_KEY_Delete);
  g_assert_cmpint (edit.n, ==, 3);
  g_assert_cmpfloat (edit.value, ==, 0);
  g_object_unref (figure);
}

static void
test_pointer (void)
{
  ImagetteLineFigure *figure = make_figure ();
  GtkWidget *window = ui_test_show (GTK_WIDGET (figure), 600, 400);
  GtkEventController *drag = ui_test_controller (GTK_WIDGET (figure), GTK_TYPE_GESTURE_DRAG);
  graphene_rect_t box, next;
  ImagetteLineRow row;
  int index;

  g_assert_false (imagette_line_figure_get_box (figure, IMAGETTE_LINE_OUTPUT, 4, &box));
  g_assert_true (imagette_line_figure_get_box (figure, IMAGETTE_LINE_OUTPUT, 2, &box));
  g_signal_emit_by_name (drag, "drag-begin", (double) box.origin.x + 4, (double) box.origin.y + 4);
  g_assert_cmpint (imagette_line_figure_get_position (figure), ==, 2);
  imagette_line_figure_get_box (figure, IMAGETTE_LINE_FILTER, 1, &box);
  imagette_line_figure_get_box (figure, IMAGETTE_LINE_SIGNAL, 3, &next);
  g_assert_cmpfloat (box.origin.x, ==, next.origin.x);
  g_signal_emit_by_name (drag, "drag-begin", (double) box.origin.x + 4, (double) box.origin.y + 4);
  g_assert_true (imagette_line_figure_get_chosen (figure, &row, &index));
  g_assert_cmpint (row, ==, IMAGETTE_LINE_FILTER);
  g_assert_cmpint (index, ==, 1);
  gtk_window_destroy (GTK_WINDOW (window));
  g_object_unref (figure);
}

/* During a play the cells to come are empty. */
static void
test_revealed (void)
{
  ImagetteLineFigure *figure = make_figure ();
  GtkWidget *window = ui_test_show (GTK_WIDGET (figure), 600, 400);
  cairo_surface_t *all = ui_test_picture (GTK_WIDGET (figure)), *some;
  int n, m;

  imagette_line_figure_set_revealed (figure, 1);
  some = ui_test_picture (GTK_WIDGET (figure));
  n = ui_test_count (all, ui_test_pixel (all, 1, 1));
  m = ui_test_count (some, ui_test_pixel (some, 1, 1));
  g_assert_cmpint (m, >, n);
  cairo_surface_destroy (all);
  cairo_surface_destroy (some);
  gtk_window_destroy (GTK_WINDOW (window));
  g_object_unref (figure);
}

static void
test_numbers (void)
{
  static const struct { double value; const char *text; } numbers[] = {
    { 3, "3" }, { -1.5, "−1.5" }, { 0.254, "0.25" }, { -0.001, "0" }, { 18, "18" }, { 0.3f, "0.3" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (numbers); i++)
    {
      g_autofree char *text = imagette_line_figure_number (numbers[i].value);

      g_assert_cmpstr (text, ==, numbers[i].text);
    }
}

static void
add (void)
{
  g_test_add_func ("/line-figure/keys", test_keys_move_the_window);
  g_test_add_func ("/line-figure/typing", test_typing);
  g_test_add_func ("/line-figure/pointer", test_pointer);
  g_test_add_func ("/line-figure/revealed", test_revealed);
  g_test_add_func ("/line-figure/numbers", test_numbers);
}

int
main (int argc, char **argv)
{
  return ui_test_main (&argc, &argv, add);
}
