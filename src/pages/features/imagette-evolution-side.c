/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "pages/features/imagette-evolution-side.h"

#include "pages/features/imagette-evolution-words.h"
#include "pages/features/imagette-feature-words.h"
#include "pages/imagette-hands-words.h"
#include "pages/imagette-parts.h"
#include "widgets/imagette-note.h"

#include <glib/gi18n-lib.h>

#define TILE_SCALE 7
#define WORDS_CHARS 26
#define WORDS_LINES 4

struct _ImagetteEvolutionSide
{
  GtkWidget parent_instance;

  ImagetteTile *tile;
  ImagetteNote *words;
  GtkWidget *kind;
};

enum { KIND_CHOSEN, N_SIGNALS };
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (ImagetteEvolutionSide, imagette_evolution_side, GTK_TYPE_WIDGET)

static void
kind_chosen_cb (ImagetteEvolutionSide *self)
{
  g_signal_emit (self, signals[KIND_CHOSEN], 0);
}

static void
imagette_evolution_side_dispose (GObject *object)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);

  G_OBJECT_CLASS (imagette_evolution_side_parent_class)->dispose (object);
}

static void
imagette_evolution_side_class_init (ImagetteEvolutionSideClass *class)
{
  G_OBJECT_CLASS (class)->dispose = imagette_evolution_side_dispose;
  signals[KIND_CHOSEN] = g_signal_new ("kind-chosen", G_TYPE_FROM_CLASS (class), G_SIGNAL_RUN_LAST,
                                       0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (class), GTK_TYPE_BOX_LAYOUT);
}

static void
imagette_evolution_side_init (ImagetteEvolutionSide *self)
{
  const char *const kinds[] = { _("curves: weights"), _("curves: change"),
                                _("curves: since the start"), NULL };
  GtkLayoutManager *layout = gtk_widget_get_layout_manager (GTK_WIDGET (self));
  GtkWidget *hint = imagette_parts_text (NULL);

  gtk_orientable_set_orientation (GTK_ORIENTABLE (layout), GTK_ORIENTATION_VERTICAL);
  gtk_box_layout_set_spacing (GTK_BOX_LAYOUT (layout), 8);
  self->tile = IMAGETTE_TILE (imagette_tile_new ());
  imagette_tile_set_title (self->tile, _("projection"));
  imagette_tile_set_scale (self->tile, TILE_SCALE);
  imagette_tile_set_room (self->tile, NN_IMAGE_SIDE, NN_IMAGE_SIDE);
  self->words = IMAGETTE_NOTE (imagette_note_new (WORDS_CHARS, WORDS_LINES));
  gtk_label_set_text (GTK_LABEL (hint),
                      _("An orange corner: another digit is the strongest than one moment "
                        "before. Click a column to look at its moment."));
  gtk_label_set_max_width_chars (GTK_LABEL (hint), WORDS_CHARS);
  self->kind = imagette_parts_choice (kinds, G_CALLBACK (kind_chosen_cb), self);
  gtk_drop_down_set_selected (GTK_DROP_DOWN (self->kind), IMAGETTE_CURVE_STEP);
  gtk_widget_set_tooltip_text (self->kind, _("What the curves under the grid show"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->kind), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("What the curves under the grid show"), -1);
  gtk_widget_set_parent (GTK_WIDGET (self->tile), GTK_WIDGET (self));
  gtk_widget_set_parent (GTK_WIDGET (self->words), GTK_WIDGET (self));
  gtk_widget_set_parent (hint, GTK_WIDGET (self));
  gtk_widget_set_parent (self->kind, GTK_WIDGET (self));
}

GtkWidget *
imagette_evolution_side_new (void)
{
  return g_object_new (IMAGETTE_TYPE_EVOLUTION_SIDE, NULL);
}

void
imagette_evolution_side_clear (ImagetteEvolutionSide *self)
{
  g_return_if_fail (IMAGETTE_IS_EVOLUTION_SIDE (self));

  imagette_tile_set_empty (self->tile, _("not computed yet"));
  imagette_tile_set_badge (self->tile, NULL);
  imagette_note_set_text (self->words, NULL);
}

void
imagette_evolution_side_show_cell (ImagetteEvolutionSide *self,
                                   const NnEvolution     *evolution,
                                   const NnDataset       *dataset,
                                   int                    layer,
                                   int                    map,
                                   int                    column,
                                   NnColors               colors,
                                   float                  m,
                                   float                  rms_clip)
{
  const NnEvolutionCell *cell;
  const NnNetwork *network;
  const NnLayer *found;
  g_autofree char *cell_words = NULL;

  g_return_if_fail (IMAGETTE_IS_EVOLUTION_SIDE (self));

  cell = nn_evolution_get_cell (evolution, layer, map, column);
  network = evolution->columns[column]->network;
  found = nn_network_find_layer (network, nn_feature_layer_to_string ((NnFeatureLayer) layer));
  cell_words = imagette_evolution_words_cell (evolution, dataset, layer, map, column);
  if (cell->projection != NULL)
    imagette_tile_set_values (self->tile, nn_tensor_get_data (cell->projection), NN_IMAGE_SIDE,
                              NN_IMAGE_SIDE, NN_TILE_SIGNED, colors, m);
  else
    imagette_tile_set_empty (self->tile, imagette_feature_silence (network, (NnFeatureLayer) layer,
                                                                   map, cell->state));
  imagette_tile_set_badge (self->tile,
                           imagette_hands_word (network, rms_clip,
                                                (int) (found - nn_network_get_layers (network, NULL)),
                                                map));
  imagette_note_set_text (self->words, cell_words);
}

ImagetteTile *
imagette_evolution_side_get_tile (ImagetteEvolutionSide *self)
{
  g_return_val_if_fail (IMAGETTE_IS_EVOLUTION_SIDE (self), NULL);
  return self->tile;
}

const char *
imagette_evolution_side_get_words (ImagetteEvolutionSide *self)
{
  g_return_val_if_fail (IMAGETTE_IS_EVOLUTION_SIDE (self), NULL);
  return imagette_note_get_text (self->words);
}

ImagetteCurveKind
imagette_evolution_side_get_kind (ImagetteEvolutionSide *self)
{
  guint kind;

  g_return_val_if_fail (IMAGETTE_IS_EVOLUTION_SIDE (self), IMAGETTE_CURVE_STEP);
  kind = gtk_drop_down_get_selected (GTK_DROP_DOWN (self->kind));
  return (ImagetteCurveKind) MIN (kind, IMAGETTE_CURVE_CHANGE);
}

void
imagette_evolution_side_set_kind (ImagetteEvolutionSide *self,
                                  ImagetteCurveKind      kind)
{
  g_return_if_fail (IMAGETTE_IS_EVOLUTION_SIDE (self));
  gtk_drop_down_set_selected (GTK_DROP_DOWN (self->kind), kind);
}
