/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "pages/features/imagette-hands-view.h"

#include "pages/features/imagette-hands-desk.h"
#include "pages/features/imagette-hands-picker.h"
#include "pages/features/imagette-hands-results.h"
#include "pages/imagette-parts.h"

#include <glib/gi18n-lib.h>

struct _ImagetteHandsView
{
  ImagettePage parent_instance;

  GtkWidget *columns, *notice, *picker, *desk, *results;
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

static void
show (ImagetteHandsView *self)
{
  NnSession *session = imagette_page_get_session (IMAGETTE_PAGE (self));
  ImagetteDisplay *display = imagette_page_get_display (IMAGETTE_PAGE (self));
  const char *obstacle = find_obstacle (session);
  NnFrame *live = nn_session_get_live_frame (session);

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
imagette_hands_view_update (ImagettePage  *page,
                            ImagetteChange changes)
{
  if ((changes & (IMAGETTE_CHANGE_SESSION | IMAGETTE_CHANGE_FRAME | IMAGETTE_CHANGE_PROGRESS
                  | IMAGETTE_CHANGE_TIMELINE | IMAGETTE_CHANGE_DISPLAY)) != 0)
    show (IMAGETTE_HANDS_VIEW (page));
}

static void
imagette_hands_view_set_narrow (ImagettePage *page,
                                gboolean      narrow)
{
  gtk_orientable_set_orientation (GTK_ORIENTABLE (IMAGETTE_HANDS_VIEW (page)->columns),
                                  narrow ? GTK_ORIENTATION_VERTICAL : GTK_ORIENTATION_HORIZONTAL);
}

static void
imagette_hands_view_class_init (ImagetteHandsViewClass *class)
{
  ImagettePageClass *page_class = IMAGETTE_PAGE_CLASS (class);

  page_class->update = imagette_hands_view_update;
  page_class->set_narrow = imagette_hands_view_set_narrow;
}

static void
imagette_hands_view_init (ImagetteHandsView *self)
{
  GtkWidget *scrolled = gtk_scrolled_window_new (), *viewport = gtk_viewport_new (NULL, NULL);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 8);

  self->notice = imagette_parts_label ("", "heading");
  self->columns = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  self->picker = imagette_hands_picker_new ();
  self->desk = imagette_hands_desk_new ();
  self->results = imagette_hands_results_new ();
  gtk_widget_set_hexpand (self->desk, TRUE);
  gtk_widget_set_vexpand (self->columns, TRUE);
  gtk_box_append (GTK_BOX (self->columns), self->picker);
  gtk_box_append (GTK_BOX (self->columns), self->desk);
  gtk_box_append (GTK_BOX (self->columns), self->results);
  gtk_box_append (GTK_BOX (box), self->notice);
  gtk_box_append (GTK_BOX (box), self->columns);
  g_signal_connect_swapped (self->picker, "picked", G_CALLBACK (picked_cb), self);
  g_signal_connect_swapped (self->desk, "will-edit", G_CALLBACK (will_edit_cb), self);

  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_AUTOMATIC,
                                  GTK_POLICY_AUTOMATIC);
  gtk_viewport_set_scroll_to_focus (GTK_VIEWPORT (viewport), FALSE);
  gtk_viewport_set_child (GTK_VIEWPORT (viewport), box);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), viewport);
  adw_bin_set_child (ADW_BIN (self), scrolled);
}
