/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* Where a dialog's files go: a row for the name, a row for the folder, which is that of the last
 * time; and their writing, which asks before it replaces anything.
 *
 * Signals: "changed" ()   another name or folder
 */
#define IMAGETTE_TYPE_DESTINATION (imagette_destination_get_type ())
G_DECLARE_FINAL_TYPE (ImagetteDestination, imagette_destination, IMAGETTE, DESTINATION, AdwBin)

GtkWidget *imagette_destination_new        (void);
/* A name, with its extension, which says what is in the file. A name that was typed stays, but for
 * the extension. */
void       imagette_destination_suggest    (ImagetteDestination *self,
                                            const char          *name);
void       imagette_destination_set_folder (ImagetteDestination *self,
                                            const char          *folder);
/* FALSE: what stands there cannot be the name of a file. */
gboolean   imagette_destination_is_named   (ImagetteDestination *self);
/* suffix goes between stem and extension, for one of several files: "-01" or "". (transfer full) */
char      *imagette_destination_get_name   (ImagetteDestination *self,
                                            const char          *suffix);
char      *imagette_destination_get_path   (ImagetteDestination *self,
                                            const char          *suffix);
/* Asks if there are such files, writes them (GBytes each, with their suffixes), remembers the
 * folder, tells the window below the dialog by its action "win.tell" and closes the dialog. What
 * fails is shown, and the dialog stays. */
void       imagette_destination_write      (ImagetteDestination *self,
                                            GPtrArray           *files,
                                            GPtrArray           *suffixes);

G_END_DECLS
