/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "pages/compare/imagette-race-curves.h"

#include "widgets/imagette-plot.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define GIGA 1e9f
#define EDGE 1.02                 /* the last dot is whole */

struct _ImagetteRaceCurves
{
  GtkBox parent_instance;

  ImagettePlot *plots[NN_N_COSTS];
};

G_DEFINE_FINAL_TYPE (ImagetteRaceCurves, imagette_race_curves, GTK_TYPE_BOX)

static void
imagette_race_curves_class_init (ImagetteRaceCurvesClass *class)
{
}

static void
imagette_race_curves_init (ImagetteRaceCurves *self)
{
  static const char *const headings[NN_N_COSTS] = {
    N_("Test accuracy over epochs"), N_("Over seconds"), N_("Over multiply-adds"),
  };
  static const char *const labels[NN_N_COSTS] = {
    N_("epoch"), N_("seconds of training"), N_("billions, forward"),
  };

  gtk_box_set_spacing (GTK_BOX (self), 8);
  gtk_box_set_homogeneous (GTK_BOX (self), TRUE);
  for (NnCost cost = 0; cost < NN_N_COSTS; cost++)
    {
      GtkWidget *plot = imagette_plot_new ();
      GtkWidget *card = adw_bin_new ();

      self->plots[cost] = IMAGETTE_PLOT (plot);
      g_object_set (plot, "heading", _(headings[cost]), "title", _(headings[cost]), "x-label",
                    _(labels[cost]), "percent", TRUE, "empty-text", _("a dot after each epoch"),
                    NULL);
      gtk_widget_set_hexpand (plot, TRUE);
      gtk_widget_set_vexpand (plot, TRUE);
      gtk_widget_set_size_request (plot, 260, 190);
      gtk_widget_add_css_class (card, "card");
      gtk_widget_add_css_class (card, "card-content");
      adw_bin_set_child (ADW_BIN (card), plot);
      gtk_box_append (GTK_BOX (self), card);
    }
}

GtkWidget *
imagette_race_curves_new (void)
{
  return g_object_new (IMAGETTE_TYPE_RACE_CURVES, NULL);
}

char *
imagette_racer_name (const NnComparison *comparison,
                     NnRacer             racer)
{
  g_autofree char *name = nn_network_spec_to_string (&comparison->networks[racer]);

  return racer == NN_RACER_LENET ? g_strdup ("LeNet") : g_strdup (name + strlen ("mlp-"));
}

static void
show_cost (ImagettePlot       *plot,
           const NnComparison *comparison,
           NnCost              cost)
{
  guint epochs = comparison->spec.epochs;
  float end = 0;
  g_autofree float *x = g_new (float, 2 * (gsize) epochs);
  float *y = x + epochs;

  for (NnRacer racer = 0; racer < NN_N_RACERS; racer++)
    {
      g_autofree char *name = imagette_racer_name (comparison, racer);
      int series = imagette_plot_add_series (plot, name, NN_LINE_POINTS, (int) racer);
      guint n = nn_comparison_curve (comparison, racer, cost, x, y);

      for (guint i = 0; cost == NN_COST_MACS && i < n; i++)
        x[i] /= GIGA;
      imagette_plot_set_points (plot, series, x, y, n);
      end = n > 0 ? MAX (end, x[n - 1]) : end;
    }
  /* Epochs have their place before they have run. */
  if (cost == NN_COST_EPOCHS)
    end = (float) epochs;
  imagette_plot_set_x_range (plot, 0, end > 0 ? EDGE * (double) end : 1);
}

void
imagette_race_curves_set (ImagetteRaceCurves *self,
                          const NnComparison *comparison)
{
  g_return_if_fail (IMAGETTE_IS_RACE_CURVES (self));

  for (NnCost cost = 0; cost < NN_N_COSTS; cost++)
    {
      imagette_plot_clear_series (self->plots[cost]);
      if (comparison != NULL)
        show_cost (self->plots[cost], comparison, cost);
    }
}
