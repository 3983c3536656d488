/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "render/nn-figure-private.h"

#include "render/nn-cells.h"
#include "render/nn-sheet.h"

#include <math.h>
#include <string.h>

#define MARGIN 8.0
#define FONT_SIZE 10.0
#define LINE 14.0                 /* of text */

/* m as it is printed, with three figures: "±0.530" for signed tiles, "1.51" for activations. */
static char *
format_m (const NnFigure *figure, const NnStyle *style, const NnBank *bank, int row, int column)
{
  double m = nn_bank_get_m (bank, figure->scope, row, column);
  g_autofree char *number = NULL;

  if (m == 0 || (m >= 1e-4 && m < 1e6))
    number = nn_style_number (style, m, m > 0 ? CLAMP (2 - (int) floor (log10 (m)), 0, 6) : 0);
  else
    {
      char buffer[G_ASCII_DTOSTR_BUF_SIZE];

      number = g_strdup (g_ascii_formatd (buffer, sizeof buffer, "%.3g", m));
    }
  return g_strconcat (bank->kind == NN_TILE_SIGNED ? "±" : "", number, NULL);
}

/* What stands over a bank: its title, and m where there is one for the whole bank. */
static char *
format_heading (const NnFigure *figure, const NnStyle *style, const NnBank *bank)
{
  g_autofree char *m = NULL;
  const char *title = bank->title ? bank->title : "";

  if (bank->kind == NN_TILE_INPUT || figure->scope == NN_SCOPE_TILE
      || figure->scope == NN_SCOPE_ROW)
    return g_strdup (title);

  m = format_m (figure, style, bank, 0, 0);
  return g_strdup_printf ("%s%sm = %s", title, *title ? " · " : "",
                          g_str_has_prefix (m, "±") ? m + strlen ("±") : m);
}

/* On paper a gap of a point is too thin to part light tiles; still whole, for crisp edges. */
static double
gap_of (const NnFigure *figure)
{
  return MAX (NN_FIGURE_GAP, figure->scale / 4);
}

/* Where a bank's parts stand; one unit is a point. */
typedef struct
{
  double pitch_x, pitch_y;        /* from tile to tile */
  double width, height;           /* of all, heading included */
  double tiles_top, tiles_left;   /* from the bank's corner */
  gboolean under_tiles, behind_rows; /* where m is printed */
} BankBox;

static double
widest_label (char **labels, const NnStyle *style)
{
  double widest = 0;

  for (int i = 0; labels && labels[i]; i++)
    {
      double width;

      nn_style_measure (style, NULL, labels[i], 1, FALSE, &width, NULL);
      widest = MAX (widest, ceil (width));
    }
  return widest;
}

static double
widest_m (const NnFigure *figure, const NnBank *bank, const NnStyle *style)
{
  double widest = 0;

  for (int row = 0; row < bank->rows; row++)
    for (int column = 0; column < bank->columns; column++)
      {
        g_autofree char *m = format_m (figure, style, bank, row, column);
        double width;

        nn_style_measure (style, NULL, m, 1, FALSE, &width, NULL);
        widest = MAX (widest, ceil (width));
        if (figure->scope == NN_SCOPE_ROW)
          break;
      }
  return widest;
}

static BankBox
lay_out (const NnFigure *figure, const NnBank *bank, const NnStyle *style)
{
  g_autofree char *heading = format_heading (figure, style, bank);
  double tile_width = (double) bank->width * figure->scale, text;
  double tile_height = (double) bank->height * figure->scale, gap = gap_of (figure);
  gboolean has_m = bank->kind != NN_TILE_INPUT;
  BankBox box = {
    .under_tiles = has_m && figure->scope == NN_SCOPE_TILE,
    .behind_rows = has_m && figure->scope == NN_SCOPE_ROW,
    .tiles_top = *heading ? LINE + 2 : 0,
  };

  if (bank->row_labels)
    box.tiles_left = widest_label (bank->row_labels, style) + 6;
  if (bank->column_labels)
    box.tiles_top += LINE;
  box.pitch_x = MAX (tile_width + gap, widest_label (bank->column_labels, style) + 4);
  box.pitch_y = tile_height + gap;
  if (box.under_tiles)
    {
      /* A small tile takes the width of its number. */
      box.pitch_x = MAX (box.pitch_x, widest_m (figure, bank, style) + 4);
      box.pitch_y += LINE;
    }
  box.width = box.tiles_left + bank->columns * box.pitch_x - gap;
  if (box.behind_rows)
    {
      box.width += 6 + widest_m (figure, bank, style);
      box.pitch_y = MAX (box.pitch_y, LINE);
    }
  nn_style_measure (style, NULL, heading, 1, TRUE, &text, NULL);
  box.width = MAX (box.width, ceil (text));
  box.height = box.tiles_top + bank->rows * box.pitch_y - gap;
  return box;
}

