/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "widgets/imagette-digit-pad.h"

#include <string.h>

#include "render/nn-digit.h"
#include "ui-test.h"
#include "widgets/imagette-ink.h"

static int
ink (ImagetteDigitPad *pad)
{
  const guint8 *pixels = imagette_digit_pad_get_pixels (pad);
  int sum = 0;

  for (int i = 0; i < 784; i++)
    sum += pixels[i];
  return sum;
}

static ImagetteDigitPad *
make_pad (void)
{
  return IMAGETTE_DIGIT_PAD (g_object_ref_sink (imagette_digit_pad_new ()));
}

static gboolean
flag (ImagetteDigitPad *pad, const char *property)
{
  gboolean value;

  g_object_get (pad, property, &value, NULL);
  return value;
}

static GtkWidget *
find_ink (GtkWidget *widget)
{
  GtkWidget *found = IMAGETTE_IS_INK (widget) ? widget : NULL;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_ink (child);
  return found;
}

/* However little width large text or a small window leaves, the sheet is a square. */
static void
test_square (void)
{
  GtkWidget *pad = imagette_digit_pad_new ();
  GtkWidget *window = ui_test_show (pad, 330, 500);
  GtkWidget *sheet = find_ink (pad);

  g_assert_cmpint (gtk_widget_get_width (sheet), >, 60);
  g_assert_cmpint (abs (gtk_widget_get_width (sheet) - gtk_widget_get_height (sheet)), <=, 1);
  gtk_window_destroy (GTK_WINDOW (window));
}

static void
test_strokes (void)
{
  ImagetteDigitPad *pad = make_pad ();
  UiTestSignal changed = { 0 };
  guint8 first[784];

  g_signal_connect (pad, "changed", G_CALLBACK (ui_test_void_cb), &changed);
  g_assert_true (flag (pad, "blank"));
  g_assert_false (flag (pad, "can-undo"));
  imagette_digit_pad_stroke (pad, 5, 4, 1, TRUE);
  imagette_digit_pad_stroke (pad, 5, 24, 1, FALSE);
  g_assert_cmpint (changed.n, ==, 2);
  g_assert_false (flag (pad, "blank"));
  memcpy (first, imagette_digit_pad_get_pixels (pad), 784);
  /* An upright stroke at the left edge ends up in the middle, twenty high. */
  g_assert_cmpint (first[14 * 28 + 14], >, 128);
  g_assert_cmpint (first[14 * 28 + 5], ==, 0);
  g_assert_cmpint (first[1 * 28 + 14], ==, 0);
  imagette_digit_pad_stroke (pad, 5, 24, 1, TRUE);
  imagette_digit_pad_stroke (pad, 18, 24, 1, FALSE);
  g_assert_cmpint (memcmp (first, imagette_digit_pad_get_pixels (pad), 784), !=, 0);
  imagette_digit_pad_undo (pad);
  g_assert_cmpint (memcmp (first, imagette_digit_pad_get_pixels (pad), 784), ==, 0);
  imagette_digit_pad_undo (pad);
  g_assert_true (flag (pad, "blank"));
  g_assert_false (flag (pad, "can-undo"));
  g_assert_cmpint (ink (pad), ==, 0);
  g_assert_finalize_object (pad);
}

static void
test_erase_and_clear (void)
{
  ImagetteDigitPad *pad = make_pad ();
  int before;

  imagette_digit_pad_stroke (pad, 4, 14, 1, TRUE);
  imagette_digit_pad_stroke (pad, 24, 14, 1, FALSE);
  imagette_digit_pad_stroke (pad, 14, 4, 1, TRUE);
  imagette_digit_pad_stroke (pad, 14, 24, 1, FALSE);
  before = ink (pad);
  imagette_digit_pad_set_erasing (pad, TRUE);
  g_assert_true (flag (pad, "erasing"));
  imagette_digit_pad_stroke (pad, 14, 4, 1, TRUE);
  imagette_digit_pad_stroke (pad, 14, 11, 1, FALSE);
  g_assert_cmpint (ink (pad), !=, before);
  imagette_digit_pad_clear (pad);
  g_assert_true (flag (pad, "blank"));
  imagette_digit_pad_undo (pad);
  imagette_digit_pad_undo (pad);
  g_assert_cmpint (ink (pad), ==, before);
  g_assert_finalize_object (pad);
}

