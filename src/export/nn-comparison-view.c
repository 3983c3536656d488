/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "export/nn-comparison-view.h"

#include <math.h>
#include <string.h>

#include "export/nn-view-words.h"
#include "render/nn-pairs.h"
#include "render/nn-plot.h"
#include "render/nn-sheet.h"

#define WIDTH 1280.0
#define ROW 320.0                 /* height of a row of plots */
#define MARGIN 16.0
#define CAPTION 30.0
#define FONT_SIZE 14.0
#define LINE 27.0                 /* of the table */
#define GIGA 1e9f
#define EDGE 1.02                 /* the last dot is whole */

/* In the language of the caption, not of the desktop. */
typedef struct
{
  const char *language;
  const char *accuracy, *epochs, *seconds, *macs;
  const char *rows[6];            /* of the table */
  const char *titles[5], *x_labels[5]; /* of an experiment */
  const char *in_order, *shuffled;
  const char *caption;            /* epochs, seeds */
} Words;

static const Words words[] = {
  {
    .language = "en",
    .accuracy = "Test accuracy",
    .epochs = "epochs",
    .seconds = "seconds of training",
    .macs = "billions of multiply-adds, forward",
    .rows = { "parameters", "multiply-adds an image", "seconds an epoch", "test accuracy",
              "mistakes of %u", "alone in being right" },
    .titles = { NULL, "Mistakes, of 100", "Test digits moved to the right: accuracy",
                "Test digits under noise: accuracy", "Mistakes, of 100" },
    .x_labels = { NULL, "pixels of all images", "pixels",
                  "standard deviation (1: from black to white)", "training images" },
    .in_order = "in order",
    .shuffled = "shuffled",
    .caption = "LeNet against its fully connected rival · epochs: %u · seeds: %u",
  },
  {
    .language = "fr",
    .accuracy = "Exactitude sur le test",
    .epochs = "époques",
    .seconds = "secondes d’entraînement",
    .macs = "milliards de multiplications-additions, passe avant",
    .rows = { "paramètres", "multiplications-additions par image", "secondes par époque",
              "exactitude sur le test", "erreurs sur %u", "seul à avoir raison" },
    .titles = { NULL, "Erreurs, sur 100", "Chiffres de test décalés vers la droite : exactitude",
                "Chiffres de test bruités : exactitude", "Erreurs, sur 100" },
    .x_labels = { NULL, "pixels de toutes les images", "pixels",
                  "écart type (1 : du noir au blanc)", "images d’entraînement" },
    .in_order = "en ordre",
    .shuffled = "mélangés",
    .caption = "LeNet et son rival entièrement connecté · époques : %u · graines : %u",
  },
};

typedef struct
{
  const NnComparison *comparison;
  const Words *say;
  char *names[NN_N_RACERS];       /* "LeNet", "784-70-84-10" */
  char *caption;
} Page;

static void
page_clear (Page *page)
{
  for (NnRacer racer = 0; racer < NN_N_RACERS; racer++)
    g_free (page->names[racer]);
  g_free (page->caption);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Page, page_clear)

static const NnHeat *
get_heat (const NnComparison *comparison,
          guint               i)
{
  return comparison->heats->pdata[i];
}

static const NnEpochPoint *
get_point (const NnHeat *heat,
           NnRacer       racer,
           guint         epoch)
{
  return &g_array_index (heat->epochs[racer], NnEpochPoint, epoch);
}

static void
draw_costs (const Page    *page,
            const NnStyle *style,
            cairo_t       *cr)
{
  const NnComparison *comparison = page->comparison;
  const char *labels[NN_N_COSTS] = { page->say->epochs, page->say->seconds, page->say->macs };
  const double width = (WIDTH - 2 * MARGIN) / NN_N_COSTS;
  guint n = comparison->spec.epochs;
  g_autofree float *values = g_new (float, 4 * (gsize) n);

  for (NnCost cost = 0; cost < NN_N_COSTS; cost++)
    {
      NnPlot plot;

      nn_plot_init (&plot);
      plot.title = page->say->accuracy;
      plot.x_label = labels[cost];
      plot.percent = TRUE;
      plot.n_series = NN_N_RACERS;
      for (NnRacer racer = 0; racer < NN_N_RACERS; racer++)
        {
          float *x = values + (gsize) racer * 2 * n, *y = x + n;

          nn_comparison_curve (comparison, racer, cost, x, y);
          for (guint e = 0; cost == NN_COST_MACS && e < n; e++)
            x[e] /= GIGA;
          plot.x_max = MAX (plot.x_max, EDGE * (double) x[n - 1]);
          plot.series[racer] = (NnSeries) {
            .name = page->names[racer],
            .look = NN_LINE_POINTS,
            .color = (int) racer,
            .x = x,
            .y = y,
            .n = n,
          };
        }
      nn_plot_draw_at (&plot, style, cr, MARGIN + cost * width, MARGIN, width - 8, ROW - MARGIN);
    }
}

