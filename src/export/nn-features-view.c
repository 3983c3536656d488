/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "export/nn-features-view.h"

#include <math.h>

#include "base/nn-error.h"
#include "export/nn-view-words.h"
#include "nn/nn-hands.h"
#include "nn/nn-layer.h"
#include "render/nn-cells.h"
#include "render/nn-sheet.h"

#define MARGIN 10.0
#define FONT_SIZE 12.0
#define LINE 17.0
#define GAP 2.0                   /* between tiles */
#define BLOCK_GAP 8.0             /* between patches and projections */
#define SPACE 20.0                /* between maps */
#define MIN_WIDTH 210.0           /* of a map: its words */
#define SIDE 3                    /* tiles */

/* In the language of the caption, not of the desktop. */
typedef struct
{
  const char *language;
  const char *map, *unit, *output; /* before their numbers */
  const char *most, *on, *digits; /* "max 2.64 · on 98 % of the digits" */
  const char *one, *few;          /* "max 2.64 · on 4 digits only", behind their number */
  const char *muted, *dead, *dead_tanh, *nearly_dead, *never, *saturated, *no_number;
  const char *sets[2];
  const char *gates[NN_N_GATES];
  const char *strongest, *does;   /* before and behind the set */
  const char *extension;
} Words;

static const Words words[] = {
  {
    .language = "en",
    .map = "map", .unit = "unit", .output = "output",
    .most = "max", .on = "on", .digits = "of the digits",
    .one = "digit only", .few = "digits only",
    .muted = "muted: all of its values are 0",
    .dead = "dead: no digit is positive", .dead_tanh = "dead: within ±0.001 on all digits",
    .nearly_dead = "nearly dead", .never = "no digit is positive",
    .saturated = "saturated: beyond ±0.999", .no_number = "not a number",
    .sets = { "test set", "training set" },
    .gates = { "deconvnet", "gradient", "guided" },
    .strongest = "the nine strongest patches of the", .does = "and what in them does it",
    .extension = "an extension: Zeiler and Fergus show convolutions only",
  },
  {
    .language = "fr",
    .map = "carte", .unit = "unité", .output = "sortie",
    .most = "max", .on = "sur", .digits = "des chiffres",
    .one = "chiffre seulement", .few = "chiffres seulement",
    .muted = "muette : toutes ses valeurs sont nulles",
    .dead = "morte : aucun chiffre n’est positif", .dead_tanh = "morte : ±0,001 au plus",
    .nearly_dead = "presque morte", .never = "aucun chiffre n’est positif",
    .saturated = "saturée : au-delà de ±0,999", .no_number = "pas un nombre",
    .sets = { "jeu de test", "jeu d’entraînement" },
    .gates = { "deconvnet", "gradient", "guidée" },
    .strongest = "les neuf imagettes les plus fortes du", .does = "et ce qui en elles agit",
    .extension = "une extension : Zeiler et Fergus ne montrent que des convolutions",
  },
};

typedef struct
{
  const NnFeaturesView *view;
  const NnNetwork *network;
  const NnLayer *layer;
  const NnImages *images;
  const NnStrongest *strongest;
  NnTensor *const *projections;
  const Words *say;
  char *caption;
  int window;                     /* side of what a unit sees */
  int scale, columns, rows;       /* maps */
  double tile, block, width, height; /* of a tile, of nine, of a map with its words */
} Page;

/* Rows (or columns) of the image; a dense unit sees it all. */
static NnSpan
see (const Page *page,
     int         row)
{
  if (page->layer->kind == NN_LAYER_DENSE)
    return (NnSpan) { 0, NN_IMAGE_SIDE - 1 };
  return nn_network_receptive_field (page->network, page->strongest->layer, row);
}

static void
lay_out (Page *page)
{
  const int n = page->view->map >= 0 ? 1 : page->strongest->n_maps;
  const NnSpan span = see (page, 0);

  page->window = span.last - span.first + 1;
  page->scale = page->view->scale;
  if (page->scale == 0)
    page->scale = page->window < 10 ? 8 : page->window < 20 ? 4 : 2;
  page->tile = page->window * page->scale;
  page->block = SIDE * page->tile + (SIDE - 1) * GAP;
  page->width = MAX (2 * page->block + BLOCK_GAP, MIN_WIDTH);
  page->height = 2 * LINE + page->block;
  page->columns = MIN (n, page->layer->kind == NN_LAYER_CONV2D ? (n > 6 ? 4 : 3) : n > 10 ? 6 : 5);
  page->rows = (n + page->columns - 1) / page->columns;
}

