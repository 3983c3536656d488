/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "export/nn-occlusion-view.h"

#include <math.h>

#include "base/nn-error.h"
#include "export/nn-view-words.h"
#include "nn/nn-hands.h"
#include "nn/nn-projection.h"
#include "render/nn-cells.h"
#include "render/nn-class-color.h"
#include "render/nn-sheet.h"

#define MARGIN 10.0
#define FONT_SIZE 12.0
#define LINE 17.0
#define SPACE 24.0                /* between panels */
#define MIN_WIDTH 220.0           /* of a panel: its words */
#define PLACES 3
#define FIGURES 3                 /* decimals of what is printed */
#define MAX_PANELS 5

/* In the language of the caption, not of the desktop. */
typedef struct
{
  const char *language;
  const char *input;              /* before a size, like square */
  const char *total, *projection; /* before the number of a map */
  const char *probability, *margin; /* before a class */
  const char *best;
  const char *whole, *lowest;     /* before the value without square, and before the lowest */
  const char *inactive, *muted;
  const char *falls[PLACES];      /* at fewer places than that */
  const char *square, *of_value, *around;
} Words;

static const Words words[] = {
  {
    .language = "en",
    .input = "digit, square of",
    .total = "sum of C3 map", .projection = "projection of map",
    .probability = "probability of", .margin = "margin of",
    .best = "most probable class",
    .whole = "whole", .lowest = "lowest",
    .inactive = "not active", .muted = "muted",
    .falls = { "the class falls nowhere", "the class falls at one place alone",
               "the class falls at two places alone" },
    .square = "Occlusion: a square of", .of_value = "of the value",
    .around = "around each pixel in turn",
  },
  {
    .language = "fr",
    .input = "chiffre, carré de",
    .total = "somme de la carte C3", .projection = "projection de la carte",
    .probability = "probabilité de", .margin = "marge de",
    .best = "classe la plus probable",
    .whole = "entier", .lowest = "au plus bas",
    .inactive = "inactive", .muted = "muette",
    .falls = { "la classe ne baisse nulle part", "la classe ne baisse qu’en un endroit",
               "la classe ne baisse qu’en deux endroits" },
    .square = "Occlusion : un carré de", .of_value = "de valeur",
    .around = "autour de chaque pixel, tour à tour",
  },
};

typedef struct
{
  const Words *say;
  const NnOcclusionView *view;
  const NnOcclusion *occlusion;
  NnTensor *projection;           /* NULL: not active */
  gboolean muted;                 /* its map is, by hand */
  float image[NN_IMAGE_SIZE];
  char *caption;
  int positions[PLACES], n_positions;
  int scale;
  double side, pitch;             /* of a panel; from one to the next */
} Page;

/* The square around a position, clipped to the image, as an outline with a halo. */
static void
outline (const Page    *page,
         cairo_t       *cr,
         const NnStyle *style,
         int            position,
         double         x,
         double         y)
{
  const int size = page->occlusion->occluder.size;
  const int top = position / NN_IMAGE_SIDE - size / 2, left = position % NN_IMAGE_SIDE - size / 2;
  const int y0 = MAX (top, 0), y1 = MIN (top + size, NN_IMAGE_SIDE);
  const int x0 = MAX (left, 0), x1 = MIN (left + size, NN_IMAGE_SIDE);

  for (int halo = 1; halo >= 0; halo--)
    {
      nn_style_set_color (cr, halo ? 0x000000 : style->select, 1);
      cairo_set_line_width (cr, halo ? 4 : 2);
      cairo_rectangle (cr, x + x0 * page->scale, y + y0 * page->scale, (x1 - x0) * page->scale,
                       (y1 - y0) * page->scale);
      cairo_stroke (cr);
    }
}

static void
draw_input (const Page    *page,
            cairo_t       *cr,
            const NnStyle *style,
            double         x,
            double         y)
{
  float covered[NN_IMAGE_SIZE];

  for (int i = 0; i < NN_IMAGE_SIZE; i++)
    covered[i] = page->image[i];
  if (page->n_positions > 0)
    nn_occlude (covered, page->occlusion->occluder.size, page->occlusion->occluder.value,
                page->positions[0] / NN_IMAGE_SIDE, page->positions[0] % NN_IMAGE_SIDE);
  nn_cells_draw (cr, covered, NN_IMAGE_SIDE, NN_IMAGE_SIDE, NN_IMAGE_SIDE, NN_TILE_INPUT,
                 NN_COLORS_GREY, 1, x, y, page->scale);
  if (page->n_positions > 0)
    outline (page, cr, style, page->positions[0], x, y);
}

