/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "widgets/imagette-ballot.h"

#include "widgets/imagette-tally.h"

#define N IMAGETTE_TALLY_DIGITS

struct _ImagetteBallot
{
  GtkWidget parent_instance;

  ImagetteTally *tally;
  GtkWidget *row;
  GtkWidget *buttons[N];
};

enum { CHOSEN, N_SIGNALS };
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (ImagetteBallot, imagette_ballot, GTK_TYPE_WIDGET)

static void
clicked_cb (GtkWidget      *button,
            ImagetteBallot *self)
{
  for (int d = 0; d < N; d++)
    if (button == self->buttons[d])
      g_signal_emit (self, signals[CHOSEN], 0, d);
}

static void
imagette_ballot_dispose (GObject *object)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);

  G_OBJECT_CLASS (imagette_ballot_parent_class)->dispose (object);
}

static void
imagette_ballot_class_init (ImagetteBallotClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = imagette_ballot_dispose;
  signals[CHOSEN] = g_signal_new ("chosen", IMAGETTE_TYPE_BALLOT, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                  NULL, G_TYPE_NONE, 1, G_TYPE_INT);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "imagette-ballot");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
imagette_ballot_init (ImagetteBallot *self)
{
  GtkLayoutManager *layout = gtk_widget_get_layout_manager (GTK_WIDGET (self));

  gtk_orientable_set_orientation (GTK_ORIENTABLE (layout), GTK_ORIENTATION_VERTICAL);
  self->tally = IMAGETTE_TALLY (imagette_tally_new ());
  gtk_widget_set_vexpand (GTK_WIDGET (self->tally), TRUE);
  gtk_widget_set_parent (GTK_WIDGET (self->tally), GTK_WIDGET (self));
  /* Each below its column. */
  self->row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  gtk_box_set_homogeneous (GTK_BOX (self->row), TRUE);
  gtk_widget_set_parent (self->row, GTK_WIDGET (self));
  for (int d = 0; d < N; d++)
    {
      const char text[] = { (char) ('0' + d), 0 };

      self->buttons[d] = gtk_button_new_with_label (text);
      gtk_widget_set_focus_on_click (self->buttons[d], FALSE);
      g_signal_connect (self->buttons[d], "clicked", G_CALLBACK (clicked_cb), self);
      gtk_box_append (GTK_BOX (self->row), self->buttons[d]);
    }
}

GtkWidget *
imagette_ballot_new (void)
{
  return g_object_new (IMAGETTE_TYPE_BALLOT, NULL);
}

void
imagette_ballot_set (ImagetteBallot *self,
                     const guint    *counts,
                     int             answer,
                     gboolean        open)
{
  g_return_if_fail (IMAGETTE_IS_BALLOT (self));

  imagette_tally_set (self->tally, counts, answer);
  gtk_widget_set_sensitive (self->row, open);
}

void
imagette_ballot_set_words (ImagetteBallot *self,
                           const char     *button,
                           const char     *tally)
{
  g_return_if_fail (IMAGETTE_IS_BALLOT (self) && button != NULL);

  imagette_canvas_set_title (IMAGETTE_CANVAS (self->tally), tally);
  for (int d = 0; d < N; d++)
    {
      const char digit[] = { (char) ('0' + d), 0 };
      g_auto (GStrv) around = g_strsplit (button, "%d", 2);
      g_autofree char *text = g_strjoinv (digit, around);

      gtk_widget_set_tooltip_text (self->buttons[d], text);
      gtk_accessible_update_property (GTK_ACCESSIBLE (self->buttons[d]),
                                      GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
    }
}

GtkWidget *
imagette_ballot_get_button (ImagetteBallot *self,
                            int             digit)
{
  g_return_val_if_fail (IMAGETTE_IS_BALLOT (self), NULL);
  g_return_val_if_fail (digit >= 0 && digit < N, NULL);
  return self->buttons[digit];
}

char *
imagette_ballot_describe (ImagetteBallot *self)
{
  g_return_val_if_fail (IMAGETTE_IS_BALLOT (self), NULL);
  return imagette_tally_describe (self->tally);
}
