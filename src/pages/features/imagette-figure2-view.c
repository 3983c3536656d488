/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "pages/features/imagette-figure2-view.h"

#include "pages/features/imagette-feature-words.h"
#include "pages/features/imagette-figure2-controls.h"
#include "pages/features/imagette-figure2-panel.h"
#include "pages/features/imagette-figure2-pair.h"

struct _ImagetteFigure2View
{
  ImagettePage parent_instance;

  ImagetteFigure2Panel *panel;
  ImagetteFigure2Controls *controls; /* shown by the page's head */
  gboolean wanting;               /* it is shown */
  ImagetteFigure2Pair pair;       /* that was opened last */
};

G_DEFINE_FINAL_TYPE (ImagetteFigure2View, imagette_figure2_view, IMAGETTE_TYPE_PAGE)

/* ---- what is asked of the session ---- */

static void
want (ImagetteFigure2View *self)
{
  NnSession *session = imagette_page_get_session (IMAGETTE_PAGE (self));
  NnFeatureLayer layer = imagette_figure2_controls_get_layer (self->controls);
  NnStudies wanted;

  if (session == NULL)
    return;
  wanted = nn_session_get_wanted (session) & ~(NnStudies) (NN_STUDY_FEATURES | NN_STUDY_UNITS);
  if (self->wanting)
    {
      wanted |= NN_STUDY_FEATURES;
      if (layer == NN_FEATURE_F6 || layer == NN_FEATURE_OUTPUT)
        wanted |= NN_STUDY_UNITS;
    }
  nn_session_set_wanted (session, wanted);
}

static void
show (ImagetteFigure2View *self)
{
  ImagettePage *page = IMAGETTE_PAGE (self);
  NnSession *session = imagette_page_get_session (page);
  NnFrame *frame = nn_session_get_frame (session);
  NnFeatures *features = nn_session_get_features (session);

  imagette_figure2_panel_update (self->panel, features, nn_session_get_dataset (session),
                                 frame,
                                 imagette_figure2_controls_get_layer (self->controls),
                                 imagette_display_get_colors (imagette_page_get_display (page)));
  imagette_figure2_controls_update (self->controls, session,
                                    features != NULL ? &features->place : NULL);
}

/* ---- a pair is opened ---- */

static void
opened_cb (ImagetteFigure2Panel *panel,
           int                   map,
           int                   i,
           ImagetteFigure2View  *self)
{
  NnSession *session = imagette_page_get_session (IMAGETTE_PAGE (self));

  if (session != NULL)
    imagette_figure2_pair_open (&self->pair, session,
                                imagette_figure2_controls_get_layer (self->controls), map, i);
}

static void
follow (ImagetteFigure2View *self)
{
  NnFeatureLayer layer = imagette_figure2_controls_get_layer (self->controls);

  if (imagette_figure2_panel_get_detail (self->panel) != NULL
      && !imagette_figure2_pair_follow (&self->pair, imagette_page_get_session (IMAGETTE_PAGE (self)),
                                        layer))
    imagette_figure2_panel_close (self->panel);
}

static void
imagette_figure2_view_update (ImagettePage  *page,
                              ImagetteChange changes)
{
  ImagetteFigure2View *self = IMAGETTE_FIGURE2_VIEW (page);

  if ((changes & IMAGETTE_CHANGE_SESSION) != 0)
    {
      imagette_figure2_controls_set_set (
        self->controls, nn_session_get_study_spec (imagette_page_get_session (page))->set);
      want (self);
    }
  if ((changes & IMAGETTE_CHANGE_DISPLAY) != 0)
    imagette_figure2_panel_set_zoom (self->panel, imagette_display_get_zoom (
                                                    imagette_page_get_display (page)));
  /* Another timeline may be another kind of network. */
  if ((changes & ~(IMAGETTE_CHANGE_FRAME | IMAGETTE_CHANGE_CURVE | IMAGETTE_CHANGE_PROGRESS)) != 0)
    show (self);
  follow (self);
}

/* ---- controls ---- */

static void
layer_chosen_cb (ImagetteFigure2View *self)
{
  want (self);
  if (imagette_page_get_session (IMAGETTE_PAGE (self)) != NULL)
    show (self);
}

static void
set_chosen_cb (ImagetteFigure2View *self)
{
  NnSession *session = imagette_page_get_session (IMAGETTE_PAGE (self));
  NnStudySpec spec;

  if (session == NULL)
    return;
  spec = *nn_session_get_study_spec (session);
  spec.set = imagette_figure2_controls_get_set (self->controls);
  nn_session_set_study_spec (session, &spec);
}

/* ---- life ---- */

static void
imagette_figure2_view_map (GtkWidget *widget)
{
  IMAGETTE_FIGURE2_VIEW (widget)->wanting = TRUE;
  GTK_WIDGET_CLASS (imagette_figure2_view_parent_class)->map (widget);
  want (IMAGETTE_FIGURE2_VIEW (widget));
}

