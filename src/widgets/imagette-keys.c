/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "widgets/imagette-keys.h"

void
imagette_keys_add_arrows (GtkWidgetClass *class, GtkShortcutFunc move)
{
  static const struct { guint key, keypad; int down, right; } arrows[] = {
    { GDK_KEY_Left, GDK_KEY_KP_Left, 0, -1 }, { GDK_KEY_Right, GDK_KEY_KP_Right, 0, 1 },
    { GDK_KEY_Up, GDK_KEY_KP_Up, -1, 0 }, { GDK_KEY_Down, GDK_KEY_KP_Down, 1, 0 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (arrows); i++)
    {
      gtk_widget_class_add_binding (class, arrows[i].key, 0, move, "(ii)", arrows[i].down,
                                    arrows[i].right);
      gtk_widget_class_add_binding (class, arrows[i].keypad, 0, move, "(ii)", arrows[i].down,
                                    arrows[i].right);
    }
}

void
imagette_keys_add_enter (GtkWidgetClass *class, GtkShortcutFunc open)
{
  gtk_widget_class_add_binding (class, GDK_KEY_Return, 0, open, NULL);
  gtk_widget_class_add_binding (class, GDK_KEY_KP_Enter, 0, open, NULL);
}
