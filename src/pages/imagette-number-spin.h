/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* A spin button for numbers with a fraction. It shows the shortest text that reads as the float it
 * holds, and holds that float to the bit until another one is typed or stepped to: passing through
 * with Tab changes nothing, however many digits there are, and were it out of bounds (from a file).
 * What is no number, or out of bounds, leaves the old one. Comma or point, as the locale has it. */
#define IMAGETTE_STEPS_OF_DECADES 0       /* steps are 1, 2, 5, 10 … of any power of ten; min > 0 */

/* Calls changed (data) for every new value. (transfer floating) */
GtkWidget *imagette_number_spin_new (double     min,
                                     double     max,
                                     double     step,
                                     GCallback  changed,
                                     gpointer   data);
float      imagette_number_spin_get (GtkWidget *spin);
void       imagette_number_spin_set (GtkWidget *spin,
                                     float      value);

G_END_DECLS
