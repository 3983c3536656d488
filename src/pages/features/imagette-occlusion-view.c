/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "pages/features/imagette-occlusion-view.h"

#include "pages/features/imagette-occlusion-answer.h"
#include "pages/features/imagette-occlusion-controls.h"

struct _ImagetteOcclusionView
{
  ImagettePage parent_instance;

  ImagetteOcclusionControls *controls; /* shown by the page's head */
  GtkWidget *box;
  ImagetteOcclusionAnswer *answer;
  ImagetteOccluder *occluder;     /* the answer's */
  ImagetteOcclusionMaps *maps;
  gboolean wanting;               /* it is shown */
};

G_DEFINE_FINAL_TYPE (ImagetteOcclusionView, imagette_occlusion_view, IMAGETTE_TYPE_PAGE)

/* ---- what is asked of the session ---- */

static void
hold (ImagetteOcclusionView *self)
{
  NnSession *session = imagette_page_get_session (IMAGETTE_PAGE (self));
  int row = -1, column = -1;

  if (self->wanting)
    imagette_occluder_get_place (self->occluder, &row, &column);
  if (session != NULL)
    nn_session_hold_occluder (session, row, column);
}

static void
want (ImagetteOcclusionView *self)
{
  NnSession *session = imagette_page_get_session (IMAGETTE_PAGE (self));
  NnStudies wanted;

  if (session == NULL)
    return;
  wanted = nn_session_get_wanted (session) & ~(NnStudies) NN_STUDY_OCCLUSION;
  if (self->wanting)
    wanted |= NN_STUDY_OCCLUSION;
  nn_session_set_wanted (session, wanted);
}

static void
square_changed_cb (ImagetteOcclusionView *self)
{
  NnSession *session = imagette_page_get_session (IMAGETTE_PAGE (self));
  NnStudySpec spec;

  if (session == NULL)
    return;
  spec = *nn_session_get_study_spec (session);
  imagette_occlusion_controls_get_square (self->controls, &spec.occluder);
  imagette_occluder_set_square (self->occluder, spec.occluder.size, spec.occluder.value);
  nn_session_set_study_spec (session, &spec);
  hold (self);
}

/* ---- what is shown ---- */

static void
show (ImagetteOcclusionView *self)
{
  ImagettePage *page = IMAGETTE_PAGE (self);
  NnSession *session = imagette_page_get_session (page);
  NnFrame *bare = nn_session_get_frame (session);
  NnOcclusion *occlusion = nn_session_get_occlusion (session);

  int n_places;

  imagette_occlusion_controls_update (self->controls, session);
  imagette_occlusion_maps_update (self->maps, occlusion, bare,
                                  imagette_occlusion_controls_get_margin (self->controls),
                                  imagette_display_get_colors (imagette_page_get_display (page)));
  n_places = imagette_occlusion_maps_explain (
    self->maps, imagette_occlusion_controls_get_explain (self->controls));
  if (bare != NULL)
    imagette_occlusion_answer_update (self->answer, bare,
                                      nn_session_get_occluded_frame (session),
                                      occlusion != NULL ? occlusion->map : -1,
                                      n_places);
}

static void
looks_changed_cb (ImagetteOcclusionView *self)
{
  if (imagette_page_get_session (IMAGETTE_PAGE (self)) != NULL)
    show (self);
}

static void
cell_activated_cb (ImagetteOcclusionView *self,
                   int                    row,
                   int                    column)
{
  imagette_occluder_move (self->occluder, row, column);
}

static void
imagette_occlusion_view_update (ImagettePage  *page,
                                ImagetteChange changes)
{
  ImagetteOcclusionView *self = IMAGETTE_OCCLUSION_VIEW (page);

  if ((changes & IMAGETTE_CHANGE_SESSION) != 0)
    {
      const NnOccluder *occluder
        = &nn_session_get_study_spec (imagette_page_get_session (page))->occluder;

      imagette_occlusion_controls_set_square (self->controls, occluder);
      imagette_occluder_set_square (self->occluder, occluder->size, occluder->value);
      want (self);
    }
  if ((changes & ~(IMAGETTE_CHANGE_CURVE | IMAGETTE_CHANGE_PROGRESS)) != 0)
    show (self);
}

/* ---- life ---- */

static void
imagette_occlusion_view_map (GtkWidget *widget)
{
  IMAGETTE_OCCLUSION_VIEW (widget)->wanting = TRUE;
  GTK_WIDGET_CLASS (imagette_occlusion_view_parent_class)->map (widget);
  want (IMAGETTE_OCCLUSION_VIEW (widget));
  hold (IMAGETTE_OCCLUSION_VIEW (widget));
}

