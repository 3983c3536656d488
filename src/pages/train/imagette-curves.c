/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "pages/train/imagette-curves.h"

#include "pages/train/imagette-epoch-lines.h"
#include "render/nn-smooth.h"
#include "widgets/imagette-plot.h"

#include <glib/gi18n-lib.h>
#include <math.h>

struct _ImagetteCurves
{
  GtkBox parent_instance;

  ImagettePlot *loss, *accuracy;
  int raw, smoothed;              /* series of loss … */
  int train;                      /* … and of accuracy */
  ImagetteEpochLines epoch_lines; /* of both */

  guint n;                        /* losses shown */
  guint generation;               /* of the run that they are of */
  NnSmooth smooth_loss, smooth_accuracy;
  double running;                 /* the smoothed accuracy now */
  double x_max;
};

G_DEFINE_FINAL_TYPE (ImagetteCurves, imagette_curves, GTK_TYPE_BOX)

static ImagettePlot *
new_plot (const char *title,
          const char *empty)
{
  ImagettePlot *plot = IMAGETTE_PLOT (imagette_plot_new ());

  g_object_set (plot, "title", title, "heading", title, "x-label", _("epoch"), "empty-text", empty,
                NULL);
  gtk_widget_set_vexpand (GTK_WIDGET (plot), TRUE);
  gtk_widget_set_hexpand (GTK_WIDGET (plot), TRUE);
  gtk_widget_set_size_request (GTK_WIDGET (plot), 280, 180);
  return plot;
}

static GtkWidget *
new_card (ImagettePlot *plot)
{
  GtkWidget *card = adw_bin_new ();

  gtk_widget_add_css_class (card, "card");
  gtk_widget_add_css_class (card, "card-content");
  adw_bin_set_child (ADW_BIN (card), GTK_WIDGET (plot));
  return card;
}

static void
imagette_curves_finalize (GObject *object)
{
  imagette_epoch_lines_clear (&IMAGETTE_CURVES (object)->epoch_lines);

  G_OBJECT_CLASS (imagette_curves_parent_class)->finalize (object);
}

static void
imagette_curves_class_init (ImagetteCurvesClass *class)
{
  G_OBJECT_CLASS (class)->finalize = imagette_curves_finalize;
}

static void
imagette_curves_init (ImagetteCurves *self)
{
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  gtk_box_set_spacing (GTK_BOX (self), 8);
  gtk_box_set_homogeneous (GTK_BOX (self), TRUE);

  self->loss = new_plot (_("Loss"), _("Press Space to train"));
  self->raw = imagette_plot_add_series (self->loss, _("each batch"), NN_LINE_THIN, 0);
  self->smoothed = imagette_plot_add_series (self->loss, _("smoothed"), NN_LINE_BOLD, 0);
  self->accuracy = new_plot (_("Accuracy"), _("The more digits read right, the higher"));
  g_object_set (self->accuracy, "percent", TRUE, NULL);
  self->train = imagette_plot_add_series (self->accuracy, _("train, running"), NN_LINE_BOLD, 1);
  imagette_epoch_lines_init (&self->epoch_lines, self->loss, self->accuracy);

  gtk_box_append (GTK_BOX (self), new_card (self->loss));
  gtk_box_append (GTK_BOX (self), new_card (self->accuracy));
  nn_smooth_init (&self->smooth_loss);
  nn_smooth_init (&self->smooth_accuracy);
}

GtkWidget *
imagette_curves_new (void)
{
  return g_object_new (IMAGETTE_TYPE_CURVES, NULL);
}

static void
clear (ImagetteCurves *self)
{
  imagette_plot_set_points (self->loss, self->raw, NULL, NULL, 0);
  imagette_plot_set_points (self->loss, self->smoothed, NULL, NULL, 0);
  imagette_plot_set_points (self->accuracy, self->train, NULL, NULL, 0);
  nn_smooth_init (&self->smooth_loss);
  nn_smooth_init (&self->smooth_accuracy);
  self->n = 0;
  self->running = 0;
}

