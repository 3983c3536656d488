/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "widgets/imagette-filter-editor.h"

#include "ui-test.h"

typedef struct
{
  int n, n_more;
} Edits;

static void
edited_cb (ImagetteFilterEditor *editor, gboolean more, gpointer data)
{
  Edits *edits = data;

  edits->n++;
  edits->n_more += more;
}

static ImagetteFilterEditor *
make_editor (Edits *edits)
{
  static const float zero[25];
  ImagetteFilterEditor *editor
    = IMAGETTE_FILTER_EDITOR (g_object_ref_sink (imagette_filter_editor_new ()));

  imagette_filter_editor_set_values (editor, zero);
  *edits = (Edits) { 0 };
  g_signal_connect (editor, "edited", G_CALLBACK (edited_cb), edits);
  return editor;
}

static float
value (ImagetteFilterEditor *editor, int row, int column)
{
  return imagette_filter_editor_get_values (editor)[row * 5 + column];
}

/* Of any side: the largest weight is the range; edges and dots sum to nothing, Gauss does not. */
static void
test_sides (void)
{
  Edits edits;
  ImagetteFilterEditor *editor = make_editor (&edits);

  for (int side = 1; side <= IMAGETTE_FILTER_EDITOR_MAX; side++)
    for (ImagettePreset preset = 0; preset < IMAGETTE_N_PRESETS; preset++)
      {
        float values[IMAGETTE_FILTER_EDITOR_MAX * IMAGETTE_FILTER_EDITOR_MAX], sum = 0;

        imagette_filter_editor_fill_preset (preset, side, 0.5, values);
        g_assert_cmpfloat (nn_scope_max (values, (gsize) (side * side)), ==, 0.5f);
        for (int i = 0; i < side * side; i++)
          sum += values[i];
        if (side > 1 && preset != IMAGETTE_PRESET_GAUSS && preset != IMAGETTE_PRESET_DELTA)
          g_assert_cmpfloat_with_epsilon (sum, 0, 1e-6);
        else
          g_assert_cmpfloat (sum, >, 0.4f);
        imagette_filter_editor_set_side (editor, side);
        imagette_filter_editor_set_values (editor, values);
        g_assert_cmpmem (imagette_filter_editor_get_values (editor),
                         sizeof (float) * (gsize) (side * side), values,
                         sizeof (float) * (gsize) (side * side));
      }
  imagette_filter_editor_set_side (editor, 3);
  g_assert_null (imagette_filter_editor_get_values (editor));
  g_assert_finalize_object (editor);
}

static void
test_presets (void)
{
  Edits edits;
  ImagetteFilterEditor *editor = make_editor (&edits);
  float values[25], sum;

  for (ImagettePreset preset = 0; preset < IMAGETTE_N_PRESETS; preset++)
    {
      imagette_filter_editor_fill_preset (preset, 5, 0.5, values);
      g_assert_cmpfloat (nn_scope_max (values, 25), ==, 0.5f);
      sum = 0;
      for (int i = 0; i < 25; i++)
        sum += values[i];
      if (preset == IMAGETTE_PRESET_SOBEL_X || preset == IMAGETTE_PRESET_SOBEL_Y
          || preset == IMAGETTE_PRESET_LAPLACE)
        g_assert_cmpfloat_with_epsilon (sum, 0, 1e-6);
      else
        g_assert_cmpfloat (sum, >, 0.4f);
      imagette_filter_editor_apply_preset (editor, preset);
      g_assert_cmpmem (imagette_filter_editor_get_values (editor), sizeof values, values,
                       sizeof values);
      g_assert_cmpint (edits.n, ==, (int) preset + 1);
    }
  g_assert_cmpint (edits.n_more, ==, 0);
  /* Ink to the right of an upright edge, and below a level one. */
  imagette_filter_editor_fill_preset (IMAGETTE_PRESET_SOBEL_X, 5, 12, values);
  g_assert_cmpfloat (values[2 * 5 + 3], ==, 12);
  g_assert_cmpfloat (values[2 * 5 + 0], ==, -6);
  imagette_filter_editor_fill_preset (IMAGETTE_PRESET_SOBEL_Y, 5, 12, values);
  g_assert_cmpfloat (values[3 * 5 + 2], ==, 12);
  imagette_filter_editor_fill_preset (IMAGETTE_PRESET_DELTA, 5, 1, values);
  g_assert_cmpfloat (values[12], ==, 1);
  g_assert_cmpfloat (values[11], ==, 0);
  g_assert_finalize_object (editor);
}

