/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "pages/features/imagette-evolution-panel.h"

#include "pages/features/imagette-evolution-words.h"

#include <glib/gi18n-lib.h>

struct _ImagetteEvolutionPanel
{
  AdwBin parent_instance;

  GtkWidget *box;
  ImagetteEvolutionGrid *grid;
  ImagetteEvolutionCurves *curves;
  ImagetteEvolutionSide *side;

  NnEvolution *evolution;         /* what is shown */
  GPtrArray *moments;             /* of NnMoment, as shown */
  NnDataset *dataset;
  int layer;
  NnColors colors;
  int map, column;                /* the cell beside the grid; column -1: the moment looked at */
};

enum { COLUMN_ACTIVATED, N_SIGNALS };
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (ImagetteEvolutionPanel, imagette_evolution_panel, ADW_TYPE_BIN)

/* The moment of a column of the grid among the evolution's; -1: not made yet. */
static int
find_shown (ImagetteEvolutionPanel *self,
            int                     column)
{
  return imagette_evolution_words_find (self->evolution,
                                        g_ptr_array_index (self->moments, column));
}

static void
show_cell (ImagetteEvolutionPanel *self)
{
  int column = self->column, shown = -1;

  if (self->evolution != NULL)
    {
      self->map = MIN (self->map, self->evolution->n_maps[self->layer] - 1);
      if (column < 0)
        column = imagette_evolution_grid_get_selected (self->grid);
      if (column < 0 || column >= (int) self->moments->len)
        column = (int) self->moments->len - 1;
      /* Now: the newest that there is. */
      while (self->column < 0 && column > 0 && find_shown (self, column) < 0)
        column--;
      shown = find_shown (self, column);
    }
  imagette_evolution_curves_choose (self->curves, self->map, self->evolution != NULL ? column : -1);
  if (shown < 0)
    imagette_evolution_side_clear (self->side);
  else
    imagette_evolution_side_show_cell (
      self->side, self->evolution, self->dataset, self->layer, self->map, shown, self->colors,
      imagette_evolution_grid_get_max (self->grid, self->map, column),
      ((const NnMoment *) g_ptr_array_index (self->moments, column))->spec.hyper.rms_clip);
}

/* The curves' moments stand under the grid's columns, however it is scrolled. */
static void
place_columns (ImagetteEvolutionPanel *self)
{
  graphene_rect_t first, second;

  imagette_evolution_grid_get_cell_rect (self->grid, 0, 0, &first);
  imagette_evolution_grid_get_cell_rect (self->grid, 0, 1, &second);
  imagette_plot_place_columns (imagette_evolution_curves_get_plot (self->curves),
                               (double) (first.origin.x + first.size.width / 2),
                               (double) (second.origin.x - first.origin.x));
}

static void
kind_chosen_cb (ImagetteEvolutionPanel *self)
{
  imagette_evolution_curves_set_kind (self->curves, imagette_evolution_side_get_kind (self->side));
}

static void
cell_hovered_cb (ImagetteEvolutionPanel *self,
                 int                     row,
                 int                     column)
{
  if (row >= 0)
    self->map = row;
  self->column = column;
  show_cell (self);
}

static void
column_activated_cb (ImagetteEvolutionPanel *self,
                     int                     column)
{
  g_signal_emit (self, signals[COLUMN_ACTIVATED], 0, column);
}

static void
imagette_evolution_panel_finalize (GObject *object)
{
  ImagetteEvolutionPanel *self = IMAGETTE_EVOLUTION_PANEL (object);

  g_clear_pointer (&self->evolution, nn_evolution_unref);
  g_clear_pointer (&self->moments, g_ptr_array_unref);
  g_clear_pointer (&self->dataset, nn_dataset_unref);

  G_OBJECT_CLASS (imagette_evolution_panel_parent_class)->finalize (object);
}

static void
imagette_evolution_panel_class_init (ImagetteEvolutionPanelClass *class)
{
  G_OBJECT_CLASS (class)->finalize = imagette_evolution_panel_finalize;
  signals[COLUMN_ACTIVATED] = g_signal_new ("column-activated", G_TYPE_FROM_CLASS (class),
                                            G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE,
                                            1, G_TYPE_INT);
}

