/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "pages/features/imagette-figure2-controls.h"

#include "pages/features/imagette-feature-words.h"
#include "pages/features/imagette-study-controls.h"
#include "pages/imagette-parts.h"

#include <glib/gi18n-lib.h>

struct _ImagetteFigure2Controls
{
  GtkWidget parent_instance;

  GtkWidget *layers[NN_N_FEATURES], *set;
  ImagetteStudyControls *study;
  NnFeatureLayer layer;
};

enum { LAYER_CHOSEN, SET_CHOSEN, N_SIGNALS };
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (ImagetteFigure2Controls, imagette_figure2_controls, GTK_TYPE_WIDGET)

static void
layer_toggled_cb (GtkToggleButton         *button,
                  ImagetteFigure2Controls *self)
{
  for (int layer = 0; layer < NN_N_FEATURES; layer++)
    if (GTK_WIDGET (button) == self->layers[layer] && gtk_toggle_button_get_active (button)
        && self->layer != (NnFeatureLayer) layer)
      {
        self->layer = (NnFeatureLayer) layer;
        g_signal_emit (self, signals[LAYER_CHOSEN], 0);
      }
}

static void
set_chosen_cb (ImagetteFigure2Controls *self)
{
  g_signal_emit (self, signals[SET_CHOSEN], 0);
}

static GtkWidget *
make_layers (ImagetteFigure2Controls *self)
{
  GtkWidget *linked = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);

  gtk_widget_add_css_class (linked, "linked");
  gtk_widget_set_tooltip_text (linked, _("The layer whose maps are shown"));
  self->layer = NN_FEATURE_C3;
  for (int layer = 0; layer < NN_N_FEATURES; layer++)
    {
      const char *title = imagette_feature_title ((NnFeatureLayer) layer);
      GtkWidget *button = gtk_toggle_button_new_with_label (title);

      self->layers[layer] = button;
      gtk_widget_set_focus_on_click (button, FALSE);
      if (layer > 0)
        gtk_toggle_button_set_group (GTK_TOGGLE_BUTTON (button),
                                     GTK_TOGGLE_BUTTON (self->layers[0]));
      if (layer == NN_FEATURE_F6 || layer == NN_FEATURE_OUTPUT)
        gtk_widget_set_tooltip_text (button,
                                     _("An extension: Zeiler and Fergus show convolutions only"));
      gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (button), layer == (int) self->layer);
      g_signal_connect (button, "toggled", G_CALLBACK (layer_toggled_cb), self);
      gtk_box_append (GTK_BOX (linked), button);
    }
  return linked;
}

static void
imagette_figure2_controls_dispose (GObject *object)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);

  G_OBJECT_CLASS (imagette_figure2_controls_parent_class)->dispose (object);
}

static void
imagette_figure2_controls_class_init (ImagetteFigure2ControlsClass *class)
{
  static const char *const names[N_SIGNALS] = { "layer-chosen", "set-chosen" };

  G_OBJECT_CLASS (class)->dispose = imagette_figure2_controls_dispose;
  for (int i = 0; i < N_SIGNALS; i++)
    signals[i] = g_signal_new (names[i], G_TYPE_FROM_CLASS (class), G_SIGNAL_RUN_LAST, 0, NULL,
                               NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (class), GTK_TYPE_BOX_LAYOUT);
}

static void
imagette_figure2_controls_init (ImagetteFigure2Controls *self)
{
  const char *const names[] = { _("test digits"), _("training digits"), NULL };
  GtkWidget *widget = GTK_WIDGET (self);

  gtk_box_layout_set_spacing (GTK_BOX_LAYOUT (gtk_widget_get_layout_manager (widget)), 8);
  self->study = IMAGETTE_STUDY_CONTROLS (imagette_study_controls_new ());
  self->set = imagette_parts_choice (names, G_CALLBACK (set_chosen_cb), self);
  gtk_widget_set_tooltip_text (self->set, _("Digits among which the strongest are looked for"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->set), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Digits among which the strongest are looked for"), -1);
  gtk_widget_set_parent (GTK_WIDGET (self->study), widget);
  gtk_widget_set_parent (self->set, widget);
  gtk_widget_set_parent (make_layers (self), widget);
}

GtkWidget *
imagette_figure2_controls_new (void)
{
  return g_object_new (IMAGETTE_TYPE_FIGURE2_CONTROLS, NULL);
}

NnFeatureLayer
imagette_figure2_controls_get_layer (ImagetteFigure2Controls *self)
{
  g_return_val_if_fail (IMAGETTE_IS_FIGURE2_CONTROLS (self), NN_FEATURE_C3);
  return self->layer;
}

void
imagette_figure2_controls_set_layer (ImagetteFigure2Controls *self,
                                     NnFeatureLayer           layer)
{
  g_return_if_fail (IMAGETTE_IS_FIGURE2_CONTROLS (self));
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (self->layers[layer]), TRUE);
}

NnSet
imagette_figure2_controls_get_set (ImagetteFigure2Controls *self)
{
  g_return_val_if_fail (IMAGETTE_IS_FIGURE2_CONTROLS (self), NN_SET_TEST);
  return (NnSet) gtk_drop_down_get_selected (GTK_DROP_DOWN (self->set));
}

void
imagette_figure2_controls_set_set (ImagetteFigure2Controls *self,
                                   NnSet                    set)
{
  g_return_if_fail (IMAGETTE_IS_FIGURE2_CONTROLS (self));
  gtk_drop_down_set_selected (GTK_DROP_DOWN (self->set), (guint) set);
}

void
imagette_figure2_controls_update (ImagetteFigure2Controls *self,
                                  NnSession               *session,
                                  const NnPlace           *place)
{
  g_return_if_fail (IMAGETTE_IS_FIGURE2_CONTROLS (self));
  imagette_study_controls_update (self->study, session, place);
}