/* A stroke over three cells is one edit that goes on twice. */
static void
test_drag (void)
{
  Edits edits;
  ImagetteFilterEditor *editor = make_editor (&edits);
  GtkWidget *window = ui_test_show (GTK_WIDGET (editor), 250, 250);
  GtkEventController *drag = ui_test_controller (GTK_WIDGET (editor), GTK_TYPE_GESTURE_DRAG);
  static const float other[25] = { 1 };
  cairo_surface_t *picture;
  float changing[25] = { 0 };

  g_signal_emit_by_name (drag, "drag-begin", 25.0, 75.0);
  g_assert_true (imagette_filter_editor_is_painting (editor));
  g_assert_cmpfloat (value (editor, 1, 0), ==, 0.5f);
  g_assert_cmpint (edits.n, ==, 1);
  imagette_filter_editor_set_values (editor, other);      /* the hand goes first */
  g_assert_cmpfloat (value (editor, 0, 0), ==, 0);
  ui_test_hover (GTK_WIDGET (editor), 125, 75);
  g_signal_emit_by_name (drag, "drag-end", 0.0, 0.0);
  g_assert_false (imagette_filter_editor_is_painting (editor));
  imagette_filter_editor_set_brush (editor, -7);
  g_assert_cmpfloat (imagette_filter_editor_get_brush (editor), ==, -0.5);
  g_signal_emit_by_name (drag, "drag-begin", 225.0, 225.0);
  g_signal_emit_by_name (drag, "drag-end", 0.0, 0.0);
  g_assert_cmpfloat (value (editor, 4, 4), ==, -0.5f);
  g_assert_cmpint (edits.n, ==, 2);
  g_assert_cmpint (edits.n_more, ==, 0);
  /* The same weight again is no edit. */
  g_signal_emit_by_name (drag, "drag-begin", 225.0, 225.0);
  g_signal_emit_by_name (drag, "drag-end", 0.0, 0.0);
  g_assert_cmpint (edits.n, ==, 2);

  picture = ui_test_picture (GTK_WIDGET (editor));
  g_assert_cmphex (ui_test_pixel (picture, 8, 60), ==, 0xffffff);
  g_assert_cmphex (ui_test_pixel (picture, 108, 108), ==, 0x808080);
  g_assert_cmphex (ui_test_pixel (picture, 208, 210), ==, 0x000000);
  cairo_surface_destroy (picture);

  imagette_filter_editor_set_values (editor, changing);
  g_assert_cmpfloat (value (editor, 4, 4), ==, 0);
  g_assert_cmpint (edits.n, ==, 2);
  g_object_ref (editor);
  gtk_window_destroy (GTK_WINDOW (window));
  g_object_unref (editor);
  g_object_unref (editor);
}

static void
test_keys (void)
{
  Edits edits;
  ImagetteFilterEditor *editor = make_editor (&edits);
  GtkWidget *widget = GTK_WIDGET (editor);
  UiTestSignal hovered = { 0 };
  g_autofree char *words = NULL, *at_cell = NULL;

  g_signal_connect (editor, "cell-hovered", G_CALLBACK (ui_test_signal_cb), &hovered);
  words = imagette_filter_editor_describe (editor);
  g_assert_cmpstr (words, ==, "Drag over the cells to paint");
  g_assert_false (ui_test_press (widget, GDK_KEY_plus, 0));
  g_assert_true (ui_test_press (widget, GDK_KEY_Right, 0));
  g_assert_cmpint (hovered.a, ==, 2);
  g_assert_cmpint (hovered.b, ==, 2);
  for (int i = 0; i < 4; i++)
    ui_test_press (widget, GDK_KEY_KP_Up, 0);
  g_assert_cmpint (hovered.a, ==, 0);
  g_assert_true (ui_test_press (widget, GDK_KEY_Return, 0));
  g_assert_cmpfloat (value (editor, 0, 2), ==, 0.5f);
  g_assert_true (ui_test_press (widget, GDK_KEY_minus, 0));
  g_assert_cmpfloat_with_epsilon (value (editor, 0, 2), 0.45f, 1e-6);
  at_cell = imagette_filter_editor_describe (editor);
  g_assert_cmpstr (at_cell, ==, "row 0, column 2: 0.45");
  g_assert_true (ui_test_press (widget, GDK_KEY_Delete, 0));
  g_assert_cmpfloat (value (editor, 0, 2), ==, 0);
  g_assert_cmpint (edits.n, ==, 3);
  for (int i = 0; i < 100; i++)
    ui_test_press (widget, GDK_KEY_plus, 0);
  g_assert_cmpfloat (value (editor, 0, 2), ==, 2);      /* four ranges at most */

  imagette_filter_editor_set_values (editor, NULL);
  g_assert_null (imagette_filter_editor_get_values (editor));
  g_assert_false (ui_test_press (widget, GDK_KEY_Right, 0));
  imagette_filter_editor_apply_preset (editor, IMAGETTE_PRESET_GAUSS);
  g_assert_null (imagette_filter_editor_get_values (editor));
  g_assert_finalize_object (editor);
}

static void
add_tests (void)
{
  g_test_add_func ("/widgets/filter-editor/presets", test_presets);
  g_test_add_func ("/widgets/filter-editor/sides", test_sides);
  g_test_add_func ("/widgets/filter-editor/drag", test_drag);
  g_test_add_func ("/widgets/filter-editor/keys", test_keys);
}

int
main (int   argc,
      char *argv[])
{
  return ui_test_main (&argc, &argv, add_tests);
}