static void
vector_size (const NnFigure *figure, const NnStyle *style, double *width, double *height)
{
  double text = 0;

  *width = 0;
  *height = 2 * MARGIN;
  for (guint i = 0; i < figure->banks->len; i++)
    {
      BankBox box = lay_out (figure, g_ptr_array_index (figure->banks, i), style);

      *width = MAX (*width, box.width);
      *height += box.height + (i > 0 ? NN_FIGURE_BANK_GAP : 0);
    }
  if (figure->caption)
    {
      nn_style_measure (style, NULL, figure->caption, 1, FALSE, &text, NULL);
      *height += LINE + 4;
    }
  *width = MAX (*width, ceil (text)) + 2 * MARGIN;
}

void
nn_figure_vector_size (NnFigure *figure, gint64 *width, gint64 *height)
{
  NnStyle style;
  double w, h;

  nn_sheet_init_style (&style, FONT_SIZE, figure->language);
  vector_size (figure, &style, &w, &h);
  nn_sheet_clear_style (&style);
  *width = (gint64) w;
  *height = (gint64) h;
}

static void
draw_mark (const NnBank *bank, const NnFigure *figure, NnMark mark, cairo_t *cr, double x, double y)
{
  double width = (double) bank->width * figure->scale;
  double height = (double) bank->height * figure->scale, corner = nn_bank_corner (bank, figure);

  if (mark == NN_MARK_CHANGED)
    {
      nn_style_set_color (cr, NN_FIGURE_MARK_COLOR, 1);
      cairo_move_to (cr, x, y);
      cairo_line_to (cr, x + corner, y);
      cairo_line_to (cr, x, y + corner);
      cairo_fill (cr);
    }
  else if (mark == NN_MARK_EMPTY)
    {
      nn_style_set_color (cr, NN_FIGURE_EMPTY_COLOR, 1);
      cairo_rectangle (cr, x, y, width, height);
      cairo_fill (cr);
      nn_style_set_color (cr, 0x000000, 1);
      cairo_set_line_width (cr, 1);
      cairo_move_to (cr, x, y);
      cairo_line_to (cr, x + width, y + height);
      cairo_stroke (cr);
    }
}

void
nn_bank_draw_tile (const NnBank   *bank,
                   const NnFigure *figure,
                   cairo_t        *cr,
                   int             row,
                   int             column,
                   double          x,
                   double          y)
{
  nn_cells_draw (cr, nn_bank_get_tile (bank, row, column), bank->height, bank->width, bank->width,
                 bank->kind, figure->colors, nn_bank_get_m (bank, figure->scope, row, column), x, y,
                 figure->scale);
  draw_mark (bank, figure, nn_bank_get_mark (bank, row, column), cr, x, y);
}

static void
draw_labels (const NnBank *bank, const NnFigure *figure, const BankBox *box, const NnStyle *style,
             cairo_t *cr, double top)
{
  double width = (double) bank->width * figure->scale;
  double height = (double) bank->height * figure->scale;

  for (int column = 0; bank->column_labels && column < bank->columns; column++)
    nn_style_text (style, cr, bank->column_labels[column],
                   MARGIN + box->tiles_left + column * box->pitch_x + width / 2, top - 1, 0.5, 1,
                   style->text, 1, FALSE);
  for (int row = 0; bank->row_labels && row < bank->rows; row++)
    nn_style_text (style, cr, bank->row_labels[row], MARGIN + box->tiles_left - 6,
                   top + row * box->pitch_y + height / 2, 1, 0.5, style->text, 1, FALSE);
}

