/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "pages/layers/imagette-answer-pane.h"

#include "pages/imagette-parts.h"
#include "pages/imagette-words.h"
#include "widgets/imagette-output-bars.h"
#include "widgets/imagette-strip.h"

#include <glib/gi18n-lib.h>

#define N_STRIPS 2                /* C5 and F6, or the rival's H1 and H2 */

struct _ImagetteAnswerPane
{
  ImagetteSheet parent_instance;

  GtkWidget *heading;
  ImagetteStrip *strips[N_STRIPS];
  GtkWidget *strip_labels[N_STRIPS];
  const char *strip_layers[N_STRIPS];
  ImagetteOutputBars *bars;
  GtkWidget *reads, *second;
  GtkWidget *info_box, *info_title, *info;
  gboolean projector;
};

enum { UNIT_HOVERED, TILE_OPENED, N_SIGNALS };
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (ImagetteAnswerPane, imagette_answer_pane, IMAGETTE_TYPE_SHEET)

static void
unit_hovered_cb (ImagetteStrip      *strip,
                 int                 unit,
                 ImagetteAnswerPane *self)
{
  int i = strip == self->strips[0] ? 0 : 1;

  g_signal_emit (self, signals[UNIT_HOVERED], 0, self->strip_layers[i], unit);
}

static void
strip_activated_cb (ImagetteStrip      *strip,
                    ImagetteAnswerPane *self)
{
  g_signal_emit (self, signals[TILE_OPENED], 0, imagette_strip_get_tile (strip));
}

static void
append_strip (ImagetteAnswerPane *self,
              GtkWidget          *box,
              int                 i)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);

  self->strips[i] = IMAGETTE_STRIP (imagette_strip_new ());
  imagette_strip_set_columns (self->strips[i], 12);
  imagette_strip_set_length (self->strips[i], i == 0 ? 120 : 84);
  g_object_set (self->strips[i], "scale", 8, NULL);
  g_signal_connect (self->strips[i], "unit-hovered", G_CALLBACK (unit_hovered_cb), self);
  g_signal_connect (self->strips[i], "activated", G_CALLBACK (strip_activated_cb), self);
  self->strip_labels[i] = imagette_parts_label ("", "dim");
  gtk_widget_set_hexpand (self->strip_labels[i], TRUE);
  gtk_box_append (GTK_BOX (row), GTK_WIDGET (self->strips[i]));
  gtk_box_append (GTK_BOX (row), self->strip_labels[i]);
  gtk_box_append (GTK_BOX (box), row);
}

static void
imagette_answer_pane_class_init (ImagetteAnswerPaneClass *class)
{
  signals[UNIT_HOVERED] = g_signal_new ("unit-hovered", G_TYPE_FROM_CLASS (class),
                                        G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 2,
                                        G_TYPE_STRING, G_TYPE_INT);
  signals[TILE_OPENED] = g_signal_new ("tile-opened", G_TYPE_FROM_CLASS (class), G_SIGNAL_RUN_LAST,
                                       0, NULL, NULL, NULL, G_TYPE_NONE, 1, IMAGETTE_TYPE_TILE);
}

static void
imagette_answer_pane_init (ImagetteAnswerPane *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 8);

  self->heading = imagette_parts_label ("", "heading");
  gtk_box_append (GTK_BOX (box), self->heading);
  for (int i = 0; i < N_STRIPS; i++)
    append_strip (self, box, i);

  self->bars = IMAGETTE_OUTPUT_BARS (imagette_output_bars_new ());
  g_object_set (self->bars, "title", _("Output"), NULL);
  gtk_widget_set_vexpand (GTK_WIDGET (self->bars), TRUE);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->bars));

  self->reads = imagette_parts_label ("", "title-2");
  self->second = imagette_parts_label ("", "numeric");
  gtk_box_append (GTK_BOX (box), self->reads);
  gtk_box_append (GTK_BOX (box), self->second);

  self->info_box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  self->info_title = imagette_parts_label ("", "heading");
  self->info = imagette_parts_label ("", "numeric");
  /* Room for three lines from the start, so that nothing jumps. */
  gtk_label_set_wrap (GTK_LABEL (self->info), TRUE);
  gtk_label_set_width_chars (GTK_LABEL (self->info), 20);
  gtk_label_set_max_width_chars (GTK_LABEL (self->info), 20);
  gtk_label_set_lines (GTK_LABEL (self->info), 3);
  gtk_box_append (GTK_BOX (self->info_box), self->info_title);
  gtk_box_append (GTK_BOX (self->info_box), self->info);
  gtk_widget_add_css_class (self->info_box, "info");
  gtk_box_append (GTK_BOX (box), self->info_box);
  imagette_answer_pane_set_info (self, NULL, NULL);

  gtk_widget_add_css_class (GTK_WIDGET (self), "card");
  gtk_widget_add_css_class (box, "card-content");
  adw_bin_set_child (ADW_BIN (self), box);
}

GtkWidget *
imagette_answer_pane_new (void)
{
  return g_object_new (IMAGETTE_TYPE_ANSWER_PANE, NULL);
}

