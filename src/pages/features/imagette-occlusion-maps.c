/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "pages/features/imagette-occlusion-maps.h"

#include "pages/features/imagette-feature-words.h"
#include "pages/features/imagette-occlusion-projection.h"

#include <glib/gi18n-lib.h>

struct _ImagetteOcclusionMaps
{
  GtkWidget parent_instance;

  GtkWidget *grid;
  ImagetteHeatMap *panels[IMAGETTE_N_PANELS];
  NnOcclusion *occlusion;
  ImagetteOcclusionProjection *projection;
  gboolean explain;
};

enum { CELL_HOVERED, CELL_ACTIVATED, N_SIGNALS };
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (ImagetteOcclusionMaps, imagette_occlusion_maps, GTK_TYPE_WIDGET)

static void
cell_hovered_cb (ImagetteHeatMap       *panel,
                 int                    row,
                 int                    column,
                 ImagetteOcclusionMaps *self)
{
  for (int i = 0; i < IMAGETTE_N_PANELS; i++)
    if (self->panels[i] != panel)
      imagette_cell_canvas_set_cursor (IMAGETTE_CELL_CANVAS (self->panels[i]), row, column);
  g_signal_emit (self, signals[CELL_HOVERED], 0, row, column);
}

static void
cell_activated_cb (ImagetteHeatMap       *panel,
                   int                    row,
                   int                    column,
                   ImagetteOcclusionMaps *self)
{
  g_signal_emit (self, signals[CELL_ACTIVATED], 0, row, column);
}

static void
imagette_occlusion_maps_dispose (GObject *object)
{
  ImagetteOcclusionMaps *self = IMAGETTE_OCCLUSION_MAPS (object);

  g_clear_pointer (&self->occlusion, nn_occlusion_unref);
  g_clear_pointer (&self->projection, imagette_occlusion_projection_free);
  g_clear_pointer (&self->grid, gtk_widget_unparent);

  G_OBJECT_CLASS (imagette_occlusion_maps_parent_class)->dispose (object);
}

static void
imagette_occlusion_maps_class_init (ImagetteOcclusionMapsClass *class)
{
  static const char *const names[N_SIGNALS] = { "cell-hovered", "cell-activated" };

  G_OBJECT_CLASS (class)->dispose = imagette_occlusion_maps_dispose;
  for (int i = 0; i < N_SIGNALS; i++)
    signals[i] = g_signal_new (names[i], G_TYPE_FROM_CLASS (class), G_SIGNAL_RUN_LAST, 0, NULL,
                               NULL, NULL, G_TYPE_NONE, 2, G_TYPE_INT, G_TYPE_INT);
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (class), GTK_TYPE_BIN_LAYOUT);
}

static void
imagette_occlusion_maps_init (ImagetteOcclusionMaps *self)
{
  self->grid = gtk_grid_new ();
  gtk_grid_set_row_homogeneous (GTK_GRID (self->grid), TRUE);
  gtk_grid_set_column_homogeneous (GTK_GRID (self->grid), TRUE);
  gtk_grid_set_row_spacing (GTK_GRID (self->grid), 8);
  gtk_grid_set_column_spacing (GTK_GRID (self->grid), 12);
  gtk_widget_set_parent (self->grid, GTK_WIDGET (self));
  for (int i = 0; i < IMAGETTE_N_PANELS; i++)
    {
      self->panels[i] = IMAGETTE_HEAT_MAP (imagette_heat_map_new ());
      gtk_widget_set_hexpand (GTK_WIDGET (self->panels[i]), TRUE);
      gtk_widget_set_vexpand (GTK_WIDGET (self->panels[i]), TRUE);
      g_signal_connect (self->panels[i], "cell-hovered", G_CALLBACK (cell_hovered_cb), self);
      g_signal_connect (self->panels[i], "cell-activated", G_CALLBACK (cell_activated_cb), self);
      gtk_grid_attach (GTK_GRID (self->grid), GTK_WIDGET (self->panels[i]), i % 2, i / 2, 1, 1);
    }
  self->projection = imagette_occlusion_projection_new (self->panels[IMAGETTE_PANEL_PROJECTION]);
}

GtkWidget *
imagette_occlusion_maps_new (void)
{
  return g_object_new (IMAGETTE_TYPE_OCCLUSION_MAPS, NULL);
}

/* ---- all of them ---- */

