/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "pages/features/imagette-maxima-controls.h"

#include "pages/features/imagette-feature-words.h"
#include "pages/features/imagette-study-controls.h"
#include "pages/imagette-parts.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#define MAX_SEED 9999

struct _ImagetteMaximaControls
{
  GtkWidget parent_instance;

  GtkWidget *layer, *seed;
  ImagetteStudyControls *study;
  gboolean setting;
};

enum { CHANGED, N_SIGNALS };
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (ImagetteMaximaControls, imagette_maxima_controls, GTK_TYPE_WIDGET)

/* In the order of the choice: what the network answers with comes first. */
static NnFeatureLayer
nth_layer (guint n)
{
  return (NnFeatureLayer) (NN_N_FEATURES - 1 - n);
}

static void
changed_cb (ImagetteMaximaControls *self)
{
  if (!self->setting)
    g_signal_emit (self, signals[CHANGED], 0);
}

static void
imagette_maxima_controls_dispose (GObject *object)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);

  G_OBJECT_CLASS (imagette_maxima_controls_parent_class)->dispose (object);
}

static void
imagette_maxima_controls_class_init (ImagetteMaximaControlsClass *class)
{
  static const char *const names[N_SIGNALS] = { "changed" };

  G_OBJECT_CLASS (class)->dispose = imagette_maxima_controls_dispose;
  for (int i = 0; i < N_SIGNALS; i++)
    signals[i] = g_signal_new (names[i], G_TYPE_FROM_CLASS (class), G_SIGNAL_RUN_LAST, 0, NULL,
                               NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (class), GTK_TYPE_BOX_LAYOUT);
}

static void
name (GtkWidget  *widget,
      const char *words)
{
  gtk_widget_set_tooltip_text (widget, words);
  gtk_accessible_update_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL, words,
                                  -1);
}

static void
imagette_maxima_controls_init (ImagetteMaximaControls *self)
{
  GtkWidget *widget = GTK_WIDGET (self), *caption = gtk_label_new (_("seed"));
  const char *names[NN_N_FEATURES + 1] = { NULL };

  gtk_box_layout_set_spacing (GTK_BOX_LAYOUT (gtk_widget_get_layout_manager (widget)), 8);
  self->study = IMAGETTE_STUDY_CONTROLS (imagette_study_controls_new ());
  for (guint n = 0; n < NN_N_FEATURES; n++)
    names[n] = imagette_feature_title (nth_layer (n));
  self->layer = imagette_parts_choice (names, G_CALLBACK (changed_cb), self);
  name (self->layer, _("The layer whose maps or units are asked for"));
  self->seed = imagette_parts_spin (0, MAX_SEED, 1, G_CALLBACK (changed_cb), self);
  name (self->seed, _("Seed of the noise in the grey that the climb begins with"));
  gtk_widget_set_parent (GTK_WIDGET (self->study), widget);
  gtk_widget_set_parent (self->layer, widget);
  gtk_widget_set_parent (caption, widget);
  gtk_widget_set_parent (self->seed, widget);
}

GtkWidget *
imagette_maxima_controls_new (void)
{
  return g_object_new (IMAGETTE_TYPE_MAXIMA_CONTROLS, NULL);
}

NnFeatureLayer
imagette_maxima_controls_get_layer (ImagetteMaximaControls *self)
{
  g_return_val_if_fail (IMAGETTE_IS_MAXIMA_CONTROLS (self), NN_FEATURE_OUTPUT);
  return nth_layer (gtk_drop_down_get_selected (GTK_DROP_DOWN (self->layer)));
}

guint64
imagette_maxima_controls_get_seed (ImagetteMaximaControls *self)
{
  g_return_val_if_fail (IMAGETTE_IS_MAXIMA_CONTROLS (self), 0);
  return (guint64) llround (gtk_spin_button_get_value (GTK_SPIN_BUTTON (self->seed)));
}

void
imagette_maxima_controls_set_spec (ImagetteMaximaControls *self,
                                   const NnStudySpec      *spec)
{
  g_return_if_fail (IMAGETTE_IS_MAXIMA_CONTROLS (self));

  self->setting = TRUE;
  gtk_drop_down_set_selected (GTK_DROP_DOWN (self->layer),
                              (guint) nth_layer ((guint) spec->maxima_layer));
  gtk_spin_button_set_value (GTK_SPIN_BUTTON (self->seed), (double) spec->maximiser.seed);
  self->setting = FALSE;
}

void
imagette_maxima_controls_update (ImagetteMaximaControls *self,
                                 NnSession              *session,
                                 const NnPlace          *place)
{
  g_return_if_fail (IMAGETTE_IS_MAXIMA_CONTROLS (self));
  imagette_study_controls_update (self->study, session, place);
}