/* "98.95 % ± 0.08" (transfer full) */
static char *
write_spread (const NnStyle *style,
              NnSpread       spread)
{
  g_autofree char *mean = nn_style_number (style, 100 * spread.mean, 2);
  g_autofree char *deviation = nn_style_number (style, 100 * spread.spread, 2);

  return isnan (spread.spread) ? g_strdup_printf ("%s %%", mean)
                               : g_strdup_printf ("%s %% ± %s", mean, deviation);
}

static void
draw_table (const Page    *page,
            const NnStyle *style,
            cairo_t       *cr,
            double         x,
            double         y,
            double         width)
{
  const NnComparison *comparison = page->comparison;
  const double columns[NN_N_RACERS] = { x + width * 0.78, x + width };

  for (int row = 0; row < 6; row++)
    {
      g_autofree char *label = NULL;

      if (row == 4)             /* the one word with a number in it */
        {
          g_auto (GStrv) parts = g_strsplit (page->say->rows[row], "%u", 2);

          label = g_strdup_printf ("%s%u%s", parts[0], comparison->dataset->test.n, parts[1]);
        }
      nn_style_text (style, cr, label != NULL ? label : page->say->rows[row], x,
                     y + (row + 1) * LINE, 0, 0, style->text, 1, FALSE);
    }
  for (NnRacer racer = 0; racer < NN_N_RACERS; racer++)
    {
      NnSpread accuracy = nn_comparison_accuracy (comparison, racer);
      char *cells[6] = {
        nn_style_number (style, (double) comparison->parameters[racer], 0),
        nn_style_number (style, (double) comparison->macs[racer], 0),
        nn_style_number (style, nn_comparison_seconds (comparison, racer), 2),
        write_spread (style, accuracy),
        nn_style_number (style, (1 - accuracy.mean) * comparison->dataset->test.n, 0),
        nn_style_number (style, nn_comparison_alone (comparison, racer), 0),
      };

      nn_style_text (style, cr, page->names[racer], columns[racer], y, 1, 0,
                     style->series[racer], 1, TRUE);
      for (int row = 0; row < 6; row++)
        {
          nn_style_text (style, cr, cells[row], columns[racer], y + (row + 1) * LINE, 1, 0,
                         style->text, 1, FALSE);
          g_free (cells[row]);
        }
    }
}

static char *
point_label (const Page    *page,
             const NnStyle *style,
             int            point)
{
  double x = page->comparison->x[point];

  if (page->comparison->spec.experiment == NN_EXPERIMENT_SHUFFLE)
    return g_strdup (x > 0 ? page->say->shuffled : page->say->in_order);
  return nn_style_number (style, x, 0);
}

/* Mistakes start at zero, as accuracies of 98 and 99 % cannot: bars that may be compared. */
static void
draw_bars (const Page    *page,
           const NnStyle *style,
           cairo_t       *cr,
           double         left,
           double         top,
           double         width,
           double         height)
{
  const NnComparison *comparison = page->comparison;
  NnPairs pairs = {
    .title = page->say->titles[comparison->spec.experiment],
    .x_label = page->say->x_labels[comparison->spec.experiment],
    .n = comparison->n_points,
  };
  char *labels[NN_PAIRS_MAX];

  for (int i = 0; i < pairs.n; i++)
    {
      pairs.labels[i] = labels[i] = point_label (page, style, i);
      for (NnRacer racer = 0; racer < NN_N_RACERS; racer++)
        pairs.values[i][racer] = 100 * (1 - nn_comparison_point (comparison, racer, i).mean);
    }
  cairo_save (cr);
  cairo_translate (cr, left, top);
  nn_pairs_draw (&pairs, style, cr, width, height);
  cairo_restore (cr);
  for (int i = 0; i < pairs.n; i++)
    g_free (labels[i]);
}

static void
draw_curves (const Page    *page,
             const NnStyle *style,
             cairo_t       *cr,
             double         left,
             double         top,
             double         width,
             double         height)
{
  const NnComparison *comparison = page->comparison;
  float x[NN_EXPERIMENT_MAX_POINTS], y[NN_N_RACERS][NN_EXPERIMENT_MAX_POINTS];
  NnPlot plot;

  nn_plot_init (&plot);
  plot.x_min = EDGE * comparison->x[0] - 0.01;
  plot.x_max = EDGE * comparison->x[comparison->n_points - 1];
  plot.title = page->say->titles[comparison->spec.experiment];
  plot.x_label = page->say->x_labels[comparison->spec.experiment];
  plot.percent = TRUE;
  plot.n_series = NN_N_RACERS;
  for (NnRacer racer = 0; racer < NN_N_RACERS; racer++)
    {
      for (int i = 0; i < comparison->n_points; i++)
        {
          x[i] = (float) comparison->x[i];
          y[racer][i] = (float) nn_comparison_point (comparison, racer, i).mean;
        }
      plot.series[racer] = (NnSeries) {
        .name = page->names[racer],
        .look = NN_LINE_POINTS,
        .color = (int) racer,
        .x = x,
        .y = y[racer],
        .n = (gsize) comparison->n_points,
      };
    }
  nn_plot_draw_at (&plot, style, cr, left, top, width, height);
}

