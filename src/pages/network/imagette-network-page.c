/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "pages/network/imagette-network-page.h"

#include "pages/imagette-words.h"
#include "pages/network/imagette-network-cells.h"
#include "pages/network/imagette-network-controls.h"
#include "pages/network/imagette-network-detail.h"
#include "pages/network/imagette-network-pair.h"
#include "pages/network/imagette-network-words.h"

#include <glib/gi18n-lib.h>

struct _ImagetteNetworkPage
{
  ImagettePage parent_instance;

  ImagetteNetworkControls *controls;
  ImagetteNetworkFigure *figure;
  ImagetteNetworkDetail *detail;
  ImagetteNetworkPair networks;
  NnArchitecture shown;
  NnNetworkStep steps[NN_NETWORK_MAX_STAGES];
  int chosen;                     /* stage of the raised plane; -1: none */
};

G_DEFINE_FINAL_TYPE (ImagetteNetworkPage, imagette_network_page, IMAGETTE_TYPE_PAGE)

static NnNetwork *
get_network (ImagetteNetworkPage *self)
{
  return self->networks.of[self->shown];
}

/* ---- the unit pointed at ---- */

static void
show_unit (ImagetteNetworkPage *self)
{
  NnSession *session = imagette_page_get_session (IMAGETTE_PAGE (self));
  NnNetworkCells cells[NN_NETWORK_MAX_STAGES] = { { 0 } };
  g_autofree char *number = NULL;
  g_autofree char *words = NULL;
  int stage, unit;
  float value;

  if (get_network (self) == NULL)
    return;
  if (imagette_cell_canvas_get_cursor (IMAGETTE_CELL_CANVAS (self->figure), &stage, &unit))
    {
      imagette_network_cells_find (get_network (self), self->steps, stage, unit, cells);
      number = imagette_network_figure_get_value (self->figure, stage, unit, &value)
                 ? imagette_words_number ((double) value, 3) : g_strdup ("–");
      words = imagette_network_words_unit (get_network (self), self->steps[stage], unit, number);
    }
  imagette_network_figure_set_cells (self->figure, cells);
  imagette_network_detail_set_unit (self->detail, words,
                                    session != NULL
                                      && nn_session_get_state (session) == NN_STATE_RUNNING);
}

/* ---- the stage chosen ---- */

static void
choose (ImagetteNetworkPage *self,
        int                  stage,
        int                  channel)
{
  self->chosen = stage;
  imagette_network_figure_raise (self->figure, stage, channel);
  imagette_network_detail_set (self->detail, get_network (self),
                               stage >= 0 ? &self->steps[stage] : NULL);
}

static void
activated_cb (ImagetteNetworkPage *self,
              int                  stage,
              int                  unit)
{
  const NnNetworkStep step = self->steps[stage];
  int channel = unit, row, column;

  if (!step.flat)
    nn_network_view_cell (get_network (self), step.layer, unit, &channel, &row, &column);
  choose (self, stage, channel);
}

static gboolean
imagette_network_page_leave (ImagettePage *page)
{
  ImagetteNetworkPage *self = IMAGETTE_NETWORK_PAGE (page);

  if (self->chosen < 0)
    return FALSE;
  choose (self, -1, -1);
  return TRUE;
}

/* ---- what is shown ---- */

static void
show_frame (ImagetteNetworkPage *self)
{
  NnFrame *frame = nn_session_get_frame (imagette_page_get_session (IMAGETTE_PAGE (self)));
  ImagetteDisplay *display = imagette_page_get_display (IMAGETTE_PAGE (self));
  gboolean live;
  NnNetworkFigure *figure;

  if (frame == NULL)
    return;
  live = self->shown == frame->spec.network.architecture;
  figure = nn_network_view_figure (get_network (self), live ? frame->activations : NULL,
                                   frame->activations->layers[0],
                                   C_("language of the words in figures: en or fr", "en"), NULL);
  g_return_if_fail (figure != NULL);
  figure->colors = imagette_display_get_colors (display);
  figure->by_plane = imagette_display_get_scope (display) == NN_SCOPE_TILE;
  imagette_network_figure_take (self->figure, figure);
  show_unit (self);
}

static void
show_network (ImagetteNetworkPage *self)
{
  nn_network_view_steps (get_network (self), self->steps);
  imagette_network_controls_set_network (self->controls, get_network (self));
  show_frame (self);
  choose (self, -1, -1);
}

static void
chosen_cb (ImagetteNetworkPage *self)
{
  self->shown = imagette_network_controls_get (self->controls);
  if (get_network (self) != NULL)
    show_network (self);
}

