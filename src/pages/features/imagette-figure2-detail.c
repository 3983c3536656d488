/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "pages/features/imagette-figure2-detail.h"

#include "pages/features/imagette-feature-words.h"
#include "pages/features/imagette-gates.h"
#include "pages/imagette-hands-words.h"
#include "pages/imagette-parts.h"

#include <glib/gi18n-lib.h>

struct _ImagetteFigure2Detail
{
  AdwBin parent_instance;

  GtkWidget *title, *words;
  ImagetteTile *tiles[IMAGETTE_N_DETAILS];

  ImagetteField field;            /* of what is shown */
  NnColors colors;
  GCancellable *job;
};

enum { CLOSED, N_SIGNALS };
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (ImagetteFigure2Detail, imagette_figure2_detail, ADW_TYPE_BIN)

/* The window of a picture; what is outside of it is 0. */
static void
fill_window (ImagetteFigure2Detail *self,
             ImagetteDetailTile     tile,
             const float           *picture,
             NnTileKind             kind)
{
  int side = self->field.size;
  g_autofree float *values = g_new0 (float, (gsize) side * (gsize) side);

  for (int y = MAX (0, -self->field.row); y < MIN (side, NN_IMAGE_SIDE - self->field.row); y++)
    for (int x = MAX (0, -self->field.column); x < MIN (side, NN_IMAGE_SIDE - self->field.column);
         x++)
      values[y * side + x] = picture[(self->field.row + y) * NN_IMAGE_SIDE + self->field.column + x];
  imagette_tile_set_values (self->tiles[tile], values, side, side, kind, self->colors,
                            kind == NN_TILE_INPUT ? 1 : nn_scope_max (values, (gsize) side
                                                                                * (gsize) side));
}

static void
computed_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      data)
{
  ImagetteFigure2Detail *self = IMAGETTE_FIGURE2_DETAIL (source);
  g_autoptr (ImagetteGates) gates = imagette_gates_finish (result);

  if (gates == NULL)
    return;
  for (int gate = 0; gate < NN_N_GATES; gate++)
    if (gates->projections[gate] != NULL)
      fill_window (self, IMAGETTE_DETAIL_DECONVNET + gate,
                   nn_tensor_get_data (gates->projections[gate]), NN_TILE_SIGNED);
    else
      imagette_tile_set_empty (self->tiles[IMAGETTE_DETAIL_DECONVNET + gate], _("not active"));
  if (gates->path != NULL)
    imagette_tile_set_values (self->tiles[IMAGETTE_DETAIL_SWITCHES],
                              nn_tensor_get_data (gates->path), NN_IMAGE_SIDE, NN_IMAGE_SIDE,
                              NN_TILE_ACTIVATION, self->colors, nn_tensor_abs_max (gates->path));
  else
    imagette_tile_set_empty (self->tiles[IMAGETTE_DETAIL_SWITCHES], _("not active"));
}

static void
close_cb (ImagetteFigure2Detail *self)
{
  g_signal_emit (self, signals[CLOSED], 0);
}

static void
imagette_figure2_detail_dispose (GObject *object)
{
  ImagetteFigure2Detail *self = IMAGETTE_FIGURE2_DETAIL (object);

  g_cancellable_cancel (self->job);
  g_clear_object (&self->job);

  G_OBJECT_CLASS (imagette_figure2_detail_parent_class)->dispose (object);
}

static void
imagette_figure2_detail_class_init (ImagetteFigure2DetailClass *class)
{
  G_OBJECT_CLASS (class)->dispose = imagette_figure2_detail_dispose;
  signals[CLOSED] = g_signal_new ("closed", G_TYPE_FROM_CLASS (class),
                                  G_SIGNAL_RUN_LAST | G_SIGNAL_ACTION, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 0);
  gtk_widget_class_add_binding_signal (GTK_WIDGET_CLASS (class), GDK_KEY_Escape, 0, "closed", NULL);
}

