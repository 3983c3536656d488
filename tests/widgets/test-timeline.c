/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "widgets/imagette-timeline.h"

#include "ui-test.h"

static const ImagetteMark marks[] = { { 0, 0 }, { 1, 0 }, { 3, 0 }, { 10, 0 }, { 30, 0 },
                                      { 100, 0 }, { 300, 0 }, { 938, 1 }, { 1876, 2 } };

static ImagetteTimeline *
make_timeline (guint64 update)
{
  ImagetteTimeline *timeline = IMAGETTE_TIMELINE (imagette_timeline_new ());

  imagette_timeline_set_progress (timeline, update, (update / 938 + 1) * 938, 938);
  imagette_timeline_set_marks (timeline, marks, G_N_ELEMENTS (marks));
  return timeline;
}

static void
test_keyboard (void)
{
  ImagetteTimeline *timeline = make_timeline (2000);
  GtkWidget *widget = GTK_WIDGET (timeline), *window = ui_test_show (widget, 800, 60);
  UiTestSignal moment = { 0 }, now = { 0 };

  g_signal_connect (timeline, "moment-selected", G_CALLBACK (ui_test_int_cb), &moment);
  g_signal_connect (timeline, "now-selected", G_CALLBACK (ui_test_void_cb), &now);
  g_assert_true (ui_test_press (widget, GDK_KEY_Left, 0));
  g_assert_cmpint (moment.a, ==, 8);
  g_assert_true (ui_test_press (widget, GDK_KEY_Left, 0));
  g_assert_cmpint (moment.a, ==, 7);
  gtk_test_accessible_assert_role (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_ROLE_SLIDER);
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                       "epoch 1, moment 8 of 9");
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_VALUE_NOW,
                                       7.0);
  g_assert_true (ui_test_press (widget, GDK_KEY_Home, 0));
  g_assert_cmpint (moment.a, ==, 0);
  g_assert_true (ui_test_press (widget, GDK_KEY_Left, 0));
  g_assert_cmpint (imagette_timeline_get_selected (timeline), ==, 0);
  g_assert_true (ui_test_press (widget, GDK_KEY_Right, 0));
  g_assert_cmpint (moment.a, ==, 1);
  g_assert_cmpint (now.n, ==, 0);
  g_assert_true (ui_test_press (widget, GDK_KEY_End, 0));
  g_assert_cmpint (now.n, ==, 1);
  g_assert_cmpint (imagette_timeline_get_selected (timeline), ==, -1);
  imagette_timeline_set_selected (timeline, 8);
  g_assert_true (ui_test_press (widget, GDK_KEY_Right, 0));
  g_assert_cmpint (now.n, ==, 2);
  gtk_window_destroy (GTK_WINDOW (window));
}

/* Standing exactly on the last moment, Left goes to the one before. */
static void
test_now_on_a_moment (void)
{
  ImagetteTimeline *timeline = make_timeline (1876);
  GtkWidget *window = ui_test_show (GTK_WIDGET (timeline), 800, 60);

  g_assert_true (ui_test_press (GTK_WIDGET (timeline), GDK_KEY_Left, 0));
  g_assert_cmpint (imagette_timeline_get_selected (timeline), ==, 7);
  gtk_window_destroy (GTK_WINDOW (window));
}

static void
drag_to (GtkWidget *widget, double x)
{
  GtkEventController *drag = ui_test_controller (widget, GTK_TYPE_GESTURE_DRAG);

  g_signal_emit_by_name (drag, "drag-begin", x, 15.0);
}

static void
test_pointer (void)
{
  ImagetteTimeline *timeline = make_timeline (2300);
  GtkWidget *widget = GTK_WIDGET (timeline), *window = ui_test_show (widget, 800, 60);
  UiTestSignal moment = { 0 }, now = { 0 };
  int last = -1;

  g_signal_connect (timeline, "moment-selected", G_CALLBACK (ui_test_int_cb), &moment);
  g_signal_connect (timeline, "now-selected", G_CALLBACK (ui_test_void_cb), &now);
  drag_to (widget, 0);
  g_assert_cmpint (moment.a, ==, 0);
  /* Along the groove every moment comes once, in order, then now. */
  last = 0;
  for (int x = 0; x < 800; x += 2)
    {
      int before = moment.n;

      drag_to (widget, x);
      if (moment.n != before)
        {
          g_assert_cmpint (moment.a, ==, last + 1);
          last = moment.a;
        }
    }
  g_assert_cmpint (last, ==, 8);
  g_assert_cmpint (now.n, ==, 1);
  gtk_window_destroy (GTK_WINDOW (window));
}

