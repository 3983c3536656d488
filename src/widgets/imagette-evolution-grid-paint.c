/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "widgets/imagette-evolution-grid-private.h"

#include <glib/gi18n-lib.h>
#include <inttypes.h>
#include <math.h>

#define GAP 4                     /* between cells, so that a frame fits in */
#define ROW_EMS 1.9               /* room for a row's number */
#define HEAD_EMS 3.1              /* two lines: batch or epoch, and which */
#define LABEL_GAP 3
#define MIN_SCALE 2               /* 56 pixels: seen from the last row; what has no room scrolls */

/* Geometry */

typedef struct
{
  int scale, step, left, top;     /* step: from one cell to the next */
  int x, y;                       /* of the first cell: left and top, less what is scrolled */
} Place;

static int
scrolled (ImagetteEvolutionGrid *self, GtkOrientation orientation)
{
  GtkAdjustment *adjustment = self->adjustments[orientation];

  return adjustment != NULL ? (int) round (gtk_adjustment_get_value (adjustment)) : 0;
}

static Place
place_in (ImagetteEvolutionGrid *self, const NnStyle *style, double width, double height)
{
  Place place;
  double across, down;

  place.left = (int) ceil (ROW_EMS * style->font_size);
  place.top = (int) ceil (HEAD_EMS * style->font_size);
  across = (width - place.left) / MAX (self->n_columns, 1) - GAP;
  down = (height - place.top) / MAX (self->n_rows, 1) - GAP;
  place.scale = MAX (MIN_SCALE, (int) floor (MIN (across, down) / EVOLUTION_SIDE));
  place.step = place.scale * EVOLUTION_SIDE + GAP;
  place.x = place.left - scrolled (self, GTK_ORIENTATION_HORIZONTAL);
  place.y = place.top - scrolled (self, GTK_ORIENTATION_VERTICAL);
  return place;
}

static Place
place_now (ImagetteEvolutionGrid *self)
{
  NnStyle style;

  imagette_look_init_style (GTK_WIDGET (self), &style);
  return place_in (self, &style, gtk_widget_get_width (GTK_WIDGET (self)),
                   gtk_widget_get_height (GTK_WIDGET (self)));
}

int
imagette_evolution_grid_get_scale (ImagetteEvolutionGrid *self)
{
  g_return_val_if_fail (IMAGETTE_IS_EVOLUTION_GRID (self), 1);

  return place_now (self).scale;
}

void
imagette_evolution_grid_get_cell_rect (ImagetteEvolutionGrid *self,
                                       int                    row,
                                       int                    column,
                                       graphene_rect_t       *rect)
{
  Place place;
  int side;

  g_return_if_fail (IMAGETTE_IS_EVOLUTION_GRID (self));

  place = place_now (self);
  side = place.scale * EVOLUTION_SIDE;
  graphene_rect_init (rect, (float) (place.x + column * place.step),
                      (float) (place.y + row * place.step), (float) side, (float) side);
}

gboolean
imagette_evolution_grid_cell_at (ImagetteCellCanvas *canvas, double x, double y, int *row,
                                 int *column)
{
  ImagetteEvolutionGrid *self = IMAGETTE_EVOLUTION_GRID (canvas);
  Place place = place_now (self);

  *row = (int) floor ((y - place.y) / place.step);
  *column = (int) floor ((x - place.x) / place.step);
  return x >= place.left && y >= place.top && *row >= 0 && *row < self->n_rows && *column >= 0
         && *column < self->n_columns;
}

void
imagette_evolution_grid_configure (ImagetteEvolutionGrid *self)
{
  Place place = place_now (self);
  const int sizes[2] = { gtk_widget_get_width (GTK_WIDGET (self)) - place.left,
                         gtk_widget_get_height (GTK_WIDGET (self)) - place.top };
  const int counts[2] = { self->n_columns, self->n_rows };

  for (int i = 0; i < 2; i++)
    if (self->adjustments[i] != NULL && sizes[i] > 0)
      {
        double upper = MAX (counts[i] * place.step, sizes[i]);

        gtk_adjustment_configure (self->adjustments[i],
                                  MIN (gtk_adjustment_get_value (self->adjustments[i]),
                                       upper - sizes[i]),
                                  0, upper, place.step, sizes[i], sizes[i]);
      }
}

void
imagette_evolution_grid_reveal (ImagetteEvolutionGrid *self, int row, int column)
{
  Place place = place_now (self);
  const int cells[2] = { column, row };

  for (int i = 0; i < 2; i++)
    if (self->adjustments[i] != NULL && cells[i] >= 0)
      gtk_adjustment_clamp_page (self->adjustments[i], cells[i] * place.step,
                                 (cells[i] + 1) * place.step);
}

