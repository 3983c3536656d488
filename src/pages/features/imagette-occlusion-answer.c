/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "pages/features/imagette-occlusion-answer.h"

#include "widgets/imagette-heat-map.h"
#include "widgets/imagette-note.h"
#include "widgets/imagette-output-bars.h"

#include <glib/gi18n-lib.h>

#define OCCLUDER_WIDTH 280        /* ten pixels of the screen for one of the digit … */
#define OCCLUDER_HEIGHT 304       /* … and the line over it */
#define WORDS_CHARS 32
#define WORDS_LINES 6

struct _ImagetteOcclusionAnswer
{
  GtkWidget parent_instance;

  ImagetteOccluder *occluder;
  ImagetteOutputBars *bars;
  ImagetteNote *words;
};

G_DEFINE_FINAL_TYPE (ImagetteOcclusionAnswer, imagette_occlusion_answer, GTK_TYPE_WIDGET)

static void
imagette_occlusion_answer_dispose (GObject *object)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);

  G_OBJECT_CLASS (imagette_occlusion_answer_parent_class)->dispose (object);
}

static void
imagette_occlusion_answer_class_init (ImagetteOcclusionAnswerClass *class)
{
  G_OBJECT_CLASS (class)->dispose = imagette_occlusion_answer_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (class), GTK_TYPE_BOX_LAYOUT);
}

static void
imagette_occlusion_answer_init (ImagetteOcclusionAnswer *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  GtkLayoutManager *layout = gtk_widget_get_layout_manager (widget);

  gtk_orientable_set_orientation (GTK_ORIENTABLE (layout), GTK_ORIENTATION_VERTICAL);
  gtk_box_layout_set_spacing (GTK_BOX_LAYOUT (layout), 8);
  self->occluder = IMAGETTE_OCCLUDER (imagette_occluder_new ());
  imagette_canvas_set_title (IMAGETTE_CANVAS (self->occluder), _("Drag the square"));
  gtk_widget_set_size_request (GTK_WIDGET (self->occluder), OCCLUDER_WIDTH, OCCLUDER_HEIGHT);
  self->bars = IMAGETTE_OUTPUT_BARS (imagette_output_bars_new ());
  gtk_widget_set_vexpand (GTK_WIDGET (self->bars), TRUE);
  self->words = IMAGETTE_NOTE (imagette_note_new (WORDS_CHARS, WORDS_LINES));
  gtk_widget_set_parent (GTK_WIDGET (self->occluder), widget);
  gtk_widget_set_parent (GTK_WIDGET (self->bars), widget);
  gtk_widget_set_parent (GTK_WIDGET (self->words), widget);
}

GtkWidget *
imagette_occlusion_answer_new (void)
{
  return g_object_new (IMAGETTE_TYPE_OCCLUSION_ANSWER, NULL);
}

static float
total_of (NnFrame *frame,
          int      map)
{
  const NnLayer *c3 = nn_network_find_layer (frame->network, "c3");
  const float *values;
  float total = 0;
  int n, cells;

  if (c3 == NULL || map < 0)
    return 0;
  cells = c3->height * c3->width;
  values = nn_tensor_get_data (frame->activations->layers[c3 - nn_network_get_layers (
                                                           frame->network, &n)]) + map * cells;
  for (int i = 0; i < cells; i++)
    total += values[i];
  return total;
}

static void
show_words (ImagetteOcclusionAnswer *self,
            NnFrame                 *frame,
            NnFrame                 *bare,
            int                      map,
            int                      n_places)
{
  g_autoptr (GString) text = g_string_new (NULL);

  g_string_append_printf (text, _("It reads %d."), frame->activations->best);
  if (frame != bare)
    g_string_append_printf (text, _(" Without the square: %d."), bare->activations->best);
  if (map >= 0)
    {
      g_autofree char *now = imagette_look_number ((double) total_of (frame, map), 100);
      g_autofree char *before = imagette_look_number ((double) total_of (bare, map), 100);

      g_string_append_c (text, ' ');
      /* Translators: the sum of a map's values, with the square and without it. */
      g_string_append_printf (text, _("Total of map %d: %s, without the square %s."), map + 1, now,
                              before);
    }
  if (n_places == 0)
    g_string_append_printf (text, " %s", _("No place of the square makes the class less probable."));
  else if (n_places > 0 && n_places < IMAGETTE_HEAT_MARKS)
    g_string_append_printf (text, ngettext (" The class falls at %d place alone.",
                                            " The class falls at %d places alone.",
                                            (gulong) n_places), n_places);
  imagette_note_set_text (self->words, text->str);
}

void
imagette_occlusion_answer_update (ImagetteOcclusionAnswer *self,
                                  NnFrame                 *bare,
                                  NnFrame                 *covered,
                                  int                      map,
                                  int                      n_places)
{
  g_return_if_fail (IMAGETTE_IS_OCCLUSION_ANSWER (self));
  g_return_if_fail (bare != NULL);

  if (covered == NULL)
    covered = bare;
  imagette_occluder_set_digit (self->occluder, bare->probe->pixels);
  imagette_output_bars_set_values (self->bars, covered->activations->probabilities,
                                   bare->probe->label);
  show_words (self, covered, bare, map, n_places);
}

ImagetteOccluder *
imagette_occlusion_answer_get_occluder (ImagetteOcclusionAnswer *self)
{
  g_return_val_if_fail (IMAGETTE_IS_OCCLUSION_ANSWER (self), NULL);
  return self->occluder;
}

const char *
imagette_occlusion_answer_get_words (ImagetteOcclusionAnswer *self)
{
  g_return_val_if_fail (IMAGETTE_IS_OCCLUSION_ANSWER (self), NULL);
  return imagette_note_get_text (self->words);
}
