/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "widgets/imagette-ballot.h"

#include "widgets/imagette-tally.h"

#include "ui-test.h"

static const guint none[10] = { 0 };
static const guint some[10] = { 0, 0, 0, 12, 0, 0, 0, 0, 5, 0 };

static void
test_words (void)
{
  ImagetteTally *tally = IMAGETTE_TALLY (g_object_ref_sink (imagette_tally_new ()));
  static const struct { const guint *counts; int answer; const char *says; } cases[] = {
    { none, -1, "none yet" },
    { none, 4, "none yet; the answer is 4" },
    { some, -1, "3: 12, 8: 5" },
    { some, 3, "3: 12, 8: 5; the answer is 3" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *words = NULL;

      imagette_tally_set (tally, cases[i].counts, cases[i].answer);
      words = imagette_tally_describe (tally);
      g_assert_cmpstr (words, ==, cases[i].says);
      g_assert_cmpint (imagette_tally_get_answer (tally), ==, cases[i].answer);
    }
  g_object_unref (tally);
}

/* Pixels of that colour in the column of a digit. */
static int
count_in (cairo_surface_t *picture,
          int              digit,
          guint32          color)
{
  const int width = cairo_image_surface_get_width (picture) / 10;
  int n = 0;

  for (int y = 0; y < cairo_image_surface_get_height (picture); y++)
    for (int x = digit * width; x < (digit + 1) * width; x++)
      n += ui_test_pixel (picture, x, y) == color;
  return n;
}

static void
test_columns (void)
{
  GtkWidget *tally = imagette_tally_new (), *window = ui_test_show (tally, 400, 100);
  cairo_surface_t *picture;
  NnStyle style;

  imagette_look_init_style (tally, &style);
  imagette_tally_set (IMAGETTE_TALLY (tally), some, -1);
  picture = ui_test_picture (tally);
  g_assert_cmpint (ui_test_count (picture, style.accent), ==, 0);
  g_assert_cmpint (count_in (picture, 3, style.dim), >, count_in (picture, 8, style.dim));
  g_assert_cmpint (count_in (picture, 8, style.dim), >, count_in (picture, 5, style.dim));
  cairo_surface_destroy (picture);
  imagette_tally_set (IMAGETTE_TALLY (tally), some, 8);
  picture = ui_test_picture (tally);
  g_assert_cmpint (count_in (picture, 8, style.accent), >, 300);
  g_assert_cmpint (count_in (picture, 3, style.accent), ==, 0);
  cairo_surface_destroy (picture);
  gtk_window_destroy (GTK_WINDOW (window));
}

static void
test_buttons (void)
{
  GtkWidget *ballot = imagette_ballot_new (), *window;
  UiTestSignal chosen = { -1, 0, 0 };

  g_signal_connect (ballot, "chosen", G_CALLBACK (ui_test_int_cb), &chosen);
  imagette_ballot_set_words (IMAGETTE_BALLOT (ballot), "Vote for %d", "Votes");
  imagette_ballot_set (IMAGETTE_BALLOT (ballot), some, -1, TRUE);
  window = ui_test_show (ballot, 500, 120);
  for (int d = 0; d < 10; d++)
    {
      GtkWidget *button = imagette_ballot_get_button (IMAGETTE_BALLOT (ballot), d);
      g_autofree char *name = g_strdup_printf ("Vote for %d", d);
      g_autofree char *difference = NULL;

      difference = gtk_test_accessible_check_property (GTK_ACCESSIBLE (button),
                                                       GTK_ACCESSIBLE_PROPERTY_LABEL, name);
      g_assert_null (difference);
      g_signal_emit_by_name (button, "clicked");
      g_assert_cmpint (chosen.a, ==, d);
      g_assert_cmpint (chosen.n, ==, d + 1);
    }
  imagette_ballot_set (IMAGETTE_BALLOT (ballot), some, 3, FALSE);
  g_assert_false (gtk_widget_is_sensitive (imagette_ballot_get_button (IMAGETTE_BALLOT (ballot), 3)));
  gtk_window_destroy (GTK_WINDOW (window));
}

static void
test_finalizes (void)
{
  GtkWidget *ballot = imagette_ballot_new (), *window = ui_test_show (ballot, 400, 100);

  ui_test_destroy (window, ballot);
}

static void
add_tests (void)
{
  g_test_add_func ("/ballot/words", test_words);
  g_test_add_func ("/ballot/columns", test_columns);
  g_test_add_func ("/ballot/buttons", test_buttons);
  g_test_add_func ("/ballot/finalizes", test_finalizes);
}

int
main (int argc, char **argv)
{
  return ui_test_main (&argc, &argv, add_tests);
}
