/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "pages/layers/imagette-sum-pane.h"

#include "pages/layers/imagette-sum-words.h"
#include "pages/layers/imagette-words-pane.h"

#include <glib/gi18n-lib.h>
#include <stdlib.h>

#define MIN_HEIGHT 196            /* the ten lines of a cell of C3 */

struct _ImagetteSumPane
{
  AdwBin parent_instance;

  ImagetteWordsPane *words;
  NnFrame *frame;
  char *layer;                    /* NULL: no cell */
  int unit, row, column;
  int open;
};

G_DEFINE_FINAL_TYPE (ImagetteSumPane, imagette_sum_pane, ADW_TYPE_BIN)

/* The cell in this frame's network, which may be another one than it was. */
static gboolean
find_unit (ImagetteSumPane *self,
           NnUnit          *unit)
{
  const NnLayer *layer;

  if (self->frame == NULL || self->layer == NULL)
    return FALSE;
  layer = nn_network_find_layer (self->frame->network, self->layer);
  if (layer == NULL || layer->kind == NN_LAYER_INPUT)
    return FALSE;
  *unit = (NnUnit) {
    .layer = (int) (layer - nn_network_get_layers (self->frame->network, NULL)),
    .channel = self->unit,
    .row = self->row,
    .column = self->column,
  };
  return nn_unit_is_valid (self->frame->network, unit);
}

static void
show (ImagetteSumPane *self)
{
  NnUnit unit;
  g_autofree char *words = NULL;

  if (!gtk_widget_is_visible (GTK_WIDGET (self)))
    return;
  if (find_unit (self, &unit))
    words = imagette_sum_words (self->frame, &unit, self->open);
  else
    words = g_strdup (_("Point at a cell to see how it comes to its value."));
  imagette_words_pane_set_markup (self->words, words);
}

static void
link_cb (ImagetteWordsPane *words,
         const char        *map,
         ImagetteSumPane   *self)
{
  const int clicked = atoi (map);

  imagette_sum_pane_open (self, clicked == self->open ? -1 : clicked);
}

static void
imagette_sum_pane_dispose (GObject *object)
{
  ImagetteSumPane *self = IMAGETTE_SUM_PANE (object);

  g_clear_pointer (&self->frame, nn_frame_unref);
  g_clear_pointer (&self->layer, g_free);

  G_OBJECT_CLASS (imagette_sum_pane_parent_class)->dispose (object);
}

static void
imagette_sum_pane_class_init (ImagetteSumPaneClass *class)
{
  G_OBJECT_CLASS (class)->dispose = imagette_sum_pane_dispose;
}

static void
imagette_sum_pane_init (ImagetteSumPane *self)
{
  self->open = -1;
  self->words = IMAGETTE_WORDS_PANE (imagette_words_pane_new (MIN_HEIGHT));
  g_signal_connect (self->words, "link", G_CALLBACK (link_cb), self);
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->words));
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

GtkWidget *
imagette_sum_pane_new (void)
{
  return g_object_new (IMAGETTE_TYPE_SUM_PANE, NULL);
}

void
imagette_sum_pane_set_frame (ImagetteSumPane *self,
                             NnFrame         *frame)
{
  g_return_if_fail (IMAGETTE_IS_SUM_PANE (self));

  if (frame == self->frame)
    return;
  g_clear_pointer (&self->frame, nn_frame_unref);
  self->frame = frame != NULL ? nn_frame_ref (frame) : NULL;
  show (self);
}

void
imagette_sum_pane_set_cell (ImagetteSumPane *self,
                            const char      *layer,
                            int              unit,
                            int              row,
                            int              column)
{
  g_return_if_fail (IMAGETTE_IS_SUM_PANE (self));

  if (g_strcmp0 (layer, self->layer) != 0)
    {
      g_free (self->layer);
      self->layer = g_strdup (layer);
      self->open = -1;
    }
  self->unit = unit;
  self->row = row;
  self->column = column;
  gtk_widget_set_visible (GTK_WIDGET (self), layer != NULL);
  show (self);
}

void
imagette_sum_pane_open (ImagetteSumPane *self,
                        int              map)
{
  g_return_if_fail (IMAGETTE_IS_SUM_PANE (self));

  self->open = map;
  show (self);
}

const char *
imagette_sum_pane_get_text (ImagetteSumPane *self)
{
  g_return_val_if_fail (IMAGETTE_IS_SUM_PANE (self), NULL);
  return imagette_words_pane_get_text (self->words);
}
