/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "pages/convolution/imagette-stack-view.h"

#include "pages/convolution/imagette-play-button.h"
#include "pages/convolution/imagette-stack-model.h"
#include "pages/imagette-parts.h"

#include <glib/gi18n-lib.h>

#define PLAY_MILLISECONDS 900

struct _ImagetteStackView
{
  ImagettePage parent_instance;

  GtkWidget *box, *controls, *source, *map, *map_row, *sum, *counts, *play;
  ImagetteStackFigure *figure;
  ImagetteStackModel *model;      /* an instance holds 64 KB at most */
  gboolean updating;
};

G_DEFINE_FINAL_TYPE (ImagetteStackView, imagette_stack_view, IMAGETTE_TYPE_PAGE)

static void
show_sum (ImagetteStackView *self)
{
  g_autofree char *sum = NULL;
  int row, column;

  imagette_cell_canvas_get_cursor (IMAGETTE_CELL_CANVAS (self->figure), &row, &column);
  sum = imagette_stack_words_sum (self->model, row, column);
  imagette_parts_set_text (self->sum, sum, FALSE);
}

/* Takes over what is chosen; the colours, where the network has no such maps. */
static void
show (ImagetteStackView *self)
{
  NnSession *session = imagette_page_get_session (IMAGETTE_PAGE (self));
  ImagetteDisplay *display = imagette_page_get_display (IMAGETTE_PAGE (self));
  NnProbe *probe = session != NULL ? nn_session_get_probe (session) : NULL;
  NnFrame *frame = session != NULL ? nn_session_get_frame (session) : NULL;
  guint source = gtk_drop_down_get_selected (GTK_DROP_DOWN (self->source));
  g_autofree char *counts = NULL;
  ImagetteStackPlanes planes;

  if (source != IMAGETTE_STACK_C3
      || !imagette_stack_model_set_c3 (
        self->model, frame, gtk_spin_button_get_value_as_int (GTK_SPIN_BUTTON (self->map)) - 1))
    imagette_stack_model_set_colors (self->model, probe != NULL ? probe->pixels : NULL);
  self->updating = TRUE;
  gtk_drop_down_set_selected (GTK_DROP_DOWN (self->source), self->model->source);
  self->updating = FALSE;
  gtk_widget_set_visible (self->map_row, self->model->source == IMAGETTE_STACK_C3);
  imagette_stack_model_get_planes (self->model,
                                   display != NULL ? imagette_display_get_colors (display)
                                                   : NN_COLORS_GREY, &planes);
  imagette_stack_figure_set (self->figure, &planes);
  counts = imagette_stack_words_counts (self->model);
  imagette_parts_set_text (self->counts, counts, FALSE);
  show_sum (self);
}

static gboolean
play_cb (int      step,
         gpointer data)
{
  ImagetteStackView *self = data;

  if (step < 0 || step > self->model->spec.channels)
    {
      imagette_stack_figure_set_revealed (self->figure, -1);
      return FALSE;
    }
  imagette_stack_figure_set_revealed (self->figure, step + 1);
  return TRUE;
}

static void
changed_cb (ImagetteStackView *self)
{
  if (self->updating)
    return;
  imagette_play_button_stop (IMAGETTE_PLAY_BUTTON (self->play));
  show (self);
}

static void
imagette_stack_view_update (ImagettePage  *page,
                            ImagetteChange changes)
{
  ImagetteStackView *self = IMAGETTE_STACK_VIEW (page);

  if ((changes & IMAGETTE_CHANGE_DISPLAY) != 0)
    gtk_widget_set_visible (self->controls,
                            !imagette_display_get_projector (imagette_page_get_display (page)));
  if ((changes & (IMAGETTE_CHANGE_SESSION | IMAGETTE_CHANGE_FRAME | IMAGETTE_CHANGE_DISPLAY)) != 0)
    show (self);
}

static void
imagette_stack_view_set_narrow (ImagettePage *page,
                                gboolean      narrow)
{
  gtk_orientable_set_orientation (GTK_ORIENTABLE (IMAGETTE_STACK_VIEW (page)->box),
                                  narrow ? GTK_ORIENTATION_VERTICAL : GTK_ORIENTATION_HORIZONTAL);
}

static void
imagette_stack_view_finalize (GObject *object)
{
  g_free (IMAGETTE_STACK_VIEW (object)->model);
  G_OBJECT_CLASS (imagette_stack_view_parent_class)->finalize (object);
}

static void
imagette_stack_view_class_init (ImagetteStackViewClass *class)
{
  G_OBJECT_CLASS (class)->finalize = imagette_stack_view_finalize;
  IMAGETTE_PAGE_CLASS (class)->update = imagette_stack_view_update;
  IMAGETTE_PAGE_CLASS (class)->set_narrow = imagette_stack_view_set_narrow;
}

static GtkWidget *
new_controls (ImagetteStackView *self)
{
  const char *const sources[] = { _("Three colours"), _("Six maps of S2"), NULL };
  GtkWidget *list = gtk_list_box_new ();

  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (list, "boxed-list");
  gtk_widget_add_css_class (list, "compact");
  gtk_widget_set_valign (list, GTK_ALIGN_START);
  self->source = imagette_parts_choice (sources, G_CALLBACK (changed_cb), self);
  self->map = imagette_parts_spin (1, IMAGETTE_STACK_MAPS, 1, G_CALLBACK (changed_cb), self);
  imagette_parts_row (list, _("Planes"), _("What the filters go over"), self->source);
  self->map_row = imagette_parts_row (list, _("C3 map"), _("Which of the sixteen maps they make"),
                                      self->map);
  return list;
}

static GtkWidget *
new_card (ImagetteStackView *self)
{
  GtkWidget *content = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6), *card;
  GtkWidget *wide = gtk_scrolled_window_new ();

  gtk_widget_set_vexpand (GTK_WIDGET (self->figure), TRUE);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (wide), GTK_POLICY_AUTOMATIC,
                                  GTK_POLICY_NEVER);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (wide), GTK_WIDGET (self->figure));
  gtk_box_append (GTK_BOX (content), wide);
  gtk_box_append (GTK_BOX (content), self->sum);
  gtk_box_append (GTK_BOX (content), self->counts);
  card = imagette_parts_card (imagette_parts_label (_("Over channels"), "heading"),
                              imagette_parts_label (_("each plane has its own filter; the parts add up"),
                                                    "dim"), self->play, content);
  gtk_widget_set_hexpand (card, TRUE);
  return card;
}

static void
imagette_stack_view_init (ImagetteStackView *self)
{
  GtkWidget *scroller = gtk_scrolled_window_new ();

  self->updating = TRUE;
  self->model = g_new0 (ImagetteStackModel, 1);
  self->figure = IMAGETTE_STACK_FIGURE (imagette_stack_figure_new ());
  imagette_canvas_set_title (IMAGETTE_CANVAS (self->figure), _("Over channels"));
  self->sum = imagette_parts_text ("imagette-title");
  self->counts = imagette_parts_text (NULL);
  self->play = imagette_play_button_new (_("Add one plane after the other"), PLAY_MILLISECONDS,
                                         play_cb, self);
  self->controls = new_controls (self);
  self->box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  gtk_box_append (GTK_BOX (self->box), new_card (self));
  gtk_box_append (GTK_BOX (self->box), self->controls);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), self->box);
  adw_bin_set_child (ADW_BIN (self), scroller);
  g_signal_connect_swapped (self->figure, "cell-hovered", G_CALLBACK (show_sum), self);
  self->updating = FALSE;
  show (self);
}
