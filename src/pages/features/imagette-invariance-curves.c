/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "pages/features/imagette-invariance-curves.h"

#include "widgets/imagette-plot.h"

#include <glib/gi18n-lib.h>
#include <math.h>

struct _ImagetteInvarianceCurves
{
  GtkWidget parent_instance;

  ImagettePlot *distances, *probability;
  double x;                       /* of the cross-hair */
};

enum { CURSOR_MOVED, N_SIGNALS };
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (ImagetteInvarianceCurves, imagette_invariance_curves, GTK_TYPE_WIDGET)

static void
cursor_moved_cb (ImagetteInvarianceCurves *self,
                 double                    x)
{
  /* The pointer has left, and the slider has not. */
  if (isnan (x))
    imagette_invariance_curves_set_x (self, self->x);
  else
    g_signal_emit (self, signals[CURSOR_MOVED], 0, x);
}

static void
imagette_invariance_curves_dispose (GObject *object)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);

  G_OBJECT_CLASS (imagette_invariance_curves_parent_class)->dispose (object);
}

static void
imagette_invariance_curves_class_init (ImagetteInvarianceCurvesClass *class)
{
  G_OBJECT_CLASS (class)->dispose = imagette_invariance_curves_dispose;
  signals[CURSOR_MOVED] = g_signal_new ("cursor-moved", G_TYPE_FROM_CLASS (class),
                                        G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                                        G_TYPE_DOUBLE);
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (class), GTK_TYPE_BOX_LAYOUT);
}

static ImagettePlot *
add_plot (ImagetteInvarianceCurves *self,
          const char               *heading)
{
  GtkWidget *plot = imagette_plot_new ();

  g_object_set (plot, "heading", heading, "title", heading, "empty-text", _("not computed yet"),
                NULL);
  gtk_widget_set_hexpand (plot, TRUE);
  gtk_widget_set_vexpand (plot, TRUE);
  g_signal_connect_swapped (plot, "cursor-moved", G_CALLBACK (cursor_moved_cb), self);
  gtk_widget_set_parent (plot, GTK_WIDGET (self));
  return IMAGETTE_PLOT (plot);
}

static void
imagette_invariance_curves_init (ImagetteInvarianceCurves *self)
{
  GtkLayoutManager *layout = gtk_widget_get_layout_manager (GTK_WIDGET (self));

  gtk_orientable_set_orientation (GTK_ORIENTABLE (layout), GTK_ORIENTATION_VERTICAL);
  gtk_box_layout_set_spacing (GTK_BOX_LAYOUT (layout), 8);
  self->distances = add_plot (self, _("how far the layers move, in lengths of their own"));
  self->probability = add_plot (self, _("what becomes of the answer"));
  g_object_set (self->probability, "percent", TRUE, NULL);
  imagette_plot_set_y_range (self->probability, 0, 1);
}

GtkWidget *
imagette_invariance_curves_new (void)
{
  return g_object_new (IMAGETTE_TYPE_INVARIANCE_CURVES, NULL);
}

static void
show_distances (ImagetteInvarianceCurves *self,
                const NnNetwork          *network,
                const NnInvariance       *invariance,
                const NnInvarianceCurve  *curve)
{
  int n_layers;
  const NnLayer *layers = nn_network_get_layers (network, &n_layers);

  imagette_plot_clear_series (self->distances);
  for (int i = 0; i < NN_N_DISTANCES; i++)
    {
      g_autofree float *parts = g_new (float, (gsize) curve->n);
      int series;

      /* The rival has no middle one. */
      if (i > 0 && invariance->layers[i] == invariance->layers[i - 1])
        continue;
      for (int p = 0; p < curve->n; p++)
        parts[p] = invariance->norm[i] > 0 ? curve->distance[i][p] / invariance->norm[i] : 0;
      series = imagette_plot_add_series (self->distances, layers[invariance->layers[i]].title,
                                         NN_LINE_BOLD, i);
      imagette_plot_set_points (self->distances, series, curve->x, parts, (gsize) curve->n);
    }
}

void
imagette_invariance_curves_set (ImagetteInvarianceCurves *self,
                                const NnNetwork          *network,
                                const NnInvariance       *invariance,
                                NnSweep                   sweep)
{
  static const char *const units[NN_N_SWEEPS] = {
    N_("pixels to the right"), N_("pixels down"), N_("times as large"), N_("degrees"),
  };
  const NnInvarianceCurve *curve;
  g_autofree char *name = NULL;

  g_return_if_fail (IMAGETTE_IS_INVARIANCE_CURVES (self));

  curve = &invariance->curves[sweep];
  g_object_set (self->distances, "x-label", _(units[sweep]), NULL);
  g_object_set (self->probability, "x-label", _(units[sweep]), NULL);
  show_distances (self, network, invariance, curve);
  name = g_strdup_printf (_("probability of %d"), invariance->label);
  imagette_plot_clear_series (self->probability);
  imagette_plot_add_series (self->probability, name, NN_LINE_BOLD, 0);
  imagette_plot_set_points (self->probability, 0, curve->x, curve->probability, (gsize) curve->n);
}

void
imagette_invariance_curves_set_x (ImagetteInvarianceCurves *self,
                                  double                    x)
{
  g_return_if_fail (IMAGETTE_IS_INVARIANCE_CURVES (self));

  self->x = x;
  imagette_plot_set_cursor (self->distances, x);
  imagette_plot_set_cursor (self->probability, x);
}
