/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "render/nn-confusion.h"

#include <math.h>

#define N NN_CONFUSION_CLASSES

/* A cell is wider than high where there is room: a count of four figures is. */
#define MAX_ASPECT 1.35
#define CELL_MARGIN 3             /* free on either side of a count */

/* Pixels. The labels of rows lie left of the cells, those of columns above. */
typedef struct
{
  double left, top;
  double pitch_x, pitch_y;        /* from cell to cell */
  double width, height;           /* of a cell */
} Grid;

void
nn_confusion_init (NnConfusion *confusion)
{
  g_return_if_fail (confusion != NULL);

  *confusion = (NnConfusion) {
    .selected_given = -1,
    .selected_predicted = -1,
    .hover_given = -1,
    .hover_predicted = -1,
  };
}

static double
cell_of (double pitch)
{
  return pitch - MAX (1, floor (pitch / 16));
}

/* Cells as large as fit, in the middle of the room. */
static Grid
lay_out (const NnConfusion *confusion, const NnStyle *style, double width, double height)
{
  double line = 1.5 * style->font_size;
  double left = line * (confusion->given ? 2 : 1), top = line * (confusion->predicted ? 2 : 1);
  double room_x = floor ((width - left) / N), room_y = floor ((height - top) / N);
  Grid grid;

  grid.pitch_y = MAX (MIN (room_x, room_y), 2);
  grid.pitch_x = MAX (MIN (room_x, floor (MAX_ASPECT * grid.pitch_y)), 2);
  grid.width = cell_of (grid.pitch_x);
  grid.height = cell_of (grid.pitch_y);
  grid.left = floor (left + MAX (0, (width - left - N * grid.pitch_x) / 2));
  grid.top = floor (top + MAX (0, (height - top - N * grid.pitch_y) / 2));
  return grid;
}

static guint
largest (const NnConfusion *confusion, gboolean diagonal)
{
  guint max = 0;

  for (int g = 0; g < N; g++)
    for (int p = 0; p < N; p++)
      if ((g == p) == diagonal)
        max = MAX (max, confusion->counts[g][p]);
  return max;
}

void
nn_confusion_cell_colors (const NnConfusion *confusion,
                          const NnStyle     *style,
                          int                given,
                          int                predicted,
                          guint32           *fill,
                          guint32           *ink)
{
  gboolean diagonal = given == predicted;
  guint count = confusion->counts[given][predicted];
  guint max = largest (confusion, diagonal);
  guint32 full = diagonal ? style->right : style->wrong;
  double part;

  if (count == 0 || !confusion->known)
    {
      *fill = style->empty;
      *ink = nn_style_ink_on (style->empty);
      return;
    }

  /* Right answers are many and much alike: linear. Mistakes are few: by the
   * square root, and the smallest still stands out from an empty cell. */
  part = (double) count / max;
  *fill = nn_style_mix (style->background, full, diagonal ? 0.15 + 0.6 * part
                                                          : 0.2 + 0.8 * sqrt (part));
  *ink = nn_style_ink_on (*fill);
}

void
nn_confusion_cell_box (const NnConfusion *confusion,
                       const NnStyle     *style,
                       double             width,
                       double             height,
                       int                given,
                       int                predicted,
                       double            *x,
                       double            *y,
                       double            *cell_width,
                       double            *cell_height)
{
  Grid grid = lay_out (confusion, style, width, height);

  *x = grid.left + predicted * grid.pitch_x;
  *y = grid.top + given * grid.pitch_y;
  *cell_width = grid.width;
  *cell_height = grid.height;
}

gboolean
nn_confusion_pick (const NnConfusion *confusion,
                   const NnStyle     *style,
                   double             width,
                   double             height,
                   double             px,
                   double             py,
                   int               *given,
                   int               *predicted)
{
  Grid grid = lay_out (confusion, style, width, height);
  double column = floor ((px - grid.left) / grid.pitch_x);
  double row = floor ((py - grid.top) / grid.pitch_y);

  if (column < 0 || column >= N || row < 0 || row >= N)
    return FALSE;
  *given = (int) row;
  *predicted = (int) column;
  return TRUE;
}

