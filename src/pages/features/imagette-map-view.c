/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "pages/features/imagette-map-view.h"

#include "pages/features/imagette-map-words.h"
#include "pages/features/imagette-study-controls.h"
#include "widgets/imagette-note.h"

#include <glib/gi18n-lib.h>

#define DIGIT_SCALE 8
#define WORDS_CHARS 26
#define WORDS_LINES 8

struct _ImagetteMapView
{
  ImagettePage parent_instance;

  GtkWidget *controls, *layer;    /* shown by the page's head */
  ImagetteStudyControls *study;
  GtkWidget *box;
  ImagetteNote *words;
  ImagetteScatter *scatter;
  ImagetteTile *digit;
  gulong chosen_id;               /* a handler on the controls, whose box may outlive the view */
  gboolean wanting;               /* it is shown */
};

G_DEFINE_FINAL_TYPE (ImagetteMapView, imagette_map_view, IMAGETTE_TYPE_PAGE)

/* ---- what is asked of the session ---- */

static void
want (ImagetteMapView *self)
{
  NnSession *session = imagette_page_get_session (IMAGETTE_PAGE (self));
  NnStudies wanted;

  if (session == NULL)
    return;
  wanted = nn_session_get_wanted (session) & ~(NnStudies) NN_STUDY_MAP;
  if (self->wanting)
    wanted |= NN_STUDY_MAP;
  nn_session_set_wanted (session, wanted);
}

static void
layer_chosen_cb (ImagetteMapView *self)
{
  NnSession *session = imagette_page_get_session (IMAGETTE_PAGE (self));
  NnStudySpec spec;

  if (session == NULL)
    return;
  spec = *nn_session_get_study_spec (session);
  spec.map_layer = (NnMapLayer) gtk_drop_down_get_selected (GTK_DROP_DOWN (self->layer));
  nn_session_set_study_spec (session, &spec);
}

/* What is shown: the digit under the pointer, or the probe. */
static void
show_digit (ImagetteMapView *self,
            int              i)
{
  NnSession *session = imagette_page_get_session (IMAGETTE_PAGE (self));
  NnProbe *probe = session != NULL ? nn_session_get_probe (session) : NULL;
  NnDigitMap *map = session != NULL ? nn_session_get_digit_map (session) : NULL;
  g_autofree char *words = NULL;

  if (i >= 0 && map != NULL && i < (int) map->n)
    {
      const NnImages *test = &nn_session_get_dataset (session)->test;

      imagette_tile_set_bytes (self->digit, test->pixels + (gsize) i * NN_IMAGE_SIZE,
                               NN_IMAGE_SIDE, NN_IMAGE_SIDE);
      words = imagette_map_words_digit (map, i);
    }
  else if (probe != NULL)
    {
      imagette_tile_set_bytes (self->digit, probe->pixels, NN_IMAGE_SIDE, NN_IMAGE_SIDE);
      words = g_strdup (_("The digit that is looked at. Point at a figure to see its digit; click "
                          "to look at it. Mistakes are ringed."));
    }
  imagette_note_set_text (self->words, words);
}

static void
show (ImagetteMapView *self)
{
  NnSession *session = imagette_page_get_session (IMAGETTE_PAGE (self));
  NnDigitMap *map = nn_session_get_digit_map (session);
  NnProbe *probe = nn_session_get_probe (session);

  imagette_scatter_set_empty (self->scatter, imagette_map_words_empty (
    nn_session_get_frame (session), nn_session_get_study_spec (session)->map_layer));
  imagette_study_controls_update (self->study, session, map != NULL ? &map->place : NULL);
  if (map != NULL)
    {
      g_autofree char *x = imagette_map_words_axis (0, map->explained[0]);
      g_autofree char *y = imagette_map_words_axis (1, map->explained[1]);

      imagette_scatter_set_points (self->scatter, map->points, map->labels, map->predicted,
                                   (int) map->n);
      imagette_scatter_set_axes (self->scatter, x, y);
    }
  else
    imagette_scatter_set_points (self->scatter, NULL, NULL, NULL, 0);
  imagette_scatter_set_chosen (self->scatter, probe != NULL ? probe->index : -1);
  show_digit (self, imagette_scatter_get_hovered (self->scatter));
}

static void
point_activated_cb (ImagetteMapView *self,
                    int              i)
{
  NnSession *session = imagette_page_get_session (IMAGETTE_PAGE (self));
  g_autoptr (NnProbe) probe = nn_probe_new_test (nn_session_get_dataset (session), (guint) i);

  nn_session_set_probe (session, probe);
}

static void
imagette_map_view_update (ImagettePage  *page,
                          ImagetteChange changes)
{
  ImagetteMapView *self = IMAGETTE_MAP_VIEW (page);

  if ((changes & IMAGETTE_CHANGE_SESSION) != 0)
    {
      gtk_drop_down_set_selected (GTK_DROP_DOWN (self->layer), nn_session_get_study_spec (
                                    imagette_page_get_session (page))->map_layer);
      want (self);
    }
  if ((changes & ~(IMAGETTE_CHANGE_CURVE | IMAGETTE_CHANGE_PROGRESS)) != 0)
    show (self);
}

