/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "widgets/imagette-note.h"

#include "ui-test.h"

static int n_layouts;

static void
layout_cb (GdkFrameClock *clock)
{
  n_layouts++;
}

/* Any number of words, and it is as large as it was. */
static void
test_keeps_its_size (void)
{
  GtkWidget *note = imagette_note_new (20, 3);
  int narrow, low, width, height;

  g_object_ref_sink (note);
  gtk_widget_measure (note, GTK_ORIENTATION_HORIZONTAL, -1, &narrow, &width, NULL, NULL);
  gtk_widget_measure (note, GTK_ORIENTATION_VERTICAL, -1, &low, &height, NULL, NULL);
  g_assert_cmpint (narrow, ==, width);
  g_assert_cmpint (low, ==, height);
  g_assert_cmpint (width, >, 20 * 4);
  g_assert_cmpint (height, >, 3 * 12);
  imagette_note_set_text (IMAGETTE_NOTE (note), "A\nlong\nsentence\nof more\nthan three lines");
  gtk_widget_measure (note, GTK_ORIENTATION_HORIZONTAL, -1, &width, NULL, NULL, NULL);
  g_assert_cmpint (width, ==, narrow);
  gtk_widget_measure (note, GTK_ORIENTATION_VERTICAL, -1, &height, NULL, NULL, NULL);
  g_assert_cmpint (height, ==, low);
  g_object_unref (note);
}

/* Its picture, when it has less ink than that. */
static cairo_surface_t *
wait_for_fewer (GtkWidget *note, const NnStyle *style, int ink)
{
  cairo_surface_t *picture = ui_test_picture (note);
  gint64 end = g_get_monotonic_time () + 10 * G_USEC_PER_SEC;

  while (ui_test_count (picture, style->text) >= ink && g_get_monotonic_time () < end)
    {
      cairo_surface_destroy (picture);
      ui_test_run_for (10);
      picture = ui_test_picture (note);
    }
  g_assert_cmpint (ui_test_count (picture, style->text), <, ink);
  return picture;
}

/* Words that come faster than one reads are not painted each, and the last ones are. */
static void
test_calm (void)
{
  GtkWidget *note = imagette_note_new (20, 2), *window = ui_test_show (note, 200, 60);
  gboolean calm = FALSE;
  int first = 0, second = 0;
  cairo_surface_t *last;
  NnStyle style;

  imagette_look_init_style (note, &style);
  /* On a busy machine time for both may have gone by, or the window became the active one and is
   * drawn anew: then once more. */
  for (int i = 0; i < 20 && !calm; i++)
    {
      gint64 start = g_get_monotonic_time ();
      cairo_surface_t *a, *b;

      imagette_note_set_text (IMAGETTE_NOTE (note), "MMMMMMMMMM");
      a = ui_test_picture (note);
      first = ui_test_count (a, style.text);
      imagette_note_set_text (IMAGETTE_NOTE (note), "M");
      g_assert_cmpstr (imagette_note_get_text (IMAGETTE_NOTE (note)), ==, "M");
      b = ui_test_picture (note);
      second = ui_test_count (b, style.text);
      calm = g_get_monotonic_time () - start < G_USEC_PER_SEC / 10 && first == second;
      cairo_surface_destroy (a);
      cairo_surface_destroy (b);
      if (!calm)
        ui_test_run_for (300);
    }
  g_assert_true (calm);
  last = wait_for_fewer (note, &style, first);
  cairo_surface_destroy (last);
  gtk_window_destroy (GTK_WINDOW (window));
}

/* New words are seen, and stay within the box; the same ones cost nothing. */
static void
test_words_are_painted (void)
{
  GtkWidget *note = imagette_note_new (20, 2), *window = ui_test_show (note, 200, 60);
  cairo_surface_t *empty, *drawn, *again;
  NnStyle style;

  imagette_look_init_style (note, &style);
  empty = ui_test_picture (note);
  imagette_note_set_text (IMAGETTE_NOTE (note), "MMMMMMMMMM");
  drawn = ui_test_picture (note);
  g_assert_cmpint (ui_test_count (drawn, style.text), >, ui_test_count (empty, style.text) + 10);
  imagette_note_set_text (IMAGETTE_NOTE (note), "M");
  again = wait_for_fewer (note, &style, ui_test_count (drawn, style.text));
  g_assert_cmpint (ui_test_count (again, style.text), >, ui_test_count (empty, style.text));
  g_assert_cmpstr (imagette_note_get_text (IMAGETTE_NOTE (note)), ==, "M");
  imagette_note_set_text (IMAGETTE_NOTE (note), NULL);
  g_assert_cmpstr (imagette_note_get_text (IMAGETTE_NOTE (note)), ==, "");
  cairo_surface_destroy (empty);
  cairo_surface_destroy (drawn);
  cairo_surface_destroy (again);
  gtk_window_destroy (GTK_WINDOW (window));
}

/* What it is for: a frame with new words has no layout in it. */
static void
test_nothing_is_laid_out (void)
{
  GtkWidget *note = imagette_note_new (20, 2), *window = ui_test_show (note, 200, 60);
  GdkFrameClock *clock = gtk_widget_get_frame_clock (window);

  g_signal_connect (clock, "layout", G_CALLBACK (layout_cb), NULL);
  cairo_surface_destroy (ui_test_picture (note));
  n_layouts = 0;
  imagette_note_set_text (IMAGETTE_NOTE (note), "other words");
  cairo_surface_destroy (ui_test_picture (note));
  g_assert_cmpint (n_layouts, ==, 0);
  gtk_widget_queue_resize (note);
  cairo_surface_destroy (ui_test_picture (note));
  g_assert_cmpint (n_layouts, >, 0);
  g_signal_handlers_disconnect_by_func (clock, layout_cb, NULL);
  gtk_window_destroy (GTK_WINDOW (window));
}

static void
add_tests (void)
{
  g_test_add_func ("/note/keeps-its-size", test_keeps_its_size);
  g_test_add_func ("/note/words-are-painted", test_words_are_painted);
  g_test_add_func ("/note/calm", test_calm);
  g_test_add_func ("/note/nothing-is-laid-out", test_nothing_is_laid_out);
}

int
main (int argc, char **argv)
{
  return ui_test_main (&argc, &argv, add_tests);
}
