/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pages/train/imagette-train-page.h"

#include "pages/imagette-parts.h"
#include "pages/train/imagette-curves.h"
#include "pages/train/imagette-training-pane.h"

struct _ImagetteTrainPage
{
  ImagettePage parent_instance;

  GtkWidget *scroller;
  GtkWidget *box;
  ImagetteCurves *curves;
  ImagetteMistakes *mistakes;
  ImagetteTrainingPane *pane;
};

G_DEFINE_FINAL_TYPE (ImagetteTrainPage, imagette_train_page, IMAGETTE_TYPE_PAGE)

static gboolean
shows_settings (ImagettePage *page)
{
  ImagetteDisplay *display = imagette_page_get_display (page);

  return !imagette_display_get_projector (display)
         && (imagette_display_get_hidden (display) & IMAGETTE_HIDDEN_SETTINGS) == 0;
}

static void
imagette_train_page_update (ImagettePage  *page,
                            ImagetteChange changes)
{
  ImagetteTrainPage *self = IMAGETTE_TRAIN_PAGE (page);
  NnSession *session = imagette_page_get_session (page);
  const ImagetteChange any = IMAGETTE_CHANGE_SESSION;

  if ((changes & (any | IMAGETTE_CHANGE_CURVE | IMAGETTE_CHANGE_PROGRESS)) != 0)
    imagette_curves_update (self->curves, session, (changes & any) != 0);
  if ((changes & (any | IMAGETTE_CHANGE_TIMELINE)) != 0)
    imagette_curves_set_mark (self->curves, nn_session_get_looked_at (session));
  if ((changes & (any | IMAGETTE_CHANGE_FRAME)) != 0)
    imagette_mistakes_update (self->mistakes, session);
  if ((changes & (any | IMAGETTE_CHANGE_PLAN | IMAGETTE_CHANGE_PROGRESS)) != 0)
    imagette_training_pane_update (self->pane, session, imagette_page_get_plan (page));
  if ((changes & IMAGETTE_CHANGE_DISPLAY) != 0)
    {
      gtk_widget_set_visible (GTK_WIDGET (self->pane), shows_settings (page));
      /* The probe may be among them. */
      imagette_mistakes_set_secret (self->mistakes,
                                    (imagette_display_get_secret (imagette_page_get_display (page))
                                     & (IMAGETTE_HIDDEN_PREDICTION | IMAGETTE_HIDDEN_LABEL)) != 0);
    }
}

static void
imagette_train_page_set_narrow (ImagettePage *page,
                                gboolean      narrow)
{
  ImagetteTrainPage *self = IMAGETTE_TRAIN_PAGE (page);

  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->box), narrow ? GTK_ORIENTATION_VERTICAL
                                                                     : GTK_ORIENTATION_HORIZONTAL);
  imagette_parts_let_scroll (self->box, narrow);
}

static void
imagette_train_page_get_subject (ImagettePage    *page,
                                 ImagetteSubject *subject)
{
  subject->what = "curves";
}

static void
imagette_train_page_class_init (ImagetteTrainPageClass *class)
{
  IMAGETTE_PAGE_CLASS (class)->update = imagette_train_page_update;
  IMAGETTE_PAGE_CLASS (class)->betrays = IMAGETTE_HIDDEN_ACCURACY;
  IMAGETTE_PAGE_CLASS (class)->set_narrow = imagette_train_page_set_narrow;
  IMAGETTE_PAGE_CLASS (class)->get_subject = imagette_train_page_get_subject;
}

static void
imagette_train_page_init (ImagetteTrainPage *self)
{
  self->box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  gtk_widget_add_css_class (self->box, "page");
  self->curves = IMAGETTE_CURVES (imagette_curves_new ());
  gtk_widget_set_hexpand (GTK_WIDGET (self->curves), TRUE);
  self->mistakes = IMAGETTE_MISTAKES (imagette_mistakes_new ());
  gtk_widget_set_hexpand (GTK_WIDGET (self->mistakes), TRUE);
  self->pane = IMAGETTE_TRAINING_PANE (imagette_training_pane_new ());
  gtk_widget_set_size_request (GTK_WIDGET (self->pane), 272, -1);
  gtk_box_append (GTK_BOX (self->box), GTK_WIDGET (self->curves));
  gtk_box_append (GTK_BOX (self->box), GTK_WIDGET (self->mistakes));
  gtk_box_append (GTK_BOX (self->box), GTK_WIDGET (self->pane));

  self->scroller = gtk_scrolled_window_new ();
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (self->scroller), self->box);
  imagette_parts_let_scroll (self->box, FALSE);
  adw_bin_set_child (ADW_BIN (self), self->scroller);
}

ImagetteMistakes *
imagette_train_page_get_mistakes (ImagetteTrainPage *self)
{
  g_return_val_if_fail (IMAGETTE_IS_TRAIN_PAGE (self), NULL);
  return self->mistakes;
}
