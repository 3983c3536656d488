/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "pages/features/imagette-evolution-curves.h"

#include "pages/imagette-words.h"

#include <glib/gi18n-lib.h>
#include <math.h>

struct _ImagetteEvolutionCurves
{
  AdwBin parent_instance;

  ImagettePlot *plot;
  GPtrArray *moments;             /* of NnMoment; NULL: nothing is there yet */
  int layer;
  ImagetteCurveKind kind;
  int map;                        /* the chosen one */
};

enum { MEAN_C1, MEAN_C3, CHOSEN, FILTERS };

G_DEFINE_FINAL_TYPE (ImagetteEvolutionCurves, imagette_evolution_curves, ADW_TYPE_BIN)

static void
imagette_evolution_curves_finalize (GObject *object)
{
  ImagetteEvolutionCurves *self = IMAGETTE_EVOLUTION_CURVES (object);

  g_clear_pointer (&self->moments, g_ptr_array_unref);

  G_OBJECT_CLASS (imagette_evolution_curves_parent_class)->finalize (object);
}

static void
imagette_evolution_curves_class_init (ImagetteEvolutionCurvesClass *class)
{
  G_OBJECT_CLASS (class)->finalize = imagette_evolution_curves_finalize;
}

static void
imagette_evolution_curves_init (ImagetteEvolutionCurves *self)
{
  self->kind = IMAGETTE_CURVE_STEP;
  self->plot = IMAGETTE_PLOT (imagette_plot_new ());
  g_object_set (self->plot, "title", _("weights of the filters"), "empty-text",
                _("not computed yet"), NULL);
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->plot));
}

GtkWidget *
imagette_evolution_curves_new (void)
{
  return g_object_new (IMAGETTE_TYPE_EVOLUTION_CURVES, NULL);
}

static const NnNetwork *
network_at (const ImagetteEvolutionCurves *self,
            guint                          column)
{
  return ((const NnMoment *) g_ptr_array_index (self->moments, column))->network;
}

static int
count_maps (const ImagetteEvolutionCurves *self,
            int                            layer)
{
  return nn_network_find_layer (network_at (self, 0),
                                nn_feature_layer_to_string ((NnFeatureLayer) layer))->channels;
}

/* NaN: there is none, as for the change since the moment before of the first one. */
static double
value_of (const ImagetteEvolutionCurves *self,
          int                            layer,
          int                            map,
          guint                          column)
{
  NnFilterChange filter;

  nn_filter_compare (network_at (self, column), network_at (self, MAX (column, 1) - 1),
                     network_at (self, 0), (NnFeatureLayer) layer, map, &filter);
  switch (self->kind)
    {
    case IMAGETTE_CURVE_RMS:
      return filter.rms;
    case IMAGETTE_CURVE_STEP:
      return column > 0 ? filter.step : (double) NAN;
    case IMAGETTE_CURVE_CHANGE:
    default:
      return filter.change;
    }
}

/* map: -1: the mean over all of them. */
static void
set_points (ImagetteEvolutionCurves *self,
            int                      series,
            int                      layer,
            int                      map)
{
  int first = MAX (map, 0), last = map < 0 ? count_maps (self, layer) - 1 : map;
  g_autofree float *x = g_new (float, self->moments->len);
  g_autofree float *y = g_new (float, self->moments->len);

  for (guint i = 0; i < self->moments->len; i++)
    {
      double sum = 0;

      for (int k = first; k <= last; k++)
        sum += value_of (self, layer, k, i);
      x[i] = (float) i;
      y[i] = (float) (sum / (last - first + 1));
    }
  imagette_plot_set_points (self->plot, series, x, y, self->moments->len);
}

static void
set_columns (ImagetteEvolutionCurves *self)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < self->moments->len; i++)
    {
      const NnMoment *moment = g_ptr_array_index (self->moments, i);

      g_ptr_array_add (names, moment->place.update == 0 ? g_strdup (C_("moment", "start"))
                                                        : imagette_words_moment (&moment->place));
    }
  g_ptr_array_add (names, NULL);
  imagette_plot_set_columns (self->plot, (const char *const *) names->pdata);
}

static void
show (ImagetteEvolutionCurves *self)
{
  static const char *const headings[] = { N_("RMS of each filter’s weights"),
                                          N_("RMS of their change since the moment before"),
                                          N_("RMS of their change since the start") };

  g_object_set (self->plot, "heading", _(headings[self->kind]), NULL);
  imagette_plot_clear_series (self->plot);
  if (self->moments == NULL)
    return;
  set_columns (self);
  imagette_plot_add_series (self->plot, _("mean of C1"), NN_LINE_BOLD, 0);
  imagette_plot_add_series (self->plot, _("mean of C3"), NN_LINE_BOLD, 1);
  imagette_plot_add_series (self->plot, _("chosen filter"), NN_LINE_CHOSEN, 0);
  set_points (self, MEAN_C1, NN_FEATURE_C1, -1);
  set_points (self, MEAN_C3, NN_FEATURE_C3, -1);
  self->map = MIN (self->map, count_maps (self, self->layer) - 1);
  set_points (self, CHOSEN, self->layer, self->map);
  for (int map = 0; map < count_maps (self, self->layer); map++)
    {
      imagette_plot_add_series (self->plot, NULL, NN_LINE_THIN, NN_STYLE_SERIES - 1);
      set_points (self, FILTERS + map, self->layer, map);
    }
}

void
imagette_evolution_curves_set (ImagetteEvolutionCurves *self,
                               GPtrArray               *moments,
                               int                      layer)
{
  g_return_if_fail (IMAGETTE_IS_EVOLUTION_CURVES (self));

  if (moments != NULL)
    g_ptr_array_ref (moments);
  g_clear_pointer (&self->moments, g_ptr_array_unref);
  self->moments = moments;
  self->layer = layer;
  show (self);
}

void
imagette_evolution_curves_set_kind (ImagetteEvolutionCurves *self,
                                    ImagetteCurveKind        kind)
{
  g_return_if_fail (IMAGETTE_IS_EVOLUTION_CURVES (self));

  if (self->kind == kind)
    return;
  self->kind = kind;
  show (self);
}

void
imagette_evolution_curves_choose (ImagetteEvolutionCurves *self,
                                  int                      map,
                                  int                      column)
{
  g_return_if_fail (IMAGETTE_IS_EVOLUTION_CURVES (self));

  imagette_plot_set_mark (self->plot, column >= 0 ? column : (double) NAN);
  if (self->moments == NULL || map == self->map)
    return;
  g_return_if_fail (map >= 0 && map < count_maps (self, self->layer));
  self->map = map;
  set_points (self, CHOSEN, self->layer, map);
}

ImagettePlot *
imagette_evolution_curves_get_plot (ImagetteEvolutionCurves *self)
{
  g_return_val_if_fail (IMAGETTE_IS_EVOLUTION_CURVES (self), NULL);
  return self->plot;
}
