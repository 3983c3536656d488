/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* The user guide of docs/guide/, which is built in, so that it opens without a network: headings,
 * paragraphs and points of the plain kind of Markdown that it is written in. language: "en", "fr".
 * (transfer floating) */
GtkWidget *imagette_guide_new (const char *language);

G_END_DECLS
