/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "pages/layers/imagette-answer-pane.h"

#include "pages/imagette-parts.h"
#include "pages/imagette-words.h"
#include "widgets/imagette-output-bars.h"

#include <glib/gi18n-lib.h>

#define N_ROWS 2                  /* C5 and F6, or the rival's H1 and H2 */

struct _ImagetteAnswerPane
{
  ImagetteSheet parent_instance;

  GtkWidget *heading;
  ImagetteDenseRow *rows[N_ROWS];
  ImagetteOutputBars *bars;
  GtkWidget *reads, *second;
  GtkWidget *info_box, *info_title, *info;
  gboolean brief;
};

enum { UNIT_HOVERED, TILE_OPENED, N_SIGNALS };
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (ImagetteAnswerPane, imagette_answer_pane, IMAGETTE_TYPE_SHEET)

static void
unit_hovered_cb (ImagetteStrip      *strip,
                 int                 unit,
                 ImagetteAnswerPane *self)
{
  GtkWidget *row = gtk_widget_get_parent (GTK_WIDGET (strip));

  g_signal_emit (self, signals[UNIT_HOVERED], 0,
                 imagette_dense_row_get_layer (IMAGETTE_DENSE_ROW (row)), unit);
}

static void
strip_activated_cb (ImagetteStrip      *strip,
                    ImagetteAnswerPane *self)
{
  g_signal_emit (self, signals[TILE_OPENED], 0, imagette_strip_get_tile (strip));
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
  for (int i = 0; i < N_ROWS; i++)
    {
      ImagetteStrip *strip;

      self->rows[i] = IMAGETTE_DENSE_ROW (imagette_dense_row_new (i == 0 ? 120 : 84));
      strip = imagette_dense_row_get_strip (self->rows[i]);
      g_signal_connect (strip, "unit-hovered", G_CALLBACK (unit_hovered_cb), self);
      g_signal_connect (strip, "activated", G_CALLBACK (strip_activated_cb), self);
      gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->rows[i]));
    }

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
  imagette_answer_pane_set_info (self, NULL, NULL, FALSE);

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
  g_autofree char *second = secret ? g_strdup (self->brief ? "\n" : "")
                                   : imagette_words_second (activations, self->brief);

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
  int n_layers, row = 0;
  g_autofree char *heading = NULL;

  g_return_if_fail (IMAGETTE_IS_ANSWER_PANE (self) && frame != NULL);

  layers = nn_network_get_layers (frame->network, &n_layers);
  for (int i = 0; i < n_layers - 1 && row < N_ROWS; i++)
    if (layers[i].kind == NN_LAYER_DENSE)
      imagette_dense_row_update (self->rows[row++], frame, &layers[i], display);
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

  for (int i = 0; i < N_ROWS; i++)
    g_object_set (imagette_dense_row_get_strip (self->rows[i]), "scale", scale, NULL);
}

void
imagette_answer_pane_set_place (ImagetteAnswerPane *self,
                                const char         *place)
{
  g_return_if_fail (IMAGETTE_IS_ANSWER_PANE (self));

  for (int i = 0; i < N_ROWS; i++)
    imagette_strip_set_place (imagette_dense_row_get_strip (self->rows[i]), place);
}

void
imagette_answer_pane_set_info (ImagetteAnswerPane *self,
                               const char         *title,
                               const char         *text,
                               gboolean            calm)
{
  g_return_if_fail (IMAGETTE_IS_ANSWER_PANE (self));

  imagette_parts_set_text (self->info_title, title != NULL ? title : _("Point at a cell"), FALSE);
  imagette_parts_set_text (self->info, text != NULL ? text
                                       : _("to read its value and see what it looks at. "
                                           "Click a tile to see it large."), calm);
}

ImagetteDenseRow *
imagette_answer_pane_get_row (ImagetteAnswerPane *self,
                              int                 index)
{
  g_return_val_if_fail (IMAGETTE_IS_ANSWER_PANE (self), NULL);
  return index < N_ROWS ? self->rows[index] : NULL;
}

void
imagette_answer_pane_set_fed (ImagetteAnswerPane *self,
                              gboolean            fed)
{
  g_return_if_fail (IMAGETTE_IS_ANSWER_PANE (self));

  if (fed)
    gtk_widget_add_css_class (GTK_WIDGET (self->bars), "fed");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->bars), "fed");
}

void
imagette_answer_pane_set_look (ImagetteAnswerPane *self,
                               gboolean            projector,
                               gboolean            slim)
{
  const gboolean brief = projector || slim;

  g_return_if_fail (IMAGETTE_IS_ANSWER_PANE (self));

  self->brief = brief;
  /* The rows have names of their own, or share the heading. */
  gtk_widget_set_visible (self->heading, !projector || slim);
  for (int i = 0; i < N_ROWS; i++)
    imagette_dense_row_set_named (self->rows[i], !slim);
  gtk_widget_set_visible (self->info_box, !brief);
  imagette_output_bars_set_compact (self->bars, brief);
}