void
imagette_evolution_grid_measure (GtkWidget      *widget,
                                 GtkOrientation  orientation,
                                 int             for_size,
                                 int            *minimum,
                                 int            *natural,
                                 int            *minimum_baseline,
                                 int            *natural_baseline)
{
  ImagetteEvolutionGrid *self = IMAGETTE_EVOLUTION_GRID (widget);
  gboolean across = orientation == GTK_ORIENTATION_HORIZONTAL;
  NnStyle style;

  imagette_look_init_style (widget, &style);
  *minimum = (int) ceil ((across ? ROW_EMS : HEAD_EMS) * style.font_size)
             + MAX (1, across ? self->n_columns : self->n_rows) * (MIN_SCALE * EVOLUTION_SIDE + GAP);
  *natural = *minimum;
}

/* Painting */

float
imagette_evolution_grid_get_max (ImagetteEvolutionGrid *self, int row, int column)
{
  gboolean rows = self->scope == NN_SCOPE_LAYER || self->scope == NN_SCOPE_ALL;
  gboolean columns = rows || self->scope == NN_SCOPE_ROW;
  float m = 0;

  g_return_val_if_fail (IMAGETTE_IS_EVOLUTION_GRID (self), 0);
  g_return_val_if_fail (row >= 0 && row < self->n_rows, 0);
  g_return_val_if_fail (column >= 0 && column < self->n_columns, 0);

  for (int r = rows ? 0 : row; r < (rows ? self->n_rows : row + 1); r++)
    for (int c = columns ? 0 : column; c < (columns ? self->n_columns : column + 1); c++)
      m = MAX (m, evolution_cell (self, r, c)->m);
  return m;
}

typedef enum { NOTHING, START, BATCH, EPOCH } HeadKind;

static HeadKind
head_kind (const ImagetteMark *mark)
{
  return mark->update == 0 ? START : mark->epoch > 0 ? EPOCH : BATCH;
}

static const char *
head_word (HeadKind kind)
{
  return kind == START ? C_("moment", "start") : kind == EPOCH ? _("epoch") : _("batch");
}

/* The moments over the columns: what the numbers count where that changes, and under it the
 * numbers. What has no room beside the one before waits for the next column. */
static void
paint_head (ImagetteEvolutionGrid *self, cairo_t *cr, const NnStyle *style, const Place *place)
{
  double lower = place->top - 0.6 * style->font_size - LABEL_GAP;
  double upper = lower - 1.3 * style->font_size;
  double lower_end = place->left - LABEL_GAP, upper_end = lower_end, w;
  HeadKind said = NOTHING;

  for (int column = 0; column < self->n_columns; column++)
    {
      const ImagetteMark *mark = &self->marks[column];
      HeadKind kind = head_kind (mark);
      double x = place->x + column * place->step;
      double middle = x + (place->step - GAP) / 2.0;
      g_autofree char *text = kind == EPOCH ? g_strdup_printf ("%u", mark->epoch)
                                            : g_strdup_printf ("%" PRIu64, mark->update);

      if (x + place->step <= place->left)
        continue;
      if (kind != said && MAX (x, place->left) >= upper_end)
        {
          nn_style_text (style, cr, head_word (kind), MAX (x, place->left), upper, 0, 0.5, style->text, 1, FALSE);
          nn_style_measure (style, cr, head_word (kind), 1, FALSE, &w, NULL);
          upper_end = MAX (x, place->left) + w + 3 * LABEL_GAP;
          said = kind;
        }
      nn_style_measure (style, cr, text, 1, FALSE, &w, NULL);
      if (middle - w / 2 < lower_end)
        continue;
      nn_style_text (style, cr, text, middle, lower, 0.5, 0.5, style->text, 1, FALSE);
      lower_end = middle + w / 2 + LABEL_GAP;
    }
}

/* Ringed in the background's colour, so that it is seen on any picture. */
static void
paint_jump (cairo_t *cr, const NnStyle *style, double x, double y, int scale)
{
  double leg = 5 + 3 * scale;

  cairo_move_to (cr, x - 1, y - 1);
  cairo_line_to (cr, x + leg, y - 1);
  cairo_line_to (cr, x - 1, y + leg);
  cairo_close_path (cr);
  nn_style_set_color (cr, style->select, 1);
  cairo_fill_preserve (cr);
  nn_style_set_color (cr, style->background, 1);
  cairo_set_line_width (cr, 1);
  cairo_stroke (cr);
}

/* A frame, and in it why there is nothing to see: a word a line, as large as it fits. */
static void
paint_empty (cairo_t *cr, const NnStyle *style, const char *reason, double x, double y, double side)
{
  g_auto (GStrv) words = g_strsplit (reason != NULL ? reason : "–", " ", -1);
  const int n = (int) g_strv_length (words);
  const double line = MIN (1.2 * style->font_size, (side - 4) / MAX (n, 1));
  double top = y + (side - n * line) / 2, size = line / (1.2 * style->font_size);

  nn_style_set_color (cr, style->dim, 0.6);
  cairo_set_line_width (cr, 1);
  cairo_rectangle (cr, x + 0.5, y + 0.5, side - 1, side - 1);
  cairo_stroke (cr);
  for (int i = 0; i < n; i++)
    {
      double width;

      nn_style_measure (style, cr, words[i], 1, FALSE, &width, NULL);
      size = MIN (size, (side - 4) / width);
    }
  for (int i = 0; i < n; i++, top += line)
    nn_style_text (style, cr, words[i], x + side / 2, top + line / 2, 0.5, 0.5, style->text, size,
                   FALSE);
}

