/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "export/nn-transfer-view.h"

#include <string.h>

#include "render/nn-plot.h"
#include "render/nn-sheet.h"

#define WIDTH 960.0
#define HEIGHT 480.0
#define MARGIN 16.0
#define FONT_SIZE 14.0
#define EDGE 1.01                 /* the last dot is whole */

/* In the language of the figure, not of the desktop. */
typedef struct
{
  const char *language;
  const char *title, *epochs, *train, *validation, *baseline;
} Words;

static const Words words[] = {
  { "en", "Accuracy", "epochs", "training", "validation", "always the larger class" },
  { "fr", "Exactitude", "époques", "apprentissage", "validation", "toujours la plus grande classe" },
};

typedef struct
{
  const NnTransferCurve *curve;
  const Words *say;
} Page;

static void
draw_cb (cairo_t       *cr,
         const NnStyle *style,
         gpointer       data)
{
  const Page *page = data;
  const NnTransferCurve *curve = page->curve;
  float last = curve->n > 0 ? curve->epochs[curve->n - 1] : 1;
  const float ends[] = { 0, last };
  const float line[] = { (float) curve->baseline, (float) curve->baseline };
  NnPlot plot;

  nn_plot_init (&plot);
  plot.title = page->say->title;
  plot.x_label = page->say->epochs;
  plot.percent = TRUE;
  plot.x_max = EDGE * (double) last;
  plot.y_max = 1;
  plot.n_series = 3;
  plot.series[0] = (NnSeries) { page->say->train, NN_LINE_POINTS, 0, curve->epochs, curve->train,
                                curve->n };
  plot.series[1] = (NnSeries) { page->say->validation, NN_LINE_POINTS, 1, curve->epochs,
                                curve->validation, curve->n };
  plot.series[2] = (NnSeries) { page->say->baseline, NN_LINE_BOLD, 2, ends, line, 2 };
  nn_plot_draw_at (&plot, style, cr, MARGIN, MARGIN, WIDTH - 2 * MARGIN, HEIGHT - 2 * MARGIN);
}

GBytes *
nn_transfer_view_serialize (const NnTransferCurve *curve,
                            const char            *language,
                            NnFormat               format,
                            GError               **error)
{
  Page page = { curve, &words[0] };
  NnSheet sheet;

  g_return_val_if_fail (curve != NULL && language != NULL, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (words); i++)
    if (strcmp (words[i].language, language) == 0)
      page.say = &words[i];
  sheet = (NnSheet) { draw_cb, &page, WIDTH, HEIGHT, FONT_SIZE, page.say->title,
                      page.say->language };
  return nn_sheet_serialize (&sheet, format, error);
}
