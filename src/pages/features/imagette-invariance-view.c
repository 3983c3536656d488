/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "pages/features/imagette-invariance-view.h"

#include "pages/features/imagette-invariance-controls.h"
#include "pages/features/imagette-invariance-curves.h"
#include "pages/imagette-parts.h"

struct _ImagetteInvarianceView
{
  ImagettePage parent_instance;

  ImagetteInvarianceControls *controls; /* shown by the page's head */
  GtkWidget *box;
  ImagetteInvarianceSliders *sliders;
  ImagetteInvarianceAnswer *answer;
  ImagetteInvarianceCurves *curves;
  NnInvariance *shown;            /* what the curves are of … */
  NnSweep sweep;                  /* … */
  gboolean wanting;               /* it is shown */
};

G_DEFINE_FINAL_TYPE (ImagetteInvarianceView, imagette_invariance_view, IMAGETTE_TYPE_PAGE)

static void
want (ImagetteInvarianceView *self)
{
  NnSession *session = imagette_page_get_session (IMAGETTE_PAGE (self));
  NnStudies wanted;

  if (session == NULL)
    return;
  wanted = nn_session_get_wanted (session) & ~(NnStudies) NN_STUDY_INVARIANCE;
  if (self->wanting)
    wanted |= NN_STUDY_INVARIANCE;
  nn_session_set_wanted (session, wanted);
}

/* ---- the digit in the hand ---- */

static void
hold (ImagetteInvarianceView *self)
{
  NnSession *session = imagette_page_get_session (IMAGETTE_PAGE (self));
  NnTransform transform = imagette_invariance_sliders_get_transform (self->sliders);
  gboolean held = self->wanting && !imagette_invariance_sliders_is_still (self->sliders);

  if (session != NULL)
    nn_session_hold_transform (session, held ? &transform : NULL);
}

/* The digit, and what is made of it. */
static void
show_answer (ImagetteInvarianceView *self)
{
  NnSession *session = imagette_page_get_session (IMAGETTE_PAGE (self));
  NnProbe *probe = nn_session_get_probe (session);
  NnFrame *frame = nn_session_get_frame (session);

  if (probe != NULL)
    imagette_invariance_sliders_set_digit (self->sliders, probe->pixels);
  if (frame != NULL)
    imagette_invariance_answer_update (self->answer, frame,
                                       nn_session_get_transformed_frame (session));
}

/* The cross-hair is where the slider of these curves is. */
static void
show_place (ImagetteInvarianceView *self)
{
  NnSweep sweep = imagette_invariance_controls_get_sweep (self->controls);
  float x;

  nn_sweep_transform (sweep, imagette_invariance_sliders_get_place (self->sliders, sweep), &x);
  imagette_invariance_curves_set_x (self->curves, (double) x);
}

static void
changed_cb (ImagetteInvarianceView *self)
{
  if (imagette_page_get_session (IMAGETTE_PAGE (self)) == NULL)
    return;
  hold (self);
  show_answer (self);
  show_place (self);
}

static void
touched_cb (ImagetteInvarianceView *self,
            int                     sweep)
{
  imagette_invariance_controls_set_sweep (self->controls, (NnSweep) sweep);
}

static void
cursor_moved_cb (ImagetteInvarianceView *self,
                 double                  x)
{
  NnSweep sweep = imagette_invariance_controls_get_sweep (self->controls);

  imagette_invariance_sliders_set_place (self->sliders, sweep, nn_sweep_nearest (sweep, x));
}

/* ---- the curves ---- */

static void
show_curves (ImagetteInvarianceView *self)
{
  NnSession *session = imagette_page_get_session (IMAGETTE_PAGE (self));
  NnInvariance *invariance = nn_session_get_invariance (session);
  NnSweep sweep = imagette_invariance_controls_get_sweep (self->controls);
  NnFrame *frame = nn_session_get_frame (session);

  imagette_invariance_controls_update (self->controls, session);
  if (invariance == NULL || frame == NULL || (invariance == self->shown && sweep == self->sweep))
    return;
  nn_invariance_ref (invariance);
  g_clear_pointer (&self->shown, nn_invariance_unref);
  self->shown = invariance;
  self->sweep = sweep;
  imagette_invariance_curves_set (self->curves, frame->network, invariance, sweep);
  show_place (self);
}

static void
sweep_chosen_cb (ImagetteInvarianceView *self)
{
  if (imagette_page_get_session (IMAGETTE_PAGE (self)) != NULL)
    show_curves (self);
}

static void
imagette_invariance_view_update (ImagettePage  *page,
                                 ImagetteChange changes)
{
  if ((changes & IMAGETTE_CHANGE_SESSION) != 0)
    want (IMAGETTE_INVARIANCE_VIEW (page));
  if ((changes & ~(IMAGETTE_CHANGE_CURVE | IMAGETTE_CHANGE_PROGRESS)) != 0)
    {
      show_curves (IMAGETTE_INVARIANCE_VIEW (page));
      show_answer (IMAGETTE_INVARIANCE_VIEW (page));
    }
}

