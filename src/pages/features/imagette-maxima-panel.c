/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "pages/features/imagette-maxima-panel.h"

#include "pages/features/imagette-feature-words.h"
#include "pages/imagette-fit.h"
#include "pages/layers/imagette-sum-lines.h"

#include <glib/gi18n-lib.h>

struct _ImagetteMaximaPanel
{
  AdwBin parent_instance;

  GtkWidget *grid;
  ImagetteFit *fit;
  GPtrArray *tiles;               /* of ImagetteTile, children of the grid */
  NnFeatureLayer layer;           /* of the tiles */
  int n;                          /* tiles that are shown */
  gboolean narrow;
};

enum { OPENED, N_SIGNALS };
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (ImagetteMaximaPanel, imagette_maxima_panel, ADW_TYPE_BIN)

/* Columns of tiles, and pixels a value at the size of 1280 x 800. */
static const struct { int columns, scale; } looks[NN_N_FEATURES] = {
  { 3, 8 }, { 6, 5 }, { 14, 2 }, { 5, 7 },
};

static void
apply_size (double   factor,
            gpointer data)
{
  ImagetteMaximaPanel *self = data;
  int scale = MAX (1, (int) (looks[self->layer].scale * factor + 1e-6));

  for (int map = 0; map < self->n; map++)
    imagette_tile_set_scale (g_ptr_array_index (self->tiles, map), scale);
}

static void
activated_cb (ImagetteTile        *tile,
              ImagetteMaximaPanel *self)
{
  guint map;

  if (g_ptr_array_find (self->tiles, tile, &map))
    g_signal_emit (self, signals[OPENED], 0, (int) map);
}

static void
lay_out (ImagetteMaximaPanel *self)
{
  int columns = self->narrow ? 2 : looks[self->layer].columns;

  while ((int) self->tiles->len < self->n)
    {
      GtkWidget *tile = imagette_tile_new ();

      imagette_tile_set_room (IMAGETTE_TILE (tile), NN_IMAGE_SIDE, NN_IMAGE_SIDE);
      g_signal_connect (tile, "activated", G_CALLBACK (activated_cb), self);
      g_ptr_array_add (self->tiles, g_object_ref (tile));
    }
  for (int map = 0; map < (int) self->tiles->len; map++)
    {
      GtkWidget *tile = g_ptr_array_index (self->tiles, map);

      if (gtk_widget_get_parent (tile) != NULL)
        gtk_grid_remove (GTK_GRID (self->grid), tile);
      if (map < self->n)
        gtk_grid_attach (GTK_GRID (self->grid), tile, map % columns, map / columns, 1, 1);
    }
  imagette_fit_renew (self->fit);
}

static void
show_tile (ImagetteMaximaPanel *self,
           const NnMaxima      *maxima,
           int                  map)
{
  ImagetteTile *tile = g_ptr_array_index (self->tiles, map);
  g_autofree char *name = imagette_feature_map_words (self->layer, map);
  g_autofree char *title = g_strdup_printf ("%s · %s", imagette_feature_title (self->layer), name);
  g_autoptr (GString) caption = NULL;
  ImagetteField field;

  imagette_tile_set_title (tile, title);
  if (maxima == NULL)
    {
      imagette_tile_set_empty (tile, _("not computed yet"));
      imagette_tile_set_caption (tile, name);
      imagette_tile_set_badge (tile, NULL);
      return;
    }
  caption = g_string_new (self->layer == NN_FEATURE_F6 ? NULL : name);
  g_string_append (caption, caption->len > 0 ? " · " : "");
  imagette_sum_append_number (caption, (double) maxima->values[map], 2);
  field = imagette_feature_field (self->layer, maxima->row, maxima->column);
  imagette_tile_set_values (tile, nn_tensor_get_data (maxima->images[map]), NN_IMAGE_SIDE,
                            NN_IMAGE_SIDE, NN_TILE_INPUT, NN_COLORS_GREY, 1);
  imagette_tile_set_overlay (tile, field.row, field.column,
                             field.size < NN_IMAGE_SIDE ? field.size : 0, field.size);
  imagette_tile_set_caption (tile, caption->str);
  if (imagette_feature_is_muted (maxima->network, self->layer, map))
    imagette_tile_set_badge (tile, _("muted"));
  else
    imagette_tile_set_badge (tile, maxima->values[map] > 0 ? NULL : _("never positive"));
}

void
imagette_maxima_panel_update (ImagetteMaximaPanel *self,
                              const NnMaxima      *maxima,
                              NnFeatureLayer       layer,
                              int                  n)
{
  g_return_if_fail (IMAGETTE_IS_MAXIMA_PANEL (self));
  g_return_if_fail (maxima == NULL || (maxima->layer == layer && maxima->n == n));

  if (n != self->n || layer != self->layer)
    {
      self->n = n;
      self->layer = layer;
      lay_out (self);
    }
  for (int map = 0; map < n; map++)
    show_tile (self, maxima, map);
}

static void
imagette_maxima_panel_dispose (GObject *object)
{
  g_clear_pointer (&IMAGETTE_MAXIMA_PANEL (object)->tiles, g_ptr_array_unref);

  G_OBJECT_CLASS (imagette_maxima_panel_parent_class)->dispose (object);
}

static void
imagette_maxima_panel_class_init (ImagetteMaximaPanelClass *class)
{
  G_OBJECT_CLASS (class)->dispose = imagette_maxima_panel_dispose;
  signals[OPENED] = g_signal_new ("opened", G_TYPE_FROM_CLASS (class), G_SIGNAL_RUN_LAST, 0, NULL,
                                  NULL, NULL, G_TYPE_NONE, 1, G_TYPE_INT);
}

static void
imagette_maxima_panel_init (ImagetteMaximaPanel *self)
{
  self->tiles = g_ptr_array_new_with_free_func (g_object_unref);
  self->grid = gtk_grid_new ();
  gtk_grid_set_column_homogeneous (GTK_GRID (self->grid), TRUE);
  gtk_grid_set_column_spacing (GTK_GRID (self->grid), 12);
  gtk_grid_set_row_spacing (GTK_GRID (self->grid), 6);
  self->fit = IMAGETTE_FIT (imagette_fit_new (self->grid, apply_size, self));
  imagette_fit_set_tight (self->fit, TRUE);
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->fit));
}

GtkWidget *
imagette_maxima_panel_new (void)
{
  return g_object_new (IMAGETTE_TYPE_MAXIMA_PANEL, NULL);
}

void
imagette_maxima_panel_set_zoom (ImagetteMaximaPanel *self,
                                double               zoom)
{
  g_return_if_fail (IMAGETTE_IS_MAXIMA_PANEL (self));
  imagette_fit_set_zoom (self->fit, zoom);
}

void
imagette_maxima_panel_set_narrow (ImagetteMaximaPanel *self,
                                  gboolean             narrow)
{
  g_return_if_fail (IMAGETTE_IS_MAXIMA_PANEL (self));

  if (self->narrow == narrow)
    return;
  self->narrow = narrow;
  imagette_fit_set_narrow (self->fit, narrow);
  lay_out (self);
}

ImagetteTile *
imagette_maxima_panel_get_tile (ImagetteMaximaPanel *self,
                                int                  map)
{
  g_return_val_if_fail (IMAGETTE_IS_MAXIMA_PANEL (self), NULL);
  return map >= 0 && map < self->n ? g_ptr_array_index (self->tiles, map) : NULL;
}
