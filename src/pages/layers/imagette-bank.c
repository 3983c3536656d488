/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "pages/layers/imagette-bank.h"

#include "pages/imagette-hands-words.h"
#include "pages/imagette-parts.h"
#include "pages/layers/imagette-bank-table.h"
#include "widgets/imagette-look.h"

#include <glib/gi18n-lib.h>

struct _ImagetteBank
{
  AdwBin parent_instance;

  ImagetteBankKind kind;
  ImagetteFilterGrid *grids[IMAGETTE_BANK_MAX_GRIDS];
  GtkWidget *headings[IMAGETTE_BANK_MAX_GRIDS];
  GtkWidget *subtitle, *maxima;
  gboolean brief;
  NnNetwork *network;             /* whose weights are shown */
};

enum { CELL_HOVERED, TILE_OPENED, N_SIGNALS };
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (ImagetteBank, imagette_bank, ADW_TYPE_BIN)

static void
cell_hovered_cb (ImagetteFilterGrid *grid,
                 int                 row,
                 int                 column,
                 int                 y,
                 int                 x,
                 ImagetteBank       *self)
{
  const ImagetteGridSpec *spec = g_object_get_data (G_OBJECT (grid), "spec");

  g_signal_emit (self, signals[CELL_HOVERED], 0, spec->layer, spec->filter,
                 row < 0 ? -1 : row * spec->columns + column, y, x);
}

static void
tile_activated_cb (ImagetteFilterGrid *grid,
                   int                 row,
                   int                 column,
                   ImagetteBank       *self)
{
  g_signal_emit (self, signals[TILE_OPENED], 0, imagette_filter_grid_get_tile (grid, row, column));
}

static void
build (ImagetteBank *self)
{
  const ImagetteBankSpec *spec = imagette_bank_table (self->kind);
  GtkWidget *columns = gtk_grid_new ();
  GtkWidget *card;

  self->subtitle = imagette_parts_label (_(spec->subtitle), "dim");
  gtk_grid_set_column_spacing (GTK_GRID (columns), 8);
  gtk_grid_set_row_spacing (GTK_GRID (columns), 4);
  for (int i = 0; i < spec->n_grids; i++)
    {
      GtkWidget *grid = imagette_bank_new_grid (&spec->grids[i]);

      self->headings[i] = imagette_parts_label ("", "dim");
      gtk_grid_attach (GTK_GRID (columns), self->headings[i], i, 0, 1, 1);
      gtk_grid_attach (GTK_GRID (columns), grid, i, 1, 1, 1);
      g_signal_connect (grid, "cell-hovered", G_CALLBACK (cell_hovered_cb), self);
      g_signal_connect (grid, "tile-activated", G_CALLBACK (tile_activated_cb), self);
      self->grids[i] = IMAGETTE_FILTER_GRID (grid);
    }
  gtk_widget_set_vexpand (columns, TRUE);
  gtk_widget_set_halign (columns, GTK_ALIGN_CENTER);

  self->maxima = imagette_parts_label ("", "dim");
  gtk_widget_add_css_class (self->maxima, "numeric");
  gtk_widget_set_tooltip_text (self->subtitle, _(spec->subtitle));
  card = imagette_parts_card (imagette_parts_label (spec->title, "heading"), self->subtitle, NULL,
                              columns);
  gtk_box_append (GTK_BOX (card), self->maxima);
  adw_bin_set_child (ADW_BIN (self), card);
  imagette_bank_set_look (self, FALSE, FALSE);
}

static void
imagette_bank_dispose (GObject *object)
{
  g_clear_pointer (&IMAGETTE_BANK (object)->network, nn_network_unref);

  G_OBJECT_CLASS (imagette_bank_parent_class)->dispose (object);
}

static void
imagette_bank_class_init (ImagetteBankClass *class)
{
  G_OBJECT_CLASS (class)->dispose = imagette_bank_dispose;

  signals[CELL_HOVERED] = g_signal_new ("cell-hovered", G_TYPE_FROM_CLASS (class),
                                        G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 5,
                                        G_TYPE_STRING, G_TYPE_BOOLEAN, G_TYPE_INT, G_TYPE_INT,
                                        G_TYPE_INT);
  signals[TILE_OPENED] = g_signal_new ("tile-opened", G_TYPE_FROM_CLASS (class), G_SIGNAL_RUN_LAST,
                                       0, NULL, NULL, NULL, G_TYPE_NONE, 1, IMAGETTE_TYPE_TILE);
}

static void
imagette_bank_init (ImagetteBank *self)
{
}

GtkWidget *
imagette_bank_new (ImagetteBankKind kind)
{
  ImagetteBank *self = g_object_new (IMAGETTE_TYPE_BANK, NULL);

  self->kind = kind;
  build (self);
  return GTK_WIDGET (self);
}

