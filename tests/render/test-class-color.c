/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "render/nn-class-color.h"

static void
test_apart (void)
{
  for (int a = 0; a < NN_CLASS_COLORS; a++)
    for (int b = 0; b < a; b++)
      {
        guint32 x = nn_class_color (a), y = nn_class_color (b);
        int distance = 0;

        for (int shift = 0; shift < 24; shift += 8)
          distance += ABS ((int) (x >> shift & 0xff) - (int) (y >> shift & 0xff));
        g_assert_cmpint (distance, >=, 60);
      }
}

static void
test_ink_is_legible (void)
{
  for (int dark = 0; dark < 2; dark++)
    {
      NnStyle style;

      nn_style_init (&style, dark, 13);
      for (int class = 0; class < NN_CLASS_COLORS; class++)
        g_assert_cmpfloat (nn_style_contrast (nn_class_ink (&style, class), style.background), >=,
                           3);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/class-color/apart", test_apart);
  g_test_add_func ("/class-color/ink-is-legible", test_ink_is_legible);
  return g_test_run ();
}