static void
find_range (NnTensor *map,
            float    *low,
            float    *high)
{
  float stretched[NN_IMAGE_SIZE];

  nn_scope_stretch (nn_tensor_get_data (map), NN_IMAGE_SIZE, stretched, low, high);
}

/* "■ 19.8 □ 31.6 · whole 27.4" under a panel: what black and white mean, and the value without
 * square; lowest: NaN, or what the lowest value is where black is another one. */
static void
draw_range (const Page    *page,
            cairo_t       *cr,
            const NnStyle *style,
            double         black,
            double         white,
            double         lowest,
            double         whole,
            double         x,
            double         y)
{
  g_autofree char *from = nn_style_number (style, black, black == 0 ? 0 : FIGURES);
  g_autofree char *to = nn_style_number (style, white, white == 1 ? 0 : FIGURES);
  g_autofree char *least = nn_style_number (style, lowest, FIGURES);
  g_autofree char *bare = nn_style_number (style, whole, FIGURES);
  g_autoptr (GString) text = g_string_new (NULL);

  g_string_append_printf (text, "■ %s □ %s · %s %s", from, to, page->say->whole, bare);
  if (!isnan (lowest))
    g_string_append_printf (text, " · %s %s", page->say->lowest, least);
  nn_style_text (style, cr, text->str, x, y, 0, 0, style->text, 0.9, FALSE);
}

static void
draw_heading (cairo_t       *cr,
              const NnStyle *style,
              char           letter,
              const char    *text,
              double         x)
{
  g_autofree char *heading = g_strdup_printf ("(%c) %s", letter, text);

  nn_style_text (style, cr, heading, x, MARGIN, 0, 0, style->text, 1, TRUE);
}

static void
draw_total (const Page    *page,
            cairo_t       *cr,
            const NnStyle *style,
            double         x,
            double         y)
{
  g_autofree char *text = g_strdup_printf ("%s %d", page->say->total, page->occlusion->map + 1);
  float low, high, stretched[NN_IMAGE_SIZE];

  nn_scope_stretch (nn_tensor_get_data (page->occlusion->total), NN_IMAGE_SIZE, stretched, &low,
                    &high);
  draw_heading (cr, style, 'b', text, x);
  nn_cells_draw (cr, stretched, NN_IMAGE_SIDE, NN_IMAGE_SIDE, NN_IMAGE_SIDE, NN_TILE_ACTIVATION,
                 NN_COLORS_GREY, 1, x, y, page->scale);
  draw_range (page, cr, style, low, high, NAN, page->occlusion->bare.total, x, y + page->side + 4);
}

static void
draw_projection (const Page    *page,
                 cairo_t       *cr,
                 const NnStyle *style,
                 double         x,
                 double         y)
{
  g_autofree char *text = g_strdup_printf ("%s %d", page->say->projection,
                                           page->occlusion->map + 1);
  float m;

  draw_heading (cr, style, 'c', text, x);
  if (page->projection == NULL)
    {
      cairo_set_source_rgb (cr, 0.8, 0.8, 0.8);
      nn_cells_hatch (cr, x, y, page->side, page->side);
      nn_style_text (style, cr, page->muted ? page->say->muted : page->say->inactive, x, y + page->side + 4, 0, 0, style->text, 0.9,
                     FALSE);
      return;
    }
  m = nn_tensor_abs_max (page->projection);
  nn_cells_draw (cr, nn_tensor_get_data (page->projection), NN_IMAGE_SIDE, NN_IMAGE_SIDE,
                 NN_IMAGE_SIDE, NN_TILE_SIGNED, NN_COLORS_GREY, m, x, y, page->scale);
  {
    g_autofree char *number = nn_style_number (style, m, FIGURES);
    g_autofree char *range = g_strdup_printf ("±%s", number);

    nn_style_text (style, cr, range, x, y + page->side + 4, 0, 0, style->text, 0.9, FALSE);
  }
}