static void
imagette_figure2_view_unmap (GtkWidget *widget)
{
  IMAGETTE_FIGURE2_VIEW (widget)->wanting = FALSE;
  want (IMAGETTE_FIGURE2_VIEW (widget));
  GTK_WIDGET_CLASS (imagette_figure2_view_parent_class)->unmap (widget);
}

static void
imagette_figure2_view_set_narrow (ImagettePage *page,
                                  gboolean      narrow)
{
  imagette_figure2_panel_set_narrow (IMAGETTE_FIGURE2_VIEW (page)->panel, narrow);
}

static gboolean
imagette_figure2_view_leave (ImagettePage *page)
{
  return imagette_figure2_panel_close (IMAGETTE_FIGURE2_VIEW (page)->panel);
}

/* Of the pair that is open, its projection. */
static void
imagette_figure2_view_get_subject (ImagettePage    *page,
                                   ImagetteSubject *subject)
{
  const ImagetteFigure2View *self = IMAGETTE_FIGURE2_VIEW (page);
  const NnFeatures *features = nn_session_get_features (imagette_page_get_session (page));
  const NnStrongest *strongest;

  subject->layer = imagette_figure2_controls_get_layer (self->controls);
  strongest = features != NULL ? features->strongest[subject->layer] : NULL;
  if (imagette_figure2_panel_get_detail (self->panel) == NULL || strongest == NULL
      || self->pair.i >= strongest->maps[self->pair.map].n)
    return;
  subject->what = "projection";
  subject->map = self->pair.map;
  subject->patch = strongest->maps[self->pair.map].patches[self->pair.i];
  subject->set = features->set;
}

static void
imagette_figure2_view_dispose (GObject *object)
{
  ImagetteFigure2View *self = IMAGETTE_FIGURE2_VIEW (object);

  if (self->controls != NULL)
    g_signal_handlers_disconnect_by_data (self->controls, self);
  g_clear_object (&self->controls);
  imagette_figure2_pair_clear (&self->pair);

  G_OBJECT_CLASS (imagette_figure2_view_parent_class)->dispose (object);
}

static void
imagette_figure2_view_class_init (ImagetteFigure2ViewClass *class)
{
  ImagettePageClass *page_class = IMAGETTE_PAGE_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = imagette_figure2_view_dispose;
  GTK_WIDGET_CLASS (class)->map = imagette_figure2_view_map;
  GTK_WIDGET_CLASS (class)->unmap = imagette_figure2_view_unmap;
  page_class->update = imagette_figure2_view_update;
  page_class->betrays = IMAGETTE_HIDDEN_LABEL; /* a pair that is opened is the probe */
  page_class->set_narrow = imagette_figure2_view_set_narrow;
  page_class->get_subject = imagette_figure2_view_get_subject;
  page_class->leave = imagette_figure2_view_leave;
}

static void
imagette_figure2_view_init (ImagetteFigure2View *self)
{
  self->controls = IMAGETTE_FIGURE2_CONTROLS (g_object_ref_sink (imagette_figure2_controls_new ()));
  g_signal_connect_swapped (self->controls, "layer-chosen", G_CALLBACK (layer_chosen_cb), self);
  g_signal_connect_swapped (self->controls, "set-chosen", G_CALLBACK (set_chosen_cb), self);
  self->panel = IMAGETTE_FIGURE2_PANEL (imagette_figure2_panel_new ());
  g_signal_connect (self->panel, "opened", G_CALLBACK (opened_cb), self);
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->panel));
}

GtkWidget *
imagette_figure2_view_get_controls (ImagettePage *view)
{
  g_return_val_if_fail (IMAGETTE_IS_FIGURE2_VIEW (view), NULL);
  return GTK_WIDGET (IMAGETTE_FIGURE2_VIEW (view)->controls);
}

ImagettePatchBlock *
imagette_figure2_view_get_block (ImagetteFigure2View *self,
                                 int                  map)
{
  g_return_val_if_fail (IMAGETTE_IS_FIGURE2_VIEW (self), NULL);
  return imagette_figure2_panel_get_block (self->panel, map);
}

ImagetteFigure2Detail *
imagette_figure2_view_get_detail (ImagetteFigure2View *self)
{
  g_return_val_if_fail (IMAGETTE_IS_FIGURE2_VIEW (self), NULL);
  return imagette_figure2_panel_get_detail (self->panel);
}

void
imagette_figure2_view_set_layer (ImagetteFigure2View *self,
                                 NnFeatureLayer       layer)
{
  g_return_if_fail (IMAGETTE_IS_FIGURE2_VIEW (self));
  imagette_figure2_controls_set_layer (self->controls, layer);
}
