/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pages/features/imagette-side.h"

#define MARGIN 6

struct _ImagetteSide
{
  AdwBin parent_instance;

  GtkWidget *overlay, *card;
  gboolean left, narrow;
};

G_DEFINE_FINAL_TYPE (ImagetteSide, imagette_side, ADW_TYPE_BIN)

static gboolean
place_cb (GtkOverlay   *overlay,
          GtkWidget    *widget,
          GdkRectangle *box,
          ImagetteSide *self)
{
  int width = gtk_widget_get_width (GTK_WIDGET (overlay));

  box->width = (self->narrow ? width : width / 2) - 2 * MARGIN;
  box->height = gtk_widget_get_height (GTK_WIDGET (overlay)) - 2 * MARGIN;
  box->x = self->left || self->narrow ? MARGIN : width - box->width - MARGIN;
  box->y = MARGIN;
  return TRUE;
}

static void
imagette_side_class_init (ImagetteSideClass *class)
{
}

static void
imagette_side_init (ImagetteSide *self)
{
  self->card = adw_bin_new ();
  gtk_widget_add_css_class (self->card, "card");
  gtk_widget_add_css_class (self->card, "detail");
  gtk_widget_set_visible (self->card, FALSE);
  self->overlay = gtk_overlay_new ();
  gtk_overlay_add_overlay (GTK_OVERLAY (self->overlay), self->card);
  g_signal_connect (self->overlay, "get-child-position", G_CALLBACK (place_cb), self);
  adw_bin_set_child (ADW_BIN (self), self->overlay);
}

GtkWidget *
imagette_side_new (GtkWidget *content,
                   GtkWidget *card)
{
  ImagetteSide *self = g_object_new (IMAGETTE_TYPE_SIDE, NULL);

  gtk_overlay_set_child (GTK_OVERLAY (self->overlay), content);
  adw_bin_set_child (ADW_BIN (self->card), card);
  return GTK_WIDGET (self);
}

void
imagette_side_open (ImagetteSide *self,
                    gboolean      left)
{
  g_return_if_fail (IMAGETTE_IS_SIDE (self));

  self->left = left;
  gtk_widget_set_visible (self->card, TRUE);
  gtk_widget_queue_allocate (self->overlay);
}

void
imagette_side_close (ImagetteSide *self)
{
  g_return_if_fail (IMAGETTE_IS_SIDE (self));
  gtk_widget_set_visible (self->card, FALSE);
}

gboolean
imagette_side_is_open (ImagetteSide *self)
{
  g_return_val_if_fail (IMAGETTE_IS_SIDE (self), FALSE);
  return gtk_widget_get_visible (self->card);
}

void
imagette_side_set_narrow (ImagetteSide *self,
                          gboolean      narrow)
{
  g_return_if_fail (IMAGETTE_IS_SIDE (self));

  self->narrow = narrow;
  gtk_widget_queue_allocate (self->overlay);
}