/* The part of an image that the unit at (row, column) sees. values: [28][28]. */
static void
draw_window (const Page    *page,
             cairo_t       *cr,
             const float   *values,
             NnTileKind     kind,
             const NnPatch *patch,
             double         x,
             double         y)
{
  const NnSpan rows = see (page, patch->row), columns = see (page, patch->column);
  const int top = MAX (rows.first, 0), bottom = MIN (rows.last, NN_IMAGE_SIDE - 1);
  const int left = MAX (columns.first, 0), right = MIN (columns.last, NN_IMAGE_SIDE - 1);
  const float m = kind == NN_TILE_INPUT ? 1 : nn_scope_max (values, NN_IMAGE_SIZE);

  if (bottom - top + 1 < page->window || right - left + 1 < page->window)
    {
      cairo_set_source_rgb (cr, 1, 1, 1);
      cairo_rectangle (cr, x, y, page->tile, page->tile);
      cairo_fill (cr);
      cairo_set_source_rgb (cr, 0.6, 0.6, 0.6);
      nn_cells_hatch (cr, x, y, page->tile, page->tile);
    }
  nn_cells_draw (cr, values + top * NN_IMAGE_SIDE + left, bottom - top + 1, right - left + 1,
                 NN_IMAGE_SIDE, kind, page->view->colors, m,
                 x + (left - columns.first) * page->scale, y + (top - rows.first) * page->scale,
                 page->scale);
}

static void
draw_patch (const Page *page,
            cairo_t    *cr,
            int         map,
            int         i,
            double      x,
            double      y)
{
  const NnStrongestMap *best = &page->strongest->maps[map];
  NnTensor *projection = page->projections[map * NN_STRONGEST + i];
  const double right = x + page->block + BLOCK_GAP;
  float image[NN_IMAGE_SIZE];

  if (i >= best->n)
    {
      cairo_set_source_rgb (cr, 1, 1, 1);
      cairo_rectangle (cr, x, y, page->tile, page->tile);
      cairo_fill (cr);
      cairo_set_source_rgb (cr, 0.8, 0.8, 0.8);
      cairo_set_line_width (cr, 1);
      cairo_rectangle (cr, x + 0.5, y + 0.5, page->tile - 1, page->tile - 1);
      cairo_rectangle (cr, right + 0.5, y + 0.5, page->tile - 1, page->tile - 1);
      cairo_stroke (cr);
      return;
    }
  for (int p = 0; p < NN_IMAGE_SIZE; p++)
    image[p] = page->images->pixels[(gsize) best->patches[i].image * NN_IMAGE_SIZE + p] / 255.0f;
  draw_window (page, cr, image, NN_TILE_INPUT, &best->patches[i], x, y);
  if (projection != NULL)
    draw_window (page, cr, nn_tensor_get_data (projection), NN_TILE_SIGNED, &best->patches[i], right,
                 y);
}

/* NULL: nothing is to be said. */
static const char *
badge_of (const Page *page,
          int         map)
{
  const NnStrongest *strongest = page->strongest;
  const Words *say = page->say;

  if (nn_hands_is_muted (nn_network_get_hands (page->network), strongest->layer, map))
    return say->muted;
  switch (nn_strongest_get_state (strongest, map))
    {
    case NN_MAP_DEAD:
      return strongest->activation == NN_ACTIVATION_TANH ? say->dead_tanh : say->dead;
    case NN_MAP_NEARLY_DEAD:
      return say->nearly_dead;
    case NN_MAP_NEVER_POSITIVE:
      return say->never;
    case NN_MAP_SATURATED:
      return say->saturated;
    case NN_MAP_NOT_A_NUMBER:
      return say->no_number;
    case NN_MAP_ALIVE:
    default:
      return NULL;
    }
}

/* How strongly, and on how many digits; where tiles are empty, why. (transfer full) */
static char *
describe (const Page    *page,
          const NnStyle *style,
          int            map)
{
  const NnStrongest *strongest = page->strongest;
  const NnStrongestMap *best = &strongest->maps[map];
  const Words *say = page->say;
  g_autofree char *max = nn_style_number (style, best->max, 2);
  g_autofree char *part = nn_style_percent (style, (double) best->positive
                                                   / MAX (strongest->n_images, 1), 1);

  /* The badge says it, but of a map that is at its lower end. */
  if (best->n == 0)
    return g_strdup (nn_strongest_get_state (strongest, map) == NN_MAP_SATURATED ? say->never : "");
  if (best->n < NN_STRONGEST)
    return g_strdup_printf ("%s %s · %s %d %s", say->most, max, say->on, best->n,
                            best->n == 1 ? say->one : say->few);
  return g_strdup_printf ("%s %s · %s %s %s", say->most, max, say->on, part, say->digits);
}

