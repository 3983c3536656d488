/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "pages/features/imagette-hands-view.h"

#include "pages/features/imagette-clip-panel.h"
#include "pages/features/imagette-hands-desk.h"
#include "pages/features/imagette-hands-picker.h"
#include "pages/features/imagette-hands-results.h"
#include "pages/imagette-fit.h"
#include "pages/imagette-parts.h"
#include "session/nn-session-studies.h"

#include <glib/gi18n-lib.h>

#define DESK_WIDTH 380            /* beside the filters; they grow into the rest */
#define MAX_FACTOR 2.0

struct _ImagetteHandsView
{
  ImagettePage parent_instance;

  GtkWidget *stack, *columns, *notice, *picker, *desk, *results, *clip, *lesson;
  ImagetteFit *fit;
  gboolean wanting;               /* it is shown */
  int layer, map, channel;        /* under the hand */
};

G_DEFINE_FINAL_TYPE (ImagetteHandsView, imagette_hands_view, IMAGETTE_TYPE_PAGE)

/* NULL if filters can be changed now. */
static const char *
find_obstacle (NnSession *session)
{
  NnFrame *live = nn_session_get_live_frame (session);

  if (live == NULL)
    return "";
  if (nn_network_find_layer (live->network, "c1") == NULL)
    return _("This network has no filters: it is fully connected");
  if (nn_session_get_looked_at (session) != NULL)
    return _("This is the past, which no hand can change: go back to now first");
  return NULL;
}

/* Which filters are dead is known from what excites them. */
static void
want (ImagetteHandsView *self)
{
  NnSession *session = imagette_page_get_session (IMAGETTE_PAGE (self));
  NnStudies wanted;

  if (session == NULL)
    return;
  wanted = nn_session_get_wanted (session) & ~(NnStudies) NN_STUDY_SCREENING;
  nn_session_set_wanted (session, self->wanting ? wanted | NN_STUDY_SCREENING : wanted);
}

static void
show (ImagetteHandsView *self)
{
  NnSession *session = imagette_page_get_session (IMAGETTE_PAGE (self));
  ImagetteDisplay *display = imagette_page_get_display (IMAGETTE_PAGE (self));
  const char *obstacle = find_obstacle (session);
  NnFrame *live = nn_session_get_live_frame (session);

  imagette_clip_panel_update (IMAGETTE_CLIP_PANEL (self->clip), session,
                              imagette_display_get_colors (display));
  gtk_label_set_text (GTK_LABEL (self->notice), obstacle != NULL ? obstacle : "");
  gtk_widget_set_visible (self->notice, obstacle != NULL);
  gtk_widget_set_sensitive (self->columns, obstacle == NULL);
  if (live == NULL || nn_network_find_layer (live->network, "c1") == NULL)
    return;
  if (!nn_filter_exists (live->network, self->layer, self->map))
    {
      self->layer = (int) (nn_network_find_layer (live->network, "c1")
                           - nn_network_get_layers (live->network, NULL));
      self->map = self->channel = 0;
    }
  imagette_hands_picker_update (IMAGETTE_HANDS_PICKER (self->picker), live, display, self->layer,
                                self->map, self->channel);
  imagette_hands_desk_update (IMAGETTE_HANDS_DESK (self->desk), session,
                              imagette_display_get_colors (display), self->layer, self->map,
                              self->channel);
  imagette_hands_results_update (IMAGETTE_HANDS_RESULTS (self->results), session,
                                 imagette_display_get_colors (display));
}

static void
picked_cb (ImagetteHandsView *self, int layer, int map, int channel)
{
  if (layer == self->layer && map == self->map && channel == self->channel)
    return;
  self->layer = layer;
  self->map = map;
  self->channel = channel;
  if (imagette_page_get_session (IMAGETTE_PAGE (self)) != NULL)
    show (self);
}

static void
will_edit_cb (ImagetteHandsView *self)
{
  imagette_hands_results_note (IMAGETTE_HANDS_RESULTS (self->results),
                               imagette_page_get_session (IMAGETTE_PAGE (self)));
}

static void
lesson_wanted_cb (ImagetteHandsView *self)
{
  gtk_stack_set_visible_child (GTK_STACK (self->stack), self->lesson);
  imagette_clip_panel_start (IMAGETTE_CLIP_PANEL (self->clip));
}

static void
lesson_closed_cb (ImagetteHandsView *self)
{
  gtk_stack_set_visible_child (GTK_STACK (self->stack), GTK_WIDGET (self->fit));
}

static gboolean
imagette_hands_view_leave (ImagettePage *page)
{
  ImagetteHandsView *self = IMAGETTE_HANDS_VIEW (page);

  if (gtk_stack_get_visible_child (GTK_STACK (self->stack)) != self->lesson)
    return FALSE;
  lesson_closed_cb (self);
  return TRUE;
}

