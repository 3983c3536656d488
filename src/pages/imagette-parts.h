/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* Small parts that pages and dialogs are put together from. All floating. */

/* A label at the left, one line, that gives way with an ellipsis; class may be NULL. */
GtkWidget *imagette_parts_label  (const char        *text,
                                  const char        *class);
/* An empty label at the left that wraps, for sentences; class may be NULL. */
GtkWidget *imagette_parts_text   (const char        *class);
/* A label whose text may change with every picture. While running eight times a second are
 * enough to read it: each change lays the whole window out anew. */
void       imagette_parts_set_text (GtkWidget *label, const char *text, gboolean running);
/* A card with a head line: title, what belongs to it, and maybe a button at the end. */
GtkWidget *imagette_parts_card   (GtkWidget         *title,
                                  GtkWidget         *subtitle,   /* may be NULL */
                                  GtkWidget         *button,     /* may be NULL */
                                  GtkWidget         *content);
/* An action of the window as a button, with tooltip and accessible name. */
GtkWidget *imagette_parts_button (const char        *label,      /* NULL: the icon */
                                  const char        *icon,
                                  const char        *action);
/* A row of a boxed list: what a control is for, and the control. Returns the row. */
GtkWidget *imagette_parts_row    (GtkWidget         *list,
                                  const char        *title,
                                  const char        *tooltip,
                                  GtkWidget         *control);
/* Controls that call changed (data) for every new value; the spin button is for whole numbers
 * (imagette-number-spin.h has the one for others). */
GtkWidget *imagette_parts_spin   (double             min,
                                  double             max,
                                  double             step,
                                  GCallback          changed,
                                  gpointer           data);
GtkWidget *imagette_parts_choice (const char *const *names,
                                  GCallback          changed,
                                  gpointer           data);
/* How the content of a scrolled window moves: wide it is made to fit, and a click on a tall picture
 * moves nothing; narrow it has the height it likes, and the focus is brought into view. */
void       imagette_parts_let_scroll (GtkWidget *content, gboolean narrow);

G_END_DECLS