static void
imagette_figure2_detail_init (ImagetteFigure2Detail *self)
{
  static const char *const captions[IMAGETTE_N_DETAILS] = {
    N_("the digit"), N_("the patch"), N_("max-pool switches"),
    N_("deconvnet"), N_("gradient"), N_("guided"),
  };
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 8);
  GtkWidget *head = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  GtkWidget *grid = gtk_grid_new ();
  GtkWidget *close = gtk_button_new_from_icon_name ("window-close-symbolic");

  self->title = imagette_parts_label (NULL, "imagette-title");
  gtk_widget_set_hexpand (self->title, TRUE);
  gtk_widget_set_tooltip_text (close, _("Close"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (close), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Close"), -1);
  gtk_widget_add_css_class (close, "flat");
  g_signal_connect_swapped (close, "clicked", G_CALLBACK (close_cb), self);
  gtk_box_append (GTK_BOX (head), self->title);
  gtk_box_append (GTK_BOX (head), close);

  gtk_grid_set_column_homogeneous (GTK_GRID (grid), TRUE);
  gtk_grid_set_row_homogeneous (GTK_GRID (grid), TRUE);
  gtk_grid_set_column_spacing (GTK_GRID (grid), 8);
  gtk_grid_set_row_spacing (GTK_GRID (grid), 8);
  for (int i = 0; i < IMAGETTE_N_DETAILS; i++)
    {
      self->tiles[i] = IMAGETTE_TILE (imagette_tile_new ());
      imagette_tile_set_caption (self->tiles[i], _(captions[i]));
      imagette_tile_set_title (self->tiles[i], _(captions[i]));
      imagette_tile_set_show_max (self->tiles[i], i >= IMAGETTE_DETAIL_SWITCHES);
      imagette_tile_set_room (self->tiles[i], NN_IMAGE_SIDE, NN_IMAGE_SIDE);
      gtk_widget_set_hexpand (GTK_WIDGET (self->tiles[i]), TRUE);
      gtk_widget_set_vexpand (GTK_WIDGET (self->tiles[i]), TRUE);
      gtk_grid_attach (GTK_GRID (grid), GTK_WIDGET (self->tiles[i]), i % 3, i / 3, 1, 1);
    }
  self->words = gtk_label_new (NULL);
  gtk_label_set_wrap (GTK_LABEL (self->words), TRUE);
  gtk_label_set_xalign (GTK_LABEL (self->words), 0);
  gtk_box_append (GTK_BOX (box), head);
  gtk_box_append (GTK_BOX (box), grid);
  gtk_box_append (GTK_BOX (box), self->words);
  adw_bin_set_child (ADW_BIN (self), box);
}

GtkWidget *
imagette_figure2_detail_new (void)
{
  return g_object_new (IMAGETTE_TYPE_FIGURE2_DETAIL, NULL);
}

static void
show_words (ImagetteFigure2Detail *self,
            const NnFeatures      *features,
            NnDataset             *dataset,
            NnFeatureLayer         layer,
            int                    map,
            int                    i,
            float                  rms_clip)
{
  const NnPatch *patch = &features->strongest[layer]->maps[map].patches[i];
  g_autofree char *name = imagette_feature_map_words (layer, map);
  g_autofree char *which = imagette_feature_patch_words (features, dataset, patch);
  g_autofree char *classes = imagette_feature_classes (features, dataset, layer, map);
  const char *hand = imagette_hands_word (features->network, rms_clip,
                                          features->strongest[layer]->layer, map);
  g_autofree char *title = g_strdup_printf ("%s · %s%s%s", imagette_feature_title (layer), name,
                                            hand != NULL ? " · " : "", hand != NULL ? hand : "");
  g_autofree char *where = NULL;
  g_autofree char *words = NULL;

  if (layer == NN_FEATURE_C1 || layer == NN_FEATURE_C3)
    where = g_strdup_printf (_("The answer stands at row %d, column %d of the map, which looks at "
                               "the framed window of %d × %d pixels."), patch->row, patch->column,
                             self->field.size, self->field.size);
  else
    where = g_strdup (_("It looks at the whole digit."));
  /* Translators: 1: number 1 to 9, 2: "test digit 17, a 4, 3.80", 3: where, 4: "5 (6 times), 3 (3 times)" */
  words = g_strdup_printf (_("Number %d of its strongest: %s. %s White: ink here excites it. Black: "
                             "ink here would hold it back. Its strongest digits: %s."), i + 1,
                           which, where, classes);
  gtk_label_set_text (GTK_LABEL (self->title), title);
  gtk_label_set_text (GTK_LABEL (self->words), words);
}

void
imagette_figure2_detail_show (ImagetteFigure2Detail *self,
                              NnFeatures            *features,
                              NnDataset             *dataset,
                              NnFeatureLayer         layer,
                              int                    map,
                              int                    i,
                              NnColors               colors,
                              float                  rms_clip)
{
  const NnPatch *patch;
  const guint8 *pixels;
  NnUnit unit;
  float image[NN_IMAGE_SIZE];

  g_return_if_fail (IMAGETTE_IS_FIGURE2_DETAIL (self));
  g_cancellable_cancel (self->job);
  g_clear_object (&self->job);
  self->colors = colors;
  if (features == NULL || features->strongest[layer] == NULL
      || i >= features->strongest[layer]->maps[map].n)
    {
      for (int k = 0; k < IMAGETTE_N_DETAILS; k++)
        imagette_tile_set_empty (self->tiles[k], imagette_feature_empty (features, layer, map));
      gtk_label_set_text (GTK_LABEL (self->words), NULL);
      return;
    }
  patch = &features->strongest[layer]->maps[map].patches[i];
  pixels = imagette_feature_images (features, dataset)->pixels
           + (gsize) patch->image * NN_IMAGE_SIZE;
  self->field = imagette_feature_field (layer, patch->row, patch->column);
  for (int p = 0; p < NN_IMAGE_SIZE; p++)
    image[p] = (float) pixels[p] / 255.0f;

  imagette_tile_set_bytes (self->tiles[IMAGETTE_DETAIL_DIGIT], pixels, NN_IMAGE_SIDE,
                           NN_IMAGE_SIDE);
  for (int k = IMAGETTE_DETAIL_DIGIT; k <= IMAGETTE_DETAIL_SWITCHES; k += 2)
    imagette_tile_set_overlay (self->tiles[k], self->field.row, self->field.column,
                               self->field.size, self->field.size);
  fill_window (self, IMAGETTE_DETAIL_PATCH, image, NN_TILE_INPUT);
  /* Of a unit the patch is the digit; switches are followed from C3 alone. */
  gtk_widget_set_visible (GTK_WIDGET (self->tiles[IMAGETTE_DETAIL_PATCH]),
                          self->field.size < NN_IMAGE_SIDE);
  gtk_widget_set_visible (GTK_WIDGET (self->tiles[IMAGETTE_DETAIL_SWITCHES]),
                          layer == NN_FEATURE_C3);
  show_words (self, features, dataset, layer, map, i, rms_clip);
  unit = (NnUnit) { features->strongest[layer]->layer, map, patch->row, patch->column };
  self->job = g_cancellable_new ();
  imagette_gates_async (self, features->network, &unit, pixels, self->job, computed_cb);
}

ImagetteTile *
imagette_figure2_detail_get_tile (ImagetteFigure2Detail *self,
                                  ImagetteDetailTile     tile)
{
  g_return_val_if_fail (IMAGETTE_IS_FIGURE2_DETAIL (self), NULL);
  return self->tiles[tile];
}

const char *
imagette_figure2_detail_get_words (ImagetteFigure2Detail *self)
{
  g_return_val_if_fail (IMAGETTE_IS_FIGURE2_DETAIL (self), NULL);
  return gtk_label_get_text (GTK_LABEL (self->words));
}
