/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "pages/ours/imagette-our-window-private.h"

#include "pages/imagette-parts.h"

#include <glib/gi18n-lib.h>

#define WIDTH 1060                /* pixels, at text of the normal size */
#define HEIGHT 700

static GtkWidget *
new_name_row (ImagetteOurWindow *self)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);

  self->name = gtk_entry_new ();
  gtk_entry_set_max_length (GTK_ENTRY (self->name), NN_OUR_DIGITS_MAX_NAME);
  gtk_widget_set_hexpand (self->name, TRUE);
  gtk_widget_set_tooltip_text (self->name, _("Who draws; may be left empty"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->name), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Name"), -1);
  gtk_box_append (GTK_BOX (row), imagette_parts_label (_("Name"), NULL));
  gtk_box_append (GTK_BOX (row), self->name);
  return row;
}

static GtkWidget *
new_left (ImagetteOurWindow *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 10);

  self->pad = IMAGETTE_DIGIT_PAD (imagette_digit_pad_new ());
  gtk_widget_set_vexpand (GTK_WIDGET (self->pad), TRUE);
  self->ballot = IMAGETTE_BALLOT (imagette_ballot_new ());
  imagette_ballot_set_words (self->ballot, _("Keep it as a %d"), _("How many there are"));
  self->ways = IMAGETTE_OUR_WAYS (imagette_our_ways_new ());
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->pad));
  gtk_box_append (GTK_BOX (box), new_name_row (self));
  gtk_box_append (GTK_BOX (box), imagette_parts_label (_("Which digit is it? Its button keeps it."),
                                                       "heading"));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->ballot));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->ways));
  gtk_widget_set_hexpand (box, TRUE);
  return box;
}

static GtkWidget *
new_right (ImagetteOurWindow *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 8);

  self->failure = imagette_parts_text ("mistake");
  gtk_label_set_selectable (GTK_LABEL (self->failure), TRUE);
  self->list = IMAGETTE_OUR_LIST (imagette_our_list_new ());
  gtk_widget_set_vexpand (GTK_WIDGET (self->list), TRUE);
  gtk_box_append (GTK_BOX (box), self->failure);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->list));
  gtk_widget_set_hexpand (box, TRUE);
  return box;
}

void
imagette_our_window_build (ImagetteOurWindow *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *columns = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 18);
  GtkWidget *header = adw_header_bar_new ();
  GtkWidget *scrolled = gtk_scrolled_window_new ();

  gtk_window_set_title (GTK_WINDOW (self), _("Our Digits"));
  gtk_window_set_default_size (GTK_WINDOW (self), WIDTH, HEIGHT);
  self->folder_button = gtk_button_new_with_label (_("Folder…"));
  gtk_widget_set_tooltip_text (self->folder_button, _("Where they are kept"));
  adw_header_bar_pack_start (ADW_HEADER_BAR (header), self->folder_button);
  gtk_widget_add_css_class (columns, "draw");
  gtk_box_append (GTK_BOX (columns), new_left (self));
  gtk_box_append (GTK_BOX (columns), new_right (self));
  /* With large text it is larger than the screen. */
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_AUTOMATIC,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), columns);
  gtk_widget_set_vexpand (scrolled, TRUE);
  gtk_box_append (GTK_BOX (box), header);
  gtk_box_append (GTK_BOX (box), scrolled);
  adw_window_set_content (ADW_WINDOW (self), box);
}

ImagetteDigitPad *
imagette_our_window_get_pad (ImagetteOurWindow *self)
{
  g_return_val_if_fail (IMAGETTE_IS_OUR_WINDOW (self), NULL);
  return self->pad;
}

ImagetteBallot *
imagette_our_window_get_ballot (ImagetteOurWindow *self)
{
  g_return_val_if_fail (IMAGETTE_IS_OUR_WINDOW (self), NULL);
  return self->ballot;
}

ImagetteOurWays *
imagette_our_window_get_ways (ImagetteOurWindow *self)
{
  g_return_val_if_fail (IMAGETTE_IS_OUR_WINDOW (self), NULL);
  return self->ways;
}

ImagetteOurList *
imagette_our_window_get_list (ImagetteOurWindow *self)
{
  g_return_val_if_fail (IMAGETTE_IS_OUR_WINDOW (self), NULL);
  return self->list;
}

const char *
imagette_our_window_get_failure (ImagetteOurWindow *self)
{
  g_return_val_if_fail (IMAGETTE_IS_OUR_WINDOW (self), NULL);
  return gtk_label_get_text (GTK_LABEL (self->failure));
}

gboolean
imagette_our_window_is_settled (ImagetteOurWindow *self)
{
  g_return_val_if_fail (IMAGETTE_IS_OUR_WINDOW (self), FALSE);
  return imagette_our_score_is_settled (self->score);
}