static void
paint_cell (ImagetteEvolutionGrid *self,
            cairo_t               *cr,
            const NnStyle         *style,
            const Place           *place,
            int                    row,
            int                    column)
{
  EvolutionCell *cell = evolution_cell (self, row, column);
  int x = place->x + column * place->step, y = place->y + row * place->step;
  int side = place->scale * EVOLUTION_SIDE;
  cairo_surface_t *surface;

  if (cell->projection == NULL)
    paint_empty (cr, style, cell->reason, x, y, side);
  else
    {
      surface = nn_tile_surface (nn_tensor_get_data (cell->projection), EVOLUTION_SIDE,
                                 EVOLUTION_SIDE, NN_TILE_SIGNED, self->colors,
                                 imagette_evolution_grid_get_max (self, row, column));
      nn_tile_paint (cr, surface, x, y, place->scale);
      cairo_surface_destroy (surface);
    }
  if (cell->jump)
    paint_jump (cr, style, x, y, place->scale);
}

/* Where cells are seen; the heads stand beside it. A frame needs a little more. */
static void
clip_to_cells (cairo_t *cr, const Place *place, double width, double height, int margin)
{
  cairo_rectangle (cr, place->left - margin, place->top - margin, width - place->left + margin,
                   height - place->top + margin);
  cairo_clip (cr);
}

static void
paint_row (ImagetteEvolutionGrid *self,
           cairo_t               *cr,
           const NnStyle         *style,
           const Place           *place,
           int                    row,
           double                 width,
           double                 height)
{
  int y = place->y + row * place->step;
  double middle = y + (place->step - GAP) / 2.0;
  g_autofree char *number = g_strdup_printf ("%d", row + 1);

  if (y + place->step <= place->top || y >= height)
    return;
  if (middle >= place->top)
    nn_style_text (style, cr, number, place->left - 2 * LABEL_GAP, middle, 1, 0.5, style->text, 1,
                   FALSE);
  cairo_save (cr);
  clip_to_cells (cr, place, width, height, 1);
  for (int column = 0; column < self->n_columns; column++)
    if (place->x + (column + 1) * place->step > place->left
        && place->x + column * place->step < width)
      paint_cell (self, cr, style, place, row, column);
  cairo_restore (cr);
}

void
imagette_evolution_grid_paint (ImagetteCanvas *canvas,
                               cairo_t        *cr,
                               const NnStyle  *style,
                               double          width,
                               double          height)
{
  ImagetteEvolutionGrid *self = IMAGETTE_EVOLUTION_GRID (canvas);
  Place place = place_in (self, style, width, height);

  if (self->n_columns == 0 || self->n_rows == 0)
    {
      nn_style_text (style, cr, _("not computed yet"), width / 2, height / 2, 0.5, 0.5,
                     style->text, 1, FALSE);
      return;
    }
  cairo_rectangle (cr, place.left - 2, 0, width - place.left + 2, place.top);
  cairo_save (cr);
  cairo_clip (cr);
  paint_head (self, cr, style, &place);
  cairo_restore (cr);
  for (int row = 0; row < self->n_rows; row++)
    paint_row (self, cr, style, &place, row, width, height);
}

void
imagette_evolution_grid_paint_over (ImagetteCanvas *canvas,
                                    cairo_t        *cr,
                                    const NnStyle  *style,
                                    double          width,
                                    double          height)
{
  ImagetteEvolutionGrid *self = IMAGETTE_EVOLUTION_GRID (canvas);
  Place place = place_in (self, style, width, height);
  int row, column;

  nn_style_set_color (cr, style->select, 1);
  cairo_save (cr);
  clip_to_cells (cr, &place, width, height, 3);
  if (self->selected >= 0)
    {
      cairo_set_line_width (cr, 3);
      cairo_rectangle (cr, place.x + self->selected * place.step - 2, place.y - 2, place.step,
                       self->n_rows * place.step);
      cairo_stroke (cr);
    }
  if (imagette_cell_canvas_get_cursor (IMAGETTE_CELL_CANVAS (self), &row, &column))
    {
      cairo_set_line_width (cr, 2);
      cairo_rectangle (cr, place.x + column * place.step - 1, place.y + row * place.step - 1,
                       place.step - GAP + 2, place.step - GAP + 2);
      cairo_stroke (cr);
    }
  cairo_restore (cr);
}