static void
imagette_occlusion_view_unmap (GtkWidget *widget)
{
  IMAGETTE_OCCLUSION_VIEW (widget)->wanting = FALSE;
  want (IMAGETTE_OCCLUSION_VIEW (widget));
  hold (IMAGETTE_OCCLUSION_VIEW (widget));
  GTK_WIDGET_CLASS (imagette_occlusion_view_parent_class)->unmap (widget);
}

static void
imagette_occlusion_view_set_narrow (ImagettePage *page,
                                    gboolean      narrow)
{
  ImagetteOcclusionView *self = IMAGETTE_OCCLUSION_VIEW (page);

  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->box), narrow ? GTK_ORIENTATION_VERTICAL
                                                                     : GTK_ORIENTATION_HORIZONTAL);
  imagette_occlusion_maps_set_narrow (self->maps, narrow);
}

static void
imagette_occlusion_view_get_subject (ImagettePage    *page,
                                     ImagetteSubject *subject)
{
  subject->margin = imagette_occlusion_controls_get_margin (IMAGETTE_OCCLUSION_VIEW (page)->controls);
}

static void
imagette_occlusion_view_dispose (GObject *object)
{
  ImagetteOcclusionView *self = IMAGETTE_OCCLUSION_VIEW (object);

  if (self->controls != NULL)
    g_signal_handlers_disconnect_by_data (self->controls, self);
  g_clear_object (&self->controls);

  G_OBJECT_CLASS (imagette_occlusion_view_parent_class)->dispose (object);
}

static void
imagette_occlusion_view_class_init (ImagetteOcclusionViewClass *class)
{
  ImagettePageClass *page_class = IMAGETTE_PAGE_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = imagette_occlusion_view_dispose;
  GTK_WIDGET_CLASS (class)->map = imagette_occlusion_view_map;
  GTK_WIDGET_CLASS (class)->unmap = imagette_occlusion_view_unmap;
  page_class->update = imagette_occlusion_view_update;
  page_class->betrays = IMAGETTE_HIDDEN_PREDICTION | IMAGETTE_HIDDEN_LABEL;
  page_class->set_narrow = imagette_occlusion_view_set_narrow;
  page_class->get_subject = imagette_occlusion_view_get_subject;
}

static void
imagette_occlusion_view_init (ImagetteOcclusionView *self)
{
  GtkWidget *scrolled = gtk_scrolled_window_new ();

  self->controls = IMAGETTE_OCCLUSION_CONTROLS (imagette_occlusion_controls_new ());
  g_object_ref_sink (self->controls);
  g_signal_connect_swapped (self->controls, "square-changed", G_CALLBACK (square_changed_cb), self);
  g_signal_connect_swapped (self->controls, "looks-changed", G_CALLBACK (looks_changed_cb), self);
  self->answer = IMAGETTE_OCCLUSION_ANSWER (imagette_occlusion_answer_new ());
  self->occluder = imagette_occlusion_answer_get_occluder (self->answer);
  g_signal_connect_swapped (self->occluder, "moved", G_CALLBACK (hold), self);
  self->maps = IMAGETTE_OCCLUSION_MAPS (imagette_occlusion_maps_new ());
  gtk_widget_set_hexpand (GTK_WIDGET (self->maps), TRUE);
  g_signal_connect_swapped (self->maps, "cell-activated", G_CALLBACK (cell_activated_cb), self);
  self->box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 16);
  gtk_box_append (GTK_BOX (self->box), GTK_WIDGET (self->answer));
  gtk_box_append (GTK_BOX (self->box), GTK_WIDGET (self->maps));
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), self->box);
  adw_bin_set_child (ADW_BIN (self), scrolled);
}

GtkWidget *
imagette_occlusion_view_get_controls (ImagettePage *view)
{
  g_return_val_if_fail (IMAGETTE_IS_OCCLUSION_VIEW (view), NULL);
  return GTK_WIDGET (IMAGETTE_OCCLUSION_VIEW (view)->controls);
}

ImagetteOccluder *
imagette_occlusion_view_get_occluder (ImagetteOcclusionView *self)
{
  g_return_val_if_fail (IMAGETTE_IS_OCCLUSION_VIEW (self), NULL);
  return self->occluder;
}

ImagetteOcclusionMaps *
imagette_occlusion_view_get_maps (ImagetteOcclusionView *self)
{
  g_return_val_if_fail (IMAGETTE_IS_OCCLUSION_VIEW (self), NULL);
  return self->maps;
}

const char *
imagette_occlusion_view_get_words (ImagetteOcclusionView *self)
{
  g_return_val_if_fail (IMAGETTE_IS_OCCLUSION_VIEW (self), NULL);
  return imagette_occlusion_answer_get_words (self->answer);
}