static void
append_losses (ImagetteCurves *self,
               GArray         *losses)
{
  gsize n = losses->len - self->n;
  g_autofree float *x = g_new (float, 4 * n);
  float *raw = x + n, *smoothed = x + 2 * n, *accuracy = x + 3 * n;

  for (gsize i = 0; i < n; i++)
    {
      const NnLossPoint *point = &g_array_index (losses, NnLossPoint, self->n + i);

      x[i] = point->x;
      raw[i] = point->loss;
      smoothed[i] = (float) nn_smooth_add (&self->smooth_loss, (double) point->loss);
      self->running = nn_smooth_add (&self->smooth_accuracy, (double) point->accuracy);
      accuracy[i] = (float) self->running;
    }
  imagette_plot_append (self->loss, self->raw, x, raw, n);
  imagette_plot_append (self->loss, self->smoothed, x, smoothed, n);
  imagette_plot_append (self->accuracy, self->train, x, accuracy, n);
  self->n = losses->len;
}

/* Lines without a point stay out of the legend where those of epochs stand in for them. */
static void
show_epochs (ImagetteCurves *self,
             GArray         *losses,
             GArray         *epochs)
{
  const gboolean none = losses == NULL || losses->len == 0;
  const float first = none ? INFINITY : g_array_index (losses, NnLossPoint, 0).x;
  const gboolean past = imagette_epoch_lines_update (&self->epoch_lines, epochs, first);

  imagette_plot_set_visible_series (self->loss, self->raw, !(none && past));
  imagette_plot_set_visible_series (self->loss, self->smoothed, !(none && past));
  imagette_plot_set_visible_series (self->accuracy, self->train, !(none && past));
}

/* The axis grows in steps, so that the first batches are seen as well as the last epoch. */
static void
set_ranges (ImagetteCurves *self,
            double          x,
            guint           target)
{
  static const double steps[] = { 0.1, 0.2, 0.5, 1, 2, 5 };
  double x_max = MAX (target, 1);
  double floor_of_view;

  for (gsize i = G_N_ELEMENTS (steps); i-- > 0;)
    if (x <= steps[i] && steps[i] < x_max)
      x_max = steps[i];
  while (x_max < x)
    x_max *= 2;
  if (x_max != self->x_max)
    {
      imagette_plot_set_x_range (self->loss, 0, x_max);
      imagette_plot_set_x_range (self->accuracy, 0, x_max);
      self->x_max = x_max;
    }
  floor_of_view = self->running > 0.955 ? 0.9 : self->running > 0.8 ? 0.5 : 0;
  imagette_plot_set_y_range (self->accuracy, floor_of_view, 1);
}

void
imagette_curves_update (ImagetteCurves *self,
                        NnSession      *session,
                        gboolean        other_session)
{
  GArray *losses, *epochs;
  double x = 0;

  g_return_if_fail (IMAGETTE_IS_CURVES (self));

  losses = nn_session_get_losses (session);
  epochs = nn_session_get_epochs (session);
  if (losses != NULL)
    {
      /* Another run, or one cut at a moment: what is drawn is not its beginning. It may have come
       * further than the one before while the page was hidden. */
      if (other_session || nn_session_get_generation (session) != self->generation)
        clear (self);
      self->generation = nn_session_get_generation (session);
      if (losses->len > self->n)
        append_losses (self, losses);
      if (losses->len > 0)
        x = (double) g_array_index (losses, NnLossPoint, losses->len - 1).x;
    }
  if (epochs != NULL)
    {
      show_epochs (self, losses, epochs);
      if (epochs->len > 0)
        {
          const NnEpochPoint *last = &g_array_index (epochs, NnEpochPoint, epochs->len - 1);

          x = MAX (x, last->epoch);
          if (self->n == 0)
            self->running = last->test_accuracy;
        }
    }
  set_ranges (self, x, nn_session_get_target (session));
}

void
imagette_curves_set_mark (ImagetteCurves *self,
                          NnMoment       *moment)
{
  double x = NAN;

  g_return_if_fail (IMAGETTE_IS_CURVES (self));

  if (moment != NULL)
    x = moment->place.epoch + (double) moment->place.position / MAX (moment->place.images, 1);
  imagette_plot_set_mark (self->loss, x);
  imagette_plot_set_mark (self->accuracy, x);
}
