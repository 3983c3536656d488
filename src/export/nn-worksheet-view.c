/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "export/nn-worksheet-view.h"

#include "export/nn-worksheet-words.h"
#include "render/nn-boxes.h"
#include "render/nn-cells.h"
#include "render/nn-sheet.h"

#include <math.h>

/* A4 in points. */
#define WIDTH 595.0
#define HEIGHT 842.0
#define MARGIN 50.0
#define BOTTOM (HEIGHT - 44)      /* of the exercises; the foot is below */
#define INNER (WIDTH - 2 * MARGIN)
#define FONT_SIZE 10.0
#define HEADER 44.0               /* from the margin to the first exercise */
#define BOX 26.0                  /* a number of one or two digits, written by hand */
#define ROW 21.0                  /* of a table */
#define LABEL 14.0                /* words over boxes */
#define AFTER 20.0                /* an exercise */

/* One page. */
typedef struct
{
  const NnWorksheet *sheet;
  const NnWorksheetWords *say;
  const guint8 *images;
  int page;                       /* 0, 1 */
  gboolean answered;
} Page;

/* A page while it is drawn: y is where the next thing goes. */
typedef struct
{
  const Page *page;
  const NnWorksheet *sheet;
  const NnWorksheetWords *say;
  const NnStyle *style;
  cairo_t *cr;
  double y;
} Pen;

/* ---- parts ---- */

static void
write_text (Pen        *pen,
            const char *text,
            double      x,
            double      y,
            double      x_align,
            double      y_align)
{
  nn_style_text (pen->style, pen->cr, text, x, y, x_align, y_align, pen->style->text, 1, FALSE);
}

static void
draw_header (Pen *pen)
{
  g_autofree char *title = g_strdup_printf ("%s %" G_GUINT64_FORMAT, pen->say->sheet,
                                            pen->sheet->seed);
  g_autofree char *head = pen->page->answered
                            ? g_strdup_printf ("%s · %s", pen->say->answers, title)
                            : g_strdup (title);
  g_autofree char *foot = g_strdup_printf ("%s · %s %d/%d", head, pen->say->page,
                                           pen->page->page + 1, NN_WORKSHEET_PAGES);
  const double base = MARGIN + 18, line = WIDTH - MARGIN - 200;
  const double room = pen->page->answered ? INNER : line - 50 - MARGIN;
  double width;

  /* A number may have twenty figures. */
  nn_style_measure (pen->style, pen->cr, head, 1.6, TRUE, &width, NULL);
  nn_style_text (pen->style, pen->cr, head, MARGIN, base, 0, 0.75, pen->style->text,
                 1.6 * MIN (1, room / width), TRUE);
  if (!pen->page->answered)
    {
      write_text (pen, pen->say->name, line - 6, base, 1, 0.75);
      nn_style_set_color (pen->cr, pen->style->text, 1);
      cairo_set_line_width (pen->cr, 0.75);
      cairo_move_to (pen->cr, line, base + 2);
      cairo_line_to (pen->cr, WIDTH - MARGIN, base + 2);
      cairo_stroke (pen->cr);
    }
  nn_style_text (pen->style, pen->cr, foot, WIDTH - MARGIN, BOTTOM + 6, 1, 0,
                 pen->style->text, 0.8, FALSE);
  pen->y = MARGIN + HEADER;
}

/* Number, title and what is to be done; exercise counts from 0. */
static void
begin_exercise (Pen *pen,
                int  exercise)
{
  const char *text = pen->say->exercises[exercise].text;
  g_autofree char *title = g_strdup_printf ("%d  %s", exercise + 1,
                                            pen->say->exercises[exercise].title);
  g_autoptr (PangoLayout) layout = nn_style_layout (pen->style, pen->cr, text, 1, FALSE);
  PangoRectangle box;

  nn_style_text (pen->style, pen->cr, title, MARGIN, pen->y, 0, 0, pen->style->text, 1.2, TRUE);
  pen->y += 18;
  pango_layout_set_width (layout, (int) (INNER * PANGO_SCALE));
  pango_layout_get_extents (layout, NULL, &box);
  nn_style_set_color (pen->cr, pen->style->text, 1);
  cairo_move_to (pen->cr, MARGIN, pen->y);
  pango_cairo_show_layout (pen->cr, layout);
  cairo_new_path (pen->cr);
  pen->y += ceil ((double) box.height / PANGO_SCALE) + 8;
}