static void
imagette_network_page_update (ImagettePage  *page,
                              ImagetteChange changes)
{
  ImagetteNetworkPage *self = IMAGETTE_NETWORK_PAGE (page);
  NnFrame *frame = nn_session_get_frame (imagette_page_get_session (page));

  if ((changes & IMAGETTE_CHANGE_DISPLAY) != 0)
    gtk_widget_set_visible (GTK_WIDGET (self->controls),
                            !imagette_display_get_projector (imagette_page_get_display (page)));
  if (frame == NULL
      || (changes & (IMAGETTE_CHANGE_FRAME | IMAGETTE_CHANGE_SESSION | IMAGETTE_CHANGE_DISPLAY)) == 0)
    return;
  if (!imagette_network_pair_set (&self->networks, frame))
    {
      show_frame (self);
      return;
    }
  /* Another one is trained: it is the one to be looked at. */
  imagette_network_controls_set_rival (self->controls, self->networks.of[NN_ARCHITECTURE_MLP]);
  self->shown = frame->spec.network.architecture;
  imagette_network_controls_choose (self->controls, self->shown);
  show_network (self);
}

static void
imagette_network_page_set_narrow (ImagettePage *page,
                                  gboolean      narrow)
{
  ImagetteNetworkPage *self = IMAGETTE_NETWORK_PAGE (page);

  imagette_network_controls_set_narrow (self->controls, narrow);
  imagette_network_detail_set_narrow (self->detail, narrow);
}

static void
imagette_network_page_get_subject (ImagettePage    *page,
                                   ImagetteSubject *subject)
{
  ImagetteNetworkPage *self = IMAGETTE_NETWORK_PAGE (page);

  subject->what = self->shown == self->networks.trained ? "network" : "other-network";
}

/* ---- life ---- */

static void
imagette_network_page_dispose (GObject *object)
{
  imagette_network_pair_clear (&IMAGETTE_NETWORK_PAGE (object)->networks);

  G_OBJECT_CLASS (imagette_network_page_parent_class)->dispose (object);
}

static void
imagette_network_page_class_init (ImagetteNetworkPageClass *class)
{
  ImagettePageClass *page_class = IMAGETTE_PAGE_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = imagette_network_page_dispose;
  page_class->update = imagette_network_page_update;
  page_class->betrays = IMAGETTE_HIDDEN_PREDICTION;
  page_class->set_narrow = imagette_network_page_set_narrow;
  page_class->leave = imagette_network_page_leave;
  page_class->get_subject = imagette_network_page_get_subject;
}

static void
imagette_network_page_init (ImagetteNetworkPage *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 8);
  GtkWidget *wide = gtk_scrolled_window_new (), *scroller = gtk_scrolled_window_new ();

  self->chosen = -1;
  self->controls = IMAGETTE_NETWORK_CONTROLS (imagette_network_controls_new ());
  g_signal_connect_swapped (self->controls, "chosen", G_CALLBACK (chosen_cb), self);
  self->figure = IMAGETTE_NETWORK_FIGURE (imagette_network_figure_new ());
  imagette_canvas_set_title (IMAGETTE_CANVAS (self->figure), _("Network"));
  g_signal_connect_swapped (self->figure, "cell-hovered", G_CALLBACK (show_unit), self);
  g_signal_connect_swapped (self->figure, "cell-activated", G_CALLBACK (activated_cb), self);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (wide), GTK_WIDGET (self->figure));
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (wide), GTK_POLICY_AUTOMATIC, GTK_POLICY_NEVER);
  gtk_scrolled_window_set_overlay_scrolling (GTK_SCROLLED_WINDOW (wide), FALSE);
  gtk_widget_add_css_class (wide, "card");
  gtk_widget_set_vexpand (wide, TRUE);
  self->detail = IMAGETTE_NETWORK_DETAIL (imagette_network_detail_new ());

  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->controls));
  gtk_box_append (GTK_BOX (box), wide);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->detail));
  gtk_widget_add_css_class (box, "page");
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), box);
  adw_bin_set_child (ADW_BIN (self), scroller);
}

ImagetteNetworkFigure *
imagette_network_page_get_figure (ImagetteNetworkPage *self)
{
  g_return_val_if_fail (IMAGETTE_IS_NETWORK_PAGE (self), NULL);
  return self->figure;
}

void
imagette_network_page_show (ImagetteNetworkPage *self,
                            NnArchitecture       architecture)
{
  g_return_if_fail (IMAGETTE_IS_NETWORK_PAGE (self));
  imagette_network_controls_choose (self->controls, architecture);
}