static void
show_strip (ImagetteAnswerPane *self,
            int                 i,
            NnFrame            *frame,
            const NnLayer      *layer,
            NnTensor           *tensor,
            ImagetteDisplay    *display)
{
  gboolean tanh = frame->spec.network.activation == NN_ACTIVATION_TANH;

  if (self->strip_layers[i] != layer->name)
    {
      g_autofree char *label = g_strdup_printf ("%s · %d", layer->title, layer->channels);
      g_autofree char *title = g_strdup_printf (_("%s, %d units"), layer->title, layer->channels);

      self->strip_layers[i] = layer->name;
      gtk_label_set_text (GTK_LABEL (self->strip_labels[i]), label);
      imagette_strip_set_title (self->strips[i], title);
      imagette_strip_set_length (self->strips[i], layer->channels);
      g_object_set_data (G_OBJECT (self->strips[i]), "layer", (gpointer) layer->name);
    }
  imagette_strip_set_tensor (self->strips[i], tensor, tanh ? NN_TILE_SIGNED : NN_TILE_ACTIVATION,
                             imagette_display_get_colors (display), 0);
}

static void
show_answer (ImagetteAnswerPane *self,
             NnFrame            *frame,
             gboolean            secret,
             gboolean            running)
{
  const NnActivations *activations = frame->activations;
  const gboolean wrong = !secret && imagette_words_is_answer (activations)
                         && frame->probe->label >= 0
                         && frame->probe->label != activations->best;
  g_autofree char *reads = secret ? g_strdup (_("Guess first"))
                                  : imagette_words_answer (activations, wrong);
  /* Large text has a line for each, always: nothing jumps when the margin is large. */
  g_autofree char *second = secret ? g_strdup (self->projector ? "\n" : "")
                                   : imagette_words_second (activations, self->projector);

  gtk_label_set_text (GTK_LABEL (self->reads), reads);
  imagette_parts_set_text (self->second, second, running);
  if (wrong)
    gtk_widget_add_css_class (self->reads, "mistake");
  else
    gtk_widget_remove_css_class (self->reads, "mistake");
}

void
imagette_answer_pane_update (ImagetteAnswerPane *self,
                             NnFrame            *frame,
                             ImagetteDisplay    *display,
                             gboolean            running)
{
  const NnLayer *layers;
  const gboolean secret
    = (imagette_display_get_secret (display) & IMAGETTE_HIDDEN_PREDICTION) != 0;
  int n_layers, strip = 0;
  g_autofree char *heading = NULL;

  g_return_if_fail (IMAGETTE_IS_ANSWER_PANE (self) && frame != NULL);

  layers = nn_network_get_layers (frame->network, &n_layers);
  for (int i = 0; i < n_layers - 1 && strip < N_STRIPS; i++)
    if (layers[i].kind == NN_LAYER_DENSE)
      show_strip (self, strip++, frame, &layers[i], frame->activations->layers[i], display);
  heading = g_strdup_printf (_("%s · output"), layers[n_layers - 3].kind == NN_LAYER_DENSE
                               ? (g_str_equal (layers[n_layers - 3].name, "c5") ? "C5 · F6"
                                                                                 : "H1 · H2")
                               : layers[n_layers - 2].title);
  if (!g_str_equal (heading, gtk_label_get_text (GTK_LABEL (self->heading))))
    gtk_label_set_text (GTK_LABEL (self->heading), heading);
  imagette_output_bars_set_empty_text (self->bars, secret ? _("Guess first") : NULL);
  imagette_output_bars_set_values (self->bars,
                                   secret ? NULL : frame->activations->probabilities,
                                   secret ? -1 : frame->probe->label);
  show_answer (self, frame, secret, running && !secret);
}

void
imagette_answer_pane_set_scale (ImagetteAnswerPane *self,
                                int                 scale)
{
  g_return_if_fail (IMAGETTE_IS_ANSWER_PANE (self));

  for (int i = 0; i < N_STRIPS; i++)
    g_object_set (self->strips[i], "scale", scale, NULL);
}

void
imagette_answer_pane_set_place (ImagetteAnswerPane *self,
                                const char         *place)
{
  g_return_if_fail (IMAGETTE_IS_ANSWER_PANE (self));

  for (int i = 0; i < N_STRIPS; i++)
    imagette_strip_set_place (self->strips[i], place);
}

void
imagette_answer_pane_set_info (ImagetteAnswerPane *self,
                               const char         *title,
                               const char         *text)
{
  g_return_if_fail (IMAGETTE_IS_ANSWER_PANE (self));

  gtk_label_set_text (GTK_LABEL (self->info_title), title != NULL ? title : _("Point at a cell"));
  gtk_label_set_text (GTK_LABEL (self->info),
                      text != NULL ? text
                                   : _("to read its value and see what it looks at. "
                                       "Click a tile to see it large."));
}

void
imagette_answer_pane_set_projector (ImagetteAnswerPane *self,
                                    gboolean            projector)
{
  g_return_if_fail (IMAGETTE_IS_ANSWER_PANE (self));
  /* The strips have names of their own. */
  gtk_widget_set_visible (self->heading, !projector);
  self->projector = projector;
  gtk_widget_set_visible (self->info_box, !projector);
  imagette_output_bars_set_compact (self->bars, projector);
}
