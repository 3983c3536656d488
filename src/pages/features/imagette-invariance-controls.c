/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "pages/features/imagette-invariance-controls.h"

#include "pages/features/imagette-study-controls.h"
#include "pages/imagette-parts.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#define SLIDER_WIDTH 220

struct _ImagetteInvarianceControls
{
  GtkWidget parent_instance;

  GtkWidget *sweep, *slider;
  ImagetteStudyControls *study;
};

enum { SWEEP_CHOSEN, PLACE_CHANGED, FOLLOWING_CHANGED, N_SIGNALS };
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (ImagetteInvarianceControls, imagette_invariance_controls, GTK_TYPE_WIDGET)

/* The place at which the digit is as it was. */
static int
still_place (NnSweep sweep)
{
  for (int i = 0; i < nn_sweep_count (sweep); i++)
    {
      float x;

      nn_sweep_transform (sweep, i, &x);
      if (fabsf (x - (sweep == NN_SWEEP_SCALE ? 1.0f : 0.0f)) < 1e-6f)
        return i;
    }
  return nn_sweep_count (sweep) / 2;
}

static void
place_changed_cb (ImagetteInvarianceControls *self)
{
  g_signal_emit (self, signals[PLACE_CHANGED], 0);
}

static void
sweep_chosen_cb (ImagetteInvarianceControls *self)
{
  NnSweep sweep = imagette_invariance_controls_get_sweep (self);

  gtk_range_set_range (GTK_RANGE (self->slider), 0, nn_sweep_count (sweep) - 1);
  gtk_range_set_value (GTK_RANGE (self->slider), still_place (sweep));
  g_signal_emit (self, signals[SWEEP_CHOSEN], 0);
}

static void
following_changed_cb (ImagetteInvarianceControls *self)
{
  g_signal_emit (self, signals[FOLLOWING_CHANGED], 0);
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
  static const char *const names[N_SIGNALS] = {
    "sweep-chosen", "place-changed", "following-changed",
  };

  G_OBJECT_CLASS (class)->dispose = imagette_invariance_controls_dispose;
  for (int i = 0; i < N_SIGNALS; i++)
    signals[i] = g_signal_new (names[i], G_TYPE_FROM_CLASS (class), G_SIGNAL_RUN_LAST, 0, NULL,
                               NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (class), GTK_TYPE_BOX_LAYOUT);
}

static void
imagette_invariance_controls_init (ImagetteInvarianceControls *self)
{
  const char *const sweeps[] = { _("shift across"), _("shift down"), _("scale"), _("turn"), NULL };
  GtkWidget *widget = GTK_WIDGET (self);

  gtk_box_layout_set_spacing (GTK_BOX_LAYOUT (gtk_widget_get_layout_manager (widget)), 8);
  self->study = IMAGETTE_STUDY_CONTROLS (imagette_study_controls_new ());
  g_signal_connect_swapped (self->study, "following-changed", G_CALLBACK (following_changed_cb),
                            self);
  self->slider = gtk_scale_new_with_range (GTK_ORIENTATION_HORIZONTAL, 0, 1, 1);
  gtk_scale_set_draw_value (GTK_SCALE (self->slider), FALSE);
  gtk_widget_set_size_request (self->slider, SLIDER_WIDTH, -1);
  gtk_widget_set_tooltip_text (self->slider, _("How much the digit is changed"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->slider), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("How much the digit is changed"), -1);
  g_signal_connect_swapped (self->slider, "value-changed", G_CALLBACK (place_changed_cb), self);
  self->sweep = imagette_parts_choice (sweeps, G_CALLBACK (sweep_chosen_cb), self);
  gtk_widget_set_tooltip_text (self->sweep, _("How the digit is changed"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->sweep), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("How the digit is changed"), -1);
  gtk_widget_set_parent (GTK_WIDGET (self->study), widget);
  gtk_widget_set_parent (self->sweep, widget);
  gtk_widget_set_parent (self->slider, widget);
  sweep_chosen_cb (self);
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

int
imagette_invariance_controls_get_place (ImagetteInvarianceControls *self)
{
  g_return_val_if_fail (IMAGETTE_IS_INVARIANCE_CONTROLS (self), 0);
  return (int) lround (gtk_range_get_value (GTK_RANGE (self->slider)));
}

void
imagette_invariance_controls_set_x (ImagetteInvarianceControls *self,
                                    double                      x)
{
  NnSweep sweep = imagette_invariance_controls_get_sweep (self);
  double best = INFINITY;
  int found = 0;

  g_return_if_fail (IMAGETTE_IS_INVARIANCE_CONTROLS (self));

  for (int i = 0; i < nn_sweep_count (sweep); i++)
    {
      float at;

      nn_sweep_transform (sweep, i, &at);
      if (fabs ((double) at - x) < best)
        {
          best = fabs ((double) at - x);
          found = i;
        }
    }
  gtk_range_set_value (GTK_RANGE (self->slider), found);
}

gboolean
imagette_invariance_controls_get_following (ImagetteInvarianceControls *self)
{
  g_return_val_if_fail (IMAGETTE_IS_INVARIANCE_CONTROLS (self), FALSE);
  return imagette_study_controls_get_following (self->study);
}

void
imagette_invariance_controls_update (ImagetteInvarianceControls *self,
                                     NnSession                  *session)
{
  NnFrame *frame = nn_session_get_frame (session);

  g_return_if_fail (IMAGETTE_IS_INVARIANCE_CONTROLS (self));
  imagette_study_controls_update (self->study, session, frame != NULL ? &frame->place : NULL);
}
