/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "pages/layers/imagette-weight-pane.h"

#include "pages/layers/imagette-cell-words.h"
#include "pages/layers/imagette-weight-words.h"
#include "pages/layers/imagette-words-pane.h"
#include "session/nn-session-weight.h"

#include <glib/gi18n-lib.h>
#include <stdlib.h>

#define MIN_HEIGHT 304            /* the seventeen lines of Adam */

struct _ImagetteWeightPane
{
  AdwBin parent_instance;

  ImagetteWordsPane *words;
  NnSession *session;             /* owned; NULL before the first update */
  char *layer;                    /* NULL: no weight */
  int tile, row, column;
  int image;                      /* of the batch, the one that is open; -1: none */
  gboolean all;                   /* of the images are shown */
};

G_DEFINE_FINAL_TYPE (ImagetteWeightPane, imagette_weight_pane, ADW_TYPE_BIN)

/* The weight in the network that is shown, which may be another one than it was;
 * parameter -1: it has none. */
static NnWeightSpec
find_weight (ImagetteWeightPane *self,
             NnFrame            *frame)
{
  NnWeightSpec spec = { -1, 0, self->image };
  const NnLayer *layer;
  const NnParameter *table;
  int side;

  if (self->layer == NULL || frame == NULL)
    return spec;
  layer = nn_network_find_layer (frame->network, self->layer);
  if (layer == NULL || layer->weight < 0)
    return spec;
  table = &nn_network_get_parameters (frame->network, NULL)[layer->weight];
  side = layer->kind == NN_LAYER_CONV2D ? layer->kernel : NN_IMAGE_SIDE;
  spec.index = (gsize) ((self->tile * side + self->row) * side + self->column);
  if (spec.index < table->size)
    spec.parameter = layer->weight;
  return spec;
}

static float
get_value (NnFrame            *frame,
           const NnWeightSpec *spec)
{
  g_autoptr (NnTensor) weights = nn_network_get_tensor (frame->network, spec->parameter);

  return nn_tensor_get_data (weights)[spec->index];
}

/* "C3 filter 6 for map 2, row 3, column 1". (transfer full) */
static char *
name_weight (ImagetteWeightPane *self,
             NnFrame            *frame)
{
  g_autofree char *title = NULL;
  g_autofree char *text = NULL;
  g_autofree char *cell = g_strdup_printf (_("row %d, column %d"), self->row, self->column);

  imagette_cell_words (frame, self->layer, TRUE, self->tile, self->row, self->column, &title,
                       &text);
  return g_strdup_printf ("%s, %s", title, cell);
}

/* How to come to see it. (transfer full) */
static char *
write_advice (ImagetteWeightPane *self,
              const char         *name)
{
  const char *what;

  if (nn_session_get_looked_at (self->session) != NULL)
    what = _("This is a moment of the past. Go back to now and press B: the batch that is trained "
             "then is written out here, from the old weight to the new one.");
  else if (nn_session_get_state (self->session) == NN_STATE_RUNNING)
    what = _("Training runs on. Press B: it stops after one more batch, and that batch is written "
             "out here, from the old weight to the new one.");
  else
    what = _("Press B to train one batch: it is written out here, from the old weight to the new "
             "one.");
  return g_strdup_printf ("<b>%s</b>\n%s", name, what);
}

static void
show (ImagetteWeightPane *self)
{
  NnFrame *frame = self->session != NULL ? nn_session_get_frame (self->session) : NULL;
  const NnWeightSpec spec = find_weight (self, frame);
  g_autofree char *name = NULL;
  g_autofree char *words = NULL;
  NnWeightLook *look;

  if (frame == NULL || !gtk_widget_get_mapped (GTK_WIDGET (self)))
    return;
  nn_session_set_weight (self->session, &spec);
  if (spec.parameter < 0)
    {
      imagette_words_pane_set_markup (self->words, _("Point at a weight to see how it was learned."));
      return;
    }
  look = nn_session_get_weight_look (self->session);
  name = name_weight (self, frame);
  if (nn_session_get_batch_step (self->session) == NULL)
    words = write_advice (self, name);
  else if (look != NULL && look->spec.parameter == spec.parameter && look->spec.index == spec.index)
    words = imagette_weight_words (name, look,
                                   nn_session_get_dataset (self->session)->train.labels,
                                   get_value (frame, &spec), self->all);
  /* It is on its way: until it is there, what was there before. */
  if (words != NULL)
    imagette_words_pane_set_markup (self->words, words);
}

static void
link_cb (ImagetteWordsPane  *words,
         const char         *address,
         ImagetteWeightPane *self)
{
  const int image = atoi (address);

  if (g_str_equal (address, "all"))
    self->all = !self->all;
  else
    self->image = image == self->image ? -1 : image;
  show (self);
}

static void
imagette_weight_pane_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (imagette_weight_pane_parent_class)->map (widget);
  show (IMAGETTE_WEIGHT_PANE (widget));
}

/* Nobody looks: nothing is computed any more. */
static void
imagette_weight_pane_unmap (GtkWidget *widget)
{
  ImagetteWeightPane *self = IMAGETTE_WEIGHT_PANE (widget);
  const NnWeightSpec none = { -1, 0, -1 };

  GTK_WIDGET_CLASS (imagette_weight_pane_parent_class)->unmap (widget);
  if (self->session != NULL)
    nn_session_set_weight (self->session, &none);
}

static void
imagette_weight_pane_dispose (GObject *object)
{
  ImagetteWeightPane *self = IMAGETTE_WEIGHT_PANE (object);

  g_clear_object (&self->session);
  g_clear_pointer (&self->layer, g_free);

  G_OBJECT_CLASS (imagette_weight_pane_parent_class)->dispose (object);
}

static void
imagette_weight_pane_class_init (ImagetteWeightPaneClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = imagette_weight_pane_dispose;
  widget_class->map = imagette_weight_pane_map;
  widget_class->unmap = imagette_weight_pane_unmap;
}

static void
imagette_weight_pane_init (ImagetteWeightPane *self)
{
  self->image = -1;
  self->words = IMAGETTE_WORDS_PANE (imagette_words_pane_new (MIN_HEIGHT));
  g_signal_connect (self->words, "link", G_CALLBACK (link_cb), self);
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->words));
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

GtkWidget *
imagette_weight_pane_new (void)
{
  return g_object_new (IMAGETTE_TYPE_WEIGHT_PANE, NULL);
}

void
imagette_weight_pane_update (ImagetteWeightPane *self,
                             NnSession          *session)
{
  g_return_if_fail (IMAGETTE_IS_WEIGHT_PANE (self));

  g_set_object (&self->session, session);
  show (self);
}

void
imagette_weight_pane_set_weight (ImagetteWeightPane *self,
                                 const char         *layer,
                                 int                 tile,
                                 int                 row,
                                 int                 column)
{
  g_return_if_fail (IMAGETTE_IS_WEIGHT_PANE (self));

  g_free (self->layer);
  self->layer = g_strdup (layer);
  self->tile = tile;
  self->row = row;
  self->column = column;
  gtk_widget_set_visible (GTK_WIDGET (self), layer != NULL);
  show (self);
}

const char *
imagette_weight_pane_get_text (ImagetteWeightPane *self)
{
  g_return_val_if_fail (IMAGETTE_IS_WEIGHT_PANE (self), NULL);
  return imagette_words_pane_get_text (self->words);
}