static void
draw_boxes (Pen          *pen,
            const NnGrid *grid,
            double        x,
            double        y,
            double        width,
            int           ink,
            int           group)
{
  const NnBoxes boxes = {
    .rows = grid->rows, .columns = grid->columns, .values = grid->values,
    .width = width, .height = BOX, .ink = ink, .group = group,
  };

  nn_boxes_draw (&boxes, pen->style, pen->cr, x, y);
}

/* Empty, or filled in on a page of answers. */
static void
draw_answers (Pen          *pen,
              const NnGrid *grid,
              double        x,
              double        y,
              double        width)
{
  const NnBoxes boxes = {
    .rows = grid->rows, .columns = grid->columns,
    .values = pen->page->answered ? grid->values : NULL,
    .width = width, .height = BOX, .answer = TRUE,
  };

  nn_boxes_draw (&boxes, pen->style, pen->cr, x, y);
}

static void
draw_answer (Pen        *pen,
             const char *text,
             double      x,
             double      y,
             double      width,
             double      height)
{
  nn_boxes_draw_text (pen->page->answered ? text : NULL, TRUE, pen->style, pen->cr, x, y, width,
                      height);
}

static void
draw_arrow (Pen   *pen,
            double x,
            double y)
{
  nn_style_text (pen->style, pen->cr, "→", x, y, 0.5, 0.5, pen->style->text, 1.8, FALSE);
}

/* "0·1 + 3·(−1) + …", of the filter at the first place of the patch. (transfer full) */
static char *
write_products (const NnGrid *patch,
                const NnGrid *filter)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (int i = 0; i < filter->rows * filter->columns; i++)
    {
      int pixel = patch->values[i / filter->columns * patch->columns + i % filter->columns];
      g_autofree char *weight = nn_boxes_format (filter->values[i]);
      gboolean negative = filter->values[i] < 0;

      g_string_append_printf (text, "%s%d·%s%s%s", i > 0 ? " + " : "", pixel, negative ? "(" : "",
                              weight, negative ? ")" : "");
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/* ---- exercises ---- */

/* As the course draws it: a result stands under the middle of its window. */
static void
draw_line (Pen *pen)
{
  const double left = MARGIN + 100, step = BOX + 8;
  const struct { const char *name; const NnGrid *grid; int shift; gboolean given; } rows[] = {
    { pen->say->signal, &pen->sheet->line.signal, 0, TRUE },
    { pen->say->filter, &pen->sheet->line.filter, 0, TRUE },
    { pen->say->output, &pen->sheet->line.output, 1, FALSE },
    { pen->say->relu, &pen->sheet->line.rectified, 1, FALSE },
    { pen->say->pooled, &pen->sheet->line.pooled, 1, FALSE },
  };
  const double box = 36;

  begin_exercise (pen, 0);
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++, pen->y += step)
    {
      /* A pooled value is as wide as its pair. */
      double width = rows[i].grid == &pen->sheet->line.pooled ? 2 * box : box;
      double x = left + rows[i].shift * box;

      write_text (pen, rows[i].name, MARGIN, pen->y + BOX / 2, 0, 0.5);
      if (rows[i].given)
        draw_boxes (pen, rows[i].grid, x, pen->y, width, 0, 0);
      else
        draw_answers (pen, rows[i].grid, x, pen->y, width);
    }
  pen->y += AFTER - 8;
}

static void
draw_digit (Pen   *pen,
            double x,
            double y,
            double scale)
{
  const NnGridPlace *place = &pen->sheet->plane.place;
  const guint8 *pixels = pen->page->images + (gsize) place->image * NN_IMAGE_SIZE;
  float paper[NN_IMAGE_SIZE];
  const double side = NN_IMAGE_SIDE * scale;

  for (int i = 0; i < NN_IMAGE_SIZE; i++)
    paper[i] = (float) (255 - pixels[i]) / 255.0f;
  nn_cells_draw (pen->cr, paper, NN_IMAGE_SIDE, NN_IMAGE_SIDE, NN_IMAGE_SIDE, NN_TILE_INPUT,
                 NN_COLORS_GREY, 1, x, y, scale);
  nn_style_set_color (pen->cr, pen->style->text, 1);
  cairo_set_line_width (pen->cr, 0.5);
  cairo_rectangle (pen->cr, x, y, side, side);
  cairo_stroke (pen->cr);
  nn_style_set_color (pen->cr, pen->style->select, 1);
  cairo_set_line_width (pen->cr, 2);
  cairo_rectangle (pen->cr, x + place->column * scale, y + place->row * scale,
                   pen->sheet->plane.patch.columns * scale, pen->sheet->plane.patch.rows * scale);
  cairo_stroke (pen->cr);
}

