/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "pages/features/imagette-invariance-controls.h"

#include "pages/features/imagette-invariance-sliders.h"
#include "pages/features/imagette-study-controls.h"
#include "pages/imagette-parts.h"

#include <glib/gi18n-lib.h>

struct _ImagetteInvarianceControls
{
  GtkWidget parent_instance;

  GtkWidget *sweep;
  ImagetteStudyControls *study;
};

enum { SWEEP_CHOSEN, N_SIGNALS };
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (ImagetteInvarianceControls, imagette_invariance_controls, GTK_TYPE_WIDGET)

static void
sweep_chosen_cb (ImagetteInvarianceControls *self)
{
  g_signal_emit (self, signals[SWEEP_CHOSEN], 0);
}

static void
imagette_invariance_controls_dispose (GObject *object)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);

  G_OBJECT_CLASS (imagette_invariance_controls_parent_class)->dispose (object);
}

static void
imagette_invariance_controls_class_init (ImagetteInvarianceControlsClass *class)
{
  static const char *const names[N_SIGNALS] = { "sweep-chosen" };

  G_OBJECT_CLASS (class)->dispose = imagette_invariance_controls_dispose;
  for (int i = 0; i < N_SIGNALS; i++)
    signals[i] = g_signal_new (names[i], G_TYPE_FROM_CLASS (class), G_SIGNAL_RUN_LAST, 0, NULL,
                               NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (class), GTK_TYPE_BOX_LAYOUT);
}

static void
imagette_invariance_controls_init (ImagetteInvarianceControls *self)
{
  const char *names[NN_N_SWEEPS + 1] = { NULL };
  GtkWidget *widget = GTK_WIDGET (self);

  for (NnSweep sweep = 0; sweep < NN_N_SWEEPS; sweep++)
    names[sweep] = imagette_invariance_sliders_name (sweep);
  gtk_box_layout_set_spacing (GTK_BOX_LAYOUT (gtk_widget_get_layout_manager (widget)), 8);
  self->study = IMAGETTE_STUDY_CONTROLS (imagette_study_controls_new ());
  self->sweep = imagette_parts_choice (names, G_CALLBACK (sweep_chosen_cb), self);
  gtk_widget_set_tooltip_text (self->sweep, _("Which change the curves are of"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->sweep), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Which change the curves are of"), -1);
  gtk_widget_set_parent (GTK_WIDGET (self->study), widget);
  gtk_widget_set_parent (self->sweep, widget);
}

GtkWidget *
imagette_invariance_controls_new (void)
{
  return g_object_new (IMAGETTE_TYPE_INVARIANCE_CONTROLS, NULL);
}

NnSweep
imagette_invariance_controls_get_sweep (ImagetteInvarianceControls *self)
{
  g_return_val_if_fail (IMAGETTE_IS_INVARIANCE_CONTROLS (self), NN_SWEEP_SHIFT_X);
  return (NnSweep) gtk_drop_down_get_selected (GTK_DROP_DOWN (self->sweep));
}

void
imagette_invariance_controls_set_sweep (ImagetteInvarianceControls *self,
                                        NnSweep                     sweep)
{
  g_return_if_fail (IMAGETTE_IS_INVARIANCE_CONTROLS (self));
  gtk_drop_down_set_selected (GTK_DROP_DOWN (self->sweep), sweep);
}

void
imagette_invariance_controls_update (ImagetteInvarianceControls *self,
                                     NnSession                  *session)
{
  NnFrame *frame = nn_session_get_frame (session);

  g_return_if_fail (IMAGETTE_IS_INVARIANCE_CONTROLS (self));
  imagette_study_controls_update (self->study, session, frame != NULL ? &frame->place : NULL);
}
