/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "pages/features/imagette-figure2-panel.h"

#include "pages/features/imagette-feature-words.h"
#include "pages/features/imagette-side.h"
#include "pages/imagette-fit.h"

#include <glib/gi18n-lib.h>

struct _ImagetteFigure2Panel
{
  AdwBin parent_instance;

  ImagetteSide *side;
  GtkWidget *stack, *grid, *none;
  ImagetteFit *fit;
  GPtrArray *blocks;              /* of ImagettePatchBlock, children of the grid */
  ImagetteFigure2Detail *detail;

  NnFeatures *features;           /* what is shown */
  NnDataset *dataset;
  NnFeatureLayer layer;
  NnColors colors;
  int n_maps, columns;
  int open_map, open_i;           /* -1: nothing is */
  gboolean narrow;
  float rms_clip;
};

enum { OPENED, N_SIGNALS };
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (ImagetteFigure2Panel, imagette_figure2_panel, ADW_TYPE_BIN)

/* Columns of blocks, and pixels a value at the size of 1280 x 800. */
static const struct { int columns, scale; } looks[NN_N_FEATURES] = {
  { 3, 8 }, { 4, 3 }, { 3, 2 }, { 3, 2 },
};

static void
apply_size (double   factor,
            gpointer data)
{
  ImagetteFigure2Panel *self = data;
  int scale = MAX (1, (int) (looks[self->layer].scale * factor + 1e-6));

  for (int map = 0; map < self->n_maps; map++)
    imagette_patch_block_set_scale (g_ptr_array_index (self->blocks, map), scale);
}

static void
show_open (ImagetteFigure2Panel *self)
{
  if (self->open_map < 0)
    return;
  imagette_figure2_detail_show (self->detail, self->features, self->dataset, self->layer,
                                self->open_map, self->open_i, self->colors, self->rms_clip);
  imagette_side_open (self->side, self->open_map % self->columns >= (self->columns + 1) / 2);
}

gboolean
imagette_figure2_panel_close (ImagetteFigure2Panel *self)
{
  ImagettePatchBlock *block;

  g_return_val_if_fail (IMAGETTE_IS_FIGURE2_PANEL (self), FALSE);
  if (self->open_map < 0)
    return FALSE;
  block = g_ptr_array_index (self->blocks, self->open_map);
  imagette_patch_block_set_selected (block, -1);
  self->open_map = -1;
  imagette_side_close (self->side);
  gtk_widget_grab_focus (GTK_WIDGET (block));
  return TRUE;
}

static void
cell_activated_cb (ImagettePatchBlock   *block,
                   int                   i,
                   ImagetteFigure2Panel *self)
{
  guint map;

  if (!g_ptr_array_find (self->blocks, block, &map))
    return;
  if (self->open_map >= 0)
    imagette_patch_block_set_selected (g_ptr_array_index (self->blocks, self->open_map), -1);
  self->open_map = (int) map;
  self->open_i = i;
  imagette_patch_block_set_selected (block, i);
  show_open (self);
  g_signal_emit (self, signals[OPENED], 0, (int) map, i);
}

/* ---- the blocks ---- */

static void
lay_out (ImagetteFigure2Panel *self)
{
  self->columns = self->narrow ? 1 : looks[self->layer].columns;
  while (self->blocks->len < (guint) self->n_maps)
    {
      GtkWidget *block = imagette_patch_block_new ();

      g_signal_connect (block, "cell-activated", G_CALLBACK (cell_activated_cb), self);
      g_ptr_array_add (self->blocks, g_object_ref (block));
    }
  for (guint map = 0; map < self->blocks->len; map++)
    {
      GtkWidget *block = g_ptr_array_index (self->blocks, map);

      if (gtk_widget_get_parent (block) != NULL)
        gtk_grid_remove (GTK_GRID (self->grid), block);
      if (map < (guint) self->n_maps)
        gtk_grid_attach (GTK_GRID (self->grid), block, (int) map % self->columns,
                         (int) map / self->columns, 1, 1);
    }
  imagette_fit_set_narrow (self->fit, self->narrow || self->layer >= NN_FEATURE_F6);
  imagette_fit_renew (self->fit);
}

