/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pages/layers/imagette-pointing.h"

#include "pages/layers/imagette-bank-table.h"
#include "pages/layers/imagette-cell-words.h"
#include "pages/layers/imagette-fields.h"
#include "pages/layers/imagette-receptive.h"
#include "pages/layers/imagette-sum-words.h"
#include "widgets/imagette-output-bars.h"
#include "widgets/imagette-strip.h"

static void
show_cell (ImagettePointing   *self,
           const char         *layer,
           gboolean            filter,
           int                 tile,
           int                 y,
           int                 x)
{
  NnFrame *frame = nn_session_get_frame (imagette_page_get_session (self->page));
  ImagetteField field = { 0, 0, 0 };
  gboolean map = layer != NULL && !filter && tile >= 0;
  g_autofree char *title = NULL;
  g_autofree char *text = NULL;

  if (layer != NULL && tile >= 0 && frame != NULL)
    imagette_cell_words (frame, layer, filter, tile, y, x, &title, &text);
  imagette_answer_pane_set_info (self->answer, title, text);
  if (map)
    field = imagette_receptive_field (layer, "input", y, x);
  imagette_tile_set_overlay (imagette_probe_pane_get_tile (self->probe), field.row, field.column,
                             field.size, field.size);
  for (int i = 0; i < self->n_banks; i++)
    imagette_fields_show (self->banks[i], map ? layer : NULL, tile, y, x);
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
  show_cell (self, layer, filter, tile, y, x);
}

static void
input_hovered_cb (ImagetteProbePane  *pane,
                  int                 row,
                  int                 column,
                  ImagettePointing   *self)
{
  show_cell (self, row < 0 ? NULL : "input", FALSE, 0, row, column);
}

static void
unit_hovered_cb (ImagetteAnswerPane *pane,
                 const char         *layer,
                 int                 unit,
                 ImagettePointing   *self)
{
  show_cell (self, unit < 0 ? NULL : layer, FALSE, unit, 0, 0);
}

/* Which layer's output a tile shows, and which map of it (-1: all units, cell by cell).
 * NULL for filters and the input. */
static const char *
find_layer (ImagettePointing *self,
            ImagetteTile     *tile,
            int              *map)
{
  GtkWidget *grid = gtk_widget_get_ancestor (GTK_WIDGET (tile), IMAGETTE_TYPE_FILTER_GRID);
  GtkWidget *strip = gtk_widget_get_ancestor (GTK_WIDGET (tile), IMAGETTE_TYPE_STRIP);
  const ImagetteGridSpec *spec;

  *map = -1;
  if (grid == NULL)
    return strip != NULL ? g_object_get_data (G_OBJECT (strip), "layer") : NULL;
  spec = g_object_get_data (G_OBJECT (grid), "spec");
  if (spec == NULL || spec->filter)
    return NULL;
  for (int i = 0; i < spec->rows; i++)
    if (imagette_filter_grid_get_tile (IMAGETTE_FILTER_GRID (grid), i, 0) == tile)
      *map = i;
  return spec->layer;
}

/* The same of the filters; FALSE for anything else. */
static gboolean
find_filter (ImagetteTile *tile,
             const char  **layer,
             int          *index)
{
  GtkWidget *grid = gtk_widget_get_ancestor (GTK_WIDGET (tile), IMAGETTE_TYPE_FILTER_GRID);
  const ImagetteGridSpec *spec = grid != NULL ? g_object_get_data (G_OBJECT (grid), "spec") : NULL;
  NnView view;

  if (spec == NULL || !spec->filter || !imagette_bank_locate_tile (tile, &view, index))
    return FALSE;
  *layer = spec->layer;
  return TRUE;
}

static void
show_arithmetic (ImagettePointing *self,
                 ImagetteTile     *tile,
                 int               row,
                 int               column)
{
  int map, height, width, filter = 0;
  const char *layer = find_layer (self, tile, &map);
  const char *filters = NULL;

  find_filter (tile, &filters, &filter);
  imagette_weight_pane_set_weight (self->weight, filters, filter, row, column);
  imagette_tile_get_values (tile, &height, &width, NULL, NULL, NULL);
  if (layer == NULL)
    imagette_sum_pane_set_cell (self->sum, NULL, 0, 0, 0);
  else if (map >= 0)
    imagette_sum_pane_set_cell (self->sum, layer, map, row, column);
  else
    imagette_sum_pane_set_cell (self->sum, layer, row * width + column, 0, 0);
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

  imagette_large_view_open (self->large, tile);
  values = imagette_tile_get_values (tile, &height, &width, NULL, NULL, NULL);
  for (int i = 1; values != NULL && i < height * width; i++)
    if (values[i] > values[best])
      best = i;
  if (imagette_large_view_get_tile (self->large) == NULL)
    return;
  if (values == NULL)
    {
      imagette_sum_pane_set_cell (self->sum, NULL, 0, 0, 0);
      imagette_weight_pane_set_weight (self->weight, NULL, 0, 0, 0);
      return;
    }
  imagette_tile_detail_mark (imagette_large_view_get_detail (self->large), best / width,
                             best % width);
  show_arithmetic (self, tile, best / width, best % width);
}

void
imagette_pointing_update (ImagettePointing *self)
{
  NnSession *session = imagette_page_get_session (self->page);

  imagette_sum_pane_set_frame (self->sum, nn_session_get_frame (session));
  imagette_weight_pane_update (self->weight, session);
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