static void
draw_plane (Pen *pen)
{
  const NnGrid *patch = &pen->sheet->plane.patch, *filter = &pen->sheet->plane.filter;
  const NnGrid *output = &pen->sheet->plane.output;
  const double height = patch->rows * BOX, wide = 32, gap = 16;
  const double scale = height / NN_IMAGE_SIDE;
  const double patch_x = MARGIN + height + gap, filter_x = patch_x + height + gap;
  const double output_x = WIDTH - MARGIN - output->columns * wide;
  double top, middle;

  begin_exercise (pen, 1);
  top = pen->y + LABEL;
  middle = top + BOX;
  write_text (pen, pen->say->image, MARGIN, pen->y - 2, 0, 0);
  draw_digit (pen, MARGIN, top, scale);
  write_text (pen, pen->say->patch, patch_x, pen->y - 2, 0, 0);
  draw_boxes (pen, patch, patch_x, top, BOX, NN_WORKSHEET_INK, 0);
  write_text (pen, pen->say->filter, filter_x, middle - LABEL - 2, 0, 0);
  draw_boxes (pen, filter, filter_x, middle, BOX, 0, 0);
  draw_arrow (pen, (filter_x + filter->columns * BOX + output_x) / 2, top + height / 2);
  write_text (pen, pen->say->output, output_x, middle - LABEL - 2, 0, 0);
  draw_answers (pen, output, output_x, middle, wide);
  pen->y = top + height + 10;

  write_text (pen, pen->say->first_cell, MARGIN, pen->y + 11, 0, 0.5);
  if (pen->page->answered)
    {
      g_autofree char *products = write_products (patch, filter);
      g_autofree char *sum = nn_boxes_format (output->values[0]);
      g_autofree char *text = g_strdup_printf ("%s = %s", products, sum);

      double width;

      nn_style_measure (pen->style, pen->cr, text, 1, TRUE, &width, NULL);
      nn_style_text (pen->style, pen->cr, text, MARGIN + 90, pen->y + 11, 0, 0.5,
                     pen->style->accent, MIN (1, (INNER - 90) / width), TRUE);
    }
  else
    {
      nn_style_set_color (pen->cr, pen->style->text, 1);
      cairo_set_line_width (pen->cr, 0.5);
      cairo_move_to (pen->cr, MARGIN + 90, pen->y + 18);
      cairo_line_to (pen->cr, WIDTH - MARGIN, pen->y + 18);
      cairo_stroke (pen->cr);
    }
  pen->y += 18 + AFTER;
}

static void
draw_pooling (Pen *pen)
{
  const NnGrid *map = &pen->sheet->pooling.map, *pooled = &pen->sheet->pooling.pooled;
  const double left = MARGIN + 100, right = left + map->columns * BOX + 56;

  begin_exercise (pen, 2);
  draw_boxes (pen, map, left, pen->y, BOX, 0, 2);
  draw_arrow (pen, right - 28, pen->y + map->rows * BOX / 2);
  draw_answers (pen, pooled, right, pen->y + BOX, 34);
  pen->y += map->rows * BOX;
}

