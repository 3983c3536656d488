/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "pages/layers/imagette-bank-table.h"

#include <glib/gi18n-lib.h>

#define HALVES_GAP 12             /* pixels: the halves of a bank stand apart */
#define NUMBERS_GAP 6             /* the numbers of the rows, and pixels to their tiles: */
#define DIGIT 8                   /* a figure of theirs, */
#define DIGIT_LARGE 12            /* and in the projector's text */

#define C3_FILTERS N_("filters for S2 maps 1–6")

static const ImagetteBankSpec banks[] = {
  [IMAGETTE_BANK_C1] = {
    "C1", N_("6 filters 5×5 → 28×28 → 14×14"), 3,
    { { "c1", TRUE, N_("filter"), 6, 1, 5, 5, 0, 6, 13, NN_VIEW_C1_FILTERS },
      { "c1", FALSE, N_("map"), 6, 1, 28, 28, 0, 6, 3.2, NN_VIEW_C1_MAPS },
      { "s2", FALSE, "S2", 6, 1, 14, 14, 0, 6, 4.25, NN_VIEW_S2_MAPS } } },
  [IMAGETTE_BANK_C3] = {
    "C3", N_("16×6 filters 5×5 → 10×10 → 5×5"), 6,
    { { "c3", TRUE, C3_FILTERS, 16, 6, 5, 5, 0, 8, 5.3, NN_VIEW_C3_FILTERS },
      { "c3", FALSE, N_("map"), 16, 1, 10, 10, 0, 8, 5.3, NN_VIEW_C3_MAPS },
      { "s4", FALSE, "S4", 16, 1, 5, 5, 0, 8, 5.3, NN_VIEW_S4_MAPS },
      { "c3", TRUE, C3_FILTERS, 16, 6, 5, 5, 8, 8, 5.3, NN_VIEW_C3_FILTERS },
      { "c3", FALSE, N_("map"), 16, 1, 10, 10, 8, 8, 5.3, NN_VIEW_C3_MAPS },
      { "s4", FALSE, "S4", 16, 1, 5, 5, 8, 8, 5.3, NN_VIEW_S4_MAPS } } },
  [IMAGETTE_BANK_RIVAL] = {
    "H1", N_("each unit has a weight for every pixel: 70 pictures 28×28"), 1,
    { { "h1", TRUE, N_("weights"), 7, 10, 28, 28, 0, 7, 2.5, NN_VIEW_H1_WEIGHTS } } },
};

const ImagetteBankSpec *
imagette_bank_table (ImagetteBankKind kind)
{
  return &banks[kind];
}

static char *
tile_title (int      row,
            int      column,
            gpointer data)
{
  const ImagetteGridSpec *spec = data;

  if (g_str_equal (spec->layer, "h1"))
    return g_strdup_printf (_("H1 unit %d"), row * spec->columns + column + 1);
  if (spec->filter && spec->columns > 1)
    return g_strdup_printf (_("C3 filter %d of 16 for S2 map %d"), row + 1, column + 1);
  if (spec->filter)
    return g_strdup_printf (_("C1 filter %d of 6"), row + 1);
  /* Translators: "C3 map 5 of 16"; the first %s is the layer */
  return g_strdup_printf (_("%s map %d of %d"), spec->layer[0] == 'c'
                            ? (spec->layer[1] == '1' ? "C1" : "C3")
                            : (spec->layer[1] == '2' ? "S2" : "S4"),
                          row + 1, spec->rows);
}

GtkWidget *
imagette_bank_new_grid (const ImagetteGridSpec *spec)
{
  GtkWidget *widget = imagette_filter_grid_new ();
  ImagetteFilterGrid *grid = IMAGETTE_FILTER_GRID (widget);

  g_object_set_data (G_OBJECT (grid), "spec", (gpointer) spec);
  g_object_set (grid, "spread", TRUE, NULL);
  imagette_filter_grid_set_layout (grid, spec->rows, spec->columns, spec->height, spec->width);
  if (spec->n_rows < spec->rows)
    imagette_filter_grid_set_range (grid, spec->first_row, spec->n_rows);
  imagette_filter_grid_set_kind (grid, spec->filter ? NN_TILE_SIGNED : NN_TILE_ACTIVATION);
  imagette_filter_grid_set_title_func (grid, tile_title, (gpointer) spec, NULL);
  imagette_filter_grid_set_scale (grid, MAX (1, (int) spec->scale));
  gtk_widget_set_vexpand (widget, TRUE);
  return widget;
}

