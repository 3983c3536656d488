/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "pages/convolution/imagette-line-view.h"

#include "pages/convolution/imagette-line-controls.h"
#include "pages/convolution/imagette-line-words.h"
#include "pages/convolution/imagette-play-button.h"
#include "pages/imagette-parts.h"

#include <glib/gi18n-lib.h>

#define PLAY_MILLISECONDS 900

struct _ImagetteLineView
{
  ImagettePage parent_instance;

  GtkWidget *box, *controls, *sum, *formula, *size, *best, *play;
  ImagetteLineFigure *figure;
  ImagetteLineModel model;
};

G_DEFINE_FINAL_TYPE (ImagetteLineView, imagette_line_view, IMAGETTE_TYPE_PAGE)

static const guint8 *
get_pixels (ImagetteLineView *self)
{
  NnSession *session = imagette_page_get_session (IMAGETTE_PAGE (self));
  NnProbe *probe = session != NULL ? nn_session_get_probe (session) : NULL;

  return probe != NULL ? probe->pixels : NULL;
}

static void
show_sum (ImagetteLineView *self)
{
  g_autofree char *sum
    = imagette_line_words_sum (&self->model, imagette_line_figure_get_position (self->figure));

  gtk_label_set_text (GTK_LABEL (self->sum), sum);
}

static void
show (ImagetteLineView *self)
{
  g_autofree char *formula = NULL, *size = NULL, *best = NULL;
  ImagetteLine line;

  imagette_line_model_compute (&self->model);
  imagette_line_model_get_line (&self->model, &line);
  imagette_line_figure_set_line (self->figure, &line);
  formula = imagette_line_words_formula (&self->model);
  size = imagette_line_words_size (&self->model);
  best = imagette_line_words_best (&self->model);
  gtk_label_set_text (GTK_LABEL (self->formula), formula);
  gtk_label_set_text (GTK_LABEL (self->size), size);
  gtk_label_set_text (GTK_LABEL (self->best), best);
  gtk_widget_set_visible (self->best, self->model.matching && self->model.n_output > 0);
  show_sum (self);
}

static void
stop (ImagetteLineView *self)
{
  imagette_play_button_stop (IMAGETTE_PLAY_BUTTON (self->play));
}

static gboolean
play_cb (int      step,
         gpointer data)
{
  ImagetteLineView *self = data;

  if (step < 0 || step >= self->model.n_output)
    {
      imagette_line_figure_set_revealed (self->figure, -1);
      return FALSE;
    }
  imagette_line_figure_set_position (self->figure, step);
  imagette_line_figure_set_revealed (self->figure, step + 1);
  show_sum (self);
  return TRUE;
}

static void
moved_cb (ImagetteLineView *self)
{
  stop (self);
  show_sum (self);
}

/* A box of the filter is the weight that lies there. */
static void
edited_cb (ImagetteLineView *self,
           int               row,
           int               index,
           double            value)
{
  ImagetteLineModel *model = &self->model;

  stop (self);
  if (row == IMAGETTE_LINE_SIGNAL)
    model->signal[index] = (float) value;
  else
    model->filter[model->steps.flipped ? model->n_filter - 1 - index : index] = (float) value;
  if (row == IMAGETTE_LINE_SIGNAL)
    model->source = IMAGETTE_LINE_TYPED;
  imagette_line_controls_show (IMAGETTE_LINE_CONTROLS (self->controls), model);
  show (self);
}

static void
loaded_cb (ImagetteLineView *self,
           int               source)
{
  stop (self);
  imagette_line_model_load (&self->model, (ImagetteLineSource) source, get_pixels (self));
  imagette_line_controls_show (IMAGETTE_LINE_CONTROLS (self->controls), &self->model);
  show (self);
}

static void
changed_cb (ImagetteLineView *self)
{
  stop (self);
  imagette_line_controls_read (IMAGETTE_LINE_CONTROLS (self->controls), &self->model);
  imagette_line_model_take_row (&self->model, get_pixels (self));
  show (self);
}