static void
show_maxima (ImagetteBank *self,
             gboolean      running)
{
  const ImagetteBankSpec *bank = imagette_bank_table (self->kind);
  NnStyle style;
  g_autofree char *filters = NULL;
  g_autofree char *maps = NULL;
  g_autofree char *text = NULL;

  imagette_look_init_style (GTK_WIDGET (self), &style);
  filters = nn_style_number (&style, (double) imagette_filter_grid_get_max (self->grids[0]), 2);
  if (bank->n_grids > 1)
    maps = nn_style_number (&style, (double) imagette_filter_grid_get_max (self->grids[1]), 2);
  text = maps == NULL ? g_strdup_printf (_("m = %s"), filters)
                      : g_strdup_printf (self->brief ? "m = %s · %s"
                                                         : _("m = %s (filters), %s (maps)"),
                                         filters, maps);
  imagette_parts_set_text (self->maxima, text, running);
}

/* Two halves of a bank show one tensor. (transfer full) */
static NnTensor *
tensor_of (ImagetteBank           *self,
           int                     i,
           const ImagetteGridSpec *spec,
           NnFrame                *frame)
{
  NnTensor *tensor = NULL;

  if (i >= 3)
    tensor = imagette_filter_grid_get_tensor (self->grids[i - 3]);
  else if (spec->filter && self->network == frame->network)
    tensor = imagette_filter_grid_get_tensor (self->grids[i]);
  else
    return imagette_bank_find_tensor (spec, frame);
  return tensor != NULL ? nn_tensor_ref (tensor) : NULL;
}

void
imagette_bank_update (ImagetteBank    *self,
                      NnFrame         *frame,
                      ImagetteDisplay *display,
                      ImagetteAllMax  *all_max,
                      gboolean         running)
{
  const ImagetteBankSpec *bank;
  NnScope scope = imagette_display_get_scope (display);
  gboolean signed_maps;

  g_return_if_fail (IMAGETTE_IS_BANK (self) && frame != NULL);

  bank = imagette_bank_table (self->kind);
  signed_maps = frame->spec.network.activation == NN_ACTIVATION_TANH;
  for (int i = 0; i < bank->n_grids; i++)
    {
      const ImagetteGridSpec *spec = &bank->grids[i];
      g_autoptr (NnTensor) tensor = tensor_of (self, i, spec, frame);
      float m = 0;

      if (scope == NN_SCOPE_ALL && tensor != NULL)
        m = MAX (imagette_all_max_get (all_max, spec->view), nn_tensor_abs_max (tensor));
      imagette_filter_grid_set_kind (self->grids[i], spec->filter || signed_maps
                                                       ? NN_TILE_SIGNED : NN_TILE_ACTIVATION);
      imagette_filter_grid_set_colors (self->grids[i], imagette_display_get_colors (display));
      imagette_filter_grid_set_scope (self->grids[i], scope, m);
      imagette_filter_grid_set_tensor (self->grids[i], tensor);
      imagette_hands_badge (self->grids[i], frame, spec->layer, spec->filter);
    }
  nn_network_ref (frame->network);
  g_clear_pointer (&self->network, nn_network_unref);
  self->network = frame->network;
  show_maxima (self, running);
}

void
imagette_bank_set_size (ImagetteBank *self,
                        double        factor)
{
  const ImagetteBankSpec *bank = imagette_bank_table (self->kind);

  for (int i = 0; i < bank->n_grids; i++)
    imagette_filter_grid_set_scale (self->grids[i],
                                    MAX (1, (int) (bank->grids[i].scale * factor + 1e-6)));
}

void
imagette_bank_set_look (ImagetteBank *self,
                        gboolean      projector,
                        gboolean      maps_only)
{
  g_return_if_fail (IMAGETTE_IS_BANK (self));

  self->brief = projector || maps_only;
  gtk_widget_set_visible (self->subtitle, !self->brief);
  imagette_bank_show_columns (imagette_bank_table (self->kind), self->headings, self->grids,
                              maps_only, projector);
}

void
imagette_bank_set_place (ImagetteBank *self,
                         const char   *place)
{
  g_return_if_fail (IMAGETTE_IS_BANK (self));

  for (int i = 0; i < imagette_bank_table (self->kind)->n_grids; i++)
    imagette_filter_grid_set_place (self->grids[i], place);
}

ImagetteFilterGrid *
imagette_bank_get_grid (ImagetteBank *self,
                        int           index)
{
  g_return_val_if_fail (IMAGETTE_IS_BANK (self), NULL);
  return index < imagette_bank_table (self->kind)->n_grids ? self->grids[index] : NULL;
}

ImagetteBankKind
imagette_bank_get_kind (ImagetteBank *self)
{
  g_return_val_if_fail (IMAGETTE_IS_BANK (self), IMAGETTE_BANK_C1);
  return self->kind;
}
