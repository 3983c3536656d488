/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "pages/convolution/imagette-plane-view.h"

#include "pages/convolution/imagette-plane-controls.h"
#include "pages/convolution/imagette-plane-desk.h"
#include "pages/convolution/imagette-play-button.h"
#include "pages/imagette-parts.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define PLAY_TIME 14000           /* milliseconds for all of it … */
#define PLAY_STEP 25              /* … but at least and at most a step */
#define PLAY_SLOWEST 600
#define C1_PADDING 2

struct _ImagettePlaneView
{
  ImagettePage parent_instance;

  GtkWidget *box, *controls, *play;
  ImagettePlaneDesk *desk;
  ImagettePlaneFigure *figure;    /* the desk's */
  ImagettePlaneModel model;
};

G_DEFINE_FINAL_TYPE (ImagettePlaneView, imagette_plane_view, IMAGETTE_TYPE_PAGE)

static const guint8 *
get_pixels (ImagettePlaneView *self)
{
  NnSession *session = imagette_page_get_session (IMAGETTE_PAGE (self));
  NnProbe *probe = session != NULL ? nn_session_get_probe (session) : NULL;

  return probe != NULL ? probe->pixels : NULL;
}

static const NnNetwork *
get_network (ImagettePlaneView *self)
{
  NnSession *session = imagette_page_get_session (IMAGETTE_PAGE (self));
  NnFrame *frame = session != NULL ? nn_session_get_frame (session) : NULL;

  return frame != NULL ? frame->network : NULL;
}

static void
show (ImagettePlaneView *self)
{
  ImagetteDisplay *display = imagette_page_get_display (IMAGETTE_PAGE (self));
  NnColors colors = display != NULL ? imagette_display_get_colors (display) : NN_COLORS_GREY;
  guint places;

  imagette_plane_model_compute (&self->model);
  imagette_plane_desk_show (self->desk, &self->model, colors);
  imagette_plane_controls_show (IMAGETTE_PLANE_CONTROLS (self->controls), &self->model);
  places = MAX ((guint) (self->model.n_output * self->model.n_output), 1);
  imagette_play_button_set_pace (IMAGETTE_PLAY_BUTTON (self->play),
                                 CLAMP (PLAY_TIME / places, PLAY_STEP, PLAY_SLOWEST));
}

static void
stop (ImagettePlaneView *self)
{
  imagette_play_button_stop (IMAGETTE_PLAY_BUTTON (self->play));
}

static gboolean
play_cb (int      step,
         gpointer data)
{
  ImagettePlaneView *self = data;
  int n = self->model.n_output;

  if (step < 0 || step >= n * n)
    {
      imagette_plane_figure_set_revealed (self->figure, -1);
      return FALSE;
    }
  imagette_plane_figure_set_position (self->figure, step / n, step % n);
  imagette_plane_figure_set_revealed (self->figure, step + 1);
  imagette_plane_desk_show_place (self->desk, &self->model);
  return TRUE;
}

static void
moved_cb (ImagettePlaneView *self)
{
  stop (self);
  imagette_plane_desk_show_place (self->desk, &self->model);
}

static void
edited_cb (ImagettePlaneView *self,
           int                row,
           int                column,
           double             value)
{
  stop (self);
  imagette_plane_model_edit (&self->model, row, column, (float) value);
  show (self);
}

static void
painted_cb (ImagettePlaneView *self)
{
  stop (self);
  memcpy (self->model.weights, imagette_plane_desk_get_weights (self->desk),
          sizeof (float) * (gsize) (self->model.kernel * self->model.kernel));
  self->model.filter = IMAGETTE_PLANE_HAND;
  show (self);
}

static void
image_chosen_cb (ImagettePlaneView *self,
                 int                image)
{
  stop (self);
  imagette_plane_model_set_image (&self->model, (ImagettePlaneImage) image, get_pixels (self));
  show (self);
}

/* One of C1's is shown as the network has it: padded by two, through the activation. */
static void
filter_chosen_cb (ImagettePlaneView *self,
                  int                filter)
{
  stop (self);
  if (imagette_plane_model_set_filter (&self->model, filter, get_network (self))
      && filter >= IMAGETTE_PLANE_C1)
    {
      self->model.steps.padding = C1_PADDING;
      self->model.steps.stride = 1;
      self->model.steps.after
        = nn_network_get_spec (get_network (self))->activation == NN_ACTIVATION_TANH ? NN_AFTER_TANH
                                                                                    : NN_AFTER_RELU;
      self->model.steps.flipped = FALSE;
    }
  show (self);
}