static void
draw_match (Pen *pen)
{
  const double side = 3 * BOX, pitch = (INNER - side) / NN_WORKSHEET_PATCHES;
  char letter[] = "A", best[] = { (char) ('A' + pen->sheet->match.best), '\0' };
  double width, top;

  begin_exercise (pen, 3);
  top = pen->y + LABEL;
  write_text (pen, pen->say->filter, MARGIN, pen->y - 2, 0, 0);
  draw_boxes (pen, &pen->sheet->match.filter, MARGIN, top, BOX, 0, 0);
  write_text (pen, pen->say->answer, MARGIN + side, top + side + 8 + BOX / 2, 1, 0.5);
  for (int i = 0; i < NN_WORKSHEET_PATCHES; i++, letter[0]++)
    {
      const double x = MARGIN + side + (i + 1) * pitch - side;
      g_autofree char *answer = nn_boxes_format (pen->sheet->match.answers[i]);

      nn_style_text (pen->style, pen->cr, letter, x + side / 2, pen->y - 3, 0.5, 0,
                     pen->style->text, 1.1, TRUE);
      draw_boxes (pen, &pen->sheet->match.patches[i], x, top, BOX, NN_WORKSHEET_INK, 0);
      draw_answer (pen, answer, x + side / 2 - 25, top + side + 8, 50, BOX);
    }
  pen->y = top + side + BOX + 18;
  nn_style_measure (pen->style, pen->cr, pen->say->best, 1, FALSE, &width, NULL);
  write_text (pen, pen->say->best, MARGIN, pen->y + BOX / 2, 0, 0.5);
  draw_answer (pen, best, MARGIN + width + 8, pen->y, BOX, BOX);
  pen->y += BOX + AFTER;
}

/* The middle of a column of a table: edges are parts of the inner width. */
static double
column_middle (const double *edges,
               int           column)
{
  return MARGIN + INNER * (edges[column] + edges[column + 1]) / 2;
}

static void
draw_sizes (Pen *pen)
{
  static const double edges[] = { 0, 0.2, 0.4, 0.58, 0.76, 1 };

  begin_exercise (pen, 4);
  for (int c = 0; c < 5; c++)
    nn_style_text (pen->style, pen->cr, pen->say->size_columns[c], column_middle (edges, c), pen->y,
                   0.5, 0, pen->style->text, 1, TRUE);
  pen->y += 18;
  for (int i = 0; i < NN_WORKSHEET_SIZES; i++, pen->y += ROW + 3)
    {
      const int given[] = { pen->sheet->sizes[i].size, pen->sheet->sizes[i].kernel,
                            pen->sheet->sizes[i].padding, pen->sheet->sizes[i].stride };
      const int output = pen->sheet->sizes[i].output;
      g_autofree char *answer = g_strdup_printf ("%d × %d", output, output);

      for (int c = 0; c < 4; c++)
        {
          g_autofree char *text = c < 2 ? g_strdup_printf ("%d × %d", given[c], given[c])
                                        : g_strdup_printf ("%d", given[c]);

          write_text (pen, text, column_middle (edges, c), pen->y + ROW / 2, 0.5, 0.5);
        }
      draw_answer (pen, answer, column_middle (edges, 4) - 48, pen->y, 96, ROW);
    }
  pen->y += AFTER - 3;
}

/* "convolution, 6 filters 5 × 5". (transfer full) */
static char *
describe_layer (const NnWorksheetWords *say,
                const NnLayer          *layer)
{
  switch (layer->kind)
    {
    case NN_LAYER_CONV2D:
      return g_strdup_printf ("%s %d %s %d × %d", say->convolution, layer->channels, say->filters,
                              layer->kernel, layer->kernel);
    case NN_LAYER_MAX_POOL:
      return g_strdup_printf ("%s %d × %d, %s %d", say->pooling, layer->kernel, layer->kernel,
                              say->stride, layer->stride);
    case NN_LAYER_DENSE:
      return g_strdup_printf ("%s %d %s", say->dense, layer->channels, say->units);
    case NN_LAYER_INPUT:
    default:
      return g_strdup (say->input);
    }
}

/* "6 × 24 × 24", or the number of units. (transfer full) */
static char *
format_shape (const NnLayer *layer)
{
  if (layer->kind == NN_LAYER_DENSE)
    return g_strdup_printf ("%d", layer->channels);
  return g_strdup_printf ("%d × %d × %d", layer->channels, layer->height, layer->width);
}