static void
apply_size (double   factor,
            gpointer data)
{
  ImagetteHandsView *self = data;

  factor = MIN (factor, MAX_FACTOR);
  imagette_hands_picker_set_factor (IMAGETTE_HANDS_PICKER (self->picker), factor);
  imagette_hands_results_set_factor (IMAGETTE_HANDS_RESULTS (self->results), factor);
}

static void
imagette_hands_view_update (ImagettePage  *page,
                            ImagetteChange changes)
{
  if ((changes & IMAGETTE_CHANGE_SESSION) != 0)
    want (IMAGETTE_HANDS_VIEW (page));
  if ((changes & IMAGETTE_CHANGE_DISPLAY) != 0)
    imagette_fit_set_zoom (IMAGETTE_HANDS_VIEW (page)->fit,
                           imagette_display_get_zoom (imagette_page_get_display (page)));
  if ((changes & (IMAGETTE_CHANGE_SESSION | IMAGETTE_CHANGE_FRAME | IMAGETTE_CHANGE_PROGRESS
                  | IMAGETTE_CHANGE_TIMELINE | IMAGETTE_CHANGE_DISPLAY | IMAGETTE_CHANGE_STUDY)) != 0)
    show (IMAGETTE_HANDS_VIEW (page));
}

static void
imagette_hands_view_set_narrow (ImagettePage *page,
                                gboolean      narrow)
{
  ImagetteHandsView *self = IMAGETTE_HANDS_VIEW (page);

  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->columns),
                                  narrow ? GTK_ORIENTATION_VERTICAL : GTK_ORIENTATION_HORIZONTAL);
  gtk_widget_set_size_request (self->desk, narrow ? -1 : DESK_WIDTH, -1);
  imagette_fit_set_narrow (self->fit, narrow);
  imagette_clip_panel_set_narrow (IMAGETTE_CLIP_PANEL (self->clip), narrow);
}

static void
imagette_hands_view_map (GtkWidget *widget)
{
  IMAGETTE_HANDS_VIEW (widget)->wanting = TRUE;
  GTK_WIDGET_CLASS (imagette_hands_view_parent_class)->map (widget);
  want (IMAGETTE_HANDS_VIEW (widget));
}

static void
imagette_hands_view_unmap (GtkWidget *widget)
{
  IMAGETTE_HANDS_VIEW (widget)->wanting = FALSE;
  want (IMAGETTE_HANDS_VIEW (widget));
  GTK_WIDGET_CLASS (imagette_hands_view_parent_class)->unmap (widget);
}

static void
imagette_hands_view_class_init (ImagetteHandsViewClass *class)
{
  ImagettePageClass *page_class = IMAGETTE_PAGE_CLASS (class);

  GTK_WIDGET_CLASS (class)->map = imagette_hands_view_map;
  GTK_WIDGET_CLASS (class)->unmap = imagette_hands_view_unmap;
  page_class->leave = imagette_hands_view_leave;
  page_class->update = imagette_hands_view_update;
  page_class->betrays = IMAGETTE_HIDDEN_ACCURACY;
  page_class->set_narrow = imagette_hands_view_set_narrow;
}

static void
imagette_hands_view_init (ImagetteHandsView *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 8);

  self->notice = imagette_parts_label ("", "heading");
  self->columns = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  self->picker = imagette_hands_picker_new ();
  self->desk = imagette_hands_desk_new ();
  self->results = imagette_hands_results_new ();
  gtk_widget_set_hexpand (self->desk, TRUE);
  gtk_widget_set_size_request (self->desk, DESK_WIDTH, -1);
  gtk_widget_set_vexpand (self->columns, TRUE);
  gtk_box_append (GTK_BOX (self->columns), self->picker);
  gtk_box_append (GTK_BOX (self->columns), self->desk);
  gtk_box_append (GTK_BOX (self->columns), self->results);
  gtk_box_append (GTK_BOX (box), self->notice);
  gtk_box_append (GTK_BOX (box), self->columns);
  g_signal_connect_swapped (self->picker, "picked", G_CALLBACK (picked_cb), self);
  g_signal_connect_swapped (self->desk, "will-edit", G_CALLBACK (will_edit_cb), self);

  self->fit = IMAGETTE_FIT (imagette_fit_new (box, apply_size, self));
  imagette_fit_set_tight (self->fit, TRUE);
  self->clip = imagette_clip_panel_new ();
  g_signal_connect_swapped (self->results, "lesson-wanted", G_CALLBACK (lesson_wanted_cb), self);
  g_signal_connect_swapped (self->clip, "closed", G_CALLBACK (lesson_closed_cb), self);
  self->lesson = gtk_scrolled_window_new ();
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (self->lesson), GTK_POLICY_AUTOMATIC,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (self->lesson), self->clip);

  self->stack = gtk_stack_new ();
  gtk_stack_add_child (GTK_STACK (self->stack), GTK_WIDGET (self->fit));
  gtk_stack_add_child (GTK_STACK (self->stack), self->lesson);
  adw_bin_set_child (ADW_BIN (self), self->stack);
}