static gboolean
starts_half (const ImagetteGridSpec *spec,
             gboolean                numbered)
{
  return numbered && spec->first_row > 0;
}

/* Over the tiles and not over the numbers of the rows. */
static void
set_heading (GtkWidget              *heading,
             const ImagetteGridSpec *spec,
             gboolean                numbered,
             gboolean                projector)
{
  /* "map" and "S2" are never cut; what the filters are for may be. */
  gboolean whole = !spec->filter;
  int figures = spec->first_row + spec->n_rows > 9 ? 2 : 1;
  int numbers = NUMBERS_GAP + figures * (projector ? DIGIT_LARGE : DIGIT);

  gtk_label_set_text (GTK_LABEL (heading),
                      projector && spec->filter ? _("filters") : _(spec->heading));
  gtk_label_set_ellipsize (GTK_LABEL (heading), whole ? PANGO_ELLIPSIZE_NONE : PANGO_ELLIPSIZE_END);
  gtk_widget_set_margin_start (heading, (numbered ? numbers : 0)
                                          + (starts_half (spec, numbered) ? HALVES_GAP : 0));
}

void
imagette_bank_show_columns (const ImagetteBankSpec    *bank,
                            GtkWidget *const          *headings,
                            ImagetteFilterGrid *const *grids,
                            gboolean                   maps_only,
                            gboolean                   projector)
{
  for (int i = 0; i < bank->n_grids; i++)
    {
      const ImagetteGridSpec *spec = &bank->grids[i];
      /* Where a row begins stand the rows' numbers; one grid alone has none. */
      const gboolean first = bank->n_grids > 1 && i % 3 == (maps_only ? 1 : 0);
      const gboolean shown = !spec->filter || !maps_only;

      gtk_widget_set_visible (headings[i], shown);
      gtk_widget_set_visible (GTK_WIDGET (grids[i]), shown);
      imagette_filter_grid_set_captions (grids[i], first ? IMAGETTE_CAPTIONS_ROW
                                                         : IMAGETTE_CAPTIONS_NONE);
      gtk_widget_set_margin_start (GTK_WIDGET (grids[i]), starts_half (spec, first) ? HALVES_GAP : 0);
      set_heading (headings[i], spec, first, projector);
    }
}

gboolean
imagette_bank_locate_tile (ImagetteTile *widget,
                           NnView       *view,
                           int          *tile)
{
  GtkWidget *grid = gtk_widget_get_ancestor (GTK_WIDGET (widget), IMAGETTE_TYPE_FILTER_GRID);
  const ImagetteGridSpec *spec = grid != NULL ? g_object_get_data (G_OBJECT (grid), "spec") : NULL;

  for (int i = 0; spec != NULL && i < spec->rows * spec->columns; i++)
    if (imagette_filter_grid_get_tile (IMAGETTE_FILTER_GRID (grid), i / spec->columns,
                                       i % spec->columns) == widget)
      {
        *view = spec->view;
        *tile = i;
        return TRUE;
      }
  return FALSE;
}

NnTensor *
imagette_bank_find_tensor (const ImagetteGridSpec *spec,
                           NnFrame                *frame)
{
  const NnLayer *layer = nn_network_find_layer (frame->network, spec->layer);
  int n_layers, index;

  if (layer == NULL)
    return NULL;
  index = (int) (layer - nn_network_get_layers (frame->network, &n_layers));
  if (!spec->filter)
    return frame->activations != NULL ? nn_tensor_ref (frame->activations->layers[index]) : NULL;
  if (g_str_equal (spec->layer, "h1"))
    {
      g_autoptr (NnTensor) flat = nn_network_get_tensor (frame->network, layer->weight);
      const gsize n = MIN (nn_tensor_get_dim (flat, 0), (gsize) (spec->rows * spec->columns));
      const gsize shape[3] = { (gsize) (spec->rows * spec->columns), 28, 28 };
      float *values = g_new0 (float, shape[0] * 28 * 28);

      /* Units beyond the grid's are not shown; missing ones stay zero. */
      for (gsize i = 0; i < n * 28 * 28; i++)
        values[i] = nn_tensor_get_data (flat)[i];
      return nn_tensor_new_take (3, shape, values);
    }
  return nn_network_get_tensor (frame->network, layer->weight);
}