/* ---- life ---- */

static void
imagette_map_view_map (GtkWidget *widget)
{
  IMAGETTE_MAP_VIEW (widget)->wanting = TRUE;
  GTK_WIDGET_CLASS (imagette_map_view_parent_class)->map (widget);
  want (IMAGETTE_MAP_VIEW (widget));
}

static void
imagette_map_view_unmap (GtkWidget *widget)
{
  IMAGETTE_MAP_VIEW (widget)->wanting = FALSE;
  want (IMAGETTE_MAP_VIEW (widget));
  GTK_WIDGET_CLASS (imagette_map_view_parent_class)->unmap (widget);
}

static void
imagette_map_view_set_narrow (ImagettePage *page,
                              gboolean      narrow)
{
  gtk_orientable_set_orientation (GTK_ORIENTABLE (IMAGETTE_MAP_VIEW (page)->box),
                                  narrow ? GTK_ORIENTATION_VERTICAL : GTK_ORIENTATION_HORIZONTAL);
}

static void
imagette_map_view_dispose (GObject *object)
{
  ImagetteMapView *self = IMAGETTE_MAP_VIEW (object);

  g_clear_signal_handler (&self->chosen_id, self->layer);
  g_clear_object (&self->controls);

  G_OBJECT_CLASS (imagette_map_view_parent_class)->dispose (object);
}

static void
imagette_map_view_class_init (ImagetteMapViewClass *class)
{
  ImagettePageClass *page_class = IMAGETTE_PAGE_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = imagette_map_view_dispose;
  GTK_WIDGET_CLASS (class)->map = imagette_map_view_map;
  GTK_WIDGET_CLASS (class)->unmap = imagette_map_view_unmap;
  page_class->update = imagette_map_view_update;
  page_class->betrays = IMAGETTE_HIDDEN_PREDICTION | IMAGETTE_HIDDEN_LABEL;
  page_class->set_narrow = imagette_map_view_set_narrow;
}

static void
imagette_map_view_init (ImagetteMapView *self)
{
  const char *const layers[] = { _("pixels"), "S4", "C5", "F6", NULL };
  GtkWidget *side = gtk_box_new (GTK_ORIENTATION_VERTICAL, 8);

  self->controls = g_object_ref_sink (gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8));
  self->study = IMAGETTE_STUDY_CONTROLS (imagette_study_controls_new ());
  self->layer = gtk_drop_down_new_from_strings (layers);
  self->chosen_id = g_signal_connect_swapped (self->layer, "notify::selected",
                                              G_CALLBACK (layer_chosen_cb), self);
  gtk_widget_set_tooltip_text (self->layer, _("Of what the components are"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->layer), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Of what the components are"), -1);
  gtk_box_append (GTK_BOX (self->controls), GTK_WIDGET (self->study));
  gtk_box_append (GTK_BOX (self->controls), self->layer);

  self->scatter = IMAGETTE_SCATTER (imagette_scatter_new ());
  imagette_canvas_set_title (IMAGETTE_CANVAS (self->scatter), _("Map of the digits"));
  gtk_widget_set_hexpand (GTK_WIDGET (self->scatter), TRUE);
  gtk_widget_set_vexpand (GTK_WIDGET (self->scatter), TRUE);
  g_signal_connect_swapped (self->scatter, "point-hovered", G_CALLBACK (show_digit), self);
  g_signal_connect_swapped (self->scatter, "point-activated", G_CALLBACK (point_activated_cb),
                            self);
  self->digit = IMAGETTE_TILE (imagette_tile_new ());
  imagette_tile_set_title (self->digit, _("digit"));
  imagette_tile_set_scale (self->digit, DIGIT_SCALE);
  imagette_tile_set_room (self->digit, NN_IMAGE_SIDE, NN_IMAGE_SIDE);
  self->words = IMAGETTE_NOTE (imagette_note_new (WORDS_CHARS, WORDS_LINES));
  gtk_box_append (GTK_BOX (side), GTK_WIDGET (self->digit));
  gtk_box_append (GTK_BOX (side), GTK_WIDGET (self->words));
  gtk_widget_set_size_request (side, DIGIT_SCALE * NN_IMAGE_SIDE, -1);
  self->box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 16);
  gtk_box_append (GTK_BOX (self->box), GTK_WIDGET (self->scatter));
  gtk_box_append (GTK_BOX (self->box), side);
  adw_bin_set_child (ADW_BIN (self), self->box);
}

GtkWidget *
imagette_map_view_get_controls (ImagettePage *view)
{
  g_return_val_if_fail (IMAGETTE_IS_MAP_VIEW (view), NULL);
  return IMAGETTE_MAP_VIEW (view)->controls;
}

ImagetteScatter *
imagette_map_view_get_scatter (ImagetteMapView *self)
{
  g_return_val_if_fail (IMAGETTE_IS_MAP_VIEW (self), NULL);
  return self->scatter;
}

ImagetteTile *
imagette_map_view_get_digit (ImagetteMapView *self)
{
  g_return_val_if_fail (IMAGETTE_IS_MAP_VIEW (self), NULL);
  return self->digit;
}