static void
imagette_line_view_update (ImagettePage  *page,
                           ImagetteChange changes)
{
  ImagetteLineView *self = IMAGETTE_LINE_VIEW (page);

  if ((changes & IMAGETTE_CHANGE_DISPLAY) != 0)
    gtk_widget_set_visible (self->controls,
                            !imagette_display_get_projector (imagette_page_get_display (page)));
  if ((changes & (IMAGETTE_CHANGE_SESSION | IMAGETTE_CHANGE_FRAME)) == 0
      || self->model.source != IMAGETTE_LINE_ROW)
    return;
  imagette_line_model_take_row (&self->model, get_pixels (self));
  show (self);
}

static void
imagette_line_view_set_narrow (ImagettePage *page,
                               gboolean      narrow)
{
  gtk_orientable_set_orientation (GTK_ORIENTABLE (IMAGETTE_LINE_VIEW (page)->box),
                                  narrow ? GTK_ORIENTATION_VERTICAL : GTK_ORIENTATION_HORIZONTAL);
}

static void
imagette_line_view_class_init (ImagetteLineViewClass *class)
{
  IMAGETTE_PAGE_CLASS (class)->update = imagette_line_view_update;
  IMAGETTE_PAGE_CLASS (class)->set_narrow = imagette_line_view_set_narrow;
}

static GtkWidget *
new_card (ImagetteLineView *self)
{
  GtkWidget *content = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *wide = gtk_scrolled_window_new (), *card;

  gtk_widget_set_vexpand (GTK_WIDGET (self->figure), TRUE);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (wide), GTK_POLICY_AUTOMATIC,
                                  GTK_POLICY_NEVER);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (wide), GTK_WIDGET (self->figure));
  gtk_box_append (GTK_BOX (content), wide);
  gtk_box_append (GTK_BOX (content), self->sum);
  gtk_box_append (GTK_BOX (content), self->best);
  gtk_box_append (GTK_BOX (content), self->formula);
  gtk_box_append (GTK_BOX (content), self->size);
  card = imagette_parts_card (imagette_parts_label (_("In one dimension"), "heading"),
                              imagette_parts_label (_("click a box and type, drag the window"),
                                                    "dim"), self->play, content);
  gtk_widget_set_hexpand (card, TRUE);
  return card;
}

static void
imagette_line_view_init (ImagetteLineView *self)
{
  GtkWidget *scroller = gtk_scrolled_window_new ();

  imagette_line_model_init (&self->model);
  self->figure = IMAGETTE_LINE_FIGURE (imagette_line_figure_new ());
  imagette_canvas_set_title (IMAGETTE_CANVAS (self->figure), _("In one dimension"));
  self->sum = imagette_parts_text ("imagette-title");
  self->best = imagette_parts_text (NULL);
  self->formula = imagette_parts_text ("dim");
  self->size = imagette_parts_text ("dim");
  self->play = imagette_play_button_new (_("Let the window slide over the signal"),
                                         PLAY_MILLISECONDS, play_cb, self);
  self->controls = imagette_line_controls_new ();
  imagette_line_controls_show (IMAGETTE_LINE_CONTROLS (self->controls), &self->model);
  self->box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  gtk_box_append (GTK_BOX (self->box), new_card (self));
  gtk_box_append (GTK_BOX (self->box), self->controls);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), self->box);
  adw_bin_set_child (ADW_BIN (self), scroller);
  g_signal_connect_swapped (self->figure, "moved", G_CALLBACK (moved_cb), self);
  g_signal_connect_swapped (self->figure, "edited", G_CALLBACK (edited_cb), self);
  g_signal_connect_swapped (self->controls, "loaded", G_CALLBACK (loaded_cb), self);
  g_signal_connect_swapped (self->controls, "changed", G_CALLBACK (changed_cb), self);
  show (self);
  imagette_line_figure_set_position (self->figure, 0);
  show_sum (self);
}