void
imagette_figure2_panel_update (ImagetteFigure2Panel *self,
                               NnFeatures           *features,
                               NnDataset            *dataset,
                               NnFrame              *frame,
                               NnFeatureLayer        layer,
                               NnColors              colors)
{
  int n_maps;

  g_return_if_fail (IMAGETTE_IS_FIGURE2_PANEL (self) && dataset != NULL);

  n_maps = frame != NULL ? imagette_feature_count_maps (frame->network, layer) : 0;
  if (n_maps != self->n_maps || layer != self->layer)
    {
      imagette_figure2_panel_close (self);
      self->n_maps = n_maps;
      self->layer = layer;
      lay_out (self);
    }
  gtk_stack_set_visible_child (GTK_STACK (self->stack), frame != NULL && n_maps == 0
                                                          ? self->none : GTK_WIDGET (self->fit));
  g_clear_pointer (&self->features, nn_features_unref);
  g_clear_pointer (&self->dataset, nn_dataset_unref);
  self->features = features != NULL ? nn_features_ref (features) : NULL;
  self->dataset = nn_dataset_ref (dataset);
  self->colors = colors;
  self->rms_clip = frame != NULL ? frame->spec.hyper.rms_clip : 0;
  for (int map = 0; map < n_maps; map++)
    {
      imagette_patch_block_set_colors (g_ptr_array_index (self->blocks, map), colors);
      imagette_feature_fill (g_ptr_array_index (self->blocks, map), features, dataset, layer, map,
                             self->rms_clip);
    }
  show_open (self);
}

static void
imagette_figure2_panel_dispose (GObject *object)
{
  ImagetteFigure2Panel *self = IMAGETTE_FIGURE2_PANEL (object);

  g_clear_pointer (&self->blocks, g_ptr_array_unref);
  g_clear_pointer (&self->features, nn_features_unref);
  g_clear_pointer (&self->dataset, nn_dataset_unref);

  G_OBJECT_CLASS (imagette_figure2_panel_parent_class)->dispose (object);
}

static void
imagette_figure2_panel_class_init (ImagetteFigure2PanelClass *class)
{
  G_OBJECT_CLASS (class)->dispose = imagette_figure2_panel_dispose;
  signals[OPENED] = g_signal_new ("opened", G_TYPE_FROM_CLASS (class), G_SIGNAL_RUN_LAST, 0, NULL,
                                  NULL, NULL, G_TYPE_NONE, 2, G_TYPE_INT, G_TYPE_INT);
}

static void
imagette_figure2_panel_init (ImagetteFigure2Panel *self)
{
  self->open_map = -1;
  self->columns = 1;
  self->blocks = g_ptr_array_new_with_free_func (g_object_unref);
  self->grid = gtk_grid_new ();
  gtk_grid_set_column_homogeneous (GTK_GRID (self->grid), TRUE);
  gtk_grid_set_row_homogeneous (GTK_GRID (self->grid), TRUE);
  gtk_grid_set_column_spacing (GTK_GRID (self->grid), 12);
  gtk_grid_set_row_spacing (GTK_GRID (self->grid), 6);
  self->fit = IMAGETTE_FIT (imagette_fit_new (self->grid, apply_size, self));
  imagette_fit_set_tight (self->fit, TRUE);

  self->none = gtk_label_new (_("This network is fully connected: it has no maps whose "
                                "patches could be shown. Start LeNet on the Train page."));
  gtk_label_set_wrap (GTK_LABEL (self->none), TRUE);
  self->stack = gtk_stack_new ();
  gtk_stack_add_child (GTK_STACK (self->stack), GTK_WIDGET (self->fit));
  gtk_stack_add_child (GTK_STACK (self->stack), self->none);

  self->detail = IMAGETTE_FIGURE2_DETAIL (imagette_figure2_detail_new ());
  g_signal_connect_swapped (self->detail, "closed", G_CALLBACK (imagette_figure2_panel_close),
                            self);
  self->side = IMAGETTE_SIDE (imagette_side_new (self->stack, GTK_WIDGET (self->detail)));
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->side));
}

GtkWidget *
imagette_figure2_panel_new (void)
{
  return g_object_new (IMAGETTE_TYPE_FIGURE2_PANEL, NULL);
}

void
imagette_figure2_panel_set_zoom (ImagetteFigure2Panel *self,
                                 double                zoom)
{
  g_return_if_fail (IMAGETTE_IS_FIGURE2_PANEL (self));
  imagette_fit_set_zoom (self->fit, zoom);
}

void
imagette_figure2_panel_set_narrow (ImagetteFigure2Panel *self,
                                   gboolean              narrow)
{
  g_return_if_fail (IMAGETTE_IS_FIGURE2_PANEL (self));

  if (self->narrow == narrow)
    return;
  self->narrow = narrow;
  imagette_side_set_narrow (self->side, narrow);
  lay_out (self);
}

ImagettePatchBlock *
imagette_figure2_panel_get_block (ImagetteFigure2Panel *self,
                                  int                   map)
{
  g_return_val_if_fail (IMAGETTE_IS_FIGURE2_PANEL (self), NULL);
  return map >= 0 && map < self->n_maps ? g_ptr_array_index (self->blocks, map) : NULL;
}

ImagetteFigure2Detail *
imagette_figure2_panel_get_detail (ImagetteFigure2Panel *self)
{
  g_return_val_if_fail (IMAGETTE_IS_FIGURE2_PANEL (self), NULL);
  return self->open_map >= 0 ? self->detail : NULL;
}
