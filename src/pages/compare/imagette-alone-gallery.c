/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "pages/compare/imagette-alone-gallery.h"

#include "pages/imagette-parts.h"
#include "widgets/imagette-image-grid.h"

#include <glib/gi18n-lib.h>

#define MOST_SHOWN 300

struct _ImagetteAloneGallery
{
  AdwBin parent_instance;

  GtkWidget *who, *count;
  ImagetteImageGrid *gallery;
  NnDataset *dataset;
  NnEvaluation *answers[NN_N_RACERS]; /* shown; NULL before the first heat */
};

G_DEFINE_FINAL_TYPE (ImagetteAloneGallery, imagette_alone_gallery, ADW_TYPE_BIN)

static ImagetteImageItem *
new_item (ImagetteAloneGallery *self,
          guint                 image,
          NnRacer               other)
{
  const NnImages *test = &self->dataset->test;
  int label = test->labels[image], read_as = self->answers[other]->predicted[image];
  g_autofree char *given = g_strdup_printf (_("given %d"), label);
  g_autofree char *read = g_strdup_printf (_("read as %d"), read_as);
  g_autofree char *spoken = g_strdup_printf (_("Test digit %u, given %d, read as %d"), image, label,
                                             read_as);

  return imagette_image_item_new (test->pixels + (gsize) image * NN_IMAGE_SIZE, NN_IMAGE_SIDE,
                                  NN_IMAGE_SIDE, given, read, spoken, TRUE, image);
}

static void
fill (ImagetteAloneGallery *self)
{
  NnRacer racer = (NnRacer) gtk_drop_down_get_selected (GTK_DROP_DOWN (self->who));
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func (g_object_unref);
  g_autofree char *count = NULL;
  guint n = 0;

  for (guint i = 0; self->answers[racer] != NULL && i < self->answers[racer]->n; i++)
    {
      guint8 label = self->dataset->test.labels[i];

      if (self->answers[racer]->predicted[i] != label
          || self->answers[1 - racer]->predicted[i] == label)
        continue;
      if (n++ < MOST_SHOWN)
        g_ptr_array_add (items, new_item (self, i, 1 - racer));
    }
  imagette_image_grid_set_items (self->gallery, items);
  if (self->answers[racer] != NULL)
    count = g_strdup_printf ("%'u", n);
  gtk_label_set_text (GTK_LABEL (self->count), count != NULL ? count : "");
}

static void
imagette_alone_gallery_finalize (GObject *object)
{
  ImagetteAloneGallery *self = IMAGETTE_ALONE_GALLERY (object);

  for (NnRacer racer = 0; racer < NN_N_RACERS; racer++)
    g_clear_pointer (&self->answers[racer], nn_evaluation_unref);
  g_clear_pointer (&self->dataset, nn_dataset_unref);

  G_OBJECT_CLASS (imagette_alone_gallery_parent_class)->finalize (object);
}

static void
imagette_alone_gallery_class_init (ImagetteAloneGalleryClass *class)
{
  G_OBJECT_CLASS (class)->finalize = imagette_alone_gallery_finalize;
}

static void
imagette_alone_gallery_init (ImagetteAloneGallery *self)
{
  const char *const names[] = { _("Only LeNet is right"), _("Only the rival is right"), NULL };
  GtkWidget *gallery = imagette_image_grid_new ();

  self->who = imagette_parts_choice (names, G_CALLBACK (fill), self);
  gtk_widget_set_tooltip_text (self->who, _("Who is alone in being right"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->who), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Who is alone in being right"), -1);
  self->count = imagette_parts_label (NULL, "dim");
  self->gallery = IMAGETTE_IMAGE_GRID (gallery);
  imagette_image_grid_set_empty_text (self->gallery, _("Shown after the first seed"));
  gtk_widget_set_vexpand (gallery, TRUE);
  adw_bin_set_child (ADW_BIN (self), imagette_parts_card (self->who, self->count, NULL, gallery));
}

GtkWidget *
imagette_alone_gallery_new (void)
{
  return g_object_new (IMAGETTE_TYPE_ALONE_GALLERY, NULL);
}

void
imagette_alone_gallery_set (ImagetteAloneGallery *self,
                            const NnComparison   *comparison)
{
  const NnHeat *heat = NULL;

  g_return_if_fail (IMAGETTE_IS_ALONE_GALLERY (self));

  if (comparison != NULL && comparison->heats->len > 0)
    heat = comparison->heats->pdata[comparison->heats->len - 1];
  if (self->answers[0] == (heat != NULL ? heat->answers[0] : NULL))
    return;
  for (NnRacer racer = 0; racer < NN_N_RACERS; racer++)
    {
      g_clear_pointer (&self->answers[racer], nn_evaluation_unref);
      if (heat != NULL)
        self->answers[racer] = nn_evaluation_ref (heat->answers[racer]);
    }
  g_clear_pointer (&self->dataset, nn_dataset_unref);
  if (comparison != NULL)
    self->dataset = nn_dataset_ref (comparison->dataset);
  fill (self);
}