static void
draw_labels (const NnConfusion *confusion, const NnStyle *style, cairo_t *cr, const Grid *grid)
{
  double font = style->font_size;

  for (int i = 0; i < N; i++)
    {
      char digit[2] = { (char) ('0' + i), 0 };

      nn_style_text (style, cr, digit, grid->left + i * grid->pitch_x + grid->width / 2,
                     grid->top - 0.8 * font, 0.5, 0.5, style->dim, 1, TRUE);
      nn_style_text (style, cr, digit, grid->left - 0.8 * font,
                     grid->top + i * grid->pitch_y + grid->height / 2, 0.5, 0.5, style->dim, 1, TRUE);
    }
  if (confusion->predicted)
    nn_style_text (style, cr, confusion->predicted, grid->left + N * grid->pitch_x / 2,
                   grid->top - 2.3 * font, 0.5, 0.5, style->dim, 1, FALSE);
  if (confusion->given)
    {
      cairo_save (cr);
      cairo_translate (cr, grid->left - 2.3 * font, grid->top + N * grid->pitch_y / 2);
      cairo_rotate (cr, -G_PI / 2);
      nn_style_text (style, cr, confusion->given, 0, 0, 0.5, 0.5, style->dim, 1, FALSE);
      cairo_restore (cr);
    }
}

/* The normal text size, or less where a long count would not fit its cell. */
static double
number_size (const NnStyle *style, cairo_t *cr, const Grid *grid, const char *text)
{
  double width;

  nn_style_measure (style, cr, text, 1, FALSE, &width, NULL);
  return CLAMP ((grid->width - 2 * CELL_MARGIN) / MAX (width, 1), 0.1, 1);
}

static void
draw_cell (const NnConfusion *confusion,
           const NnStyle     *style,
           cairo_t           *cr,
           const Grid        *grid,
           int                given,
           int                predicted)
{
  double x = grid->left + predicted * grid->pitch_x, y = grid->top + given * grid->pitch_y;
  guint count = confusion->counts[given][predicted];
  guint32 fill, ink;

  nn_confusion_cell_colors (confusion, style, given, predicted, &fill, &ink);
  nn_style_set_color (cr, fill, 1);
  cairo_rectangle (cr, x, y, grid->width, grid->height);
  cairo_fill (cr);
  if (confusion->known && count > 0)
    {
      g_autofree char *text = nn_style_number (style, count, 0);
      double size = number_size (style, cr, grid, text);

      nn_style_text (style, cr, text, x + grid->width / 2, y + grid->height / 2, 0.5, 0.5, ink,
                     size, FALSE);
    }
}

static void
draw_frame (cairo_t *cr, const Grid *grid, int given, int predicted, guint32 color, double line)
{
  if (given < 0 || predicted < 0)
    return;

  nn_style_set_color (cr, color, 1);
  cairo_set_line_width (cr, line);
  cairo_rectangle (cr, grid->left + predicted * grid->pitch_x, grid->top + given * grid->pitch_y,
                   grid->width, grid->height);
  cairo_stroke (cr);
}

void
nn_confusion_draw (const NnConfusion *confusion,
                   const NnStyle     *style,
                   cairo_t           *cr,
                   double             width,
                   double             height)
{
  Grid grid;
  double halo;

  g_return_if_fail (confusion != NULL && style != NULL && cr != NULL);

  grid = lay_out (confusion, style, width, height);
  halo = style->font_size / 13;
  cairo_save (cr);
  draw_labels (confusion, style, cr, &grid);
  for (int g = 0; g < N; g++)
    for (int p = 0; p < N; p++)
      draw_cell (confusion, style, cr, &grid, g, p);

  draw_frame (cr, &grid, confusion->hover_given, confusion->hover_predicted, style->text,
              1.5 * halo);
  /* A ring of paper round the frame: mistakes are orange, too. */
  draw_frame (cr, &grid, confusion->selected_given, confusion->selected_predicted,
              style->background, 7 * halo);
  draw_frame (cr, &grid, confusion->selected_given, confusion->selected_predicted, style->select,
              3.5 * halo);
  if (!confusion->known && confusion->empty)
    nn_style_text (style, cr, confusion->empty, grid.left + N * grid.pitch_x / 2,
                   grid.top + N * grid.pitch_y / 2, 0.5, 0.5, style->text, 1.15, FALSE);
  cairo_restore (cr);
}
