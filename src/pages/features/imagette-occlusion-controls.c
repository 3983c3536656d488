/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "pages/features/imagette-occlusion-controls.h"

#include "pages/features/imagette-study-controls.h"
#include "pages/imagette-parts.h"

#include <glib/gi18n-lib.h>

struct _ImagetteOcclusionControls
{
  GtkWidget parent_instance;

  GtkWidget *size, *value, *margin, *explain;
  ImagetteStudyControls *study;
};

enum { SQUARE_CHANGED, LOOKS_CHANGED, N_SIGNALS };
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (ImagetteOcclusionControls, imagette_occlusion_controls, GTK_TYPE_WIDGET)

/* Erase ink, the weakest on these digits, and ink itself (DEFINITIONS §7). */
static const float values[] = { 0, 0.5f, 1 };

static void
square_changed_cb (ImagetteOcclusionControls *self)
{
  g_signal_emit (self, signals[SQUARE_CHANGED], 0);
}

static void
looks_changed_cb (ImagetteOcclusionControls *self)
{
  g_signal_emit (self, signals[LOOKS_CHANGED], 0);
}

static void
imagette_occlusion_controls_dispose (GObject *object)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);

  G_OBJECT_CLASS (imagette_occlusion_controls_parent_class)->dispose (object);
}

static void
imagette_occlusion_controls_class_init (ImagetteOcclusionControlsClass *class)
{
  static const char *const names[N_SIGNALS] = {
    "square-changed", "looks-changed",
  };

  G_OBJECT_CLASS (class)->dispose = imagette_occlusion_controls_dispose;
  for (int i = 0; i < N_SIGNALS; i++)
    signals[i] = g_signal_new (names[i], G_TYPE_FROM_CLASS (class), G_SIGNAL_RUN_LAST, 0, NULL,
                               NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (class), GTK_TYPE_BOX_LAYOUT);
}

static void
name (GtkWidget  *control,
      const char *words)
{
  gtk_widget_set_tooltip_text (control, words);
  gtk_accessible_update_property (GTK_ACCESSIBLE (control), GTK_ACCESSIBLE_PROPERTY_LABEL, words,
                                  -1);
}

static void
imagette_occlusion_controls_init (ImagetteOcclusionControls *self)
{
  const char *const grounds[] = { _("erases ink"), _("grey"), _("ink"), NULL };
  const char *const looks[] = { _("probability"), _("margin"), NULL };
  GtkWidget *widget = GTK_WIDGET (self);

  gtk_box_layout_set_spacing (GTK_BOX_LAYOUT (gtk_widget_get_layout_manager (widget)), 8);
  self->study = IMAGETTE_STUDY_CONTROLS (imagette_study_controls_new ());
  self->size = imagette_parts_spin (1, NN_OCCLUDER_MAX, 1, G_CALLBACK (square_changed_cb), self);
  gtk_editable_set_width_chars (GTK_EDITABLE (self->size), 2);
  gtk_editable_set_max_width_chars (GTK_EDITABLE (self->size), 2);
  name (self->size, _("Side of the square in pixels"));
  self->value = imagette_parts_choice (grounds, G_CALLBACK (square_changed_cb), self);
  name (self->value, _("What the square does"));
  self->margin = imagette_parts_choice (looks, G_CALLBACK (looks_changed_cb), self);
  name (self->margin, _("Probability of the true class, or its logit minus the best other one"));
  self->explain = gtk_toggle_button_new_with_label (_("Explain"));
  gtk_widget_set_focus_on_click (self->explain, FALSE);
  gtk_widget_set_tooltip_text (self->explain,
                               _("Number the three places where the true class falls most"));
  g_signal_connect_swapped (self->explain, "toggled", G_CALLBACK (looks_changed_cb), self);
  gtk_widget_set_parent (GTK_WIDGET (self->study), widget);
  gtk_widget_set_parent (self->size, widget);
  gtk_widget_set_parent (self->value, widget);
  gtk_widget_set_parent (self->margin, widget);
  gtk_widget_set_parent (self->explain, widget);
}

GtkWidget *
imagette_occlusion_controls_new (void)
{
  return g_object_new (IMAGETTE_TYPE_OCCLUSION_CONTROLS, NULL);
}

void
imagette_occlusion_controls_get_square (ImagetteOcclusionControls *self,
                                        NnOccluder                *occluder)
{
  guint value;

  g_return_if_fail (IMAGETTE_IS_OCCLUSION_CONTROLS (self));

  value = gtk_drop_down_get_selected (GTK_DROP_DOWN (self->value));
  occluder->size = gtk_spin_button_get_value_as_int (GTK_SPIN_BUTTON (self->size));
  occluder->value = values[MIN (value, G_N_ELEMENTS (values) - 1)];
}

void
imagette_occlusion_controls_set_square (ImagetteOcclusionControls *self,
                                        const NnOccluder          *occluder)
{
  g_return_if_fail (IMAGETTE_IS_OCCLUSION_CONTROLS (self));

  g_signal_handlers_block_by_func (self->size, square_changed_cb, self);
  g_signal_handlers_block_by_func (self->value, square_changed_cb, self);
  gtk_spin_button_set_value (GTK_SPIN_BUTTON (self->size), occluder->size);
  for (guint i = 0; i < G_N_ELEMENTS (values); i++)
    if (values[i] == occluder->value)
      gtk_drop_down_set_selected (GTK_DROP_DOWN (self->value), i);
  g_signal_handlers_unblock_by_func (self->size, square_changed_cb, self);
  g_signal_handlers_unblock_by_func (self->value, square_changed_cb, self);
}

gboolean
imagette_occlusion_controls_get_margin (ImagetteOcclusionControls *self)
{
  g_return_val_if_fail (IMAGETTE_IS_OCCLUSION_CONTROLS (self), FALSE);
  return gtk_drop_down_get_selected (GTK_DROP_DOWN (self->margin)) == 1;
}

gboolean
imagette_occlusion_controls_get_explain (ImagetteOcclusionControls *self)
{
  g_return_val_if_fail (IMAGETTE_IS_OCCLUSION_CONTROLS (self), FALSE);
  return gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (self->explain));
}

void
imagette_occlusion_controls_update (ImagetteOcclusionControls *self,
                                    NnSession                 *session)
{
  NnFrame *frame = nn_session_get_frame (session);

  g_return_if_fail (IMAGETTE_IS_OCCLUSION_CONTROLS (self));
  imagette_study_controls_update (self->study, session, frame != NULL ? &frame->place : NULL);
}