static void
imagette_evolution_panel_init (ImagetteEvolutionPanel *self)
{
  GtkWidget *scrolled = gtk_scrolled_window_new (), *left;
  GtkAdjustment *across = gtk_scrolled_window_get_hadjustment (GTK_SCROLLED_WINDOW (scrolled));

  self->column = -1;
  self->grid = IMAGETTE_EVOLUTION_GRID (imagette_evolution_grid_new ());
  imagette_canvas_set_title (IMAGETTE_CANVAS (self->grid), _("Evolution"));
  g_signal_connect_swapped (self->grid, "cell-hovered", G_CALLBACK (cell_hovered_cb), self);
  g_signal_connect_swapped (self->grid, "column-activated", G_CALLBACK (column_activated_cb), self);
  self->side = IMAGETTE_EVOLUTION_SIDE (imagette_evolution_side_new ());
  g_signal_connect_swapped (self->side, "kind-chosen", G_CALLBACK (kind_chosen_cb), self);
  self->curves = IMAGETTE_EVOLUTION_CURVES (imagette_evolution_curves_new ());
  /* A long run has more moments than fit. */
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), GTK_WIDGET (self->grid));
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (scrolled), TRUE);
  gtk_widget_set_hexpand (scrolled, TRUE);
  gtk_widget_set_vexpand (scrolled, TRUE);
  g_signal_connect_object (across, "changed", G_CALLBACK (place_columns), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (across, "value-changed", G_CALLBACK (place_columns), self,
                           G_CONNECT_SWAPPED);
  left = gtk_box_new (GTK_ORIENTATION_VERTICAL, 4);
  gtk_box_append (GTK_BOX (left), scrolled);
  gtk_box_append (GTK_BOX (left), GTK_WIDGET (self->curves));
  self->box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 16);
  gtk_box_append (GTK_BOX (self->box), left);
  gtk_box_append (GTK_BOX (self->box), GTK_WIDGET (self->side));
  adw_bin_set_child (ADW_BIN (self), self->box);
}

GtkWidget *
imagette_evolution_panel_new (void)
{
  return g_object_new (IMAGETTE_TYPE_EVOLUTION_PANEL, NULL);
}

static gpointer
copy_moment (gconstpointer moment,
             gpointer      data)
{
  return nn_moment_ref ((NnMoment *) moment);
}

void
imagette_evolution_panel_update (ImagetteEvolutionPanel *self,
                                 NnEvolution            *evolution,
                                 GPtrArray              *moments,
                                 NnDataset              *dataset,
                                 int                     layer,
                                 NnColors                colors,
                                 int                     selected)
{
  g_return_if_fail (IMAGETTE_IS_EVOLUTION_PANEL (self));
  g_return_if_fail (dataset != NULL);
  g_return_if_fail (layer >= 0 && layer < NN_EVOLUTION_LAYERS);

  if (evolution != self->evolution || layer != self->layer)
    {
      NnEvolution *old = self->evolution;
      NnDataset *old_dataset = self->dataset;

      self->evolution = evolution != NULL ? nn_evolution_ref (evolution) : NULL;
      self->dataset = nn_dataset_ref (dataset);
      g_clear_pointer (&self->moments, g_ptr_array_unref);
      self->moments = g_ptr_array_copy (moments, copy_moment, NULL);
      g_ptr_array_set_free_func (self->moments, (GDestroyNotify) nn_moment_unref);
      self->layer = layer;
      g_clear_pointer (&old, nn_evolution_unref);
      g_clear_pointer (&old_dataset, nn_dataset_unref);
      imagette_evolution_words_fill (self->grid, evolution, self->moments, dataset, layer);
      imagette_evolution_curves_set (self->curves, evolution != NULL ? self->moments : NULL, layer);
      place_columns (self);
    }
  self->colors = colors;
  imagette_evolution_grid_set_colors (self->grid, colors);
  imagette_evolution_grid_set_selected (self->grid,
                                        MIN (selected, self->evolution != NULL
                                                         ? (int) self->moments->len - 1 : -1));
  show_cell (self);
}

void
imagette_evolution_panel_set_scope (ImagetteEvolutionPanel *self,
                                    NnScope                 scope)
{
  g_return_if_fail (IMAGETTE_IS_EVOLUTION_PANEL (self));

  imagette_evolution_grid_set_scope (self->grid, scope);
  show_cell (self);
}

void
imagette_evolution_panel_set_narrow (ImagetteEvolutionPanel *self,
                                     gboolean                narrow)
{
  g_return_if_fail (IMAGETTE_IS_EVOLUTION_PANEL (self));

  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->box), narrow ? GTK_ORIENTATION_VERTICAL
                                                                     : GTK_ORIENTATION_HORIZONTAL);
}

ImagetteEvolutionGrid *
imagette_evolution_panel_get_grid (ImagetteEvolutionPanel *self)
{
  g_return_val_if_fail (IMAGETTE_IS_EVOLUTION_PANEL (self), NULL);
  return self->grid;
}

ImagetteEvolutionCurves *
imagette_evolution_panel_get_curves (ImagetteEvolutionPanel *self)
{
  g_return_val_if_fail (IMAGETTE_IS_EVOLUTION_PANEL (self), NULL);
  return self->curves;
}

ImagetteEvolutionSide *
imagette_evolution_panel_get_side (ImagetteEvolutionPanel *self)
{
  g_return_val_if_fail (IMAGETTE_IS_EVOLUTION_PANEL (self), NULL);
  return self->side;
}
