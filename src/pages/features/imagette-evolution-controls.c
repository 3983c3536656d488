/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "pages/features/imagette-evolution-controls.h"

#include "pages/features/imagette-study-controls.h"
#include "pages/imagette-parts.h"

#include <glib/gi18n-lib.h>

#define FILM_MS 500               /* a moment of the film */

struct _ImagetteEvolutionControls
{
  GtkWidget parent_instance;

  ImagetteStudyControls *study;
  GtkWidget *scope, *film;
  GtkWidget *layers[NN_EVOLUTION_LAYERS];
  guint film_id;
};

enum { LAYER_CHOSEN, SCOPE_CHOSEN, FILM_STARTED, FILM_STEP, N_SIGNALS };
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (ImagetteEvolutionControls, imagette_evolution_controls, GTK_TYPE_WIDGET)

static const NnScope scopes[] = { NN_SCOPE_TILE, NN_SCOPE_ROW, NN_SCOPE_ALL };

static void
layer_toggled_cb (GtkToggleButton           *button,
                  ImagetteEvolutionControls *self)
{
  if (gtk_toggle_button_get_active (button))
    g_signal_emit (self, signals[LAYER_CHOSEN], 0);
}

static void
scope_chosen_cb (ImagetteEvolutionControls *self)
{
  g_signal_emit (self, signals[SCOPE_CHOSEN], 0);
}

static gboolean
film_cb (gpointer self)
{
  g_signal_emit (self, signals[FILM_STEP], 0);
  return G_SOURCE_CONTINUE;
}

static void
film_toggled_cb (ImagetteEvolutionControls *self)
{
  gboolean playing = imagette_evolution_controls_get_playing (self);

  g_clear_handle_id (&self->film_id, g_source_remove);
  gtk_button_set_icon_name (GTK_BUTTON (self->film), playing ? "media-playback-pause-symbolic"
                                                             : "media-playback-start-symbolic");
  if (!playing)
    return;
  self->film_id = g_timeout_add (FILM_MS, film_cb, self);
  g_signal_emit (self, signals[FILM_STARTED], 0);
}

static void
imagette_evolution_controls_dispose (GObject *object)
{
  ImagetteEvolutionControls *self = IMAGETTE_EVOLUTION_CONTROLS (object);
  GtkWidget *child;

  g_clear_handle_id (&self->film_id, g_source_remove);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);

  G_OBJECT_CLASS (imagette_evolution_controls_parent_class)->dispose (object);
}

static void
imagette_evolution_controls_class_init (ImagetteEvolutionControlsClass *class)
{
  static const char *const names[N_SIGNALS] = { "layer-chosen", "scope-chosen",
                                                "film-started", "film-step" };

  G_OBJECT_CLASS (class)->dispose = imagette_evolution_controls_dispose;
  for (int i = 0; i < N_SIGNALS; i++)
    signals[i] = g_signal_new (names[i], G_TYPE_FROM_CLASS (class), G_SIGNAL_RUN_LAST, 0, NULL,
                               NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (class), GTK_TYPE_BOX_LAYOUT);
}

static GtkWidget *
make_layers (ImagetteEvolutionControls *self)
{
  static const char *const names[NN_EVOLUTION_LAYERS] = { "C1", "C3" };
  GtkWidget *linked = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);

  gtk_widget_add_css_class (linked, "linked");
  for (int layer = 0; layer < NN_EVOLUTION_LAYERS; layer++)
    {
      GtkWidget *button = gtk_toggle_button_new_with_label (names[layer]);

      self->layers[layer] = button;
      gtk_widget_set_tooltip_text (button, _("The layer whose maps are shown"));
      gtk_widget_set_focus_on_click (button, FALSE);
      if (layer > 0)
        gtk_toggle_button_set_group (GTK_TOGGLE_BUTTON (button),
                                     GTK_TOGGLE_BUTTON (self->layers[0]));
      gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (button), layer == NN_FEATURE_C3);
      g_signal_connect (button, "toggled", G_CALLBACK (layer_toggled_cb), self);
      gtk_box_append (GTK_BOX (linked), button);
    }
  return linked;
}

