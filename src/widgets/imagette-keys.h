/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Keys that widgets have in common, in class_init (); those of the keypad do the same. */

/* The four arrows: move (widget, "(ii)" down, right). */
void imagette_keys_add_arrows (GtkWidgetClass *class,
                               GtkShortcutFunc move);
/* Enter: open (widget). */
void imagette_keys_add_enter  (GtkWidgetClass *class,
                               GtkShortcutFunc open);

G_END_DECLS
