/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "pages/features/imagette-maxima-view.h"

#include "pages/features/imagette-maxima-controls.h"
#include "pages/features/imagette-maxima-panel.h"
#include "pages/layers/imagette-sum-lines.h"

#include <glib/gi18n-lib.h>
#include <math.h>

struct _ImagetteMaximaView
{
  ImagettePage parent_instance;

  ImagetteMaximaControls *controls; /* shown by the page's head */
  ImagetteMaximaPanel *panel;
  GtkWidget *words;
  gboolean wanting;               /* it is shown */
};

G_DEFINE_FINAL_TYPE (ImagetteMaximaView, imagette_maxima_view, IMAGETTE_TYPE_PAGE)

/* ---- what is asked of the session ---- */

static void
want (ImagetteMaximaView *self)
{
  NnSession *session = imagette_page_get_session (IMAGETTE_PAGE (self));
  NnStudies wanted;

  if (session == NULL)
    return;
  wanted = nn_session_get_wanted (session) & ~(NnStudies) NN_STUDY_MAXIMA;
  if (self->wanting)
    wanted |= NN_STUDY_MAXIMA;
  nn_session_set_wanted (session, wanted);
}

/* ---- what is shown ---- */

static void
show_words (ImagetteMaximaView *self,
            const NnMaximiser  *maximiser)
{
  g_autoptr (GString) rate = g_string_new (NULL);
  g_autoptr (GString) decay = g_string_new (NULL);
  g_autofree char *words = NULL;

  imagette_sum_append_number (rate, maximiser->rate, 2);
  imagette_sum_append_number (decay, 100 * maximiser->decay, 0);
  words = g_strdup_printf (
    /* Translators: 1: steps, 2: seed, 3: pixels, 4: a rate like 0.05, 5: percent, 6: steps */
    _("Activation maximisation. Nobody's digits: from grey, %d steps uphill on the unit's value, "
      "seed %u. What keeps it from noise: each step is taken on the image shifted by up to %d pixel each "
      "way, is %s long, fades the ink by %s %%; every %d steps the image is blurred; pixels stay "
      "between 0 and 1. An extension: Zeiler and Fergus do not optimise. Click one to let the "
      "network look at it."),
    maximiser->steps, (guint) maximiser->seed, maximiser->jitter, rate->str, decay->str,
    maximiser->blur_every);
  gtk_label_set_text (GTK_LABEL (self->words), words);
}

/* The network looks at what it would like to see. */
static void
opened_cb (ImagetteMaximaPanel *panel,
           int                  map,
           ImagetteMaximaView  *self)
{
  ImagetteTile *tile = imagette_maxima_panel_get_tile (panel, map);
  const float *values = imagette_tile_get_values (tile, NULL, NULL, NULL, NULL, NULL);
  g_autoptr (NnProbe) probe = NULL;
  guint8 pixels[NN_IMAGE_SIZE];

  if (values == NULL)
    return;
  for (int p = 0; p < NN_IMAGE_SIZE; p++)
    pixels[p] = (guint8) lroundf (255 * CLAMP (values[p], 0, 1));
  probe = nn_probe_new (pixels, -1, -1, imagette_tile_get_title (tile));
  nn_session_set_probe (imagette_page_get_session (IMAGETTE_PAGE (self)), probe);
}

static void
show (ImagetteMaximaView *self)
{
  NnSession *session = imagette_page_get_session (IMAGETTE_PAGE (self));
  const NnStudySpec *spec = nn_session_get_study_spec (session);
  NnFrame *frame = nn_session_get_frame (session);
  NnMaxima *maxima = nn_session_get_maxima (session);
  const NnLayer *layer = frame == NULL ? NULL : nn_network_find_layer (
    frame->network, nn_feature_layer_to_string (spec->maxima_layer));
  int n = layer != NULL ? layer->channels : 0;

  if (maxima != NULL && (maxima->layer != spec->maxima_layer || maxima->n != n
                         || maxima->maximiser.seed != spec->maximiser.seed))
    maxima = NULL;
  imagette_maxima_panel_update (self->panel, maxima, spec->maxima_layer, n);
  if (frame != NULL && n == 0)
    gtk_label_set_text (GTK_LABEL (self->words), _("This network has no such layer. Its output has "
                                                   "ten units."));
  else
    show_words (self, &spec->maximiser);
  imagette_maxima_controls_update (self->controls, session, maxima != NULL ? &maxima->place : NULL);
}

static void
changed_cb (ImagetteMaximaView *self)
{
  NnSession *session = imagette_page_get_session (IMAGETTE_PAGE (self));
  NnStudySpec spec;

  if (session == NULL)
    return;
  spec = *nn_session_get_study_spec (session);
  spec.maxima_layer = imagette_maxima_controls_get_layer (self->controls);
  spec.maximiser.seed = imagette_maxima_controls_get_seed (self->controls);
  nn_session_set_study_spec (session, &spec);
  show (self);
}