static void
imagette_evolution_controls_init (ImagetteEvolutionControls *self)
{
  const char *const names[] = { _("scale: tile"), _("scale: row"), _("scale: all moments"), NULL };
  GtkWidget *widget = GTK_WIDGET (self);

  gtk_box_layout_set_spacing (GTK_BOX_LAYOUT (gtk_widget_get_layout_manager (widget)), 8);
  self->study = IMAGETTE_STUDY_CONTROLS (imagette_study_controls_new ());
  self->scope = imagette_parts_choice (names, G_CALLBACK (scope_chosen_cb), self);
  gtk_widget_set_tooltip_text (self->scope, _("What shares one scale of greys"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->scope), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("What shares one scale of greys"), -1);
  self->film = gtk_toggle_button_new ();
  gtk_button_set_icon_name (GTK_BUTTON (self->film), "media-playback-start-symbolic");
  gtk_widget_set_focus_on_click (self->film, FALSE);
  gtk_widget_set_tooltip_text (self->film, _("Play the moments as a film"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->film), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Play the moments as a film"), -1);
  g_signal_connect_swapped (self->film, "toggled", G_CALLBACK (film_toggled_cb), self);
  gtk_widget_set_parent (GTK_WIDGET (self->study), widget);
  gtk_widget_set_parent (self->film, widget);
  gtk_widget_set_parent (self->scope, widget);
  gtk_widget_set_parent (make_layers (self), widget);
}

GtkWidget *
imagette_evolution_controls_new (void)
{
  return g_object_new (IMAGETTE_TYPE_EVOLUTION_CONTROLS, NULL);
}

int
imagette_evolution_controls_get_layer (ImagetteEvolutionControls *self)
{
  GtkWidget *c1;

  g_return_val_if_fail (IMAGETTE_IS_EVOLUTION_CONTROLS (self), NN_FEATURE_C3);
  c1 = self->layers[NN_FEATURE_C1];
  return gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (c1)) ? NN_FEATURE_C1 : NN_FEATURE_C3;
}

void
imagette_evolution_controls_set_layer (ImagetteEvolutionControls *self,
                                       int                        layer)
{
  g_return_if_fail (IMAGETTE_IS_EVOLUTION_CONTROLS (self));
  g_return_if_fail (layer >= 0 && layer < NN_EVOLUTION_LAYERS);
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (self->layers[layer]), TRUE);
}

NnScope
imagette_evolution_controls_get_scope (ImagetteEvolutionControls *self)
{
  guint chosen;

  g_return_val_if_fail (IMAGETTE_IS_EVOLUTION_CONTROLS (self), NN_SCOPE_TILE);
  chosen = gtk_drop_down_get_selected (GTK_DROP_DOWN (self->scope));
  return scopes[MIN (chosen, G_N_ELEMENTS (scopes) - 1)];
}

void
imagette_evolution_controls_set_scope (ImagetteEvolutionControls *self,
                                       NnScope                    scope)
{
  g_return_if_fail (IMAGETTE_IS_EVOLUTION_CONTROLS (self));
  for (guint i = 0; i < G_N_ELEMENTS (scopes); i++)
    if (scopes[i] == scope)
      gtk_drop_down_set_selected (GTK_DROP_DOWN (self->scope), i);
}

void
imagette_evolution_controls_update (ImagetteEvolutionControls *self,
                                    NnSession                 *session,
                                    const NnPlace             *place,
                                    gboolean                   playable)
{
  g_return_if_fail (IMAGETTE_IS_EVOLUTION_CONTROLS (self));
  imagette_study_controls_update (self->study, session, place);
  gtk_widget_set_sensitive (self->film, playable);
}

void
imagette_evolution_controls_set_playing (ImagetteEvolutionControls *self,
                                         gboolean                   playing)
{
  g_return_if_fail (IMAGETTE_IS_EVOLUTION_CONTROLS (self));
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (self->film), playing);
}

gboolean
imagette_evolution_controls_get_playing (ImagetteEvolutionControls *self)
{
  g_return_val_if_fail (IMAGETTE_IS_EVOLUTION_CONTROLS (self), FALSE);
  return gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (self->film));
}
