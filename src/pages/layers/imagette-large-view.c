/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pages/layers/imagette-large-view.h"

#include <adwaita.h>

#define MARGIN 12
#define PART_BESIDE 0.38          /* of the width, for the card */

struct _ImagetteLargeView
{
  GtkWidget parent_instance;

  GtkWidget *content;
  GtkWidget *card, *box;
  ImagetteTileDetail *detail;
  gboolean beside;                /* what it was opened for */
  gboolean narrow;
  gboolean was_beside;            /* what was last told */
};

enum { CHANGED, N_SIGNALS };
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (ImagetteLargeView, imagette_large_view, GTK_TYPE_WIDGET)

/* The tile lies in the right half: the card goes to the left. */
static gboolean
tile_is_right (ImagetteLargeView *self,
               int                width)
{
  ImagetteTile *tile = imagette_tile_detail_get_source (self->detail);
  graphene_point_t corner = { 0, 0 };

  return tile != NULL
         && gtk_widget_compute_point (GTK_WIDGET (tile), GTK_WIDGET (self),
                                      &GRAPHENE_POINT_INIT (0, 0), &corner)
         && corner.x > (float) width / 2;
}

static void
imagette_large_view_size_allocate (GtkWidget *widget,
                                   int        width,
                                   int        height,
                                   int        baseline)
{
  ImagetteLargeView *self = IMAGETTE_LARGE_VIEW (widget);
  const gboolean beside = imagette_large_view_is_beside (self);
  GtkAllocation box = { .y = MARGIN, .height = height - 2 * MARGIN };
  int least;

  if (!gtk_widget_get_visible (self->card))
    {
      gtk_widget_allocate (self->content, width, height, baseline, NULL);
      return;
    }
  gtk_widget_measure (self->card, GTK_ORIENTATION_HORIZONTAL, -1, &least, NULL, NULL, NULL);
  box.width = (int) (self->narrow ? width : beside ? PART_BESIDE * width : 0.5 * width) - 2 * MARGIN;
  box.width = MAX (box.width, least);
  gtk_widget_allocate (self->content, beside ? width - box.width - MARGIN : width, height, baseline,
                       NULL);
  box.x = self->narrow || (!beside && tile_is_right (self, width)) ? MARGIN
                                                                    : width - box.width - MARGIN;
  gtk_widget_measure (self->card, GTK_ORIENTATION_VERTICAL, box.width, &least, NULL, NULL, NULL);
  box.height = MAX (box.height, least);
  gtk_widget_size_allocate (self->card, &box, -1);
}

static void
imagette_large_view_measure (GtkWidget      *widget,
                             GtkOrientation  orientation,
                             int             for_size,
                             int            *minimum,
                             int            *natural,
                             int            *minimum_baseline,
                             int            *natural_baseline)
{
  gtk_widget_measure (IMAGETTE_LARGE_VIEW (widget)->content, orientation, for_size, minimum, natural,
                      minimum_baseline, natural_baseline);
}

/* The tile, or the room, is another one. */
static void
changed (ImagetteLargeView *self)
{
  const gboolean beside = imagette_large_view_is_beside (self);

  gtk_widget_queue_resize (GTK_WIDGET (self));
  if (beside == self->was_beside)
    return;
  self->was_beside = beside;
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
closed_cb (ImagetteLargeView *self)
{
  imagette_large_view_close (self);
}

static void
imagette_large_view_dispose (GObject *object)
{
  ImagetteLargeView *self = IMAGETTE_LARGE_VIEW (object);

  g_clear_pointer (&self->content, gtk_widget_unparent);
  g_clear_pointer (&self->card, gtk_widget_unparent);

  G_OBJECT_CLASS (imagette_large_view_parent_class)->dispose (object);
}

static void
imagette_large_view_class_init (ImagetteLargeViewClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = imagette_large_view_dispose;
  widget_class->measure = imagette_large_view_measure;
  widget_class->size_allocate = imagette_large_view_size_allocate;
  signals[CHANGED] = g_signal_new ("changed", IMAGETTE_TYPE_LARGE_VIEW, G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 0);
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
}

GtkWidget *
imagette_large_view_new (GtkWidget *content)
{
  ImagetteLargeView *self = g_object_new (IMAGETTE_TYPE_LARGE_VIEW, NULL);

  self->content = content;
  gtk_widget_set_parent (content, GTK_WIDGET (self));
  gtk_widget_set_parent (self->card, GTK_WIDGET (self));
  return GTK_WIDGET (self);
}

void
imagette_large_view_open (ImagetteLargeView *self,
                          ImagetteTile      *tile,
                          gboolean           beside)
{
  g_return_if_fail (IMAGETTE_IS_LARGE_VIEW (self) && IMAGETTE_IS_TILE (tile));

  if (tile == imagette_large_view_get_tile (self))
    {
      imagette_large_view_close (self);
      return;
    }
  imagette_tile_detail_set_source (self->detail, tile);
  gtk_widget_set_visible (self->card, TRUE);
  gtk_widget_grab_focus (GTK_WIDGET (self->detail));
  self->beside = beside;
  changed (self);
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
  changed (self);
  return TRUE;
}

ImagetteTile *
imagette_large_view_get_tile (ImagetteLargeView *self)
{
  g_return_val_if_fail (IMAGETTE_IS_LARGE_VIEW (self), NULL);
  return gtk_widget_get_visible (self->card) ? imagette_tile_detail_get_source (self->detail)
                                             : NULL;
}

gboolean
imagette_large_view_is_beside (ImagetteLargeView *self)
{
  g_return_val_if_fail (IMAGETTE_IS_LARGE_VIEW (self), FALSE);
  return gtk_widget_get_visible (self->card) && self->beside && !self->narrow;
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
  changed (self);
}