static void
imagette_maxima_view_update (ImagettePage  *page,
                             ImagetteChange changes)
{
  ImagetteMaximaView *self = IMAGETTE_MAXIMA_VIEW (page);

  if ((changes & IMAGETTE_CHANGE_SESSION) != 0)
    {
      imagette_maxima_controls_set_spec (
        self->controls, nn_session_get_study_spec (imagette_page_get_session (page)));
      want (self);
    }
  if ((changes & IMAGETTE_CHANGE_DISPLAY) != 0)
    imagette_maxima_panel_set_zoom (self->panel, imagette_display_get_zoom (
                                                     imagette_page_get_display (page)));
  /* Another timeline may be another kind of network. */
  if ((changes & ~(IMAGETTE_CHANGE_FRAME | IMAGETTE_CHANGE_CURVE | IMAGETTE_CHANGE_PROGRESS)) != 0)
    show (self);
}

/* ---- life ---- */

static void
imagette_maxima_view_map (GtkWidget *widget)
{
  IMAGETTE_MAXIMA_VIEW (widget)->wanting = TRUE;
  GTK_WIDGET_CLASS (imagette_maxima_view_parent_class)->map (widget);
  want (IMAGETTE_MAXIMA_VIEW (widget));
}

static void
imagette_maxima_view_unmap (GtkWidget *widget)
{
  IMAGETTE_MAXIMA_VIEW (widget)->wanting = FALSE;
  want (IMAGETTE_MAXIMA_VIEW (widget));
  GTK_WIDGET_CLASS (imagette_maxima_view_parent_class)->unmap (widget);
}

static void
imagette_maxima_view_set_narrow (ImagettePage *page,
                                 gboolean      narrow)
{
  imagette_maxima_panel_set_narrow (IMAGETTE_MAXIMA_VIEW (page)->panel, narrow);
}

static void
imagette_maxima_view_get_subject (ImagettePage    *page,
                                  ImagetteSubject *subject)
{
  subject->layer = imagette_maxima_controls_get_layer (IMAGETTE_MAXIMA_VIEW (page)->controls);
}

static void
imagette_maxima_view_dispose (GObject *object)
{
  ImagetteMaximaView *self = IMAGETTE_MAXIMA_VIEW (object);

  if (self->controls != NULL)
    g_signal_handlers_disconnect_by_data (self->controls, self);
  g_clear_object (&self->controls);

  G_OBJECT_CLASS (imagette_maxima_view_parent_class)->dispose (object);
}

static void
imagette_maxima_view_class_init (ImagetteMaximaViewClass *class)
{
  ImagettePageClass *page_class = IMAGETTE_PAGE_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = imagette_maxima_view_dispose;
  GTK_WIDGET_CLASS (class)->map = imagette_maxima_view_map;
  GTK_WIDGET_CLASS (class)->unmap = imagette_maxima_view_unmap;
  page_class->update = imagette_maxima_view_update;
  page_class->set_narrow = imagette_maxima_view_set_narrow;
  page_class->get_subject = imagette_maxima_view_get_subject;
}

static void
imagette_maxima_view_init (ImagetteMaximaView *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 8);

  self->controls = IMAGETTE_MAXIMA_CONTROLS (g_object_ref_sink (imagette_maxima_controls_new ()));
  g_signal_connect_swapped (self->controls, "changed", G_CALLBACK (changed_cb), self);
  self->panel = IMAGETTE_MAXIMA_PANEL (imagette_maxima_panel_new ());
  gtk_widget_set_vexpand (GTK_WIDGET (self->panel), TRUE);
  g_signal_connect (self->panel, "opened", G_CALLBACK (opened_cb), self);
  self->words = gtk_label_new (NULL);
  gtk_label_set_wrap (GTK_LABEL (self->words), TRUE);
  gtk_label_set_xalign (GTK_LABEL (self->words), 0);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->panel));
  gtk_box_append (GTK_BOX (box), self->words);
  adw_bin_set_child (ADW_BIN (self), box);
}

GtkWidget *
imagette_maxima_view_get_controls (ImagettePage *view)
{
  g_return_val_if_fail (IMAGETTE_IS_MAXIMA_VIEW (view), NULL);
  return GTK_WIDGET (IMAGETTE_MAXIMA_VIEW (view)->controls);
}

ImagetteTile *
imagette_maxima_view_get_tile (ImagetteMaximaView *self,
                               int                 map)
{
  g_return_val_if_fail (IMAGETTE_IS_MAXIMA_VIEW (self), NULL);
  return imagette_maxima_panel_get_tile (self->panel, map);
}

const char *
imagette_maxima_view_get_words (ImagetteMaximaView *self)
{
  g_return_val_if_fail (IMAGETTE_IS_MAXIMA_VIEW (self), NULL);
  return gtk_label_get_text (GTK_LABEL (self->words));
}
