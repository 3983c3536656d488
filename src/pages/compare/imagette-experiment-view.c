/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "pages/compare/imagette-experiment-view.h"

#include "pages/compare/imagette-race-curves.h"
#include "widgets/imagette-pairs.h"
#include "widgets/imagette-plot.h"

#include <glib/gi18n-lib.h>
#include <math.h>

struct _ImagetteExperimentView
{
  AdwBin parent_instance;

  GtkStack *stack;
  GtkWidget *words;
  ImagettePlot *plot;
  ImagettePairs *pairs;
};

G_DEFINE_FINAL_TYPE (ImagetteExperimentView, imagette_experiment_view, ADW_TYPE_BIN)

static void
imagette_experiment_view_class_init (ImagetteExperimentViewClass *class)
{
}

static void
imagette_experiment_view_init (ImagetteExperimentView *self)
{
  const NnPairs none = { .title = _("Mistakes, of 100"), .empty = _("after the first seed") };

  self->stack = GTK_STACK (gtk_stack_new ());
  self->words = gtk_label_new (NULL);
  gtk_label_set_wrap (GTK_LABEL (self->words), TRUE);
  gtk_widget_add_css_class (self->words, "dim");
  self->plot = IMAGETTE_PLOT (imagette_plot_new ());
  g_object_set (self->plot, "percent", TRUE, "empty-text", _("after the first seed"), NULL);
  self->pairs = IMAGETTE_PAIRS (imagette_pairs_new ());
  imagette_pairs_set (self->pairs, &none, (const char *const[2]) { NULL, NULL });
  gtk_stack_add_named (self->stack, self->words, "words");
  gtk_stack_add_named (self->stack, GTK_WIDGET (self->plot), "plot");
  gtk_stack_add_named (self->stack, GTK_WIDGET (self->pairs), "pairs");
  gtk_widget_set_size_request (GTK_WIDGET (self->stack), 300, 190);
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->stack));
  imagette_experiment_view_set (self, NULL);
}

GtkWidget *
imagette_experiment_view_new (void)
{
  return g_object_new (IMAGETTE_TYPE_EXPERIMENT_VIEW, NULL);
}

static void
show_curves (ImagetteExperimentView *self,
             const NnComparison     *comparison)
{
  gboolean shift = comparison->spec.experiment == NN_EXPERIMENT_SHIFT;
  const char *heading = shift ? _("Accuracy on shifted digits") : _("Accuracy under noise");
  int n = comparison->heats->len > 0 ? comparison->n_points : 0;

  g_object_set (self->plot, "heading", heading, "title", heading, "x-label",
                shift ? _("pixels to the right") : _("standard deviation; 1 is black to white"),
                NULL);
  imagette_plot_clear_series (self->plot);
  for (NnRacer racer = 0; racer < NN_N_RACERS; racer++)
    {
      g_autofree char *name = imagette_racer_name (comparison, racer);
      int series = imagette_plot_add_series (self->plot, name, NN_LINE_POINTS, (int) racer);
      float x[NN_EXPERIMENT_MAX_POINTS], y[NN_EXPERIMENT_MAX_POINTS];

      for (int i = 0; i < n; i++)
        {
          x[i] = (float) comparison->x[i];
          y[i] = (float) nn_comparison_point (comparison, racer, i).mean;
        }
      imagette_plot_set_points (self->plot, series, x, y, (gsize) n);
    }
  imagette_plot_set_y_range (self->plot, 0, 1);
  gtk_stack_set_visible_child (self->stack, GTK_WIDGET (self->plot));
}

static void
show_pairs (ImagetteExperimentView *self,
            const NnComparison     *comparison)
{
  gboolean shuffle = comparison->spec.experiment == NN_EXPERIMENT_SHUFFLE;
  g_autofree char *lenet = imagette_racer_name (comparison, NN_RACER_LENET);
  g_autofree char *rival = imagette_racer_name (comparison, NN_RACER_RIVAL);
  const char *const names[2] = { lenet, rival };
  char *labels[NN_PAIRS_MAX];
  NnPairs pairs = {
    .title = _("Mistakes, of 100"),
    .x_label = shuffle ? _("the pixels of all images") : _("training images"),
    .empty = _("after the first seed"),
    .n = comparison->heats->len > 0 ? comparison->n_points : 0,
  };
  NnStyle style;

  imagette_look_init_style (GTK_WIDGET (self), &style);
  for (int i = 0; i < pairs.n; i++)
    {
      if (shuffle)
        labels[i] = g_strdup (i > 0 ? _("shuffled") : _("in order"));
      else
        labels[i] = nn_style_number (&style, comparison->x[i], 0);
      pairs.labels[i] = labels[i];
      for (NnRacer racer = 0; racer < NN_N_RACERS; racer++)
        pairs.values[i][racer] = 100 * (1 - nn_comparison_point (comparison, racer, i).mean);
    }
  imagette_pairs_set (self->pairs, &pairs, names);
  for (int i = 0; i < pairs.n; i++)
    g_free (labels[i]);
  gtk_stack_set_visible_child (self->stack, GTK_WIDGET (self->pairs));
}

void
imagette_experiment_view_set (ImagetteExperimentView *self,
                              const NnComparison     *comparison)
{
  g_return_if_fail (IMAGETTE_IS_EXPERIMENT_VIEW (self));

  switch (comparison != NULL ? comparison->spec.experiment : NN_EXPERIMENT_NONE)
    {
    case NN_EXPERIMENT_SHIFT:
    case NN_EXPERIMENT_NOISE:
      show_curves (self, comparison);
      break;
    case NN_EXPERIMENT_SHUFFLE:
    case NN_EXPERIMENT_LESS:
      show_pairs (self, comparison);
      break;
    case NN_EXPERIMENT_NONE:
    default:
      gtk_label_set_text (GTK_LABEL (self->words),
                          _("Both networks have as many parameters, and see the same digits in "
                            "the same order. Choose an experiment to find out where the "
                            "difference comes from."));
      gtk_stack_set_visible_child (self->stack, self->words);
      break;
    }
}