/* Little pressure, a thin line. */
static void
test_pressure (void)
{
  ImagetteInk *thin = IMAGETTE_INK (g_object_ref_sink (imagette_ink_new ()));
  ImagetteInk *thick = IMAGETTE_INK (g_object_ref_sink (imagette_ink_new ()));
  int a = 0, b = 0;

  imagette_ink_stroke (thin, 4, 14, 0.1, TRUE);
  imagette_ink_stroke (thin, 24, 14, 0.1, FALSE);
  imagette_ink_stroke (thick, 4, 14, 1, TRUE);
  imagette_ink_stroke (thick, 24, 14, 1, FALSE);
  for (int i = 0; i < IMAGETTE_INK_SIDE * IMAGETTE_INK_SIDE; i++)
    {
      a += imagette_ink_get_pixels (thin)[i];
      b += imagette_ink_get_pixels (thick)[i];
    }
  g_assert_cmpint (a, >, 0);
  g_assert_cmpint (2 * a, <, b);
  g_assert_finalize_object (thin);
  g_assert_finalize_object (thick);
}

static void
test_mnist_digit (void)
{
  ImagetteDigitPad *pad = make_pad ();
  guint8 digit[784] = { 0 }, want[784];

  for (int y = 4; y < 24; y++)
    for (int x = 12; x < 16; x++)
      digit[y * 28 + x] = 255;
  imagette_digit_pad_set_pixels (pad, digit);
  g_assert_true (nn_center_digit (digit, 28, 28, want));
  for (int i = 0; i < 784; i++)
    g_assert_cmpint (ABS (imagette_digit_pad_get_pixels (pad)[i] - want[i]), <=, 2);
  g_assert_true (flag (pad, "can-undo"));
  g_assert_finalize_object (pad);
}

static void
test_keyboard (void)
{
  GtkWidget *pad = imagette_digit_pad_new (), *window = ui_test_show (pad, 600, 400);
  GtkWidget *sheet = find_ink (GTK_WIDGET (pad));
  UiTestSignal changed = { 0 };

  g_signal_connect (pad, "changed", G_CALLBACK (ui_test_void_cb), &changed);
  g_assert_true (gtk_widget_grab_focus (pad));
  g_assert_true (gtk_widget_has_focus (sheet));
  g_assert_true (ui_test_press (sheet, GDK_KEY_Up, 0));
  UI_TEST_WAIT (TRUE);
  g_assert_true (imagette_ink_is_blank (IMAGETTE_INK (sheet)));
  g_assert_true (ui_test_press (sheet, GDK_KEY_space, 0));
  for (int i = 0; i < 6; i++)
    g_assert_true (ui_test_press (sheet, GDK_KEY_Down, 0));
  g_assert_true (ui_test_press (sheet, GDK_KEY_space, 0));
  UI_TEST_WAIT (changed.n > 0);
  g_assert_false (imagette_ink_is_blank (IMAGETTE_INK (sheet)));
  g_assert_true (ui_test_press (sheet, GDK_KEY_x, 0));
  g_assert_true (flag (IMAGETTE_DIGIT_PAD (pad), "erasing"));
  g_assert_true (ui_test_press (sheet, GDK_KEY_z, GDK_CONTROL_MASK));
  g_assert_true (imagette_ink_is_blank (IMAGETTE_INK (sheet)));
  gtk_window_destroy (GTK_WINDOW (window));
}

static void
test_buttons (void)
{
  GtkWidget *pad = imagette_digit_pad_new (), *window = ui_test_show (pad, 600, 400);

  imagette_digit_pad_stroke (IMAGETTE_DIGIT_PAD (pad), 14, 4, 1, TRUE);
  imagette_digit_pad_stroke (IMAGETTE_DIGIT_PAD (pad), 14, 24, 1, FALSE);
  UI_TEST_WAIT (!flag (IMAGETTE_DIGIT_PAD (pad), "blank"));
  g_assert_true (gtk_widget_activate_action (pad, "pad.clear", NULL));
  UI_TEST_WAIT (flag (IMAGETTE_DIGIT_PAD (pad), "blank"));
  g_assert_true (gtk_widget_activate_action (pad, "pad.undo", NULL));
  UI_TEST_WAIT (!flag (IMAGETTE_DIGIT_PAD (pad), "blank"));
  g_assert_true (gtk_widget_activate_action (pad, "pad.erase", NULL));
  g_assert_true (flag (IMAGETTE_DIGIT_PAD (pad), "erasing"));
  ui_test_destroy (window, pad);
}

static void
add_tests (void)
{
  g_test_add_func ("/digit-pad/square", test_square);
  g_test_add_func ("/digit-pad/strokes", test_strokes);
  g_test_add_func ("/digit-pad/erase-and-clear", test_erase_and_clear);
  g_test_add_func ("/digit-pad/pressure", test_pressure);
  g_test_add_func ("/digit-pad/mnist-digit", test_mnist_digit);
  g_test_add_func ("/digit-pad/keyboard", test_keyboard);
  g_test_add_func ("/digit-pad/buttons", test_buttons);
}

int
main (int argc, char **argv)
{
  return ui_test_main (&argc, &argv, add_tests);
}