/* "map 5" and its badge, and a line below. */
static void
draw_words (const Page    *page,
            cairo_t       *cr,
            const NnStyle *style,
            int            map,
            double         x,
            double         y)
{
  const Words *say = page->say;
  int n_layers;
  const gboolean output = page->layer
                          == nn_network_get_layers (page->network, &n_layers) + n_layers - 1;
  g_autofree char *name = g_strdup_printf ("%s %d", output ? say->output
                                                    : page->layer->kind == NN_LAYER_DENSE
                                                      ? say->unit : say->map,
                                           output ? map : map + 1);
  const char *badge = badge_of (page, map);
  g_autofree char *text = describe (page, style, map);
  double width;

  nn_style_text (style, cr, name, x, y, 0, 0, style->text, 1, TRUE);
  nn_style_measure (style, cr, name, 1, TRUE, &width, NULL);
  if (badge != NULL)
    nn_style_text (style, cr, badge, x + width + 10, y, 0, 0, style->mistake, 1, FALSE);
  nn_style_text (style, cr, text, x, y + LINE, 0, 0, style->text, 0.9, FALSE);
}

static void
draw_page_cb (cairo_t       *cr,
              const NnStyle *style,
              gpointer       data)
{
  const Page *page = data;
  const int n = page->view->map >= 0 ? 1 : page->strongest->n_maps;

  for (int k = 0; k < n; k++)
    {
      const int map = page->view->map >= 0 ? page->view->map : k;
      const double x = MARGIN + k % page->columns * (page->width + SPACE);
      const double y = MARGIN + k / page->columns * (page->height + SPACE);

      draw_words (page, cr, style, map, x, y);
      if (page->strongest->maps[map].n > 0)
        {
          /* White ink would run together over white gaps. */
          cairo_set_source_rgb (cr, 0.5, 0.5, 0.5);
          cairo_rectangle (cr, x, y + 2 * LINE, page->block, page->block);
          cairo_fill (cr);
        }
      for (int i = 0; i < NN_STRONGEST; i++)
        draw_patch (page, cr, map, i, x + i % SIDE * (page->tile + GAP),
                    y + 2 * LINE + i / SIDE * (page->tile + GAP));
    }
  nn_style_text (style, cr, page->caption, MARGIN,
                 MARGIN + page->rows * (page->height + SPACE), 0, 0, style->text, 0.9, FALSE);
}

static char *
format_caption (const Page           *page,
                const NnViewWords    *common,
                const NnTrainingSpec *training,
                const NnPlace        *place)
{
  GString *text = g_string_new (NULL);

  g_string_append_printf (text, "%s · %s %s, %s (%s)", page->layer->title, page->say->strongest,
                          page->say->sets[page->view->set], page->say->does,
                          page->say->gates[page->view->gate]);
  if (page->layer->kind == NN_LAYER_DENSE)
    g_string_append_printf (text, " · %s", page->say->extension);
  nn_view_append_origin (text, common, training, place, NULL);
  nn_view_append_hands (text, common, page->network, training);
  return g_string_free (text, FALSE);
}

GBytes *
nn_features_view_serialize (const NnFeaturesView *view,
                            const NnNetwork      *network,
                            const NnTrainingSpec *training,
                            const NnPlace        *place,
                            const NnImages       *images,
                            const NnStrongest    *strongest,
                            NnTensor *const      *projections,
                            NnFormat              format,
                            GError              **error)
{
  const NnViewWords *common;
  g_autofree char *caption = NULL;
  Page page = { view, network, NULL, images, strongest, projections };
  NnSheet sheet = { .draw = draw_page_cb, .data = &page, .font_size = FONT_SIZE };
  NnStyle style;
  double text;

  g_return_val_if_fail (view != NULL && network != NULL && training != NULL && place != NULL, NULL);
  g_return_val_if_fail (images != NULL && strongest != NULL && projections != NULL, NULL);
  g_return_val_if_fail (view->map < strongest->n_maps && view->scale >= 0, NULL);

  common = nn_view_words (view->language, error);
  if (common == NULL)
    return NULL;
  page.layer = &nn_network_get_layers (network, NULL)[strongest->layer];
  page.say = NN_VIEW_FIND_WORDS (words, common->language);
  page.caption = caption = format_caption (&page, common, training, place);
  lay_out (&page);

  nn_sheet_init_style (&style, FONT_SIZE, common->language);
  nn_style_measure (&style, NULL, caption, 0.9, FALSE, &text, NULL);
  nn_sheet_clear_style (&style);
  sheet.title = caption;
  sheet.language = common->language;
  sheet.width = 2 * MARGIN + MAX (ceil (text), page.columns * (page.width + SPACE) - SPACE);
  sheet.height = 2 * MARGIN + page.rows * (page.height + SPACE) + LINE;
  if (!nn_figure_check_size (sheet.width, sheet.height, page.scale, error))
    return NULL;
  return nn_sheet_serialize (&sheet, format, error);
}
