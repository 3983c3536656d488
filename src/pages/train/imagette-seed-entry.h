/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* An entry for seeds: all whole numbers from 0 to 2^64-1 (DEFINITIONS §0), of which a spin button
 * knows only the first 2^53. Enter, or leaving it, takes what was typed; anything else than a seed
 * is marked while it stands there, and gives way to the old seed. Calls changed (data) for every
 * new seed. (transfer floating) */
GtkWidget *imagette_seed_entry_new (GCallback  changed,
                                    gpointer   data);
guint64    imagette_seed_entry_get (GtkWidget *entry);
void       imagette_seed_entry_set (GtkWidget *entry,
                                    guint64    seed);

G_END_DECLS
