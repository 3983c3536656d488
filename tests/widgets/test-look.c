/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui-test.h"

#include "widgets/imagette-look.h"
#include "widgets/imagette-tile.h"

/* How widgets look on a plain desktop and, with --contrast, on one that asks for high contrast. */

static gboolean contrast;

static void
test_style (void)
{
  GtkWidget *window = ui_test_show (gtk_label_new ("x"), 100, 100);
  NnStyle style;

  imagette_look_init_style (window, &style);
  g_assert_cmpfloat (nn_style_contrast (style.text, style.background), >=, contrast ? 18 : 7);
  g_assert_cmpfloat (nn_style_contrast (style.dim, style.background), >=, contrast ? 18 : 4.5);
  if (contrast)
    {
      g_assert_cmpfloat (nn_style_contrast (style.grid, style.background), >=, 3);
      g_assert_cmpfloat (nn_style_contrast (style.accent, style.background), >=, 4.5);
    }
  gtk_window_destroy (GTK_WINDOW (window));
}

static void
test_text_color (void)
{
  GtkWidget *window = ui_test_show (gtk_label_new ("x"), 100, 100);
  GdkRGBA full, dimmed;

  imagette_look_text_color (window, 1, &full);
  imagette_look_text_color (window, 0.5, &dimmed);
  g_assert_cmpfloat_with_epsilon (dimmed.alpha, contrast ? full.alpha : full.alpha / 2, 1e-6);
  dimmed.alpha = full.alpha;
  g_assert_true (gdk_rgba_equal (&full, &dimmed));
  gtk_window_destroy (GTK_WINDOW (window));
}

int
main (int    argc,
      char **argv)
{
  contrast = argc > 1 && g_str_equal (argv[1], "--contrast");
  g_setenv ("ADW_DEBUG_HIGH_CONTRAST", contrast ? "1" : "0", TRUE);
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  adw_style_manager_set_color_scheme (adw_style_manager_get_default (), ADW_COLOR_SCHEME_FORCE_LIGHT);
  g_assert_true (adw_style_manager_get_high_contrast (adw_style_manager_get_default ()) == contrast);
  g_test_add_func ("/widgets/look/style", test_style);
  g_test_add_func ("/widgets/look/text-color", test_text_color);
  return g_test_run ();
}
