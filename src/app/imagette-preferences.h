/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/imagette-window.h"

G_BEGIN_DECLS

/* Folder of the images, threads, light or dark. */
GtkWindow *imagette_preferences_present     (ImagetteWindow *window);
/* Follows the "theme" setting: "system", "light", "dark". */
void       imagette_preferences_apply_theme (GSettings      *settings);

G_END_DECLS
