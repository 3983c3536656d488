/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Every action of the window in one table: its key, its name, its group. Keys,
 * tooltips and the list of shortcuts (Ctrl+?) all come from here. */
typedef struct
{
  const char *action;             /* detailed: "win.page('train')"; NULL: a key that a widget answers itself */
  const char *keys;               /* as for gtk_accelerator_parse (), "|" between several */
  const char *label;              /* untranslated, marked N_() */
  const char *group;              /* untranslated, marked N_() */
} ImagetteShortcut;

const ImagetteShortcut *imagette_shortcuts_list      (gsize                  *n);
const ImagetteShortcut *imagette_shortcuts_find      (const char             *action);
/* No Ctrl, no Alt, no function key: must not act while one types. */
gboolean                imagette_shortcut_is_plain   (const ImagetteShortcut *shortcut);
/* "Shift+R", in the user's language. (transfer full) */
char                   *imagette_shortcut_get_label  (const ImagetteShortcut *shortcut);
/* Gives a control the tooltip "Start again with a new seed (Shift+R)", and the
 * label as accessible name, and its keys. */
void                    imagette_shortcuts_describe  (GtkWidget              *widget,
                                                      const char             *action);
/* The keys that must not act while one types: a controller for the window, in the
 * bubble phase, so that whatever has the focus comes first. (transfer full) */
GtkEventController     *imagette_shortcuts_new_plain_controller (void);
/* The others, as accelerators. */
void                    imagette_shortcuts_install   (GtkApplication         *application);

G_END_DECLS
