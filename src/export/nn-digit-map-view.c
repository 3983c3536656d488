/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "export/nn-digit-map-view.h"

#include <math.h>

#include "export/nn-view-words.h"
#include "render/nn-scatter.h"
#include "render/nn-sheet.h"

#define WIDTH 1000.0
#define HEIGHT 860.0              /* of the plane */
#define MARGIN 12.0
#define LINE 22.0
#define FONT_SIZE 13.0

/* In the language of the caption, not of the desktop. */
typedef struct
{
  const char *language;
  const char *title, *pixels;
  const char *digits, *components; /* behind their number, and after that */
  const char *mistake, *mistakes; /* behind their number: of one or none, of several */
  const char *axes[2];            /* behind a percentage */
  const char *nothing;
} Words;

static const Words words[] = {
  {
    .language = "en",
    .title = "Map of the digits", .pixels = "pixels",
    .digits = "test digits", .components = "the first two principal components",
    .mistake = "mistake, ringed", .mistakes = "mistakes, ringed",
    .axes = { "of the variance lies this way across", "of the variance lies this way up" },
    .nothing = "The network’s numbers are no longer finite",
  },
  {
    .language = "fr",
    .title = "Carte des chiffres", .pixels = "pixels",
    .digits = "chiffres de test", .components = "les deux premières composantes principales",
    .mistake = "erreur, cerclée", .mistakes = "erreurs, cerclées",
    .axes = { "de la variance est dans le sens de la largeur",
              "de la variance est dans le sens de la hauteur" },
    .nothing = "Les nombres du réseau ne sont plus finis",
  },
};

typedef struct
{
  NnScatter scatter;
  const Words *say;
  const double *explained;
  const char *title, *origin;
} Page;

/* (transfer full) */
static char *
format_axis (const Page    *page,
             const NnStyle *style,
             int            axis)
{
  g_autofree char *part = nn_style_percent (style, page->explained[axis], 0);

  return g_strconcat (part, " ", page->say->axes[axis], NULL);
}

static void
draw_cb (cairo_t       *cr,
         const NnStyle *style,
         gpointer       data)
{
  const Page *page = data;
  NnScatter scatter = page->scatter;
  g_autofree char *across = format_axis (page, style, 0);
  g_autofree char *up = format_axis (page, style, 1);
  const double bottom = MARGIN + HEIGHT + LINE / 2;

  scatter.axes[0] = across;
  scatter.axes[1] = up;
  cairo_save (cr);
  cairo_translate (cr, MARGIN, MARGIN);
  nn_scatter_draw (&scatter, style, cr, WIDTH - 2 * MARGIN, HEIGHT);
  cairo_restore (cr);
  nn_style_text (style, cr, page->title, MARGIN, bottom, 0, 0, style->text, 1, TRUE);
  nn_style_text (style, cr, page->origin, MARGIN, bottom + LINE, 0, 0, style->text, 1, FALSE);
}

/* "Map of the digits · F6 · 2000 test digits, the first two principal components · 12 mistakes,
 * ringed"; of numbers that are not finite nothing is called a mistake. (transfer full) */
static char *
format_title (const NnDigitMap *map,
              const Words      *say)
{
  const NnLayer *layer = map->layer == NN_MAP_PIXELS
                           ? NULL
                           : nn_network_find_layer (map->network, nn_map_layer_to_string (map->layer));
  GString *title = g_string_new (say->title);
  guint mistakes = 0;

  for (guint i = 0; i < map->n; i++)
    mistakes += map->labels[i] != map->predicted[i];
  g_string_append_printf (title, " · %s · %u %s, %s", layer != NULL ? layer->title : say->pixels,
                          map->n, say->digits, say->components);
  if (isfinite (map->explained[0]))
    g_string_append_printf (title, " · %u %s", mistakes, mistakes > 1 ? say->mistakes : say->mistake);
  return g_string_free (title, FALSE);
}

GBytes *
nn_digit_map_view_serialize (const NnDigitMap     *map,
                             const NnTrainingSpec *training,
                             const NnPlace        *place,
                             const char           *language,
                             NnFormat              format,
                             GError              **error)
{
  static const char dot[] = " · "; /* before every part of an origin */
  const NnViewWords *common;
  g_autoptr (GString) origin = g_string_new (NULL);
  g_autofree char *title = NULL;
  g_autofree char *all = NULL;
  Page page = { 0 };
  NnSheet sheet = { .draw = draw_cb, .data = &page, .font_size = FONT_SIZE };
  double widths[2];
  NnStyle style;

  g_return_val_if_fail (map != NULL && training != NULL && place != NULL, NULL);

  common = nn_view_words (language, error);
  if (common == NULL)
    return NULL;
  page.say = NN_VIEW_FIND_WORDS (words, common->language);
  title = format_title (map, page.say);
  nn_view_append_origin (origin, common, training, place, NULL);
  nn_view_append_hands (origin, common, map->network, training);
  all = g_strconcat (title, origin->str, NULL);
  page.scatter = (NnScatter) {
    .points = map->points, .labels = map->labels, .predicted = map->predicted, .n = (int) map->n,
    .nothing = page.say->nothing,
  };
  page.explained = map->explained;
  page.title = title;
  page.origin = origin->str + sizeof dot - 1;

  nn_sheet_init_style (&style, FONT_SIZE, common->language);
  nn_style_measure (&style, NULL, page.title, 1, TRUE, &widths[0], NULL);
  nn_style_measure (&style, NULL, page.origin, 1, FALSE, &widths[1], NULL);
  nn_sheet_clear_style (&style);
  sheet.title = all;
  sheet.language = common->language;
  sheet.width = MAX (WIDTH, ceil (MAX (widths[0], widths[1])) + 2 * MARGIN);
  sheet.height = 2 * MARGIN + HEIGHT + 2.5 * LINE;
  return nn_sheet_serialize (&sheet, format, error);
}
