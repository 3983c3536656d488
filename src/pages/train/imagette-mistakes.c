/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "pages/train/imagette-mistakes.h"

#include "pages/imagette-parts.h"
#include "pages/train/imagette-mistake-items.h"
#include "widgets/imagette-confusion.h"
#include "widgets/imagette-image-grid.h"

#include <glib/gi18n-lib.h>

#define MOST_SHOWN 300            /* before training there are thousands */

struct _ImagetteMistakes
{
  GtkBox parent_instance;

  ImagetteConfusion *confusion;
  GtkWidget *counted;             /* "10 000 test digits, 142 mistakes" */
  GtkWidget *cell;                /* what is under the pointer */
  GtkWidget *title, *subtitle;    /* of the gallery */
  GtkWidget *all_button;
  ImagetteImageGrid *gallery;

  NnSession *session;
  NnEvaluation *evaluation;       /* that is shown */
  int given, predicted;           /* the cell, -1: all mistakes */
};

G_DEFINE_FINAL_TYPE (ImagetteMistakes, imagette_mistakes, GTK_TYPE_BOX)

static void
fill_gallery (ImagetteMistakes *self)
{
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GArray) found = NULL;
  g_autofree char *title = NULL;
  g_autofree char *subtitle = NULL;

  if (self->evaluation != NULL)
    {
      const NnImages *test = &nn_session_get_dataset (self->session)->test;

      found = imagette_mistakes_find (self->evaluation, test->labels, self->given, self->predicted);
      for (guint i = 0; i < MIN (found->len, MOST_SHOWN); i++)
        g_ptr_array_add (items, imagette_mistakes_new_item (self->evaluation, test,
                                                            g_array_index (found, guint32, i)));
    }
  imagette_image_grid_set_items (self->gallery, items);

  if (self->given < 0)
    {
      title = g_strdup (_("Mistakes"));
      subtitle = g_strdup (_("most confident first"));
    }
  else
    {
      guint n = found != NULL ? found->len : 0;

      title = g_strdup_printf (_("%d read as %d"), self->given, self->predicted);
      subtitle = g_strdup_printf (ngettext ("%u digit", "%u digits", n), n);
    }
  gtk_label_set_text (GTK_LABEL (self->title), title);
  gtk_label_set_text (GTK_LABEL (self->subtitle), subtitle);
  gtk_widget_set_visible (self->all_button, self->given >= 0);
  imagette_image_grid_set_empty_text (self->gallery,
                                      self->evaluation == NULL
                                        ? _("Shown after the first epoch")
                                        : self->given < 0 ? _("No mistakes")
                                                          : _("No digit of this kind"));
}

void
imagette_mistakes_select (ImagetteMistakes *self,
                          int               given,
                          int               predicted)
{
  g_return_if_fail (IMAGETTE_IS_MISTAKES (self));

  self->given = given;
  self->predicted = predicted;
  imagette_confusion_set_selected (self->confusion, given, predicted);
  if (self->session != NULL)
    fill_gallery (self);
}

/* ---- callbacks ---- */

static void
cell_activated_cb (ImagetteConfusion *confusion,
                   int                given,
                   int                predicted,
                   ImagetteMistakes  *self)
{
  if (given == self->given && predicted == self->predicted)
    imagette_mistakes_select (self, -1, -1);
  else
    imagette_mistakes_select (self, given, predicted);
}

static void
cell_hovered_cb (ImagetteConfusion *confusion,
                 int                given,
                 int                predicted,
                 ImagetteMistakes  *self)
{
  g_autofree char *text = given >= 0 ? imagette_confusion_describe (confusion, given, predicted)
                                     : NULL;

  gtk_label_set_text (GTK_LABEL (self->cell),
                      text != NULL ? text : _("Click a cell to see its digits"));
}

static void
all_cb (ImagetteMistakes *self)
{
  imagette_mistakes_select (self, -1, -1);
}

static void
selected_cb (ImagetteImageGrid *gallery,
             guint              index,
             ImagetteMistakes  *self)
{
  g_autoptr (NnProbe) probe = NULL;

  if (index == G_MAXUINT || self->session == NULL)
    return;
  probe = nn_probe_new_test (nn_session_get_dataset (self->session), index);
  nn_session_set_probe (self->session, probe);
}

static void
activated_cb (ImagetteImageGrid *gallery,
              guint              index,
              ImagetteMistakes  *self)
{
  selected_cb (gallery, index, self);
  gtk_widget_activate_action (GTK_WIDGET (self), "win.page", "s", "layers");
}

/* ---- building ---- */