static void
changed_cb (ImagettePlaneView *self)
{
  stop (self);
  imagette_plane_model_set_kernel (
    &self->model, imagette_plane_controls_read_kernel (IMAGETTE_PLANE_CONTROLS (self->controls)));
  self->model.steps = imagette_plane_controls_read (IMAGETTE_PLANE_CONTROLS (self->controls));
  show (self);
}

static void
imagette_plane_view_update (ImagettePage  *page,
                            ImagetteChange changes)
{
  ImagettePlaneView *self = IMAGETTE_PLANE_VIEW (page);

  if ((changes & IMAGETTE_CHANGE_DISPLAY) != 0)
    gtk_widget_set_visible (self->controls,
                            !imagette_display_get_projector (imagette_page_get_display (page)));
  if ((changes & (IMAGETTE_CHANGE_SESSION | IMAGETTE_CHANGE_FRAME | IMAGETTE_CHANGE_DISPLAY)) == 0)
    return;
  if (self->model.source == IMAGETTE_PLANE_DIGIT)
    imagette_plane_model_set_image (&self->model, IMAGETTE_PLANE_DIGIT, get_pixels (self));
  if (self->model.filter >= IMAGETTE_PLANE_C1
      && !imagette_plane_model_set_filter (&self->model, self->model.filter, get_network (self)))
    self->model.filter = IMAGETTE_PLANE_HAND;
  show (self);
}

static void
imagette_plane_view_set_narrow (ImagettePage *page,
                                gboolean      narrow)
{
  ImagettePlaneView *self = IMAGETTE_PLANE_VIEW (page);

  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->box),
                                  narrow ? GTK_ORIENTATION_VERTICAL : GTK_ORIENTATION_HORIZONTAL);
  imagette_plane_desk_set_narrow (self->desk, narrow);
}

static void
imagette_plane_view_class_init (ImagettePlaneViewClass *class)
{
  IMAGETTE_PAGE_CLASS (class)->update = imagette_plane_view_update;
  IMAGETTE_PAGE_CLASS (class)->set_narrow = imagette_plane_view_set_narrow;
}

static void
imagette_plane_view_init (ImagettePlaneView *self)
{
  GtkWidget *card, *scroller = gtk_scrolled_window_new ();

  imagette_plane_model_init (&self->model);
  self->desk = IMAGETTE_PLANE_DESK (imagette_plane_desk_new ());
  self->figure = imagette_plane_desk_get_figure (self->desk);
  self->controls = imagette_plane_controls_new ();
  self->play = imagette_play_button_new (_("Let the window slide over the image"), PLAY_STEP,
                                         play_cb, self);
  card = imagette_parts_card (imagette_parts_label (_("In two dimensions"), "heading"),
                              imagette_parts_label (_("drag the window; change filter and numbers"),
                                                    "dim"), self->play, GTK_WIDGET (self->desk));
  gtk_widget_set_hexpand (card, TRUE);
  self->box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  gtk_box_append (GTK_BOX (self->box), card);
  gtk_box_append (GTK_BOX (self->box), self->controls);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), self->box);
  adw_bin_set_child (ADW_BIN (self), scroller);
  g_signal_connect_swapped (self->figure, "moved", G_CALLBACK (moved_cb), self);
  g_signal_connect_swapped (self->figure, "edited", G_CALLBACK (edited_cb), self);
  g_signal_connect_swapped (self->desk, "painted", G_CALLBACK (painted_cb), self);
  g_signal_connect_swapped (self->controls, "image-chosen", G_CALLBACK (image_chosen_cb), self);
  g_signal_connect_swapped (self->controls, "filter-chosen", G_CALLBACK (filter_chosen_cb), self);
  g_signal_connect_swapped (self->controls, "changed", G_CALLBACK (changed_cb), self);
  show (self);
  /* Where there is ink. */
  imagette_plane_figure_set_position (self->figure, self->model.n_output / 2, self->model.n_output / 2);
  imagette_plane_desk_show_place (self->desk, &self->model);
}