static void
draw_cb (cairo_t       *cr,
         const NnStyle *style,
         gpointer       data)
{
  const Page *page = data;
  const double half = (WIDTH - 3 * MARGIN) / 2, left = 2 * MARGIN + half, top = ROW + 2 * MARGIN;
  const double height = ROW - MARGIN;

  draw_costs (page, style, cr);
  draw_table (page, style, cr, MARGIN, top, half - MARGIN);
  switch (page->comparison->spec.experiment)
    {
    case NN_EXPERIMENT_NONE:
      break;
    case NN_EXPERIMENT_SHUFFLE:
    case NN_EXPERIMENT_LESS:
      draw_bars (page, style, cr, left, top, half, height);
      break;
    case NN_EXPERIMENT_SHIFT:
    case NN_EXPERIMENT_NOISE:
      draw_curves (page, style, cr, left, top, half, height);
      break;
    }
  nn_style_text (style, cr, page->caption, MARGIN, 2 * ROW + MARGIN + CAPTION, 0, 1, style->text, 1,
                 FALSE);
}

char *
nn_comparison_name (const NnComparison *comparison,
                    NnRacer             racer)
{
  g_return_val_if_fail (comparison != NULL, NULL);

  return nn_network_spec_to_string (&comparison->networks[racer]);
}

static void
page_init (Page               *page,
           const NnComparison *comparison,
           const Words        *say)
{
  g_autofree char *rival = nn_comparison_name (comparison, NN_RACER_RIVAL);
  g_auto (GStrv) parts = g_strsplit (say->caption, "%u", 3);

  page->comparison = comparison;
  page->say = say;
  page->names[NN_RACER_LENET] = g_strdup ("LeNet");
  page->names[NN_RACER_RIVAL] = g_strdup (rival + strlen ("mlp-"));
  page->caption = g_strdup_printf ("%s%u%s%u%s", parts[0], comparison->spec.epochs, parts[1],
                                   comparison->heats->len, parts[2]);
}

GBytes *
nn_comparison_view_serialize (const NnComparison *comparison,
                              const char         *language,
                              NnFormat            format,
                              GError            **error)
{
  const NnViewWords *common;
  g_auto (Page) page = { 0 };
  NnSheet sheet = {
    .draw = draw_cb,
    .data = &page,
    .width = WIDTH,
    .height = 2 * ROW + 2 * MARGIN + CAPTION,
    .font_size = FONT_SIZE,
  };

  g_return_val_if_fail (comparison != NULL && comparison->heats->len > 0, NULL);

  common = nn_view_words (language, error);
  if (common == NULL)
    return NULL;
  page_init (&page, comparison, NN_VIEW_FIND_WORDS (words, common->language));
  sheet.title = page.caption;
  sheet.language = common->language;
  return nn_sheet_serialize (&sheet, format, error);
}

char *
nn_comparison_to_csv (const NnComparison *comparison)
{
  GString *csv = g_string_new ("model,seed,epoch,multiply_adds,train_loss,train_accuracy,"
                               "test_loss,test_accuracy,seconds\n");

  g_return_val_if_fail (comparison != NULL, g_string_free (csv, FALSE));

  for (NnRacer racer = 0; racer < NN_N_RACERS; racer++)
    for (guint i = 0; i < comparison->heats->len; i++)
      {
        const NnHeat *heat = get_heat (comparison, i);
        g_autofree char *name = nn_comparison_name (comparison, racer);
        double seconds = 0;

        for (guint e = 0; e < heat->epochs[racer]->len; e++)
          {
            const NnEpochPoint *point = get_point (heat, racer, e);
            double values[] = {
              (double) point->epoch * comparison->dataset->train.n * (double) comparison->macs[racer],
              point->train_loss,
              point->train_accuracy, point->test_loss, point->test_accuracy,
              seconds += point->seconds,
            };

            g_string_append_printf (csv, "%s,%" G_GUINT64_FORMAT ",%u", name, heat->seed,
                                    point->epoch);
            for (gsize k = 0; k < G_N_ELEMENTS (values); k++)
              {
                char buffer[G_ASCII_DTOSTR_BUF_SIZE];

                g_string_append_printf (csv, ",%s", g_ascii_formatd (buffer, sizeof buffer, "%.9g",
                                                                     values[k]));
              }
            g_string_append_c (csv, '\n');
          }
      }
  return g_string_free (csv, FALSE);
}