/* The probability on the scale from 0 to 1, the margin around 0: grey is where the class is lost. */
static void
draw_class (const Page    *page,
            cairo_t       *cr,
            const NnStyle *style,
            double         x,
            double         y)
{
  const NnOcclusion *occlusion = page->occlusion;
  const gboolean margin = page->view->margin;
  g_autofree char *text = g_strdup_printf ("%s %d", margin ? page->say->margin
                                                           : page->say->probability, occlusion->label);
  NnTensor *map = margin ? occlusion->margin : occlusion->probability;
  const float m = margin ? nn_tensor_abs_max (map) : 1;
  float low, high;

  find_range (map, &low, &high);
  draw_heading (cr, style, 'd', text, x);
  nn_cells_draw (cr, nn_tensor_get_data (map), NN_IMAGE_SIDE, NN_IMAGE_SIDE, NN_IMAGE_SIDE,
                 margin ? NN_TILE_SIGNED : NN_TILE_ACTIVATION, NN_COLORS_GREY, m, x, y, page->scale);
  for (int i = 0; i < page->n_positions; i++)
    {
      g_autofree char *number = g_strdup_printf ("%d", i + 1);
      const double px = x + (page->positions[i] % NN_IMAGE_SIDE + 0.5) * page->scale;
      const double py = y + (page->positions[i] / NN_IMAGE_SIDE + 0.5) * page->scale;

      nn_style_set_color (cr, style->select, 1);
      cairo_arc (cr, px, py, FONT_SIZE * 0.7, 0, 2 * G_PI);
      cairo_fill (cr);
      nn_style_text (style, cr, number, px, py, 0.5, 0.5, nn_style_ink_on (style->select), 0.9, TRUE);
    }
  draw_range (page, cr, style, margin ? -m : 0, m, low,
              margin ? occlusion->bare.margin : occlusion->bare.probability, x, y + page->side + 4);
}

/* Each class in its colour; the legend has those that occur. */
static void
draw_best (const Page    *page,
           cairo_t       *cr,
           const NnStyle *style,
           double         x,
           double         y)
{
  gboolean occurs[NN_CLASSES] = { FALSE };
  double left = x;

  draw_heading (cr, style, 'e', page->say->best, x);
  for (int i = 0; i < NN_IMAGE_SIDE; i++)
    for (int j = 0, end; j < NN_IMAGE_SIDE; j = end)
      {
        const guint8 *row = page->occlusion->best + i * NN_IMAGE_SIDE;

        for (end = j + 1; end < NN_IMAGE_SIDE && row[end] == row[j]; end++)
          ;
        occurs[row[j]] = TRUE;
        nn_style_set_color (cr, nn_class_color (row[j]), 1);
        cairo_rectangle (cr, x + j * page->scale, y + i * page->scale, (end - j) * page->scale,
                         page->scale);
        cairo_fill (cr);
      }
  for (int c = 0; c < NN_CLASSES; c++)
    if (occurs[c])
      {
        g_autofree char *text = g_strdup_printf ("%d", c);

        nn_style_set_color (cr, nn_class_color (c), 1);
        cairo_rectangle (cr, left, y + page->side + 7, 10, 10);
        cairo_fill (cr);
        nn_style_text (style, cr, text, left + 13, y + page->side + 4, 0, 0, style->text, 0.9, FALSE);
        left += 28;
      }
}

typedef void (*DrawPanel) (const Page *page, cairo_t *cr, const NnStyle *style, double x, double y);

static void
draw_page_cb (cairo_t       *cr,
              const NnStyle *style,
              gpointer       data)
{
  static const DrawPanel panels[MAX_PANELS] = { draw_input, draw_total, draw_projection, draw_class,
                                                draw_best };
  const Page *page = data;
  const NnOccluder *occluder = &page->occlusion->occluder;
  g_autofree char *input = g_strdup_printf ("%s %d × %d", page->say->input, occluder->size, occluder->size);
  double x = MARGIN;

  draw_heading (cr, style, 'a', input, x);
  for (int i = 0; i < MAX_PANELS; i++)
    {
      if (page->occlusion->map < 0 && (panels[i] == draw_total || panels[i] == draw_projection))
        continue;
      panels[i] (page, cr, style, x, MARGIN + LINE + 2);
      x += page->pitch;
    }
  nn_style_text (style, cr, page->caption, MARGIN, MARGIN + 2 * LINE + page->side + 14, 0, 0,
                 style->text, 0.9, FALSE);
}

