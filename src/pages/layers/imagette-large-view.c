/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pages/layers/imagette-large-view.h"

#define MARGIN 12

struct _ImagetteLargeView
{
  AdwBin parent_instance;

  GtkWidget *overlay;
  GtkWidget *card, *box;
  ImagetteTileDetail *detail;
  gboolean narrow;
};

G_DEFINE_FINAL_TYPE (ImagetteLargeView, imagette_large_view, ADW_TYPE_BIN)

static gboolean
place_cb (GtkOverlay        *overlay,
          GtkWidget         *widget,
          GdkRectangle      *box,
          ImagetteLargeView *self)
{
  int width = gtk_widget_get_width (GTK_WIDGET (overlay));
  int height = gtk_widget_get_height (GTK_WIDGET (overlay));
  ImagetteTile *tile = imagette_tile_detail_get_source (self->detail);
  graphene_point_t corner = { 0, 0 };
  gboolean left = tile != NULL
                  && gtk_widget_compute_point (GTK_WIDGET (tile), GTK_WIDGET (overlay),
                                               &GRAPHENE_POINT_INIT (0, 0), &corner)
                  && corner.x > (float) width / 2;

  box->width = (self->narrow ? width : width / 2) - 2 * MARGIN;
  box->height = height - 2 * MARGIN;
  box->x = left || self->narrow ? MARGIN : width - box->width - MARGIN;
  box->y = MARGIN;
  return TRUE;
}

static void
closed_cb (ImagetteLargeView *self)
{
  imagette_large_view_close (self);
}

static void
imagette_large_view_class_init (ImagetteLargeViewClass *class)
{
}

static void
imagette_large_view_init (ImagetteLargeView *self)
{
  self->detail = IMAGETTE_TILE_DETAIL (imagette_tile_detail_new ());
  g_signal_connect_swapped (self->detail, "closed", G_CALLBACK (closed_cb), self);
  self->card = adw_bin_new ();
  gtk_widget_add_css_class (self->card, "card");
  gtk_widget_add_css_class (self->card, "detail");
  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  gtk_widget_set_vexpand (GTK_WIDGET (self->detail), TRUE);
  gtk_box_append (GTK_BOX (self->box), GTK_WIDGET (self->detail));
  adw_bin_set_child (ADW_BIN (self->card), self->box);
  gtk_widget_set_visible (self->card, FALSE);

  self->overlay = gtk_overlay_new ();
  gtk_overlay_add_overlay (GTK_OVERLAY (self->overlay), self->card);
  g_signal_connect (self->overlay, "get-child-position", G_CALLBACK (place_cb), self);
  adw_bin_set_child (ADW_BIN (self), self->overlay);
}

GtkWidget *
imagette_large_view_new (GtkWidget *content)
{
  ImagetteLargeView *self = g_object_new (IMAGETTE_TYPE_LARGE_VIEW, NULL);

  gtk_overlay_set_child (GTK_OVERLAY (self->overlay), content);
  return GTK_WIDGET (self);
}

void
imagette_large_view_open (ImagetteLargeView *self,
                          ImagetteTile      *tile)
{
  g_return_if_fail (IMAGETTE_IS_LARGE_VIEW (self) && IMAGETTE_IS_TILE (tile));

  if (tile == imagette_large_view_get_tile (self))
    {
      imagette_large_view_close (self);
      return;
    }
  imagette_tile_detail_set_source (self->detail, tile);
  gtk_widget_set_visible (self->card, TRUE);
  gtk_widget_queue_allocate (self->overlay);
  gtk_widget_grab_focus (GTK_WIDGET (self->detail));
}

gboolean
imagette_large_view_close (ImagetteLargeView *self)
{
  ImagetteTile *tile;

  g_return_val_if_fail (IMAGETTE_IS_LARGE_VIEW (self), FALSE);

  if (!gtk_widget_get_visible (self->card))
    return FALSE;
  tile = imagette_tile_detail_get_source (self->detail);
  gtk_widget_set_visible (self->card, FALSE);
  /* Back to where one came from. */
  if (tile != NULL)
    gtk_widget_grab_focus (GTK_WIDGET (tile));
  imagette_tile_detail_set_source (self->detail, NULL);
  return TRUE;
}

ImagetteTile *
imagette_large_view_get_tile (ImagetteLargeView *self)
{
  g_return_val_if_fail (IMAGETTE_IS_LARGE_VIEW (self), NULL);
  return gtk_widget_get_visible (self->card) ? imagette_tile_detail_get_source (self->detail)
                                             : NULL;
}

void
imagette_large_view_set_foot (ImagetteLargeView *self,
                              GtkWidget         *foot)
{
  g_return_if_fail (IMAGETTE_IS_LARGE_VIEW (self) && GTK_IS_WIDGET (foot));
  gtk_box_append (GTK_BOX (self->box), foot);
}

ImagetteTileDetail *
imagette_large_view_get_detail (ImagetteLargeView *self)
{
  g_return_val_if_fail (IMAGETTE_IS_LARGE_VIEW (self), NULL);
  return self->detail;
}

void
imagette_large_view_set_narrow (ImagetteLargeView *self,
                                gboolean           narrow)
{
  g_return_if_fail (IMAGETTE_IS_LARGE_VIEW (self));

  self->narrow = narrow;
  gtk_widget_queue_allocate (self->overlay);
}