/* Fewer moments than before, as after going on from the past: back to now. */
static void
test_marks_shrink (void)
{
  ImagetteTimeline *timeline = IMAGETTE_TIMELINE (g_object_ref_sink (make_timeline (2000)));

  imagette_timeline_set_selected (timeline, 8);
  imagette_timeline_set_marks (timeline, marks, 4);
  g_assert_cmpint (imagette_timeline_get_selected (timeline), ==, -1);
  imagette_timeline_set_selected (timeline, 2);
  imagette_timeline_set_marks (timeline, marks, 3);
  g_assert_cmpint (imagette_timeline_get_selected (timeline), ==, 2);
  g_object_unref (timeline);
}

static void
test_past_is_filled (void)
{
  ImagetteTimeline *timeline = make_timeline (0);
  GtkWidget *widget = GTK_WIDGET (timeline), *window = ui_test_show (widget, 800, 60);
  cairo_surface_t *early, *late, *back;
  NnStyle style;

  imagette_look_init_style (widget, &style);
  early = ui_test_picture (widget);
  imagette_timeline_set_progress (timeline, 2000, 2814, 938);
  late = ui_test_picture (widget);
  g_assert_cmpint (ui_test_count (late, style.accent), >,
                   ui_test_count (early, style.accent) + 500);
  imagette_timeline_set_selected (timeline, 3);
  back = ui_test_picture (widget);
  g_assert_cmpint (ui_test_count (late, style.select), ==, 0);
  g_assert_cmpint (ui_test_count (back, style.select), >, 30);
  cairo_surface_destroy (early);
  cairo_surface_destroy (late);
  cairo_surface_destroy (back);
  gtk_window_destroy (GTK_WINDOW (window));
}

/* Half an epoch is half an epoch, whatever the size of its batches. */
static void
test_other_batches (void)
{
  ImagetteTimeline *timeline = make_timeline (1876 + 469);
  GtkWidget *widget = GTK_WIDGET (timeline), *window = ui_test_show (widget, 800, 60);
  cairo_surface_t *before = ui_test_picture (widget), *after;
  static const guint64 halves[] = { 30, 1876 };
  NnStyle style;

  imagette_look_init_style (widget, &style);
  for (gsize i = 0; i < G_N_ELEMENTS (halves); i++)
    {
      imagette_timeline_set_progress (timeline, 1876 + halves[i], 1876 + 2 * halves[i],
                                      (guint) (2 * halves[i]));
      after = ui_test_picture (widget);
      g_assert_cmpint (ui_test_count (after, style.accent), ==,
                       ui_test_count (before, style.accent));
      cairo_surface_destroy (after);
    }
  cairo_surface_destroy (before);
  gtk_window_destroy (GTK_WINDOW (window));
}

static void
test_finalizes (void)
{
  ImagetteTimeline *timeline = make_timeline (2000);
  GtkWidget *window = ui_test_show (GTK_WIDGET (timeline), 800, 60);

  ui_test_destroy (window, timeline);
}

static void
add_tests (void)
{
  g_test_add_func ("/timeline/keyboard", test_keyboard);
  g_test_add_func ("/timeline/now-on-a-moment", test_now_on_a_moment);
  g_test_add_func ("/timeline/pointer", test_pointer);
  g_test_add_func ("/timeline/marks-shrink", test_marks_shrink);
  g_test_add_func ("/timeline/past-is-filled", test_past_is_filled);
  g_test_add_func ("/timeline/other-batches", test_other_batches);
  g_test_add_func ("/timeline/finalizes", test_finalizes);
}

int
main (int argc, char **argv)
{
  return ui_test_main (&argc, &argv, add_tests);
}
