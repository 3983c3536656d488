/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "pages/features/imagette-evolution-side.h"

#include "pages/features/imagette-evolution-words.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#define TILE_SCALE 7
#define WORDS_CHARS 26

struct _ImagetteEvolutionSide
{
  GtkWidget parent_instance;

  ImagetteTile *tile;
  GtkWidget *words;
  ImagettePlot *plot;
};

G_DEFINE_FINAL_TYPE (ImagetteEvolutionSide, imagette_evolution_side, GTK_TYPE_WIDGET)

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
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (class), GTK_TYPE_BOX_LAYOUT);
}

static void
imagette_evolution_side_init (ImagetteEvolutionSide *self)
{
  GtkLayoutManager *layout = gtk_widget_get_layout_manager (GTK_WIDGET (self));

  gtk_orientable_set_orientation (GTK_ORIENTABLE (layout), GTK_ORIENTATION_VERTICAL);
  gtk_box_layout_set_spacing (GTK_BOX_LAYOUT (layout), 8);
  self->tile = IMAGETTE_TILE (imagette_tile_new ());
  imagette_tile_set_title (self->tile, _("projection"));
  imagette_tile_set_scale (self->tile, TILE_SCALE);
  imagette_tile_set_room (self->tile, NN_IMAGE_SIDE, NN_IMAGE_SIDE);
  self->words = gtk_label_new (NULL);
  gtk_label_set_wrap (GTK_LABEL (self->words), TRUE);
  gtk_label_set_xalign (GTK_LABEL (self->words), 0);
  gtk_label_set_yalign (GTK_LABEL (self->words), 0);
  gtk_label_set_width_chars (GTK_LABEL (self->words), WORDS_CHARS);
  gtk_label_set_max_width_chars (GTK_LABEL (self->words), WORDS_CHARS);
  self->plot = IMAGETTE_PLOT (imagette_plot_new ());
  g_object_set (self->plot, "heading", _("weights of the filter"), "title",
                _("weights of the filter"), "x-label", _("moment"), "empty-text",
                _("not computed yet"), NULL);
  gtk_widget_set_vexpand (GTK_WIDGET (self->plot), TRUE);
  gtk_widget_set_parent (GTK_WIDGET (self->tile), GTK_WIDGET (self));
  gtk_widget_set_parent (self->words, GTK_WIDGET (self));
  gtk_widget_set_parent (GTK_WIDGET (self->plot), GTK_WIDGET (self));
}

GtkWidget *
imagette_evolution_side_new (void)
{
  return g_object_new (IMAGETTE_TYPE_EVOLUTION_SIDE, NULL);
}

static void
show_filter (ImagetteEvolutionSide *self,
             const NnEvolution     *evolution,
             int                    layer,
             int                    map,
             int                    column)
{
  const char *const names[] = { _("RMS"), _("since the moment before"), _("since the start") };
  static const int colors[] = { 0, 1, 3 };        /* not the mark's orange */
  gsize n = (gsize) evolution->n_columns;
  g_autofree float *x = g_new (float, n);
  g_autofree float *y = g_new (float, n);

  imagette_plot_clear_series (self->plot);
  for (int series = 0; series < (int) G_N_ELEMENTS (names); series++)
    {
      for (gsize i = 0; i < n; i++)
        {
          const NnFilterChange *filter = nn_evolution_get_filter (evolution, layer, map, (int) i);

          x[i] = (float) i;
          y[i] = (float) (series == 0 ? filter->rms : series == 1 ? filter->step : filter->change);
        }
      imagette_plot_add_series (self->plot, names[series], NN_LINE_BOLD, colors[series]);
      imagette_plot_set_points (self->plot, series, x, y, n);
    }
  imagette_plot_set_mark (self->plot, column);
}

void
imagette_evolution_side_clear (ImagetteEvolutionSide *self)
{
  g_return_if_fail (IMAGETTE_IS_EVOLUTION_SIDE (self));

  imagette_tile_set_empty (self->tile, _("not computed yet"));
  imagette_plot_clear_series (self->plot);
  imagette_plot_set_mark (self->plot, (double) NAN);
  gtk_label_set_text (GTK_LABEL (self->words), NULL);
}

void
imagette_evolution_side_show_cell (ImagetteEvolutionSide *self,
                                   const NnEvolution     *evolution,
                                   const NnDataset       *dataset,
                                   int                    layer,
                                   int                    map,
                                   int                    column,
                                   NnColors               colors,
                                   float                  m)
{
  const NnEvolutionCell *cell;
  g_autofree char *cell_words = NULL;
  g_autofree char *words = NULL;

  g_return_if_fail (IMAGETTE_IS_EVOLUTION_SIDE (self));

  cell = nn_evolution_get_cell (evolution, layer, map, column);
  cell_words = imagette_evolution_words_cell (evolution, dataset, layer, map, column);
  if (cell->projection != NULL)
    imagette_tile_set_values (self->tile, nn_tensor_get_data (cell->projection), NN_IMAGE_SIDE,
                              NN_IMAGE_SIDE, NN_TILE_SIGNED, colors, m);
  else
    imagette_tile_set_empty (self->tile, _("dead: not positive on any digit"));
  words = g_strdup_printf ("%s\n\n%s", cell_words,
                           _("An orange corner: another digit is the strongest than one moment "
                             "before. Click a column to look at its moment."));
  gtk_label_set_text (GTK_LABEL (self->words), words);
  show_filter (self, evolution, layer, map, column);
}

ImagetteTile *
imagette_evolution_side_get_tile (ImagetteEvolutionSide *self)
{
  g_return_val_if_fail (IMAGETTE_IS_EVOLUTION_SIDE (self), NULL);
  return self->tile;
}

ImagettePlot *
imagette_evolution_side_get_plot (ImagetteEvolutionSide *self)
{
  g_return_val_if_fail (IMAGETTE_IS_EVOLUTION_SIDE (self), NULL);
  return self->plot;
}