static void
set_titles (ImagetteOcclusionMaps *self,
            NnFrame               *frame,
            gboolean               margin)
{
  g_autofree char *name = g_strdup_printf (_("total of C3 map %d"), self->occlusion->map + 1);
  const gboolean muted = frame != NULL && self->occlusion->map >= 0
                         && imagette_feature_is_muted (frame->network, NN_FEATURE_C3,
                                                       self->occlusion->map);
  g_autofree char *total = g_strconcat (name, muted ? " · " : NULL, _("muted"), NULL);
  g_autofree char *probability = g_strdup_printf (margin ? _("margin of %d")
                                                         : _("probability of %d"),
                                                  self->occlusion->label);
  const char *const titles[] = { total, _("its projection"), probability, _("it reads") };

  for (int i = 0; i < IMAGETTE_N_PANELS; i++)
    imagette_canvas_set_title (IMAGETTE_CANVAS (self->panels[i]), titles[i]);
}

int
imagette_occlusion_maps_explain (ImagetteOcclusionMaps *self,
                                 gboolean               explain)
{
  int cells[IMAGETTE_HEAT_MARKS], n = 0;

  g_return_val_if_fail (IMAGETTE_IS_OCCLUSION_MAPS (self), -1);

  self->explain = explain;
  if (explain && self->occlusion != NULL)
    n = nn_occlusion_explain (self->occlusion, cells, IMAGETTE_HEAT_MARKS);
  imagette_heat_map_set_marks (self->panels[IMAGETTE_PANEL_PROBABILITY], cells, n);
  return explain && self->occlusion != NULL ? n : -1;
}

void
imagette_occlusion_maps_update (ImagetteOcclusionMaps *self,
                                NnOcclusion           *occlusion,
                                NnFrame               *frame,
                                gboolean               margin,
                                NnColors               colors)
{
  NnTensor *shown;

  g_return_if_fail (IMAGETTE_IS_OCCLUSION_MAPS (self));

  if (occlusion == NULL)
    {
      for (int i = 0; i < IMAGETTE_N_PANELS; i++)
        imagette_heat_map_set_empty (self->panels[i], NULL);
      return;
    }
  nn_occlusion_ref (occlusion);
  g_clear_pointer (&self->occlusion, nn_occlusion_unref);
  self->occlusion = occlusion;
  for (int i = 0; i <= IMAGETTE_PANEL_PROJECTION; i++)
    gtk_widget_set_visible (GTK_WIDGET (self->panels[i]), occlusion->total != NULL);
  if (occlusion->total != NULL)
    imagette_heat_map_set_range (self->panels[IMAGETTE_PANEL_TOTAL],
                                 nn_tensor_get_data (occlusion->total), colors);
  if (frame != NULL)
    imagette_occlusion_projection_update (self->projection, frame, occlusion->map, colors);
  shown = margin ? occlusion->margin : occlusion->probability;
  imagette_heat_map_set_percent (self->panels[IMAGETTE_PANEL_PROBABILITY], !margin);
  imagette_heat_map_set_values (self->panels[IMAGETTE_PANEL_PROBABILITY],
                                nn_tensor_get_data (shown),
                                margin ? NN_TILE_SIGNED : NN_TILE_ACTIVATION, colors,
                                margin ? nn_tensor_abs_max (shown) : 1);
  imagette_heat_map_set_classes (self->panels[IMAGETTE_PANEL_CLASS], occlusion->best);
  set_titles (self, frame, margin);
  imagette_occlusion_maps_explain (self, self->explain);
}

ImagetteHeatMap *
imagette_occlusion_maps_get_panel (ImagetteOcclusionMaps *self,
                                   ImagettePanel          panel)
{
  g_return_val_if_fail (IMAGETTE_IS_OCCLUSION_MAPS (self), NULL);
  return self->panels[panel];
}

void
imagette_occlusion_maps_set_narrow (ImagetteOcclusionMaps *self,
                                    gboolean               narrow)
{
  g_return_if_fail (IMAGETTE_IS_OCCLUSION_MAPS (self));

  for (int i = 0; i < IMAGETTE_N_PANELS; i++)
    {
      GtkWidget *panel = GTK_WIDGET (self->panels[i]);

      g_object_ref (panel);
      gtk_grid_remove (GTK_GRID (self->grid), panel);
      gtk_grid_attach (GTK_GRID (self->grid), panel, narrow ? 0 : i % 2, narrow ? i : i / 2, 1, 1);
      g_object_unref (panel);
    }
}