static char *
format_caption (const Page           *page,
                const NnViewWords    *common,
                const NnNetwork      *network,
                const NnTrainingSpec *training,
                const NnPlace        *place,
                NnProbe              *probe)
{
  const NnOccluder *occluder = &page->occlusion->occluder;
  char value[G_ASCII_DTOSTR_BUF_SIZE];
  GString *text = g_string_new (NULL);

  g_ascii_formatd (value, sizeof value, "%.3g", occluder->value);
  g_string_append_printf (text, "%s %d × %d %s %s %s", page->say->square, occluder->size,
                          occluder->size, page->say->of_value, value, page->say->around);
  nn_view_append_origin (text, common, training, place, probe);
  if (page->n_positions < PLACES)
    g_string_append_printf (text, " · %s", page->say->falls[page->n_positions]);
  nn_view_append_hands (text, common, network, training);
  return g_string_free (text, FALSE);
}

/* Map of C3. */
static gboolean
is_muted (const NnNetwork *network,
          int              map)
{
  const NnLayer *c3 = nn_network_find_layer (network, "c3");

  return c3 != NULL && nn_hands_is_muted (nn_network_get_hands (network),
                                          (int) (c3 - nn_network_get_layers (network, NULL)), map);
}

static NnTensor *
project_map (const NnNetwork     *network,
             const NnActivations *activations,
             int                  map)
{
  const NnLayer *c3 = nn_network_find_layer (network, "c3");
  NnUnit unit;

  if (map < 0 || c3 == NULL)
    return NULL;
  unit = nn_unit_strongest (network, activations,
                            (int) (c3 - nn_network_get_layers (network, NULL)), map);
  return nn_projection_new (network, activations, &unit, NN_GATE_DECONVNET);
}

GBytes *
nn_occlusion_view_serialize (const NnOcclusionView *view,
                             const NnNetwork       *network,
                             const NnTrainingSpec  *training,
                             const NnPlace         *place,
                             NnProbe               *probe,
                             const NnActivations   *activations,
                             const NnOcclusion     *occlusion,
                             NnFormat               format,
                             GError               **error)
{
  const NnViewWords *common;
  g_autoptr (NnTensor) projection = NULL;
  g_autofree char *caption = NULL;
  Page page = { .view = view, .occlusion = occlusion };
  NnSheet sheet = { .draw = draw_page_cb, .data = &page, .font_size = FONT_SIZE };
  const int panels = occlusion != NULL && occlusion->map < 0 ? MAX_PANELS - 2 : MAX_PANELS;
  NnStyle style;
  double text;

  g_return_val_if_fail (view != NULL && network != NULL && training != NULL && place != NULL, NULL);
  g_return_val_if_fail (probe != NULL && activations != NULL && occlusion != NULL, NULL);

  common = nn_view_words (view->language, error);
  if (common == NULL)
    return NULL;
  page.say = NN_VIEW_FIND_WORDS (words, common->language);
  page.scale = view->scale > 0 ? view->scale : 8;
  page.side = NN_IMAGE_SIDE * page.scale;
  page.pitch = MAX (page.side, MIN_WIDTH) + SPACE;
  for (int i = 0; i < NN_IMAGE_SIZE; i++)
    page.image[i] = probe->pixels[i] / 255.0f;
  page.n_positions = nn_occlusion_explain (occlusion, page.positions, PLACES);
  page.muted = occlusion->map >= 0 && is_muted (network, occlusion->map);
  page.projection = projection = project_map (network, activations, occlusion->map);
  page.caption = caption = format_caption (&page, common, network, training, place, probe);

  nn_sheet_init_style (&style, FONT_SIZE, common->language);
  nn_style_measure (&style, NULL, caption, 0.9, FALSE, &text, NULL);
  nn_sheet_clear_style (&style);
  sheet.title = caption;
  sheet.language = common->language;
  sheet.width = 2 * MARGIN + MAX (ceil (text), panels * page.pitch - SPACE);
  sheet.height = 2 * MARGIN + page.side + 3 * LINE + 14;
  if (!nn_figure_check_size (sheet.width, sheet.height, page.scale, error))
    return NULL;
  return nn_sheet_serialize (&sheet, format, error);
}
