/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "pages/features/imagette-hands-picker.h"

#include "pages/imagette-hands-words.h"
#include "pages/imagette-parts.h"
#include "widgets/imagette-filter-grid.h"

#include <glib/gi18n-lib.h>

#define C1_MAPS 6
#define C1_SCALE 14
#define C3_MAPS 16
#define C3_SCALE 6

struct _ImagetteHandsPicker
{
  AdwBin parent_instance;

  ImagetteFilterGrid *c1, *c3;
  int c1_layer, c3_layer;         /* in the table of the last frame */
};

enum { PICKED, N_SIGNALS };
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (ImagetteHandsPicker, imagette_hands_picker, ADW_TYPE_BIN)

static char *
c1_title (int row, int column, gpointer data)
{
  return g_strdup_printf (_("C1 filter %d of 6"), column + 1);
}

static char *
c3_title (int row, int column, gpointer data)
{
  return g_strdup_printf (_("C3 filter %d of 16 for S2 map %d"), row + 1, column + 1);
}

static void
c1_selected_cb (ImagetteHandsPicker *self, int row, int column)
{
  g_signal_emit (self, signals[PICKED], 0, self->c1_layer, column, 0);
}

static void
c3_selected_cb (ImagetteHandsPicker *self, int row, int column)
{
  g_signal_emit (self, signals[PICKED], 0, self->c3_layer, row, column);
}

static void
imagette_hands_picker_class_init (ImagetteHandsPickerClass *class)
{
  signals[PICKED] = g_signal_new ("picked", G_TYPE_FROM_CLASS (class), G_SIGNAL_RUN_LAST, 0, NULL,
                                  NULL, NULL, G_TYPE_NONE, 3, G_TYPE_INT, G_TYPE_INT, G_TYPE_INT);
}

static GtkWidget *
add_grid (GtkWidget            *box,
          const char           *heading,
          int                   rows,
          int                   columns,
          int                   scale,
          ImagetteTileTitleFunc title)
{
  GtkWidget *widget = imagette_filter_grid_new ();
  ImagetteFilterGrid *grid = IMAGETTE_FILTER_GRID (widget);

  imagette_filter_grid_set_layout (grid, rows, columns, 5, 5);
  imagette_filter_grid_set_title_func (grid, title, NULL, NULL);
  imagette_filter_grid_set_scale (grid, scale);
  gtk_widget_set_halign (widget, GTK_ALIGN_START);
  gtk_box_append (GTK_BOX (box), imagette_parts_label (heading, "dim"));
  gtk_box_append (GTK_BOX (box), widget);
  return widget;
}

static void
imagette_hands_picker_init (ImagetteHandsPicker *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);

  self->c1 = IMAGETTE_FILTER_GRID (add_grid (box, _("C1: six filters for the image"), 1, C1_MAPS,
                                             C1_SCALE, c1_title));
  self->c3 = IMAGETTE_FILTER_GRID (add_grid (box, _("C3: sixteen filters, each for S2 maps 1–6"),
                                             C3_MAPS, 6, C3_SCALE, c3_title));
  imagette_filter_grid_set_fold (self->c3, TRUE);
  imagette_filter_grid_set_captions (self->c3, IMAGETTE_CAPTIONS_ROW);
  g_signal_connect_swapped (self->c1, "tile-selected", G_CALLBACK (c1_selected_cb), self);
  g_signal_connect_swapped (self->c3, "tile-selected", G_CALLBACK (c3_selected_cb), self);
  adw_bin_set_child (ADW_BIN (self),
                     imagette_parts_card (imagette_parts_label (_("Choose a filter"), "heading"),
                                          NULL, NULL, box));
}

GtkWidget *
imagette_hands_picker_new (void)
{
  return g_object_new (IMAGETTE_TYPE_HANDS_PICKER, NULL);
}

static int
index_of (NnFrame    *frame,
          const char *name)
{
  return (int) (nn_network_find_layer (frame->network, name)
                - nn_network_get_layers (frame->network, NULL));
}

static void
show (ImagetteFilterGrid *grid,
      NnFrame            *frame,
      ImagetteDisplay    *display,
      int                 layer)
{
  NnScope scope = imagette_display_get_scope (display);
  g_autoptr (NnTensor) bank = nn_network_get_tensor (
    frame->network, nn_network_get_layers (frame->network, NULL)[layer].weight);
  const gsize shape[] = { nn_tensor_get_size (bank) / 25, 5, 5 };
  g_autoptr (NnTensor) tensor = nn_tensor_new_copy (3, shape, nn_tensor_get_data (bank));

  /* Drawn and trained filters are compared here: one scale for the layer, or each its own. */
  imagette_filter_grid_set_scope (grid, scope == NN_SCOPE_ALL ? NN_SCOPE_LAYER : scope, 0);
  imagette_filter_grid_set_colors (grid, imagette_display_get_colors (display));
  imagette_filter_grid_set_tensor (grid, tensor);
}

void
imagette_hands_picker_update (ImagetteHandsPicker *self,
                              NnFrame             *frame,
                              ImagetteDisplay     *display,
                              int                  layer,
                              int                  map,
                              int                  channel)
{
  gboolean in_c1;

  g_return_if_fail (IMAGETTE_IS_HANDS_PICKER (self) && frame != NULL);

  self->c1_layer = index_of (frame, "c1");
  self->c3_layer = index_of (frame, "c3");
  show (self->c1, frame, display, self->c1_layer);
  show (self->c3, frame, display, self->c3_layer);
  for (int i = 0; i < C1_MAPS; i++)
    imagette_filter_grid_set_badge (self->c1, 0, i,
                                    imagette_hands_word (frame->network,
                                                         frame->spec.hyper.rms_clip,
                                                         self->c1_layer, i));
  imagette_hands_badge (self->c3, frame, "c3", TRUE);
  in_c1 = layer == self->c1_layer;
  imagette_filter_grid_set_selected (self->c1, in_c1 ? 0 : -1, in_c1 ? map : -1);
  imagette_filter_grid_set_selected (self->c3, in_c1 ? -1 : map, in_c1 ? -1 : channel);
}

void
imagette_hands_picker_set_factor (ImagetteHandsPicker *self,
                                  double               factor)
{
  g_return_if_fail (IMAGETTE_IS_HANDS_PICKER (self));
  imagette_filter_grid_set_scale (self->c1, MAX (1, (int) (C1_SCALE * factor)));
  imagette_filter_grid_set_scale (self->c3, MAX (1, (int) (C3_SCALE * factor)));
}
