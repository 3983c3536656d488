/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pages/layers/imagette-pointing.h"

#include "pages/layers/imagette-bank-table.h"
#include "pages/layers/imagette-cell-words.h"
#include "pages/layers/imagette-fields.h"
#include "pages/layers/imagette-sum-words.h"
#include "widgets/imagette-output-bars.h"

static gboolean
find_unit (const ImagetteCell *cell,
           const NnNetwork    *network,
           NnUnit             *unit)
{
  const NnLayer *layer = nn_network_find_layer (network, cell->layer);

  if (layer == NULL || cell->filter)
    return FALSE;
  *unit = (NnUnit) {
    .layer = (int) (layer - nn_network_get_layers (network, NULL)),
    .channel = cell->tile,
    .row = cell->row,
    .column = cell->column,
  };
  return nn_unit_is_valid (network, unit);
}

/* What the pointer is on, else what is marked in the large view. calm: it may be the same. */
static void
show (ImagettePointing *self,
      gboolean          calm)
{
  NnSession *session = imagette_page_get_session (self->page);
  NnFrame *frame = session != NULL ? nn_session_get_frame (session) : NULL;
  const ImagetteCell *cell = self->hovered.layer != NULL ? &self->hovered : &self->marked;
  const NnUnit *seen = NULL;
  NnUnit unit;
  g_autofree char *title = NULL;
  g_autofree char *text = NULL;

  if (frame == NULL)
    return;
  if (cell->layer != NULL)
    imagette_cell_words (frame, cell->layer, cell->filter, cell->tile, cell->row, cell->column,
                         &title, &text);
  imagette_answer_pane_set_info (self->answer, title, text, calm);
  if (cell->layer != NULL && find_unit (cell, frame->network, &unit))
    seen = &unit;
  imagette_fields_show_input (imagette_probe_pane_get_tile (self->probe), frame->network, seen);
  for (int i = 0; i < self->n_banks; i++)
    imagette_fields_show_bank (self->banks[i], frame->network, seen);
  imagette_fields_show_answer (self->answer, frame->network, seen);
}

static void
hover (ImagettePointing *self,
       const char       *layer,
       gboolean          filter,
       int               tile,
       int               row,
       int               column)
{
  self->hovered = (ImagetteCell) { tile < 0 ? NULL : g_intern_string (layer), filter, tile, row,
                                   column };
  show (self, FALSE);
}

static void
cell_hovered_cb (ImagetteBank       *bank,
                 const char         *layer,
                 gboolean            filter,
                 int                 tile,
                 int                 y,
                 int                 x,
                 ImagettePointing   *self)
{
  hover (self, layer, filter, tile, y, x);
}

static void
input_hovered_cb (ImagetteProbePane  *pane,
                  int                 row,
                  int                 column,
                  ImagettePointing   *self)
{
  hover (self, "input", FALSE, row < 0 ? -1 : 0, row, column);
}

static void
unit_hovered_cb (ImagetteAnswerPane *pane,
                 const char         *layer,
                 int                 unit,
                 ImagettePointing   *self)
{
  hover (self, layer, FALSE, unit, 0, 0);
}

/* Which cell of the network a cell of a tile is. */
static ImagetteCell
find_cell (ImagettePointing *self,
           ImagetteTile     *tile,
           int               row,
           int               column)
{
  GtkWidget *grid = gtk_widget_get_ancestor (GTK_WIDGET (tile), IMAGETTE_TYPE_FILTER_GRID);
  GtkWidget *dense = gtk_widget_get_ancestor (GTK_WIDGET (tile), IMAGETTE_TYPE_DENSE_ROW);
  const ImagetteGridSpec *spec = grid != NULL ? g_object_get_data (G_OBJECT (grid), "spec") : NULL;
  ImagetteCell cell = { .row = row, .column = column };
  int width;
  NnView view;

  if (tile == imagette_probe_pane_get_tile (self->probe))
    cell.layer = "input";
  else if (dense != NULL)
    {
      imagette_tile_get_values (tile, NULL, &width, NULL, NULL, NULL);
      cell = (ImagetteCell) { imagette_dense_row_get_layer (IMAGETTE_DENSE_ROW (dense)),
                              .tile = row * width + column };
    }
  else if (spec != NULL && imagette_bank_locate_tile (tile, &view, &cell.tile))
    {
      cell.layer = spec->layer;
      cell.filter = spec->filter;
    }
  return cell;
}

