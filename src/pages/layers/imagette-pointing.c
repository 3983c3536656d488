/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pages/layers/imagette-pointing.h"

#include "pages/layers/imagette-cell-words.h"
#include "pages/layers/imagette-fields.h"
#include "pages/layers/imagette-receptive.h"

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

void
imagette_pointing_connect (ImagettePointing *self)
{
  g_signal_connect (self->probe, "cell-hovered", G_CALLBACK (input_hovered_cb), self);
  for (int i = 0; i < self->n_banks; i++)
    g_signal_connect (self->banks[i], "cell-hovered", G_CALLBACK (cell_hovered_cb), self);
  g_signal_connect (self->answer, "unit-hovered", G_CALLBACK (unit_hovered_cb), self);
}