static void
imagette_mistakes_dispose (GObject *object)
{
  ImagetteMistakes *self = IMAGETTE_MISTAKES (object);

  g_clear_pointer (&self->evaluation, nn_evaluation_unref);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (imagette_mistakes_parent_class)->dispose (object);
}

static void
imagette_mistakes_class_init (ImagetteMistakesClass *class)
{
  G_OBJECT_CLASS (class)->dispose = imagette_mistakes_dispose;
}

static void
imagette_mistakes_init (ImagetteMistakes *self)
{
  GtkWidget *card;

  self->given = self->predicted = -1;
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  gtk_box_set_spacing (GTK_BOX (self), 8);

  self->confusion = IMAGETTE_CONFUSION (imagette_confusion_new ());
  gtk_widget_set_size_request (GTK_WIDGET (self->confusion), 300, 300);
  gtk_widget_set_vexpand (GTK_WIDGET (self->confusion), TRUE);
  g_signal_connect (self->confusion, "cell-activated", G_CALLBACK (cell_activated_cb), self);
  g_signal_connect (self->confusion, "cell-hovered", G_CALLBACK (cell_hovered_cb), self);
  self->counted = imagette_parts_label ("", "numeric");
  self->cell = imagette_parts_label (_("Click a cell to see its digits"), "dim");
  card = imagette_parts_card (imagette_parts_label (_("Confusion"), "heading"), self->counted, NULL,
                   GTK_WIDGET (self->confusion));
  gtk_box_append (GTK_BOX (card), self->cell);
  gtk_box_append (GTK_BOX (self), card);

  self->title = imagette_parts_label ("", "heading");
  self->subtitle = imagette_parts_label ("", NULL);
  self->all_button = gtk_button_new_with_label (_("All Mistakes"));
  gtk_widget_set_tooltip_text (self->all_button, _("Show all mistakes again (click the cell)"));
  gtk_widget_set_focus_on_click (self->all_button, FALSE);
  g_signal_connect_swapped (self->all_button, "clicked", G_CALLBACK (all_cb), self);
  self->gallery = IMAGETTE_IMAGE_GRID (imagette_image_grid_new ());
  gtk_widget_set_vexpand (GTK_WIDGET (self->gallery), TRUE);
  gtk_widget_set_size_request (GTK_WIDGET (self->gallery), -1, 150);
  g_signal_connect (self->gallery, "selected", G_CALLBACK (selected_cb), self);
  g_signal_connect (self->gallery, "activated", G_CALLBACK (activated_cb), self);
  gtk_box_append (GTK_BOX (self), imagette_parts_card (self->title, self->subtitle, self->all_button,
                                            GTK_WIDGET (self->gallery)));
}

GtkWidget *
imagette_mistakes_new (void)
{
  return g_object_new (IMAGETTE_TYPE_MISTAKES, NULL);
}

void
imagette_mistakes_update (ImagetteMistakes *self,
                          NnSession        *session)
{
  NnFrame *frame;
  NnEvaluation *evaluation;
  gboolean other_session;
  g_autofree char *counted = NULL;

  g_return_if_fail (IMAGETTE_IS_MISTAKES (self));

  frame = nn_session_get_frame (session);
  evaluation = frame != NULL ? frame->evaluation : NULL;
  /* One made on another set of images is not about these. */
  if (evaluation != NULL && evaluation->n != nn_session_get_dataset (session)->test.n)
    evaluation = NULL;
  other_session = self->session != session;
  g_set_object (&self->session, session);
  if (evaluation == self->evaluation && !other_session
      && gtk_label_get_text (GTK_LABEL (self->counted))[0] != '\0')
    return;
  g_clear_pointer (&self->evaluation, nn_evaluation_unref);
  self->evaluation = evaluation != NULL ? nn_evaluation_ref (evaluation) : NULL;
  imagette_confusion_set_counts (self->confusion,
                                 evaluation != NULL ? &evaluation->confusion[0][0] : NULL);
  counted = imagette_mistakes_count_words (GTK_WIDGET (self), evaluation);
  gtk_label_set_text (GTK_LABEL (self->counted), counted);
  cell_hovered_cb (self->confusion, -1, -1, self);
  fill_gallery (self);
}

void
imagette_mistakes_set_secret (ImagetteMistakes *self,
                              gboolean          secret)
{
  g_return_if_fail (IMAGETTE_IS_MISTAKES (self));
  gtk_widget_set_visible (GTK_WIDGET (self->gallery), !secret);
}

GListModel *
imagette_mistakes_get_items (ImagetteMistakes *self)
{
  g_return_val_if_fail (IMAGETTE_IS_MISTAKES (self), NULL);
  return imagette_image_grid_get_items (self->gallery);
}
