/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "export/nn-invariance-view.h"

#include <string.h>

#include "export/nn-view-words.h"
#include "render/nn-plot.h"
#include "render/nn-sheet.h"

#define WIDTH 1280.0
#define HEIGHT 660.0
#define MARGIN 12.0
#define FONT_SIZE 13.0
#define SAMPLES 5                 /* digits over a column */
#define DIGIT_SCALE 2             /* pixels a pixel */
#define HEADING 24.0
#define CAPTION 26.0

/* In the language of the caption, not of the desktop. */
typedef struct
{
  const char *language;
  const char *sweeps[NN_N_SWEEPS], *units[NN_N_SWEEPS];
  const char *distance;
  const char *probability;        /* with the class for %d */
  const char *title;
} Words;

static const Words words[] = {
  {
    .language = "en",
    .sweeps = { "Shift to the right", "Shift down", "Scale", "Rotation" },
    .units = { "pixels", "pixels", "times as large", "degrees" },
    .distance = "Distance ÷ length",
    .probability = "Probability of %d",
    .title = "Invariance",
  },
  {
    .language = "fr",
    .sweeps = { "Décalage vers la droite", "Décalage vers le bas", "Échelle", "Rotation" },
    .units = { "pixels", "pixels", "fois plus grand", "degrés" },
    .distance = "Distance ÷ longueur",
    .probability = "Probabilité du %d",
    .title = "Invariance",
  },
};

typedef struct
{
  const NnInvariance *invariance;
  const NnNetwork *network;
  const NnProbe *probe;
  const Words *say;
  const char *caption;
} Page;

/* The digit at five places of the sweep, over where they are on the axis. */
static void
draw_digits (const Page *page,
             NnSweep     sweep,
             cairo_t    *cr,
             double      x,
             double      y,
             double      width)
{
  const double side = NN_IMAGE_SIDE * DIGIT_SCALE;
  float image[NN_IMAGE_SIZE], moved[NN_IMAGE_SIZE];

  for (int i = 0; i < NN_IMAGE_SIZE; i++)
    image[i] = page->probe->pixels[i] / 255.0f;
  for (int i = 0; i < SAMPLES; i++)
    {
      NnTransform transform
        = nn_sweep_transform (sweep, i * (nn_sweep_count (sweep) - 1) / (SAMPLES - 1), NULL);
      double left = x + (double) (int) (i * (width - side) / (SAMPLES - 1));
      cairo_surface_t *surface;

      nn_transform_image (moved, image, &transform);
      surface = nn_tile_surface (moved, NN_IMAGE_SIDE, NN_IMAGE_SIDE, NN_TILE_INPUT,
                                 NN_COLORS_GREY, 1);
      nn_tile_paint (cr, surface, left, y, DIGIT_SCALE);
      cairo_surface_destroy (surface);
    }
}

/* A representation twice as long moves twice as far: distances as parts of the length. */
static void
draw_distances (const Page    *page,
                NnSweep        sweep,
                const NnStyle *style,
                cairo_t       *cr,
                double         x,
                double         y,
                double         width,
                double         height)
{
  const NnInvariance *self = page->invariance;
  const NnInvarianceCurve *curve = &self->curves[sweep];
  const NnLayer *layers = nn_network_get_layers (page->network, NULL);
  g_autofree float *parts = g_new (float, (gsize) NN_N_DISTANCES * curve->n);
  NnPlot plot;

  nn_plot_init (&plot);
  plot.title = page->say->distance;
  plot.n_series = NN_N_DISTANCES;
  plot.x_min = (double) curve->x[0];
  plot.x_max = (double) curve->x[curve->n - 1];
  for (int d = 0; d < NN_N_DISTANCES; d++)
    {
      float *y_values = parts + (gsize) d * curve->n;

      for (int i = 0; i < curve->n; i++)
        y_values[i] = self->norm[d] > 0 ? curve->distance[d][i] / self->norm[d] : 0;
      plot.series[d] = (NnSeries) {
        .name = layers[self->layers[d]].title,
        .look = NN_LINE_BOLD,
        .color = d,
        .x = curve->x,
        .y = y_values,
        .n = (gsize) curve->n,
      };
    }
  nn_plot_draw_at (&plot, style, cr, x, y, width, height);
}

static void
draw_probability (const Page    *page,
                  NnSweep        sweep,
                  const NnStyle *style,
                  cairo_t       *cr,
                  double         x,
                  double         y,
                  double         width,
                  double         height)
{
  const NnInvarianceCurve *curve = &page->invariance->curves[sweep];
  g_auto (GStrv) parts = g_strsplit (page->say->probability, "%d", 2);
  g_autofree char *title = g_strdup_printf ("%s%d%s", parts[0], page->invariance->label, parts[1]);
  NnPlot plot;

  nn_plot_init (&plot);
  plot.title = title;
  plot.x_label = page->say->units[sweep];
  plot.x_min = (double) curve->x[0];
  plot.x_max = (double) curve->x[curve->n - 1];
  plot.y_max = 1;
  plot.percent = TRUE;
  plot.n_series = 1;
  plot.series[0] = (NnSeries) {
    .look = NN_LINE_BOLD,
    .color = 3,
    .x = curve->x,
    .y = curve->probability,
    .n = (gsize) curve->n,
  };
  nn_plot_draw_at (&plot, style, cr, x, y, width, height);
}

static void
draw_cb (cairo_t       *cr,
         const NnStyle *style,
         gpointer       data)
{
  const Page *page = data;
  const double column = (WIDTH - MARGIN) / NN_N_SWEEPS, width = column - MARGIN;
  const double digits = MARGIN + HEADING, plots = digits + NN_IMAGE_SIDE * DIGIT_SCALE + 8;
  const double height = (HEIGHT - plots - CAPTION - MARGIN) / 2;

  for (NnSweep sweep = 0; sweep < NN_N_SWEEPS; sweep++)
    {
      double x = MARGIN + sweep * column;

      nn_style_text (style, cr, page->say->sweeps[sweep], x, MARGIN, 0, 0, style->text, 1.1, TRUE);
      draw_digits (page, sweep, cr, x, digits, width);
      draw_distances (page, sweep, style, cr, x, plots, width, height);
      draw_probability (page, sweep, style, cr, x, plots + height, width, height);
    }
  nn_style_text (style, cr, page->caption, MARGIN, HEIGHT - MARGIN, 0, 1, style->text, 1, FALSE);
}

GBytes *
nn_invariance_view_serialize (const NnInvariance   *invariance,
                              const NnNetwork      *network,
                              const NnTrainingSpec *training,
                              const NnPlace        *place,
                              NnProbe              *probe,
                              const char           *language,
                              NnFormat              format,
                              GError              **error)
{
  const NnViewWords *common;
  g_autoptr (GString) caption = NULL;
  Page page = { invariance, network, probe, NULL, NULL };
  NnSheet sheet = {
    .draw = draw_cb,
    .data = &page,
    .width = WIDTH,
    .height = HEIGHT,
    .font_size = FONT_SIZE,
  };

  g_return_val_if_fail (invariance != NULL && network != NULL && training != NULL, NULL);
  g_return_val_if_fail (place != NULL && probe != NULL, NULL);

  common = nn_view_words (language, error);
  if (common == NULL)
    return NULL;
  page.say = NN_VIEW_FIND_WORDS (words, common->language);
  caption = g_string_new (page.say->title);
  nn_view_append_origin (caption, common, training, place, probe);
  nn_view_append_hands (caption, common, network, training);
  page.caption = sheet.title = caption->str;
  sheet.language = common->language;
  return nn_sheet_serialize (&sheet, format, error);
}
