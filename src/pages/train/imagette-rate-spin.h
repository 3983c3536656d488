/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* A spin button for rates: its steps are 1, 2, 5, 10 … of any power of ten, and
 * any other value can be typed. What is typed as 0.003 is 0.003 to the bit. */
GtkWidget *imagette_rate_spin_new       (double         min,     /* > 0 */
                                         double         max);
double     imagette_rate_spin_get_value (GtkSpinButton *spin);
void       imagette_rate_spin_set_value (GtkSpinButton *spin,
                                         double         value);

G_END_DECLS