/* Why a tile is empty: over the diagonal, which makes way. */
static void
draw_words (const NnBank *bank, const NnFigure *figure, const NnStyle *style, cairo_t *cr,
            const char *words, double x, double y)
{
  double width = (double) bank->width * figure->scale;
  double middle = y + (double) bank->height * figure->scale / 2;

  nn_style_set_color (cr, NN_FIGURE_EMPTY_COLOR, 1);
  cairo_rectangle (cr, x, middle - LINE / 2, width, LINE);
  cairo_fill (cr);
  nn_style_text_in (style, cr, words, x + 1, middle - LINE / 2, width - 2, LINE, style->text, 1,
                    FALSE);
}

static void
draw_bank (const NnFigure *figure, const NnBank *bank, const NnStyle *style, cairo_t *cr,
           double top)
{
  g_autofree char *heading = format_heading (figure, style, bank);
  BankBox box = lay_out (figure, bank, style);
  double width = (double) bank->width * figure->scale;
  double height = (double) bank->height * figure->scale, gap = gap_of (figure);

  if (*heading)
    nn_style_text (style, cr, heading, MARGIN, top, 0, 0, style->text, 1, TRUE);
  if (!box.under_tiles && box.pitch_y == height + gap && box.pitch_x == width + gap)
    {
      nn_style_set_color (cr, nn_figure_gap_color (figure), 1);
      cairo_rectangle (cr, MARGIN + box.tiles_left, top + box.tiles_top,
                       bank->columns * box.pitch_x - gap, bank->rows * box.pitch_y - gap);
      cairo_fill (cr);
    }
  draw_labels (bank, figure, &box, style, cr, top + box.tiles_top);
  for (int row = 0; row < bank->rows; row++)
    {
      double y = top + box.tiles_top + row * box.pitch_y;

      for (int column = 0; column < bank->columns; column++)
        {
          double x = MARGIN + box.tiles_left + column * box.pitch_x;
          g_autofree char *m = format_m (figure, style, bank, row, column);
          const char *words = bank->words ? bank->words[row * bank->columns + column] : NULL;

          nn_bank_draw_tile (bank, figure, cr, row, column, x, y);
          if (words)
            draw_words (bank, figure, style, cr, words, x, y);
          if (box.under_tiles && !words)
            nn_style_text (style, cr, m, x + width / 2, y + height + 1, 0.5, 0, style->text, 1,
                           FALSE);
          else if (box.behind_rows && column == bank->columns - 1)
            nn_style_text (style, cr, m, x + width + 6, y + height / 2, 0, 0.5, style->text, 1,
                           FALSE);
        }
    }
}

static void
draw_page_cb (cairo_t *cr, const NnStyle *style, gpointer data)
{
  const NnFigure *figure = data;
  double width, height, top = MARGIN;

  vector_size (figure, style, &width, &height);
  cairo_set_source_rgb (cr, 1, 1, 1);
  cairo_rectangle (cr, 0, 0, width, height);
  cairo_fill (cr);
  for (guint i = 0; i < figure->banks->len; i++)
    {
      const NnBank *bank = g_ptr_array_index (figure->banks, i);

      draw_bank (figure, bank, style, cr, top);
      top += lay_out (figure, bank, style).height + NN_FIGURE_BANK_GAP;
    }
  if (figure->caption)
    nn_style_text (style, cr, figure->caption, MARGIN, height - MARGIN - LINE, 0, 0, style->text, 1,
                   FALSE);
}

void
nn_figure_draw_captioned (NnFigure *figure, cairo_t *cr)
{
  NnStyle style;

  nn_sheet_init_style (&style, FONT_SIZE, figure->language);
  draw_page_cb (cr, &style, figure);
  nn_sheet_clear_style (&style);
}

GBytes *
nn_figure_to_vector (NnFigure *figure, NnFormat format, GError **error)
{
  NnSheet sheet = {
    .draw = draw_page_cb,
    .data = figure,
    .title = figure->caption,
    .language = figure->language,
    .font_size = FONT_SIZE,
  };
  gint64 width, height;

  nn_figure_vector_size (figure, &width, &height);
  sheet.width = (double) width;
  sheet.height = (double) height;
  return nn_sheet_serialize (&sheet, format, error);
}
