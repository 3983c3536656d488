/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "pages/layers/imagette-dense-row.h"

#include "pages/imagette-parts.h"

#include <glib/gi18n-lib.h>

#define COLUMNS 12

struct _ImagetteDenseRow
{
  GtkBox parent_instance;

  ImagetteStrip *strip;
  GtkWidget *label;
  const char *layer;              /* of the network's table, static */
};

G_DEFINE_FINAL_TYPE (ImagetteDenseRow, imagette_dense_row, GTK_TYPE_BOX)

static void
imagette_dense_row_class_init (ImagetteDenseRowClass *class)
{
}

static void
imagette_dense_row_init (ImagetteDenseRow *self)
{
  gtk_box_set_spacing (GTK_BOX (self), 8);
  self->strip = IMAGETTE_STRIP (imagette_strip_new ());
  imagette_strip_set_columns (self->strip, COLUMNS);
  g_object_set (self->strip, "scale", 8, NULL);
  self->label = imagette_parts_label ("", "dim");
  gtk_widget_set_hexpand (self->label, TRUE);
  gtk_box_append (GTK_BOX (self), GTK_WIDGET (self->strip));
  gtk_box_append (GTK_BOX (self), self->label);
}

GtkWidget *
imagette_dense_row_new (int n)
{
  ImagetteDenseRow *self = g_object_new (IMAGETTE_TYPE_DENSE_ROW, NULL);

  imagette_strip_set_length (self->strip, n);
  return GTK_WIDGET (self);
}

void
imagette_dense_row_update (ImagetteDenseRow *self,
                           NnFrame          *frame,
                           const NnLayer    *layer,
                           ImagetteDisplay  *display)
{
  gboolean tanh;
  int index;

  g_return_if_fail (IMAGETTE_IS_DENSE_ROW (self) && frame != NULL && layer != NULL);

  tanh = frame->spec.network.activation == NN_ACTIVATION_TANH;
  index = (int) (layer - nn_network_get_layers (frame->network, NULL));
  if (self->layer != layer->name)
    {
      g_autofree char *label = g_strdup_printf ("%s · %d", layer->title, layer->channels);
      g_autofree char *title = g_strdup_printf (_("%s, %d units"), layer->title, layer->channels);

      self->layer = layer->name;
      gtk_label_set_text (GTK_LABEL (self->label), label);
      imagette_strip_set_title (self->strip, title);
      imagette_strip_set_length (self->strip, layer->channels);
    }
  imagette_strip_set_tensor (self->strip, frame->activations->layers[index],
                             tanh ? NN_TILE_SIGNED : NN_TILE_ACTIVATION,
                             imagette_display_get_colors (display), 0);
}

void
imagette_dense_row_set_named (ImagetteDenseRow *self,
                              gboolean          named)
{
  g_return_if_fail (IMAGETTE_IS_DENSE_ROW (self));
  gtk_widget_set_visible (self->label, named);
}

ImagetteStrip *
imagette_dense_row_get_strip (ImagetteDenseRow *self)
{
  g_return_val_if_fail (IMAGETTE_IS_DENSE_ROW (self), NULL);
  return self->strip;
}

const char *
imagette_dense_row_get_layer (ImagetteDenseRow *self)
{
  g_return_val_if_fail (IMAGETTE_IS_DENSE_ROW (self), NULL);
  return self->layer;
}
