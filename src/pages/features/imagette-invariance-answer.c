/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "pages/features/imagette-invariance-answer.h"

#include "pages/imagette-parts.h"

#include <glib/gi18n-lib.h>

struct _ImagetteInvarianceAnswer
{
  GtkWidget parent_instance;

  GtkWidget *reads, *before;
  ImagetteOutputBars *bars;
};

G_DEFINE_FINAL_TYPE (ImagetteInvarianceAnswer, imagette_invariance_answer, GTK_TYPE_WIDGET)

static void
imagette_invariance_answer_dispose (GObject *object)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);

  G_OBJECT_CLASS (imagette_invariance_answer_parent_class)->dispose (object);
}

static void
imagette_invariance_answer_class_init (ImagetteInvarianceAnswerClass *class)
{
  G_OBJECT_CLASS (class)->dispose = imagette_invariance_answer_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (class), GTK_TYPE_BOX_LAYOUT);
}

static void
imagette_invariance_answer_init (ImagetteInvarianceAnswer *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  GtkLayoutManager *layout = gtk_widget_get_layout_manager (widget);

  gtk_orientable_set_orientation (GTK_ORIENTABLE (layout), GTK_ORIENTATION_VERTICAL);
  gtk_box_layout_set_spacing (GTK_BOX_LAYOUT (layout), 8);
  self->reads = imagette_parts_label (NULL, "title-2");
  self->before = imagette_parts_label (NULL, NULL);
  self->bars = IMAGETTE_OUTPUT_BARS (imagette_output_bars_new ());
  imagette_canvas_set_title (IMAGETTE_CANVAS (self->bars), _("Output"));
  gtk_widget_set_vexpand (GTK_WIDGET (self->bars), TRUE);
  gtk_widget_set_parent (self->reads, widget);
  gtk_widget_set_parent (self->before, widget);
  gtk_widget_set_parent (GTK_WIDGET (self->bars), widget);
}

GtkWidget *
imagette_invariance_answer_new (void)
{
  return g_object_new (IMAGETTE_TYPE_INVARIANCE_ANSWER, NULL);
}

void
imagette_invariance_answer_update (ImagetteInvarianceAnswer *self,
                                   NnFrame                  *still,
                                   NnFrame                  *changed)
{
  g_autofree char *reads = NULL;
  g_autofree char *before = NULL;

  g_return_if_fail (IMAGETTE_IS_INVARIANCE_ANSWER (self));
  g_return_if_fail (still != NULL);

  if (changed == NULL)
    changed = still;
  reads = g_strdup_printf (_("It reads %d."), changed->activations->best);
  before = g_strdup_printf (_("Unchanged: %d."), still->activations->best);
  imagette_parts_set_text (self->reads, reads, FALSE);
  imagette_parts_set_text (self->before, before, FALSE);
  imagette_output_bars_set_values (self->bars, changed->activations->probabilities,
                                   still->probe->label);
}

ImagetteOutputBars *
imagette_invariance_answer_get_bars (ImagetteInvarianceAnswer *self)
{
  g_return_val_if_fail (IMAGETTE_IS_INVARIANCE_ANSWER (self), NULL);
  return self->bars;
}

const char *
imagette_invariance_answer_get_words (ImagetteInvarianceAnswer *self)
{
  g_return_val_if_fail (IMAGETTE_IS_INVARIANCE_ANSWER (self), NULL);
  return gtk_label_get_text (GTK_LABEL (self->reads));
}