static void
draw_network (Pen *pen)
{
  static const double edges[] = { 0, 0.5, 0.76, 1 };
  const NnWorksheetWords *say = pen->say;
  g_autofree char *given = format_shape (&pen->sheet->network.input);
  g_autofree char *total = g_strdup_printf ("%" G_GSIZE_FORMAT, pen->sheet->network.total);
  const double x = column_middle (edges, 1) - 58, number_x = column_middle (edges, 2) - 50;

  begin_exercise (pen, 5);
  nn_style_text (pen->style, pen->cr, say->layer_columns[0], MARGIN, pen->y, 0, 0, pen->style->text,
                 1, TRUE);
  for (int c = 1; c < 3; c++)
    nn_style_text (pen->style, pen->cr, say->layer_columns[c], column_middle (edges, c), pen->y,
                   0.5, 0, pen->style->text, 1, TRUE);
  pen->y += 18;
  write_text (pen, say->input, MARGIN, pen->y + ROW / 2, 0, 0.5);
  write_text (pen, given, column_middle (edges, 1), pen->y + ROW / 2, 0.5, 0.5);
  write_text (pen, "0", column_middle (edges, 2), pen->y + ROW / 2, 0.5, 0.5);
  pen->y += ROW;
  for (int i = 0; i < NN_WORKSHEET_LAYERS; i++, pen->y += ROW + 3)
    {
      const NnLayer *layer = &pen->sheet->network.layers[i];
      g_autofree char *name = describe_layer (say, layer);
      g_autofree char *shape = format_shape (layer);
      g_autofree char *parameters = g_strdup_printf ("%" G_GSIZE_FORMAT,
                                                     pen->sheet->network.parameters[i]);

      write_text (pen, name, MARGIN, pen->y + ROW / 2, 0, 0.5);
      draw_answer (pen, shape, x, pen->y, 116, ROW);
      draw_answer (pen, parameters, number_x, pen->y, 100, ROW);
    }
  nn_style_text (pen->style, pen->cr, say->total, number_x - 8, pen->y + ROW / 2, 1, 0.5,
                 pen->style->text, 1, TRUE);
  draw_answer (pen, total, number_x, pen->y, 100, ROW);
  pen->y += ROW;
}

/* ---- pages ---- */

static void
draw_page_cb (cairo_t       *cr,
              const NnStyle *style,
              gpointer       data)
{
  const Page *page = data;
  Pen pen = { .page = page, .sheet = page->sheet, .say = page->say, .style = style, .cr = cr };

  draw_header (&pen);
  if (page->page == 0)
    {
      draw_line (&pen);
      draw_plane (&pen);
      draw_pooling (&pen);
    }
  else
    {
      draw_match (&pen);
      draw_sizes (&pen);
      draw_network (&pen);
    }
  /* Words of another length may move what is below them, but not off the paper. */
  g_assert (pen.y <= BOTTOM);
}

GBytes *
nn_worksheet_view_serialize (const NnWorksheetView *view,
                             const NnImages        *images,
                             GError               **error)
{
  const guint n_pages = NN_WORKSHEET_PAGES * 2 * view->count;
  const NnWorksheetWords *say = nn_worksheet_words (view->language, error);
  g_autofree NnWorksheet *sheets = g_new0 (NnWorksheet, view->count);
  g_autofree Page *pages = g_new0 (Page, n_pages);
  g_autofree NnSheet *papers = g_new0 (NnSheet, n_pages);
  g_autofree char *title = NULL;

  g_return_val_if_fail (view->count > 0 && view->count <= NN_WORKSHEET_MAX_COUNT, NULL);
  g_return_val_if_fail (view->first <= G_MAXUINT64 - (view->count - 1), NULL);

  if (say == NULL)
    return NULL;
  title = view->count == 1
            ? g_strdup_printf ("%s %" G_GUINT64_FORMAT, say->sheet, view->first)
            : g_strdup_printf ("%s %" G_GUINT64_FORMAT "–%" G_GUINT64_FORMAT, say->sheets,
                               view->first, view->first + view->count - 1);
  for (guint i = 0; i < view->count; i++)
    if (!nn_worksheet_make (&sheets[i], view->first + i, images->pixels, images->n, error))
      return NULL;
  for (guint i = 0; i < n_pages; i++)
    {
      pages[i] = (Page) {
        .sheet = &sheets[i / NN_WORKSHEET_PAGES % view->count],
        .say = say,
        .images = images->pixels,
        .page = (int) (i % NN_WORKSHEET_PAGES),
        .answered = i >= n_pages / 2,
      };
      papers[i] = (NnSheet) {
        .draw = draw_page_cb, .data = &pages[i], .width = WIDTH, .height = HEIGHT,
        .font_size = FONT_SIZE, .title = title, .language = say->language,
      };
    }
  return nn_sheet_serialize_pages (papers, n_pages, error);
}