/* ---- life ---- */

static void
imagette_invariance_view_map (GtkWidget *widget)
{
  IMAGETTE_INVARIANCE_VIEW (widget)->wanting = TRUE;
  GTK_WIDGET_CLASS (imagette_invariance_view_parent_class)->map (widget);
  want (IMAGETTE_INVARIANCE_VIEW (widget));
  hold (IMAGETTE_INVARIANCE_VIEW (widget));
}

static void
imagette_invariance_view_unmap (GtkWidget *widget)
{
  IMAGETTE_INVARIANCE_VIEW (widget)->wanting = FALSE;
  want (IMAGETTE_INVARIANCE_VIEW (widget));
  hold (IMAGETTE_INVARIANCE_VIEW (widget));
  GTK_WIDGET_CLASS (imagette_invariance_view_parent_class)->unmap (widget);
}

static void
imagette_invariance_view_set_narrow (ImagettePage *page,
                                     gboolean      narrow)
{
  gtk_orientable_set_orientation (GTK_ORIENTABLE (IMAGETTE_INVARIANCE_VIEW (page)->box),
                                  narrow ? GTK_ORIENTATION_VERTICAL : GTK_ORIENTATION_HORIZONTAL);
  imagette_parts_let_scroll (IMAGETTE_INVARIANCE_VIEW (page)->box, narrow);
}

static void
imagette_invariance_view_dispose (GObject *object)
{
  ImagetteInvarianceView *self = IMAGETTE_INVARIANCE_VIEW (object);

  if (self->controls != NULL)
    g_signal_handlers_disconnect_by_data (self->controls, self);
  g_clear_object (&self->controls);
  g_clear_pointer (&self->shown, nn_invariance_unref);

  G_OBJECT_CLASS (imagette_invariance_view_parent_class)->dispose (object);
}

static void
imagette_invariance_view_class_init (ImagetteInvarianceViewClass *class)
{
  ImagettePageClass *page_class = IMAGETTE_PAGE_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = imagette_invariance_view_dispose;
  GTK_WIDGET_CLASS (class)->map = imagette_invariance_view_map;
  GTK_WIDGET_CLASS (class)->unmap = imagette_invariance_view_unmap;
  page_class->update = imagette_invariance_view_update;
  page_class->betrays = IMAGETTE_HIDDEN_PREDICTION | IMAGETTE_HIDDEN_LABEL;
  page_class->set_narrow = imagette_invariance_view_set_narrow;
}

static void
imagette_invariance_view_init (ImagetteInvarianceView *self)
{
  GtkWidget *scrolled = gtk_scrolled_window_new ();

  self->controls = IMAGETTE_INVARIANCE_CONTROLS (imagette_invariance_controls_new ());
  g_object_ref_sink (self->controls);
  g_signal_connect_swapped (self->controls, "sweep-chosen", G_CALLBACK (sweep_chosen_cb), self);
  self->sliders = IMAGETTE_INVARIANCE_SLIDERS (imagette_invariance_sliders_new ());
  g_signal_connect_swapped (self->sliders, "changed", G_CALLBACK (changed_cb), self);
  g_signal_connect_swapped (self->sliders, "touched", G_CALLBACK (touched_cb), self);
  self->answer = IMAGETTE_INVARIANCE_ANSWER (imagette_invariance_answer_new ());
  self->curves = IMAGETTE_INVARIANCE_CURVES (imagette_invariance_curves_new ());
  gtk_widget_set_hexpand (GTK_WIDGET (self->curves), TRUE);
  g_signal_connect_swapped (self->curves, "cursor-moved", G_CALLBACK (cursor_moved_cb), self);
  self->box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 16);
  gtk_box_append (GTK_BOX (self->box), GTK_WIDGET (self->sliders));
  gtk_box_append (GTK_BOX (self->box), GTK_WIDGET (self->answer));
  gtk_box_append (GTK_BOX (self->box), GTK_WIDGET (self->curves));
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), self->box);
  adw_bin_set_child (ADW_BIN (self), scrolled);
}

GtkWidget *
imagette_invariance_view_get_controls (ImagettePage *view)
{
  g_return_val_if_fail (IMAGETTE_IS_INVARIANCE_VIEW (view), NULL);
  return GTK_WIDGET (IMAGETTE_INVARIANCE_VIEW (view)->controls);
}

ImagetteInvarianceSliders *
imagette_invariance_view_get_sliders (ImagetteInvarianceView *self)
{
  g_return_val_if_fail (IMAGETTE_IS_INVARIANCE_VIEW (self), NULL);
  return self->sliders;
}

ImagetteInvarianceAnswer *
imagette_invariance_view_get_answer (ImagetteInvarianceView *self)
{
  g_return_val_if_fail (IMAGETTE_IS_INVARIANCE_VIEW (self), NULL);
  return self->answer;
}