/* row -1: of no cell. */
static void
show_arithmetic (ImagettePointing *self,
                 ImagetteTile     *tile,
                 int               row,
                 int               column)
{
  ImagetteCell cell = { NULL };

  if (row >= 0)
    cell = find_cell (self, tile, row, column);
  self->marked = cell;
  imagette_weight_pane_set_weight (self->weight, cell.filter ? cell.layer : NULL, cell.tile, cell.row,
                                   cell.column);
  imagette_sum_pane_set_cell (self->sum, cell.filter || g_strcmp0 (cell.layer, "input") == 0
                                           ? NULL : cell.layer,
                              cell.tile, cell.row, cell.column);
  show (self, FALSE);
}

static void
large_hovered_cb (ImagetteTileDetail *detail,
                  int                 row,
                  int                 column,
                  ImagettePointing   *self)
{
  ImagetteTile *tile = imagette_large_view_get_tile (self->large);

  /* The last cell stays when the pointer leaves, say for a link in its sum. */
  if (tile != NULL && row >= 0)
    show_arithmetic (self, tile, row, column);
}

void
imagette_pointing_open (ImagettePointing *self,
                        ImagetteTile     *tile)
{
  const float *values;
  int height, width, best = 0;
  const ImagetteCell first = find_cell (self, tile, 0, 0);

  /* What a cell looks at and feeds is framed, so it must be seen. */
  imagette_large_view_open (self->large, tile, first.layer != NULL && !first.filter);
  values = imagette_tile_get_values (tile, &height, &width, NULL, NULL, NULL);
  for (int i = 1; values != NULL && i < height * width; i++)
    if (values[i] > values[best])
      best = i;
  if (imagette_large_view_get_tile (self->large) == NULL)
    return;
  if (values != NULL)
    imagette_tile_detail_mark (imagette_large_view_get_detail (self->large), best / width,
                               best % width);
  show_arithmetic (self, tile, values != NULL ? best / width : -1, best % width);
}

void
imagette_pointing_update (ImagettePointing *self)
{
  NnSession *session = imagette_page_get_session (self->page);

  if (imagette_large_view_get_tile (self->large) == NULL)
    self->marked = (ImagetteCell) { NULL };
  imagette_sum_pane_set_frame (self->sum, nn_session_get_frame (session));
  imagette_weight_pane_update (self->weight, session);
  show (self, nn_session_get_state (session) == NN_STATE_RUNNING);
}

/* How the ten outputs become probabilities. */
static gboolean
query_tooltip_cb (GtkWidget        *answer,
                  int               x,
                  int               y,
                  gboolean          keyboard,
                  GtkTooltip       *tooltip,
                  ImagettePointing *self)
{
  NnFrame *frame = nn_session_get_frame (imagette_page_get_session (self->page));
  GtkWidget *under = gtk_widget_pick (answer, x, y, GTK_PICK_DEFAULT);
  g_autofree char *words = NULL;

  if (frame == NULL || under == NULL
      || (imagette_display_get_secret (imagette_page_get_display (self->page))
          & IMAGETTE_HIDDEN_PREDICTION) != 0
      || gtk_widget_get_ancestor (under, IMAGETTE_TYPE_OUTPUT_BARS) == NULL)
    return FALSE;
  words = imagette_soft_max_words (frame);
  gtk_tooltip_set_markup (tooltip, words);
  return TRUE;
}

void
imagette_pointing_connect (ImagettePointing *self)
{
  self->sum = IMAGETTE_SUM_PANE (imagette_sum_pane_new ());
  self->weight = IMAGETTE_WEIGHT_PANE (imagette_weight_pane_new ());
  imagette_large_view_set_foot (self->large, GTK_WIDGET (self->sum));
  imagette_large_view_set_foot (self->large, GTK_WIDGET (self->weight));
  g_signal_connect (self->probe, "cell-hovered", G_CALLBACK (input_hovered_cb), self);
  for (int i = 0; i < self->n_banks; i++)
    g_signal_connect (self->banks[i], "cell-hovered", G_CALLBACK (cell_hovered_cb), self);
  g_signal_connect (self->answer, "unit-hovered", G_CALLBACK (unit_hovered_cb), self);
  g_signal_connect (imagette_large_view_get_detail (self->large), "cell-hovered",
                    G_CALLBACK (large_hovered_cb), self);
  gtk_widget_set_has_tooltip (GTK_WIDGET (self->answer), TRUE);
  g_signal_connect (self->answer, "query-tooltip", G_CALLBACK (query_tooltip_cb), self);
}

void
imagette_pointing_get_subject (const ImagettePointing *self,
                               ImagetteSubject        *subject)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self->page));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;
  ImagetteTile *tile = imagette_large_view_get_tile (self->large);
  NnView view;

  if (tile == NULL && IMAGETTE_IS_TILE (focus))
    tile = IMAGETTE_TILE (focus);
  if (tile != NULL && imagette_bank_locate_tile (tile, &view, &subject->tile))
    subject->what = nn_view_to_string (view);
}
