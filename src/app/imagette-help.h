/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* The windows that explain: how it works, which keys there are, what it is. */
GtkWindow *imagette_help_present           (GtkWindow *parent);
GtkWindow *imagette_help_present_shortcuts (GtkWindow *parent);
GtkWindow *imagette_help_present_about     (GtkWindow *parent);

G_END_DECLS
